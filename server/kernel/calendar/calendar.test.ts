import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import chineseDays from 'chinese-days'
import { calendarFor } from './calendar.ts'
import { addDays, addMonths, dayAfter, dayBefore, daysBetween, hoursAfter, legalDayOf, yearOf } from './day.ts'

const calendar = calendarFor()
const daysFrom = (first: string, last: string) => {
  const days: string[] = []
  for (let day = first; day <= last; day = dayAfter(day)) days.push(day)
  return days
}

describe('the calendar of working days', () => {
  test('2026 has 248 working days, six of them made up', () => {
    const days = daysFrom('2026-01-01', '2026-12-31')
    assert.equal(days.filter(calendar.isWorkingDay).length, 248)
    assert.deepEqual(days.filter(calendar.isMadeUpWorkday), [
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
  })

  // The library is a day off west of Greenwich; ours reads its table alone and is the same everywhere.
  const isWest = new Date().getTimezoneOffset() > 0
  test('agrees with the library itself on every day of the years that it knows', { skip: isWest }, () => {
    for (const day of daysFrom('2004-01-01', '2026-12-31')) {
      assert.equal(calendar.isWorkingDay(day), chineseDays.default.getDayDetail(day).work, day)
    }
  })

  test('a statutory holiday is one by notice, days moved included; an ordinary weekend is not', () => {
    for (const day of ['2026-10-01', '2026-10-06', '2026-02-15', '2026-04-05']) assert.equal(calendar.isStatutoryHoliday(day), true, day)
    for (const day of ['2026-10-11', '2026-10-10', '2026-10-08']) assert.equal(calendar.isStatutoryHoliday(day), false, day)
    assert.equal(calendar.isDayOff('2026-10-11'), true)
    assert.equal(calendar.isDayOff('2026-10-10'), false)
  })

  test('a year not published is Monday to Friday and says that it is provisional', () => {
    assert.deepEqual([2003, 2004, 2026, 2027].map(calendar.covers), [false, true, true, false])
    assert.equal(calendar.isWorkingDay('2027-10-01'), true)
    assert.equal(calendar.isProvisional('2027-10-01'), true)
    assert.equal(calendar.isProvisional('2026-10-01'), false)
    assert.match(calendar.sourceOf(2027), /尚未公布.*暂定/)
  })

  test('the last three days of a known year may still be moved by the notice for the next', () => {
    assert.deepEqual(['2026-12-28', '2026-12-29', '2026-12-31', '2025-12-31'].map(calendar.isProvisional), [false, true, true, false])
    const earliestMoved = daysFrom('2004-01-01', '2026-12-31').filter((day) => day.slice(5) >= '12-01' && calendar.isStatutoryHoliday(day))
    assert.deepEqual(earliestMoved, ['2007-12-30', '2007-12-31', '2018-12-30', '2018-12-31', '2022-12-31'])
  })

  test('an administrator fills a year that is not published, and it is provisional no more', () => {
    const filled = calendarFor([{ year: 2027, holidays: ['2027-10-01', '2026-12-31'], workdays: ['2027-10-09'], notice: '测试文号' }])
    assert.equal(filled.covers(2027), true)
    assert.equal(filled.isStatutoryHoliday('2027-10-01'), true)
    assert.equal(filled.isWorkingDay('2027-10-09'), true)
    assert.equal(filled.isStatutoryHoliday('2026-12-31'), true)
    assert.equal(filled.isProvisional('2026-12-31'), false)
    assert.match(filled.sourceOf(2027), /测试文号，管理员录入/)
    assert.equal(filled.isStatutoryHoliday('2026-10-01'), true)
    assert.equal(calendar.covers(2027), false)
  })

  test('an entered table stands in place of the published one', () => {
    const amended = calendarFor([{ year: 2026, holidays: ['2026-10-08'], workdays: [], notice: '测试文号' }])
    assert.equal(amended.isWorkingDay('2026-10-01'), true)
    assert.equal(amended.isWorkingDay('2026-10-08'), false)
    assert.equal(amended.isStatutoryHoliday('2025-10-01'), true)
  })
})

describe('the arithmetic of days', () => {
  for (const [from, months, to] of [
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-02-28', 1, '2026-03-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2028-02-29', 24, '2030-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
  ] as const) {
    test(`${months} months from ${from} is ${to}`, () => assert.equal(addMonths(from, months), to))
  }

  test('the day after, over the ends of months and years', () => {
    assert.deepEqual(['2026-01-09', '2026-02-28', '2028-02-28', '2026-12-31'].map(dayAfter), [
      '2026-01-10',
      '2026-03-01',
      '2028-02-29',
      '2027-01-01',
    ])
    for (const day of daysFrom('2023-12-01', '2024-03-31')) {
      assert.equal(dayAfter(day), addDays(day, 1))
      assert.equal(dayBefore(dayAfter(day)), day)
    }
    assert.equal(daysBetween('2026-01-05', '2026-04-05'), 90)
    assert.equal(daysBetween('2026-04-05', '2026-01-05'), -90)
    assert.equal(yearOf('2026-04-05'), 2026)
  })

  test('hours run on over midnight, and the legal day is that of China', () => {
    assert.equal(hoursAfter('2026-02-16T22:30:00+08:00', 24), '2026-02-17T14:30:00.000Z')
    assert.equal(legalDayOf('2026-02-16T16:00:00Z'), '2026-02-17')
    assert.equal(legalDayOf('2026-02-16T15:59:59Z'), '2026-02-16')
  })
})
