import { type ItemState, type ItemStep, itemStates } from '#contract/exchange-items'
import { type By, processFor } from '#kernel/process'
import { collector, giver, opinion } from './by.ts'

export interface ItemFacts {
  /** Does the item lie with a unit that has another one above it? */
  mayPass: boolean
}

/** Where the item lies: it acts by its grant, and the grant goes on with the item. */
const holder: readonly By[] = giver.map(({ role }): By => ({ role, at: { granted: 'request' } }))
/** 采用 is registered by who has it or by the unit above its writer: nobody scores himself. */
const adopters: readonly By[] = [...holder, ...collector]

/** 信息稿件: written by a unit, passed on level by level, adopted by any of them. */
export const itemProcess = processFor<ItemState, ItemStep, never, ItemFacts>()({
  name: 'informationItem',
  title: '信息稿件',
  field: 'coordination',
  versions: [{ from: '2024-08-29', law: opinion }],
  states: {
    drafted: { title: itemStates.drafted },
    submitted: { title: itemStates.submitted },
    received: { title: itemStates.received },
    ended: { title: itemStates.ended, end: true },
  },
  start: 'drafted',
  steps: {
    amend: { title: '修改', from: ['drafted'], by: giver },
    submit: { title: '报送上级', basis: opinion, from: ['drafted'], to: 'submitted', by: giver, when: ['hasAbove'] },
    receive: { title: '签收', from: ['submitted'], to: 'received', by: holder },
    passOn: { title: '转报上级', basis: opinion, from: ['received'], to: 'submitted', by: holder, when: ['hasAbove'], optional: true },
    sendBack: { title: '退回修改', from: ['submitted', 'received'], to: 'drafted', by: holder, optional: true },
    adopt: { title: '登记采用', from: ['submitted', 'received'], by: adopters },
    instruct: { title: '登记批示', from: ['submitted', 'received'], by: adopters },
    voidAdoption: { title: '作废登记', from: ['submitted', 'received'], by: adopters },
    end: { title: '办结', from: ['received'], to: 'ended', by: holder },
  },
  clocks: {},
  checks: {
    hasAbove: ({ mayPass }) => (mayPass ? null : { why: '没有上级单位', todo: '请登记采用情况，或者办结。' }),
  },
})
