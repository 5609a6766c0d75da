import type { BoardCell, BoardKind, BoardRow, Comparison } from '#contract/boards'
import type { Figure, IndicatorKind, Month } from '#contract/indicators'
import { kindsBelow, type OrgKind, orgKinds } from '#contract/orgs'
import { type Counting, monthsFrom, totalOf } from '#kernel/indicator'

// Pure: figures in, cells, comparisons and ranks out.

export interface Period {
  from: Month
  to: Month
  /** Not over yet: it still grows, so per cent against a whole one would mislead. */
  running: boolean
}

const yearOf = (month: Month) => Number(month.slice(0, 4))
const inYear = (year: number, month: Month): Month => `${year}-${month.slice(5)}`

/** A month, or the months of a year that have begun. */
export function periodOf({ month, year }: { month?: Month | undefined; year?: number | undefined }, thisMonth: Month): Period {
  if (year !== undefined) {
    const running = year === yearOf(thisMonth)
    return { from: `${year}-01`, to: running ? thisMonth : `${year}-12`, running }
  }
  const one = month ?? thisMonth
  return { from: one, to: one, running: one === thisMonth }
}

/** What the trend shows and the comparisons need: the year and the one before, as far as they have begun. */
export function shownMonths({ to }: Period, thisMonth: Month): { from: Month; to: Month } {
  const year = yearOf(to)
  return { from: `${year - 1}-01`, to: year === yearOf(thisMonth) ? thisMonth : `${year}-12` }
}

export const monthBefore = (month: Month): Month =>
  month.endsWith('-01') ? `${yearOf(month) - 1}-12` : `${month.slice(0, 5)}${String(Number(month.slice(5)) - 1).padStart(2, '0')}`

export const yearBefore = ({ from, to }: Period): Period => ({
  from: inYear(yearOf(from) - 1, from),
  to: inYear(yearOf(to) - 1, to),
  running: false,
})

export const noData: BoardCell = { value: null, records: 0, over: null, provisional: false }

/**
 * One line of a board over a period. A unit that has recorded nothing of the indicator in any month that the board looks at has no data; nought is said of
 * one that has.
 */
export function cellOf(counting: Counting, months: readonly Figure[], { from, to }: Pick<Period, 'from' | 'to'>): BoardCell {
  const total = totalOf(
    counting,
    months.filter(({ month }) => month >= (counting.standing ? to : from) && month <= to),
  )
  if (!total || !months.some(({ records }) => records > 0)) return noData
  return { value: total.value, records: total.records, over: total.over, provisional: total.provisional }
}

/** Is every month of it there? Against a base of which a part is missing, a growth would be told that is none. */
export function isWhole({ standing }: Counting, months: readonly Figure[], { from, to }: Pick<Period, 'from' | 'to'>): boolean {
  const known = new Set(months.flatMap(({ month, value, over }) => (value === null && over === null ? [] : month)))
  return monthsFrom(standing ? to : from, to).every((month) => known.has(month))
}

/** Against another period: not shown without a base, and without per cent while the period is still running or the base is nought. */
export function comparisonOf(kind: IndicatorKind, now: BoardCell, base: BoardCell, than: Period, running: boolean): Comparison | null {
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

/** Whom a board ranks: cities among cities. A department beside them does other work. */
const rankedKinds: Partial<Record<OrgKind, OrgKind>> = { province: 'city', city: 'county', county: 'station' }

export interface Line {
  orgId: BoardRow['orgId']
  name: string
  own: boolean
  kind: OrgKind | null
  cell: BoardCell
  /** The months in which it stood there. */
  from: Month
  to: Month
  opens: boolean
}

export interface Ranked {
  kind: OrgKind
  period: Pick<Period, 'from' | 'to'>
  unit: string
  direction: 'more' | 'less' | null
  /** Names of what a ratio divides by what. */
  over: { numerator: string; denominator: string } | null
}

/** Equal figures have equal ranks; who has no data, is no peer, or is the unit itself has none, and the row says why. */
export function rankedRows(lines: readonly Line[], about: Ranked): BoardRow[] {
  const peers = rankedKinds[about.kind] ?? null
  const unranked = (line: Line): string | null => {
    if (line.cell.value === null) return line.cell.over ? '本期分母为 0，不参加排名' : '没有记录，不参加排名'
    if (line.own) return '本级，不参加排名'
    if (line.from > about.period.from || line.to < about.period.to) return `只计隶属期间 ${line.from} 至 ${line.to}，不参加排名`
    if (line.kind !== peers) return '与参加排名的单位层级不同'
    return about.direction === null ? '没有规定升降优劣，不排名' : null
  }
  const better = (a: number, b: number) => (about.direction === 'less' ? a < b : a > b)
  const field = lines.filter((line) => unranked(line) === null)
  // A department that recorded nothing of it has no part in it: the line would say nothing.
  const told = lines.filter((line) => line.cell.value !== null || line.kind === peers)
  const rows = told.map((line): BoardRow => {
    const why = unranked(line)
    const value = line.cell.value ?? 0
    const rank = why === null ? 1 + field.filter((other) => better(other.cell.value ?? 0, value)).length : null
    const ties = rank === null ? 0 : field.filter((other) => other !== line && other.cell.value === line.cell.value).length
    return {
      ...line,
      rank,
      reason: [figureReason(line.cell, about), ties > 0 ? `与另外 ${ties} 个单位并列` : '', why ?? ''].filter(Boolean).join('；'),
    }
  })
  return rows.sort(
    (a, b) =>
      (a.rank ?? 1e9) - (b.rank ?? 1e9) ||
      Number(a.own) - Number(b.own) ||
      (b.cell.value ?? -1) - (a.cell.value ?? -1) ||
      a.name.localeCompare(b.name, 'zh'),
  )
}

function figureReason({ over, records, value }: BoardCell, { over: names, unit }: Ranked): string {
  if (value === null) return ''
  if (over && names) return `${names.numerator} ${over.numerator} ÷ ${names.denominator} ${over.denominator}`
  return value === records ? '' : `${records} 条记录合计 ${value.toLocaleString('zh-CN')}${unit}`
}
