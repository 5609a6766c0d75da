import type { Board, BoardIndicator, BoardQuery } from '#contract/boards'
import type { Cell } from '#contract/indicators'
import type { Opening } from '../kit/chart/types.ts'

// Where the numbers of a board open: each to the list of what it counts, as long as the number says.

export interface Span {
  from: string
  to: string
}

export const listOf = (indicator: string, orgId: string, { from, to }: Span, own = false): Opening => ({
  to: `/indicators/${indicator}/records`,
  search: { org: orgId, from, to, ...(own ? { own: 'yes' } : {}) },
})

/** Of a stock the last month alone: what stands at its end. Of a ratio what it divides by. */
export function cellOpens({ id, kind, over }: BoardIndicator, cell: Cell, orgId: string, span: Span, own = false): Opening | null {
  if (cell.value === null) return null
  return listOf(over?.denominator ?? id, orgId, kind === 'stock' ? { from: span.to, to: span.to } : span, own)
}

/** What the units of one kind did themselves. */
export function levelOpens(indicator: BoardIndicator, cell: Cell, { unit, period }: Board, kind: string): Opening | null {
  const list = cellOpens(indicator, cell, unit.id, period)
  return list && { ...list, search: { ...list.search, kind } }
}

/** The board of another unit, for the same period and indicator. */
export const boardOf = (orgId: string, { month, year, indicator }: BoardQuery): Opening => ({
  to: `/boards/${orgId}`,
  search: { month, ...(year === undefined ? {} : { year: String(year) }), indicator },
})

const monthWords = (month: string) => `${month.slice(0, 4)}年${Number(month.slice(5))}月`
export const spanWords = ({ from, to }: Span) =>
  from === to
    ? monthWords(from)
    : from.endsWith('-01') && to.endsWith('-12')
      ? `${from.slice(0, 4)}年`
      : `${monthWords(from)}至${Number(to.slice(5))}月`

/** What stands under each chart, print and picture. */
export const sourceWords = ({ asOf, treeDay, period }: Board) =>
  `数据截至 ${asOf}${period.running ? '，期间未完' : ''}；各月按当月的隶属关系计算，单位按 ${treeDay} 的隶属关系列出。`
