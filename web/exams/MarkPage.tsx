import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Input, InputNumber, Skeleton } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { MatterId } from '#contract/common'
import { type MarkingProgress, markingApi, type ToMark } from '#contract/exams-room'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { usePageTitle } from '../kit/page-title.ts'
import { useParam } from '../kit/param.ts'
import { ask, useSend } from '../kit/query.ts'
import './exams.css'

/** 评阅: one answer after the other, question by question; a code stands for the name. */
export function MarkPage() {
  const examId = useParam('examId', MatterId)
  const next = useQuery(ask(markingApi.next, { params: { examId } }))
  usePageTitle(next.data?.title)
  if (next.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  if (next.isError) return <ProblemAlert problem={next.error} retry={() => next.refetch()} />
  const [first] = next.data.queue
  return (
    <div className="page narrow">
      <h1 className="page-title">{next.data.title}　阅卷</h1>
      <Progress progress={next.data.progress} />
      {first ? (
        <Answer key={`${first.code} ${first.item} ${first.part}`} examId={examId} answer={first} />
      ) : (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="目前没有需要您评的作答。考试结束并完成自动评分后，待评的作答会出现在这里。"
        >
          <Button onClick={() => next.refetch()}>刷新</Button>
        </Empty>
      )}
    </div>
  )
}

const sumOf = (progress: readonly z.infer<typeof MarkingProgress>[], key: 'done' | 'waiting' | 'third') =>
  progress.reduce((total, one) => total + one[key], 0)

function Progress({ progress }: { progress: readonly z.infer<typeof MarkingProgress>[] }) {
  if (progress.length === 0) return null
  return (
    <p className="hint gap-bottom" role="status">
      全场主观题：已评定 {sumOf(progress, 'done')} 份，未评定 {sumOf(progress, 'waiting')} 份，其中需第三人评 {sumOf(progress, 'third')} 份
    </p>
  )
}

function Answer({ examId, answer }: { examId: MatterId; answer: ToMark }) {
  const [score, setScore] = useState<number | null>(null)
  const [remark, setRemark] = useState('')
  const mark = useSend(markingApi.mark, { refreshes: [markingApi.next] })
  const give = () =>
    score !== null && mark.mutate({ params: { examId }, body: { code: answer.code, item: answer.item, part: answer.part, score, remark } })
  return (
    <section className="panel" aria-label={`密号 ${answer.code}`}>
      <p className="hint">
        密号 {answer.code} · 第 {answer.item} 题 · 满分 {answer.marks} 分
      </p>
      {answer.material && <p className="exam-material">{answer.material}</p>}
      <p className="exam-stem">{answer.stem}</p>
      <h2>作答</h2>
      <p className="exam-words">{answer.answer}</p>
      <details className="gap-top" open>
        <summary>评分标准</summary>
        {answer.points.length > 0 && (
          <ul className="mark-points">
            {answer.points.map((point) => (
              <li key={point.text}>
                {point.text}（{point.marks} 分）
              </li>
            ))}
          </ul>
        )}
        <p className="exam-words">参考答案：{answer.sample}</p>
        {answer.analysis && <p className="exam-words hint">{answer.analysis}</p>}
      </details>
      {mark.isError && <ProblemAlert problem={mark.error} />}
      <form
        className="gap-top"
        onSubmit={(event) => {
          event.preventDefault()
          give()
        }}
      >
        <div className="actions">
          <InputNumber
            aria-label="得分"
            autoFocus
            min={0}
            max={answer.marks}
            step={0.5}
            value={score}
            onChange={setScore}
            placeholder="得分"
          />
          <Input
            aria-label="评语"
            className="wide"
            maxLength={400}
            placeholder="评语（可以不填）"
            value={remark}
            onChange={(event) => setRemark(event.target.value)}
          />
          <Button type="primary" htmlType="submit" disabled={score === null} loading={mark.isPending}>
            评分，下一份
          </Button>
        </div>
        <p className="hint">评分后不能修改。两人评分相差较大时，由第三人评。</p>
      </form>
    </section>
  )
}
