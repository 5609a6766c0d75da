import type { LegalDay } from '#contract/common'
import type { CollectionView } from '#contract/tracks'
import { deadlineOf, limitOn } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { findMatter, historyOf } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import type { Act } from '#kernel/process'
import { type Account, type AccountInput, accountOf } from './surcharge-account.ts'

/** The fifteen days, or the day to which payment was postponed. Null: no limit is in force on that day. */
function dueOf(ctx: Ctx, servedOn: LegalDay, deferredTo: LegalDay | null): LegalDay | null {
  const limit = limitOn('PAY-FINE', servedOn)
  const due = limit ? deadlineOf({ limit, begun: servedOn, excluded: [], extensions: [], calendar: ctx.house.calendar() }).due : null
  return due !== null && deferredTo !== null && deferredTo > due ? deferredTo : due
}

/** Reconsideration and suit as dated intervals; the last one may still run. */
export function remediesOf(history: readonly Act[]): { from: LegalDay; to: LegalDay | null }[] {
  const remedies: { from: LegalDay; to: LegalDay | null }[] = []
  for (const act of history) {
    const running = remedies.at(-1)
    if (act.step === 'startRemedy') remedies.push({ from: act.happenedOn, to: null })
    else if (act.step === 'endRemedy' && running) running.to = act.happenedOn
  }
  return remedies
}

const rowsOf = async (ctx: Ctx, matterId: string) => {
  const collection = await ctx.tx.selectFrom('collection').selectAll().where('matter_id', '=', matterId).executeTakeFirst()
  if (!collection) throw new Problem('notFound', { what: '该事项' })
  const payments = await ctx.tx
    .selectFrom('payment')
    .select(['day', 'fine', 'confiscated', 'surcharge', 'receipt'])
    .where('matter_id', '=', matterId)
    .orderBy('id')
    .execute()
  return { collection, payments }
}

export async function balanceOf(ctx: Ctx, matterId: string, history: readonly Act[], on: LegalDay) {
  const { collection, payments } = await rowsOf(ctx, matterId)
  const dueOn = dueOf(ctx, collection.served_on, collection.deferred_to)
  const input: AccountInput = { ...collection, dueOn, payments, remedies: remediesOf(history), on }
  const account: Account = accountOf(input)
  return { collection, payments, dueOn, account }
}

/** 查看罚没款缴纳情况: what is owed on a day, and how the surcharge was computed. */
export async function viewCollection(ctx: Ctx, matterId: string, on: LegalDay): Promise<CollectionView> {
  if (!(await findMatter(ctx, matterId))) throw new Problem('notFound', { what: '该事项' })
  const { collection, payments, dueOn, account } = await balanceOf(ctx, matterId, await historyOf(ctx, matterId), on)
  const { fine, confiscated, deferred_to: deferredTo } = collection
  return { fine, confiscated, dueOn, deferredTo, payments, ...account }
}
