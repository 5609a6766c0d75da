import { sql } from 'kysely'
import type { OrgId } from '#contract/common'
import { type Figure, type Month, monthsBetween, mostMonths } from '#contract/indicators'
import type { OrgKind } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { type Indicator, indicatorOf } from './declaration.ts'
import { firstDayOf, monthOf } from './months.ts'

/** One line of what the units of a kind did themselves, at or below the unit. */
export type ByKind = `kind:${OrgKind}`

export interface FiguresAsked {
  indicators: readonly string[]
  orgId: string
  from: Month
  to: Month
  /** The unit with all below it; or a line for each of the units directly below it and one for what it did itself, which together are the same. */
  by: 'self' | 'child' | ByKind
}

/** What one line of a unit is summed over: with all below it, each unit below it and its own, its own alone. */
export type By = FiguresAsked['by'] | 'own'

export interface Sum {
  indicator: string
  month: Month
  orgId: OrgId
  own: boolean
  value: number
  records: number
}

interface Line {
  month: Month
  orgId: OrgId
  own: boolean
  name: string
  existed: boolean
}

/**
 * The figures of a unit month by month, each month by its own tree. Months that have not begun are left out; before the first fact there is no figure.
 * Refusals: notFound out of reach; invalid beyond sixty months.
 */
export async function figuresOf(ctx: Ctx, { indicators, orgId, from, to, by }: FiguresAsked): Promise<Figure[]> {
  const asked = indicators.map(declaredOf)
  const last = monthOf(ctx.today) < to ? monthOf(ctx.today) : to
  demandSpan(from, last)
  await demandReach(ctx, orgId)
  if (from > last || asked.length === 0) return []
  const ids = [...new Set(asked.flatMap(counted))]
  const lines = await linesOf(ctx, orgId, from, last, by)
  const since = await countedSince(ctx, ids)
  const sums = new Map((await sumsOf(ctx, ids, orgId, from, last, by)).map((sum) => [keyOf(sum.indicator, sum), sum]))
  return lines.flatMap((line) => asked.flatMap((indicator) => figureFrom(indicator, line, sums, since) ?? []))
}

export function declaredOf(id: string): Indicator {
  const indicator = indicatorOf(id)
  if (!indicator) throw new Problem('notFound', { what: '该指标' })
  return indicator
}

/** Each month costs a line of every unit: nobody asks for a century (S87). */
export function demandSpan(from: Month, to: Month): void {
  if (monthsBetween(from, to) > mostMonths) throw new Problem('invalid', { what: `一次最多查询 ${mostMonths} 个月，请缩短期间。` })
}

/** The database keeps the same rule; here it has a sentence. */
export async function demandReach(ctx: Ctx, orgId: string): Promise<void> {
  const { reach } = ctx.actor
  const found = reach && (await ctx.tx.selectFrom('org').select('lo').where('id', '=', orgId).executeTakeFirst())
  if (!found || BigInt(found.lo) < BigInt(reach.lo) || BigInt(found.lo) >= BigInt(reach.hi))
    throw new Problem('notFound', { what: '该单位' })
}

/** What lies behind an indicator: itself, or the two of a ratio. */
const counted = ({ id, over }: Indicator) => (over ? [over.numerator, over.denominator] : [id])
const keyOf = (indicator: string, { month, orgId, own }: Pick<Line, 'month' | 'orgId' | 'own'>) => `${indicator} ${month} ${orgId} ${own}`

function figureFrom(
  indicator: Indicator,
  line: Line,
  sums: ReadonlyMap<string, Sum>,
  since: ReadonlyMap<string, Month>,
): Figure | undefined {
  const { id, over } = indicator
  const of = (part: string) => sums.get(keyOf(part, line))
  const parts = counted(indicator)
  // A unit that was not there yet, or no longer, has a line for what was counted of it and for nothing else.
  if (!line.existed && !parts.some(of)) return undefined
  const known = parts.every((part) => (since.get(part) ?? '9999') <= line.month)
  const below = of(over ? over.denominator : id)
  const [numerator, denominator] = [over ? (of(over.numerator)?.value ?? 0) : 0, below?.value ?? 0]
  const share = denominator === 0 ? null : (numerator / denominator) * 100
  return {
    indicator: id,
    orgId: line.orgId,
    orgName: line.own ? '本级' : line.name,
    own: line.own,
    month: line.month,
    value: known ? (over ? share : denominator) : null,
    records: below?.records ?? 0,
    over: over && known ? { numerator, denominator } : null,
    source: 'records',
    provisional: false,
  }
}

async function linesOf(ctx: Ctx, orgId: string, from: Month, to: Month, by: By): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select to_char(month, 'YYYY-MM') as month, line as "orgId", own, name, existed
      from authority.figure_lines(${orgId}, ${firstDayOf(from)}::date, ${firstDayOf(to)}::date, ${by})`.execute(ctx.tx)
  return rows
}

/** Sparse: a line of which nothing was counted is not there. */
export async function sumsOf(ctx: Ctx, ids: readonly string[], orgId: string, from: Month, to: Month, by: By): Promise<Sum[]> {
  const stocks = ids.filter((id) => indicatorOf(id)?.kind === 'stock')
  const flows = ids.filter((id) => !stocks.includes(id))
  const { rows } = await sql<Sum>`
    select indicator, to_char(month, 'YYYY-MM') as month, line as "orgId", own, value, records::int
      from authority.figures(${flows}::text[], ${stocks}::text[], ${orgId}, ${firstDayOf(from)}::date, ${firstDayOf(to)}::date, ${by})`.execute(
    ctx.tx,
  )
  return rows
}

async function countedSince(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Month>> {
  const { rows } = await sql<{ indicator: string; since: Month }>`
    select indicator, to_char(since, 'YYYY-MM') as since from authority.counted_since(${[...ids]}::text[])`.execute(ctx.tx)
  return new Map(rows.map(({ indicator, since }) => [indicator, since]))
}
