import { sql } from 'kysely'
import type { OrgId } from '#contract/common'
import type { Figure, Month } from '#contract/indicators'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { type Indicator, indicatorOf } from './declaration.ts'
import { firstDayOf, monthOf, monthsFrom } from './months.ts'

export interface FiguresAsked {
  indicators: readonly string[]
  orgId: string
  from: Month
  to: Month
  /** The unit with all below it; or a line for each of the units directly below it and one for what it did itself, which together are the same. */
  by: 'self' | 'child'
}

interface Sum {
  indicator: string
  orgId: OrgId
  orgName: string
  own: boolean
  value: number
  records: number
}

/** The figures of a unit month by month, each month by its own tree. Months that have not begun are left out. Refusal: notFound out of reach. */
export async function figuresOf(ctx: Ctx, { indicators, orgId, from, to, by }: FiguresAsked): Promise<Figure[]> {
  const asked = indicators.map(declaredOf)
  const last = monthOf(ctx.today) < to ? monthOf(ctx.today) : to
  await demandReach(ctx, orgId)
  const figures: Figure[] = []
  for (const month of monthsFrom(from, last)) {
    const sums = await sumsOf(ctx, [...new Set(asked.flatMap(counted))], orgId, month, by)
    for (const indicator of asked) figures.push(...figuresFrom(indicator, sums, month))
  }
  return figures
}

export function declaredOf(id: string): Indicator {
  const indicator = indicatorOf(id)
  if (!indicator) throw new Problem('notFound', { what: '该指标' })
  return indicator
}

export async function demandReach(ctx: Ctx, orgId: string): Promise<void> {
  const { reach } = ctx.actor
  const found = reach && (await ctx.tx.selectFrom('org').select('lo').where('id', '=', orgId).executeTakeFirst())
  if (!found || BigInt(found.lo) < BigInt(reach.lo) || BigInt(found.lo) >= BigInt(reach.hi))
    throw new Problem('notFound', { what: '该单位' })
}

const counted = ({ id, over }: Indicator) => (over ? [over.numerator, over.denominator] : [id])

function figuresFrom(indicator: Indicator, sums: readonly Sum[], month: Month): Figure[] {
  const { over } = indicator
  const of = (id: string) => sums.filter((sum) => sum.indicator === id)
  return of(over ? over.denominator : indicator.id).map(({ orgId, orgName, own, value, records }) => {
    const above = over ? (of(over.numerator).find((sum) => sum.orgId === orgId && sum.own === own)?.value ?? 0) : 0
    return {
      indicator: indicator.id,
      orgId,
      orgName,
      own,
      month,
      value: over ? (value === 0 ? null : (above / value) * 100) : value,
      records,
      over: over ? { numerator: above, denominator: value } : null,
      source: 'records',
      provisional: false,
    }
  })
}

async function sumsOf(ctx: Ctx, ids: readonly string[], orgId: string, month: Month, by: 'self' | 'child'): Promise<Sum[]> {
  const stocks = ids.filter((id) => indicatorOf(id)?.kind === 'stock')
  const { rows } = await sql<Sum>`
    with line as (
      select o.id, o.short_name, false as own from org o where ${by === 'self' ? sql`o.id = ${orgId}` : sql`o.parent_id = ${orgId}`}
      union all select o.id, '本级', true from org o where o.id = ${orgId} and ${by === 'child'})
    select i as indicator, l.id as "orgId", l.short_name as "orgName", l.own, coalesce(sum(f.value), 0) as value, count(f.id)::int as records
      from line l cross join unnest(${[...ids]}::text[]) i
      left join authority.closure_of(${firstDayOf(month)}::date) c on c.ancestor_id = l.id and (not l.own or c.org_id = l.id)
      left join indicator_fact f on f.org_id = c.org_id and f.indicator = i and f.day < ${firstDayOf(month)}::date + interval '1 month'
           and (f.indicator = any(${stocks}::text[]) or f.day >= ${firstDayOf(month)}::date)
     group by 1, 2, 3, 4 order by min(l.short_name)`.execute(ctx.tx)
  return rows
}
