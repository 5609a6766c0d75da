import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Empty, Skeleton, Table, Tag } from 'antd'
import { useState } from 'react'
import { type Body, type BodyDraft, bodiesApi, bodyForms, bodyMarks, memberCandidates, memberParts } from '#contract/coordination-bodies'
import type { Endpoint } from '#contract/endpoint'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'
import { mayDo, useMe } from '../kit/session.ts'
import type { Values } from '../kit/step-fields.ts'

/** 议事协调机构 with its members: what it is called, who holds its office, what of it is verified. */
export function BodiesPage() {
  const me = useMe()
  const found = useQuery(ask(bodiesApi.bodies, {}))
  if (found.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (found.isError) return <ProblemAlert problem={found.error} retry={() => found.refetch()} />
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">议事协调机构</h1>
        <div className="actions">
          {mayDo(me, 'meeting.manage') && (
            <Act
              source={bodiesApi.addBody}
              title="登记机构"
              params={{}}
              button={{ type: 'primary', icon: <PlusOutlined /> }}
              initial={{ from: me.today }}
            />
          )}
        </div>
      </div>
      <p className="hint gap-bottom">
        各地名称不统一（领导小组、联席会议、议事协调机制），以设立文件为准逐个登记；成员只登记单位和职务，不登记姓名。
      </p>
      {found.data.length === 0 && <Empty description="还没有登记。办公室所在单位的综合协调人员点“登记机构”。" />}
      {found.data.map((body) => (
        <OneBody key={body.id} body={body} />
      ))}
    </div>
  )
}

interface ActProps {
  source: Endpoint & { body: NonNullable<Endpoint['body']> }
  title: string
  params: Record<string, string>
  initial?: Values
  button?: { type?: 'primary'; icon?: React.ReactNode; size?: 'small'; danger?: boolean }
  above?: React.ReactNode
}

function Act({ source, title, params, initial, button, above }: ActProps) {
  const [isOpen, setOpen] = useState(false)
  const { message } = App.useApp()
  const act = useSend(source, {
    refreshes: [bodiesApi.bodies],
    done: () => {
      setOpen(false)
      message.success(`已办理：${title}。`)
    },
  })
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <ActDrawer
        title={title}
        body={source.body}
        open={isOpen}
        close={() => setOpen(false)}
        sending={act.isPending}
        problem={act.error}
        {...(initial ? { initial } : {})}
        {...(above ? { above } : {})}
        send={(body) => act.mutate({ params, body } as never)} // each source with its own parts, parsed by the server
      />
    </>
  )
}

function OneBody({ body }: { body: Body }) {
  const { today } = useMe()
  const { id, name, level, form, officeName, org, paper, mark, markNote, from, to, mayKeep, members } = body
  const params = { bodyId: id }
  const written = { form, name, officeName, mark, from, ...(paper ? { paper } : {}), ...(markNote ? { markNote } : {}) } satisfies Partial<
    Record<keyof typeof BodyDraft.shape, unknown>
  >
  return (
    <section className="panel gap-bottom" aria-label={name}>
      <h2>
        {name} <Tag>{level}</Tag>
        <Tag>{bodyForms[form]}</Tag>
        <Tag color={mark === 'verified' ? 'green' : 'orange'}>{bodyMarks[mark]}</Tag>
        {to && <Tag>已于 {to} 撤销</Tag>}
      </h2>
      <p className="hint gap-bottom">
        办公室：{officeName}（{org}）　设立：{from}
        {paper ? `　文件：${paper}` : ''}
        {markNote ? `　核实说明：${markNote}` : ''}
      </p>
      {members.length === 0 && (
        <Alert
          className="gap-bottom"
          type="warning"
          showIcon
          title="成员单位名单未取得。请依据设立文件逐个登记，不要以其他地方的名单代替。"
        />
      )}
      {members.length > 0 && <Members body={body} />}
      {mayKeep && to === null && (
        <div className="actions gap-top">
          <Act
            source={bodiesApi.addMember}
            title="增加成员单位"
            params={params}
            initial={{ from: today, part: 'member' }}
            above={<Candidates />}
          />
          <Act source={bodiesApi.changeBody} title="修改" params={params} initial={written} />
          <Act source={bodiesApi.endBody} title="撤销机构" params={params} initial={{ on: today }} button={{ danger: true }} />
        </div>
      )}
    </section>
  )
}

type Member = Body['members'][number]
const inOffice = ({ from, to }: Member) => (to ? `${from} 至 ${to}` : `${from} 至今`)
const where = ({ orgId }: Member) => (orgId ? '平台内' : '平台外')

function Members({ body: { members, mayKeep } }: { body: Body }) {
  if (useIsPhone())
    return (
      <ul className="plain-list links">
        {members.map((one) => (
          <li key={one.id}>
            <strong>{one.name}</strong>
            <p className="hint">{[memberParts[one.part], one.post, where(one), inOffice(one)].filter(Boolean).join(' · ')}</p>
            {mayKeep && <Leave member={one} />}
          </li>
        ))}
      </ul>
    )
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={members}
      columns={[
        { title: '单位', dataIndex: 'name' },
        { title: '组成', width: 140, render: (_, { part }) => memberParts[part] },
        { title: '职务', dataIndex: 'post', width: 160 },
        { title: '平台', width: 90, render: (_, one) => where(one) },
        { title: '期间', width: 220, render: (_, one) => inOffice(one) },
        { title: '操作', width: 100, render: (_, one) => mayKeep && <Leave member={one} /> },
      ]}
    />
  )
}

function Leave({ member: { id, to } }: { member: Member }) {
  const { today } = useMe()
  if (to !== null) return null
  return <Act source={bodiesApi.endMember} title="退出" params={{ memberId: id }} initial={{ on: today }} button={{ size: 'small' }} />
}

/** Names alone, to be picked from by eye: not the list of Fujian. */
const Candidates = () => (
  <details className="gap-bottom">
    <summary>名称参考（【转】国家层面 2021 年部际联席会议文件的主送单位，不代表福建成员）</summary>
    <p className="hint">{memberCandidates.join('、')}</p>
  </details>
)
