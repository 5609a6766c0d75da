import { type ExpressionBuilder, sql } from 'kysely'
import type { OrgKind, OrgLine } from '#contract/orgs'
import type { DB, Tx } from '#kernel/db'
import type { Ctx } from '#kernel/house'
import { isInitials } from '#kernel/pinyin'

/** Names of the units above, the nearest last; the interval says who is above. */
const path = (eb: ExpressionBuilder<DB, 'org'>) =>
  sql<string>`coalesce((select string_agg(a.short_name, ' / ' order by a.depth) from org a
    where a.lo <= ${eb.ref('org.lo')} and a.hi > ${eb.ref('org.lo')} and a.depth < ${eb.ref('org.depth')}), '')`

/** The tree is public to everybody who is signed in; row security asks for nothing else. */
export const orgLines = (tx: Tx) =>
  tx
    .selectFrom('org')
    .select((eb) => [
      'org.id',
      'org.kind',
      'org.code',
      'org.name',
      'org.short_name as shortName',
      'org.mark',
      'org.active',
      path(eb).as('path'),
      sql<boolean>`exists (select 1 from org c where c.parent_id = ${eb.ref('org.id')} and c.active)`.as('hasChildren'),
    ])

/** Kinds and marks are what the check constraints of the table allow; ids are its keys. */
export const asLines = (rows: unknown[]): OrgLine[] => rows as OrgLine[]

export async function childrenOf(ctx: Ctx, parentId: string | undefined, withClosed: boolean): Promise<OrgLine[]> {
  let query = orgLines(ctx.tx).orderBy('org.lo')
  query = parentId === undefined ? query.where('org.depth', '=', 0) : query.where('org.parent_id', '=', parentId)
  if (!withClosed) query = query.where('org.active', '=', true)
  return asLines(await query.execute())
}

const asPattern = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** By name, by code, or by the initials of its pinyin; the nearest to the top first. */
export async function findOrgs(ctx: Ctx, text: string, kind: OrgKind | undefined): Promise<OrgLine[]> {
  const wanted = asPattern(text)
  let query = orgLines(ctx.tx).where('org.active', '=', true)
  if (kind) query = query.where('org.kind', '=', kind)
  query = query.where((eb) =>
    isInitials(text)
      ? eb.or([
          eb('org.initials', 'like', `${wanted.toLowerCase()}%`),
          eb('org.initials', 'like', `%${wanted.toLowerCase()}%`),
          eb('org.code', 'ilike', `${wanted}%`),
        ])
      : eb.or([
          eb('org.name', 'ilike', `%${wanted}%`),
          eb('org.short_name', 'ilike', `%${wanted}%`),
          eb('org.code', 'ilike', `${wanted}%`),
        ]),
  )
  const best = sql`case when org.initials like ${`${wanted.toLowerCase()}%`} or org.name like ${`${wanted}%`} or org.short_name like ${`${wanted}%`} or org.code = ${text} then 0 else 1 end`
  return asLines(await query.orderBy(best).orderBy('org.depth').orderBy('org.lo').limit(30).execute())
}

export interface OrgRow {
  id: string
  kind: OrgKind
  parent_id: string | null
  depth: number
  lo: string
  hi: string
  name: string
  active: boolean
  opened_on: string
  version: number
}

export async function orgRow(tx: Tx, id: string): Promise<OrgRow | undefined> {
  const row = await tx
    .selectFrom('org')
    .select(['id', 'kind', 'parent_id', 'depth', 'lo', 'hi', 'name', 'active', 'opened_on', 'version'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row as OrgRow | undefined // the check constraint of kind
}

/** Deepest level below a unit, for judging a move. */
export async function lowestDepth(tx: Tx, org: OrgRow): Promise<number> {
  const { rows } = await sql<{ depth: number }>`select max(depth)::int as depth from org where lo >= ${org.lo} and lo < ${org.hi}`.execute(
    tx,
  )
  return rows[0]?.depth ?? org.depth
}

/** The day its present parent and its present name began: nothing can change before it. */
export async function since(tx: Tx, id: string): Promise<{ parent: string | null; name: string }> {
  const { rows } = await sql<{ parent: string | null; name: string }>`select
    (select lower(valid)::text from org_edge where org_id = ${id} and upper_inf(valid)) as parent,
    (select lower(valid)::text from org_name where org_id = ${id} and upper_inf(valid)) as name`.execute(tx)
  return rows[0] ?? { parent: null, name: '' }
}

/**
 * Until when, after that day, the other unit still stood below this one. Were this one put below it from an earlier day, the tree of that day would go
 * in a circle.
 */
export async function lastBelow(tx: Tx, other: string, id: string, from: string): Promise<string | null> {
  const { rows } = await sql<{ until: string | null }>`
    with recursive above (id, valid) as (
      select parent_id, valid * daterange(${from}::date, null) from org_edge where org_id = ${other} and valid && daterange(${from}::date, null)
      union all
      select e.parent_id, a.valid * e.valid from above a join org_edge e on e.org_id = a.id and e.valid && a.valid)
    select max(upper(valid))::text as until from above where id = ${id}`.execute(tx)
  return rows[0]?.until ?? null
}

/** The last day on which a unit came below this one, or was opened there; null when nothing stands below it. */
export async function childrenSince(tx: Tx, id: string): Promise<string | null> {
  const { rows } = await sql<{ since: string | null }>`
    select max(lower(e.valid))::text as since from org c join org_edge e on e.org_id = c.id and upper_inf(e.valid) where c.parent_id = ${id}`.execute(
    tx,
  )
  return rows[0]?.since ?? null
}

/** Does the present duty's unit reach this one? `authority.place()` is what row security asks. */
export async function isWithinPlace(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ within: boolean }>`select authority.place() @> lo as within from org where id = ${id}`.execute(tx)
  return rows[0]?.within ?? false
}

export async function leftIn(tx: Tx, id: string): Promise<{ children: number; matters: number; duties: number }> {
  const { rows } = await sql<{ children: number; matters: number; duties: number }>`select * from authority.left_in(${id})`.execute(tx)
  return rows[0] ?? { children: 0, matters: 0, duties: 0 }
}

export async function isCodeTaken(tx: Tx, code: string, except: string | null): Promise<boolean> {
  const row = await tx.selectFrom('org').select('id').where('code', '=', code).executeTakeFirst()
  return row !== undefined && row.id !== except
}
