import { sql } from 'kysely'
import type { PersonId } from '#contract/common'
import { placeSteps } from '#contract/training-steps'
import type { Ctx } from '#kernel/house'
import { lockMatter, type MatterRow, processRoom } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { demandClass } from './class.store.ts'
import { followExam } from './class-exam.ts'
import { type PlaceFacts, placeProcess } from './place.process.ts'
import { givePlaces, type PlaceRecord, placeCount, placeOf, placesOf } from './place.store.ts'
import { refuseBusyPeople } from './timetable.ts'

async function factsOf(ctx: Ctx, matter: MatterRow): Promise<PlaceFacts> {
  const place = await ctx.tx.selectFrom('class_place').select('matter_id').where('matter_id', '=', matter.id).executeTakeFirst()
  // While it is being opened, the row is not there yet.
  if (!place) return { free: 0, nominated: 0, waiting: 0 }
  const { taken, waiting, free } = await placeCount(ctx, await placeOf(ctx, matter.id))
  return { free, nominated: taken, waiting }
}

/** 调离: whoever is no longer of the unit that named him is not enrolled on its places; the unit swaps him. */
async function refuseWhoLeft(ctx: Ctx, matter: MatterRow): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select e.person_name "name" from enrolment e
     where e.place_id = ${matter.id} and e.status = 'nominated' and not exists (
       select 1 from duty d join org unit on unit.id = ${matter.handlingOrgId}
        where d.person_id = e.person_id and d.status = 'active' and d.org_at >= unit.lo and d.org_at < unit.hi
          and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity'))
     order by 1`.execute(ctx.tx)
  if (rows.length > 0)
    throw new Problem('closed', {
      what: '确认录取',
      why: `${rows.map(({ name }) => name).join('、')}已不在报名单位`,
      todo: '请退回，由报名单位更换人员。',
    })
}

interface Candidate {
  id: PersonId
  name: string
  orgId: string
  org: string
}

/** Only people who have a duty in this unit or below it today (本单位在岗人员). */
async function ownPeople(ctx: Ctx, matter: MatterRow, ids: readonly string[]): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select distinct on (p.id) p.id, p.name, o.id "orgId", o.name org
      from person p join duty d on d.person_id = p.id join org o on o.id = d.org_id join org unit on unit.id = ${matter.handlingOrgId}
     where p.id = any(${[...ids]}::uuid[]) and p.status = 'active' and d.status = 'active' and d.org_at >= unit.lo and d.org_at < unit.hi
       and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')
     order by p.id, d.from_day`.execute(ctx.tx)
  if (rows.length !== new Set(ids).size) throw new Problem('notFound', { what: '所选人员' })
  return rows
}

async function nominate(ctx: Ctx, matter: MatterRow, ids: readonly PersonId[], waiting: boolean): Promise<void> {
  const place = await placeOf(ctx, matter.id)
  const own = await demandClass(ctx, place.classId)
  // What was sent back or opened again is late by the organiser's own will.
  if (matter.state === 'nominating' && own.call_until !== null && ctx.today > own.call_until)
    throw new Problem('closed', {
      what: '报名',
      why: `报名已于 ${own.call_until} 截止`,
      todo: '确需补报的，请联系办班单位延长报名。',
    })
  const { free } = await placeCount(ctx, place)
  const people = await ownPeople(ctx, matter, ids)
  if (!waiting && people.length > free)
    throw new Problem('closed', {
      what: '报名',
      why: `名额还剩 ${Math.max(0, free)} 个，不能报 ${people.length} 人`,
      todo: '可以减少人数，或者列为候补。',
    })
  if (!waiting) await refuseBusyPeople(ctx, place.classId, ids, '报名')
  for (const person of people) await enrol(ctx, place, person, waiting ? 'waiting' : 'nominated')
}

/** Who left the class may be named again; who is in it already is said by name. */
async function enrol(ctx: Ctx, place: PlaceRecord, person: Candidate, status: 'nominated' | 'waiting'): Promise<void> {
  const teaches = await ctx.tx
    .selectFrom('session_teacher')
    .select('id')
    .where('class_id', '=', place.classId)
    .where('person_id', '=', person.id)
    .where('gone', '=', false)
    .executeTakeFirst()
  if (teaches) throw new Problem('closed', { what: '报名', why: `${person.name}是本班教师` })
  const there = await ctx.tx
    .selectFrom('enrolment')
    .select(['id', 'status'])
    .where('class_id', '=', place.classId)
    .where('person_id', '=', person.id)
    .executeTakeFirst()
  if (there && there.status !== 'withdrawn') throw new Problem('closed', { what: '报名', why: `${person.name}已经报名` })
  const columns = { place_id: place.matterId, org_id: person.orgId, org_name: person.org, person_name: person.name, status, reason: null }
  if (there)
    await ctx.tx
      .updateTable('enrolment')
      .set({ ...columns, since: ctx.now })
      .where('id', '=', there.id)
      .execute()
  else
    await ctx.tx
      .insertInto('enrolment')
      .values({ class_id: place.classId, person_id: person.id, since: ctx.now, ...columns })
      .execute()
}

async function leaveClass(ctx: Ctx, matter: MatterRow, personId: string, from: readonly string[], reason: string): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('enrolment')
    .set({ status: 'withdrawn', reason })
    .where('place_id', '=', matter.id)
    .where('person_id', '=', personId)
    .where('status', 'in', [...from])
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该报名人员' })
  await followExam(ctx, (await placeOf(ctx, matter.id)).classId)
}

type Swap = { out: PersonId; personId: PersonId; reason: string }
async function swap(ctx: Ctx, matter: MatterRow, { out, personId, reason }: Swap, from: readonly string[]): Promise<void> {
  await leaveClass(ctx, matter, out, from, reason)
  await nominate(ctx, matter, [personId], false)
}

/** 候补递补: the place is free by the step's own check. The organiser's confirmation follows, unless the unit is confirmed already. */
async function promote(ctx: Ctx, matter: MatterRow, personId: PersonId): Promise<void> {
  const place = await placeOf(ctx, matter.id)
  await refuseBusyPeople(ctx, place.classId, [personId], '候补递补')
  const byOrganiser = ctx.actor.orgId === matter.ownerOrgId
  if (matter.state === 'confirmed' && !byOrganiser)
    throw new Problem('closed', { what: '候补递补', why: '本单位名单已经确认', todo: '请由办班单位办理递补，或者重新开放报名。' })
  const { numUpdatedRows } = await ctx.tx
    .updateTable('enrolment')
    .set({ status: matter.state === 'confirmed' ? 'enrolled' : 'nominated' })
    .where('place_id', '=', matter.id)
    .where('person_id', '=', personId)
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该候补人员' })
  await followExam(ctx, place.classId)
}

async function split(
  ctx: Ctx,
  matter: MatterRow,
  quotas: readonly { orgId: Parameters<typeof givePlaces>[2][number]['orgId']; places: number }[],
): Promise<void> {
  const place = await placeOf(ctx, matter.id)
  const { free } = await placeCount(ctx, place)
  const asked = quotas.reduce((sum, { places }) => sum + places, 0)
  if (asked > free) throw new Problem('closed', { what: '分给下级单位', why: `名额还剩 ${free} 个，不能分出 ${asked} 个` })
  const own = await demandClass(ctx, place.classId)
  await givePlaces(
    ctx,
    {
      classId: place.classId,
      title: own.title,
      owner: matter.ownerOrgId,
      parent: matter.id,
      giver: matter.handlingOrgId,
      splitFrom: matter.id,
    },
    quotas,
  )
}

async function setQuota(ctx: Ctx, matter: MatterRow, places: number): Promise<void> {
  const place = await placeOf(ctx, matter.id)
  // Its own matter is held by the step; names for the unit above, or another unit's quota, wait here for each other.
  await lockMatter(ctx, place.splitFrom ?? place.classId)
  const { taken, given } = await placeCount(ctx, place)
  if (places < taken + given)
    throw new Problem('closed', { what: '调整名额', why: `已报名 ${taken} 人、分给下级 ${given} 个，不能少于 ${taken + given} 个` })
  if (place.splitFrom) {
    const above = await placeCount(ctx, await placeOf(ctx, place.splitFrom))
    if (places - place.quota > above.free) throw new Problem('closed', { what: '调整名额', why: `上级单位的名额还剩 ${above.free} 个` })
  } else await refuseTooMany(ctx, place.classId, places - place.quota)
  await ctx.tx.updateTable('class_place').set({ quota: places }).where('matter_id', '=', matter.id).execute()
}

/** All units together may not have more places than the class. What was forgone is free again. */
export async function refuseTooMany(ctx: Ctx, classId: string, more: number, places?: number): Promise<void> {
  const own = places === undefined ? await demandClass(ctx, classId) : { places }
  const given = (await placesOf(ctx, { classId })).filter(({ splitFrom, state }) => splitFrom === null && state !== 'forgone')
  const sum = given.reduce((total, { quota }) => total + quota, 0)
  if (sum + more > own.places)
    throw new Problem('closed', {
      what: '分配名额',
      why: `计划人数 ${own.places} 人，已分配 ${sum} 个，不能再分配 ${more} 个`,
      todo: '请调整数量，或者先修改计划人数。',
    })
}

export const placeRoom = processRoom({
  process: placeProcess,
  forms: placeSteps,
  facts: (ctx, matter) => factsOf(ctx, matter),
  apply: {
    nominate: (ctx, matter, { input }) => nominate(ctx, matter, input.people, input.waiting),
    removeNominee: (ctx, matter, { input }) => leaveClass(ctx, matter, input.nomineeId, ['nominated', 'waiting', 'enrolled'], input.reason),
    swap: (ctx, matter, { input }) => swap(ctx, matter, input, ['nominated', 'waiting', 'enrolled']),
    change: (ctx, matter, { input }) => swap(ctx, matter, input, ['enrolled']),
    withdrawEnrolled: (ctx, matter, { input }) => leaveClass(ctx, matter, input.nomineeId, ['enrolled'], input.reason),
    promote: (ctx, matter, { input }) => promote(ctx, matter, input.nomineeId),
    split: (ctx, matter, { input }) => split(ctx, matter, input.quotas),
    setQuota: (ctx, matter, { input }) => setQuota(ctx, matter, input.places),
    async confirm(ctx, matter) {
      await refuseWhoLeft(ctx, matter)
      await ctx.tx
        .updateTable('enrolment')
        .set({ status: 'enrolled' })
        .where('place_id', '=', matter.id)
        .where('status', '=', 'nominated')
        .execute()
      await followExam(ctx, (await placeOf(ctx, matter.id)).classId)
    },
    async forgo(ctx, matter) {
      const { taken, given } = await placeCount(ctx, await placeOf(ctx, matter.id))
      if (taken + given > 0)
        throw new Problem('closed', { what: '放弃名额', why: '已有报名人员或者已分给下级单位', todo: '请先撤回报名。' })
      await ctx.tx.updateTable('class_place').set({ forgone: true }).where('matter_id', '=', matter.id).execute()
    },
  },
})
