import type { OrgId } from '#contract/common'
import type { OrgKind } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

export interface Unit {
  id: OrgId
  name: string
  code: string
  kind: OrgKind
  /** Null: the unit above is out of reach, and not for this reader to open. */
  parentId: OrgId | null
}

/** A unit within reach; where none is named, the reader's own. Out of reach is notFound. */
export async function reachableUnit(ctx: Ctx, orgId: string | undefined): Promise<Unit> {
  const { reach } = ctx.actor
  const row = await ctx.tx
    .selectFrom('org as o')
    .leftJoin('org as p', 'p.id', 'o.parent_id')
    .select(['o.id', 'o.short_name', 'o.code', 'o.kind', 'o.lo', 'p.id as parent_id', 'p.lo as parent_lo'])
    .where('o.id', '=', orgId ?? ctx.actor.orgId ?? '')
    .executeTakeFirst()
  const isWithin = (lo: string | null) => lo !== null && reach !== null && BigInt(lo) >= BigInt(reach.lo) && BigInt(lo) < BigInt(reach.hi)
  if (!row || !isWithin(row.lo)) throw new Problem('notFound', { what: '该单位' })
  // The tables' own keys are the ids that the contract brands.
  return {
    id: row.id as OrgId,
    name: row.short_name,
    code: row.code,
    kind: row.kind as OrgKind, // its checked kinds
    parentId: isWithin(row.parent_lo) ? (row.parent_id as OrgId) : null,
  }
}

/** The unit and those above it, nearest first: whose official figures stand beside its own. */
export async function lineage(ctx: Ctx, unitId: string): Promise<{ id: OrgId; name: string; code: string }[]> {
  const rows = await ctx.tx
    .selectFrom('org as o')
    .innerJoin('org as a', (join) => join.onRef('a.lo', '<=', 'o.lo').onRef('a.hi', '>=', 'o.hi'))
    .select(['a.id', 'a.short_name as name', 'a.code'])
    .where('o.id', '=', unitId)
    .orderBy('a.depth', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, id: row.id as OrgId })) // likewise
}
