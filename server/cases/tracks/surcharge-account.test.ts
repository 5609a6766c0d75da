import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addDays } from '#kernel/calendar'
import { fc } from '#test/property'
import { accountOf } from './surcharge-account.ts'

const fine = { fine: 10_000, confiscated: 2_000, dueOn: '2026-03-18', payments: [], remedies: [] }
const paid = (day: string, part: number) => ({ day, fine: part, confiscated: 0, surcharge: 0 })

describe('what is owed of a fine', () => {
  test('is without surcharge up to the last day, and with three per cent from the day after', () => {
    assert.equal(accountOf({ ...fine, on: '2026-03-18' }).remaining.total, 12_000)
    const late = accountOf({ ...fine, on: '2026-03-19' })
    assert.deepEqual([late.surcharge.amount, late.surcharge.formula], [300, '10000元×3%×1日＝300元'])
  })

  test('has a surcharge of the fine at most, reached on the thirty-fourth day, and none on what is confiscated', () => {
    assert.deepEqual(
      [33, 34, 400].map((days) => accountOf({ ...fine, on: addDays('2026-03-18', days) }).surcharge.amount),
      [9_900, 10_000, 10_000],
    )
    assert.match(accountOf({ ...fine, on: '2026-04-21' }).surcharge.formula, /不得超出罚款数额，计10000元/)
  })

  test('paid in parts, grows on what is left alone, and says that this reading is not verified', () => {
    const parts = accountOf({ ...fine, payments: [paid('2026-03-20', 6_000)], on: '2026-03-23' })
    assert.equal(parts.surcharge.formula, '10000元×3%×2日＝600元；4000元×3%×3日＝360元；合计960元')
    assert.deepEqual(parts.remaining, { fine: 4_000, confiscated: 2_000, surcharge: 960, total: 6_960 })
    assert.equal(parts.surcharge.marks.length, 1)
    // What came in time never bears a surcharge.
    assert.equal(accountOf({ ...fine, payments: [paid('2026-03-10', 6_000)], on: '2026-03-19' }).surcharge.amount, 120)
    assert.equal(accountOf({ ...fine, payments: [paid('2026-03-18', 10_000)], on: '2026-05-01' }).surcharge.amount, 0)
  })

  test('does not grow while reconsideration or suit is under way', () => {
    const remedies = [{ from: '2026-03-20', to: '2026-03-29' }]
    assert.equal(accountOf({ ...fine, remedies, on: '2026-03-30' }).surcharge.amount, 600) // 19 and 30 March
    assert.equal(accountOf({ ...fine, remedies: [{ from: '2026-03-20', to: null }], on: '2026-12-31' }).surcharge.amount, 300)
  })

  test('never falls from day to day without payment, and never passes the cap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 10_000 }),
        (days, at, part) => {
          const payments = [paid(addDays('2026-03-18', at), part)]
          const on = (n: number) => accountOf({ ...fine, payments, on: addDays('2026-03-18', n) }).surcharge.amount
          assert.ok(on(days) <= 10_000 && on(days) >= on(days - 1))
        },
      ),
    )
  })
})
