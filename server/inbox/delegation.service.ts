import { sql } from 'kysely'
import { type Role, roles } from '#contract/authority'
import type { PersonId } from '#contract/common'
import type { Delegation } from '#contract/inbox'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import { Problem } from '#kernel/problem'

// 委托 (docs/decisions/0004): a stand-in sees what waits for the person who is away and acts under a duty of his own, never under another's.

interface Request {
  toPersonId: PersonId
  from: string
  to: string
  reason: string
}

/** The active duty is delegated; the stand-in must hold the same role at the same unit for all of these days. */
export async function delegate(ctx: Ctx, { toPersonId, from, to, reason }: Request): Promise<{ id: string }> {
  const { personId, dutyId, orgName } = ctx.actor
  if (!personId || !dutyId) throw new Problem('notFound', { what: '当前职务' })
  const issues = [
    ...(to < from ? [{ path: 'to', message: '结束日期不能早于开始日期' }] : []),
    ...(from < ctx.today ? [{ path: 'from', message: '开始日期不能早于今天' }] : []),
    ...(toPersonId === personId ? [{ path: 'toPersonId', message: '不能委托给自己' }] : []),
  ]
  if (issues.length > 0) throw new Problem('invalid', { issues })
  if (!(await holdsSameDuty(ctx, toPersonId, from, to))) {
    throw new Problem('closed', {
      what: '委托',
      why: `所选人员在${orgName ?? '本单位'}没有覆盖这段时间的相同职务`,
      todo: '请改选他人，或由安全管理员为其设置有期限的职务。',
    })
  }
  if (await overlaps(ctx, from, to)) {
    throw new Problem('closed', { what: '委托', why: '这段时间内当前职务已有委托', todo: '请先结束原来的委托。' })
  }
  const { id } = await ctx.tx
    .insertInto('delegation')
    .values({ person_id: personId, duty_id: dutyId, to_person_id: toPersonId, from_day: from, to_day: to, reason })
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueue(ctx.tx, 'inbox.tell', {
    personId: toPersonId,
    kind: 'work',
    title: `${ctx.actor.name}委托您代办`,
    body: `${from} 至 ${to}，${ctx.actor.name}（${orgName ?? ''}）的待办同时列入您的待办。原因：${reason}`,
    key: `delegation:${id}`,
  })
  return { id }
}

async function holdsSameDuty(ctx: Ctx, person: string, from: string, to: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from duty where person_id = ${person} and org_id = ${ctx.actor.orgId} and role = ${ctx.actor.role} and status = 'active'
       and from_day <= ${from}::date and coalesce(to_day, 'infinity') >= ${to}::date`.execute(ctx.tx)
  return rows.length > 0
}

async function overlaps(ctx: Ctx, from: string, to: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from delegation where duty_id = ${ctx.actor.dutyId} and ended_at is null
       and from_day <= ${to}::date and to_day >= ${from}::date`.execute(ctx.tx)
  return rows.length > 0
}

/** Only who gave it ends it; the rows of others read as absent. */
export async function endDelegation(ctx: Ctx, delegationId: string): Promise<{ done: boolean }> {
  const ended = await ctx.tx
    .updateTable('delegation')
    .set({ ended_at: ctx.now })
    .where('id', '=', delegationId)
    .where('person_id', '=', ctx.actor.personId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw new Problem('notFound', { what: '该委托' })
  return { done: true }
}

interface Row {
  id: string
  from: string
  to: string
  reason: string
  ended: boolean
  running: boolean
  given: boolean
  person: string
  stand_in: string
  role: string
  org: string
}

/** What I gave and what was given to me, the latest first, and who could stand in for the active duty. */
export async function listDelegations(ctx: Ctx) {
  const { personId } = ctx.actor
  const { rows } = await sql<Row>`
    select g.id, g.from_day "from", g.to_day "to", g.reason, g.ended_at is not null ended,
           g.ended_at is null and ${ctx.today}::date between g.from_day and g.to_day running,
           g.person_id = ${personId} given, coalesce(p.name, '—') person, coalesce(s.name, '—') stand_in, d.role, o.short_name org
      from delegation g
      left join person p on p.id = g.person_id
      left join person s on s.id = g.to_person_id
      join duty d on d.id = g.duty_id join org o on o.id = d.org_id
     where g.person_id = ${personId} or g.to_person_id = ${personId}
     order by g.from_day desc, g.id limit 100`.execute(ctx.tx)
  return {
    given: rows.filter((row) => row.given).map(shown),
    received: rows.filter((row) => !row.given).map(shown),
    candidates: await candidates(ctx),
  }
}

const shown = ({ stand_in, role, org, given: _, ...row }: Row): Delegation => ({
  ...row,
  standIn: stand_in,
  // A stored role that is no longer declared prints as it is.
  duty: `${org} ${roles[role as Role] ?? role}`,
})

async function candidates(ctx: Ctx) {
  const { rows } = await sql<{ id: PersonId; name: string; duty: string }>`
    select p.id, p.name, min(d.title) duty from duty d join person p on p.id = d.person_id and p.status = 'active'
     where d.org_id = ${ctx.actor.orgId} and d.role = ${ctx.actor.role} and d.status = 'active' and p.id <> ${ctx.actor.personId}
       and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')
     group by p.id, p.name order by p.name collate "zh-x-icu" limit 200`.execute(ctx.tx)
  return rows
}
