import type { BoardKind, Comparison } from '#contract/boards'
import type { Cell, Figure, IndicatorKind, Month } from '#contract/indicators'
import { kindsBelow, type OrgKind, orgKinds } from '#contract/orgs'
import { aYearBefore, type Counting, monthsFrom, type Span } from '#kernel/indicator'

// Pure: cells in, comparisons out.

export interface Period extends Span {
  /** Not over yet: it still grows, so per cent against a whole one would mislead. */
  running: boolean
}

const yearOf = (month: Month) => Number(month.slice(0, 4))

/** A month, or the months of a year that have begun. */
export function periodOf({ month, year }: { month?: Month | undefined; year?: number | undefined }, thisMonth: Month): Period {
  if (year !== undefined) {
    const running = year === yearOf(thisMonth)
    return { from: `${year}-01`, to: running ? thisMonth : `${year}-12`, running }
  }
  const one = month ?? thisMonth
  return { from: one, to: one, running: one === thisMonth }
}

export const monthBefore = (month: Month): Month =>
  month.endsWith('-01') ? `${yearOf(month) - 1}-12` : `${month.slice(0, 5)}${String(Number(month.slice(5)) - 1).padStart(2, '0')}`

export const yearBefore = ({ from, to }: Period): Period => ({
  from: aYearBefore(from),
  to: aYearBefore(to),
  running: false,
})

/** Is every month of it there? Against a base of which a part is missing, a growth would be told that is none. */
export function isWhole({ standing }: Counting, months: readonly Figure[], { from, to }: Span): boolean {
  const known = new Set(months.flatMap(({ month, value, over }) => (value === null && over === null ? [] : month)))
  return monthsFrom(standing ? to : from, to).every((month) => known.has(month))
}

/** Against another period: not shown without a base, and without per cent while the period is still running or the base is nought. */
export function comparisonOf(kind: IndicatorKind, now: Cell, base: Cell, than: Period, running: boolean): Comparison | null {
  if (base.value === null) return null
  const { from, to } = than
  if (now.value === null || running) return { from, to, base: base.value, change: null }
  if (kind === 'ratio') return { from, to, base: base.value, change: oneDecimal(now.value - base.value) }
  if (base.value === 0) return { from, to, base: 0, change: null }
  return { from, to, base: base.value, change: oneDecimal((100 * (now.value - base.value)) / Math.abs(base.value)) }
}
const oneDecimal = (value: number) => Math.round(value * 10) / 10

export const boardKindOf = (kind: OrgKind): BoardKind => (kind === 'province' || kind === 'city' || kind === 'county' ? kind : 'unit')

/** Every kind that can stand anywhere below a kind, in the order of the levels. */
export function kindsUnder(kind: OrgKind): OrgKind[] {
  const found = new Set<OrgKind>()
  const add = (above: OrgKind) => {
    for (const below of kindsBelow[above]) {
      if (found.has(below)) continue
      found.add(below)
      add(below)
    }
  }
  add(kind)
  // The keys of a const object, in their order; the kind itself is not below itself, or platforms below platforms would count twice.
  return (Object.keys(orgKinds) as OrgKind[]).filter((one) => one !== kind && found.has(one))
}
