import type { OrgId } from '#contract/common'
import { type OrgKind, orgKinds } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { kindsUnder } from './board.rules.ts'

export interface Unit {
  id: OrgId
  name: string
  shortName: string
  kind: OrgKind
  code: string
  lo: string
  hi: string
}

const units = (ctx: Ctx) => {
  const { reach } = ctx.actor
  if (!reach) throw new Problem('notFound', { what: '该单位' })
  return ctx.tx
    .selectFrom('org as o')
    .select(['o.id', 'o.name', 'o.short_name as shortName', 'o.kind', 'o.code', 'o.lo', 'o.hi'])
    .where('o.lo', '>=', reach.lo)
    .where('o.lo', '<', reach.hi)
    .$castTo<Unit>() // the table's own key and its checked kinds
}

/** Out of reach is notFound: we do not confirm what exists. */
export async function boardUnit(ctx: Ctx, orgId: string): Promise<Unit> {
  const unit = await units(ctx).where('o.id', '=', orgId).executeTakeFirst()
  if (!unit) throw new Problem('notFound', { what: '该单位' })
  return unit
}

/** Units above it within reach, the highest first: the way back up. */
export const unitsAbove = (ctx: Ctx, { id, lo }: Unit): Promise<Unit[]> =>
  units(ctx).where('o.id', '!=', id).where('o.lo', '<=', lo).where('o.hi', '>', lo).orderBy('o.depth').execute()

/** Those of them that are within reach today, by their ids. */
export async function unitsNamed(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Unit>> {
  const found =
    ids.length === 0
      ? []
      : await units(ctx)
          .where('o.id', 'in', [...new Set(ids)])
          .execute()
  return new Map(found.map((unit) => [unit.id, unit]))
}

/** Kinds of unit that stand there now or stood anywhere below once: a closed one still has its past. */
export async function kindsAtOrBelow(ctx: Ctx, unit: Unit): Promise<OrgKind[]> {
  const rows = await ctx.tx.selectFrom('org').select('kind').distinct().execute()
  const kinds = new Set<string>([unit.kind, ...kindsUnder(unit.kind)])
  return (Object.keys(orgKinds) as OrgKind[]).filter((kind) => kinds.has(kind) && rows.some((row) => row.kind === kind)) // the keys of a const object
}

/** Cities that have counties below them: 平潭 has none and is a tile itself. */
export const citiesBelow = (ctx: Ctx, { lo, hi }: Unit): Promise<Unit[]> =>
  units(ctx).where('o.kind', '=', 'city').where('o.lo', '>=', lo).where('o.lo', '<', hi).orderBy('o.code').execute()
