import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usualCourse } from './course.ts'
import { processFor } from './declaration.ts'

type State = 'asked' | 'weighed' | 'refused' | 'granted' | 'paused' | 'withdrawn'
type Step = 'weigh' | 'sendBack' | 'grant' | 'refuse' | 'pause' | 'resume' | 'withdraw'

const by = { role: 'officer', at: 'handling' } as const
const process = processFor<State, Step, never, null>()({
  name: 'asking',
  title: '申请',
  versions: [{ from: '2020-01-01', law: '规定' }],
  states: {
    asked: { title: '待审' },
    weighed: { title: '待批' },
    refused: { title: '未批准', end: true },
    granted: { title: '已批准', end: true },
    paused: { title: '已中止' },
    withdrawn: { title: '已撤回', end: true },
  },
  start: 'asked',
  steps: {
    withdraw: { title: '撤回', from: ['asked'], to: 'withdrawn', by, optional: true },
    weigh: { title: '审核', from: ['asked'], to: 'weighed', by },
    sendBack: { title: '退回', from: ['weighed'], to: 'asked', by },
    grant: { title: '批准', from: ['weighed'], to: 'granted', by },
    refuse: { title: '不批准', from: ['weighed'], to: 'refused', by },
    pause: { title: '中止', from: ['asked', 'weighed'], to: 'paused', by },
    resume: { title: '恢复', from: ['paused'], to: 'asked', by },
  },
  clocks: {},
  checks: {},
})

test('the usual way takes the first answer to one end, and turns neither back nor aside', () => {
  assert.deepEqual(usualCourse(process), ['asked', 'weighed', 'granted'])
})

test('it goes on from where a matter stands, be it aside or at an end', () => {
  assert.deepEqual(usualCourse(process, 'paused'), ['paused', 'asked', 'weighed', 'granted'])
  assert.deepEqual(usualCourse(process, 'refused'), ['refused'])
})
