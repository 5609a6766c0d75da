import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type PenaltyOutcome, publicityTerm } from './publicity.ts'
import { surcharge } from './surcharge.ts'

const outcome = (of: Partial<PenaltyOutcome> = {}): PenaltyOutcome => ({
  ...{ measures: [], fine: 0, grade: 'ordinary', on: 'operator', keyField: false },
  ...of,
})

describe('the term of publicity', () => {
  for (const [why, of, limits] of [
    ['a warning alone is not published', { measures: ['warning', 'orderCorrect'] }, []],
    ['an order alone is no penalty', { measures: ['orderCorrect'] }, []],
    ['public criticism alone', { measures: ['publicCriticism'] }, ['PUB-STOP-LOW']],
    ['a low fine, lenient, 50,000 included', { fine: 50_000, grade: 'lenient' }, ['PUB-STOP-LOW']],
    ['a cent more', { fine: 50_000.01, grade: 'lenient' }, ['PUB-MIN-NORMAL', 'PUB-MAX-NORMAL']],
    ['as low, but in the ordinary grade', { fine: 4_000 }, ['PUB-MIN-NORMAL', 'PUB-MAX-NORMAL']],
    ['a responsible person, 5,000 included', { fine: 5_000, grade: 'mitigated', on: 'responsiblePerson' }, ['PUB-STOP-LOW']],
    ['a responsible person above', { fine: 5_000.01, grade: 'mitigated', on: 'responsiblePerson' }, ['PUB-MIN-NORMAL', 'PUB-MAX-NORMAL']],
    [
      'a low fine with goods confiscated',
      { fine: 4_000, grade: 'lenient', measures: ['confiscateGoods'] },
      ['PUB-MIN-NORMAL', 'PUB-MAX-NORMAL'],
    ],
    ['food and the like', { fine: 80_000, keyField: true }, ['PUB-MIN-KEY', 'PUB-MAX-KEY']],
    ['business suspended', { measures: ['suspendBusiness'] }, ['PUB-MIN-KEY', 'PUB-MAX-KEY']],
    ['a licence revoked: no early end', { fine: 80_000, measures: ['revokeLicence', 'suspendBusiness'] }, ['PUB-MAX-KEY']],
  ] as const satisfies [string, Partial<PenaltyOutcome>, readonly string[]][])
    test(`${why}: [${limits}]`, () => {
      const term = publicityTerm(outcome(of))
      assert.deepEqual(term.limits, limits)
      assert.equal(term.published, limits.length > 0)
      assert.match(term.article, /信息公示规定》第(2|13|14|15)条/)
    })

  test('says that the day of its rule is not verified', () => {
    assert.match(publicityTerm(outcome({ fine: 80_000 })).marks.join(), /施行日未核实/)
  })
})

describe('the surcharge', () => {
  const paid = (paidOn: string, suspended: { from: string; to: string }[] = []) =>
    surcharge({ fine: 10_000, dueOn: '2026-03-16', paidOn, suspended })

  test('is nothing on the last day and three per cent on the next', () => {
    assert.deepEqual([paid('2026-03-16').amount, paid('2026-03-17').amount, paid('2026-03-01').amount], [0, 300, 0])
  })

  test('grows by the day, over the end of a month, and never over the fine', () => {
    assert.deepEqual([paid('2026-04-18').days, paid('2026-04-18').amount, paid('2026-04-18').isCapped], [33, 9_900, false])
    assert.deepEqual([paid('2026-04-19').amount, paid('2026-04-19').isCapped], [10_000, true])
  })

  test('rests during reconsideration and litigation, a day in both counted out once', () => {
    const rest = [
      { from: '2026-03-18', to: '2026-03-20' },
      { from: '2026-03-20', to: '2026-03-21' },
    ]
    assert.deepEqual([paid('2026-03-22', rest).days, paid('2026-03-22', rest).amount], [2, 600])
  })

  test('is written out with its cap', () => {
    assert.equal(paid('2026-06-01').formula, '10,000元×3%×77日＝23,100元，不得超出罚款数额，计10,000元')
    assert.match(paid('2026-06-01').article, /第72条/)
  })

  test('keeps cents', () =>
    assert.equal(surcharge({ fine: 27_845.36, dueOn: '2026-03-16', paidOn: '2026-03-17', suspended: [] }).amount, 835.36))
})
