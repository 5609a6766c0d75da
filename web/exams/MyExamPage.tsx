import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Button, Descriptions, Skeleton, Tag } from 'antd'
import { MatterId } from '#contract/common'
import { examRoomApi, type MyExamView, myExamStates } from '#contract/exams-room'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask } from '../kit/query.ts'
import { myExamColours } from './MyExamsPage.tsx'
import { ReviewedPaper } from './ReviewedPaper.tsx'
import { spanWords } from './span.ts'
import './exams.css'

/** Before: the rules and the door. After: the receipt, then the result, and what this exam shows of the paper. */
export function MyExamPage() {
  const examId = useParam('examId', MatterId)
  const exam = useQuery({ ...ask(examRoomApi.read, { params: { examId } }), refetchInterval: 30_000 })
  usePageTitle(exam.data?.title)
  if (exam.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (exam.isError) return <ProblemAlert problem={exam.error} retry={() => exam.refetch()} />
  return <Shown exam={exam.data} />
}

function Shown({ exam }: { exam: MyExamView }) {
  const isOpen = exam.state === 'now' || exam.state === 'running'
  return (
    <div className="page narrow">
      <div className="page-head">
        <h1 className="page-title">
          {exam.title} <Tag color={myExamColours[exam.state]}>{myExamStates[exam.state]}</Tag>
        </h1>
      </div>
      <section className="panel" aria-label="考试说明">
        <Descriptions column={1} size="small" items={factsOf(exam)} />
        {exam.instructions && <p className="exam-words gap-top">{exam.instructions}</p>}
        {isOpen && <Rules exam={exam} />}
        {exam.hindrance && exam.state !== 'released' && exam.state !== 'handedIn' && (
          <Alert className="gap-top" type="info" showIcon title={exam.hindrance} />
        )}
        {isOpen && exam.hindrance === null && (
          <div className="actions gap-top">
            <Link to={`/my-exams/${exam.id}/room`}>
              <Button type="primary" size="large">
                {exam.state === 'running' ? '继续作答' : '开始作答'}
              </Button>
            </Link>
          </div>
        )}
      </section>
      {exam.state === 'released' && exam.review !== 'score' && <ReviewedPaper examId={exam.id} />}
    </div>
  )
}

const factsOf = (exam: MyExamView) =>
  [
    { key: 'org', label: '举办单位', children: exam.org },
    { key: 'window', label: '考试时间', children: spanWords(exam.opensAt, exam.closesAt) },
    {
      key: 'minutes',
      label: '答题时长',
      children: `${exam.minutes} 分钟${exam.extraMinutes > 0 ? `，另加时 ${exam.extraMinutes} 分钟` : ''}`,
    },
    { key: 'late', label: '入场', children: exam.lateMinutes === null ? null : `迟到超过 ${exam.lateMinutes} 分钟不得入场` },
    { key: 'handed', label: '交卷', children: exam.handedInAt && dayTime(exam.handedInAt) },
    { key: 'receipt', label: '交卷回执', children: exam.receipt && <code className="break">{exam.receipt}</code> },
    {
      key: 'total',
      label: '成绩',
      children: exam.total === null ? null : `${exam.total} 分，${exam.passed ? '合格' : '不合格'}`,
    },
  ].filter(({ children }) => children !== null && children !== undefined && children !== '')

function Rules({ exam }: { exam: MyExamView }) {
  return (
    <ul className="gap-top">
      <li>点击“开始作答”后开始计时，以服务器时间为准；到时自动交卷。</li>
      <li>作答自动保存。断网、刷新或者更换设备后可以继续，计时不停。</li>
      <li>结束后 {exam.graceSeconds} 秒内服务器收到的作答有效，其后收到的不计。</li>
      <li>离开考试页面（切屏）的次数会被记录，只作记录，不作判定。</li>
    </ul>
  )
}
