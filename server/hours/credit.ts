import { sql } from 'kysely'
import type { z } from 'zod'
import { Credit, HostedSession } from '#contract/hours'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'

/**
 * 记学时. In the business transaction: rolled back with it, nothing is credited. The job writes, in the name of the service, since nobody credits
 * himself or others by hand; the same source is credited once, however often it is said.
 */
export async function creditHours(ctx: Ctx, credit: Credit): Promise<void> {
  const { personId, source, turn = 1 } = credit
  await enqueue(ctx.tx, 'hours.credit', Credit.parse(credit), { key: `credit:${personId}:${source.room}:${source.id}:${turn}` })
}

/** 登记期次. Said again with the same id it is corrected: put off, held, cancelled. */
export async function recordSession(ctx: Ctx, session: HostedSession): Promise<void> {
  await enqueue(ctx.tx, 'hours.session', HostedSession.parse(session), { key: `session:${session.room}:${session.id}` })
}

/** What the job does; tests call it with `world.inService`. Twice does not matter: the second finds the first. */
export async function postCredit(ctx: Ctx, credit: Credit): Promise<void> {
  const { personId, source, turn = 1 } = credit
  await ctx.tx
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
    .execute()
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
}

export const creditJobs = jobs({
  'hours.credit': { payload: Credit, run: (ctx: Ctx, credit: z.output<typeof Credit>) => postCredit(ctx, credit) },
  'hours.session': { payload: HostedSession, run: (ctx: Ctx, session: z.output<typeof HostedSession>) => postSession(ctx, session) },
})
