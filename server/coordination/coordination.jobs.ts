import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, legalDayOf } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { findMatter, takeStep } from '#kernel/matter'
import { settingsOf } from './settings.ts'

const OfRequest = z.object({ matterId: z.uuid() })

/** What a partner did through his link becomes the step of the matter, once: what stands in the link is believed, not the job. */
async function partnerReceived(ctx: Ctx, { matterId }: z.output<typeof OfRequest>): Promise<void> {
  const matter = await findMatter(ctx, matterId)
  const use = await ctx.tx
    .selectFrom('request_link_use')
    .select('at')
    .where('matter_id', '=', matterId)
    .where('what', 'in', ['receive', 'answer'])
    .orderBy('id')
    .executeTakeFirst()
  if (matter?.state !== 'sent' || !use) return
  await takeStep(ctx, { matterId, step: 'partnerReceive', happenedOn: legalDayOf(use.at.toISOString()), input: {} })
}

async function partnerAnswered(ctx: Ctx, { matterId }: z.output<typeof OfRequest>): Promise<void> {
  const matter = await findMatter(ctx, matterId)
  const link = await ctx.tx
    .selectFrom('request_link')
    .select('submitted_at')
    .where('matter_id', '=', matterId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!matter || !['sent', 'received', 'working'].includes(matter.state) || !link?.submitted_at) return
  await takeStep(ctx, { matterId, step: 'partnerAnswer', happenedOn: legalDayOf(link.submitted_at.toISOString()), input: {} })
}

async function partnerDeclined(ctx: Ctx, { matterId }: z.output<typeof OfRequest>): Promise<void> {
  const matter = await findMatter(ctx, matterId)
  const link = await ctx.tx
    .selectFrom('request_link')
    .select(['declined_at', 'decline_reason as reason'])
    .where('matter_id', '=', matterId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!matter || !['sent', 'received'].includes(matter.state) || !link?.declined_at) return
  const happenedOn = legalDayOf(link.declined_at.toISOString())
  await takeStep(ctx, { matterId, step: 'partnerDecline', happenedOn, input: { reason: link.reason } })
  await tell(ctx, matter.handlingOrgId, {
    title: `合作单位不予受理：${matter.title}`.slice(0, 200),
    body: `理由：${link.reason}。可以再次请求，或者办结。`,
    key: `partner-declined:${matterId}:${link.declined_at.toISOString()}`,
  })
}

/** 15 日未回执提醒 (【建议】, configured): once for each request, to the unit that has not signed for it and to the one that asked. */
async function remind(ctx: Ctx): Promise<void> {
  const { receiptDays } = await settingsOf(ctx)
  const rows = await ctx.tx
    .selectFrom('coordination_request as r')
    .innerJoin('matter as m', 'm.id', 'r.matter_id')
    .innerJoin('org as o', 'o.id', 'r.org_id')
    .select([
      'r.matter_id as id',
      'r.title',
      'r.org_id as askerId',
      'o.name as asker',
      'r.asked_org_id as askedId',
      'r.asked_name as asked',
    ])
    .select('r.sent_on as sentOn')
    .where('m.state', '=', 'sent')
    .where('r.received_on', 'is', null)
    .where('r.reminded_on', 'is', null)
    .where('r.sent_on', '<=', addDays(ctx.today, -receiptDays))
    .execute()
  for (const row of rows) {
    const title = `协作请求满 ${receiptDays} 日未签收：${row.title}`
    await tell(ctx, row.askerId, {
      title,
      body: `${row.sentOn} 发给${row.asked}，至今没有签收，请联系对方。（提醒天数为建议值，可由省局调整）`,
      key: `receipt:${row.id}`,
    })
    if (row.askedId)
      await tell(ctx, row.askedId, {
        title,
        body: `${row.asker}于 ${row.sentOn} 发来，请签收并答复是否受理。（提醒天数为建议值，可由省局调整）`,
        key: `receipt:${row.id}`,
      })
    await ctx.tx.updateTable('coordination_request').set({ reminded_on: ctx.today }).where('matter_id', '=', row.id).execute()
  }
}

async function tell(ctx: Ctx, orgId: string, message: { title: string; body: string; key: string }): Promise<void> {
  const { rows } = await sql<{ id: string }>`select authority.coordinators_of(${orgId}) id`.execute(ctx.tx)
  for (const { id } of rows) await enqueue(ctx.tx, 'inbox.tell', { personId: id, kind: 'work', ...message })
}

export const coordinationJobs = jobs({
  'coordination.partnerReceived': { payload: OfRequest, run: partnerReceived },
  'coordination.partnerAnswered': { payload: OfRequest, run: partnerAnswered },
  'coordination.partnerDeclined': { payload: OfRequest, run: partnerDeclined },
  // 07:10 in Shanghai.
  'coordination.remind': { payload: z.object({}), daily: '10 23 * * *', run: remind },
})
