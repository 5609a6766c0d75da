import type { Ctx } from '#kernel/house'
import { indicatorOf } from './declaration.ts'

/** What happened, as it is counted. Whose work it was: the units above follow from the tree of its month. */
export interface Fact {
  indicator: string
  orgId: string
  day: string
  /** 1 where it is left out. Negative: a correction, or the end of what stood. */
  value?: number
  matterId?: string | undefined
  /** Of a matter: the act. Of anything else: the id of the room's record, by which the indicator names it. */
  record: string
}

/** Appends to the facts in the transaction of the act (design §6.11): a figure is never entered, and never differs from the history. */
export async function countFacts(ctx: Ctx, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return
  for (const { indicator, day } of facts) {
    if (!indicatorOf(indicator)) throw new Error(`no such indicator: ${indicator}`)
    if (day > ctx.today) throw new Error(`${indicator}: what is counted has happened, and ${day} is still to come`)
  }
  // The place is the trigger's.
  const rows = facts.map(({ indicator, orgId, day, value = 1, matterId, record }) => ({
    indicator,
    org_id: orgId,
    org_at: '0',
    day,
    value,
    matter_id: matterId ?? null,
    record,
  }))
  await ctx.tx.insertInto('indicator_fact').values(rows).execute()
}
