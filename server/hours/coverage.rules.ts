import type { LegalDay } from '#contract/common'
import type { CoverageCell } from '#contract/coverage'
import type { HoursSettings } from '#contract/hours-rules'
import { addMonths, dayBefore } from '#kernel/calendar'

export interface Cycle {
  from: LegalDay
  to: LegalDay
}

/** 轮训周期 that holds a day: they follow each other without a gap from the configured beginning. */
export function cycleOn(day: LegalDay, { from: start, years }: Pick<HoursSettings['coverage'], 'from' | 'years'>): Cycle {
  const months = years * 12
  let from = start
  while (day < from) from = addMonths(from, -months)
  while (day >= addMonths(from, months)) from = addMonths(from, months)
  return { from, to: dayBefore(addMonths(from, months)) }
}

/** A month is counted as it stood on its last day; the running one as it stands today. */
export function asOfMonth(month: string, today: LegalDay): LegalDay {
  const last = dayBefore(addMonths(`${month}-01`, 1))
  return last < today ? last : today
}

const monthsFrom = (from: LegalDay, to: LegalDay) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1

const oneDecimal = (number: number) => Math.round(number * 10) / 10

/** 进度: the target, reached evenly month by month. */
export const paceOn = (day: LegalDay, cycle: Cycle, target: number | null): number | null =>
  target === null ? null : oneDecimal((target * monthsFrom(cycle.from, day)) / monthsFrom(cycle.from, cycle.to))

export interface Count {
  people: number
  trained: number
}

export function cellOf({ people, trained }: Count, pace: number | null, tolerance: number): CoverageCell {
  const share = people === 0 ? null : oneDecimal((trained * 100) / people)
  return { people, trained, share, behind: share !== null && pace !== null && share + tolerance < pace }
}

export const added = (counts: readonly Count[]): Count =>
  counts.reduce((total, one) => ({ people: total.people + one.people, trained: total.trained + one.trained }), { people: 0, trained: 0 })
