import type { MatterView, TakenStep } from '#contract/matter'
import { linesOfStep } from './step-lines.ts'

/** What a step's entry says in the timeline. */
export function stepWords(step: TakenStep, { process }: Pick<MatterView, 'process'>) {
  const lines = linesOfStep(process, step)
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
