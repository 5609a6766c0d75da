import type { Cell, Figure, Month } from '#contract/indicators'
import { aYearBefore } from './months.ts'
import { type Counting, totalOf } from './total.ts'

export interface Span {
  from: Month
  to: Month
}

export const noData: Cell = { value: null, records: 0, over: null, provisional: false }

/**
 * One line over a period. A unit that has recorded nothing of the indicator in any month that is shown has no data; nought is said of one that has.
 */
export function cellOf(counting: Counting, shown: readonly Figure[], { from, to }: Span): Cell {
  const total = totalOf(
    counting,
    shown.filter(({ month }) => month >= (counting.standing ? to : from) && month <= to),
  )
  if (!total || !shown.some(({ records }) => records > 0)) return noData
  return { value: total.value, records: total.records, over: total.over, provisional: total.provisional }
}

/**
 * The months that every line about a period looks at: its last year and the year before, as far as they have begun, and what the period is compared with.
 * All who ask about a period show the same, or a card and a line of the same unit could disagree.
 */
export function shownMonths({ from, to }: Span, thisMonth: Month): Span {
  const year = Number(to.slice(0, 4))
  const [before, base] = [`${year - 1}-01`, aYearBefore(from)]
  return { from: base < before ? base : before, to: thisMonth.startsWith(String(year)) ? thisMonth : `${year}-12` }
}
