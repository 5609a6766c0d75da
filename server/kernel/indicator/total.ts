import type { Figure, IndicatorKind } from '#contract/indicators'
import { type Indicator, indicatorOf } from './declaration.ts'

/** `standing`: a stock, or a ratio of stocks, is what it is at the end; the months before it have no part in it. */
export interface Counting {
  kind: IndicatorKind
  standing: boolean
}

export function countingOf({ kind, over }: Pick<Indicator, 'kind' | 'over'>): Counting {
  return { kind, standing: kind === 'stock' || (over !== undefined && indicatorOf(over.denominator)?.kind === 'stock') }
}

/**
 * One line over several months: a flow adds up, of what stands the last month counts, a ratio of flows is divided anew. Months without a figure add
 * nothing; without any there is none. The list behind it is the list of all these months, of what stands that of the last.
 */
export function totalOf({ kind, standing }: Counting, months: readonly Figure[]): Figure | undefined {
  const inOrder = [...months].sort((a, b) => a.month.localeCompare(b.month))
  const last = inOrder.at(-1)
  if (!last || standing) return last
  const known = inOrder.filter((figure) => figure.value !== null || figure.over !== null)
  const records = inOrder.reduce((sum, figure) => sum + figure.records, 0)
  const provisional = inOrder.some((figure) => figure.provisional)
  if (kind === 'flow') {
    const value = known.length === 0 ? null : known.reduce((sum, figure) => sum + (figure.value ?? 0), 0)
    return { ...last, value, records, provisional }
  }
  return { ...last, ...ratioOf(known), records, provisional }
}

function ratioOf(known: readonly Figure[]): Pick<Figure, 'value' | 'over'> {
  if (known.length === 0) return { value: null, over: null }
  const add = (part: 'numerator' | 'denominator') => known.reduce((sum, { over }) => sum + (over?.[part] ?? 0), 0)
  const over = { numerator: add('numerator'), denominator: add('denominator') }
  return { value: over.denominator === 0 ? null : (over.numerator / over.denominator) * 100, over }
}
