import type { LegalDay } from '#contract/common'
import { addDays, addMonths } from './day.ts'
import type { Limit } from './statutes.ts'

/** Was the conduct found in time? Counted from the day after it ended; the last day still counts (《行政处罚法》第36条、程序规定第84条). */
export function withinLookBack(limit: Limit, conductEnded: LegalDay, discovered: LegalDay): boolean {
  if (limit.kind !== 'lookBack' || limit.length === null) throw new RangeError(`${limit.id} is no look-back`)
  const last = limit.unit === 'month' ? addMonths(conductEnded, limit.length) : addDays(conductEnded, limit.length)
  return discovered <= last
}
