import { sql } from 'kysely'
import { z } from 'zod'
import { PersonId } from '#contract/common'
import { Credit, HostedSession } from '#contract/hours'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import { countEntry, countSession } from './counted.ts'
import { insertReversal } from './hours.store.ts'

/**
 * 记学时. In the business transaction: rolled back with it, nothing is credited. The job writes, in the name of the service, since nobody credits
 * himself or others by hand; the same source is credited once, however often it is said.
 */
export async function creditHours(ctx: Ctx, credit: Credit): Promise<void> {
  const { personId, source, turn = 1 } = credit
  await enqueue(ctx.tx, 'hours.credit', Credit.parse(credit), { key: `credit:${personId}:${source.room}:${source.id}:${turn}` })
}

const Reversal = z.strictObject({ credit: Credit, reason: z.string().min(2).max(500), byPersonId: PersonId.nullable(), byName: z.string() })

/**
 * 冲销 by the room that gave the credit: a certificate that was revoked takes its hours with it. The credit is said again, because its own job may still
 * wait: whichever comes first, one entry stands and one reverses it. An entry that somebody reversed by hand stays as it is.
 */
export async function reverseHours(ctx: Ctx, credit: Credit, reason: string): Promise<void> {
  const { personId, source, turn = 1 } = credit
  const said = Reversal.parse({ credit, reason, byPersonId: ctx.actor.personId, byName: ctx.actor.name })
  await enqueue(ctx.tx, 'hours.reverse', said, { key: `reverse:${personId}:${source.room}:${source.id}:${turn}` })
}

/** 登记期次. Said again with the same id it is corrected: put off, held, cancelled. */
export async function recordSession(ctx: Ctx, session: HostedSession): Promise<void> {
  await enqueue(ctx.tx, 'hours.session', HostedSession.parse(session), { key: `session:${session.room}:${session.id}` })
}

/** What the job does; tests call it with `world.inService`. Twice does not matter: the second finds the first. */
export async function postCredit(ctx: Ctx, credit: Credit): Promise<void> {
  const { personId, source, turn = 1 } = credit
  const entry = await ctx.tx
    .insertInto('hours_entry')
    .values({
      person_id: personId,
      form: credit.form,
      subject: credit.subject,
      theme: credit.theme,
      hours: credit.hours,
      days: credit.days,
      from_day: credit.fromDay,
      earned_on: credit.earnedOn,
      source_room: source.room,
      source_id: source.id,
      source_title: source.title,
      turn,
      host_org_id: credit.hostOrgId,
      qualifies: credit.qualifies,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (entry) await countEntry(ctx, entry.id)
}

export async function postReversal(ctx: Ctx, { credit, reason, byPersonId, byName }: z.output<typeof Reversal>): Promise<void> {
  await postCredit(ctx, credit)
  const { personId, source, turn = 1 } = credit
  const { rows } = await sql<{ id: string }>`
    select e.id from hours_entry e
     where e.person_id = ${personId} and e.source_room = ${source.room} and e.source_id = ${source.id} and e.turn = ${turn} and e.reverses is null
       and not exists (select 1 from hours_entry r where r.reverses = e.id)`.execute(ctx.tx)
  const [entry] = rows
  if (!entry) return
  await insertReversal(ctx, entry.id, personId, reason, { personId: byPersonId, name: byName })
  await enqueue(ctx.tx, 'inbox.tell', {
    personId,
    kind: 'notice',
    title: `一笔学时已冲销：${source.title}`,
    body: `原因：${reason}。办理人：${byName}。原记录和冲销记录见“我的学时”，有疑问请联系培训管理人员。`,
    key: `hours-reversed:${entry.id}`,
  })
}

/** A day for which it was planned before stays known: the month that lost its session shows why. */
export async function postSession(ctx: Ctx, session: HostedSession): Promise<void> {
  const { room, id, hostOrgId, kind, title, plannedOn, heldOn, cancelled, postponedFrom = [] } = session
  await sql`
    insert into hosted_session as s (room, id, org_id, kind, title, planned_on, held_on, cancelled, postponed_from)
    values (${room}, ${id}, ${hostOrgId}, ${kind}, ${title}, ${plannedOn}, ${heldOn}, ${cancelled}, ${postponedFrom}::date[])
    on conflict (room, id) do update set
      org_id = excluded.org_id, kind = excluded.kind, title = excluded.title, planned_on = excluded.planned_on, held_on = excluded.held_on,
      cancelled = excluded.cancelled, at = clock.now(),
      postponed_from = array(select distinct d from unnest(s.postponed_from || excluded.postponed_from || s.planned_on) d
                              where d <> excluded.planned_on order by d)`.execute(ctx.tx)
  await countSession(ctx, session)
}

/**
 * Whoever can only speak SQL as the runtime role can put any job into the queue. So a credit is posted when the record of its room says the same: a
 * certificate, a completed course, a passed exam. What no record backs is left out and stands in the ledger as refused.
 */
async function creditIfBacked(ctx: Ctx, credit: Credit): Promise<void> {
  const { personId, source, hours, days } = credit
  const { rows } = await sql<{ backed: boolean }>`select authority.credit_is_backed(${JSON.stringify(credit)}::jsonb) backed`.execute(
    ctx.tx,
  )
  if (rows[0]?.backed) return postCredit(ctx, credit)
  await noteRefused(ctx, 'hours_entry', personId, { room: source.room, source: source.id, hours, days })
}

/** Likewise: what is taken back is a certificate that was revoked, a result that was corrected. */
async function reverseIfBacked(ctx: Ctx, said: z.output<typeof Reversal>): Promise<void> {
  const { personId, source, turn = 1 } = said.credit
  const { rows } = await sql<{ backed: boolean }>`
    select authority.reversal_is_backed(${source.room}, ${source.id}, ${personId}, ${turn}::integer) backed`.execute(ctx.tx)
  if (rows[0]?.backed) return postReversal(ctx, said)
  await noteRefused(ctx, 'hours_entry', personId, { room: source.room, source: source.id, reason: said.reason })
}

async function sessionIfBacked(ctx: Ctx, session: HostedSession): Promise<void> {
  const { room, id, hostOrgId, kind, heldOn, cancelled } = session
  const { rows } = await sql<{ backed: boolean }>`
    select authority.session_is_backed(${room}, ${id}, ${hostOrgId}, ${kind}, ${heldOn}::date, ${cancelled}) backed`.execute(ctx.tx)
  if (rows[0]?.backed) return postSession(ctx, session)
  await noteRefused(ctx, 'hosted_session', id, { room, heldOn, cancelled })
}

const noteRefused = (ctx: Ctx, object: string, objectId: string, detail: Record<string, unknown>) =>
  note(ctx.tx, { action: 'refuse', object, objectId, outcome: 'refused', detail: { why: 'no record', ...detail } })

export const creditJobs = jobs({
  'hours.credit': { payload: Credit, run: (ctx: Ctx, credit: z.output<typeof Credit>) => creditIfBacked(ctx, credit) },
  'hours.reverse': { payload: Reversal, run: (ctx: Ctx, said: z.output<typeof Reversal>) => reverseIfBacked(ctx, said) },
  'hours.session': { payload: HostedSession, run: (ctx: Ctx, session: z.output<typeof HostedSession>) => sessionIfBacked(ctx, session) },
})
