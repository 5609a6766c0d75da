import type { PenaltyMeasure } from '#contract/penalty'

export type PublicityLimit = 'PUB-STOP-LOW' | 'PUB-MIN-NORMAL' | 'PUB-MAX-NORMAL' | 'PUB-MIN-KEY' | 'PUB-MAX-KEY'

export interface PenaltyOutcome {
  measures: readonly PenaltyMeasure[]
  fine: number
  /** The grade of discretion (裁量阶次) that the decision names. */
  grade: 'mitigated' | 'lenient' | 'ordinary' | 'severe'
  on: 'operator' | 'responsiblePerson'
  /** 食品、药品、化妆品、医疗器械、特种设备、重点工业产品. */
  keyField: boolean
}

export type PublicityTerm =
  | { published: false; limits: []; article: string; reason: string; marks: string[] }
  | { published: true; limits: PublicityLimit[]; article: string; reason: string; marks: string[] }

const rule = '《市场监督管理行政处罚信息公示规定》'
const marks = ['2025年二修的施行日未核实', '闽市监规〔2024〕3号“较低数额罚款”标准（不含本数）与总局规章不一致，以规章为准，是否清理未核实']
const orders: readonly PenaltyMeasure[] = ['orderStop', 'orderStopSale', 'orderCorrect', 'orderRegister', 'announce']
const withoutEarlyStop: readonly PenaltyMeasure[] = ['downgrade', 'revokeLicence', 'closure']
const restricting: readonly PenaltyMeasure[] = ['restrictBusiness', 'suspendBusiness', 'restrictPractice']

/** Which terms of publicity (公示期限) a decision has: ids of the statute table, never lengths. */
export function publicityTerm(outcome: PenaltyOutcome): PublicityTerm {
  const penalties = outcome.measures.filter((measure) => !orders.includes(measure))
  const has = (list: readonly PenaltyMeasure[]) => penalties.some((measure) => list.includes(measure))
  if (outcome.fine === 0 && penalties.length === 0) return notPublished('没有行政处罚')
  if (outcome.fine === 0 && penalties.every((measure) => measure === 'warning')) return notPublished('仅受到警告')
  if (has(withoutEarlyStop)) return published(['PUB-MAX-KEY'], '第14条', '降级、吊销或者责令关闭，不能提前停止公示')
  if (has(restricting)) return published(['PUB-MIN-KEY', 'PUB-MAX-KEY'], '第14条', '限制经营、停产停业或者限制从业')
  if (isLow(outcome, penalties))
    return published(['PUB-STOP-LOW'], '第13条', '仅受到通报批评或者较低数额罚款', penalties.includes('warning'))
  if (outcome.keyField) return published(['PUB-MIN-KEY', 'PUB-MAX-KEY'], '第14条', '食品、药品、特种设备、重点工业产品等领域')
  return published(['PUB-MIN-NORMAL', 'PUB-MAX-NORMAL'], '第15条', '其他行政处罚')
}

/** "Only": nothing confiscated. The amounts include themselves (5万元以下), but only in a lenient or mitigated grade. */
function isLow(outcome: PenaltyOutcome, penalties: readonly PenaltyMeasure[]): boolean {
  if (!penalties.every((measure) => measure === 'publicCriticism' || measure === 'warning')) return false
  if (outcome.fine === 0) return true
  const isLenient = outcome.grade === 'lenient' || outcome.grade === 'mitigated'
  return isLenient && outcome.fine <= (outcome.on === 'operator' ? 50_000 : 5_000)
}

const notPublished = (why: string): PublicityTerm => ({
  published: false,
  limits: [],
  article: `${rule}第2条`,
  reason: `${why}的，不予公示`,
  marks: [],
})

const published = (limits: PublicityLimit[], article: string, reason: string, warned = false): PublicityTerm => ({
  published: true,
  limits,
  article: `${rule}${article}`,
  reason,
  marks: warned ? [...marks, '警告并处较低数额罚款是否属于“仅受到”，未核实'] : marks,
})
