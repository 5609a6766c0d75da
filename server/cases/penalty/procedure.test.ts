import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PartyKind, PenaltyMeasure, PenaltyProposal } from '#contract/penalty'
import { collectiveDiscussionNeeded, hearingRight, legalReviewNeeded, simpleProcedureAllowed } from './procedure.ts'

type Proposal = Pick<PenaltyProposal, 'measures' | 'fine' | 'confiscatedGains' | 'confiscatedGoodsValue'>
const proposal = (of: Partial<Proposal> = {}): Proposal => ({ measures: [], fine: 0, confiscatedGains: 0, confiscatedGoodsValue: 0, ...of })

describe('the right to a hearing', () => {
  for (const [kind, at, below] of [
    ['natural', 10_000, 9_999.99],
    ['legal', 100_000, 99_999.99],
    ['other', 100_000, 99_999.99],
    ['soleTrader', 10_000, 9_999.99],
  ] as const satisfies [PartyKind, number, number][])
    test(`of a party "${kind}" begins with a fine of ${at}, or with as much confiscated`, () => {
      assert.equal(hearingRight(proposal({ fine: at }), kind).holds, true)
      assert.equal(hearingRight(proposal({ fine: below }), kind).holds, false)
      assert.equal(hearingRight(proposal({ confiscatedGains: at / 2, confiscatedGoodsValue: at / 2 }), kind).holds, true)
      assert.equal(hearingRight(proposal({ confiscatedGains: below }), kind).holds, false)
    })

  test('does not add the fine to what is confiscated', () => {
    assert.equal(hearingRight(proposal({ fine: 60_000, confiscatedGoodsValue: 60_000 }), 'legal').holds, false)
  })

  test('of a sole trader is configured, and says that this is not verified', () => {
    const asLegal = hearingRight(proposal({ fine: 50_000 }), 'soleTrader', { hearing: 'legal', simple: 'natural' })
    assert.equal(asLegal.holds, false)
    assert.match(asLegal.marks.join(), /个体工商户按法人.*未核实/)
    assert.doesNotMatch(hearingRight(proposal({ fine: 50_000 }), 'legal').marks.join(), /个体工商户/)
  })

  test('comes with closing, revoking and restricting, whatever the amount, and with nothing milder', () => {
    const heard: PenaltyMeasure[] = ['suspendBusiness', 'closure', 'restrictPractice', 'downgrade', 'revokeLicence', 'restrictBusiness']
    for (const measure of heard) assert.match(hearingRight(proposal({ measures: [measure] }), 'legal').reasons.join(), /听证办法》第5条/)
    for (const measure of ['warning', 'publicCriticism', 'confiscateGoods', 'orderStop'] as const)
      assert.equal(hearingRight(proposal({ measures: [measure] }), 'legal').holds, false)
  })
})

describe('legal review and collective discussion', () => {
  const plain = { majorPublicInterest: false, hearingHeld: false, complex: false, inCatalogue: false }

  test('are not for every case', () => {
    assert.equal(legalReviewNeeded(plain).holds, false)
    assert.equal(collectiveDiscussionNeeded({ ...plain, penalty: true, secondExtension: false }).holds, false)
  })

  for (const ground of ['majorPublicInterest', 'hearingHeld', 'complex', 'inCatalogue'] as const)
    test(`follow from ${ground}; the discussion only if a penalty is proposed`, () => {
      const facts = { ...plain, [ground]: true }
      assert.equal(legalReviewNeeded(facts).reasons.length, 1)
      assert.equal(collectiveDiscussionNeeded({ ...facts, penalty: true, secondExtension: false }).holds, true)
      assert.equal(collectiveDiscussionNeeded({ ...facts, penalty: false, secondExtension: false }).holds, false)
    })

  test('the second extension is discussed in any case', () => {
    assert.match(collectiveDiscussionNeeded({ ...plain, penalty: false, secondExtension: true }).reasons.join(), /第64条/)
  })
})

describe('the simple procedure', () => {
  const clear = { factsClear: true }
  for (const [kind, limit] of [
    ['natural', 200],
    ['soleTrader', 200],
    ['legal', 3_000],
    ['other', 3_000],
  ] as const)
    test(`is open for a party "${kind}" up to ${limit} and not a cent more`, () => {
      assert.equal(simpleProcedureAllowed(proposal({ fine: limit }), kind, clear).holds, true)
      assert.equal(simpleProcedureAllowed(proposal({ fine: limit + 0.01 }), kind, clear).holds, false)
    })

  test('is open for a warning, with an order to correct beside it', () => {
    assert.equal(simpleProcedureAllowed(proposal({ measures: ['warning', 'orderCorrect'] }), 'natural', clear).holds, true)
    assert.equal(simpleProcedureAllowed(proposal({ measures: ['orderCorrect'] }), 'natural', clear).holds, false)
  })

  test('is closed to confiscation, to other penalties and to doubtful facts', () => {
    assert.equal(simpleProcedureAllowed(proposal({ fine: 100, confiscatedGoodsValue: 10 }), 'natural', clear).holds, false)
    assert.equal(simpleProcedureAllowed(proposal({ fine: 100, measures: ['confiscateGoods'] }), 'natural', clear).holds, false)
    assert.equal(simpleProcedureAllowed(proposal({ fine: 100 }), 'natural', { factsClear: false }).holds, false)
  })

  test('of a sole trader is configured, and marked', () => {
    const asLegal = simpleProcedureAllowed(proposal({ fine: 3_000 }), 'soleTrader', clear, { hearing: 'natural', simple: 'legal' })
    assert.equal(asLegal.holds, true)
    assert.match(asLegal.marks.join(), /未核实/)
  })
})
