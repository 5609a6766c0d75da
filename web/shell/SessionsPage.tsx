import { useQuery } from '@tanstack/react-query'
import { App, Button, Skeleton, Tag } from 'antd'
import { sessionApi } from '#contract/session'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'

/** 我的登录会话: whoever sees one that is not theirs ends it here. */
export function SessionsPage() {
  const { message } = App.useApp()
  const sessions = useQuery(ask(sessionApi.mine, {}))
  const end = useSend(sessionApi.endOne, { refreshes: [sessionApi.mine], done: () => message.success('已结束该会话。') })
  return (
    <div className="page narrow">
      <h1 className="page-title">我的登录会话</h1>
      <p className="hint">发现不认识的登录时，请先结束它，再修改密码。</p>
      {sessions.isPending && <Skeleton active />}
      {sessions.isError && <ProblemAlert problem={sessions.error} retry={() => sessions.refetch()} />}
      {end.isError && <ProblemAlert problem={end.error} />}
      <ul className="cards">
        {sessions.data?.map((one) => (
          <li key={one.id} className="row-card">
            <p>
              地址 {one.address} {one.current && <Tag color="blue">本次登录</Tag>}
            </p>
            <p className="hint">
              登录于 {dayTime(one.since)}，最近操作 {dayTime(one.lastSeen)}
            </p>
            {!one.current && (
              <Button danger loading={end.isPending} onClick={() => end.mutate({ params: { sessionId: one.id } })}>
                结束这次登录
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
