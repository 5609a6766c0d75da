import { type PlanState, type PlanStep, planStates } from '#contract/training-steps'
import { type By, processFor } from '#kernel/process'
import { opinion, organiser } from './by.ts'

export interface PlanFacts {
  lines: number
  openClasses: number
}

const heads: readonly By[] = [
  { role: 'principalHead', at: 'owner' },
  { role: 'deputyHead', at: 'owner' },
]
const written: readonly PlanState[] = ['drafted', 'adjusting']

/** 年度培训计划. */
export const planProcess = processFor<PlanState, PlanStep, never, PlanFacts>()({
  name: 'trainingPlan',
  title: '年度培训计划',
  field: 'training',
  versions: [{ from: '2024-08-29', law: opinion }],
  states: {
    drafted: { title: planStates.drafted },
    submitted: { title: planStates.submitted },
    approved: { title: planStates.approved },
    adjusting: { title: planStates.adjusting },
    closed: { title: planStates.closed, end: true },
  },
  start: 'drafted',
  steps: {
    writeLine: { title: '填写计划项', from: written, by: organiser },
    dropLine: { title: '删除计划项', from: written, by: organiser },
    submit: { title: '提交审批', from: written, to: 'submitted', by: organiser, when: ['hasLines'] },
    approve: { title: '批准', basis: opinion, from: ['submitted'], to: 'approved', by: heads },
    sendBack: { title: '退回修改', from: ['submitted'], to: 'drafted', by: heads },
    adjust: { title: '调整计划', from: ['approved'], to: 'adjusting', by: organiser, optional: true },
    close: { title: '结束年度计划', from: ['approved'], to: 'closed', by: organiser, optional: true, danger: true, when: ['classesEnded'] },
  },
  clocks: {},
  checks: {
    hasLines: ({ lines }) => (lines > 0 ? null : { why: '计划中还没有培训项目', todo: '请先填写计划项。' }),
    classesEnded: ({ openClasses }) =>
      openClasses === 0 ? null : { why: `还有 ${openClasses} 个培训班没有归档或取消`, todo: '请先办结这些培训班。' },
  },
})
