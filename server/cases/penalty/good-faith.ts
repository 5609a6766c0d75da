import { type GoodFaithClaim, goodFaithExclusionNames, type PenaltyProposal, type ViolationCode } from '#contract/penalty'
import { type DefenceCondition, violationOf } from './violation.ts'

export type GoodFaithFinding =
  | { applies: true; fine: 0; order: 'orderStopSale'; effect: string; basis: string }
  | { applies: false; missing: string[]; excluded: string[]; sentence: string }

/** The good-faith seller (善意销售): every condition of that law, none of the exclusions; then no fine, only the order to stop selling. */
export function goodFaithSeller(code: ViolationCode, claim: GoodFaithClaim): GoodFaithFinding {
  const defence = violationOf(code).defences.find((each) => each.kind === 'goodFaithSale')
  if (!defence) return { applies: false, missing: [], excluded: [], sentence: `${code}没有善意销售免罚的规定` }
  const missing = defence.conditions.filter((condition) => !proven(condition.kind, claim)).map((condition) => condition.text)
  const excluded = claim.exclusions.map((exclusion) => goodFaithExclusionNames[exclusion])
  if (missing.length === 0 && excluded.length === 0)
    return { applies: true, fine: 0, order: 'orderStopSale', effect: defence.effect, basis: defence.basis }
  const parts = [...missing.map((text) => `未证明：${text}`), ...excluded.map((text) => `属于不得认定为不知道的情形：${text}`)]
  return { applies: false, missing, excluded, sentence: `不构成${defence.name}（${defence.basis}）。${parts.join('；')}` }
}

const proven = (condition: DefenceCondition, claim: GoodFaithClaim): boolean =>
  condition === 'unaware' || condition === 'lawfulSource' || condition === 'supplierNamed' ? claim[condition] : false

export type GoodFaithAnswer = { ok: true; notes: string[] } | { ok: false; sentence: string }

/** A proposal that rests on good faith holds the order to stop selling and nothing else; whoever supplied the goods is the next case. */
export function judgeGoodFaith(code: ViolationCode, claim: GoodFaithClaim, proposal: PenaltyProposal): GoodFaithAnswer {
  const finding = goodFaithSeller(code, claim)
  if (!finding.applies) return { ok: false, sentence: finding.sentence }
  const isOrderAlone = proposal.measures.length === 1 && proposal.measures[0] === finding.order
  if (!isOrderAlone || proposal.fine + proposal.confiscatedGains + proposal.confiscatedGoodsValue > 0)
    return { ok: false, sentence: `善意销售成立的，只责令停止销售，不罚款、不没收（${finding.basis}）` }
  return { ok: true, notes: [`${finding.effect}（${finding.basis}）`, '应当对商品提供者立案查处或者移送（《商标侵权判断标准》第29条）'] }
}
