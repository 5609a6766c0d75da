import type { Figure, Month } from '#contract/indicators'
import { monthAfter } from './months.ts'

/** The months of one unit in the period, parted where it stood elsewhere for a while: a unit that left and came back has two lines. */
export function stretchesOf(months: readonly Figure[], { from, to }: { from: Month; to: Month }): Figure[][] {
  const stretches: Figure[][] = []
  for (const figure of months.filter(({ month }) => month >= from && month <= to).sort((a, b) => a.month.localeCompare(b.month))) {
    const last = stretches.at(-1)?.at(-1)
    if (last && monthAfter(last.month) === figure.month) stretches.at(-1)?.push(figure)
    else stretches.push([figure])
  }
  return stretches
}
