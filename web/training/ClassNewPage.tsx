import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Skeleton } from 'antd'
import { useMemo } from 'react'
import { z } from 'zod'
import { trainingApi } from '#contract/training'
import { ClassDraft } from '#contract/training-steps'
import { ProblemAlert } from '../kit/ProblemAlert.tsx'
import { ask, useSend } from '../kit/query.ts'
import { SchemaForm } from '../kit/SchemaForm.tsx'
import { activeDuty, useMe } from '../kit/session.ts'
import type { JsonSchema } from '../kit/step-fields.ts'
import { useClassChoices } from './choices.ts'

/** Lines of the own approved plans that still have a batch to be opened. */
function usePlanLines() {
  const me = useMe()
  const plans = useQuery(ask(trainingApi.plans, { query: { size: 20 } }))
  const own = plans.data?.rows.find(({ state, org }) => state === 'approved' && org === activeDuty(me)?.org.name)
  const plan = useQuery({ ...ask(trainingApi.plan, { params: { matterId: own?.id ?? ('' as never) } }), enabled: own !== undefined }) // asked only when there is one
  const open = (plan.data?.lines ?? []).filter(({ progress, batches }) => progress.opened < batches)
  return {
    isPending: plans.isPending || (own !== undefined && plan.isPending),
    year: own?.year,
    lines: open,
    problem: plans.error ?? plan.error,
  }
}

export function ClassNewPage() {
  const me = useMe()
  const navigate = useNavigate()
  const { isPending, lines, year, problem } = usePlanLines()
  const outside = useClassChoices()
  const open = useSend(trainingApi.openClass, {
    refreshes: [trainingApi.classes, trainingApi.plan],
    done: ({ id }) => void navigate({ to: `/training/classes/${id}` as never }), // the router is not told each page's path
  })
  // zod gives JSON Schema; the form reads the part of it that the kit describes. Plan or reason comes first.
  const schema = useMemo(() => {
    const { properties = {}, ...rest } = z.toJSONSchema(ClassDraft, { io: 'input' }) as JsonSchema
    const { planLineId = {}, outsideReason = {}, ...others } = properties
    return { ...rest, properties: { planLineId, outsideReason, ...others } }
  }, [])
  if (isPending) return <Skeleton active paragraph={{ rows: 10 }} />
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">开设培训班</h1>
      </div>
      {problem && <ProblemAlert problem={problem} />}
      <section className="panel" aria-label="培训班">
        {lines.length === 0 && (
          <Alert
            className="gap-bottom"
            type="info"
            showIcon
            title="没有可以开班的计划项（计划须已批准且期数未满）。计划外举办的，请写明理由。"
          />
        )}
        <SchemaForm
          schema={schema}
          initial={{ form: 'class', attendancePercent: 80, qualifies: true, days: 0, partners: [] }}
          choices={{
            planLineId: lines.map(({ id, title, month }) => ({ value: id, label: `${year ?? ''} 年 ${month} 月 ${title}` })),
            ...outside,
          }}
          draft={{ personId: me.person.id, matterId: 'new', step: 'openClass' }}
          sending={open.isPending}
          submitText="开设培训班"
          problem={open.error}
          onSubmit={(body) => open.mutate({ body: body as never })} // parsed by the server; faults come back to their fields
        />
      </section>
    </div>
  )
}
