import type { BoardCell, BoardKind, BoardRow, Comparison } from '#contract/boards'
import type { Figure, IndicatorKind, Month } from '#contract/indicators'
import type { OrgKind } from '#contract/orgs'

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

export const monthAfter = (month: Month): Month =>
  month.endsWith('-12') ? `${yearOf(month) + 1}-01` : `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}`

export const yearBefore = ({ from, to }: Period): Period => ({
  from: inYear(yearOf(from) - 1, from),
  to: inYear(yearOf(to) - 1, to),
  running: false,
})

export const noData: BoardCell = { value: null, records: 0, over: null, provisional: false }

const sum = (values: readonly number[]) => values.reduce((whole, value) => whole + value, 0)

/** One line over a period: a flow is the sum of its months, a stock what stands at the end, a ratio what was divided by what in all of it. */
export function cellOf(kind: IndicatorKind, months: readonly Figure[], period: { from: Month; to: Month }): BoardCell {
  const within = months.filter(({ month }) => month >= period.from && month <= period.to)
  const counted = kind === 'stock' ? within.filter(({ month }) => month === period.to) : within
  const known = counted.filter(({ value }) => value !== null)
  if (known.length === 0) return noData
  const records = sum(counted.map((figure) => figure.records))
  const provisional = known.some((figure) => figure.provisional)
  if (kind !== 'ratio') return { value: sum(known.map(({ value }) => value ?? 0)), records, over: null, provisional }
  const over = {
    numerator: sum(known.map((figure) => figure.over?.numerator ?? 0)),
    denominator: sum(known.map((figure) => figure.over?.denominator ?? 0)),
  }
  return { value: over.denominator === 0 ? null : (100 * over.numerator) / over.denominator, records, over, provisional }
}

/** Nought is a figure where something has been recorded already; before the first record of the indicator nothing is known. */
export function knownCell(cell: BoardCell, to: Month, since: string | null): BoardCell {
  return cell.records > 0 || (since !== null && since.slice(0, 7) <= to) ? cell : noData
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

/** Whom a board ranks: cities among cities. A department beside them does other work. */
const rankedKinds: Partial<Record<OrgKind, OrgKind>> = { province: 'city', city: 'county', county: 'station' }

export interface Line {
  orgId: BoardRow['orgId']
  name: string
  own: boolean
  kind: OrgKind | null
  cell: BoardCell
  opens: boolean
}

export interface Ranked {
  kind: OrgKind
  unit: string
  direction: 'more' | 'less' | null
  /** Names of what a ratio divides by what. */
  over: { numerator: string; denominator: string } | null
}

/** Equal figures have equal ranks; who has no data, is no peer, or is the unit itself has none, and the row says why. */
export function rankedRows(lines: readonly Line[], about: Ranked): BoardRow[] {
  const peers = rankedKinds[about.kind] ?? null
  const unranked = (line: Line): string | null => {
    if (line.cell.records === 0 || line.cell.value === null) return '本期没有记录，不参加排名'
    if (line.own) return '本级，不参加排名'
    if (line.kind !== peers) return '与参加排名的单位层级不同'
    return about.direction === null ? '没有规定升降优劣，不排名' : null
  }
  const better = (a: number, b: number) => (about.direction === 'less' ? a < b : a > b)
  const field = lines.filter((line) => unranked(line) === null)
  // A department that recorded nothing of it has no part in it: the line would say nothing.
  const told = lines.filter((line) => line.cell.records > 0 || line.kind === peers)
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
