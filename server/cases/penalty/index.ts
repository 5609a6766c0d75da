export { type Basis, type BasisFound, basisFor, basisNamed, type Settled } from './basis.ts'
export { type CrimeMeasures, type CriminalSuspicion, criminalSuspicion, nothingMeasured } from './crime.ts'
export type { FineJudgement, FineOutcome } from './fine.ts'
export type { GoodFaithFinding } from './good-faith.ts'
export { judgeProposal, type ProposalJudgement, type ProposedPenalty } from './judge.ts'
export { type Jurisdiction, type JurisdictionFlags, jurisdictionCheck, type OrgLevel } from './jurisdiction.ts'
export { type GainsRule, illegalGainsRule, judgeMeasures, type MeasureDoubt } from './measures.ts'
export { cents } from './money.ts'
export {
  collectiveDiscussionNeeded,
  legalReviewNeeded,
  type ReviewFacts,
  type SoleTraderPolicy,
  simpleProcedureAllowed,
} from './procedure.ts'
export { type PenaltyOutcome, type PublicityLimit, type PublicityTerm, publicityTerm } from './publicity.ts'
export { type PaymentDays, type Surcharge, surcharge } from './surcharge.ts'
export { type Violation, violationOf, violationSummaries } from './violation.ts'
