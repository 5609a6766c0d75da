import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FineTarget, PartyKind, PenaltyFacts, PenaltyMeasure, ViolationCode } from '#contract/penalty'
import { criminalSuspicion, nothingMeasured } from './crime.ts'
import { facts, found } from './example.ts'
import { fineRange, judgeFine } from './fine.ts'
import { goodFaithSeller } from './good-faith.ts'
import { judgeMeasures } from './measures.ts'
import { hearingRight } from './procedure.ts'
import { publicityTerm } from './publicity.ts'

/** A published case: days that the record lacks are assumed (假定), amounts are those of the record. */
interface Published {
  id: string
  code: ViolationCode
  days: [from: string, to: string, decided: string]
  facts: Partial<PenaltyFacts>
  fines: [FineTarget, number][]
  measures?: PenaltyMeasure[]
  contradicts?: RegExp
}

const lawful: Published[] = [
  {
    id: 'FJ-2020-QZ-001',
    code: 'TA-103',
    days: ['2020-02-11', '2020-02-11', '2020-06-01'],
    facts: {},
    fines: [
      ['agency', 40_000],
      ['responsiblePersons', 20_000],
    ],
    measures: ['warning'],
  },
  {
    id: 'FJ-2020-ND-002',
    code: 'TM-103',
    days: ['2020-01-30', '2020-01-30', '2020-04-01'],
    facts: { turnover: 2_640, illegalGains: 660 },
    fines: [['party', 30_000]],
    measures: ['orderStop'],
  },
  {
    id: 'FJ-2022-FZ-002',
    code: 'SM-101',
    days: ['2022-02-14', '2022-02-14', '2022-03-02'],
    facts: { illegalGains: 5_801 },
    fines: [['party', 50_000]],
    measures: ['orderStop', 'confiscateGains'],
    contradicts: /《奥林匹克标志保护条例》第12条没有规定没收违法所得/,
  },
  {
    id: 'FJ-2021-FZ-003',
    code: 'TM-103',
    days: ['2021-03-01', '2021-04-01', '2021-05-11'],
    facts: { turnover: 18_200 },
    fines: [['party', 100_000]],
    measures: ['confiscateGoods'],
  },
  {
    id: 'CN-2023-HI-001',
    code: 'TM-103',
    days: ['2023-07-01', '2023-07-13', '2023-09-15'],
    facts: { turnover: 19_250 },
    fines: [['party', 24_000]],
    measures: ['orderStop', 'confiscateGoods'],
  },
  {
    id: 'CN-2022-ZJ-001',
    code: 'GI-201',
    days: ['2021-03-01', '2022-09-22', '2022-10-26'],
    facts: { turnover: 32_400, illegalGains: 17_800 },
    fines: [['party', 62_900]],
    measures: ['confiscateGoods', 'confiscateGains'],
    contradicts: /《商标法》\(2019修正\)第60条第2款没有规定没收违法所得/,
  },
  {
    id: 'CN-2024-SD-002',
    code: 'GI-201',
    days: ['2024-09-13', '2024-09-13', '2024-10-10'],
    facts: { turnover: 120 },
    fines: [['party', 35]],
    measures: ['confiscateGoods'],
  },
  {
    id: 'CN-2022-SH-002',
    code: 'PT-103',
    days: ['2021-11-20', '2021-12-20', '2022-03-01'],
    facts: {},
    fines: [['party', 5_000]],
    measures: ['orderCorrect', 'announce'],
  },
  {
    id: 'CN-2022-TJ-001',
    code: 'PA-301',
    days: ['2019-10-01', '2021-11-30', '2022-03-01'],
    facts: { illegalGains: 27_845.36 },
    fines: [['party', 27_845.36]],
    measures: ['confiscateGains'],
  },
  {
    id: 'CN-2023-AH-001',
    code: 'PA-301',
    days: ['2019-04-01', '2022-07-31', '2023-03-01'],
    facts: { illegalGains: 63_650 },
    fines: [['party', 63_650]],
    measures: ['confiscateGains'],
  },
  {
    id: 'CN-2024-GD-002',
    code: 'PA-105',
    days: ['2022-08-01', '2023-06-30', '2024-12-02'],
    facts: { illegalGains: 18_481.5 },
    fines: [['agency', 20_000]],
    measures: ['orderStop', 'confiscateGains'],
    contradicts: /《专利代理条例》第25条第1款没有规定没收违法所得/,
  },
]

describe('a published case', () => {
  for (const { id, code, days, facts: known, fines, measures = [], contradicts } of lawful)
    test(`${id}: fines ${fines.map(([, fine]) => fine)} are in the range${contradicts ? ', and a measure contradicts the rule' : ''}`, () => {
      const answer = found(code, ...days)
      assert.ok(answer.kind === 'one', answer.kind)
      const outcome = fineRange(answer.basis, facts(known))
      for (const [target, fine] of fines) {
        assert.equal(judgeFine({ target, fine }, outcome).ok, true)
        assert.equal(judgeFine({ target, fine: 10_000_000 }, outcome).ok, false, 'and ten million would not be')
      }
      const doubts = judgeMeasures(answer.basis, measures).map((doubt) => doubt.sentence)
      if (contradicts) assert.match(doubts.join(), contradicts)
      else assert.deepEqual(doubts, [])
    })

  for (const [id, code, day, missing] of [
    ['FJ-2005-FZ-005', 'UC-102', '2005-04-01', 'prohibition'],
    ['FJ-2018-PT-001', 'TM-101', '2018-01-31', 'prohibition'],
    ['CN-2017-SH-001', 'TM-102', '2016-12-31', 'penalty'],
    ['CN-2022-HN-001', 'GI-105', '2022-10-19', 'prohibition'],
    ['CN-2024-BJ-001', 'UC-102', '2023-06-01', 'penalty'],
  ] as const)
    test(`${id} is older than the rules that we hold: no rule in force on ${day}`, () => {
      const answer = found(code, day, day, '2024-12-31')
      assert.deepEqual([answer.kind, answer.kind === 'none' && [answer.day, answer.missing]], ['none', [day, missing]])
    })

  test('FJ-2024-LY-001: the officer chose the consumer law; a warning without a fine is lawful and not published', () => {
    const answer = found('GI-106', '2024-11-04', '2024-11-04', '2024-11-20')
    assert.ok(answer.kind === 'choose')
    const consumer = answer.candidates.find((basis) => basis.law === '《消费者权益保护法》')
    assert.ok(consumer)
    assert.equal(judgeFine({ target: 'party', fine: 0 }, fineRange(consumer, facts())).ok, true)
    assert.deepEqual(judgeMeasures(consumer, ['orderCorrect', 'warning']), [])
    assert.equal(
      publicityTerm({ measures: ['orderCorrect', 'warning'], fine: 0, grade: 'ordinary', on: 'operator', keyField: false }).published,
      false,
    )
  })

  test('CN-2024-GD-001: the fine that was not published lies between 18,250 and 91,250', () => {
    const answer = found('PA-301', '2021-11-01', '2022-12-31', '2024-02-01')
    const ranges = answer.kind === 'one' ? fineRange(answer.basis, facts({ illegalGains: 18_250 })).ranges : []
    assert.deepEqual(
      ranges.map(({ min, max }) => [min, max]),
      [[18_250, 91_250]],
    )
  })

  test('FJ-2021-FZ-003: 100,000 gives the right to a hearing, whatever the party is', () => {
    const proposal = { measures: [], fine: 100_000, confiscatedGains: 0, confiscatedGoodsValue: 18_200 }
    for (const kind of ['natural', 'soleTrader', 'legal', 'other'] as const satisfies PartyKind[])
      assert.equal(hearingRight(proposal, kind).holds, true)
  })

  test('FJ-2021-SM-001: marking a patent wrongly is corrected, not punished', () => {
    assert.equal(found('PT-106', '2021-08-30', '2021-08-30', '2021-09-18').kind, 'notPenalty')
  })

  test('FJ-2023-ND-001: 269,726 unsold was judged by the older interpretation; today it would be reached', () => {
    const measures = { ...nothingMeasured, unsold: 269_726, marks: 2 }
    assert.equal(criminalSuspicion('TM-103', measures, '2023-02-27').level, 'olderRules')
    assert.equal(criminalSuspicion('TM-103', measures, '2025-05-01').level, 'reached')
  })

  const downstream = { unaware: true, lawfulSource: true, supplierNamed: true, exclusions: [] }

  test('CN-2023-HI-001: the shops downstream sold in good faith: no fine, stop selling', () => {
    const finding = goodFaithSeller('TM-103', downstream)
    assert.ok(finding.applies)
    assert.deepEqual([finding.fine, finding.order], [0, 'orderStopSale'])
  })

  test('FJ-2020-ND-002: without papers and supplier there is no good faith', () => {
    const finding = goodFaithSeller('TM-103', { ...downstream, lawfulSource: false, supplierNamed: false })
    assert.ok(!finding.applies)
    assert.equal(finding.missing.length, 2)
  })

  test('good faith fails for each exclusion, for each missing condition, and for other violations', () => {
    for (const exclusion of ['abnormalChannel', 'refusedAccounts', 'hidEvidence', 'repeated', 'otherwiseKnew'] as const)
      assert.equal(goodFaithSeller('TM-103', { ...downstream, exclusions: [exclusion] }).applies, false)
    for (const condition of ['unaware', 'lawfulSource', 'supplierNamed'] as const)
      assert.equal(goodFaithSeller('UC-101', { ...downstream, [condition]: false }).applies, false)
    assert.equal(goodFaithSeller('PT-102', { ...downstream, supplierNamed: false }).applies, true, 'the patent rule asks only for two')
    assert.equal(goodFaithSeller('TM-101', downstream).applies, false)
  })
})
