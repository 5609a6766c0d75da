import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import type { PersonId } from '#contract/common'
import { learningApi } from '#contract/training-learning'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask } from '../kit/query.ts'

/** 考试成绩 of one of one's people: what was released, the newest first. */
export function ExamResults({ personId }: { personId: PersonId }) {
  const results = useQuery(ask(learningApi.examResults, { params: { personId } }))
  return (
    <section className="panel gap-top" aria-label="考试成绩">
      <h2 className="card-title">考试成绩</h2>
      {results.isError && <ProblemAlert problem={results.error} retry={() => results.refetch()} />}
      {results.data?.length === 0 && <p className="hint">还没有公布的成绩。</p>}
      <ul className="plain-list">
        {results.data?.map(({ examId, title, total, marks, passed, satOn }) => (
          <li key={examId}>
            {title} <strong>{total}</strong> / {marks} 分 <Tag color={passed ? 'green' : 'red'}>{passed ? '合格' : '不合格'}</Tag>
            <span className="hint">{satOn}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
