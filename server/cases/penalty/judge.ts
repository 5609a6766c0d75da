import type { ConductDays, Finding, FineRange, GoodFaithClaim, PenaltyFacts, PenaltyProposal, ViolationCode } from '#contract/penalty'
import { type Basis, type BasisFound, basisFor, settleBasis } from './basis.ts'
import { judgeFine } from './fine.ts'
import { judgeGoodFaith } from './good-faith.ts'
import { judgeConfiscation, judgeMeasures, type MeasureDoubt, unanswered } from './measures.ts'
import { oneAct } from './one-act.ts'
import { hearingRight } from './procedure.ts'

export interface ProposedPenalty {
  code: ViolationCode
  days: ConductDays
  facts: PenaltyFacts
  proposal: PenaltyProposal
  by: { officer: string; reviewer: string | null }
  /** Other rules that the same act violates. */
  also?: readonly ViolationCode[] | undefined
}

export type ProposalJudgement =
  | { ok: true; basis: Basis; range: FineRange | null; doubts: MeasureDoubt[]; hearing: Finding; notes: string[] }
  | { ok: false; found: BasisFound; range: FineRange | null; sentence: string }

/** A whole proposal (处罚建议): rule, fine, measures and hearing in one answer. A doubtful measure stands with its words, and is refused without. */
export function judgeProposal({ code, days, facts, proposal, by, also = [] }: ProposedPenalty): ProposalJudgement {
  const found = basisFor(code, days, facts)
  const settled = settleBasis(found, proposal.chosenBasis, by)
  if (!settled.ok) return { ok: false, found, range: null, sentence: settled.sentence }
  if (proposal.goodFaith) return inGoodFaith(code, settled.basis, { found, proposal, claim: proposal.goodFaith, facts })
  const act = oneAct(settled.basis, also, { days, facts, target: proposal.target })
  if (!act.ok) return { ok: false, found, range: null, sentence: act.sentence }
  const { basis, outcome } = act
  const fine = judgeFine(proposal, outcome)
  if (!fine.ok) return { ok: false, found, range: fine.range, sentence: fine.sentence }
  // Art. 29 chooses the fine alone: a measure may rest on any of the rules that were violated.
  const doubts = act.others.reduce(
    (left, other) => left.filter(({ measure }) => judgeMeasures(other, [measure]).length > 0),
    judgeMeasures(basis, proposal.measures),
  )
  const wrong = judgeConfiscation(proposal, facts.illegalGains) ?? unanswered(doubts, proposal)
  if (wrong) return { ok: false, found, range: fine.range, sentence: wrong }
  // People who answer for a body are natural persons, whatever the body is.
  const kind = proposal.target === 'responsiblePersons' || proposal.target === 'practitioner' ? 'natural' : facts.partyKind
  const notes = [...outcome.notes, ...outcome.gaps]
  return { ok: true, basis, range: fine.range, doubts, hearing: hearingRight(proposal, kind), notes }
}

/** No fine is weighed: the law takes the fine away. */
function inGoodFaith(
  code: ViolationCode,
  basis: Basis,
  { found, proposal, claim, facts }: { found: BasisFound; proposal: PenaltyProposal; claim: GoodFaithClaim; facts: PenaltyFacts },
): ProposalJudgement {
  const answer = judgeGoodFaith(code, claim, proposal)
  if (!answer.ok) return { ok: false, found, range: null, sentence: answer.sentence }
  return { ok: true, basis, range: null, doubts: [], hearing: hearingRight(proposal, facts.partyKind), notes: answer.notes }
}
