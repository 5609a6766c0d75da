import type { ViolationCode } from '#contract/penalty'
import { type DefenceCondition, violationOf } from './violation.ts'

/** 商标侵权判断标准 art. 27: whoever did one of these was not ignorant. The last is the catch-all and needs its own reason. */
export const goodFaithExclusions = {
  abnormalChannel: '进货渠道不符合商业惯例，且价格明显低于市场价格',
  refusedAccounts: '拒不提供账目、销售记录等会计凭证，或者会计凭证弄虚作假',
  hidEvidence: '案发后转移、销毁物证，或者提供虚假证明、虚假情况',
  repeated: '类似违法情形受到处理后再犯',
  otherwiseKnew: '其他可以认定当事人明知或者应知的',
} as const
export type GoodFaithExclusion = keyof typeof goodFaithExclusions

export interface GoodFaithClaim {
  unaware: boolean
  lawfulSource: boolean
  supplierNamed: boolean
  exclusions: readonly GoodFaithExclusion[]
}

export type GoodFaithFinding =
  | { applies: true; fine: 0; order: 'orderStopSale'; effect: string; basis: string }
  | { applies: false; missing: string[]; excluded: string[]; sentence: string }

/** The good-faith seller (善意销售): every condition of that law, none of the exclusions; then no fine, only the order to stop selling. */
export function goodFaithSeller(code: ViolationCode, claim: GoodFaithClaim): GoodFaithFinding {
  const defence = violationOf(code).defences.find((each) => each.kind === 'goodFaithSale')
  if (!defence) return { applies: false, missing: [], excluded: [], sentence: `${code}没有善意销售免罚的规定` }
  const missing = defence.conditions.filter((condition) => !proven(condition.kind, claim)).map((condition) => condition.text)
  const excluded = claim.exclusions.map((exclusion) => goodFaithExclusions[exclusion])
  if (missing.length === 0 && excluded.length === 0)
    return { applies: true, fine: 0, order: 'orderStopSale', effect: defence.effect, basis: defence.basis }
  const parts = [...missing.map((text) => `未证明：${text}`), ...excluded.map((text) => `属于不得认定为不知道的情形：${text}`)]
  return { applies: false, missing, excluded, sentence: `不构成${defence.name}（${defence.basis}）。${parts.join('；')}` }
}

const proven = (condition: DefenceCondition, claim: GoodFaithClaim): boolean =>
  condition === 'unaware' || condition === 'lawfulSource' || condition === 'supplierNamed' ? claim[condition] : false
