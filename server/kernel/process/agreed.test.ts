import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Deadline } from '#contract/deadline'
import { calendarFor, nearFrom, viewDeadline } from '#kernel/calendar'
import type { Act } from './act.ts'
import { clocksOf } from './clocks.ts'
import { first, lastOfEach, processFor } from './declaration.ts'
import { judge, type Situation } from './judge.ts'

type Step = 'issue' | 'putOff' | 'report' | 'finish'
const by = { role: 'officer', at: 'handling' } as const
const process = processFor<'open', Step, never, null>()({
  name: 'promise',
  title: '约定的事',
  versions: [{ from: '2021-07-15', law: '约定' }],
  states: { open: { title: '办理中' } },
  start: 'open',
  steps: {
    issue: { title: '交办', from: ['open'], by },
    putOff: { title: '延期', from: ['open'], by, extends: 'due' },
    report: { title: '报送', from: ['open'], by },
    finish: { title: '办结', from: ['open'], by },
  },
  clocks: {
    due: { title: '办理期限', limit: { agreed: 'dueOn', basis: '交办时约定' }, from: first('issue'), until: ['finish'] },
    reports: {
      title: '报送节点',
      limit: { agreed: 'reportOn', basis: '交办时约定' },
      from: lastOfEach('issue', 'of'),
      until: ['report'],
      named: (_, day) => day,
    },
  },
  excludes: [{ reason: '中止', from: 'open', to: [] }],
  checks: {},
})

const calendar = calendarFor()
const act = (step: string, happenedOn: string, input = {}): Act => ({
  ...{ step, from: 'open', to: 'open', happenedOn, recordedAt: `${happenedOn}T02:00:00Z`, input },
})
const opened = act('open', '2026-03-02')
const clocks = (...acts: Act[]) =>
  clocksOf({ process, history: [opened, ...acts], childIntervals: [], facts: null, calendar }).clocks.map((clock) => ({
    ...{ title: clock.title, begun: clock.deadline.begun, due: clock.deadline.due, first: clock.deadline.firstDue, ended: clock.endedOn },
  }))

// A Sunday within the National Day holidays: a statutory term would roll over, and the pause that is open since March would stop it.
const issued = act('issue', '2026-03-03', { dueOn: '2026-10-04' })

describe('an agreed day', () => {
  test('ends its clock on the very day, whatever holiday or pause there is', () => {
    assert.deepEqual(clocks(issued), [{ title: '办理期限', begun: '2026-03-03', due: '2026-10-04', first: undefined, ended: null }])
  })

  test('is put off by a step alone, and the first one stays beside the last', () => {
    const putOff = [act('putOff', '2026-04-01', { dueOn: '2026-10-20' }), act('putOff', '2026-10-02', { dueOn: '2026-11-30' })]
    assert.deepEqual(clocks(issued, ...putOff)[0], {
      ...{ title: '办理期限', begun: '2026-03-03', due: '2026-11-30', first: '2026-10-04', ended: null },
    })
    assert.equal(clocks(issued, act('report', '2026-04-01', { dueOn: '2026-12-31' }))[0]?.due, '2026-10-04')
  })

  test('is not there before somebody agreed: no clock, and nothing said of missing rules', () => {
    const { clocks: none, noRule } = clocksOf({
      process,
      history: [opened, act('issue', '2026-03-03')],
      childIntervals: [],
      facts: null,
      calendar,
    })
    assert.deepEqual([none, noRule], [[], []])
  })

  test('of several each has its own clock, stopped by the act that names it and by no other', () => {
    const both = act('issue', '2026-03-03', { reportOn: ['2026-06-15', '2026-11-15'] })
    assert.deepEqual(
      clocks(both, act('report', '2026-06-10', { of: '2026-06-15' })).map(({ title, due, ended }) => [title, due, ended]),
      [
        ['报送节点（2026-06-15）', '2026-06-15', '2026-06-10'],
        ['报送节点（2026-11-15）', '2026-11-15', null],
      ],
    )
  })

  test('is shown like every other deadline: light and rest in working days, first day, arithmetic in words', () => {
    const history = [opened, issued, act('putOff', '2026-09-20', { dueOn: '2026-10-12' })]
    const [clock] = clocksOf({ process, history, childIntervals: [], facts: null, calendar }).clocks
    assert.ok(clock)
    const view = viewDeadline({ ...clock, today: '2026-10-09', calendar })
    assert.deepEqual(Deadline.parse(view), view)
    assert.deepEqual(
      [view.limitId, view.basis, view.due, view.firstDue, view.light, view.remaining, view.remainingUnit, view.extensions],
      ['AGREED', '交办时约定', '2026-10-12', '2026-10-04', 'yellow', 2, 'workingDay', 1], // Saturday the 10th is worked
    )
    assert.equal(viewDeadline({ ...clock, today: '2026-10-13', calendar }).light, 'red')
    assert.ok(view.arithmetic.some(({ text }) => text === '经批准延至 2026-10-12，原定 2026-10-04'))
  })

  for (const [begun, due, from] of [
    ['2026-06-01', '2026-06-30', '2026-06-23'], // 20 working days after the first: five decide, over the Dragon Boat holiday
    ['2026-03-02', '2026-09-30', '2026-08-20'], // 148: a fifth is 29
    ['2026-06-22', '2026-06-29', '2026-06-26'], // five, no more than the rule's number: by the share alone, which is one
    ['2026-06-22', '2026-06-22', '2026-06-22'],
  ] as const) {
    test(`from ${begun} to ${due} is near from ${from}`, () => {
      const [clock] = clocksOf({
        ...{ process, childIntervals: [], facts: null, calendar },
        history: [opened, act('issue', begun, { dueOn: due })],
      }).clocks
      assert.ok(clock)
      assert.equal(nearFrom(clock.deadline, calendar), from)
    })
  }

  test('may be put off while it runs, and not after the end', () => {
    const verdict = (history: readonly Act[]) => {
      const found = clocksOf({ process, history, childIntervals: [], facts: null, calendar })
      const situation: Situation<null> = {
        ...{ process, lawOf: '2026-03-02', state: 'open', history, clocks: found.clocks, facts: null, papers: new Map(), children: [] },
        ...{ paperTitle: (kind: string) => kind, handlers: [], everHandled: [], today: '2026-12-01' },
        places: { handling: 'county', owner: 'county', above: null },
      }
      return judge(situation, 'putOff', { role: 'officer', orgId: 'county', personId: 'p' }, '2026-12-01').open
    }
    assert.equal(verdict([opened, issued]), true)
    assert.equal(verdict([opened, issued, act('finish', '2026-11-01')]), false)
    assert.equal(verdict([opened]), false)
  })
})
