import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { limitIds } from './statutes/limit-ids.generated.ts'
import table from './statutes/time-limits.json' with { type: 'json' }
import { type LimitId, limitById, limitOn, limits } from './statutes.ts'

describe('the statute table', () => {
  test('holds 118 rows, each id once', () => {
    assert.equal(limits.length, 118)
    assert.equal(new Set(limits.map((limit) => limit.id)).size, 118)
  })

  test('and the ids that compile are exactly those of its rows', () => {
    assert.deepEqual(
      limitIds,
      table.items.map((row) => row.id),
    )
  })

  test('an id that does not exist does not compile', () => {
    // @ts-expect-error: no such limit
    const id: LimitId = 'CASE-TREM'
    assert.equal(limitOn(id, '2026-06-01'), null)
    assert.throws(() => limitById(id), RangeError)
  })

  test('keeps the marks: unverified, its first day unverified, disputed', () => {
    const marked = (is: (limit: (typeof limits)[number]) => boolean) => limits.filter(is).map((limit) => limit.id)
    assert.deepEqual(
      marked((limit) => !limit.verified),
      ['XS-POLICE-DECIDE', 'XS-PROC-REASON'],
    )
    assert.deepEqual(
      marked((limit) => !limit.fromVerified),
      ['PUB-STOP-LOW', 'PUB-MIN-NORMAL', 'PUB-MAX-NORMAL', 'PUB-MIN-KEY', 'PUB-MAX-KEY'],
    )
    assert.deepEqual(
      marked((limit) => limit.disputed),
      ['PFAKE-ACCEPT-SELF', 'PFAKE-ACCEPT-TIP', 'PFAKE-TERM', 'PFAKE-PUBLISH'],
    )
  })

  test('a reason not to count is one word each, whatever the article calls it', () => {
    assert.deepEqual(limitById('COMPLAINT-MEDIATE').excludedReasons, ['鉴定', '检测'])
    assert.deepEqual(limitById('PMAJOR-TERM').excludedReasons, ['中止', '公告', '检验', '鉴定'])
    for (const row of table.items) assert.equal(row.excludedTime.length > 0, row.excludedReasons.length > 0, row.id)
  })

  for (const [id, actorKind] of [
    ['CASE-TERM', 'authority'],
    ['HEAR-REPORT', 'authority'],
    ['PAY-FINE', 'party'],
    ['EC-COUNTER', 'party'],
    ['COURT-RULE', 'court'],
    ['XS-POLICE-REVIEW', 'police'],
    ['RECONSIDER-DECIDE', 'reconsideration'],
  ] as const) {
    test(`${id} is a limit of the ${actorKind}`, () => assert.equal(limitById(id).actorKind, actorKind))
  }
})

describe('the row in force on a day', () => {
  for (const [day, length, id] of [
    ['2019-03-31', undefined, undefined],
    ['2019-04-01', 60, 'SERVE-PUBLIC-OLD'],
    ['2022-05-01', 60, 'SERVE-PUBLIC-OLD'],
    ['2022-10-31', 60, 'SERVE-PUBLIC-OLD'],
    ['2022-11-01', 30, 'SERVE-PUBLIC'],
    ['2026-11-01', 30, 'SERVE-PUBLIC'],
  ] as const) {
    test(`service by announcement on ${day} takes ${length ?? 'no rule we know'} days`, () => {
      const limit = limitOn('SERVE-PUBLIC', day)
      assert.deepEqual([limit?.length, limit?.id], [length, id])
    })
  }

  test('the older text is found by its own id only while it was in force', () => {
    assert.equal(limitOn('SERVE-PUBLIC-OLD', '2022-05-01')?.length, 60)
    assert.equal(limitOn('SERVE-PUBLIC-OLD', '2022-11-01'), null)
  })

  test('a day before the rule: no rule in force on that day', () => {
    assert.equal(limitOn('COMPLAINT-MEDIATE', '2026-04-14'), null)
    assert.equal(limitOn('COMPLAINT-MEDIATE', '2026-04-15')?.unit, 'day')
    assert.equal(limitOn('CASE-TERM', '2021-07-14'), null)
  })
})
