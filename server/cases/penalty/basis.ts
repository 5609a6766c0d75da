import type { ChosenBasis, ConductDays, PenaltyFacts, ViolationCode } from '#contract/penalty'
import { compareBases } from './lightness.ts'
import { type PenaltyRow, type Violation, violationOf } from './violation.ts'

/** A penalty rule (处罚依据) of one kind of violation, with what a reader must know of its weakness. */
export interface Basis extends Omit<PenaltyRow, 'source'> {
  code: ViolationCode
  marks: string[]
}

export type BasisFound =
  | { kind: 'one'; basis: Basis; reason: string }
  | { kind: 'choose'; candidates: Basis[]; reason: string }
  | { kind: 'manual'; why: 'spansSwitch' | 'lightnessUndecided'; old: Basis | null; new: Basis | null; reason: string }
  | { kind: 'none'; day: string; missing: 'prohibition' | 'penalty'; reason: string }
  | { kind: 'notPenalty'; result: Violation['result']; reason: string }

/**
 * Which penalty rule governs (法律适用): the law at the end of the conduct, unless the law of the day of decision is lighter (从旧兼从轻,
 * Administrative Penalty Law art. 37). What a machine cannot weigh goes to officer and reviewer; a day without a rule computes nothing.
 * With `facts` old and new are compared on this case's fines, without them on the rules as written.
 */
export function basisFor(code: ViolationCode, days: ConductDays, facts: PenaltyFacts | null = null): BasisFound {
  const violation = violationOf(code)
  if (violation.result !== 'penalty')
    return { kind: 'notPenalty', result: violation.result, reason: `${violation.name}：${violation.resultText}` }
  if (!isForbiddenOn(violation, days.conductTo)) return noRule(days.conductTo, 'prohibition')
  const atEnd = basesOn(violation, days.conductTo)
  const [atConduct] = atEnd
  if (!atConduct) return noRule(days.conductTo, 'penalty')
  if (violation.basisChoice === 'officer' || atEnd.length > 1)
    return { kind: 'choose', candidates: atEnd, reason: `${violation.name}有${atEnd.length}种可选罚则，由承办人选定并说明理由，不作默认` }
  const [atStart] = basesOn(violation, days.conductFrom)
  if (!atStart || !same(atStart, atConduct) || prohibitionChanged(violation, days)) return spans(atStart ?? null, atConduct, days)
  const [atDecision] = basesOn(violation, days.decidedOn)
  return againstDecision(atConduct, atDecision ?? null, facts)
}

function againstDecision(old: Basis, current: Basis | null, facts: PenaltyFacts | null): BasisFound {
  if (!current)
    return {
      kind: 'manual',
      why: 'lightnessUndecided',
      old,
      new: null,
      reason: `决定之日没有与${name(old)}对应的现行罚则：新规定是否已不认为违法，由承办人与审核人确认（《行政处罚法》第37条）`,
    }
  if (same(old, current)) return { kind: 'one', basis: old, reason: '违法行为终了之日与决定之日适用同一规定' }
  const verdict = compareBases(old, current, facts)
  if (verdict.lighter === 'undecided') return { kind: 'manual', why: 'lightnessUndecided', old, new: current, reason: verdict.reason }
  return { kind: 'one', basis: verdict.lighter === 'new' ? current : old, reason: verdict.reason }
}

const spans = (old: Basis | null, current: Basis, days: ConductDays): BasisFound => ({
  kind: 'manual',
  why: 'spansSwitch',
  old,
  new: current,
  reason: `违法行为自${days.conductFrom}持续至${days.conductTo}，跨越新旧规定：适用${old ? name(old) : '（行为开始时没有对应罚则）'}还是${name(current)}，由承办人与审核人人工确认`,
})

/** A prohibition that lapsed or began in the course of the conduct is a switch too, even under an unchanged penalty rule. */
const prohibitionChanged = (violation: Violation, { conductFrom, conductTo }: ConductDays) =>
  !isForbiddenOn(violation, conductFrom) || violation.legalBasis.some((row) => inForce(row, conductFrom) && !inForce(row, conductTo))

const isForbiddenOn = (violation: Violation, day: string) => violation.legalBasis.some((row) => inForce(row, day))

const noRule = (day: string, missing: 'prohibition' | 'penalty'): BasisFound => ({
  kind: 'none',
  day,
  missing,
  reason: `${day}当日没有现行有效的${missing === 'prohibition' ? '禁止性规定' : '罚则'}，平台不作计算`,
})

const name = (basis: Basis) => `${basis.law}${basis.article}`
const same = (one: Basis, other: Basis) => one.law === other.law && one.article === other.article

/** A row without dates is in force and says that its dates are not verified; lapsing is by the last day, which still counts. */
const inForce = (row: { effectiveFrom: string | null; effectiveTo: string | null }, day: string) =>
  (row.effectiveFrom === null || row.effectiveFrom <= day) && (row.effectiveTo === null || day <= row.effectiveTo)

export const basesOn = (violation: Violation, day: string): Basis[] =>
  violation.penaltyBasis.filter((row) => inForce(row, day)).map((row) => toBasis(violation, row))

/** The rule on which a stored penalty rests, whatever day it is. */
export function basisNamed(code: ViolationCode, { law, article }: { law: string; article: string }): Basis | null {
  const violation = violationOf(code)
  const row = violation.penaltyBasis.find((each) => each.law === law && each.article === article)
  return row ? toBasis(violation, row) : null
}

function toBasis(violation: Violation, { source: _source, ...row }: PenaltyRow): Basis {
  const marks = []
  if (row.effectiveFrom === null) marks.push(`${row.law}${row.article}施行起止日未核实`)
  if (!violation.verified) marks.push(`${violation.code}条文未核实，引用前须核对原文`)
  if (row.applicability) marks.push(row.applicability)
  return { code: violation.code, ...row, marks }
}

export type Settled = { ok: true; basis: Basis } | { ok: false; sentence: string }

/** The officer's choice, confirmed by another person where old and new law meet. Nobody confirms his own choice. */
export function settleBasis(found: BasisFound, choice: ChosenBasis | undefined, by: { officer: string; reviewer: string | null }): Settled {
  if (found.kind === 'one') return { ok: true, basis: found.basis }
  if (found.kind === 'none' || found.kind === 'notPenalty') return { ok: false, sentence: found.reason }
  if (!choice || choice.reason.trim() === '') return { ok: false, sentence: `${found.reason}；请选定处罚依据并填写理由` }
  const candidates = found.kind === 'choose' ? found.candidates : [found.old, found.new]
  const basis = candidates.find((each) => each !== null && each.law === choice.law && each.article === choice.article)
  if (!basis) return { ok: false, sentence: `${choice.law}${choice.article}不在可选的处罚依据之内` }
  if (found.kind === 'manual' && (by.reviewer === null || by.reviewer === by.officer))
    return { ok: false, sentence: '新旧规定的适用须由承办人与审核人共同确认，审核人不得是承办人本人' }
  return { ok: true, basis }
}
