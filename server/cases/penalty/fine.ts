import {
  type FineRange,
  type FineTarget,
  fineTargetNames,
  type LeniencyCircumstance,
  type Mitigation,
  type PenaltyFacts,
} from '#contract/penalty'
import type { Basis } from './basis.ts'
import { holds } from './condition.ts'
import { cents, yuanText } from './money.ts'
import type { FineBase, FineRule } from './violation.ts'

/** `gaps`: a fine is due by this rule, but the amount it multiplies is missing, so no number is given. `notes` bind the discretion, not the range. */
export interface FineOutcome {
  ranges: FineRange[]
  gaps: string[]
  notes: string[]
}

/** The fines that the basis allows on these facts, one per target: the first rule of a target that matches. */
export function fineRange(basis: Basis, facts: PenaltyFacts): FineOutcome {
  const outcome: FineOutcome = { ranges: [], gaps: [], notes: [] }
  const settled = new Set<FineTarget>()
  for (const rule of basis.fines) {
    if (settled.has(rule.target) || !reaches(rule, facts) || !holds(rule.when, facts)) continue
    settled.add(rule.target)
    const range = rangeOf(rule, basis, facts)
    if (typeof range === 'string') outcome.gaps.push(range)
    else outcome.ranges.push(range)
  }
  if (basis.aggravate && facts.flags.includes('repeatWithinFiveYears'))
    outcome.notes.push(`${basis.law}${basis.article}：${basis.aggravate}`)
  return outcome
}

/** Individual or unit (个人、单位) is one party seen by its kind, not two layers of fines. */
function reaches(rule: FineRule, facts: PenaltyFacts): boolean {
  const isPerson = facts.partyKind === 'natural' || facts.partyKind === 'soleTrader'
  if (rule.target === 'individual') return isPerson
  if (rule.target === 'unit') return !isPerson
  return true
}

function rangeOf(rule: FineRule, basis: Basis, facts: PenaltyFacts): FineRange | string {
  const marks = [...basis.marks]
  if (rule.mark) marks.push(rule.mark)
  if (rule.target === 'individual' && facts.partyKind === 'soleTrader') marks.push('个体工商户按个人还是单位适用，未核实；暂按个人')
  const amounts = rule.type === 'range' ? rule : multiplied(rule, facts)
  if (!amounts) return `${basis.law}${basis.article}以${rule.type === 'multiple' ? rule.baseText : ''}为基数，没有该数额，本条无罚款数额`
  return {
    target: rule.target,
    min: cents(amounts.min),
    max: cents(amounts.max),
    formula: rule.type === 'range' ? spanText(rule.min, rule.max) : multipleText(rule, facts[rule.base] ?? 0, amounts),
    law: basis.law,
    article: basis.article,
    discretion: rule.discretion,
    whenText: rule.whenText,
    marks,
  }
}

type Multiple = Extract<FineRule, { type: 'multiple' }>
function multiplied(rule: Multiple, facts: PenaltyFacts): { min: number; max: number } | null {
  const base = facts[rule.base satisfies FineBase]
  if (base === null || base === 0) return null
  const capped = (yuan: number) => (rule.cap === null ? yuan : Math.min(yuan, rule.cap))
  return { min: capped(cents(base * rule.min)), max: capped(cents(base * rule.max)) }
}

const spanText = (min: number, max: number) =>
  min === max ? `${yuanText(min)}（定额）` : min === 0 ? `${yuanText(max)}以下` : `${yuanText(min)}以上${yuanText(max)}以下`

function multipleText(rule: Multiple, base: number, amounts: { min: number; max: number }): string {
  const times = rule.max < 1 ? `${rule.max * 100}%以下` : rule.min === 0 ? `${rule.max}倍以下` : `${rule.min}倍以上${rule.max}倍以下`
  const cap = rule.cap === null ? '' : `，最高不超过${yuanText(rule.cap)}`
  return `${rule.baseText}${yuanText(base)}的${times}${cap}，即${spanText(amounts.min, amounts.max)}`
}

export type FineJudgement =
  | { ok: true; range: FineRange | null }
  | { ok: false; proposed: number; range: FineRange | null; article: string; sentence: string }

/** Art. 32 allows less than the lowest fine (减轻); art. 33 is another outcome, no penalty at all; nothing allows more than the highest. */
const mitigating: readonly LeniencyCircumstance[] = ['harmRemoved', 'coercedOrInduced', 'confessedUnknown', 'meritoriousHelp', 'otherByLaw']

/** Is this fine on this target lawful? Below the range only by art. 32 with its reason, none at all only by art. 33 or where the law says "may". */
export function judgeFine(
  proposal: { fine: number; target: FineTarget; mitigation?: Mitigation | undefined },
  outcome: FineOutcome,
): FineJudgement {
  const range = outcome.ranges.find((each) => each.target === proposal.target) ?? null
  if (!range)
    return proposal.fine === 0
      ? { ok: true, range }
      : refuse(proposal, range, outcome.gaps[0] ?? `对${fineTargetNames[proposal.target]}没有可以适用的罚款规定`)
  if (proposal.fine > range.max) return refuse(proposal, range, '高于法定上限，任何情形都不能突破')
  const why = withoutGround(proposal.fine, range, proposal.mitigation?.reason.trim() ? proposal.mitigation.circumstance : null)
  return why ? refuse(proposal, range, why) : { ok: true, range }
}

/** Why a fine that is not too high is none all the same: art. 32 lowers it and leaves some, art. 33 leaves none. */
function withoutGround(fine: number, range: FineRange, circumstance: LeniencyCircumstance | null): string | null {
  const isNoPenalty = circumstance !== null && !mitigating.includes(circumstance)
  if (isNoPenalty && fine > 0) return '《行政处罚法》第33条的情形是不予处罚，不能再处罚款'
  if (isNoPenalty || (fine === 0 && range.discretion === 'may')) return null
  if (fine === 0) return '本条规定应当罚款；第32条只能减轻，不罚须填写《行政处罚法》第33条情形和理由'
  return fine < range.min && !circumstance ? '低于法定下限；减轻处罚须填写《行政处罚法》第32条情形和理由' : null
}

function refuse(proposal: { fine: number }, range: FineRange | null, why: string): FineJudgement {
  const article = range ? `${range.law}${range.article}` : ''
  const lawful = range ? `，法定幅度为${range.formula}（${article}）` : ''
  return { ok: false, proposed: proposal.fine, range, article, sentence: `拟罚款${yuanText(proposal.fine)}${lawful}：${why}` }
}

/** One act against several rules is fined once, by the rule with the higher fine (一事不二罚款, Administrative Penalty Law art. 29). */
export function oneFine(ranges: readonly FineRange[]): { range: FineRange; reason: string } | null {
  const [first, ...rest] = ranges
  if (!first) return null
  const range = rest.reduce((best, each) => (each.max > best.max || (each.max === best.max && each.min > best.min) ? each : best), first)
  return {
    range,
    reason: `同一违法行为违反多个规定应当罚款的，按罚款数额高的规定处罚：${range.law}${range.article}（《行政处罚法》第29条）`,
  }
}
