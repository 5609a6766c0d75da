import type { ViolationCode } from '#contract/penalty'
import { yuanText } from './money.ts'
import { type CrimeArticle, violationOf } from './violation.ts'

/** What has been measured so far; an amount not measured is zero. Yuan, pieces, kinds. */
export interface CrimeMeasures {
  on: 'goods' | 'service'
  gains: number
  turnover: number
  sold: number
  unsold: number
  pieces: number
  unsoldPieces: number
  loss: number
  /** Kinds of registered marks, patents of others. */
  marks: number
  patents: number
  /** Another's patent number was used (假冒他人专利); a merely invented patent (冒充专利) is no crime of art. 216. */
  othersPatent: boolean
  /** Punished for the like within two years. */
  repeated: boolean
}
export const nothingMeasured: CrimeMeasures = {
  ...{ on: 'goods', gains: 0, turnover: 0, sold: 0, unsold: 0, pieces: 0, unsoldPieces: 0 },
  ...{ loss: 0, marks: 1, patents: 1, othersPatent: false, repeated: false },
}

export interface Threshold {
  crime: CrimeArticle
  measure: string
  value: number
  threshold: number
  unit: 'yuan' | 'piece'
}

/** `olderRules`: conduct before the interpretation in force; old and new must be compared by people. */
export interface CriminalSuspicion {
  level: 'none' | 'near' | 'reached' | 'olderRules'
  hits: Threshold[]
  articles: string[]
  sentence: string
}

const interpretation = '法释〔2025〕5号'
const inForceFrom = '2025-04-26'
/** Yellow warning (黄色预警) from 80 % of a threshold: a choice of this platform, not of the law. */
const nearBy = 0.8

type Line = [measure: string, value: number, threshold: number, unit?: 'piece']

/** Thresholds include themselves ("以上"). Two kinds of marks or a repeat lower them; unsold goods count at three times the amount. */
const thresholds: Record<CrimeArticle, (m: CrimeMeasures) => Line[]> = {
  213: (m) => {
    const isLow = m.marks >= 2 || m.repeated
    if (m.on === 'service') return [['违法所得', m.gains, isLow ? 30_000 : 50_000]]
    return [
      ['违法所得', m.gains, isLow ? 20_000 : 30_000],
      ['非法经营数额', m.turnover, isLow ? 30_000 : 50_000],
    ]
  },
  214: (m) => {
    const sales = m.repeated ? 30_000 : 50_000
    return [
      ['违法所得', m.gains, m.repeated ? 20_000 : 30_000],
      ['销售金额', m.sold, sales],
      ['尚未销售货值', m.unsold, sales * 3],
      ['已售与未售合计', m.sold + m.unsold, sales * 3],
    ]
  },
  215: (m) => {
    const isLow = m.marks >= 2 || m.repeated
    const [pieces, turnover] = isLow ? [5_000, 20_000] : [10_000, 30_000]
    return [
      ['标识件数', m.pieces, pieces, 'piece'],
      ['尚未销售标识件数', m.unsoldPieces, pieces * 3, 'piece'],
      ['违法所得', m.gains, isLow ? 10_000 : 20_000],
      ['非法经营数额', m.turnover, turnover],
      ['尚未销售标识货值', m.unsold, turnover * 3],
    ]
  },
  216: (m) => {
    if (!m.othersPatent) return []
    const isLow = m.patents >= 2 || m.repeated
    return [
      ['违法所得', m.gains, isLow ? 50_000 : 100_000],
      ['非法经营数额', m.turnover, isLow ? 100_000 : 200_000],
      ['直接经济损失', m.loss, 300_000],
    ]
  },
  219: (m) => [
    ['权利人损失', m.loss, m.repeated ? 100_000 : 300_000],
    ['违法所得', m.gains, m.repeated ? 100_000 : 300_000],
  ],
}

/** Is there a suspicion of crime (涉嫌犯罪)? It warns and starts periods; whether to transfer is decided and signed by the principal head. */
export function criminalSuspicion(code: ViolationCode, measures: CrimeMeasures, conductTo: string): CriminalSuspicion {
  const links = violationOf(code).criminalLink
  const articles = links.map((link) => `${link.criminalLaw}${link.crime}`)
  if (links.length === 0) return { level: 'none', hits: [], articles, sentence: `${code}没有对应的刑事门槛` }
  if (conductTo < inForceFrom)
    return {
      level: 'olderRules',
      hits: [],
      articles,
      sentence: `行为在${inForceFrom}前，须与当时的司法解释比较，从旧兼从轻（${interpretation}），平台不作计算`,
    }
  const lines = links.flatMap((link) => thresholds[link.article](measures).map((line) => toThreshold(link.article, line)))
  const reached = lines.filter((line) => line.value >= line.threshold)
  if (reached.length > 0)
    return {
      level: 'reached',
      hits: reached,
      articles,
      sentence: `达到追诉标准：${words(reached)}（${interpretation}）；存在合理嫌疑的应当移送，不必等证据充分`,
    }
  const near = lines.filter((line) => line.value >= line.threshold * nearBy)
  if (near.length > 0) return { level: 'near', hits: near, articles, sentence: `接近追诉标准（八成）：${words(near)}（${interpretation}）` }
  return { level: 'none', hits: [], articles, sentence: `未达到追诉标准（${interpretation}）` }
}

const toThreshold = (crime: CrimeArticle, [measure, value, threshold, unit]: Line): Threshold => ({
  crime,
  measure,
  value,
  threshold,
  unit: unit ?? 'yuan',
})

const words = (lines: Threshold[]) =>
  lines
    .map(({ crime, measure, value, threshold, unit }) => {
      const text = (amount: number) => (unit === 'yuan' ? yuanText(amount) : `${amount}件`)
      return `《刑法》第${crime}条${measure}${text(value)}，门槛${text(threshold)}`
    })
    .join('；')
