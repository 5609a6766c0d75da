import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calendarFor } from '#kernel/calendar'
import type { Act } from './act.ts'
import { clocksOf } from './clocks.ts'
import { lastOfEach, processFor } from './declaration.ts'
import { judge, type Situation } from './judge.ts'

type Step = 'tell' | 'answer' | 'waive' | 'decide'
const process = processFor<'open', Step, never, { without: string | null }>()({
  name: 'notices',
  title: '告知',
  versions: [{ from: '2021-07-15', law: '规定' }],
  states: { open: { title: '办理中' } },
  start: 'open',
  steps: {
    tell: { title: '告知', from: ['open'], by: { role: 'officer', at: 'handling' } },
    answer: { title: '答复', from: ['open'], by: { role: 'officer', at: 'handling' }, within: 'statement' },
    waive: { title: '放弃', from: ['open'], by: { role: 'officer', at: 'handling' }, waives: 'statement' },
    decide: { title: '决定', from: ['open'], by: { role: 'officer', at: 'handling' }, after: 'statement' },
  },
  clocks: {
    statement: {
      title: '陈述、申辩',
      limit: 'STATEMENT',
      from: lastOfEach('tell', 'party'),
      until: ['decide'],
      only: ({ without }, whose) => whose !== without,
    },
  },
  checks: {},
})

const act = (step: string, happenedOn: string, input = {}): Act => ({
  ...{ step, from: 'open', to: 'open', happenedOn, recordedAt: `${happenedOn}T02:00:00Z`, input },
})
const told = [act('open', '2026-03-02'), act('tell', '2026-03-03', { party: 'a' }), act('tell', '2026-03-10', { party: 'b' })]
const clocks = (history: readonly Act[], without: string | null = null) =>
  clocksOf({ process, history, childIntervals: [], facts: { without }, calendar: calendarFor() }).clocks
const said = (history: readonly Act[], without: string | null = null) =>
  clocks(history, without).map(({ whose, deadline, waived, endedOn }) => [whose, deadline.due, waived, endedOn])

describe('a right of each party', () => {
  test('runs from what reached that party', () => {
    assert.deepEqual(said(told), [
      ['a', '2026-03-10', false, null],
      ['b', '2026-03-17', false, null],
    ])
  })

  test('starts anew for the party that is told again, and for no other', () => {
    assert.deepEqual(
      said([...told, act('tell', '2026-03-16', { party: 'a' })]).map(([whose, due]) => [whose, due]),
      [
        ['a', '2026-03-23'],
        ['b', '2026-03-17'],
      ],
    )
  })

  test('is given up by that party alone, and ended for all by an act that names nobody', () => {
    const waived = [...told, act('waive', '2026-03-11', { party: 'b' })]
    assert.deepEqual(
      said(waived).map(([whose, , given]) => [whose, given]),
      [
        ['a', false],
        ['b', true],
      ],
    )
    assert.deepEqual(
      said([...waived, act('decide', '2026-03-12')]).map(([, , , ended]) => ended),
      ['2026-03-12', '2026-03-12'],
    )
  })

  test('is none of a party to whom it does not belong', () => {
    assert.deepEqual(
      said(told, 'a').map(([whose]) => whose),
      ['b'],
    )
  })
})

describe('a step that waits for it, or is bound to it', () => {
  const situation = (history: readonly Act[]): Situation<{ without: string | null }> => ({
    ...{ process, lawOf: '2026-03-03', state: 'open', history, clocks: clocks(history), facts: { without: null }, children: [] },
    ...{ papers: new Map(), paperTitle: (kind: string) => kind, handlers: [], everHandled: [], today: '2026-04-01' },
    places: { handling: 'county', owner: 'county', above: null },
  })
  const code = (history: readonly Act[], step: string, on: string, input = {}) => {
    const verdict = judge(situation(history), step, { role: 'officer', orgId: 'county', personId: 'p' }, on, input)
    return verdict.open ? 'open' : verdict.problem.code
  }

  test('waits for the last of them', () => {
    assert.equal(code(told, 'decide', '2026-03-17'), 'tooEarly')
    assert.equal(code(told, 'decide', '2026-03-18'), 'open')
    // Told first, and waiting longest: the order of entry does not decide.
    const reverse = [told[0]!, told[2]!, act('tell', '2026-03-10', { party: 'a' }), act('tell', '2026-03-03', { party: 'c' })]
    assert.equal(code(reverse, 'decide', '2026-03-13'), 'tooEarly')
    const waived = [...told, act('waive', '2026-03-11', { party: 'b' })]
    assert.equal(code(waived, 'decide', '2026-03-11'), 'open')
    assert.equal(
      code([...told, act('waive', '2026-03-10', { party: 'b' })], 'decide', '2026-03-10'),
      'tooEarly',
      'the other one has not waived',
    )
  })

  test('is too late for the party whose right has run out, while the other one may still', () => {
    assert.equal(code(told, 'answer', '2026-03-11'), 'open', 'somebody may')
    assert.equal(code(told, 'answer', '2026-03-11', { party: 'a' }), 'tooLate')
    assert.equal(code(told, 'answer', '2026-03-11', { party: 'b' }), 'open')
    assert.equal(code(told, 'answer', '2026-03-18'), 'tooLate')
    const waived = [...told, act('waive', '2026-03-11', { party: 'b' })]
    assert.equal(code(waived, 'answer', '2026-03-11', { party: 'b' }), 'closed')
  })
})
