import type { LegalDay } from '#contract/common'
import type { ViolationCode } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import { countFacts, type Fact } from '#kernel/indicator'
import type { MatterRow } from '#kernel/matter'

type Field = 'decidedTrademark' | 'decidedPatent' | 'decidedGeographic' | 'decidedAgency'
const fields: Readonly<Record<string, Field>> = {
  TM: 'decidedTrademark',
  PT: 'decidedPatent',
  GI: 'decidedGeographic',
  TA: 'decidedAgency',
  PA: 'decidedAgency',
}

export interface Money {
  fine: number
  confiscatedGains: number
  confiscatedGoodsValue: number
}

/** What a decision to penalise is counted as, besides being one: the field of the right, and the money. */
export async function countDecision(ctx: Ctx, matter: MatterRow, on: LegalDay, code: ViolationCode, penalties: readonly Money[]) {
  const act = { orgId: matter.handlingOrgId, day: on, matterId: matter.id, record: 'decision' }
  const field = fields[code.slice(0, 2)]
  const money = penalties.reduce((sum, one) => sum + one.fine + one.confiscatedGains + one.confiscatedGoodsValue, 0)
  const facts: Fact[] = [
    ...(field ? [{ ...act, indicator: `cases.${field}` }] : []),
    ...(field && field !== 'decidedAgency' ? [{ ...act, indicator: 'cases.handled' }] : []),
    ...(money > 0 ? [{ ...act, indicator: 'cases.fined', value: money }] : []),
  ]
  await countFacts(ctx, facts)
}

/** 期限内: the clock as it stands before the decision stops it, with its extensions and what is not counted. Without a last day nothing is late. */
export async function countInTime(ctx: Ctx, matter: MatterRow, on: LegalDay): Promise<void> {
  const late = await ctx.tx
    .selectFrom('matter_clock')
    .select('due')
    .where('matter_id', '=', matter.id)
    .where('name', 'in', ['term', 'patentTerm'])
    .where('ended_on', 'is', null)
    .where('due', '<', on)
    .executeTakeFirst()
  if (late) return
  await countFacts(ctx, [
    { indicator: 'cases.concludedInTime', orgId: matter.handlingOrgId, day: on, matterId: matter.id, record: 'decision' },
  ])
}
