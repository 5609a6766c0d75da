import type { LeaveStep } from '#contract/training-steps'
import { processFor } from '#kernel/process'
import { organiser } from './by.ts'
import { leaveRule } from './leave.ts'

/** 学员请假: asked by the participant, answered by the organiser. */
export const leaveProcess = processFor<'asked' | 'granted' | 'refused' | 'withdrawn', LeaveStep | 'withdraw', never, null>()({
  name: 'classLeave',
  title: '学员请假',
  field: 'training',
  versions: [{ from: '2024-08-29', law: leaveRule }],
  states: {
    asked: { title: '待审批' },
    granted: { title: '已同意', end: true },
    refused: { title: '未同意', end: true },
    withdrawn: { title: '已撤回', end: true },
  },
  start: 'asked',
  steps: {
    grant: { title: '同意请假', basis: leaveRule, from: ['asked'], to: 'granted', by: organiser },
    refuse: { title: '不同意请假', basis: leaveRule, from: ['asked'], to: 'refused', by: organiser },
    /** Taken by a job: the participant withdraws his own row, and the matter follows. */
    withdraw: { title: '学员撤回', from: ['asked'], to: 'withdrawn', by: { role: 'service', at: 'owner' } },
  },
  clocks: {},
  checks: {},
})
