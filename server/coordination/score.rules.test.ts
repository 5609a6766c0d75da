import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { defaultCoordinationSettings, type Measure } from '#contract/coordination-scores'
import { calendarFor } from '#kernel/calendar'
import { counts, type Frame, lastWorkingDay, lightOf, type Measured, rateOf, scoreOf, withRanks } from './score.rules.ts'

const calendar = calendarFor([])
const frame: Frame = { from: '2026-03-01', to: '2026-03-31', today: '2026-04-30', settings: defaultCoordinationSettings, calendar }
const request: Measured = {
  ...{
    id: 'a',
    orgId: 'o',
    kind: 'information',
    sentOn: '2026-03-02',
    sentRecorded: '2026-03-02',
    respondedRecorded: '2026-03-03',
    due: '2026-03-20',
    answeredOn: '2026-03-19',
    answeredRecorded: '2026-03-19',
  },
  ...{ response: 'accepted', returnedOn: null, score: 5, ratedOn: '2026-03-21', withdrawn: false },
}
const is = (measure: Measure, more: Partial<Measured>, at: Partial<Frame> = {}) =>
  counts[measure]({ ...request, ...more }, { ...frame, ...at })?.met ?? null

describe('the five measures', () => {
  // 2026-03-02 is a Monday: five working days after it end on the next Monday.
  test('count working days from the day after sending', () => assert.equal(lastWorkingDay('2026-03-02', 5, calendar), '2026-03-09'))

  for (const [measure, more, at, met, why] of [
    ['accepted', { respondedRecorded: '2026-03-09' }, {}, true, 'on the last working day'],
    ['accepted', { respondedRecorded: '2026-03-10' }, {}, false, 'a day later'],
    ['accepted', { respondedRecorded: null }, { today: '2026-03-09' }, null, 'still running'],
    ['accepted', { respondedRecorded: null }, { today: '2026-03-10' }, false, 'run out without a word'],
    ['accepted', { respondedRecorded: null, withdrawn: true }, {}, null, 'withdrawn before any word'],
    ['accepted', { sentOn: '2026-03-01' }, {}, true, 'the first day of the period'],
    ['accepted', { sentOn: '2026-02-28' }, {}, null, 'the day before it'],
    [
      'accepted',
      { sentOn: '2026-03-31', sentRecorded: '2026-03-31', respondedRecorded: '2026-04-01' },
      {},
      true,
      'the last day of the period',
    ],
    ['accepted', { sentOn: '2026-04-01', respondedRecorded: '2026-04-01' }, {}, null, 'the day after it'],
    ['accepted', { sentOn: '2026-03-01', respondedRecorded: '2026-03-10' }, {}, false, 'late, whatever day was entered for it'],
    ['accepted', { sentOn: '2026-03-01', respondedRecorded: '2026-03-09' }, {}, true, 'in time, though it was sent under an earlier day'],
    ['answered', { answeredRecorded: '2026-03-20' }, {}, true, 'on the agreed day'],
    ['answered', { answeredOn: '2026-03-20', answeredRecorded: '2026-03-21' }, {}, false, 'written back to the agreed day'],
    ['answered', { answeredRecorded: '2026-03-21' }, {}, false, 'a day late'],
    ['answered', { answeredRecorded: null }, { today: '2026-03-20' }, null, 'its last day is not over'],
    ['answered', { answeredRecorded: null }, { today: '2026-03-21' }, false, 'late and silent'],
    ['answered', { due: null }, {}, null, 'nothing was agreed'],
    ['complete', {}, {}, true, 'never returned'],
    ['complete', { returnedOn: '2026-03-20' }, {}, false, 'returned once'],
    ['complete', { ratedOn: null }, {}, null, 'not judged yet'],
    ['complete', { ratedOn: null, returnedOn: '2026-03-20' }, {}, false, 'returned, not rated yet'],
    ['satisfied', { score: 4 }, {}, true, 'four points'],
    ['satisfied', { score: 3 }, {}, false, 'three'],
    ['satisfied', { score: null, ratedOn: null }, {}, null, 'not rated'],
    ['reported', {}, {}, null, 'no lead'],
    ['reported', { kind: 'leadTransfer' }, {}, true, 'told back'],
    ['reported', { kind: 'leadTransfer', answeredOn: null }, { today: '2026-05-31' }, null, 'the ninetieth day'],
    ['reported', { kind: 'leadTransfer', answeredOn: null }, { today: '2026-06-01' }, false, 'the ninety-first'],
  ] as const satisfies readonly (readonly [Measure, Partial<Measured>, Partial<Frame>, boolean | null, string])[])
    test(`${measure}, ${why}: ${met === null ? 'no case' : met ? 'met' : 'not met'}`, () => assert.equal(is(measure, more, at), met))

  test('reach a threshold exactly at it: 95 of 100, 19 of 20, and not 949 of 1000 though it prints as 94.9', () => {
    const by = { good: 95, fair: 80 }
    for (const [numerator, denominator, light] of [
      [95, 100, 'good'],
      [19, 20, 'good'],
      [949, 1000, 'fair'],
      [94, 100, 'fair'],
      [80, 100, 'fair'],
      [4, 5, 'fair'],
      [79, 100, 'poor'],
      [799, 1000, 'poor'],
      [0, 1, 'poor'],
      [0, 0, 'none'],
    ] as const)
      assert.equal(lightOf(numerator, denominator, by), light, `${numerator}/${denominator}`)
    assert.equal(rateOf(9496, 10_000), 94.9, 'cut, never rounded up to what was not reached')
    assert.equal(rateOf(2, 3), 66.6)
    assert.equal(rateOf(0, 0), null)
  })

  test('count points of five for satisfaction', () => {
    const rated = [5, 4, 3].map((score, at): Measured => ({ ...request, id: String(at), score }))
    const { numerator, denominator, cases, met, rate } = scoreOf('satisfied', rated, frame)
    assert.deepEqual([numerator, denominator, cases, met, rate], [12, 15, 3, 2, 80])
  })

  test('rank nobody with too few cases; equal rates share a rank and the next is as many places behind', () => {
    const of = (numerator: number, denominator: number) => ({
      ...scoreOf('accepted', [], frame),
      numerator,
      denominator,
      cases: denominator,
    })
    const ranks = withRanks([of(9, 10), of(18, 20), of(5, 5), of(4, 4), of(4, 5), of(0, 0)], 5).map(({ rank }) => rank)
    assert.deepEqual(ranks, [2, 2, 1, null, 4, null])
  })
})
