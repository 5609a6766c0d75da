import { measureNames, type PenaltyMeasure, type PenaltyProposal, type ViolationCode } from '#contract/penalty'
import type { Basis } from './basis.ts'
import { yuanText } from './money.ts'
import { violationOf } from './violation.ts'

/** A proposed measure that the chosen rule does not name. Gains may rest on art. 28 of the general law, in dispute: then a statement is due. */
export interface MeasureDoubt {
  measure: PenaltyMeasure
  needs: 'statement' | 'anotherBasis'
  article: string
  sentence: string
}

/** Orders to stop or correct need no article of their own: art. 28 para. 1 commands them with every penalty. */
const always: readonly PenaltyMeasure[] = ['orderStop', 'orderStopSale', 'orderCorrect']

export function judgeMeasures(basis: Basis, proposed: readonly PenaltyMeasure[]): MeasureDoubt[] {
  const named = new Set(basis.measures.filter((measure) => measure.by === 'local').flatMap((measure) => measure.kinds))
  return proposed.filter((measure) => !named.has(measure) && !always.includes(measure)).map((measure) => doubt(basis, measure))
}

function doubt(basis: Basis, measure: PenaltyMeasure): MeasureDoubt {
  const article = `${basis.law}${basis.article}`
  const missing = `${article}没有规定${measureNames[measure]}`
  if (measure !== 'confiscateGains') return { measure, needs: 'anotherBasis', article, sentence: `${missing}，须另有依据` }
  return {
    measure,
    needs: 'statement',
    article,
    sentence: `${missing}；能否依《行政处罚法》第28条第2款另行没收，实践不一，未核实，须在审核中说明`,
  }
}

/** A doubt is answered in words: the ground for the gains, or the other rule; null when all are. */
export function unanswered(
  doubts: readonly MeasureDoubt[],
  { gainsReason, otherBasis }: Pick<PenaltyProposal, 'gainsReason' | 'otherBasis'>,
) {
  const open = doubts.find(({ needs }) => (needs === 'statement' ? !gainsReason?.trim() : !otherBasis))
  if (!open) return null
  return `${open.sentence}；${open.needs === 'statement' ? '请填写“没收违法所得的理由”' : '请填写“另有依据”，没有依据的不得适用'}`
}

const goods: readonly PenaltyMeasure[] = ['confiscateGoods', 'confiscateTools', 'destroyGoods', 'destroyTools']

type Confiscated = Pick<PenaltyProposal, 'measures' | 'confiscatedGains' | 'confiscatedGoodsValue'>

/** What is taken has its measure, and no more gains than were found: null is a finding that there are none, or none that can be calculated. */
export function judgeConfiscation(
  { measures, confiscatedGains: gains, confiscatedGoodsValue: value }: Confiscated,
  found: number | null,
): string | null {
  if (gains > 0 && !measures.includes('confiscateGains')) return `没收违法所得${yuanText(gains)}，但处罚种类中没有“没收违法所得”`
  if (gains > 0 && found === null) return `没收违法所得${yuanText(gains)}，但没有认定违法所得`
  if (gains > (found ?? 0)) return `没收违法所得${yuanText(gains)}，高于认定的违法所得${yuanText(found ?? 0)}`
  if (value > 0 && !measures.some((measure) => goods.includes(measure)))
    return `没收财物价值${yuanText(value)}，但处罚种类中没有没收、销毁商品或者工具`
  return null
}

export interface GainsRule {
  computable: boolean
  sentence: string
  marks: string[]
}

/** How illegal gains (违法所得) are found on the day of decision: order no. 118 deducts proven lawful costs. */
export function illegalGainsRule(code: ViolationCode, decidedOn: string): GainsRule {
  if (decidedOn < '2026-03-20')
    return { computable: false, sentence: '总局令第118号自2026-03-20起施行，此前按当时的认定办法，平台不作计算', marks: [] }
  const marks = ['跨施行日案件适用哪一认定办法，未核实']
  const { penaltyBasis } = violationOf(code)
  if (penaltyBasis.some((row) => row.law.startsWith('《专利法》')))
    marks.push('假冒专利违法所得与《专利行政执法办法》（2015）第47条口径冲突，未核实，须审核说明')
  if (penaltyBasis.some((row) => row.law.startsWith('《商标法》'))) marks.push('《商标法》罚则未写没收违法所得，须在审核中说明')
  return {
    computable: true,
    sentence: '违法所得可以扣除原材料、购进价款等合法必要支出，由当事人举证；第13条、第14条的例外须主要负责人审批（总局令第118号）',
    marks,
  }
}
