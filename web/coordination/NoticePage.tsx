import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Descriptions, Skeleton } from 'antd'
import { MatterId } from '#contract/common'
import { meetingsApi, noticeAnswers } from '#contract/coordination-meetings'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { MatterPage } from '../matter/MatterPage.tsx'
import { readsOfMeetings } from './parts.tsx'

/** 会议通知 to one member unit: when, where, about what; it signs for it and says who comes. */
export function NoticePage() {
  const matterId = useParam('matterId', MatterId)
  const found = useQuery(ask(meetingsApi.notice, { params: { matterId } }))
  if (found.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (found.isError) return <ProblemAlert problem={found.error} retry={() => found.refetch()} />
  const { meetingId, title, body, day, starts, place, chair, items, answer } = found.data
  const facts = [
    { key: 'title', label: '会议', children: `${body} ${title}` },
    { key: 'when', label: '时间', children: `${day} ${starts}` },
    { key: 'place', label: '地点', children: place },
    { key: 'chair', label: '主持', children: chair },
    { key: 'answer', label: '参会安排', children: answer ? noticeAnswers[answer] : '尚未签收' },
  ]
  return (
    <MatterPage
      matterId={matterId}
      refreshes={readsOfMeetings}
      initial={() => ({ answer: 'comes' })}
      actions={() => (
        <Link to={`/meetings/${meetingId}` as never}>
          <Button>打开会议</Button>
        </Link>
      )}
      tabs={[
        {
          key: 'notice',
          title: '通知',
          content: () => (
            <>
              <Descriptions column={{ xs: 1, md: 2 }} items={facts} />
              <h2 className="card-title gap-top">议题</h2>
              <ol>
                {items.map((item) => (
                  <li key={item.position}>
                    {item.title}
                    <span className="hint">（{item.reporter}）</span>
                  </li>
                ))}
              </ol>
            </>
          ),
        },
      ]}
    />
  ) // `never`: the router is not told each page's path
}
