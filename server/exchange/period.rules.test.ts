import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calendarFor } from '#kernel/calendar'
import { fc } from '#test/property'
import { periodsDue } from './period.rules.ts'

const calendar = calendarFor()
const rule = { dueDates: [], roll: 'none', openBefore: 5 } as const
const lines = (...asked: Parameters<typeof periodsDue>) => periodsDue(...asked).map(({ key, from, to, due }) => [key, from, to, due])

describe('the periods of an exchange', () => {
  test('of a month and a quarter are due after they are over', () => {
    assert.deepEqual(lines({ ...rule, kind: 'monthly', dueDay: 5 }, '2026-01-01', '2026-03-04', calendar), [
      ['2025-12', '2025-12', '2025-12', '2026-01-05'],
      ['2026-01', '2026-01', '2026-01', '2026-02-05'],
    ])
    assert.deepEqual(lines({ ...rule, kind: 'quarterly', dueDay: 10 }, '2026-01-01', '2026-12-31', calendar), [
      ['2025-Q4', '2025-10', '2025-12', '2026-01-10'],
      ['2026-Q1', '2026-01', '2026-03', '2026-04-10'],
      ['2026-Q2', '2026-04', '2026-06', '2026-07-10'],
      ['2026-Q3', '2026-07', '2026-09', '2026-10-10'],
    ])
  })

  test('of a year are due in the next one, and those of fixed days count from its first of January', () => {
    assert.deepEqual(lines({ ...rule, kind: 'yearly', dueDates: ['01-20'] }, '2026-01-01', '2026-12-31', calendar), [
      ['2025', '2025-01', '2025-12', '2026-01-20'],
    ])
    assert.deepEqual(lines({ ...rule, kind: 'dated', dueDates: ['11-15', '06-15'] }, '2026-01-01', '2026-12-31', calendar), [
      ['2026-06-15', '2026-01', '2026-06', '2026-06-15'],
      ['2026-11-15', '2026-01', '2026-11', '2026-11-15'],
    ])
  })

  test('of a week are those of ISO 8601, over the turn of a year too', () => {
    assert.deepEqual(lines({ ...rule, kind: 'weekly', dueDay: 5 }, '2026-12-24', '2027-01-09', calendar), [
      ['2026-W52', '2026-12', '2026-12', '2026-12-25'],
      ['2026-W53', '2027-01', '2027-01', '2027-01-01'],
      ['2027-W01', '2027-01', '2027-01', '2027-01-08'],
    ])
  })

  test('end on the last day of a month that has no such day', () => {
    assert.equal(periodsDue({ ...rule, kind: 'monthly', dueDay: 31 }, '2026-02-01', '2026-02-28', calendar)[0]?.due, '2026-02-28')
  })

  test('are moved over holidays only where the office says so, and a year without a notice says that it may change', () => {
    // 2026-10-01 to 07 are the National Day holidays.
    const due = (roll: 'none' | 'after' | 'before') =>
      periodsDue({ ...rule, kind: 'monthly', dueDay: 3, roll }, '2026-09-25', '2026-10-12', calendar).map((one) => one.due)
    assert.deepEqual([due('none'), due('after'), due('before')], [['2026-10-03'], ['2026-10-08'], ['2026-09-30']])
    const later = periodsDue({ ...rule, kind: 'monthly', dueDay: 5, roll: 'after' }, '2035-05-01', '2035-05-31', calendar)
    assert.deepEqual(
      later.map(({ provisional }) => provisional),
      [true],
    )
  })

  test('of a longer span are those of its parts: none is lost at a seam, none comes twice', () => {
    const kinds = [
      { kind: 'weekly', dueDay: 7 },
      { kind: 'monthly', dueDay: 31 },
      { kind: 'quarterly', dueDay: 3 },
      { kind: 'dated', dueDates: ['01-01', '10-01', '12-31'] },
    ] as const
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.constantFrom('none', 'after', 'before'),
        fc.integer({ min: 1, max: 364 }),
        (kind, roll, at) => {
          const seam = new Date(Date.parse('2026-01-01') + at * 86_400_000).toISOString().slice(0, 10)
          const before = new Date(Date.parse(seam) - 86_400_000).toISOString().slice(0, 10)
          const of = (from: string, to: string) =>
            periodsDue({ ...rule, dueDates: [], ...kind, roll }, from, to, calendar).map(({ key }) => key)
          assert.deepEqual([...of('2026-01-01', before), ...of(seam, '2026-12-31')].sort(), of('2026-01-01', '2026-12-31').sort())
        },
      ),
      { numRuns: 60 },
    )
  })
})
