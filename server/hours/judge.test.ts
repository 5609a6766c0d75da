import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { defaultSettings, type HoursSettings, type StaffCategory } from '#contract/hours-rules'
import { categoryNote, type Earned, fiveYearsOf, judgePerson } from './judge.ts'

const earned = (earnedOn: string, hours: number, more: Partial<Earned> = {}): Earned => ({
  form: 'class',
  subject: null,
  hours,
  days: 0,
  earnedOn,
  ...more,
})
const judge = (category: StaffCategory, some: readonly Earned[], asOf: string, settings: Partial<HoursSettings> = {}) =>
  judgePerson({ belongings: [{ category, from: '2010-01-01', to: null, unmet: false }], earned: some }, asOf, {
    ...defaultSettings,
    ...settings,
  })
const lines = (judged: ReturnType<typeof judge>, rule: string) =>
  judged.requirements.find((one) => one.rule === rule)?.lines.map(({ needed, done, missing, carried }) => [needed, done, missing, carried])

describe('what the configuration leaves open', () => {
  const online = [earned('2026-02-01', 60), earned('2026-03-01', 30, { form: 'online' })]
  for (const [onlineCounts, done, verdict] of [
    [false, 60, 'short'],
    [true, 90, 'met'],
  ] as const)
    test(`hours of the network ${onlineCounts ? 'count' : 'do not count'} as 集中培训 when it says so`, () => {
      const judged = judge('townshipDown', online, '2026-12-31', { onlineCounts })
      assert.deepEqual([lines(judged, 'CADRE-TOWNSHIP')?.[0]?.[1], judged.verdict], [done, verdict])
    })

  test('three months are judged in days only when somebody said how many', () => {
    const days = [earned('2025-05-01', 0, { days: 60 })]
    const unknown = judge('countyUp', days, '2026-06-30')
    assert.deepEqual(
      [lines(unknown, 'CADRE-COUNTY'), unknown.verdict],
      [
        [
          [550, 0, 550, 0],
          [null, 60, null, 0],
        ],
        'short',
      ],
    )
    assert.equal(judge('countyUp', days, '2026-06-30', { threeMonthsAsDays: 60 }).verdict, 'met')
    assert.equal(judge('countyUp', days, '2026-06-30', { threeMonthsAsDays: 61 }).verdict, 'short')
  })

  test('a minimum of the network is judged where there is one', () => {
    assert.equal(judge('townshipDown', [earned('2026-01-05', 90)], '2026-12-31', { onlineMinimum: 40 }).verdict, 'short')
    assert.equal(judge('townshipDown', [earned('2026-01-05', 90)], '2026-12-31').verdict, 'met')
  })

  test('what was too much in one year goes into the next by configuration alone, of the whole only and one year far', () => {
    const some = [
      earned('2024-05-01', 200, { subject: 'professional' }),
      earned('2025-05-01', 120, { subject: 'professional' }),
      earned('2026-05-01', 60, { subject: 'professional' }),
    ]
    assert.deepEqual(lines(judge('professional', some, '2026-12-31'), 'PROFESSIONAL'), [
      [90, 60, 30, 0],
      [60, 60, 0, 0],
    ])
    assert.deepEqual(lines(judge('professional', some, '2026-12-31', { carryOver: true }), 'PROFESSIONAL'), [
      [90, 90, 0, 30],
      [60, 60, 0, 0],
    ])
    assert.deepEqual(lines(judge('professional', some.slice(0, 1), '2026-12-31', { carryOver: true }), 'PROFESSIONAL'), [
      [90, 0, 90, 0],
      [60, 0, 60, 0],
    ])
  })
})

describe('a window of five years', () => {
  for (const [day, from, to] of [
    ['2023-01-01', '2023-01-01', '2027-12-31'],
    ['2027-12-31', '2023-01-01', '2027-12-31'],
    ['2028-01-01', '2028-01-01', '2032-12-31'],
    ['2022-12-31', '2018-01-01', '2022-12-31'],
    ['2012-06-01', '2008-01-01', '2012-12-31'],
  ] as const)
    test(`holds ${day} from ${from} to ${to}`, () => assert.deepEqual(fiveYearsOf(day, '2023-01-01'), { from, to }))

  test('begins where the configuration says, also within a year', () =>
    assert.deepEqual(fiveYearsOf('2026-08-31', '2021-09-01'), { from: '2021-09-01', to: '2026-08-31' }))
})

describe('a rule', () => {
  test('that was not in force at the end of the window is not judged', () => {
    assert.deepEqual(judge('professional', [], '2014-12-31').requirements, [])
    assert.deepEqual(judge('townshipDown', [earned('2022-05-01', 90)], '2022-12-31').verdict, 'unknown')
    assert.equal(judge('townshipDown', [earned('2023-05-01', 90)], '2023-12-31').verdict, 'met')
  })

  test('of nobody’s category holds for nobody', () => {
    assert.deepEqual(judgePerson({ belongings: [], earned: [] }, '2026-12-31', defaultSettings), {
      category: null,
      verdict: 'unknown',
      requirements: [],
    })
    assert.deepEqual(judge('other', [earned('2026-01-01', 500)], '2026-12-31').requirements, [])
  })

  test('never makes hours of days nor days of hours', () => {
    const half = [earned('2026-02-01', 45, { days: 6 })]
    assert.deepEqual(lines(judge('townshipDown', half, '2026-12-31'), 'CADRE-TOWNSHIP'), [
      [90, 45, 45, 0],
      [12, 6, 6, 0],
    ])
  })
})

describe('a category that changes within the year', () => {
  const belongings = [
    { category: 'countyUp', from: '2026-07-01', to: null, unmet: false },
    { category: 'townshipDown', from: '2020-01-01', to: '2026-06-30', unmet: false },
  ] as const
  test('is said, with the one that was used and why', () => {
    const note = categoryNote(belongings, '2026-11-22') ?? ''
    assert.match(note, /2026-01-01 起为“乡科级以下”，2026-07-01 起为“县处级以上”/u)
    assert.match(note, /按 2026-11-22 的类别“县处级以上”/u)
    assert.match(note, /【建议】/u)
  })
  for (const [name, some, asOf] of [
    ['before the change', belongings, '2026-06-30'],
    ['in the year after', belongings, '2027-03-01'],
    ['of one category', belongings.slice(1), '2026-03-01'],
    [
      'that was only corrected',
      [
        { ...belongings[1], from: '2026-03-01', to: null },
        { ...belongings[1], to: '2026-02-28' },
      ],
      '2026-05-01',
    ],
    ['of nobody', [], '2026-03-01'],
  ] as const)
    test(`is not said ${name}`, () => assert.equal(categoryNote(some, asOf), null))
})
