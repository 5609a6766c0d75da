import type { z } from 'zod'
import { penaltySteps } from '#contract/case-steps'
import { complaintSteps } from '#contract/complaint-steps'
import { leadSteps } from '#contract/lead-steps'
import type { TakenStep } from '#contract/matter'
import { simpleSteps } from '#contract/simple-steps'

const forms: Record<string, z.ZodObject | undefined> = { ...simpleSteps, ...complaintSteps, ...leadSteps, ...penaltySteps }

interface Meta {
  title?: string
  labels?: Record<string, string>
}

/** What a step's entry says in the timeline: the words that were written, under the labels of its form. */
export function stepWords(step: TakenStep) {
  const shape = forms[step.step]?.shape ?? {}
  const lines = Object.entries(step.input).flatMap(([name, value]) => {
    const meta: Meta = shape[name]?.meta() ?? {}
    if (typeof value !== 'string' || value === '' || !meta.title) return []
    return [{ title: meta.title, words: meta.labels?.[value] ?? value }]
  })
  if (lines.length === 0) return null
  return (
    <>
      {lines.map(({ title, words }) => (
        <p key={title} className="step-words">
          <span className="hint">{title}：</span>
          {words}
        </p>
      ))}
    </>
  )
}
