import { z } from 'zod'
import { choice, day, line, note, nothing, officers, text, tick } from './case-fields.ts'
import { MatterId, OrgId } from './common.ts'
import { ViolationCode } from './penalty.ts'
import { trackForms } from './tracks.ts'

/** 不予立案的情形: procedure art. 20. */
export const notFiledGrounds = {
  minorAndCorrected: '违法行为轻微并及时改正，没有造成危害后果',
  firstAndMinor: '初次违法且危害后果轻微并及时改正',
  noFault: '当事人有证据足以证明没有主观过错，但法律、行政法规另有规定的除外',
  other: '依法可以不予立案的其他情形',
}

export const filingFacts = {
  violationCode: ViolationCode.meta({ title: '案由' }),
  conductFrom: day('违法行为开始之日'),
  conductTo: day('违法行为终了之日', '连续或者继续状态的，从行为终了之日起算；仍在继续的留空').optional(),
  lifeOrFinance: tick('涉及公民生命健康安全、金融安全且有危害后果', '追责时效为五年（《行政处罚法》第三十六条）'),
  wellKnownMark: tick('涉及驰名商标保护'),
  technicalSecret: z.boolean().optional().meta({ title: '涉案商业秘密是技术秘密' }),
  nationalConsent: tick('已经总局同意由本局管辖'),
  authorityDocument: tick('管辖权依据（委托、授权、提级或者指定文件）已入卷'),
}

export const leadSteps = {
  assign: z.object({ officers: officers('核查人员', 1) }),
  reassign: z.object({ officers: officers('核查人员', 1), reason: text('调整理由', '请填写调整理由') }),
  recordFindings: z.object({ findings: text('核查情况', '请填写核查情况') }),
  extendVerification: z.object({ reason: text('特殊情况', '请填写需要延长的特殊情况') }),
  extendComplaintVerification: z.object({ reason: text('特殊情况', '请填写需要延长的特殊情况') }),
  commission: trackForms.commission,
  askAssistance: trackForms.askAssistance,
  disputeJurisdiction: trackForms.disputeJurisdiction,
  proposeFiling: z.object({ ...filingFacts, findings: text('核查情况和立案理由', '请填写核查情况和立案理由') }),
  proposeNotFiling: z.object({
    ground: choice('不予立案的情形', notFiledGrounds),
    findings: text('核查情况和不予立案的理由', '请填写核查情况和不予立案的理由'),
  }),
  approveFiling: z.object({ opinion: note('审批意见') }),
  approveNotFiled: z.object({ opinion: note('审批意见') }),
  sendBack: z.object({ reason: text('退回理由', '请填写退回理由，承办人员将据此补正') }),
  withdrawProposal: nothing,
  transferOut: z.object({
    toOrg: OrgId.optional().meta({ title: '移送的市场监管部门', widget: 'orgPicker' }),
    toOutside: line('移送的其他机关', '请填写机关名称').optional(),
    reason: text('移送理由', '请填写移送理由'),
  }),
  merge: z.object({
    into: MatterId.meta({ title: '并入的线索或者案件', widget: 'matterPicker' }),
    reason: text('并案理由', '请填写并案理由'),
  }),
  withdraw: z.object({ reason: text('撤销登记的理由', '请填写撤销登记的理由') }),
}
export type LeadStep = keyof typeof leadSteps
