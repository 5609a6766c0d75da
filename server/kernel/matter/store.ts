import { sql } from 'kysely'
import type { LegalDay, MatterId, OrgId, PersonId } from '#contract/common'
import { within } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import type { Act } from '#kernel/process'

export interface MatterRow {
  id: MatterId
  process: string
  lawOf: LegalDay
  state: string
  version: number
  number: string | null
  title: string
  ownerOrgId: OrgId
  handlingOrgId: OrgId
  handlingAt: string
  field: string
  parentId: MatterId | null
  openedOn: LegalDay
  closed: boolean
}

/** Every read of matters begins here; a list and a single read cannot disagree. */
export const visibleMatters = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('matter as m')
    .where((eb) => within(ctx.actor, 'matter.read', { at: eb.ref('m.handling_at'), field: eb.ref('m.field'), id: eb.ref('m.id') }))

const columns = [
  'm.id',
  'm.process',
  'm.law_of as lawOf',
  'm.state',
  'm.version',
  'm.number',
  'm.title',
  'm.owner_org_id as ownerOrgId',
  'm.handling_org_id as handlingOrgId',
  'm.handling_at as handlingAt',
  'm.field',
  'm.parent_id as parentId',
  'm.opened_on as openedOn',
  'm.closed',
] as const

/** Keys that come from the database are the ids that the contract brands. */
const branded = (row: Record<string, unknown> | undefined) => row as MatterRow | undefined

export async function findMatter(ctx: Ctx, id: string): Promise<MatterRow | undefined> {
  return branded(await visibleMatters(ctx).select(columns).where('m.id', '=', id).executeTakeFirst())
}

/**
 * Locked until the request's transaction ends: two steps on one matter go one after the other. What stands above it is locked first, from the
 * top, because a step below rewrites the clocks of what is above: nobody meets somebody who came from the other end. The tree comes before all
 * of them: a unit that moves takes it alone and then its matters.
 */
export async function lockMatter(ctx: Ctx, id: string): Promise<MatterRow | undefined> {
  await sql`select authority.hold_tree(false)`.execute(ctx.tx)
  for (const above of await ancestorsOf(ctx, id)) await lockOne(ctx, above)
  return lockOne(ctx, id)
}

const lockOne = async (ctx: Ctx, id: string) =>
  branded(await visibleMatters(ctx).select(columns).where('m.id', '=', id).forUpdate('m').executeTakeFirst())

/** The top first. A parent is given at birth and never changes. */
async function ancestorsOf(ctx: Ctx, id: string): Promise<string[]> {
  const rows = await ctx.tx
    .withRecursive('up', (db) =>
      db
        .selectFrom('matter')
        .select(['parent_id as id', sql<number>`1`.as('far')])
        .where('id', '=', id)
        .unionAll(
          db
            .selectFrom('matter as m')
            .innerJoin('up', 'up.id', 'm.id')
            .select(['m.parent_id as id', sql<number>`up.far + 1`.as('far')]),
        ),
    )
    .selectFrom('up')
    .select('id')
    .where('id', 'is not', null)
    .orderBy('far', 'desc')
    .execute()
  return rows.flatMap((row) => row.id ?? [])
}

export interface StoredAct extends Act {
  id: string
  late: boolean
  personName: string
  role: string
  orgName: string
}

export async function historiesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, StoredAct[]>> {
  const rows = await ctx.tx
    .selectFrom('matter_step')
    .select([
      'id',
      'matter_id',
      'step',
      'from_state',
      'to_state',
      'happened_on',
      'recorded_at',
      'late',
      'person_name',
      'role',
      'org_name',
      'input',
    ])
    .where('matter_id', 'in', [...ids])
    .orderBy('id')
    .execute()
  const found = new Map<string, StoredAct[]>(ids.map((id) => [id, []]))
  for (const row of rows) {
    found.get(row.matter_id)?.push({
      id: row.id,
      step: row.step,
      from: row.from_state,
      to: row.to_state,
      happenedOn: row.happened_on,
      recordedAt: row.recorded_at.toISOString(),
      late: row.late,
      personName: row.person_name,
      role: row.role,
      orgName: row.org_name,
      // Written by takeStep from a parsed schema: always an object.
      input: row.input as Record<string, unknown>,
    })
  }
  return found
}

export const historyOf = async (ctx: Ctx, id: string): Promise<StoredAct[]> => (await historiesOf(ctx, [id])).get(id) ?? []

export interface ChildRow {
  id: MatterId
  parentId: MatterId
  process: string
  title: string
  state: string
  closed: boolean
  due: LegalDay | null
}

/** Children and theirs, the oldest first. */
export async function descendantsOf(ctx: Ctx, id: string): Promise<ChildRow[]> {
  const rows = await ctx.tx
    .withRecursive('below', (db) =>
      db
        .selectFrom('matter')
        .select('id')
        .where('parent_id', '=', id)
        .unionAll(db.selectFrom('matter as m').innerJoin('below as b', 'b.id', 'm.parent_id').select('m.id')),
    )
    .selectFrom('matter as m')
    .innerJoin('below as b', 'b.id', 'm.id')
    .select(['m.id', 'm.parent_id as parentId', 'm.process', 'm.title', 'm.state', 'm.closed', 'm.due'])
    .orderBy('m.recorded_at')
    .execute()
  return rows as ChildRow[] // ids as above
}

/** The units whom a grant lets act on this matter today. */
export async function actingGrantsOf(ctx: Ctx, id: string): Promise<{ purpose: string; orgId: string }[]> {
  const rows = await ctx.tx
    .selectFrom('matter_grant')
    .select(['purpose', 'org_id as orgId'])
    .where('matter_id', '=', id)
    .where('acts', '=', true)
    .where('from_day', '<=', ctx.today)
    .where((eb) => eb.or([eb('to_day', 'is', null), eb('to_day', '>=', ctx.today)]))
    .execute()
  return rows.flatMap(({ purpose, orgId }) => (orgId === null ? [] : [{ purpose, orgId }]))
}

export interface AssigneeRow {
  personId: PersonId
  name: string
  certificateNo: string | null
  from: LegalDay
  to: LegalDay | null
}

export async function assigneesOf(ctx: Ctx, id: string): Promise<AssigneeRow[]> {
  const rows = await ctx.tx
    .selectFrom('matter_assignee')
    .select(['person_id as personId', 'person_name as name', 'certificate_no as certificateNo', 'from_day as from', 'to_day as to'])
    .where('matter_id', '=', id)
    .orderBy('from_day')
    .execute()
  return rows as AssigneeRow[] // ids as above
}

/** The kinds of papers that are issued for a matter. */
/** Of each kind the paper issued last, by how many acts stood before it; one from before this was kept counts for every round. */
export async function issuedKinds(ctx: Ctx, id: string): Promise<Map<string, number>> {
  const rows = await ctx.tx
    .selectFrom('paper')
    .select(['kind', 'acts_before'])
    .where('matter_id', '=', id)
    .where('state', '=', 'issued')
    .execute()
  const last = new Map<string, number>()
  for (const { kind, acts_before } of rows) last.set(kind, Math.max(last.get(kind) ?? 0, acts_before ?? Number.POSITIVE_INFINITY))
  return last
}

export const orgOf = (ctx: Ctx, id: string) =>
  ctx.tx
    .selectFrom('org')
    .select(['id', 'name', 'short_name', 'parent_id', 'kind', 'lo', 'document_word'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
