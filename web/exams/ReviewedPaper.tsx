import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { MatterId } from '#contract/common'
import { examRoomApi, type PartAnswer, type ReviewedItem, type ShownPart } from '#contract/exams-room'
import { type PartKey, questionKinds } from '#contract/questions'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'

/** 本人答卷 after the release, as far as the exam shows it. */
export function ReviewedPaper({ examId }: { examId: MatterId }) {
  const review = useQuery(ask(examRoomApi.review, { params: { examId } }))
  if (review.isPending) return <Skeleton active />
  if (review.isError) return <ProblemAlert problem={review.error} retry={() => review.refetch()} />
  return (
    <section className="panel gap-top" aria-label="本人答卷">
      <h2>本人答卷</h2>
      {review.data.map((item, at) => (
        <Item key={item.item} item={item} at={at} />
      ))}
    </section>
  )
}

const sum = (scores: readonly number[]) => Math.round(scores.reduce((total, one) => total + one, 0) * 100) / 100

function Item({ item, at }: { item: ReviewedItem; at: number }) {
  return (
    <article className="gap-top">
      <p className="hint">
        第 {at + 1} 题 · {questionKinds[item.kind]} · {item.scores.length > 0 ? `得 ${sum(item.scores)} 分，` : ''}满分 {item.marks} 分
      </p>
      {item.material && <p className="exam-material">{item.material}</p>}
      {item.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a question stand in a fixed order
        <div className="exam-part" key={index}>
          <p className="exam-stem">{part.stem}</p>
          {part.options.map(({ id, text }) => (
            <p key={id}>
              {id}．{text}
            </p>
          ))}
          <p className="exam-words">本人作答：{answerWords(part, item.answer[index] ?? null)}</p>
          {item.keyParts?.[index] && <p className="exam-words">答案：{keyWords(item.keyParts[index])}</p>}
        </div>
      ))}
      {item.scores.length === 0 && <p className="hint">这道题仍在保密期内，或者还要用于其他考试，得分和答案暂不显示。</p>}
      {item.analysis && <p className="exam-words hint">解析：{item.analysis}</p>}
    </article>
  )
}

const truth = (value: boolean) => (value ? '正确' : '错误')

function answerWords(part: ShownPart, answer: PartAnswer): string {
  if (answer === null) return '未作答'
  if (typeof answer === 'boolean') return truth(answer)
  if (Array.isArray(answer)) return answer.join(part.kind === 'blank' ? '；' : '、') || '未作答'
  return answer.trim() || '未作答'
}

export function keyWords(key: PartKey): string {
  switch (key.kind) {
    case 'single':
      return key.right
    case 'multiple':
      return key.right.join('、')
    case 'trueFalse':
      return truth(key.right)
    case 'blank':
      return key.accepted.map((words) => words.join(' 或 ')).join('；')
    case 'short':
      return key.sample
  }
}
