import type { Cell, Month, RankedRow } from '#contract/indicators'
import type { OrgKind } from '#contract/orgs'
import type { Span } from './cell.ts'

// Pure: lines in, ranks out.

/** Whom a unit ranks: cities among cities. A department beside them does other work. */
const rankedKinds: Partial<Record<OrgKind, OrgKind>> = { province: 'city', city: 'county', county: 'station' }

export interface Line {
  orgId: RankedRow['orgId']
  name: string
  own: boolean
  kind: OrgKind | null
  cell: Cell
  /** The months in which it stood there. */
  from: Month
  to: Month
  opens: boolean
}

export interface Ranked {
  kind: OrgKind
  period: Span
  unit: string
  direction: 'more' | 'less' | null
  /** Names of what a ratio divides by what. */
  over: { numerator: string; denominator: string } | null
}

/** Equal figures have equal ranks; who has no data, is no peer, or is the unit itself has none, and the row says why. */
export function rankedRows(lines: readonly Line[], about: Ranked): RankedRow[] {
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
  const rows = told.map((line): RankedRow => {
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

function figureReason({ over, records, value }: Cell, { over: names, unit }: Ranked): string {
  if (value === null) return ''
  if (over && names) return `${names.numerator} ${over.numerator} ÷ ${names.denominator} ${over.denominator}`
  return value === records ? '' : `${records} 条记录合计 ${value.toLocaleString('zh-CN')}${unit}`
}
