import type { LegalDay } from '#contract/common'
import { collectForm, collectionSteps } from '#contract/track-outcomes'
import type { Ctx } from '#kernel/house'
import { historyOf, type MatterRow, processRoom, type Taken } from '#kernel/matter'
import { collectionProcess } from './collection.process.ts'
import { balanceOf, remediesOf } from './collection.store.ts'
import { demandEntry, openerOf, trackPaperFacts } from './open.ts'

type Payment = { fine: number; confiscated: number; surcharge: number; receipt: string }

/** Nobody pays more than is owed on that day; a mistake is found before it is entered. */
async function pay(ctx: Ctx, matter: MatterRow, { happenedOn, input }: Taken<Payment>): Promise<void> {
  const { account } = await balanceOf(ctx, matter.id, await historyOf(ctx, matter.id), happenedOn)
  const { remaining } = account
  demandEntry(input.fine + input.confiscated + input.surcharge > 0, 'fine', '请填写缴款金额')
  demandEntry(input.fine <= remaining.fine, 'fine', `尚未缴纳的罚款为 ${remaining.fine} 元`)
  demandEntry(input.confiscated <= remaining.confiscated, 'confiscated', `尚未缴纳的没收款为 ${remaining.confiscated} 元`)
  demandEntry(
    input.surcharge <= remaining.surcharge,
    'surcharge',
    `至 ${happenedOn} 加处罚款为 ${remaining.surcharge} 元（${account.surcharge.formula}）`,
  )
  const { fine, confiscated, surcharge, receipt } = input
  await ctx.tx.insertInto('payment').values({ matter_id: matter.id, day: happenedOn, fine, confiscated, surcharge, receipt }).execute()
}

async function defer(ctx: Ctx, matter: MatterRow, { happenedOn, input }: Taken<{ endsOn: LegalDay }>): Promise<void> {
  demandEntry(input.endsOn > happenedOn, 'endsOn', '延期或者分期的最后一日应当在批准之日以后')
  await ctx.tx.updateTable('collection').set({ deferred_to: input.endsOn }).where('matter_id', '=', matter.id).execute()
}

/** 复议前置: who was fined on the spot asks for reconsideration before he sues (行政复议法 art. 23 para. 1 item 1). */
async function isOnTheSpot(ctx: Ctx, matterId: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('matter as m')
    .innerJoin('matter as above', 'above.id', 'm.parent_id')
    .select('above.process')
    .where('m.id', '=', matterId)
    .executeTakeFirst()
  return row?.process === 'simple'
}

async function startRemedy(ctx: Ctx, matter: MatterRow, { input }: Taken<{ kind: string }>): Promise<void> {
  if (input.kind !== 'suit' || !(await isOnTheSpot(ctx, matter.id))) return
  const wasReconsidered = (await historyOf(ctx, matter.id)).some((act) => act.step === 'endRemedy')
  demandEntry(wasReconsidered, 'kind', '对当场处罚决定不服的，应当先申请行政复议（《行政复议法》第二十三条第一款第一项）')
}

/** The last day on which reconsideration or suit could still be brought, as the clocks have it. */
export async function remediesEnd(ctx: Ctx, matterId: string): Promise<LegalDay | null> {
  const rows = await ctx.tx
    .selectFrom('matter_clock')
    .select('due')
    .where('matter_id', '=', matterId)
    .where('name', 'in', ['reconsideration', 'suit'])
    .execute()
  const days = rows.flatMap(({ due }) => (due === null ? [] : [due]))
  const both = (await isOnTheSpot(ctx, matterId)) ? 1 : 2
  return days.length < both ? null : (days.toSorted().at(-1) ?? null)
}

async function lapse(ctx: Ctx, matter: MatterRow, { happenedOn, input }: Taken<{ endsOn: LegalDay }>): Promise<void> {
  demandEntry(input.endsOn < happenedOn, 'endsOn', '期限届满以后才能登记')
  if (remediesOf(await historyOf(ctx, matter.id)).length > 0) return
  const end = await remediesEnd(ctx, matter.id)
  demandEntry(end === null || input.endsOn === end, 'endsOn', `当事人没有申请复议或者起诉，期限届满之日为 ${end}`)
}

export const collectionRoom = processRoom({
  process: collectionProcess,
  forms: collectionSteps,
  async facts(ctx, matter, history) {
    const { collection, account } = await balanceOf(ctx, matter.id, history, ctx.today)
    return {
      owed: account.remaining.total,
      deferralRuns: collection.deferred_to !== null && collection.deferred_to >= ctx.today,
      remedyRuns: remediesOf(history).at(-1)?.to === null,
      remediesLapsed: history.some((act) => act.step === 'lapseRemedies'),
      reconsiderationFirst: await isOnTheSpot(ctx, matter.id),
      article58: history.findLast((act) => act.step === 'courtAccept')?.input.article58 === true,
    }
  },
  apply: { pay, defer, startRemedy, lapseRemedies: lapse },
  paperFacts: trackPaperFacts,
})

export const collectOpener = openerOf({
  form: collectForm,
  async process(ctx, parent, { partyId }) {
    const parties = await ctx.tx.selectFrom('case_party').select(['id', 'name']).where('matter_id', '=', parent.id).execute()
    const own = parties.find(({ id }) => id === partyId)
    demandEntry(own !== undefined, 'partyId', '请选择本案的当事人')
    // Beside another party's one of the same case.
    return parties.length > 1 ? { ...collectionProcess, title: `${collectionProcess.title}（${own.name}）` } : collectionProcess
  },
  async write(ctx, track, { partyId, decisionNumber, servedOn, fine, confiscated }) {
    demandEntry(fine + confiscated > 0, 'fine', '没有罚款和没收款，无须缴纳')
    demandEntry(servedOn <= ctx.today, 'servedOn', '收到决定书之日不能晚于今天')
    await ctx.tx
      .insertInto('collection')
      .values({ matter_id: track.id, party_id: partyId, decision_number: decisionNumber, served_on: servedOn, fine, confiscated })
      .execute()
  },
})
