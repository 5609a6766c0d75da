import { z } from 'zod'
import { LegalDay } from '#contract/common'
import { FineFlag, FineTarget, PenaltyMeasure, ViolationCode, ViolationResult, type ViolationSummary } from '#contract/penalty'
import table from './data/violation-types.json' with { type: 'json' }

/** Amounts carry the boundary in their name: a trademark fine turns at "50,000 and more", a patent fine at "50,000 and less". */
const SimpleCondition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('always') }),
  z.strictObject({ kind: z.literal('turnoverAtLeast'), yuan: z.number().positive() }),
  z.strictObject({ kind: z.literal('turnoverBelowOrNone'), yuan: z.number().positive() }),
  z.strictObject({ kind: z.literal('gainsAbove'), yuan: z.number().positive() }),
  z.strictObject({ kind: z.literal('gainsAtMostOrNone'), yuan: z.number().positive() }),
  z.strictObject({ kind: z.literal('hasGains') }),
  z.strictObject({ kind: z.literal('noGains') }),
  z.strictObject({ kind: z.literal('flag'), flag: FineFlag }),
  z.strictObject({ kind: z.literal('without'), flag: FineFlag }),
])
export const Condition = z.union([SimpleCondition, z.strictObject({ kind: z.literal('all'), of: z.array(SimpleCondition).min(2) })])
export type Condition = z.infer<typeof Condition>

const commonOfFine = {
  when: Condition,
  whenText: z.string(),
  target: FineTarget,
  targetText: z.string().nullable(),
  min: z.number().min(0),
  max: z.number().positive(),
  discretion: z.enum(['may', 'shall']),
  discretionText: z.string(),
  mark: z.string().optional(),
}
export const FineBase = z.enum(['turnover', 'illegalGains', 'goodsValue'])
export type FineBase = z.infer<typeof FineBase>

/** `multiple`: min and max are times the base. `range`: min and max are yuan. */
export const FineRule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('range'), ...commonOfFine }),
  z.strictObject({
    type: z.literal('multiple'),
    ...commonOfFine,
    base: FineBase,
    baseText: z.string(),
    cap: z.number().positive().nullable(),
  }),
])
export type FineRule = z.infer<typeof FineRule>

const span = { effectiveFrom: LegalDay.nullable(), effectiveTo: LegalDay.nullable() }
const LawRow = z.strictObject({ law: z.string(), article: z.string(), ...span, source: z.string().nullable() })

/** A measure by `nationalOffice` is another authority's: it is shown, never compared and never proposed here. */
export const MeasureRule = z.strictObject({
  kinds: z.array(PenaltyMeasure),
  text: z.string(),
  by: z.enum(['local', 'nationalOffice']),
  target: FineTarget.optional(),
})
export type MeasureRule = z.infer<typeof MeasureRule>

const PenaltyRow = LawRow.extend({
  measures: z.array(MeasureRule),
  fines: z.array(FineRule),
  aggravate: z.string().nullable(),
  applicability: z.string().nullable(),
})
export type PenaltyRow = z.infer<typeof PenaltyRow>

export const CrimeArticle = z.union([z.literal(213), z.literal(214), z.literal(215), z.literal(216), z.literal(219)])
export type CrimeArticle = z.infer<typeof CrimeArticle>

const DefenceCondition = z.enum(['unaware', 'lawfulSource', 'supplierNamed', 'validWhenMarked', 'onlySoldAfterExpiry'])
export type DefenceCondition = z.infer<typeof DefenceCondition>

const Violation = z.strictObject({
  code: ViolationCode,
  name: z.string(),
  category: z.string(),
  ipType: z.string(),
  conduct: z.string(),
  result: ViolationResult,
  resultText: z.string(),
  jurisdiction: z.enum([
    ...(['ordinary', 'badFaithFiling', 'trademarkAgency', 'patentEnforcement', 'patentAdjudication', 'patentAgency'] as const),
    ...(['nationalOffice', 'tradeSecret', 'platform', 'copyright', 'blacklist'] as const),
  ]),
  handlingLevel: z.string(),
  basisChoice: z.enum(['officer', 'byDay']),
  legalBasis: z.array(LawRow),
  penaltyBasis: z.array(PenaltyRow),
  criminalLink: z.array(
    z.strictObject({
      article: CrimeArticle,
      crime: z.string(),
      criminalLaw: z.string(),
      threshold: z.string(),
      source: z.string(),
      effectiveFrom: LegalDay,
    }),
  ),
  defences: z.array(
    z.strictObject({
      kind: z.enum(['goodFaithSale', 'markedBeforeExpiry']),
      name: z.string(),
      effect: z.string(),
      basis: z.string(),
      conditions: z.array(z.strictObject({ kind: DefenceCondition, text: z.string() })),
      exclusions: z.string(),
      source: z.string(),
    }),
  ),
  requiredFacts: z.array(z.string()),
  notes: z.string(),
  verified: z.boolean(),
})
export type Violation = z.infer<typeof Violation>

/** Parsed at start: a slip in the law table stops the server instead of a case. */
export const violations: readonly Violation[] = z.array(Violation).parse(table.items)
const byCode = new Map(violations.map((violation) => [violation.code, violation]))

export function violationOf(code: ViolationCode): Violation {
  const found = byCode.get(code)
  if (!found) throw new Error(`the law table has no row for ${code}`)
  return found
}

export const violationSummaries = (): ViolationSummary[] =>
  violations.map(({ code, name, category, result, verified }) => ({ code, name, category, result, unverified: !verified }))
