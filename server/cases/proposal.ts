import type { z } from 'zod'
import type { ProposalPreview, ProposalPreviewDraft } from '#contract/case-details'
import type { CaseParty } from '#contract/case-drafts'
import type { PartyPenalty } from '#contract/case-steps'
import type { LegalDay } from '#contract/common'
import { type FineFlag, fineTargetNames, type PartyKind, type PenaltyFacts, type ViolationCode } from '#contract/penalty'
import { Problem } from '#kernel/problem'
import { basisFor, illegalGainsRule, judgeProposal, type ProposalJudgement, type ProposedPenalty } from './penalty/index.ts'

/** What a penalty is weighed by: conduct, amounts, flags; the party's kind comes with the party. */
export interface Conduct {
  code: ViolationCode
  conductFrom: LegalDay | null
  conductTo: LegalDay | null
  turnover: number | null
  illegalGains: number | null
  goodsValue: number | null
  flags: readonly FineFlag[]
}

export interface Judged {
  penalty: PartyPenalty
  judgement: Extract<ProposalJudgement, { ok: true }>
}

export interface Signers {
  officer: string
  /** Who reviewed the case. At the report nobody has: the review that must follow confirms the choice of law. */
  reviewer: string | null
}

const factsFor = (conduct: Conduct, partyKind: PartyKind): PenaltyFacts => ({
  turnover: conduct.turnover,
  illegalGains: conduct.illegalGains,
  goodsValue: conduct.goodsValue,
  partyKind,
  flags: [...conduct.flags],
})

/** Conduct that still goes on ends, for this question, on the day of decision. */
const daysOf = (conduct: Conduct, on: LegalDay) => {
  const conductTo = conduct.conductTo ?? on
  return { conductFrom: conduct.conductFrom ?? conductTo, conductTo, decidedOn: on }
}

function proposed(conduct: Conduct, kind: PartyKind, penalty: PartyPenalty, on: LegalDay, by: Signers): ProposedPenalty {
  const { partyId: _party, ...proposal } = penalty
  return { code: conduct.code, days: daysOf(conduct, on), facts: factsFor(conduct, kind), proposal, by }
}

/** Every penalty of a proposal or decision, judged; the first unlawful one refuses the whole with range and article. */
export function judgePenalties(
  conduct: Conduct,
  parties: readonly CaseParty[],
  penalties: readonly PartyPenalty[],
  on: LegalDay,
  by: Signers,
): Judged[] {
  return penalties.map((penalty, index) => {
    const party = parties.find((each) => each.id === penalty.partyId)
    if (!party) throw new Problem('invalid', { issues: [{ path: `penalties.${index}.partyId`, message: '请选择本案的当事人' }] })
    const judgement = judgeProposal(proposed(conduct, party.kind, penalty, on, by))
    if (judgement.ok) return { penalty, judgement }
    throw new Problem('invalid', {
      what: `${party.name}（${fineTargetNames[penalty.target]}）：${judgement.sentence}`,
      issues: [{ path: `penalties.${index}.fine`, message: judgement.sentence }],
    })
  })
}

type Preview = Omit<ProposalPreview, 'suspicion'>

/** The same judgement while the officer still writes; nothing is refused, everything is said. */
export function previewPenalty(
  code: ViolationCode,
  parties: readonly CaseParty[],
  draft: z.output<typeof ProposalPreviewDraft>,
  on: LegalDay,
  officer: string,
): Preview {
  const conduct: Conduct = { ...draft, code, conductTo: draft.conductTo ?? null }
  const kind = parties.find((party) => party.id === draft.penalty.partyId)?.kind ?? 'legal'
  const judgement = judgeProposal(proposed(conduct, kind, draft.penalty, on, { officer, reviewer: reviewToCome }))
  const found = basisFor(code, daysOf(conduct, on), factsFor(conduct, kind))
  const bases = basesOf(found).map(({ law, article }) => ({ law, article }))
  const gains = gainsWords(conduct, draft.penalty.confiscatedGains, on)
  if (!judgement.ok)
    return { ok: false, sentence: judgement.sentence, range: judgement.range, bases, hearing: null, doubts: [], notes: gains }
  const { range, hearing, doubts, notes } = judgement
  return { ok: true, sentence: null, range, bases, hearing, doubts: doubts.map(({ sentence }) => sentence), notes: [...notes, ...gains] }
}

/** How illegal gains are found, where there are any to find. */
function gainsWords({ code, illegalGains }: Conduct, confiscated: number, on: LegalDay): string[] {
  if ((illegalGains ?? 0) === 0 && confiscated === 0) return []
  const { sentence, marks } = illegalGainsRule(code, on)
  return [sentence, ...marks]
}

/** No person: the officer's choice among old and new law is confirmed by the review before anything goes outside. */
export const reviewToCome = '待审核人员确认'

function basesOf(found: ReturnType<typeof basisFor>) {
  if (found.kind === 'one') return [found.basis]
  if (found.kind === 'choose') return found.candidates
  if (found.kind === 'manual') return [found.old, found.new].filter((basis) => basis !== null)
  return []
}

type Weight = Pick<PartyPenalty, 'partyId' | 'target' | 'measures' | 'fine' | 'confiscatedGains' | 'confiscatedGoodsValue'>

/**
 * 不得因申辩加重 (procedure art. 58): what is decided may not weigh more than what the party was told. Something new, or more of it, needs a new
 * notice first.
 */
export function heavierThanTold(told: readonly Weight[], decided: readonly Weight[]): string | null {
  for (const penalty of decided) {
    const known = told.find((each) => each.partyId === penalty.partyId && each.target === penalty.target)
    if (!known) return `对${fineTargetNames[penalty.target]}的处罚没有告知过`
    if (penalty.fine > known.fine) return `罚款 ${penalty.fine} 元高于告知的 ${known.fine} 元`
    if (penalty.confiscatedGains > known.confiscatedGains) return '没收违法所得高于告知的数额'
    if (penalty.confiscatedGoodsValue > known.confiscatedGoodsValue) return '没收财物高于告知的价值'
    if (penalty.measures.some((measure) => !known.measures.includes(measure))) return '含有没有告知过的处罚或者处理种类'
  }
  return null
}
