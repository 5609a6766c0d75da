import type { Figure, Month, RankedRow } from '#contract/indicators'
import type { OrgKind } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import { cellOf, type Span, shownMonths } from './cell.ts'
import { type Indicator, indicatorOf } from './declaration.ts'
import { figuresOf } from './figures.ts'
import { monthOf } from './months.ts'
import { type Line, rankedRows } from './ranking.ts'
import { stretchesOf } from './stretches.ts'
import { type Counting, countingOf } from './total.ts'

/** One indicator, of a unit, over a period: what a page or a board asks of the lines below a unit. */
export interface Below {
  indicator: Indicator
  unit: { id: string; kind: OrgKind }
  period: Span
}

/** Units below a unit and what it did itself, ranked: the one answer of every page that ranks units. Refusals: those of the figures. */
export async function rankedBelow(ctx: Ctx, asked: Below): Promise<RankedRow[]> {
  const { indicator, unit, period } = asked
  const figures = await figuresBelow(ctx, asked)
  const kinds = await kindsOf(
    ctx,
    figures.map(({ orgId }) => orgId),
  )
  const counting = countingOf(indicator)
  const units = [...Map.groupBy(figures, ({ orgId, own }) => `${own} ${orgId}`).values()]
  return rankedRows(
    units.flatMap((months) => linesOfUnit(counting, months, kinds.get(months[0]?.orgId ?? '') ?? null, period)),
    {
      kind: unit.kind,
      period: countedIn(counting, period),
      unit: indicator.unit,
      direction: indicator.direction ?? null,
      over: namesOf(indicator),
    },
  )
}

/** A line for each unit below and one for what the unit did itself, in every month that is shown; together they are the unit's own. */
export const figuresBelow = (ctx: Ctx, { indicator, unit, period }: Below): Promise<Figure[]> =>
  figuresOf(ctx, { indicators: [indicator.id], orgId: unit.id, ...shownMonths(period, monthOf(ctx.today)), by: 'child' })

/**
 * A line for each stretch in which a unit stood there, by the name of the last month of it. Of what stands only who stands there at the end has a line.
 * Its kind is null when it is out of today's reach.
 */
export function linesOfUnit(counting: Counting, months: readonly Figure[], kind: OrgKind | null, period: Span): Line[] {
  return stretchesOf(months, countedIn(counting, period)).flatMap((stretch) => {
    const [first, last] = [stretch[0], stretch.at(-1)]
    if (!first || !last) return []
    const { orgId, orgName: name, own } = last
    const stood = { from: first.month, to: last.month }
    return [{ orgId, name, own, kind, cell: cellOf(counting, months, stood), ...stood, opens: !own && kind !== null }]
  })
}

const countedIn = ({ standing }: Counting, { from, to }: { from: Month; to: Month }): Span => ({ from: standing ? to : from, to })

const titleOf = (id: string) => indicatorOf(id)?.title ?? id
const namesOf = ({ over }: Indicator) => (over ? { numerator: titleOf(over.numerator), denominator: titleOf(over.denominator) } : null)

async function kindsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, OrgKind>> {
  const { reach } = ctx.actor
  if (!reach || ids.length === 0) return new Map()
  const rows = await ctx.tx
    .selectFrom('org')
    .select(['id', 'kind'])
    .where('id', 'in', [...new Set(ids)])
    .where('lo', '>=', reach.lo)
    .where('lo', '<', reach.hi)
    .execute()
  return new Map(rows.map(({ id, kind }) => [id, kind as OrgKind])) // the table's checked kinds
}
