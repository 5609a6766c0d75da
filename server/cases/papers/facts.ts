import type { LegalDay } from '#contract/common'
import type { Evidence, Goods, Officer, Party } from './fields.ts'

/** A paper of the same case already issued: later ones cite its number and day. */
export type IssuedPaper = { kind: string; title: string; number?: string | undefined; day: LegalDay; servedOn?: LegalDay | undefined }

/** What may be absent may also be undefined: facts come out of queries. */
type Known<Fields> = {
  [Field in keyof Fields]: Pick<Fields, Field> extends Required<Pick<Fields, Field>> ? Fields[Field] : Fields[Field] | undefined
}

/** What a case knows about itself when a paper is drawn up. The case room supplies it; every paper takes from it what it can. */
export type CaseFacts = Known<{
  org: { name: string } & Known<{
    address?: string
    phone?: string
    /** Who hears a reconsideration: the people's government of the same level (Reconsideration Law art. 24). */
    government?: string
    /** Whose court hears a suit. */
    court?: string
    /** Where and how a fine is paid. */
    payment?: string
  }>
  handlingUnit?: string
  caseNumber?: string
  cause?: string
  source?: 'inspection' | 'complaint' | 'transferred' | 'assigned' | 'other'
  sourceProvider?: string
  foundOn?: LegalDay
  filedOn?: LegalDay
  sourceFacts?: string
  /** The party that this paper concerns; a case with several draws up one paper for each. */
  party?: Party
  place?: string
  officers: readonly Officer[]
  evidence: readonly Evidence[]
  goods: readonly Goods[]
  conduct?: string
  findings?: string
  violated?: string
  penaltyBasis?: string
  discretion?: string
  penalties: readonly string[]
  fine?: number
  issued: readonly IssuedPaper[]
}>

/** The latest issued paper of that kind: what an extension, a release or a demand cites. */
export const lastIssued = (facts: CaseFacts, kind: string): IssuedPaper | undefined => facts.issued.findLast((paper) => paper.kind === kind)
