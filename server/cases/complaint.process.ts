import { type ComplaintState, complaintStates } from '#contract/case-states'
import type { ComplaintStep } from '#contract/complaint-steps'
import { first, processFor } from '#kernel/process'
import { unitHead } from './heads.ts'
import type { CasePaper } from './papers/index.ts'

const rules = '《市场监督管理投诉举报处理办法》'
const article = (words: string) => `${rules}${words}`

/** 投诉调解. A complaint before 2026-04-15 falls under a measure (总局令第20号) that this table does not hold: no rule in force. */
export const complaintProcess = processFor<ComplaintState, ComplaintStep, CasePaper, Record<never, never>>()({
  name: 'complaint',
  title: '投诉调解',
  versions: [{ from: '2026-04-15', law: `${rules}（总局令第121号）` }],
  states: complaintStates,
  start: 'received',
  steps: {
    assign: { title: '分派', from: ['received', 'mediating', 'appraising', 'terminated'], by: unitHead, optional: true },
    accept: { title: '受理', basis: article('第十五条'), from: ['received'], to: 'mediating', by: { role: 'officer', at: 'handling' } },
    refuse: {
      title: '不予受理',
      basis: article('第十五条'),
      from: ['received'],
      to: 'refused',
      by: { role: 'officer', at: 'handling' },
      danger: true,
    },
    startAppraisal: {
      title: '委托鉴定、检测',
      basis: article('第二十二条'),
      from: ['mediating'],
      to: 'appraising',
      by: { role: 'officer', at: 'handling' },
      optional: true,
    },
    endAppraisal: {
      title: '收到鉴定、检测结果',
      basis: article('第二十二条'),
      from: ['appraising'],
      to: 'mediating',
      by: { role: 'officer', at: 'handling' },
    },
    recordMeeting: {
      title: '记录调解',
      basis: article('（条号未核实）'),
      from: ['mediating'],
      by: { role: 'officer', at: 'handling' },
      optional: true,
    },
    settle: {
      title: '达成调解协议',
      basis: article('（条号未核实）'),
      from: ['mediating'],
      to: 'settled',
      by: { role: 'officer', at: 'handling' },
    },
    terminate: {
      title: '终止调解',
      basis: article('第二十三条'),
      from: ['mediating', 'appraising'],
      to: 'terminated',
      by: { role: 'officer', at: 'handling' },
    },
    notifyEnd: {
      title: '告知终止调解',
      basis: article('第二十三条第二款'),
      from: ['terminated'],
      to: 'ended',
      by: { role: 'officer', at: 'handling' },
    },
    discoverLead: {
      title: '发现违法线索',
      basis: article('第二十七条'),
      from: ['mediating', 'appraising', 'terminated'],
      by: { role: 'officer', at: 'handling' },
      optional: true,
    },
  },
  clocks: {
    accept: { title: '决定是否受理并告知', limit: 'COMPLAINT-ACCEPT', from: first('open'), until: ['accept', 'refuse'] },
    mediate: { title: '调解', limit: 'COMPLAINT-MEDIATE', from: first('accept'), until: ['settle', 'terminate'] },
    endNotice: { title: '告知终止调解', limit: 'COMPLAINT-END-NOTICE', from: first('terminate'), until: ['notifyEnd'] },
  },
  excludes: [{ reason: '鉴定', from: 'startAppraisal', to: ['endAppraisal', 'terminate'] }],
  checks: {},
})
