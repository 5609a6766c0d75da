import { type PenaltyState, penaltyStates } from '#contract/case-states'
import type { PenaltyStep } from '#contract/case-steps'
import { processFor } from '#kernel/process'
import { procedureVersions } from './heads.ts'
import type { CasePaper } from './papers/index.ts'
import { type PenaltyFacts, penaltyChecks } from './penalty.checks.ts'
import { penaltyClocks } from './penalty.clocks.ts'
import { decisionSteps } from './penalty.decision.ts'
import { executionSteps } from './penalty.execution.ts'
import { inquirySteps } from './penalty.inquiry.ts'
import { withdrawal } from './recusal.ts'

/** 行政处罚普通程序. Steps cite the procedure rules unless another statute is named. */
export const penaltyProcess = processFor<PenaltyState, PenaltyStep, CasePaper, PenaltyFacts>()({
  name: 'penalty',
  title: '行政处罚普通程序',
  versions: procedureVersions,
  states: penaltyStates,
  start: 'filed',
  steps: { ...inquirySteps, ...decisionSteps, ...executionSteps },
  clocks: penaltyClocks,
  excludes: [{ reason: '中止', from: 'suspend', to: ['resume', 'terminate'] }],
  withdrawal,
  checks: penaltyChecks,
})
