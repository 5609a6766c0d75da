import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ViolationCode } from '#contract/penalty'
import { settleBasis } from './basis.ts'
import { facts, found } from './example.ts'

/** Conduct in December 2026, decision in February 2027: the Trademark Law of 2026 came between. */
const overTheSwitch = (code: ViolationCode, of?: ReturnType<typeof facts>) => found(code, '2026-12-01', '2026-12-20', '2027-02-10', of)

describe('the penalty rule of a case', () => {
  test('is the one of the conduct when nothing changed', () => {
    const answer = found('TM-103', '2026-05-01', '2026-06-01', '2026-09-01')
    assert.equal(answer.kind === 'one' && answer.basis.article, '第60条第2款')
  })

  test('holds on its first and its last day', () => {
    const last = found('TM-201', '2026-12-31', '2026-12-31', '2026-12-31')
    const first = found('TM-201', '2027-01-01', '2027-01-01', '2027-01-01')
    assert.equal(last.kind === 'one' && last.basis.article, '第51条')
    assert.equal(first.kind === 'one' && first.basis.article, '第61条')
  })

  for (const [code, law, why] of [
    ['TM-205', '《商标法》(2026修订)', /较轻/],
    ['TM-201', '《商标法》(2019修正)', /处罚相同/],
    ['TM-204', '《商标法》(2019修正)', /较重/],
    ['TM-206', '《商标法实施条例》', /同一规定/],
    ['PT-101', '《专利法》(2020修正)', /同一规定/],
  ] as const)
    test(`${code} over the switch of 2027 is judged by ${law}`, () => {
      const answer = overTheSwitch(code)
      assert.ok(answer.kind === 'one')
      assert.equal(answer.basis.law, law)
      assert.match(answer.reason, why)
    })

  for (const code of ['TM-101', 'TM-103', 'GI-201', 'TM-202', 'TM-203', 'TM-208', 'TA-101', 'TA-105'] as const)
    test(`${code} over the switch of 2027 is weighed by people, not by the machine`, () => {
      const answer = overTheSwitch(code)
      assert.ok(answer.kind === 'manual')
      assert.equal(answer.why, 'lightnessUndecided')
      assert.ok(answer.old && answer.new)
    })

  test('says what differs: the word 销毁 was dropped, the fines are the same', () => {
    const answer = overTheSwitch('TM-103')
    assert.match(answer.reason, /没收、销毁侵权商品/)
    assert.match(answer.reason, /罚款幅度相同/)
  })

  test('can be decided on the facts where the rules as written cannot be compared', () => {
    const harmless = overTheSwitch('TM-208', facts({ illegalGains: 5_000 }))
    assert.equal(harmless.kind === 'one' && harmless.basis.article, '第54条')
    const harmful = overTheSwitch('TM-208', facts({ illegalGains: 5_000, flags: ['adverseEffect'] }))
    assert.equal(harmful.kind === 'one' && harmful.basis.article, '第12条')
  })

  test('never reaches back: an offence new in 2027 has no rule in 2026', () => {
    for (const code of ['TM-209', 'TM-207', 'TA-107'] as const) {
      const answer = overTheSwitch(code)
      assert.deepEqual([answer.kind, answer.kind === 'none' && answer.day], ['none', '2026-12-20'])
      assert.match(answer.reason, /没有现行有效/)
    }
  })

  test('is absent when the record of the old rule is missing, though the prohibition stood', () => {
    const answer = found('UC-102', '2025-03-01', '2025-10-14', '2025-12-01')
    assert.deepEqual([answer.kind, answer.kind === 'none' && answer.missing], ['none', 'penalty'])
  })

  test('of conduct across a switch is confirmed by people', () => {
    const across = found('TM-201', '2026-11-01', '2027-01-15', '2027-03-01')
    assert.deepEqual([across.kind, across.kind === 'manual' && across.why], ['manual', 'spansSwitch'])
    const prohibition = found('TM-206', '2026-11-01', '2027-01-15', '2027-03-01')
    assert.deepEqual(
      [prohibition.kind, prohibition.kind === 'manual' && prohibition.why],
      ['manual', 'spansSwitch'],
      'the penalty rule stayed',
    )
    const added = found('PT-101', '2023-11-01', '2024-03-01', '2024-05-01')
    assert.equal(added.kind, 'one', 'a rule that only joined is no switch')
    const fromBefore = found('TM-209', '2026-11-01', '2027-01-15', '2027-03-01')
    assert.deepEqual([fromBefore.kind, fromBefore.kind === 'manual' && fromBefore.old], ['manual', null])
  })

  test('of a geographical indication is chosen, never given', () => {
    for (let item = 101; item <= 109; item += 1) {
      // The template spells GI-101 to GI-109, all of them codes.
      const answer = found(`GI-${item}` as ViolationCode, '2026-01-01', '2026-01-10', '2026-03-01')
      assert.equal(answer.kind === 'choose' && answer.candidates.length, 3)
    }
    const before = found('GI-105', '2024-05-01', '2024-05-02', '2024-08-01')
    assert.deepEqual(
      before.kind === 'choose' && before.candidates.map((basis) => basis.law),
      ['《产品质量法》', '《消费者权益保护法》'],
      'the Anti-Unfair Competition Law of 2025 was not yet in force',
    )
    assert.ok(before.kind === 'choose' && before.candidates.every((basis) => basis.marks.some((mark) => mark.includes('未核实'))))
  })

  test('does not exist for what is no penalty', () => {
    for (const code of ['PT-106', 'PT-201', 'PA-302', 'IC-101', 'CR-900', 'BL-001'] as const)
      assert.equal(found(code, '2026-11-01', '2026-11-02', '2026-11-20').kind, 'notPenalty')
  })
})

describe('the choice of a rule', () => {
  const alone = { officer: 'a', reviewer: null }
  const choice = { law: '《产品质量法》', article: '第53条（以专用标志为“质量标志”路径）', reason: '冒用专用标志属于冒用质量标志' }
  const geographical = found('GI-105', '2026-01-01', '2026-01-10', '2026-03-01')

  test('needs a reason and one of the candidates', () => {
    assert.equal(settleBasis(geographical, choice, alone).ok, true)
    assert.equal(settleBasis(geographical, undefined, alone).ok, false)
    assert.equal(settleBasis(geographical, { ...choice, reason: ' ' }, alone).ok, false)
    assert.equal(settleBasis(geographical, { ...choice, article: '第54条' }, alone).ok, false)
  })

  test('of old or new law needs a second person', () => {
    const switched = overTheSwitch('TM-103')
    const old = { law: '《商标法》(2019修正)', article: '第60条第2款', reason: '罚款幅度相同，从旧' }
    assert.equal(settleBasis(switched, old, alone).ok, false)
    assert.equal(settleBasis(switched, old, { officer: 'a', reviewer: 'a' }).ok, false)
    assert.equal(settleBasis(switched, old, { officer: 'a', reviewer: 'b' }).ok, true)
  })

  test('is not asked where there is one rule, and cannot make one where there is none', () => {
    assert.equal(settleBasis(found('PT-101', '2026-01-01', '2026-01-02', '2026-03-01'), undefined, alone).ok, true)
    assert.equal(settleBasis(overTheSwitch('TM-209'), { ...choice }, { officer: 'a', reviewer: 'b' }).ok, false)
  })
})
