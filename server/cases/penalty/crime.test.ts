import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ViolationCode } from '#contract/penalty'
import { type CrimeMeasures, criminalSuspicion, nothingMeasured } from './crime.ts'

const level = (code: ViolationCode, of: Partial<CrimeMeasures>, day = '2026-05-01') =>
  criminalSuspicion(code, { ...nothingMeasured, ...of }, day).level

describe('the suspicion of crime', () => {
  const thresholds: [ViolationCode, keyof CrimeMeasures, number, Partial<CrimeMeasures>][] = [
    ['TM-101', 'gains', 30_000, {}],
    ['TM-101', 'turnover', 50_000, {}],
    ['TM-101', 'gains', 20_000, { marks: 2 }],
    ['TM-101', 'turnover', 30_000, { repeated: true }],
    ['TM-101', 'gains', 50_000, { on: 'service' }],
    ['TM-101', 'gains', 30_000, { on: 'service', marks: 2 }],
    ['TM-103', 'gains', 30_000, {}],
    ['TM-103', 'sold', 50_000, {}],
    ['TM-103', 'unsold', 150_000, {}],
    ['TM-103', 'gains', 20_000, { repeated: true }],
    ['TM-103', 'sold', 30_000, { repeated: true }],
    ['TM-103', 'unsold', 90_000, { repeated: true }],
    ['TM-104', 'pieces', 10_000, {}],
    ['TM-104', 'unsoldPieces', 30_000, {}],
    ['TM-104', 'gains', 20_000, {}],
    ['TM-104', 'turnover', 30_000, {}],
    ['TM-104', 'unsold', 90_000, {}],
    ['TM-104', 'pieces', 5_000, { marks: 2 }],
    ['TM-104', 'gains', 10_000, { repeated: true }],
    ['TM-104', 'turnover', 20_000, { repeated: true }],
    ['PT-101', 'gains', 100_000, { othersPatent: true }],
    ['PT-103', 'turnover', 200_000, { othersPatent: true }],
    ['PT-104', 'loss', 300_000, { othersPatent: true }],
    ['PT-101', 'gains', 50_000, { othersPatent: true, patents: 2 }],
    ['PT-101', 'turnover', 100_000, { othersPatent: true, repeated: true }],
    ['UC-102', 'loss', 300_000, {}],
    ['UC-102', 'gains', 300_000, {}],
    ['UC-102', 'loss', 100_000, { repeated: true }],
    ['GI-201', 'turnover', 50_000, {}],
    ['GI-201', 'unsold', 150_000, {}],
  ]
  for (const [code, measure, amount, of] of thresholds)
    test(`${code} ${JSON.stringify(of)}: ${measure} reached at ${amount}, near from four fifths, none below`, () => {
      assert.equal(level(code, { ...of, [measure]: amount }), 'reached')
      assert.equal(level(code, { ...of, [measure]: amount - 0.01 }), 'near')
      assert.equal(level(code, { ...of, [measure]: amount * 0.8 }), 'near')
      assert.equal(level(code, { ...of, [measure]: amount * 0.8 - 0.01 }), 'none')
    })

  test('adds sold and unsold goods', () => {
    assert.equal(level('TM-103', { sold: 30_000, unsold: 119_999 }), 'near')
    assert.equal(level('TM-103', { sold: 30_000, unsold: 120_000 }), 'reached')
  })

  test('two marks do not lower the threshold of selling', () => assert.equal(level('TM-103', { sold: 31_000, marks: 2 }), 'none'))
  test('a patent that is nobody’s is no crime', () => assert.equal(level('PT-103', { turnover: 9_000_000 }), 'none'))
  test('a violation without a crime has none', () => assert.equal(level('TM-102', { turnover: 9_000_000 }), 'none'))

  test('before 2025-04-26 is compared by people and not computed', () => {
    const old = criminalSuspicion('TM-103', { ...nothingMeasured, sold: 900_000 }, '2025-04-25')
    assert.deepEqual([old.level, old.hits], ['olderRules', []])
    assert.match(old.sentence, /从旧兼从轻/)
    assert.equal(level('TM-103', { sold: 900_000 }, '2025-04-26'), 'reached')
  })

  test('says crime, amount and threshold', () => {
    const { hits, articles, sentence } = criminalSuspicion('TM-103', { ...nothingMeasured, sold: 89_200 }, '2026-05-01')
    assert.deepEqual(hits, [{ crime: 214, measure: '销售金额', value: 89_200, threshold: 50_000, unit: 'yuan' }])
    assert.deepEqual(articles, ['《刑法》第214条销售假冒注册商标的商品罪'])
    assert.match(sentence, /89,200元，门槛50,000元.*法释〔2025〕5号/)
  })
})
