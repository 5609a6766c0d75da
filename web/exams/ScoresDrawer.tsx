import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Skeleton } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { MatterId } from '#contract/common'
import { type CandidateLine, examsApi, type ScoreLine, scoreKinds } from '#contract/exams'
import { questionKinds } from '#contract/questions'
import { ActDrawer } from '../kit/ActDrawer.tsx'
import { dayTime } from '../kit/day.ts'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { useIsPhone } from '../kit/screen.ts'

interface Props {
  examId: MatterId
  line: CandidateLine | null
  close: () => void
}

/** 得分 of one candidate, question by question, with every earlier score, its reason and its person. */
export function ScoresDrawer({ examId, line, close }: Props) {
  const isPhone = useIsPhone()
  return (
    <Drawer title={line ? `${line.name}　得分` : '得分'} open={line !== null} onClose={close} size={isPhone ? '100%' : 560} destroyOnHidden>
      {line?.attemptId && <Scores examId={examId} attemptId={line.attemptId} />}
    </Drawer>
  )
}

function Scores({ examId, attemptId }: { examId: MatterId; attemptId: string }) {
  const params = { examId, attemptId }
  const scores = useQuery(ask(examsApi.scores, { params }))
  const [changed, setChanged] = useState<ScoreLine | null>(null)
  const change = useSend(examsApi.changeScore, {
    refreshes: [examsApi.scores, examsApi.candidates, examsApi.statistics],
    done: () => setChanged(null),
  })
  const Change = z.strictObject({
    score: z
      .number()
      .min(0)
      .max(changed?.marks ?? 0, `不能超过 ${changed?.marks ?? 0} 分`)
      .meta({ title: '新的得分' }),
    reason: z.string().min(2, '请填写更正的理由').max(400).meta({ title: '理由', widget: 'textarea' }),
  })
  if (scores.isPending) return <Skeleton active />
  if (scores.isError) return <ProblemAlert problem={scores.error} retry={() => scores.refetch()} />
  return (
    <>
      <ul className="plain-list links">
        {scores.data.map((unit) => (
          <li key={`${unit.item} ${unit.part}`}>
            <Unit unit={unit} onChange={() => setChanged(unit)} />
          </li>
        ))}
      </ul>
      <ActDrawer
        title="更正得分"
        body={Change}
        open={changed !== null}
        close={() => setChanged(null)}
        send={(values) => changed && change.mutate({ params, body: { ...Change.parse(values), item: changed.item, part: changed.part } })}
        sending={change.isPending}
        problem={change.error}
        above={<p className="hint gap-bottom">原来的得分、理由和经办人都会保留。</p>}
      />
    </>
  )
}

function Unit({ unit, onChange }: { unit: ScoreLine; onChange: () => void }) {
  const [now, ...before] = unit.history
  return (
    <>
      <div className="actions">
        <span>
          第 {unit.item} 题{unit.part > 0 ? `（${unit.part + 1}）` : ''} · {questionKinds[unit.kind]} ·{' '}
          <strong className="number">{now?.score ?? '—'}</strong> / {unit.marks} 分
        </span>
        <Button size="small" onClick={onChange}>
          更正
        </Button>
      </div>
      {before.length > 0 && (
        <ul className="mark-points hint">
          {unit.history.map((one) => (
            <li key={one.at + one.kind}>
              {one.score} 分 · {scoreKinds[one.kind]} · {one.by} · {dayTime(one.at)}
              {one.reason ? ` · ${one.reason}` : ''}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
