import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { calendarFor } from '#kernel/calendar'
import type { Act } from './act.ts'
import { clocksOf, intervalsOf } from './clocks.ts'
import { first, processFor } from './declaration.ts'
import { judge, type Situation, type Standing } from './judge.ts'

const process = processFor<'asked' | 'taken' | 'done', 'take' | 'takeAtOnce' | 'finish', never, null>()({
  name: 'toy',
  title: '小事',
  versions: [{ from: '2021-07-15', law: '规定' }],
  states: { asked: { title: '已请求' }, taken: { title: '已采取' }, done: { title: '已办结', end: true } },
  start: 'asked',
  steps: {
    take: { title: '采取', from: ['asked'], to: 'taken', by: { role: 'officer', at: { granted: 'assistance' } } },
    takeAtOnce: { title: '当场采取', from: ['asked'], to: 'taken', by: { role: 'officer', at: 'handling' } },
    finish: { title: '办结', from: ['taken'], to: 'done', by: { role: 'service', at: 'owner' } },
  },
  clocks: { report: { title: '补报批', limit: 'EVID-REG-URGENT', from: first(['take', 'takeAtOnce'], 'takenAt'), until: ['finish'] } },
  excludes: [{ reason: { field: 'kind' }, from: 'open', to: ['finish'] }],
  checks: {},
})

const act = (step: string, day: string, input: Record<string, unknown> = {}): Act => ({
  step,
  from: 'asked',
  to: 'asked',
  happenedOn: day,
  recordedAt: `${day}T08:00:00.000Z`,
  input,
})
const history = [act('open', '2026-03-03', { kind: '鉴定' })]
const calendar = calendarFor([])
const situation = (change: Partial<Situation<null>> = {}): Situation<null> => ({
  process,
  lawOf: '2026-03-03',
  state: 'asked',
  history,
  clocks: [],
  facts: null,
  papers: new Map(),
  paperTitle: (kind) => kind,
  children: [],
  places: { handling: 'county', owner: 'county', above: 'city' },
  handlers: [],
  everHandled: [],
  today: '2026-03-04',
  ...change,
})
const officerOf = (orgId: string): Standing => ({ role: 'officer', orgId, personId: 'p' })
const may = (step: string, who: Standing, change: Partial<Situation<null>> = {}) => judge(situation(change), step, who, '2026-03-04').open

describe('a grant', () => {
  const grants = [{ purpose: 'assistance', orgId: 'neighbour' }]
  test('lets its unit take the steps that name it, and no others', () => {
    assert.equal(may('take', officerOf('neighbour'), { grants }), true)
    assert.equal(may('takeAtOnce', officerOf('neighbour'), { grants }), false)
  })
  test('opens nothing to the matter’s own unit, for another purpose, in another role or when it is gone', () => {
    assert.equal(may('take', officerOf('county'), { grants }), false)
    assert.equal(may('take', officerOf('neighbour'), { grants: [{ purpose: 'designation', orgId: 'neighbour' }] }), false)
    assert.equal(may('take', { ...officerOf('neighbour'), role: 'supervisor' }, { grants }), false)
    assert.equal(may('take', officerOf('neighbour')), false)
  })
})

describe('a step that happens by itself', () => {
  const taken = { state: 'taken' }
  test('is taken by the service and by no person', () => {
    assert.equal(may('finish', { role: null, orgId: 'province', personId: null, service: true }, taken), true)
    assert.equal(may('finish', officerOf('county'), taken), false)
    assert.equal(may('finish', { role: null, orgId: 'county', personId: 'p' }, taken), false)
  })
  test('is all that the service may do', () => {
    assert.equal(may('takeAtOnce', { role: null, orgId: 'county', personId: null, service: true }), false)
  })
})

describe('a limit in hours', () => {
  const dueAt = (step: string, input: Record<string, unknown>) =>
    clocksOf({ process, history: [...history, act(step, '2026-03-03', input)], childIntervals: [], facts: null, calendar }).clocks[0]
      ?.deadline.dueAt
  test('starts from the minute that the act names, on the clock of the office, whichever step it was', () => {
    assert.equal(dueAt('take', { takenAt: '2026-03-03T23:30' }), '2026-03-04T15:30:00.000Z')
    assert.equal(dueAt('takeAtOnce', { takenAt: '2026-03-03T23:30' }), '2026-03-04T15:30:00.000Z')
    assert.equal(dueAt('takeAtOnce', { takenAt: '2026-03-03T15:30:00Z' }), '2026-03-04T15:30:00.000Z')
  })
  test('does not start without it', () => {
    assert.equal(dueAt('take', {}), undefined)
  })
})

test('time that is not counted has the reason that its opening act carried', () => {
  assert.deepEqual(
    intervalsOf(process.excludes ?? [], [...history, act('finish', '2026-03-09')]).map(({ from, to, reason }) => [from, to, reason]),
    [['2026-03-03', '2026-03-09', '鉴定']],
  )
})
