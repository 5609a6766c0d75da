import type { z } from 'zod'
import type { ProposalPreview, ProposalPreviewDraft, StoredPenalty } from '#contract/case-details'
import type { CaseParty } from '#contract/case-drafts'
import type { PartyPenalty } from '#contract/case-steps'
import type { LegalDay } from '#contract/common'
import { type FineFlag, fineTargetNames, type PartyKind, type PenaltyFacts, type ViolationCode } from '#contract/penalty'
import { Problem } from '#kernel/problem'
import { basisFor, cents, illegalGainsRule, judgeProposal, type ProposalJudgement, type ProposedPenalty } from './penalty/index.ts'

/** What a penalty is weighed by: conduct, amounts, flags; the party's kind comes with the party. */
export interface Conduct {
  code: ViolationCode
  conductFrom: LegalDay | null
  conductTo: LegalDay | null
  turnover: number | null
  illegalGains: number | null
  goodsValue: number | null
  flags: readonly FineFlag[]
  alsoViolates?: readonly ViolationCode[]
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
  return { code: conduct.code, days: daysOf(conduct, on), facts: factsFor(conduct, kind), proposal, by, also: conduct.alsoViolates }
}

/** Every penalty of a proposal or decision, judged; the first unlawful one refuses the whole with range and article. */
export function judgePenalties(
  conduct: Conduct,
  parties: readonly CaseParty[],
  penalties: readonly PartyPenalty[],
  on: LegalDay,
  by: Signers,
): Judged[] {
  const wrong = together(conduct, parties, penalties)
  if (wrong) throw new Problem('invalid', { what: wrong.message, issues: [wrong] })
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

/** What no row can see of itself: the same target twice, and more gains among all of them than were found. */
function together(conduct: Conduct, parties: readonly CaseParty[], penalties: readonly PartyPenalty[]) {
  const twice = penalties.findIndex((one, index) => penalties.findIndex(sameTarget(one)) < index)
  const again = penalties[twice]
  if (again) {
    const name = parties.find(({ id }) => id === again.partyId)?.name ?? '当事人'
    const message = `对${name}（${fineTargetNames[again.target]}）填写了两项处罚；同一对象在一个决定中只列一项，请合并`
    return { path: `penalties.${twice}.target`, message }
  }
  const gains = cents(penalties.reduce((sum, { confiscatedGains }) => sum + confiscatedGains, 0))
  if (penalties.length < 2 || gains <= (conduct.illegalGains ?? 0)) return null
  return { path: 'penalties', message: `各项没收违法所得合计 ${gains} 元，高于认定的违法所得 ${conduct.illegalGains ?? 0} 元` }
}

const sameTarget =
  ({ partyId, target }: Pick<PartyPenalty, 'partyId' | 'target'>) =>
  (other: Pick<PartyPenalty, 'partyId' | 'target'>) =>
    other.partyId === partyId && other.target === target

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

type Told = Pick<
  StoredPenalty,
  'partyId' | 'target' | 'measures' | 'fine' | 'confiscatedGains' | 'confiscatedGoodsValue' | 'law' | 'article' | 'otherBasis'
>

/**
 * What is decided is what the party was told, or less: 不得因申辩加重 (procedure art. 58), and on the basis that was told (art. 57; 行政处罚法 arts. 44, 62).
 * Something new, more of it, or another rule needs a new notice first.
 */
export function differsFromTold(told: readonly Told[], decided: readonly Judged[]): string | null {
  for (const { penalty, judgement } of decided) {
    const known = told.find(sameTarget(penalty))
    if (!known) return `对${fineTargetNames[penalty.target]}的处罚没有告知过`
    const differs = heavier(known, penalty) ?? otherRule(known, judgement.basis, penalty.otherBasis)
    if (differs) return differs
  }
  return null
}

function heavier(known: Told, penalty: PartyPenalty): string | null {
  if (penalty.fine > known.fine) return `罚款 ${penalty.fine} 元高于告知的 ${known.fine} 元`
  if (penalty.confiscatedGains > known.confiscatedGains) return '没收违法所得高于告知的数额'
  if (penalty.confiscatedGoodsValue > known.confiscatedGoodsValue) return '没收财物高于告知的价值'
  return penalty.measures.some((measure) => !known.measures.includes(measure)) ? '含有没有告知过的处罚或者处理种类' : null
}

type Rule = { law: string; article: string }
const ruleText = ({ law, article }: Rule) => `${law}${article}`

function otherRule(known: Told, basis: Rule, otherBasis: Rule | undefined): string | null {
  if (ruleText(basis) !== ruleText(known)) return `处罚依据${ruleText(basis)}不是告知的${ruleText(known)}`
  if (!otherBasis || (known.otherBasis && ruleText(otherBasis) === ruleText(known.otherBasis))) return null
  return `另有依据${ruleText(otherBasis)}没有告知过`
}
