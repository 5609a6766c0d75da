import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Empty, Skeleton, Tag } from 'antd'
import { examRoomApi, type MyExam, markingApi, myExamStates } from '#contract/exams-room'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'
import { spanWords } from './span.ts'
import './exams.css'

export const myExamColours: Record<MyExam['state'], string> = {
  coming: 'default',
  now: 'blue',
  running: 'orange',
  handedIn: 'default',
  missed: 'red',
  released: 'green',
  cancelled: 'default',
}

/** 我的考试: what I may sit, sit and sat. Whoever was named as a marker finds his task here as well. */
export function MyExamsPage() {
  const exams = useQuery(ask(examRoomApi.mine, {}))
  const marking = useQuery(ask(markingApi.mine, {}))
  const tasks = (marking.data ?? []).filter(({ state }) => state === 'open')
  return (
    <div className="page narrow">
      <h1 className="page-title">我的考试</h1>
      {tasks.length > 0 && (
        <section className="panel gap-top" aria-label="阅卷任务">
          <h2>阅卷任务</h2>
          <ul className="plain-list links">
            {tasks.map(({ examId, title, org }) => (
              <li key={examId}>
                <Link to={`/marking/${examId}`}>{title}</Link> <span className="hint">{org}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {exams.isPending && <Skeleton active />}
      {exams.isError && <ProblemAlert problem={exams.error} retry={() => exams.refetch()} />}
      {exams.data?.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="目前没有您的考试。单位公布考试并把您列入名单后，会出现在这里。" />
      )}
      {exams.data?.map((exam) => (
        <Card key={exam.id} exam={exam} />
      ))}
    </div>
  )
}

const actWords: Partial<Record<MyExam['state'], string>> = { now: '参加考试', running: '继续作答', released: '查看成绩' }

function Card({ exam }: { exam: MyExam }) {
  const { state } = exam
  return (
    <section className="panel gap-top" aria-label={exam.title}>
      <div className="matter-head">
        <h2 className="card-title">{exam.title}</h2>
        <Tag color={myExamColours[state]}>{myExamStates[state]}</Tag>
        {exam.makeup && <Tag>补考</Tag>}
      </div>
      <p className="hint">
        {exam.org} · {spanWords(exam.opensAt, exam.closesAt)} · {exam.minutes} 分钟
        {exam.extraMinutes > 0 ? `（另加时 ${exam.extraMinutes} 分钟）` : ''}
      </p>
      {exam.total !== null && (
        <p>
          成绩 <strong className="number">{exam.total}</strong> 分 · {exam.passed ? '合格' : '不合格'}
        </p>
      )}
      <div className="actions gap-top">
        <Link to={state === 'running' ? `/my-exams/${exam.id}/room` : `/my-exams/${exam.id}`}>
          <Button type={state === 'now' || state === 'running' ? 'primary' : 'default'}>{actWords[state] ?? '查看说明'}</Button>
        </Link>
      </div>
    </section>
  )
}
