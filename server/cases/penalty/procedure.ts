import type { Finding, PartyKind, PenaltyMeasure, PenaltyProposal } from '#contract/penalty'
import { measureNames } from '#contract/penalty'
import { yuanText } from './money.ts'

/** Which threshold a sole trader (个体工商户) has is not said by the rules; the default is the stricter one, and every answer that used it says so. */
export interface SoleTraderPolicy {
  hearing: 'natural' | 'legal'
  simple: 'natural' | 'legal'
}
export const strictSoleTrader: SoleTraderPolicy = { hearing: 'natural', simple: 'natural' }

const soleTraderMark = (as: 'natural' | 'legal') =>
  `个体工商户按${as === 'natural' ? '自然人' : '法人或者其他组织'}档适用，规章未明写，未核实（可由法制机构配置）`
const isNatural = (kind: PartyKind, soleTrader: 'natural' | 'legal') =>
  kind === 'natural' || (kind === 'soleTrader' && soleTrader === 'natural')

const heardByKind: readonly PenaltyMeasure[] = [
  'suspendBusiness',
  'closure',
  'restrictPractice',
  'downgrade',
  'revokeLicence',
  'restrictBusiness',
]

/** Must the party be told of a right to a hearing (听证)? 听证办法 art. 5; fine and confiscations are weighed apart, each against the same amount. */
export function hearingRight(
  proposal: Pick<PenaltyProposal, 'measures' | 'fine' | 'confiscatedGains' | 'confiscatedGoodsValue'>,
  partyKind: PartyKind,
  policy: SoleTraderPolicy = strictSoleTrader,
): Finding {
  const threshold = isNatural(partyKind, policy.hearing) ? 10_000 : 100_000
  const confiscated = Math.round((proposal.confiscatedGains + proposal.confiscatedGoodsValue) * 100) / 100
  const reasons = proposal.measures
    .filter((measure) => heardByKind.includes(measure))
    .map((measure) => `${measureNames[measure]}（《市场监督管理行政处罚听证办法》第5条）`)
  if (proposal.fine >= threshold)
    reasons.push(`罚款${yuanText(proposal.fine)}，达到${yuanText(threshold)}（《市场监督管理行政处罚听证办法》第5条）`)
  if (confiscated >= threshold)
    reasons.push(`没收违法所得和非法财物合计${yuanText(confiscated)}，达到${yuanText(threshold)}（《市场监督管理行政处罚听证办法》第5条）`)
  const marks = ['福建省是否另定听证数额，未核实']
  if (partyKind === 'soleTrader') marks.push(soleTraderMark(policy.hearing))
  if (proposal.measures.includes('restrictBusiness')) marks.push('限制开展生产经营活动按“其他较重的行政处罚”列入听证范围，未核实')
  return { holds: reasons.length > 0, reasons, marks }
}

export interface ReviewFacts {
  majorPublicInterest: boolean
  /** Not the right to a hearing but a hearing that was held. */
  hearingHeld: boolean
  complex: boolean
  /** The bureau's own catalogue (本局目录), by the law's "other cases". */
  inCatalogue: boolean
}

/** Legal review (法制审核) instead of case review: 规定 art. 50, four kinds of case and no other. */
export function legalReviewNeeded(facts: ReviewFacts): Finding {
  const grounds: [boolean, string][] = [
    [facts.majorPublicInterest, '涉及重大公共利益'],
    [facts.hearingHeld, '直接关系当事人或者第三人重大权益，经过听证程序'],
    [facts.complex, '案件情况疑难复杂、涉及多个法律关系'],
    [facts.inCatalogue, '法律、法规规定应当进行法制审核的其他情形'],
  ]
  const reasons = grounds.filter(([is]) => is).map(([, text]) => `${text}（《市场监督管理行政处罚程序规定》第50条）`)
  return { holds: reasons.length > 0, reasons, marks: ['福建省法制审核范围、本局目录未核实'] }
}

/** Collective discussion (集体讨论): a penalty in a case of art. 50 (规定 art. 60), and the second extension of the term (art. 64). */
export function collectiveDiscussionNeeded(facts: ReviewFacts & { penalty: boolean; secondExtension: boolean }): Finding {
  const reasons: string[] = []
  if (facts.penalty && legalReviewNeeded(facts).holds)
    reasons.push('第50条规定的案件拟给予行政处罚（《市场监督管理行政处罚程序规定》第60条第2款）')
  if (facts.secondExtension) reasons.push('再次延长办案期限（《市场监督管理行政处罚程序规定》第64条）')
  return { holds: reasons.length > 0, reasons, marks: ['福建省集体讨论目录未核实'] }
}

/** Penalties that the simple procedure knows; an order to correct is no penalty and may stand beside them. */
const simpleMeasures: readonly PenaltyMeasure[] = ['warning', 'orderStop', 'orderStopSale', 'orderCorrect', 'orderRegister', 'announce']

/** May the officers decide on the spot (简易程序)? 规定 art. 66. `reasons` are the obstacles. */
export function simpleProcedureAllowed(
  proposal: Pick<PenaltyProposal, 'measures' | 'fine' | 'confiscatedGains' | 'confiscatedGoodsValue'>,
  partyKind: PartyKind,
  proof: { factsClear: boolean },
  policy: SoleTraderPolicy = strictSoleTrader,
): Finding {
  const article = '《市场监督管理行政处罚程序规定》第66条'
  const limit = isNatural(partyKind, policy.simple) ? 200 : 3_000
  const reasons: string[] = []
  if (!proof.factsClear) reasons.push(`违法事实不确凿或者没有法定依据（${article}）`)
  if (proposal.fine > limit) reasons.push(`罚款${yuanText(proposal.fine)}超过${yuanText(limit)}（${article}）`)
  for (const measure of proposal.measures)
    if (!simpleMeasures.includes(measure)) reasons.push(`${measureNames[measure]}不在简易程序的处罚种类之内（${article}）`)
  if (proposal.confiscatedGains + proposal.confiscatedGoodsValue > 0) reasons.push(`没收不在简易程序的处罚种类之内（${article}）`)
  if (proposal.fine === 0 && !proposal.measures.includes('warning')) reasons.push(`没有罚款也没有警告，不是当场处罚（${article}）`)
  return { holds: reasons.length === 0, reasons, marks: partyKind === 'soleTrader' ? [soleTraderMark(policy.simple)] : [] }
}
