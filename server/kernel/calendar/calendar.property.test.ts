import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fc } from '#test/property'
import { calendarFor } from './calendar.ts'
import { addDays, dayAfter } from './day.ts'
import { lastDay } from './deadline.ts'
import { latestNoticeDay } from './notice.ts'
import { type Limit, limits } from './statutes.ts'
import type { Interval, Term } from './term.ts'

const calendar = calendarFor()
const day = fc.integer({ min: 0, max: 1600 }).map((offset) => addDays('2023-01-01', offset))
const counted = limits.filter((limit) => limit.unit !== 'hour' && limit.kind !== 'advanceNotice')
const limit = fc.constantFrom(...counted)
const inDays = fc.constantFrom(...counted.filter(({ unit }) => unit !== 'month'))
const intervals = fc.array(
  fc.record({
    from: day,
    length: fc.integer({ min: 0, max: 60 }),
    reason: fc.constantFrom('鉴定', '检测', '听证', '中止', '与期限无关的事由'),
  }),
  { maxLength: 4 },
)
const closed = intervals.map((drawn) => drawn.map(({ from, length, reason }): Interval => ({ from, to: addDays(from, length), reason })))

const due = (of: Limit, begun: string, excluded: readonly Interval[] = [], extensions: Term['extensions'] = []) => {
  const found = lastDay({ limit: of, begun, excluded, extensions, calendar })
  assert.ok(found, 'every interval is closed')
  return found
}

describe('for every limit and any days', () => {
  test('who begins later ends no earlier', () =>
    fc.assert(fc.property(inDays, day, closed, (of, begun, excluded) => due(of, begun, excluded) <= due(of, dayAfter(begun), excluded))))

  test('so do months, where nothing is excluded', () =>
    fc.assert(fc.property(limit, day, (of, begun) => due(of, begun) <= due(of, dayAfter(begun)))))

  test('another excluded interval never shortens', () =>
    fc.assert(
      fc.property(limit, day, closed, closed, (of, begun, some, more) => due(of, begun, some) <= due(of, begun, [...some, ...more])),
    ))

  test('the order of intervals, and saying one twice, change nothing', () =>
    fc.assert(
      fc.property(limit, day, closed, (of, begun, excluded) => {
        assert.equal(due(of, begun, [...excluded, ...excluded].reverse()), due(of, begun, excluded))
      }),
    ))

  test('an extension always gives more, or the same holiday’s end', () =>
    fc.assert(
      fc.property(limit, day, closed, fc.integer({ min: 1, max: 60 }), (of, begun, excluded, length) => {
        assert.ok(due(of, begun, excluded) <= due(of, begun, excluded, [{ length, unit: of.unit }]))
      }),
    ))

  test('exactly as many days count as the article says', () =>
    fc.assert(
      fc.property(inDays, day, closed, (of, begun, excluded) => {
        const applicable = excluded.filter(({ reason }) => of.excludedReasons.some((known) => known === reason))
        const rollOver = { holiday: false, weekend: false, weekendVerified: true, reason: '' }
        const last = lastDay({ limit: of, begun, excluded, extensions: [], calendar, rollOver })
        assert.ok(last)
        let count = 0
        for (let at = dayAfter(begun); at <= last; at = dayAfter(at)) {
          const isOut = applicable.some(({ from, to }) => from <= at && to !== null && at <= to)
          if (!isOut && (of.unit === 'day' || calendar.isWorkingDay(at))) count += 1
        }
        assert.equal(count, of.length)
      }),
    ))

  test('a working-day limit ends on a working day, a party’s limit never on a day off', () =>
    fc.assert(
      fc.property(limit, day, closed, (of, begun, excluded) => {
        if (of.unit === 'workingDay' || of.actorKind === 'party') assert.ok(calendar.isWorkingDay(due(of, begun, excluded)))
        else if (of.kind !== 'lookBack') assert.ok(!calendar.isStatutoryHoliday(due(of, begun, excluded)))
      }),
    ))

  test('a notice given a day later than the latest is a day too late', () =>
    fc.assert(
      fc.property(fc.constantFrom(...limits.filter(({ kind }) => kind === 'advanceNotice')), day, (of, event) => {
        const between = (notice: string) => {
          let count = 0
          for (let at = dayAfter(notice); at < event; at = dayAfter(at)) if (calendar.isWorkingDay(at)) count += 1
          return count
        }
        const latest = latestNoticeDay(of, event, calendar)
        assert.equal(between(latest), of.length)
        assert.ok(between(dayAfter(latest)) < (of.length ?? 0))
      }),
    ))
})
