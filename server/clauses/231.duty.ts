import type { RecordQuery } from '#contract/clause-evidence'
import type { Addressee } from '#contract/clauses'

/** One duty of a sentence. `phrase` is found in that very sentence of the text; the duty is worded by us. */
export interface FoundingDuty {
  duty: string
  phrase: string
  addressees?: readonly Addressee[]
  /** Indicators of the rooms that give evidence of it. */
  indicators?: readonly string[]
  query?: RecordQuery
  note?: string
}

export interface FoundingMeasure {
  part: number
  partTitle: string
  article: number
  articleTitle: string
  /** The brackets at its end, in their order. None is named the lead: 依职责负责. */
  departments: readonly string[]
  /** Sentence by sentence after the heading; a sentence may ask for several things. */
  sentences: readonly (readonly FoundingDuty[])[]
}

export const protection = '知识产权保护处'
export const utilisation = '知识产权运用促进处'
export const trademark = '商标监督管理处'
export const personnel = '人事教育处'
export const enforcement = '执法稽查局'
// Two institutions whose names differ by two characters; they are never merged.
export const developmentCentre = '省知识产权发展保护中心'
export const protectionCentre = '省知识产权保护中心'

export const five = [protection, utilisation, trademark, developmentCentre, protectionCentre]
export const six = [protection, utilisation, trademark, personnel, developmentCentre, protectionCentre]
