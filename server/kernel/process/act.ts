import type { LegalDay } from '#contract/common'

/** One act of a matter's history, as the clocks and the judge read it. */
export interface Act {
  step: string
  from: string
  to: string
  happenedOn: LegalDay
  recordedAt: string
  input: Readonly<Record<string, unknown>>
}
