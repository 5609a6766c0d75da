import type { PenaltyState } from '#contract/case-states'
import type { PenaltyStep } from '#contract/case-steps'
import type { StepRule } from '#kernel/process'
import type { CasePaper } from './papers/index.ts'
import type { penaltyChecks } from './penalty.checks.ts'
import type { penaltyClocks } from './penalty.clocks.ts'
import { coercionNames } from './tracks/coercion.process.ts'

/** One part of the steps of the ordinary procedure: each rule names states, papers, clocks and checks that exist. */
export type PenaltySteps = Partial<
  Record<PenaltyStep, StepRule<PenaltyState, PenaltyStep, CasePaper, keyof typeof penaltyClocks, keyof typeof penaltyChecks>>
>

/** While facts are still being found. */
export const inquiry = ['investigating', 'reported'] as const satisfies readonly PenaltyState[]
/** From filing to the decision: the term of the case runs. */
export const open = [
  'filed',
  'investigating',
  'suspended',
  'reported',
  'underReview',
  'reviewed',
  'noticeApproved',
  'noticed',
  'discussed',
] as const satisfies readonly PenaltyState[]
/** A draft that heads may decide upon: noticed and answered, or reviewed again after a hearing, or discussed. */
export const ripe = ['reviewed', 'noticed', 'discussed'] as const satisfies readonly PenaltyState[]
/** After these the proposal is another one, or is told anew: what was drawn up for the earlier one is no paper of this. */
export const newRound = ['sendBack', 'returnProposal', 'noticeAgain'] as const satisfies readonly PenaltyStep[]
/** A party that has its notice may answer, while another one is still looked for. */
export const told = ['noticeApproved', 'noticed'] as const satisfies readonly PenaltyState[]
export const outcomes = [
  'decide',
  'decideNoPenalty',
  'decideNotEstablished',
  'transferOut',
  'endByCriminal',
  'terminate',
] as const satisfies readonly PenaltyStep[]

/** Things held by the office must have gone their way before the case ends. */
export const held = ['preservation', ...coercionNames] as const
