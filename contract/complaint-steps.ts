import { z } from 'zod'
import { choice, note, nothing, officers, text } from './case-fields.ts'

/** 不予受理的情形 and 终止调解的情形 as the officer chooses them; the measures' own words stand in arts. 15 and 23. */
export const refusedGrounds = {
  noCompetence: '不属于市场监管部门职责，或者本部门不具有处理权限',
  settledElsewhere: '法院、仲裁机构、其他行政机关或者消费者组织已经受理或者处理过',
  notConsumer: '不是为生活消费需要，或者不能证明存在消费者权益争议',
  tooOld: '超过规定的期限',
  incomplete: '未提供规定的材料',
  other: '法律、法规、规章规定的其他情形',
}
export const endedGrounds = {
  withdrawn: '投诉人撤回投诉或者双方自行和解',
  costs: '对委托承担检定、检验、检测、鉴定费用等不能协商一致',
  absent: '投诉人或者被投诉人无正当理由不参加调解，或者明确拒绝调解',
  timeUp: '自投诉受理之日起六十日内未能达成调解协议',
  foundUnacceptable: '受理后发现存在不予受理的情形',
  other: '应当终止调解的其他情形',
}

export const complaintSteps = {
  assign: z.object({ officers: officers('调解人员', 1) }),
  accept: nothing,
  refuse: z.object({ ground: choice('不予受理的情形', refusedGrounds), explanation: note('说明') }),
  startAppraisal: z.object({ body: text('委托的机构和项目', '请填写委托的机构和项目') }),
  endAppraisal: z.object({ result: text('结果', '请填写鉴定、检测结果') }),
  recordMeeting: z.object({ record: text('调解经过', '请填写调解经过') }),
  settle: z.object({ agreement: text('调解协议的内容', '请填写调解协议的内容') }),
  terminate: z.object({ ground: choice('终止调解的情形', endedGrounds), explanation: note('说明') }),
  notifyEnd: z.object({ how: text('告知的方式', '请填写告知双方的方式') }),
  discoverLead: z.object({ content: text('发现的违法线索', '请填写发现的违法线索') }),
}
export type ComplaintStep = keyof typeof complaintSteps
