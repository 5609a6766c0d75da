import type { ConductDays, FineRange, FineTarget, PenaltyFacts, ViolationCode } from '#contract/penalty'
import { type Basis, basisFor } from './basis.ts'
import { type FineOutcome, fineRange, oneFine } from './fine.ts'

export type OneAct = { ok: true; basis: Basis; others: Basis[]; outcome: FineOutcome } | { ok: false; sentence: string }

/** Other people than the body: they are fined for their own part, never instead of it. */
const people: readonly FineTarget[] = ['responsiblePersons', 'practitioner']

/** Each law has its own word for whom it fines: the same word first, else its body. */
const rangeFor = (ranges: readonly FineRange[], target: FineTarget): FineRange | undefined =>
  ranges.find((range) => range.target === target) ??
  (people.includes(target) ? undefined : ranges.find((range) => !people.includes(range.target)))

/** One act that violates several rules (一个违法行为违反多个规定): its fine is the heavier rule's. What cannot be compared is refused, not guessed. */
export function oneAct(
  main: Basis,
  also: readonly ViolationCode[],
  of: { days: ConductDays; facts: PenaltyFacts; target: FineTarget },
): OneAct {
  const own = fineRange(main, of.facts)
  const others: Basis[] = []
  for (const code of also.filter((each) => each !== main.code)) {
    const found = basisFor(code, of.days, of.facts)
    if (found.kind !== 'one') return { ok: false, sentence: `同时违反的${code}不能与案由的罚则比较：${found.reason}` }
    others.push(found.basis)
  }
  const ranges = [main, ...others].map((basis) => rangeFor(fineRange(basis, of.facts).ranges, of.target))
  const chosen = others.length === 0 ? null : oneFine(ranges.filter((range) => range !== undefined))
  if (!chosen) return { ok: true, basis: main, others, outcome: own }
  const basis = [main, ...others][ranges.indexOf(chosen.range)] ?? main
  const outcome = { ranges: [{ ...chosen.range, target: of.target }], gaps: [], notes: [...own.notes, chosen.reason] }
  return { ok: true, basis, others: [main, ...others].filter((each) => each !== basis), outcome }
}
