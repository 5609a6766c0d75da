import { sql } from 'kysely'
import type { CrimeFacts, Suspicion } from '#contract/case-crime'
import type { LegalDay } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { type CrimeMeasures, criminalSuspicion, nothingMeasured } from './penalty/index.ts'
import type { Conduct } from './proposal.ts'

export interface Earlier {
  fiveYears: number
  twoYears: number
}

/** Penalties on the same party for conduct of the same kind, as far as they are published or one's own: how many, never whose. */
export async function earlierPenalties(ctx: Ctx, matterId: string): Promise<Earlier> {
  const { rows } = await sql<Earlier>`
    select five_years "fiveYears", two_years "twoYears" from authority.earlier_penalties(${matterId})`.execute(ctx.tx)
  return rows[0] ?? { fiveYears: 0, twoYears: 0 }
}

/** Parties of the case that were fined already for conduct of the same kind on the same days (行政处罚法 art. 29). */
export async function finedAlready(ctx: Ctx, matterId: string): Promise<{ partyId: string; decidedOn: string }[]> {
  const { rows } = await sql<{ partyId: string; decidedOn: string }>`
    select party_id "partyId", decided_on "decidedOn" from authority.fined_already(${matterId})`.execute(ctx.tx)
  return rows
}

const todos = {
  none: null,
  near: null,
  olderRules: '请与当时的司法解释比较，涉嫌犯罪的办理“提请移送涉嫌犯罪”。',
  reached:
    '请办理“提请移送涉嫌犯罪”：自接到报告之日起三日内由正职负责人决定，批准后二十四小时内移送，不批准的记录理由（《行政执法机关移送涉嫌犯罪案件的规定》第三条、第五条）。',
}

/** 涉刑预警: from what the investigation has found. It warns; nothing here moves a case or closes a step. */
export function suspicionOn(conduct: Conduct & { crime: CrimeFacts | null }, today: LegalDay, earlier: Earlier): Suspicion {
  const { measures, assumed } = measured(conduct, earlier)
  const { level, hits, articles, sentence } = criminalSuspicion(conduct.code, measures, conduct.conductTo ?? today)
  return { level, sentence, articles, hits, assumed: level === 'none' && articles.length === 0 ? [] : assumed, todo: todos[level] }
}

function measured({ crime, turnover, illegalGains }: Conduct & { crime: CrimeFacts | null }, earlier: Earlier) {
  const assumed: string[] = []
  // 违法经营额 holds what was sold and what was not; until they are told apart the warning takes the earlier threshold.
  if (crime?.sold === undefined && turnover !== null) assumed.push('没有填写销售金额，暂按违法经营额计')
  if (crime?.repeated !== true && earlier.twoYears > 0)
    assumed.push(`查得同一当事人二年内有 ${earlier.twoYears} 次同类处罚，按再犯的门槛计，请核实`)
  const measures: CrimeMeasures = {
    ...nothingMeasured,
    ...{ gains: illegalGains ?? 0, turnover: turnover ?? 0, sold: turnover ?? 0 },
    ...filledIn(crime ?? {}),
    repeated: crime?.repeated === true || earlier.twoYears > 0,
  }
  return { measures, assumed }
}

/** What was left out is not a measure of its own. */
const filledIn = (crime: Partial<CrimeFacts>): Partial<CrimeMeasures> =>
  Object.fromEntries(Object.entries(crime).filter(([, value]) => value !== undefined))
