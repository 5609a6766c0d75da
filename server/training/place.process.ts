import { type PlaceState, type PlaceStep, placeStates } from '#contract/training-steps'
import { processFor } from '#kernel/process'
import { nominator, opinion, organiser } from './by.ts'

export interface PlaceFacts {
  free: number
  nominated: number
  waiting: number
}

const open: readonly PlaceState[] = ['nominating', 'returned']
const alive: readonly PlaceState[] = ['nominating', 'returned', 'submitted', 'confirmed']

/** 培训名额: one unit names its people; the organiser, in whose name it runs, confirms them. */
export const placeProcess = processFor<PlaceState, PlaceStep, never, PlaceFacts>()({
  name: 'classPlaces',
  title: '培训名额',
  field: 'training',
  versions: [{ from: '2024-08-29', law: opinion }],
  states: {
    nominating: { title: placeStates.nominating },
    submitted: { title: placeStates.submitted },
    returned: { title: placeStates.returned },
    confirmed: { title: placeStates.confirmed },
    forgone: { title: placeStates.forgone, end: true },
    ended: { title: placeStates.ended, end: true },
  },
  start: 'nominating',
  steps: {
    nominate: { title: '报名', from: open, by: nominator },
    removeNominee: { title: '撤回报名', from: open, by: nominator, when: ['hasNominees'] },
    swap: { title: '更换报名人员', from: open, by: nominator, when: ['hasNominees'] },
    promote: { title: '候补递补', from: alive, by: [...nominator, organiser], when: ['hasWaiting', 'hasFree'] },
    split: { title: '分给下级单位', from: open, by: nominator, when: ['hasFree'] },
    submit: { title: '报送', from: open, to: 'submitted', by: nominator, when: ['hasNominees'] },
    confirm: { title: '确认录取', from: ['submitted'], to: 'confirmed', by: organiser },
    sendBack: { title: '退回', from: ['submitted'], to: 'returned', by: organiser },
    change: { title: '录取后更换人员', from: ['confirmed'], to: 'submitted', by: nominator, optional: true },
    withdrawEnrolled: { title: '录取后退出', from: ['confirmed'], by: nominator },
    reopen: { title: '重新开放报名', from: ['confirmed'], to: 'returned', by: organiser, optional: true },
    setQuota: { title: '调整名额', from: alive, by: organiser },
    forgo: { title: '放弃名额', from: open, to: 'forgone', by: nominator, optional: true, danger: true },
    end: { title: '结束', from: alive, to: 'ended', by: organiser, optional: true },
  },
  clocks: {},
  checks: {
    hasNominees: ({ nominated, waiting }) => (nominated + waiting > 0 ? null : { why: '还没有报名人员', todo: '请先报名。' }),
    hasWaiting: ({ waiting }) => (waiting > 0 ? null : { why: '没有候补人员' }),
    hasFree: ({ free }) => (free > 0 ? null : { why: '名额已经用完' }),
  },
})
