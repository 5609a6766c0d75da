import { useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Input, Progress, Rate, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import type { MatterId } from '#contract/common'
import { answersToShow, type EvaluationQuestion, evaluationQuestions, learningApi } from '#contract/training-learning'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'

const questions = Object.entries(evaluationQuestions) as [EvaluationQuestion, string][] // the keys of a const object

export function EvaluationResults({ classId }: { classId: MatterId }) {
  const results = useQuery(ask(learningApi.evaluation, { params: { matterId: classId } }))
  if (results.isPending) return <Skeleton active />
  if (results.isError) return <ProblemAlert problem={results.error} retry={() => results.refetch()} />
  const { open, answers, averages, words } = results.data
  if (!averages)
    return (
      <p>
        {open
          ? `评价正在进行。评价不记名，结束评价后、满 ${answersToShow} 份才显示结果；进行中不显示份数。`
          : `评价没有开放或者已经结束，共 ${answers ?? 0} 份。评价不记名，满 ${answersToShow} 份才显示结果。`}
        <Tag color="orange">【建议】系统默认</Tag>
      </p>
    )
  return (
    <>
      <p className="hint">共 {answers} 份，不记名。</p>
      {questions.map(([key, title]) => (
        <div key={key} className="gap-bottom">
          {title}　<strong>{averages[key]}</strong> 分
          <Progress percent={averages[key] * 20} showInfo={false} aria-label={title} />
        </div>
      ))}
      {words.length > 0 && (
        <>
          <h3>意见建议</h3>
          <ul>
            {words.map((text, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two people may write the same, and nothing else tells them apart
              <li key={at}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

type Scores = Partial<Record<EvaluationQuestion, number>>
const isWhole = (scores: Scores): scores is Record<EvaluationQuestion, number> => questions.every(([key]) => (scores[key] ?? 0) > 0)

/** 评价, for a phone: five rows of stars and a box. */
export function EvaluateButton({ classId }: { classId: MatterId }) {
  const { message } = App.useApp()
  const isPhone = useIsPhone()
  const [isOpen, setOpen] = useState(false)
  const [scores, setScores] = useState<Scores>({})
  const [words, setWords] = useState('')
  const give = useSend(learningApi.evaluate, {
    refreshes: [learningApi.mine, learningApi.evaluation],
    done: () => {
      setOpen(false)
      message.success('谢谢您的评价。')
    },
  })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        评价
      </Button>
      <Drawer title="评价培训班" open={isOpen} onClose={() => setOpen(false)} size={isPhone ? '100%' : 480}>
        <p className="hint">评价不记名：办班单位看不到是谁评价的，满 {answersToShow} 份才显示结果。</p>
        {questions.map(([key, title]) => (
          <div key={key} className="gap-top">
            <p>{title}</p>
            <Rate value={scores[key] ?? 0} onChange={(value) => setScores({ ...scores, [key]: value })} aria-label={title} />
          </div>
        ))}
        <Input.TextArea
          className="gap-top"
          aria-label="意见建议"
          placeholder="意见建议（选填）"
          rows={4}
          maxLength={1000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {give.isError && <ProblemAlert problem={give.error} />}
        <Button
          className="gap-top big-button"
          block
          type="primary"
          disabled={!isWhole(scores)}
          loading={give.isPending}
          onClick={() => isWhole(scores) && give.mutate({ params: { matterId: classId }, body: { scores, words } })}
        >
          提交评价
        </Button>
      </Drawer>
    </>
  )
}
