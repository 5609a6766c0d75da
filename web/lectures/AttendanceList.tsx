import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Pagination, Skeleton } from 'antd'
import { useState } from 'react'
import { attendanceModes, attendanceWays, type Lecture, lecturesApi } from '#contract/lectures'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'

const size = 50

/** 听讲名单, of the host's own people; before the lecture is held somebody can still be taken off it. */
export function AttendanceList({ lecture }: { lecture: Lecture }) {
  const { today } = useMe()
  const params = { lectureId: lecture.id }
  const [page, setPage] = useState(1)
  const [isOpen, setOpen] = useState(false)
  const list = useQuery(ask(lecturesApi.attendance, { params, query: { page, size } }))
  const refreshes = [lecturesApi.attendance, lecturesApi.read]
  const attend = useSend(lecturesApi.attend, { refreshes, done: () => setOpen(false) })
  const drop = useSend(lecturesApi.drop, { refreshes })
  const mayAdd = lecture.state === 'held' || (lecture.state === 'planned' && lecture.plannedOn <= today)
  return (
    <section className="panel gap-top" aria-label="听讲名单">
      <div className="list-head">
        <h2 className="card-title">听讲名单（{list.data?.total ?? 0} 人）</h2>
        {mayAdd && <Button onClick={() => setOpen(true)}>登记听讲人员</Button>}
      </div>
      {list.isPending && <Skeleton active />}
      {list.isError && <ProblemAlert problem={list.error} retry={() => list.refetch()} />}
      {drop.isError && <ProblemAlert problem={drop.error} />}
      {list.data?.total === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={mayAdd ? '还没有人签到或登记。' : '讲座当天起可以签到和登记。'} />
      )}
      <ul className="plain-list">
        {list.data?.rows.map(({ person, mode, how, at }) => (
          <li key={person.id} className="gap-bottom">
            {person.name} <span className="hint">{`${person.unit}　${attendanceModes[mode]}　${attendanceWays[how]}　${dayTime(at)}`}</span>{' '}
            {lecture.state === 'planned' && (
              <Button
                size="small"
                type="link"
                aria-label={`移出 ${person.name}`}
                onClick={() => drop.mutate({ params: { ...params, personId: person.id } })}
              >
                移出
              </Button>
            )}
          </li>
        ))}
      </ul>
      {list.data && list.data.total > size && (
        <Pagination simple current={page} pageSize={size} total={list.data.total} showSizeChanger={false} onChange={setPage} />
      )}
      <ActDrawer
        title="登记听讲人员"
        body={lecturesApi.attend.body}
        open={isOpen}
        close={() => setOpen(false)}
        initial={{ mode: 'onsite' }}
        sending={attend.isPending}
        problem={attend.error}
        send={(values) => attend.mutate({ params, body: values as never })} // judged by the server's schema
      />
    </section>
  )
}
