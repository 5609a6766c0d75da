import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calendarFor } from './calendar.ts'
import { dayBefore, daysBetween } from './day.ts'
import { deadlineOf, hourDeadlineOf } from './deadline.ts'
import { lightOf, nearFrom, remaining, workingDaysBetween } from './light.ts'
import { type LimitId, limitById } from './statutes.ts'
import type { Interval } from './term.ts'

const calendar = calendarFor()
const deadline = (id: LimitId, begun: string, excluded: readonly Interval[] = []) =>
  deadlineOf({ limit: limitById(id), begun, excluded, extensions: [], calendar })

describe('the light of a term', () => {
  const caseTerm = deadline('CASE-TERM', '2026-05-18') // ends on Sunday 2026-08-16
  for (const [today, light] of [
    ['2026-05-18', 'green'],
    ['2026-07-28', 'green'],
    ['2026-07-29', 'yellow'], // 18 of 90 days are left
    ['2026-08-16', 'yellow'],
    ['2026-08-17', 'red'],
  ] as const) {
    test(`ninety days on ${today}: ${light}`, () => assert.equal(lightOf(caseTerm, today, calendar), light))
  }

  const verify = deadline('LEAD-VERIFY', '2026-06-22') // ends on Monday 2026-07-13
  for (const [today, light] of [
    ['2026-07-03', 'green'],
    ['2026-07-06', 'yellow'], // five working days are left
    ['2026-07-14', 'red'],
  ] as const) {
    test(`fifteen working days on ${today}: ${light}`, () => assert.equal(lightOf(verify, today, calendar), light))
  }

  test('a term of five working days does not begin yellow', () => {
    const statement = deadline('STATEMENT', '2026-06-22') // ends on Monday 2026-06-29
    assert.deepEqual(
      ['2026-06-22', '2026-06-26', '2026-06-28', '2026-06-30'].map((today) => lightOf(statement, today, calendar)),
      ['green', 'green', 'yellow', 'red'],
    )
  })

  test('a notice ahead is late after its own day, not after the event', () => {
    const notice = deadline('HEAR-NOTICE-PARTY', '2026-07-20') // at the latest on 2026-07-08
    assert.deepEqual(
      ['2026-06-22', '2026-07-02', '2026-07-08', '2026-07-09'].map((today) => lightOf(notice, today, calendar)),
      ['green', 'yellow', 'yellow', 'red'],
    )
  })

  test('nobody is late for a wait, a validity or a look-back', () => {
    for (const id of ['URGE', 'SERVE-PUBLIC', 'PUNISH-LOOKBACK-2Y'] as const) {
      assert.equal(lightOf(deadline(id, '2023-03-01'), '2026-11-22', calendar), 'none', id)
    }
  })

  test('a paused term is neither near nor late', () => {
    const paused = deadline('CASE-TERM', '2025-03-03', [{ from: '2025-04-01', to: null, reason: '中止' }])
    assert.equal(lightOf(paused, '2026-11-22', calendar), 'paused')
    assert.equal(remaining(paused, '2026-11-22', calendar), null)
  })

  test('hours are near from the beginning and late by the minute', () => {
    const urgent = hourDeadlineOf({ limit: limitById('COERCE-URGENT'), begunAt: '2026-10-02T10:30:00+08:00' })
    assert.equal(lightOf(urgent, '2026-10-02', calendar, '2026-10-02T11:00:00+08:00'), 'yellow')
    assert.equal(lightOf(urgent, '2026-10-03', calendar, '2026-10-03T10:31:00+08:00'), 'red')
    assert.equal(lightOf(urgent, '2026-10-03', calendar), 'yellow')
    assert.equal(lightOf(urgent, '2026-10-04', calendar), 'red')
    assert.equal(remaining(urgent, '2026-10-02', calendar, '2026-10-02T11:00:00+08:00'), 23)
    assert.equal(remaining(urgent, '2026-10-02', calendar), null)
  })
})

describe('what is left', () => {
  test('working days for working days, natural days for days and months, below zero when late', () => {
    assert.deepEqual(
      ['2026-07-03', '2026-07-13', '2026-07-14'].map((today) => remaining(deadline('LEAD-VERIFY', '2026-06-22'), today, calendar)),
      [6, 0, -1],
    )
    assert.equal(remaining(deadline('PAY-FINE', '2026-06-22'), '2026-06-22', calendar), 15)
    assert.equal(remaining(deadline('PFAKE-TERM', '2026-06-22'), '2026-07-25', calendar), -3)
  })

  test('a working day late is counted over the festival without its days off', () => {
    assert.equal(workingDaysBetween('2026-09-30', '2026-10-10', calendar), 3)
    assert.equal(workingDaysBetween('2026-10-10', '2026-09-30', calendar), -3)
  })
})

describe('the day from which a term is yellow', () => {
  for (const [id, begun] of [
    ['CASE-TERM', '2026-05-18'],
    ['CASE-TERM', '2025-11-20'], // over the Spring Festival
    ['LEAD-VERIFY', '2026-06-22'],
    ['LEAD-VERIFY', '2026-09-21'], // over National Day
    ['STATEMENT', '2026-06-22'],
    ['HEAR-NOTICE-PARTY', '2026-07-20'],
  ] as const) {
    test(`is the first yellow day of ${id} begun on ${begun}, and the day before is green`, () => {
      const term = deadline(id, begun)
      const near = nearFrom(term, calendar)
      assert.ok(near !== null && near <= (term.due ?? ''))
      assert.equal(lightByDefinition(term, near), true)
      assert.equal(lightByDefinition(term, dayBefore(near)), false)
    })
  }

  test('does not exist for a wait, nor for a term that is paused', () => {
    assert.equal(nearFrom(deadline('SERVE-PUBLIC', '2026-06-22'), calendar), null)
    assert.equal(nearFrom(deadline('CASE-TERM', '2025-03-03', [{ from: '2025-04-01', to: null, reason: '中止' }]), calendar), null)
  })
})

/** The words of the rule, counted forward: at most a fifth of the time or five working days left; a term no longer than that by the share alone. */
function lightByDefinition({ begun, due }: { begun: string; due: string | null }, today: string): boolean {
  assert.ok(due)
  const whole = daysBetween(begun, due)
  if (whole > 0 && daysBetween(today, due) <= whole / 5) return true
  if (whole > 0 && workingDaysBetween(begun, due, calendar) <= 5) return false
  return workingDaysBetween(today, due, calendar) <= 5
}
