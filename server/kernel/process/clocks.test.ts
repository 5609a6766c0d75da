import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarFor } from '#kernel/calendar'
import type { Act } from './act.ts'
import { clocksOf } from './clocks.ts'
import { each, first, last, processFor } from './declaration.ts'

const notices = (from: ReturnType<typeof first<'notify'>>) =>
  processFor<'open', 'notify' | 'answer', never, null>()({
    name: 'notices',
    title: '告知',
    versions: [{ from: '2021-07-15', law: '规定' }],
    states: { open: { title: '办理中', end: true } },
    start: 'open',
    steps: {
      notify: { title: '告知', from: ['open'], by: { role: 'officer', at: 'handling' } },
      answer: { title: '答复', from: ['open'], by: { role: 'officer', at: 'handling' } },
    },
    clocks: { statement: { title: '陈述、申辩', limit: 'STATEMENT', from, until: ['answer'] } },
    checks: {},
  })

const act = (step: string, happenedOn: string): Act => ({
  step,
  from: 'open',
  to: 'open',
  happenedOn,
  recordedAt: `${happenedOn}T02:00:00Z`,
  input: {},
})
const history = [act('open', '2026-03-02'), act('notify', '2026-03-03'), act('answer', '2026-03-05'), act('notify', '2026-03-09')]

const dueOf = (from: ReturnType<typeof first<'notify'>>) =>
  clocksOf({ process: notices(from), history, childIntervals: [], facts: null, calendar: calendarFor() }).clocks.map(
    ({ deadline, endedOn }) => [deadline.begun, deadline.due, endedOn],
  )

test('a clock starts from the first entry of its fact', () =>
  assert.deepEqual(dueOf(first('notify')), [['2026-03-03', '2026-03-10', '2026-03-05']]))

test('or from the last one: a second notice starts it anew', () =>
  assert.deepEqual(dueOf(last('notify')), [['2026-03-09', '2026-03-16', null]]))

test('or each entry starts a clock of its own, stopped by what follows it', () =>
  assert.deepEqual(dueOf(each('notify')), [
    ['2026-03-03', '2026-03-10', '2026-03-05'],
    ['2026-03-09', '2026-03-16', null],
  ]))

test('a start for which no rule is in force is said and not computed', () => {
  const early = [act('open', '2019-01-02'), act('notify', '2019-01-03')]
  const { clocks, noRule } = clocksOf({
    process: notices(last('notify')),
    history: early,
    childIntervals: [],
    facts: null,
    calendar: calendarFor(),
  })
  assert.deepEqual([clocks, noRule.map(({ limitId, begun }) => [limitId, begun])], [[], [['STATEMENT', '2019-01-03']]])
})
