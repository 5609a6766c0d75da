import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, App, Button, Empty, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { AnswerOf } from '#contract/endpoint'
import { trainingApi } from '#contract/training'
import { certificatesApi, feedsApi } from '#contract/training-certificates'
import { learningApi, type MySession } from '#contract/training-learning'
import { classStates, enrolmentStatuses, leaveStates } from '#contract/training-steps'
import { useAct } from '../documents/use-act.tsx'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { download } from '../kit/client.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { useMe } from '../kit/session.ts'
import { EvaluateButton } from './Evaluation.tsx'
import { FeedButton } from './FeedButton.tsx'
import { clockWords, dayWords } from './parts.tsx'

type Mine = AnswerOf<typeof learningApi.mine>

/** 我的培训, for a phone first: the next session on top, then what I attend or teach, then papers. */
export function MyTrainingPage() {
  const me = useMe()
  const mine = useQuery(ask(learningApi.mine, {}))
  if (mine.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (mine.isError) return <ProblemAlert problem={mine.error} retry={() => mine.refetch()} />
  const { sessions, classes, certificates, leaves } = mine.data
  const ahead = sessions.filter(({ day }) => day >= me.today)
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">我的培训</h1>
        <div className="actions">{sessions.length > 0 && <FeedButton />}</div>
      </div>
      <Next session={ahead[0]} />
      {ahead.length > 1 && (
        <section className="panel gap-top" aria-label="之后的课">
          <h2 className="card-title">之后的课</h2>
          {ahead.slice(1).map((session) => (
            <SessionLine key={session.id} session={session} />
          ))}
        </section>
      )}
      <Classes classes={classes} sessions={ahead} />
      <Leaves leaves={leaves} />
      <Certificates certificates={certificates} />
      <Feeds />
    </div>
  )
}

function Next({ session }: { session: MySession | undefined }) {
  const { today } = useMe()
  if (!session)
    return (
      <section className="panel">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="近期没有您的课。单位报名并经办班单位录取后，课程表会出现在这里。" />
      </section>
    )
  return (
    <section className="panel next-session" aria-label="下一次课">
      <p className="hint">{session.day === today ? '今天' : '下一次课'}</p>
      <h2>{session.subject}</h2>
      <SessionLine session={session} />
      {session.day === today && !session.teaching && session.arrivedAt === null && (
        <Alert type="info" showIcon title="到场后用手机扫描大屏幕上的二维码签到；二维码每 10 秒更换一次。" />
      )}
    </section>
  )
}

function SessionLine({ session }: { session: MySession }) {
  return (
    <div className="session-row">
      <span className="when">
        {dayWords(session.day)} {session.starts}–{session.ends}
      </span>
      <span className="what">
        <Link to={`/training/classes/${session.classId}` as never}>{session.classTitle}</Link>
        <span className="hint">
          {session.subject}　{[session.where, session.room].filter(Boolean).join(' ')}
        </span>
      </span>
      {session.teaching && <Tag color="purple">授课</Tag>}
      {session.arrivedAt && <Tag color="green">{clockWords(session.arrivedAt)} 已签到</Tag>}
      {session.liveLink && (
        <a href={session.liveLink} target="_blank" rel="noreferrer">
          进入直播
        </a>
      )}
      {session.teaching && <Link to={`/training/sessions/${session.id}/code` as never}>显示签到码</Link>}
    </div>
  ) // `never`: the router is not told each page's path
}

function Classes({ classes, sessions }: { classes: Mine['classes']; sessions: readonly MySession[] }) {
  if (classes.length === 0) return null
  return (
    <section className="panel gap-top" aria-label="我的培训班">
      <h2 className="card-title">我的培训班</h2>
      {classes.map((own) => (
        <div key={own.id} className="session-row">
          <span className="what">
            <Link to={`/training/classes/${own.id}` as never}>{own.title}</Link>
            <span className="hint">
              {own.startsOn} 至 {own.endsOn}　{own.where}　{own.organiser}
            </span>
          </span>
          <Tag color={own.status === 'enrolled' ? 'green' : own.status === 'dismissed' ? 'red' : 'default'}>
            {enrolmentStatuses[own.status]}
          </Tag>
          <Tag>{classStates[own.state]}</Tag>
          {own.status === 'enrolled' && (own.state === 'confirmed' || own.state === 'running') && (
            <LeaveButton own={own} sessions={sessions.filter(({ classId, teaching }) => classId === own.id && !teaching)} />
          )}
          {own.evaluationOpen && <EvaluateButton classId={own.id} />}
        </div>
      ))}
    </section>
  ) // `never`: the router is not told each page's path
}

function LeaveButton({ own, sessions }: { own: Mine['classes'][number]; sessions: readonly MySession[] }) {
  const { message } = App.useApp()
  const [isOpen, setOpen] = useState(false)
  const askFor = useSend(learningApi.askLeave, {
    refreshes: [learningApi.mine, trainingApi.class],
    done: ({ warning }) => {
      setOpen(false)
      if (warning) message.warning(`已提交。${warning}`, 8)
      else message.success('已提交，等待办班单位审批。')
    },
  })
  if (sessions.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>请假</Button>
      <ActDrawer
        title="申请请假"
        body={learningApi.askLeave.body}
        open={isOpen}
        close={() => setOpen(false)}
        sending={askFor.isPending}
        problem={askFor.error}
        choices={{ sessionIds: sessions.map(({ id, day, starts, subject }) => ({ value: id, label: `${day} ${starts} ${subject}` })) }}
        above={<p className="hint gap-bottom">累计请假原则上不得超过总学时的七分之一（《干部教育培训工作条例》）。</p>}
        send={(body) => askFor.mutate({ params: { matterId: own.id }, body: body as z.input<typeof learningApi.askLeave.body> })} // parsed by the server; faults come back to their fields
      />
    </>
  )
}

function Leaves({ leaves }: { leaves: Mine['leaves'] }) {
  const withdraw = useSend(learningApi.withdrawLeave, { refreshes: [learningApi.mine] })
  if (leaves.length === 0) return null
  return (
    <section className="panel gap-top" aria-label="我的请假">
      <h2 className="card-title">我的请假</h2>
      {withdraw.isError && <ProblemAlert problem={withdraw.error} />}
      {leaves.map((leave) => (
        <div key={leave.id} className="session-row">
          <span className="what">
            {leave.classTitle}
            <span className="hint">
              {leave.hours} 学时　{leave.sessions.join('；')}
              {leave.answer ? `　意见：${leave.answer}` : ''}
            </span>
          </span>
          <Tag color={leave.state === 'granted' ? 'green' : leave.state === 'refused' ? 'red' : 'default'}>{leaveStates[leave.state]}</Tag>
          {leave.state === 'asked' && (
            <Button loading={withdraw.isPending} onClick={() => withdraw.mutate({ params: { leaveId: leave.id } })}>
              撤回
            </Button>
          )}
        </div>
      ))}
    </section>
  )
}

function Certificates({ certificates }: { certificates: Mine['certificates'] }) {
  const { busy, problem, run } = useAct()
  if (certificates.length === 0) return null
  return (
    <section className="panel gap-top" aria-label="我的证书">
      <h2 className="card-title">我的证书</h2>
      {problem}
      {certificates.map(({ id, number, classTitle, issuedOn, hours, revokedOn }) => (
        <div key={id} className="session-row">
          <span className="what">
            {classTitle}
            <span className="hint">
              {number}　{issuedOn}　{hours} 学时
            </span>
          </span>
          {revokedOn && <Tag color="red">{revokedOn} 已撤销</Tag>}
          {(['pdf', 'docx'] as const).map((form) => (
            <Button
              key={form}
              loading={busy === id + form}
              onClick={() =>
                run(id + form, () =>
                  download(certificatesApi.download, { params: { certificateId: id }, query: { form } }, `结业证书.${form}`),
                )
              }
            >
              {form === 'pdf' ? 'PDF' : 'Word'}
            </Button>
          ))}
        </div>
      ))}
    </section>
  )
}

function Feeds() {
  const feeds = useQuery(ask(feedsApi.list, {}))
  const revoke = useSend(feedsApi.revoke, { refreshes: [feedsApi.list] })
  const alive = (feeds.data ?? []).filter(({ revoked }) => !revoked)
  if (alive.length === 0) return null
  return (
    <section className="panel gap-top" aria-label="日历订阅">
      <h2 className="card-title">日历订阅</h2>
      {revoke.isError && <ProblemAlert problem={revoke.error} />}
      {alive.map(({ id, at, classId }) => (
        <div key={id} className="session-row">
          <span className="what">
            {classId ? '一个培训班的日程' : '我的全部日程'}
            <span className="hint">　{at.slice(0, 10)} 生成</span>
          </span>
          <Button danger loading={revoke.isPending} onClick={() => revoke.mutate({ params: { feedId: id } })}>
            停用
          </Button>
        </div>
      ))}
    </section>
  )
}
