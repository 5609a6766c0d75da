import { type ReturnState, type ReturnStep, returnStates } from '#contract/exchange'
import { last, processFor } from '#kernel/process'
import { collector, giver, opinion } from './by.ts'

export interface ReturnFacts {
  /** What is required and not there yet, in the words of the form. */
  missing: readonly string[]
}

/** 信息报送: what one unit gives for one period. It stands upward of who gives: the unit above receives it. */
export const returnProcess = processFor<ReturnState, ReturnStep, never, ReturnFacts>()({
  name: 'exchangeReturn',
  title: '信息报送',
  field: 'coordination',
  versions: [{ from: '2024-08-29', law: opinion }],
  states: {
    open: { title: returnStates.open },
    submitted: { title: returnStates.submitted },
    received: { title: returnStates.received },
    sentBack: { title: returnStates.sentBack },
    accepted: { title: returnStates.accepted, end: true },
    waived: { title: returnStates.waived, end: true },
  },
  start: 'open',
  steps: {
    fill: { title: '填写', from: ['open', 'sentBack'], by: giver },
    submit: { title: '报送', basis: opinion, from: ['open', 'sentBack'], to: 'submitted', by: giver, when: ['whole'] },
    receive: { title: '签收', from: ['submitted'], to: 'received', by: collector },
    sendBack: { title: '退回补正', from: ['submitted', 'received'], to: 'sentBack', by: collector, optional: true },
    accept: { title: '接收并锁定', basis: opinion, from: ['received'], to: 'accepted', by: collector },
    waive: { title: '免报', from: ['open', 'sentBack'], to: 'waived', by: collector, optional: true, danger: true },
  },
  clocks: {
    due: {
      title: '报送期限',
      limit: { agreed: 'dueOn', basis: '信息交换表单规定的截止日' },
      from: last(['open', 'sendBack']),
      until: ['submit', 'waive'],
    },
  },
  checks: {
    whole: ({ missing }) =>
      missing.length === 0 ? null : { why: `还没有填写：${missing.join('、')}`, todo: '请先“填写”。指标由系统取数，不需要填写。' },
  },
})
