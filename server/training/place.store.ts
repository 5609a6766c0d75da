import { sql } from 'kysely'
import type { MatterId, OrgId } from '#contract/common'
import type { PlaceState } from '#contract/training-steps'
import type { Ctx } from '#kernel/house'
import { openMatter, orgOf, settleMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { placeProcess } from './place.process.ts'

export interface Quota {
  orgId: OrgId
  places: number
}

interface Giver {
  classId: MatterId
  title: string
  owner: string
  parent: MatterId
  /** Who gives: only units below (or itself, for the organiser) may be given places. */
  giver: string
  splitFrom: MatterId | null
}

/** Each unit's places are a matter of its own, and lie among its 待办. */
export async function givePlaces(
  ctx: Ctx,
  { classId, title, owner, parent, giver, splitFrom }: Giver,
  quotas: readonly Quota[],
): Promise<void> {
  for (const { orgId, places } of quotas) {
    const name = await demandBelow(ctx, giver, orgId, splitFrom !== null)
    const there = await ctx.tx
      .selectFrom('class_place')
      .select('matter_id')
      .where('class_id', '=', classId)
      .where('org_id', '=', orgId)
      .where('forgone', '=', false)
      .executeTakeFirst()
    if (there) throw new Problem('closed', { what: '分配名额', why: `${name}已经有本班的名额`, todo: '请在该单位的名额中调整数量。' })
    const id = await openMatter(ctx, placeProcess, {
      owner,
      handling: orgId,
      happenedOn: ctx.today,
      title: `${title}：${name}名额 ${places} 人`.slice(0, 200),
      parent,
      input: { places },
    })
    await ctx.tx
      .insertInto('class_place')
      .values({ matter_id: id, class_id: classId, org_id: orgId, quota: places, split_from: splitFrom })
      .execute()
    await settleMatter(ctx, id)
  }
}

async function demandBelow(ctx: Ctx, giver: string, orgId: string, strictly: boolean): Promise<string> {
  const [above, below] = [
    await orgOf(ctx, giver),
    await ctx.tx.selectFrom('org').select(['id', 'name', 'lo', 'active']).where('id', '=', orgId).executeTakeFirst(),
  ]
  const { rows } = await sql<{ is: boolean }>`select exists (select 1 from org a, org b where a.id = ${giver} and b.id = ${orgId}
    and b.lo >= a.lo and b.lo < a.hi and b.active and (not ${strictly} or b.id <> a.id)) "is"`.execute(ctx.tx)
  if (!below || !rows[0]?.is)
    throw new Problem('invalid', {
      issues: [{ path: 'quotas', message: `${below?.name ?? '所选单位'}不是${above.name}的下级单位，不能分配名额` }],
    })
  return below.name
}

export interface PlaceRecord {
  matterId: MatterId
  classId: MatterId
  orgId: OrgId
  quota: number
  splitFrom: MatterId | null
}

export async function placeOf(ctx: Ctx, matterId: string): Promise<PlaceRecord> {
  const row = await ctx.tx
    .selectFrom('class_place')
    .select(['matter_id as matterId', 'class_id as classId', 'org_id as orgId', 'quota', 'split_from as splitFrom'])
    .where('matter_id', '=', matterId)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该名额' })
  return row as PlaceRecord // the keys are the branded ids
}

/** How the places of one unit stand. What it gave to units below is no longer its own to fill; what they forwent comes back. */
export async function placeCount(ctx: Ctx, place: PlaceRecord): Promise<{ taken: number; waiting: number; given: number; free: number }> {
  const { rows } = await sql<{ taken: number; waiting: number; given: number }>`
    select (select count(*)::integer from enrolment e where e.place_id = ${place.matterId} and e.status in ('nominated', 'enrolled')) taken,
           (select count(*)::integer from enrolment e where e.place_id = ${place.matterId} and e.status = 'waiting') waiting,
           (select coalesce(sum(p.quota), 0)::integer from class_place p join matter m on m.id = p.matter_id
             where p.split_from = ${place.matterId} and m.state <> 'forgone') given`.execute(ctx.tx)
  const { taken = 0, waiting = 0, given = 0 } = rows[0] ?? {}
  return { taken, waiting, given, free: place.quota - taken - given }
}

/** The places of a class as far as the reader sees their matters. */
export async function placesOf(ctx: Ctx, where: { classId: string } | { splitFrom: string }) {
  const rows = await ctx.tx
    .selectFrom('class_place as p')
    .innerJoin('matter as m', 'm.id', 'p.matter_id')
    .innerJoin('org as o', 'o.id', 'p.org_id')
    .select([
      'p.matter_id as id',
      'p.org_id as orgId',
      'o.name as org',
      'p.quota',
      'm.state',
      'p.split_from as splitFrom',
      sql<number>`(select count(*)::integer from enrolment e where e.place_id = p.matter_id and e.status in ('nominated', 'enrolled'))`.as(
        'used',
      ),
      sql<number>`(select count(*)::integer from enrolment e where e.place_id = p.matter_id and e.status = 'waiting')`.as('waiting'),
    ])
    .$if('classId' in where, (query) => query.where('p.class_id', '=', 'classId' in where ? where.classId : ''))
    .$if('splitFrom' in where, (query) => query.where('p.split_from', '=', 'splitFrom' in where ? where.splitFrom : ''))
    .orderBy('o.lo')
    .execute()
  return rows.map((row) => ({ ...row, id: row.id as MatterId, orgId: row.orgId as OrgId, state: row.state as PlaceState })) // ids and states of the kernel's own table
}
