import { sql } from 'kysely'
import type { z } from 'zod'
import type { Role } from '#contract/authority'
import type { Duty, DutyDraft, PersonCard } from '#contract/people'
import { dayBefore } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { refusing } from './constraint.ts'
import { dutyColumns, findPerson, readPerson } from './person.read.ts'

const classes: Partial<Record<Role, string>> = { systemAdmin: 'system', securityAdmin: 'security', auditAdmin: 'audit' }
export const classOf = (role: Role): string => classes[role] ?? 'business'

/** A unit within the present duty's subtree, open today. */
async function reachedOrg(ctx: Ctx, orgId: string): Promise<{ id: string; name: string }> {
  const { rows } = await sql<{ id: string; name: string; active: boolean }>`
    select id, name, active from org where id = ${orgId} and authority.place() @> lo`.execute(ctx.tx)
  const [org] = rows
  if (!org) throw new Problem('notFound', { what: '这个单位' })
  if (!org.active) throw new Problem('closed', { what: '任命职务', why: `${org.name}已撤销` })
  return org
}

function refuseSelf(ctx: Ctx, personId: string): void {
  if (ctx.actor.personId === personId) throw new Problem('notAllowed', { what: '变更本人的职务', rule: '三员分立' })
}

/** 任命. In force on the next request (S22). */
export async function giveDuty(ctx: Ctx, personId: string, draft: z.infer<typeof DutyDraft>): Promise<PersonCard> {
  refuseSelf(ctx, personId)
  const person = await findPerson(ctx, personId)
  if (person.status === 'left') throw new Problem('closed', { what: '任命职务', why: `${person.name}已离职`, todo: '请先恢复账号。' })
  const org = await reachedOrg(ctx, draft.orgId)
  if (draft.to !== undefined && draft.to < draft.from)
    throw new Problem('invalid', { issues: [{ path: 'to', message: '结束日不能早于起始日' }] })
  if (await isHeld(ctx, personId, org.id, { ...draft, to: draft.to ?? null }))
    throw new Problem('closed', { what: '任命该职务', why: '此人同一时期在该单位已任同一职责' })
  await refusing(() =>
    ctx.tx
      .insertInto('duty')
      .values({
        person_id: personId,
        org_id: org.id,
        org_at: '0', // the trigger places it
        role: draft.role,
        class: classOf(draft.role),
        title: draft.title,
        from_day: draft.from,
        to_day: draft.to ?? null,
      })
      .execute(),
  )
  return readPerson(ctx, personId)
}

/** The same role at the same unit on the same days would be two entries of one thing. */
async function isHeld(
  ctx: Ctx,
  personId: string,
  orgId: string,
  days: { role: string; from: string; to: string | null },
): Promise<boolean> {
  const { rows } =
    await sql`select 1 from duty where person_id = ${personId} and org_id = ${orgId} and role = ${days.role} and status = 'active'
    and daterange(from_day, to_day, '[]') && daterange(${days.from}::date, ${days.to}::date, '[]')`.execute(ctx.tx)
  return rows.length > 0
}

async function endedDuty(ctx: Ctx, dutyId: string) {
  const duty = await ctx.tx
    .selectFrom('duty')
    .select(['id', 'person_id', 'from_day', 'to_day', 'status', 'version'])
    .where('id', '=', dutyId)
    .where(sql<boolean>`authority.place() @> org_at`)
    .executeTakeFirst()
  if (!duty) throw new Problem('notFound', { what: '这个职务' })
  return duty
}

/** 免去, with its last day. One that has not begun, or was only proposed, is withdrawn whole. */
export async function endDuty(ctx: Ctx, dutyId: string, version: number, to: string): Promise<PersonCard> {
  const duty = await endedDuty(ctx, dutyId)
  refuseSelf(ctx, duty.person_id)
  if (duty.version !== version) throw new Problem('stale', { current: duty.version })
  if (duty.status === 'left' || (duty.to_day !== null && duty.to_day < ctx.today))
    throw new Problem('closed', { what: '结束职务', why: '该职务已经结束' })
  if (duty.to_day !== null && to > duty.to_day)
    throw new Problem('invalid', { issues: [{ path: 'to', message: `该职务于 ${duty.to_day} 结束，不能在此延长；请另行任命` }] })
  const change = duty.status === 'invited' || to < duty.from_day ? { status: 'left' } : { to_day: to }
  const done = await ctx.tx
    .updateTable('duty')
    .set({ ...change, version: version + 1 })
    .where('id', '=', dutyId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) throw new Problem('stale', {})
  return readPerson(ctx, duty.person_id)
}

/** What a roster proposed comes into force by this word: at a unit that still stands, and not beside the very same duty. */
export async function confirmDuties(ctx: Ctx, dutyIds: readonly string[]): Promise<{ given: number }> {
  const done = await refusing(() =>
    ctx.tx
      .updateTable('duty')
      .set((eb) => ({ status: 'active', version: eb('version', '+', 1) }))
      .where('id', 'in', [...dutyIds])
      .where('status', '=', 'invited')
      .where('person_id', '!=', ctx.actor.personId ?? '')
      .where(sql<boolean>`authority.place() @> org_at and exists (select 1 from org u where u.id = org_id and u.active)`)
      .where(
        sql<boolean>`not exists (select 1 from duty o where o.id <> duty.id and o.person_id = duty.person_id and o.org_id = duty.org_id and o.role = duty.role
          and o.status = 'active' and daterange(o.from_day, o.to_day, '[]') && daterange(duty.from_day, duty.to_day, '[]'))`,
      )
      .executeTakeFirst(),
  )
  return { given: Number(done.numUpdatedRows) }
}

type Proposed = Duty & { person: { id: string; name: string; account: string } }
export async function proposedDuties(ctx: Ctx, { page, size }: { page: number; size: number }) {
  const { rows } = await sql<Proposed & { total: number }>`
    select ${dutyColumns(ctx)}, jsonb_build_object('id', p.id, 'name', p.name, 'account', p.account) as person, count(*) over ()::int as total
      from duty d join org o on o.id = d.org_id join person p on p.id = d.person_id
     where d.status = 'invited' and authority.place() @> d.org_at order by d.org_at, p.name, d.id limit ${size} offset ${(page - 1) * size}`.execute(
    ctx.tx,
  )
  const total = rows[0]?.total ?? 0
  return { rows: rows.map(({ total: _, ...row }) => row as never), total, totalIsAtLeast: false } // columns of Duty and the object above
}

/**
 * After a merger: each duty at the merged unit that runs or lies ahead ends, and the same one begins at the other, unless it is held there already.
 * Administrators are appointed by hand.
 */
export async function carryDuties(ctx: Ctx, fromOrgId: string): Promise<{ carried: number }> {
  const merger = await ctx.tx.selectFrom('org_merger').select(['into_id', 'merged_on']).where('org_id', '=', fromOrgId).executeTakeFirst()
  if (!merger) throw new Problem('closed', { what: '转任职务', why: '该单位没有并入其他单位' })
  const into = await reachedOrg(ctx, merger.into_id)
  const running = await ctx.tx
    .selectFrom('duty')
    .select(['id', 'person_id', 'role', 'title', 'from_day', 'to_day'])
    .where('org_id', '=', fromOrgId)
    .where('status', '=', 'active')
    .where('class', '=', 'business')
    .where(sql<boolean>`coalesce(to_day, 'infinity') >= ${ctx.today}`)
    .execute()
  for (const duty of running) await carry(ctx, duty, into.id)
  return { carried: running.length }
}

type Carried = { id: string; person_id: string; role: string; title: string; from_day: string; to_day: string | null }

async function carry(ctx: Ctx, duty: Carried, into: string): Promise<void> {
  // What has not lasted a day yet has no day to end on: it is withdrawn whole.
  const change = duty.from_day >= ctx.today ? { status: 'left' } : { to_day: dayBefore(ctx.today) }
  await ctx.tx
    .updateTable('duty')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', duty.id)
    .execute()
  const from = duty.from_day > ctx.today ? duty.from_day : ctx.today
  if (await isHeld(ctx, duty.person_id, into, { role: duty.role, from, to: duty.to_day })) return
  const { person_id, role, title, to_day } = duty
  const values = { person_id, org_id: into, org_at: '0', role, class: 'business', title, from_day: from, to_day }
  await ctx.tx.insertInto('duty').values(values).execute()
}
