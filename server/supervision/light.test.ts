import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type TaskLight, taskLightNames } from '#contract/supervision-steps'
import { calendarFor } from '#kernel/calendar'
import { fc } from '#test/property'
import { type LightRule, light, standsOn, type TaskTimeline } from './light.ts'

const calendar = calendarFor()
const usual: LightRule = { share: 0.2, workingDays: 5, progress: 80 }

/**
 * The independent table: every day of 2025 and 2026 with its number among the working days, written down from the State Council's two notices and not from
 * the calendar under test. Working days between two days are the difference of two numbers.
 */
const off = [
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
  ['2026-01-01', '2026-01-03'],
  ['2026-02-15', '2026-02-23'],
  ['2026-04-04', '2026-04-06'],
  ['2026-05-01', '2026-05-05'],
  ['2026-06-19', '2026-06-21'],
  ['2026-09-25', '2026-09-27'],
  ['2026-10-01', '2026-10-07'],
] as const
const worked = [
  '2025-01-26',
  '2025-02-08',
  '2025-04-27',
  '2025-09-28',
  '2025-10-11',
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
]

const days: string[] = []
for (const at = new Date('2025-01-01T12:00:00Z'); at.getUTCFullYear() < 2027; at.setUTCDate(at.getUTCDate() + 1))
  days.push(at.toISOString().slice(0, 10))
const place = new Map(days.map((day, at) => [day, at]))
const workedBy: number[] = []
for (const day of days) {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  const free = off.some(([from, to]) => from <= day && day <= to) || ((weekday === 0 || weekday === 6) && !worked.includes(day))
  workedBy.push((workedBy.at(-1) ?? 0) + (free ? 0 : 1))
}
const number = (day: string) => workedBy[place.get(day) ?? Number.NaN] ?? Number.NaN

/** What is left and the whole, in whole numbers; no day that it steps back to. */
function near(issuedOn: string, due: string, day: string, rule: LightRule): boolean {
  const whole = number(due) - number(issuedOn)
  const left = number(due) - number(day)
  return (whole > rule.workingDays && left <= rule.workingDays) || left * 100 <= whole * Math.round(rule.share * 100)
}

/** Colour day by day: it walks along the timeline and keeps what it has met. */
function table({ issuedOn, dues, progress, endedOn }: TaskTimeline, rule: LightRule): TaskLight[] {
  let due: string | null = null
  let percent = 0
  let over = false
  return days.map((day) => {
    due = dues.findLast((one) => one.since === day)?.dueOn ?? due
    percent = progress.findLast((said) => said.day === day)?.percent ?? percent
    over ||= day === endedOn
    if (issuedOn === null || due === null || over) return 'grey'
    if (due < day) return 'red'
    return near(issuedOn, due, day, rule) && percent < rule.progress ? 'yellow' : 'green'
  })
}

const dayAt = (at: number) => days[Math.max(0, Math.min(at, days.length - 1))] ?? ''
/** Issued on some day; put off up to twice, also when it is late already; said in between how far it is; ended or not. */
const timeline = fc
  .record({
    issued: fc.nat(500),
    length: fc.integer({ min: 0, max: 150 }),
    later: fc.array(fc.record({ after: fc.integer({ min: 0, max: 60 }), more: fc.integer({ min: 1, max: 60 }) }), { maxLength: 2 }),
    said: fc.array(fc.record({ after: fc.nat(160), percent: fc.constantFrom(0, 30, 79, 80, 100) }), { maxLength: 4 }),
    ended: fc.option(fc.nat(200), { nil: null }),
  })
  .map(({ issued, length, later, said, ended }): TaskTimeline => {
    const dues = [{ since: dayAt(issued), dueOn: dayAt(issued + length) }]
    let [since, due] = [issued, issued + length]
    for (const { after, more } of later) {
      since += after + 1
      due += more
      dues.push({ since: dayAt(since), dueOn: dayAt(due) })
    }
    const progress = said
      .map(({ after, percent }) => ({ day: dayAt(issued + after), percent }))
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    return { issuedOn: dayAt(issued), dues, progress, endedOn: ended === null ? null : dayAt(issued + ended) }
  })

test('the table itself says what the notices say', () => {
  assert.equal(number('2026-12-31') - number('2025-12-31'), 248)
  assert.equal(number('2025-12-31'), 248)
  assert.equal(number('2026-10-10') - number('2026-09-30'), 3)
})

test('the colour of 1,000 generated tasks is on every day that of an independent table, across holidays', () => {
  const rules: LightRule[] = [usual, { share: 0.3, workingDays: 0, progress: 101 }, { share: 0, workingDays: 10, progress: 50 }]
  const met = new Set<string>()
  for (const [at, task] of fc.sample(timeline, 1000).entries()) {
    const rule = rules[at % rules.length] ?? usual
    // From some days before its issue to a fortnight after the last thing that happens to it.
    const last = [task.issuedOn ?? '', task.endedOn ?? '', ...task.dues.flatMap(({ since, dueOn }) => [since, dueOn])].sort().at(-1) ?? ''
    const [from, to] = [Math.max(0, (place.get(task.issuedOn ?? '') ?? 0) - 3), (place.get(last) ?? 0) + 14]
    const colours = days.slice(from, to).map((day) => light(task, day, calendar, rule))
    for (const colour of colours) met.add(colour)
    assert.deepEqual(colours, table(task, rule).slice(from, to), JSON.stringify({ task, rule }))
  }
  assert.deepEqual([...met].sort(), Object.keys(taskLightNames).sort())
})

describe('the light of a task from 2026-09-01 to 2026-10-15', () => {
  const task = (more: Partial<TaskTimeline> = {}): TaskTimeline => ({
    ...{ issuedOn: '2026-09-01', dues: [{ since: '2026-09-01', dueOn: '2026-10-15' }], progress: [], endedOn: null },
    ...more,
  })
  for (const [day, colour] of [
    ['2026-08-31', 'grey'],
    ['2026-09-01', 'green'],
    ['2026-09-30', 'green'],
    ['2026-10-08', 'green'], // six are left: the 9th, Saturday the 10th that is worked, the 12th to the 15th
    ['2026-10-09', 'yellow'],
    ['2026-10-15', 'yellow'],
    ['2026-10-16', 'red'],
  ] as const)
    test(`is ${colour} on ${day}`, () => assert.equal(light(task(), day, calendar, usual), colour))

  test('stays green near its end with four fifths done, and is red after it whatever is done', () => {
    const done = task({ progress: [{ day: '2026-09-20', percent: 80 }] })
    assert.deepEqual(
      ['2026-10-12', '2026-10-16'].map((day) => light(done, day, calendar, usual)),
      ['green', 'red'],
    )
  })

  test('is green again when it is put off, and grey from the day on which it ends', () => {
    const putOff = { dues: [...task().dues, { since: '2026-10-20', dueOn: '2026-12-15' }] }
    assert.deepEqual(
      ['2026-10-19', '2026-10-20', '2026-11-30'].map((day) => light(task({ ...putOff, endedOn: '2026-11-30' }), day, calendar, usual)),
      ['red', 'green', 'grey'],
    )
  })

  test('has no colour before it is issued', () =>
    assert.equal(light(task({ issuedOn: null, dues: [] }), '2026-09-10', calendar, usual), 'grey'))
})

test('whose step it stands on: what was claimed waits for who issued it', () => {
  assert.deepEqual(standsOn('handling'), { side: 'lead', what: '办理' })
  assert.deepEqual(standsOn('claimed'), { side: 'issuer', what: '核验' })
  assert.equal(standsOn('closed'), null)
})
