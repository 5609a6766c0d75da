/** In the order of the course, side states last. The states of the case room's processes: their words stand here once, for process, list and page. */
interface Named {
  title: string
  end?: true
}

export const leadStates = {
  registered: { title: '待分派' },
  verifying: { title: '核查中' },
  filingProposed: { title: '拟立案待批' },
  filed: { title: '已立案', end: true },
  notFilingProposed: { title: '拟不予立案待批' },
  notFiled: { title: '不予立案', end: true },
  transferredOut: { title: '已移送', end: true },
  merged: { title: '已并案', end: true },
  withdrawn: { title: '已撤销登记', end: true },
} as const satisfies Record<string, Named>
export type LeadState = keyof typeof leadStates

export const complaintStates = {
  received: { title: '待受理' },
  mediating: { title: '调解中' },
  terminated: { title: '已终止待告知' },
  settled: { title: '调解成功', end: true },
  refused: { title: '不予受理', end: true },
  ended: { title: '终止调解', end: true },
  appraising: { title: '鉴定检测中' },
} as const satisfies Record<string, Named>
export type ComplaintState = keyof typeof complaintStates

export const simpleStates = {
  found: { title: '现场查处' },
  decided: { title: '已当场决定' },
  paid: { title: '已缴款' },
  turnedOrdinary: { title: '已转普通程序', end: true },
  abandoned: { title: '已撤销登记', end: true },
  archived: { title: '已归档', end: true },
} as const satisfies Record<string, Named>
export type SimpleState = keyof typeof simpleStates

export const penaltyStates = {
  filed: { title: '已立案' },
  investigating: { title: '调查取证' },
  reported: { title: '调查终结' },
  underReview: { title: '审核中' },
  reviewed: { title: '审核通过' },
  noticeApproved: { title: '待告知' },
  noticed: { title: '已告知' },
  discussed: { title: '已集体讨论' },
  decided: { title: '已决定' },
  served: { title: '已送达' },
  executed: { title: '已执行' },
  closed: { title: '已结案' },
  archived: { title: '已归档', end: true },
  // Beside the course.
  suspended: { title: '中止调查' },
  noPenalty: { title: '不予处罚' },
  notEstablished: { title: '违法事实不成立' },
  transferred: { title: '已移送' },
  terminated: { title: '终止调查' },
} as const satisfies Record<string, Named>
export type PenaltyState = keyof typeof penaltyStates

/** While these last, the parties of a case may change: what is reported, reviewed, told and decided names them. */
export const statesOfOpenParties: readonly string[] = ['found', 'filed', 'investigating', 'suspended'] satisfies (
  | PenaltyState
  | SimpleState
)[]
