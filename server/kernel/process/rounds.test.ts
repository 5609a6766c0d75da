import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Act } from './act.ts'
import { processFor } from './declaration.ts'
import { judge, type Situation } from './judge.ts'

const by = { role: 'officer', at: 'handling' } as const
const process = processFor<'open', 'report' | 'sendBack' | 'pass' | 'withdraw', 'form' | 'paper', null>()({
  name: 'rounds',
  title: '小事',
  versions: [{ from: '2021-07-15', law: '规定' }],
  states: { open: { title: '办理中' } },
  start: 'open',
  steps: {
    report: { title: '报告', from: ['open'], by, needs: ['paper'] },
    sendBack: { title: '退回', from: ['open'], by },
    pass: { title: '通过', from: ['open'], by, needs: ['form'], anew: ['sendBack'] },
    withdraw: { title: '回避', from: ['open'], by },
  },
  clocks: {},
  withdrawal: { basis: '第四条', persons: (history) => history.filter(({ step }) => step === 'withdraw').map(() => 'p') },
  checks: {},
})

const act = (step: string): Act => ({
  step,
  from: 'open',
  to: 'open',
  happenedOn: '2026-03-03',
  recordedAt: '2026-03-03T02:00:00Z',
  input: {},
})
const acts = (...steps: string[]) => ['open', ...steps].map(act)

function verdict(step: string, history: readonly Act[], papers: Record<string, number>, withdrawn?: Situation<null>['withdrawn']) {
  const places = { handling: 'county', owner: 'county', above: null }
  const people = { handlers: [], everHandled: [], withdrawn }
  const known = { papers: new Map(Object.entries(papers)), paperTitle: (kind: string) => kind }
  const situation: Situation<null> = {
    ...{ process, lawOf: '2026-03-03', state: 'open', history, clocks: [], facts: null, children: [], today: '2026-03-03' },
    ...{ places, ...people, ...known },
  }
  const found = judge(situation, step, { role: 'officer', orgId: 'county', personId: 'p' }, '2026-03-03')
  return found.open ? 'open' : found.problem.message
}

describe('a paper that a step asks for', () => {
  test('stands for one taking of the step, and a second one asks for its own', () => {
    assert.match(verdict('report', acts(), {}), /还缺：《paper》/u)
    assert.equal(verdict('report', acts(), { paper: 1 }), 'open')
    assert.match(verdict('report', acts('report'), { paper: 1 }), /重新制作的《paper》/u)
    assert.equal(verdict('report', acts('report'), { paper: 2 }), 'open')
  })
  test('is drawn up anew after a return, though no step had used it; other acts do not make it old', () => {
    assert.equal(verdict('pass', acts('report'), { form: 1 }), 'open')
    assert.match(verdict('pass', acts('report', 'sendBack'), { form: 2 }), /重新制作的《form》/u)
    assert.equal(verdict('pass', acts('report', 'sendBack'), { form: 3 }), 'open')
  })
  test('from before its place was kept counts for every round', () => {
    assert.equal(verdict('pass', acts('pass', 'sendBack'), { form: Number.POSITIVE_INFINITY }), 'open')
  })
})

test('whoever had to withdraw takes no step, and is told why; everybody else does', () => {
  assert.equal(verdict('sendBack', acts(), {}, { persons: ['q'], basis: '第四条' }), 'open')
  assert.match(verdict('sendBack', acts(), {}, { persons: ['p'], basis: '第四条' }), /您已被决定回避.*第四条/u)
})
