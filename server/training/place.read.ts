import { sql } from 'kysely'
import type { MatterId, PersonId } from '#contract/common'
import type { PlaceDetail } from '#contract/training'
import type { EnrolmentStatus, PlaceState } from '#contract/training-steps'
import type { Ctx } from '#kernel/house'
import { findMatter, orgOf, visibleMatters } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { whereOf } from './class.read.ts'
import { demandClass } from './class.store.ts'
import { placeCount, placeOf, placesOf } from './place.store.ts'

/** Classes that each of these finished in the last three years (the default cycle of rotation): a hint beside the name, never a refusal. */
async function trainedBefore(ctx: Ctx, people: readonly string[]): Promise<Map<string, string[]>> {
  if (people.length === 0) return new Map()
  const rows = await ctx.tx
    .selectFrom('class_certificate')
    .select(['person_id', 'class_title', 'issued_on'])
    .where('person_id', 'in', [...people])
    .where('revoked_on', 'is', null)
    .where('issued_on', '>=', sql<string>`${ctx.today}::date - interval '3 years'`)
    .orderBy('issued_on', 'desc')
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.person_id)].map(([id, own]) => [id, own.map((row) => `${row.class_title}（${row.issued_on}）`)]),
  )
}

export async function readPlace(ctx: Ctx, id: string): Promise<PlaceDetail> {
  const matter = await findMatter(ctx, id)
  if (!matter) throw new Problem('notFound', { what: '该名额' })
  const place = await placeOf(ctx, id)
  const own = await demandClass(ctx, place.classId)
  const { taken } = await placeCount(ctx, place)
  const nominees = await ctx.tx
    .selectFrom('enrolment')
    .select(['person_id', 'person_name', 'org_name', 'status', 'reason'])
    .where('place_id', '=', id)
    .orderBy('since')
    .orderBy('person_name')
    .execute()
  const before = await trainedBefore(
    ctx,
    nominees.map(({ person_id }) => person_id),
  )
  return {
    id: matter.id,
    class: {
      id: own.id,
      title: own.title,
      startsOn: own.starts_on,
      endsOn: own.ends_on,
      where: whereOf(own),
      audience: own.audience,
      callUntil: own.call_until,
    },
    org: { id: place.orgId, name: (await orgOf(ctx, place.orgId)).name },
    quota: place.quota,
    used: taken,
    splits: (await placesOf(ctx, { splitFrom: id })).map(({ splitFrom: _, ...split }) => split),
    nominees: nominees.map((row) => ({
      personId: row.person_id as PersonId, // the key is the branded id; the table's check holds the status
      name: row.person_name,
      unit: row.org_name,
      status: row.status as EnrolmentStatus,
      reason: row.reason,
      trainedBefore: before.get(row.person_id) ?? [],
    })),
  }
}

export async function listPlaces(ctx: Ctx, { page, size }: { page: number; size: number }) {
  const found = visibleMatters(ctx)
    .innerJoin('class_place as p', 'p.matter_id', 'm.id')
    .innerJoin('training_class as c', 'c.matter_id', 'p.class_id')
  const { total } = await found.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .innerJoin('org as o', 'o.id', 'p.org_id')
    .select([
      'm.id',
      'p.class_id as classId',
      'c.title',
      'c.starts_on as startsOn',
      'o.name as org',
      'p.quota',
      'm.state',
      'c.call_until as callUntil',
    ])
    .select(
      sql<number>`(select count(*)::integer from enrolment e where e.place_id = m.id and e.status in ('nominated', 'enrolled'))`.as('used'),
    )
    .orderBy('m.closed')
    .orderBy('c.starts_on', 'desc')
    .orderBy('o.lo')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  // Keys are the branded ids, the states the kernel's own.
  return {
    rows: rows.map((row) => ({ ...row, id: row.id as MatterId, classId: row.classId as MatterId, state: row.state as PlaceState })),
    total: Number(total),
    totalIsAtLeast: false,
  }
}
