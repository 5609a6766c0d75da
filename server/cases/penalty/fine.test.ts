import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { FineTarget, LeniencyCircumstance, PenaltyFacts, ViolationCode } from '#contract/penalty'
import { basesOn } from './basis.ts'
import { holds } from './condition.ts'
import { basisOn, facts } from './example.ts'
import { fineRange, judgeFine, oneFine } from './fine.ts'
import { violationOf, violations } from './violation.ts'

const rangesOf = (code: ViolationCode, day: string, of: Partial<PenaltyFacts>) =>
  fineRange(basisOn(code, day), facts(of)).ranges.map(({ target, min, max }) => [target, min, max])

type Row = [why: string, code: ViolationCode, day: string, of: Partial<PenaltyFacts>, ranges: [FineTarget, number, number][]]
const rows: Row[] = [
  ['a turnover of 50,000 is already "50,000 and more"', 'TM-103', '2026-05-01', { turnover: 50_000 }, [['party', 0, 250_000]]],
  ['a cent less is below', 'TM-201', '2026-05-01', { turnover: 49_999.99 }, [['party', 0, 10_000]]],
  ['20 % of the turnover from 50,000 on', 'TM-201', '2026-05-01', { turnover: 60_000 }, [['party', 0, 12_000]]],
  ['five times the turnover', 'TM-103', '2026-05-01', { turnover: 50_000.01 }, [['party', 0, 250_000.05]]],
  ['no turnover', 'TM-103', '2026-05-01', {}, [['party', 0, 250_000]]],
  ['patent gains of 50,000 are still "50,000 and less"', 'PT-101', '2026-05-01', { illegalGains: 50_000 }, [['party', 0, 250_000]]],
  ['a cent more is five times', 'PT-101', '2026-05-01', { illegalGains: 50_000.01 }, [['party', 0, 250_000.05]]],
  ['a patent fine does not look at turnover', 'PT-101', '2026-05-01', { turnover: 900_000 }, [['party', 0, 250_000]]],
  ['gains, capped at 30,000', 'TM-210', '2026-05-01', { illegalGains: 20_000 }, [['party', 0, 30_000]]],
  ['gains below the cap', 'TM-210', '2026-05-01', { illegalGains: 3_000 }, [['party', 0, 9_000]]],
  ['no gains', 'TM-210', '2026-05-01', { illegalGains: 0 }, [['party', 0, 10_000]]],
  ['no cap where the law has none', 'SM-102', '2026-05-01', { illegalGains: 20_000 }, [['party', 0, 100_000]]],
  ['correction overdue', 'TM-204', '2027-05-01', { flags: ['overdueCorrection'] }, [['party', 0, 50_000]]],
  ['corrected in time', 'TM-204', '2027-05-01', {}, []],
  ['no fine in the old law', 'TM-204', '2026-05-01', { flags: ['overdueCorrection'] }, []],
  ['goes on selling', 'TM-206', '2026-05-01', { flags: ['refusesToStopSale'] }, [['party', 0, 100_000]]],
  ['stopped selling', 'TM-206', '2026-05-01', { flags: ['overdueCorrection'] }, []],
  ['adverse effect', 'TM-208', '2027-05-01', { flags: ['adverseEffect'] }, [['party', 0, 100_000]]],
  ['no adverse effect: a warning only', 'TM-208', '2027-05-01', {}, []],
  ['unfiled and overdue', 'TA-105', '2027-05-01', { flags: ['unfiledAgency', 'overdueCorrection'] }, [['party', 10_000, 50_000]]],
  ['unfiled but corrected', 'TA-105', '2027-05-01', { flags: ['unfiledAgency'] }, []],
  ['overdue, but not of filing', 'TA-105', '2027-05-01', { flags: ['overdueCorrection'] }, []],
  ['a fixed amount', 'TM-205', '2026-05-01', {}, [['party', 100_000, 100_000]]],
  [
    'two layers',
    'TA-101',
    '2026-05-01',
    {},
    [
      ['agency', 10_000, 100_000],
      ['responsiblePersons', 5_000, 50_000],
    ],
  ],
  [
    'two layers, ordinary',
    'TA-101',
    '2027-05-01',
    {},
    [
      ['agency', 10_000, 100_000],
      ['responsiblePersons', 5_000, 50_000],
    ],
  ],
  [
    'two layers, serious',
    'TA-101',
    '2027-05-01',
    { flags: ['serious'] },
    [
      ['agency', 100_000, 200_000],
      ['responsiblePersons', 50_000, 100_000],
    ],
  ],
  ['a practitioner, ordinary', 'TA-107', '2027-05-01', {}, [['practitioner', 5_000, 50_000]]],
  ['a practitioner, serious: not both', 'TA-107', '2027-05-01', { flags: ['serious'] }, [['practitioner', 50_000, 100_000]]],
  ['the advertiser alone', 'PT-108', '2026-05-01', {}, [['advertiser', 0, 100_000]]],
  [
    'and those who knew',
    'PT-108',
    '2026-05-01',
    { flags: ['knewOrShouldHaveKnown'] },
    [
      ['advertiser', 0, 100_000],
      ['advertisingAgents', 0, 100_000],
    ],
  ],
  ['a person', 'UC-103', '2026-05-01', { partyKind: 'natural' }, [['individual', 0, 10_000]]],
  ['a sole trader, as a person', 'UC-103', '2026-05-01', { partyKind: 'soleTrader' }, [['individual', 0, 10_000]]],
  ['a company', 'UC-103', '2026-05-01', {}, [['unit', 0, 100_000]]],
  ['a trade secret', 'UC-102', '2026-05-01', {}, [['party', 100_000, 1_000_000]]],
  ['a trade secret, serious', 'UC-102', '2026-05-01', { flags: ['serious'] }, [['party', 1_000_000, 5_000_000]]],
  ['a platform that corrected', 'EC-101', '2026-05-01', {}, []],
  ['a platform overdue', 'EC-101', '2026-05-01', { flags: ['overdueCorrection'] }, [['platform', 50_000, 500_000]]],
  [
    'a platform overdue and serious',
    'EC-101',
    '2026-05-01',
    { flags: ['overdueCorrection', 'serious'] },
    [['platform', 500_000, 2_000_000]],
  ],
  ['once to five times the gains', 'PA-301', '2026-05-01', { illegalGains: 18_250 }, [['party', 18_250, 91_250]]],
]

describe('the range of a fine', () => {
  for (const [why, code, day, of, ranges] of rows)
    test(`${code} on ${day}: ${why}`, () => assert.deepEqual(rangesOf(code, day, of), ranges))

  test('is one for each target, the first rule that matches', () => {
    const basis = basisOn('TM-205', '2026-05-01')
    const twice = { ...basis, fines: basis.fines.flatMap((fine) => [fine, { ...fine, min: 1, max: 2 }]) }
    assert.deepEqual(
      fineRange(twice, facts()).ranges.map((range) => range.max),
      [100_000],
    )
  })

  test('never depends on the order of the rules: of one target no two match the same facts', () => {
    const findings: PenaltyFacts['flags'][] = [
      [],
      ['serious'],
      ['overdueCorrection'],
      ['serious', 'overdueCorrection', 'unfiledAgency', 'adverseEffect'],
    ]
    for (const amount of [null, 0, 49_999, 50_000, 50_001])
      for (const flags of findings)
        for (const row of violations.flatMap((violation) => violation.penaltyBasis)) {
          const matching = row.fines.filter((fine) => holds(fine.when, facts({ turnover: amount, illegalGains: amount, flags })))
          assert.equal(new Set(matching.map((fine) => fine.target)).size, matching.length, `${row.law}${row.article}`)
        }
  })

  test('is no number where the amount that it multiplies is missing', () => {
    const outcome = fineRange(basisOn('PA-301', '2026-05-01'), facts())
    assert.deepEqual(outcome.ranges, [])
    assert.match(outcome.gaps.join(), /《专利代理条例》第27条.*本条无罚款数额/)
  })

  test('of a geographical indication follows the chosen law', () => {
    const [quality, consumer, competition] = basesOn(violationOf('GI-105'), '2026-05-01')
    assert.ok(quality && consumer && competition)
    const max = (of: Partial<PenaltyFacts>) => [quality, consumer, competition].map((basis) => fineRange(basis, facts(of)).ranges[0]?.max)
    assert.deepEqual(max({ goodsValue: 8_000, illegalGains: 3_000, turnover: 60_000 }), [8_000, 30_000, 300_000])
    assert.deepEqual(max({}), [undefined, 500_000, 250_000])
  })

  test('is written out with article, condition and marks', () => {
    const [range] = fineRange(basisOn('TM-103', '2026-05-01'), facts({ turnover: 80_000 })).ranges
    assert.equal(range?.formula, '违法经营额80,000元的5倍以下，即400,000元以下')
    assert.deepEqual(
      [range?.law, range?.article, range?.whenText, range?.discretion],
      ['《商标法》(2019修正)', '第60条第2款', '违法经营额≥50000元', 'may'],
    )
    const [percent] = fineRange(basisOn('TM-202', '2026-05-01'), facts({ turnover: 60_000 })).ranges
    assert.equal(percent?.formula, '违法经营额60,000元的20%以下，即12,000元以下')
    const [capped] = fineRange(basisOn('TM-210', '2026-05-01'), facts({ illegalGains: 20_000 })).ranges
    assert.equal(capped?.formula, '非法所得20,000元的3倍以下，最高不超过30,000元，即30,000元以下')
    const [serious] = fineRange(basisOn('EC-101', '2026-05-01'), facts({ flags: ['serious'] })).ranges
    assert.match(serious?.marks.join() ?? '', /未核实/)
  })

  test('is not moved by a repeat, which is said beside it', () => {
    const of = (flags: PenaltyFacts['flags']) => fineRange(basisOn('TM-103', '2026-05-01'), facts({ turnover: 80_000, flags }))
    assert.deepEqual(of(['repeatWithinFiveYears']).ranges, of([]).ranges)
    assert.match(of(['repeatWithinFiveYears']).notes.join(), /从重/)
    assert.deepEqual(of([]).notes, [])
  })
})

describe('a proposed fine', () => {
  const twoLayers = fineRange(basisOn('TA-101', '2026-05-01'), facts())
  const judge = (fine: number, circumstance?: LeniencyCircumstance, reason = '主动召回全部商品') =>
    judgeFine({ fine, target: 'agency', mitigation: circumstance && { circumstance, reason } }, twoLayers)

  test('may be the lowest and the highest', () => {
    for (const fine of [10_000, 55_000, 100_000]) assert.equal(judge(fine).ok, true, String(fine))
  })

  test('is refused outside with the amount, the range and the article', () => {
    const low = judge(9_999.99)
    assert.ok(!low.ok)
    assert.deepEqual(
      [low.proposed, low.range?.min, low.range?.max, low.article],
      [9_999.99, 10_000, 100_000, '《商标法》(2019修正)第68条第1款'],
    )
    assert.match(low.sentence, /9,999\.99元.*10,000元以上100,000元以下.*低于法定下限/)
    assert.equal(judge(100_000.01).ok, false)
  })

  test('may go below for a circumstance of art. 32 with its reason', () => {
    assert.equal(judge(6_000, 'harmRemoved').ok, true)
    assert.equal(judge(6_000, 'harmRemoved', ' ').ok, false)
  })

  test('may not go above for any circumstance', () => assert.equal(judge(100_001, 'harmRemoved').ok, false))

  test('is lowered, not dropped, under art. 32', () => {
    for (const circumstance of ['harmRemoved', 'meritoriousHelp', 'otherByLaw'] as const) {
      assert.equal(judge(0, circumstance).ok, false, circumstance)
      assert.equal(judge(1, circumstance).ok, true, circumstance)
    }
    const dropped = judge(0, 'harmRemoved')
    assert.match(dropped.ok ? '' : dropped.sentence, /第32条只能减轻/u)
  })

  test('is not lowered but dropped under art. 33', () => {
    assert.equal(judge(6_000, 'firstAndMinor').ok, false)
    assert.equal(judge(0, 'firstAndMinor').ok, true)
  })

  test('may be left out where the law says may, not where it says shall', () => {
    assert.equal(judge(0).ok, false)
    const may = fineRange(basisOn('TM-103', '2026-05-01'), facts({ turnover: 100 }))
    assert.equal(judgeFine({ fine: 0, target: 'party' }, may).ok, true)
    const upTo = fineRange(basisOn('TM-205', '2027-05-01'), facts())
    assert.equal(judgeFine({ fine: 0, target: 'party' }, upTo).ok, false, '"处十万元以下" is a fine that shall be laid')
  })

  test('on a target that the rule does not name is refused', () => {
    assert.equal(judgeFine({ fine: 1, target: 'platform' }, twoLayers).ok, false)
    assert.equal(judgeFine({ fine: 0, target: 'platform' }, twoLayers).ok, true)
  })

  test('of one act against two rules follows the higher', () => {
    const [passing] = fineRange(basisOn('PT-103', '2026-05-01'), facts({ illegalGains: 60_000 })).ranges
    const [advertising] = fineRange(basisOn('PT-108', '2026-05-01'), facts()).ranges
    assert.ok(passing && advertising)
    assert.equal(oneFine([advertising, passing])?.range, passing)
    assert.match(oneFine([advertising, passing])?.reason ?? '', /第29条/)
    const higherFloor = { ...advertising, min: 5_000 }
    assert.equal(oneFine([advertising, higherFloor])?.range, higherFloor)
    assert.equal(oneFine([]), null)
  })
})
