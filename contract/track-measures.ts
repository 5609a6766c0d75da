import { z } from 'zod'
import { choice, day, line, note, nothing, text, tick } from './case-fields.ts'
import { OrgId } from './common.ts'

/** The forms of the tracks (关联事项) that belong to the investigation; a step's `happenedOn` is not repeated in its form. */

/** A minute on the office's clock: limits in hours start from it. */
export const minute = (title: string, why: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/u, why)
    .meta({ title, widget: 'minute', placeholder: '2026-03-03T09:05' })
export const org = (title: string) => OrgId.meta({ title, widget: 'orgPicker' })

/** A thing that is registered, sealed or seized: the rows of 场所/设施/财物清单. */
export const HeldItem = z.strictObject({
  name: line('标称名称', '请填写物品名称'),
  model: z.string().trim().max(200).optional().meta({ title: '规格（型号）' }),
  unit: z.string().trim().max(20).optional().meta({ title: '单位' }),
  quantity: z.number().positive('数量应当大于零').max(1e9).meta({ title: '数量' }),
  note: z.string().trim().max(500).optional().meta({ title: '备注' }),
})
export type HeldItem = z.infer<typeof HeldItem>
const items = z.array(HeldItem).min(1, '请填写清单中的物品').max(500).meta({ title: '物品清单' })

const urgent = tick('情况紧急，当场采取', '当场采取的，应当在二十四小时内报告并补办批准手续')
const taking = z.object({
  takenAt: minute('采取措施的时间', '请填写采取措施的日期和时分'),
  keptAt: line('存放地点', '请填写存放地点'),
  items,
})
const opinion = z.object({ opinion: note('审批意见') })
const reasoned = z.object({ reason: text('理由', '请填写理由') })

/** 先行登记保存: what the seven working days may end in, procedure art. 35. */
export const preservationWays = {
  evidenceFixed: '采取记录、复制、拍照、录像等证据保全措施',
  appraised: '送交检测、检验、检疫、鉴定',
  seized: '决定查封、扣押',
  confiscated: '违法事实成立，依法没收违法物品',
}
export const preserveForm = z.object({
  urgent,
  reason: text('证据可能灭失或者以后难以取得的情形', '请填写证据可能灭失或者以后难以取得的情形'),
})
export const preservationSteps = {
  approve: opinion,
  refuse: reasoned,
  take: taking,
  takeAtOnce: taking,
  confirm: opinion,
  disapprove: reasoned,
  dispose: z.object({
    way: choice('处理措施', preservationWays).meta({ description: '各项措施的条文文字未核实（程序规定第三十五条）' }),
    detail: text('处理情况', '请填写处理情况'),
  }),
  release: reasoned,
  lapse: nothing,
  giveBack: z.object({ detail: text('通知和退还情况', '请填写通知当事人和退还物品的情况') }),
}

/** Why the time is not counted, in the statute table's own words: procedure art. 64, art. 38. */
export const AppraisalKind = z.enum(['检测', '检验', '检疫', '鉴定', '权利人辨认', '权利人鉴别'])
export type AppraisalKind = z.infer<typeof AppraisalKind>
export const commissionForm = z.object({
  kind: AppraisalKind.meta({ title: '种类', description: '所需期间不计入核查、办案期限' }),
  institution: line('受委托的机构或者权利人', '请填写机构或者权利人'),
  sample: text('送检、辨认的物品', '请填写物品'),
  question: text('委托事项', '请填写委托事项'),
})

/** 查封、扣押 */
export const coercionMeasures = { seal: '查封', detain: '扣押' }
/** Coercion Law art. 28 para. 1, item by item. */
export const coercionReleases = {
  notIllegal: '当事人没有违法行为',
  unrelated: '查封、扣押的场所、设施、财物与违法行为无关',
  decided: '已经作出处理决定，不再需要查封、扣押',
  expired: '查封、扣押期限已经届满',
  other: '其他不再需要采取查封、扣押措施的情形',
}
export const coercionWays = { confiscated: '依法没收', destroyed: '依法销毁', handedOver: '移送有关机关' }
export const seizeForm = z.object({
  urgent,
  measure: choice('强制措施', coercionMeasures),
  unfairCompetition: tick('涉嫌不正当竞争案件', '须经设区的市级以上监督检查部门主要负责人书面批准（反不正当竞争法第十六条）'),
  basis: line('实施强制措施的法律依据', '请填写法律、法规依据'),
  reason: text('理由', '请填写实施查封、扣押的理由'),
})
export const coercionSteps = {
  approve: opinion,
  refuse: reasoned,
  take: taking,
  takeAtOnce: taking,
  confirm: opinion,
  disapprove: reasoned,
  extend: z.object({ reason: text('情况复杂的说明', '请填写延长的理由；须书面告知当事人') }),
  commission: commissionForm,
  disposeEarly: z.object({
    reason: text('物品容易腐烂、变质等情况', '请填写先行处置的理由'),
    how: text('处置方式和结果', '请填写处置方式和结果'),
  }),
  dispose: z.object({ way: choice('处理', coercionWays), detail: text('处理情况', '请填写处理情况') }),
  expire: nothing,
  release: z.object({ ground: choice('解除的情形', coercionReleases), reason: text('说明', '请填写解除的说明') }),
}

/** 检测、检验、检疫、鉴定, and the right holder's 辨认、鉴别. */
export const appraisalSteps = {
  tellPeriod: z.object({ until: day('预计期限').meta({ future: true }) }),
  receiveResult: z.object({
    conclusion: text('结论', '请填写结论'),
    report: line('报告或者意见的编号', '请填写编号；没有编号的写“无”'),
    checked: tick('已审查机构资质，或者权利人的主体资格和意见的真实性', '程序规定第三十条、第三十二条'),
  }),
  tellResult: z.object({ how: line('告知方式', '请填写告知方式') }),
  withdraw: reasoned,
}

/** 协助调查 */
export const askAssistanceForm = z.object({
  orgId: org('协助单位'),
  content: text('请求协助的事项', '请填写请求协助的事项'),
  until: day('授权查阅本案的截止日', '届满后协助单位不能再查阅本案').meta({ future: true }),
})
export const assistanceSteps = {
  send: nothing,
  receive: z.object({ contact: line('承办人和联系电话', '请填写承办人和联系电话') }),
  tellDelay: z.object({
    length: z.int().min(1, '请填写延期的天数').max(365).meta({ title: '延期（工作日）' }),
    reason: text('需要延期的原因', '请填写需要延期的原因'),
  }),
  answer: z.object({ result: text('协助调查的结果', '请填写协助调查的结果') }),
  accept: z.object({ note: note('采用情况') }),
  withdraw: reasoned,
}

/** 管辖: how the question came up. Whoever received a transfer may not hand the case on (procedure art. 14). */
export const jurisdictionCauses = {
  dispute: '两个以上部门对管辖权有争议',
  transferred: '对移送来的案件认为依法不属本部门管辖',
  tip: '对举报的处理权限有争议',
}
export const disputeJurisdictionForm = z.object({
  cause: choice('情形', jurisdictionCauses),
  orgId: org('另一方单位'),
  disputedOn: day('发生争议之日'),
  reason: text('争议的内容和本单位的意见', '请填写争议的内容和本单位的意见'),
})
export const jurisdictionSteps = {
  agree: z.object({ orgId: org('协商确定的管辖单位'), detail: text('协商结果', '请填写协商结果') }),
  report: z.object({ reason: text('报请指定管辖的理由', '请填写报请指定管辖的理由') }),
  receiveReport: nothing,
  designate: z.object({ orgId: org('指定的管辖单位'), reason: text('指定的理由', '请填写指定的理由') }),
  withdraw: reasoned,
}
