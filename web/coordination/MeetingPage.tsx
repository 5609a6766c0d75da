import { useQuery } from '@tanstack/react-query'
import { Descriptions, Skeleton, Table } from 'antd'
import { MatterId } from '#contract/common'
import { type MeetingDetail, meetingForms, meetingsApi, noticeAnswers, presences } from '#contract/coordination-meetings'
import type { MatterView } from '#contract/matter'
import { PapersTab } from '../documents/PapersTab.tsx'
import { download } from '../kit/client.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { SaveButton } from '../kit/SaveButton.tsx'
import { freshForm } from '../matter/FreshForm.tsx'
import { MatterPage, type MatterTab } from '../matter/MatterPage.tsx'
import { Agenda } from './Agenda.tsx'
import { Decisions } from './Decisions.tsx'
import { readsOfMeetings } from './parts.tsx'

/** A meeting, for its office with steps, for its members to read. */
export function MeetingPage() {
  const matterId = useParam('matterId', MatterId)
  const found = useQuery(ask(meetingsApi.read, { params: { matterId } }))
  if (found.isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  if (found.isError) return <ProblemAlert problem={found.error} retry={() => found.refetch()} />
  const meeting = found.data
  const tabs: MatterTab[] = [
    { key: 'agenda', title: '议程', content: (matter) => <Agenda meeting={meeting} matter={matter} /> },
    { key: 'members', title: `参会单位（${meeting.members.length}）`, content: () => <Members meeting={meeting} /> },
    {
      key: 'decisions',
      title: `议定事项（${meeting.decisions.length}）`,
      content: (matter) => <Decisions meeting={meeting} matter={matter} />,
    },
    ...(meeting.runs || meeting.state === 'issued'
      ? [{ key: 'papers', title: '纪要文书', content: (matter: MatterView) => <PapersTab matter={matter} /> }]
      : []),
  ]
  return (
    <MatterPage
      matterId={matterId}
      tabs={tabs}
      refreshes={readsOfMeetings}
      listsChildren={false}
      choices={choicesOf(meeting)}
      initial={(step) => (step === 'sendNotice' ? { memberIds: meeting.candidates.map(({ id }) => id) } : undefined)}
      forms={forms}
      head={() => <Head meeting={meeting} />}
      actions={() =>
        meeting.decisions.length > 0 && (
          <SaveButton title="导出议定事项" save={() => download(meetingsApi.decisions, { params: { matterId } }, '议定事项.xlsx')} />
        )
      }
    />
  )
}

const choicesOf = ({ candidates, members, items, decisions }: MeetingDetail) => ({
  memberIds: candidates.map(({ id, name, post }) => ({ value: id, label: post ? `${name}（${post}）` : name })),
  meetingMemberId: members.map(({ id, name }) => ({ value: id, label: name })),
  itemId: items.map(({ id, position, title }) => ({ value: id, label: `${position}. ${title}` })),
  decisionId: decisions.map(({ id, position, text }) => ({ value: id, label: `${position}. ${text}` })),
})

/** Who signed for it stands as he answered, this minute too. */
const attendanceOf = ({ members }: MeetingDetail) => ({
  attendance: members.map(({ id, answer, who }) => ({
    meetingMemberId: id,
    presence: answer === 'substitute' || answer === 'leave' ? answer : 'present',
    ...(who ? { who } : {}),
  })),
})
const forms = {
  hold: freshForm(meetingsApi.read, attendanceOf),
  amend: freshForm(meetingsApi.read, ({ title, day, starts, place, chair }) => ({ title, day, starts, place, chair })),
}

function Head({ meeting: { body, form, day, starts, place, chair } }: { meeting: MeetingDetail }) {
  const items = [
    { key: 'body', label: '机构', children: `${body} · ${meetingForms[form]}` },
    { key: 'when', label: '时间', children: `${day} ${starts}` },
    { key: 'place', label: '地点', children: place },
    { key: 'chair', label: '主持', children: chair },
  ]
  return <Descriptions column={{ xs: 1, md: 2 }} size="small" items={items} />
}

type Member = MeetingDetail['members'][number]
function Members({ meeting: { members, state } }: { meeting: MeetingDetail }) {
  if (members.length === 0) return <p className="hint">还没有发出会议通知。议程确定后，点“发出会议通知”选择参会的成员单位。</p>
  return (
    <div className="wide-table">
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={members}
        columns={[
          { title: '单位', render: (_, { name, post }: Member) => `${name}${post ? `（${post}）` : ''}` },
          {
            title: '通知',
            width: 220,
            render: (_, { outside, answer, answeredOn, reason }: Member) =>
              outside
                ? '平台外或者办公室单位，不经平台签收'
                : answer
                  ? `${answeredOn} 签收，${noticeAnswers[answer]}${reason ? `：${reason}` : ''}`
                  : '尚未签收',
          },
          { title: '参会人职务', width: 140, render: (_, { who }: Member) => who ?? '' },
          {
            title: '到会',
            width: 90,
            render: (_, { presence }: Member) => (presence ? presences[presence] : state === 'noticed' ? '' : '未登记'),
          },
        ]}
      />
    </div>
  )
}
