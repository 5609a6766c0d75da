import type { PenaltyFacts, ViolationCode } from '#contract/penalty'
import { type Basis, type BasisFound, basesOn, basisFor } from './basis.ts'
import { violationOf } from './violation.ts'

/** Facts of a test: a company with nothing found, but for what the test says. */
export const facts = (of: Partial<PenaltyFacts> = {}): PenaltyFacts => ({
  turnover: null,
  illegalGains: null,
  goodsValue: null,
  partyKind: 'legal',
  flags: [],
  ...of,
})

export const found = (code: ViolationCode, conductFrom: string, conductTo: string, decidedOn: string, of?: PenaltyFacts): BasisFound =>
  basisFor(code, { conductFrom, conductTo, decidedOn }, of)

/** The only rule of that day; a test that meets another number of rules is wrong. */
export function basisOn(code: ViolationCode, day: string): Basis {
  const [basis, second] = basesOn(violationOf(code), day)
  if (!basis || second) throw new Error(`${code} has not one rule on ${day}`)
  return basis
}
