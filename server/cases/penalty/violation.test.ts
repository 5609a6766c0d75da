import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ViolationCode } from '#contract/penalty'
import { type Violation, violationSummaries, violations } from './violation.ts'

/** Written from the jurists' reference alone; a line of it that our table does not say, or says differently, is shown as a difference. */
const reference = readFileSync(new URL('./data/reference-digest.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .filter((line) => !line.startsWith('#'))

const text = (value: string | number | boolean | null) => (value === null ? '-' : String(value))
const line = (...cells: (string | number | boolean | null)[]) => cells.map(text).join('\t')

function digest({ code, name, category, verified, legalBasis, penaltyBasis }: Violation): string[] {
  return [
    line('type', code, name, category, verified),
    ...legalBasis.map((row) => line('prohibition', code, row.law, row.article, row.effectiveFrom, row.effectiveTo)),
    ...penaltyBasis.flatMap((row) => {
      const law = [code, row.law, row.article, row.effectiveFrom, row.effectiveTo]
      return [
        line('penalty', ...law, row.measures.map((measure) => measure.text).join('；')),
        ...row.fines.map((fine) => {
          const [base, cap] = fine.type === 'multiple' ? [fine.baseText, fine.cap] : [null, null]
          return line('fine', ...law, fine.whenText || null, fine.type, base, fine.min, fine.max, fine.discretionText, fine.targetText, cap)
        }),
      ]
    }),
  ]
}

test('the table says of every violation what the reference says: name, law, article, dates, measures and amounts', () => {
  assert.deepEqual(violations.flatMap(digest), reference)
  assert.equal(violations.length, 61)
})

test('the table has every code of the contract, once, and no other', () => {
  assert.deepEqual(violations.map((violation) => violation.code).sort(), [...ViolationCode.options].sort())
})

test('an amount in a condition is the amount of its sentence, with the same side of the boundary', () => {
  const sides: Record<string, RegExp> = {
    turnoverAtLeast: /经营额≥50000/,
    turnoverBelowOrNone: /没有.*<50000/,
    gainsAbove: /所得>50000/,
    gainsAtMostOrNone: /没有.*≤50000/,
    hasGains: /^有违法所得/,
    noGains: /^没有违法所得$/,
  }
  let seen = 0
  for (const fine of violations.flatMap((violation) => violation.penaltyBasis.flatMap((row) => row.fines))) {
    const side = sides[fine.when.kind]
    if (!side) continue
    seen += 1
    assert.match(fine.whenText, side)
    if ('yuan' in fine.when) assert.equal(fine.when.yuan, 50_000)
  }
  assert.equal(seen, reference.filter((row) => row.startsWith('fine') && /经营额|所得|没有或/.test(row.split('\t')[6] ?? '')).length)
})

test('a fine whose sentence states a finding asks for that finding', () => {
  const flags: Record<string, string[]> = {
    逾期不改正: ['overdueCorrection'],
    未依法备案且逾期不改正: ['unfiledAgency', 'overdueCorrection'],
    拒不停止销售: ['refusesToStopSale'],
    情节严重: ['serious'],
    造成不良影响: ['adverseEffect'],
    '明知或应知仍设计、制作、代理、发布': ['knewOrShouldHaveKnown'],
  }
  for (const { when, whenText } of violations.flatMap((violation) => violation.penaltyBasis.flatMap((row) => row.fines))) {
    const parts = when.kind === 'all' ? when.of : [when]
    assert.deepEqual(
      parts.flatMap((part) => (part.kind === 'flag' ? [part.flag] : [])),
      flags[whenText] ?? [],
      whenText,
    )
  }
})

test('the picker marks what is not verified', () => {
  const unverified = violationSummaries().filter((summary) => summary.unverified)
  assert.deepEqual(
    unverified.map((summary) => summary.code),
    ['GI-101', 'GI-102', 'GI-103', 'GI-104', 'GI-106', 'GI-107', 'GI-108', 'GI-109', 'IC-101'],
  )
})
