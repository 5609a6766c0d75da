import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeLeave } from './leave.ts'
import { reasonsAgainst } from './outcome.ts'

// PX-05, reckoned by hand: one seventh itself is allowed.
for (const [leave, all, tooLong, left] of [
  [0, 14, false, 2],
  [1.5, 14, false, 0.5],
  [2, 14, false, 0], // exactly 1/7
  [2.5, 14, true, 0],
  [1, 7, false, 0],
  [1.5, 7, true, 0],
  [2, 16, false, 0], // 16/7 = 2.2857…: two hours fit, two and a half do not
  [2.5, 16, true, 0],
  [0, 16, false, 2],
  [3, 21, false, 0],
  [12.5, 90, false, 0], // 90/7 = 12.857…
  [13, 90, true, 0],
  [0.5, 3.5, false, 0], // a seventh of seven half hours is one half hour
  [0.5, 3, true, 0],
  [0, 0, false, 0],
  [0.5, 0, true, 0],
] as const)
  test(`${leave} of ${all} hours of leave is ${tooLong ? 'too long' : 'allowed'}, and ${left} are left`, () =>
    assert.deepEqual(judgeLeave(leave, all), { tooLong, left }))

const there = { status: 'enrolled', attendedHours: 16, leaveHours: 0, examPassed: null, courseCompleted: null }
const asks = { plannedHours: 20, attendanceShare: 0.8 }
for (const [name, attended, reasons] of [
  ['exactly four fifths of the hours', {}, 0],
  ['half an hour less', { attendedHours: 15.5 }, 1],
  ['the exam passed', { examPassed: true }, 0],
  ['the exam not passed', { examPassed: false }, 1],
  ['the course not completed', { courseCompleted: false }, 1],
  ['nothing at all', { attendedHours: 0, examPassed: false, courseCompleted: false }, 3],
  ['a dismissal, whatever else', { status: 'dismissed', attendedHours: 20, examPassed: true }, 1],
  ['a nomination alone', { status: 'nominated', attendedHours: 20 }, 1],
] as const)
  test(`${name} leaves ${reasons} reasons against a certificate`, () =>
    assert.equal(reasonsAgainst({ ...there, ...attended }, asks).length, reasons))

test('a share that binary numbers do not hold fails nobody', () =>
  assert.deepEqual(reasonsAgainst({ ...there, attendedHours: 2.1 * 5 }, { plannedHours: 15, attendanceShare: 0.7 }), []))
