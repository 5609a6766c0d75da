export { type Basis, type BasisFound, basesOn, basisFor, basisNamed, type Settled, settleBasis } from './basis.ts'
export { holds } from './condition.ts'
export { type CrimeMeasures, type CriminalSuspicion, criminalSuspicion, nothingMeasured } from './crime.ts'
export { type FineJudgement, type FineOutcome, fineRange, judgeFine, oneFine } from './fine.ts'
export { type GoodFaithFinding, goodFaithSeller, judgeGoodFaith } from './good-faith.ts'
export { judgeProposal, type ProposalJudgement, type ProposedPenalty } from './judge.ts'
export { type Jurisdiction, type JurisdictionFlags, jurisdictionCheck, type OrgLevel } from './jurisdiction.ts'
export { type GainsRule, illegalGainsRule, judgeMeasures, type MeasureDoubt } from './measures.ts'
export {
  collectiveDiscussionNeeded,
  hearingRight,
  legalReviewNeeded,
  type ReviewFacts,
  type SoleTraderPolicy,
  simpleProcedureAllowed,
  strictSoleTrader,
} from './procedure.ts'
export { type PenaltyOutcome, type PublicityLimit, type PublicityTerm, publicityTerm } from './publicity.ts'
export { type PaymentDays, type Surcharge, surcharge } from './surcharge.ts'
export { type Violation, violationOf, violationSummaries, violations } from './violation.ts'
