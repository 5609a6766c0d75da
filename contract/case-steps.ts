import { z } from 'zod'
import { CrimeFacts } from './case-crime.ts'
import { choice, day, line, note, nothing, officers, text, tick, yuan } from './case-fields.ts'
import { OrgId, PersonId } from './common.ts'
import {
  ChosenBasis,
  circumstanceNames,
  FineFlag,
  FineTarget,
  fineTargetNames,
  GoodFaithClaim,
  GoodFaithExclusion,
  goodFaithExclusionNames,
  LeniencyCircumstance,
  Mitigation,
  measureNames,
  OtherBasis,
  PartyKind,
  PenaltyMeasure,
  partyKindNames,
  ViolationCode,
} from './penalty.ts'
import { ofParty, type ServiceMode, serviceModeNames } from './track-outcomes.ts'
import { trackForms } from './tracks.ts'

/** 中止调查的五类事由: procedure art. 46. */
export const suspensionCauses = {
  awaitsRuling: '行政处罚决定须以相关案件的裁判结果或者其他行政决定为依据，而相关案件尚未审结或者其他行政决定尚未作出',
  awaitsInterpretation: '涉及法律适用等问题，需要送请有权机关作出解释或者确认',
  forceMajeure: '因不可抗力致使案件暂时无法调查',
  partyMissing: '因当事人下落不明致使案件暂时无法调查',
  other: '其他应当中止调查的情形',
}

/** 终止调查的情形: procedure art. 47. */
export const terminationCauses = {
  personDied: '涉嫌违法的公民死亡（或者下落不明长期无法调查）',
  bodyEnded: '涉嫌违法的法人、其他组织终止，且无权利义务承受人',
  other: '其他应当终止调查的情形',
}

export const flagNames: Record<FineFlag, string> = {
  serious: '情节严重',
  overdueCorrection: '逾期不改正',
  refusesToStopSale: '拒不停止销售',
  adverseEffect: '造成不良影响',
  unfiledAgency: '代理机构未备案',
  knewOrShouldHaveKnown: '知道或者应当知道',
  repeatWithinFiveYears: '五年内实施两次以上',
}
export const gradeNames = { mitigated: '减轻', lenient: '从轻', ordinary: '一般', severe: '从重' }
export const outcomeNames = { penalty: '给予行政处罚', noPenalty: '不予行政处罚', notEstablished: '违法事实不成立', transfer: '移送' }

/** 不予行政处罚: Administrative Penalty Law art. 33, and the lapse of art. 36. */
export const noPenaltyGrounds = {
  minorAndCorrected: '违法行为轻微并及时改正，没有造成危害后果',
  firstAndMinor: '初次违法且危害后果轻微并及时改正',
  noFault: '当事人有证据足以证明没有主观过错',
  goodFaithSale: '善意销售，依法责令停止销售',
  lapsed: '超过追责时效',
  other: '法律规定的其他情形',
}

const circumstance = LeniencyCircumstance.meta({ title: '情形', labels: circumstanceNames })

/** 善意销售: all three conditions and none of the exclusions; then no fine, only the order to stop selling (商标法第六十条第二款 and its like). */
const goodFaith = GoodFaithClaim.extend({
  unaware: tick('销售不知道是侵权的商品'),
  lawfulSource: tick('能证明该商品是自己合法取得', '进货合同、发票、付款和入库凭证等'),
  supplierNamed: tick('说明了提供者', '姓名或者名称、联系方式应当准确、可以核实（商标侵权判断标准第二十八条）'),
  supplier: z.string().trim().max(200).optional().meta({ title: '提供者', description: '姓名或者名称、联系方式' }),
  exclusions: z
    .array(GoodFaithExclusion.meta({ labels: goodFaithExclusionNames }))
    .max(5)
    .default([])
    .meta({ title: '不得认定为“不知道”的情形' }),
})

/** What is proposed, told or decided against one target of one party. */
export const PartyPenalty = z.strictObject({
  partyId: z.uuid().meta({ title: '当事人' }),
  target: FineTarget.default('party').meta({ title: '处罚对象', labels: fineTargetNames }),
  measures: z
    .array(PenaltyMeasure.meta({ labels: measureNames }))
    .max(22)
    .meta({ title: '处罚和处理种类' }),
  fine: yuan('罚款'),
  confiscatedGains: yuan('没收违法所得'),
  confiscatedGoodsValue: yuan('没收财物价值'),
  mitigation: Mitigation.extend({ circumstance, reason: text('理由', '请填写从轻、减轻或者不予处罚的理由') })
    .optional()
    .meta({ title: '从轻、减轻或者不予处罚的情形' }),
  chosenBasis: ChosenBasis.extend({
    law: line('法律、法规、规章', '请填写选择的法律、法规、规章'),
    article: line('条款', '请填写条款'),
    reason: text('选择的理由', '请填写选择的理由'),
  })
    .optional()
    .meta({ title: '选择的处罚依据' }),
  gainsReason: note('没收违法所得的理由').meta({
    title: '没收违法所得的理由',
    widget: 'textarea',
    description: '适用的罚则没有规定没收违法所得的，必须说明（《行政处罚法》第二十八条第二款）',
  }),
  otherBasis: OtherBasis.extend({
    law: line('法律、法规、规章', '请填写另行适用的法律、法规、规章'),
    article: line('条款', '请填写条款'),
    reason: text('理由', '请填写另行适用的理由'),
  })
    .optional()
    .meta({ title: '另有依据', description: '含有适用的罚则没有规定的处罚或者处理种类的，必须填写' }),
  goodFaith: goodFaith.optional().meta({ title: '善意销售', description: '成立的，罚款为零，只责令停止销售' }),
})
export type PartyPenalty = z.infer<typeof PartyPenalty>

const penalties = (why: string) => z.array(PartyPenalty).min(1, why).max(40).meta({ title: '处罚' })

/** What the investigation found, as the report and the change of facts enter it. */
export const investigationFacts = {
  conductFrom: day('违法行为开始之日'),
  conductTo: day('违法行为终了之日', '决定时仍在继续的留空').optional(),
  turnover: yuan('违法经营额').nullable().meta({ nullLabel: '没有或者无法计算' }),
  illegalGains: yuan('违法所得').nullable().meta({ nullLabel: '没有或者无法计算' }),
  goodsValue: yuan('货值金额').nullable().meta({ nullLabel: '没有或者无法计算' }),
  crime: CrimeFacts.optional().meta({ title: '是否涉嫌犯罪的判断要素', description: '用于预警，不自动移送' }),
  flags: z
    .array(FineFlag.meta({ labels: flagNames }))
    .max(7)
    .default([])
    .meta({ title: '影响处罚幅度的情节' }),
  alsoViolates: z
    .array(ViolationCode)
    .max(5)
    .default([])
    .meta({ title: '同一行为同时违反的其他规定', description: '应当罚款的，按罚款数额高的规定处罚一次（《行政处罚法》第29条）' }),
  findings: text('查明的违法事实', '请填写查明的违法事实'),
  violated: line('违反的条款', '请填写违反的法律条款'),
  discretion: text('裁量情节和理由', '请填写裁量情节和理由'),
  grade: choice('裁量阶次', gradeNames),
  keyField: tick('食品、药品、化妆品、医疗器械、特种设备、重点工业产品'),
  majorPublicInterest: tick('涉及重大公共利益', '应当法制审核（程序规定第五十条）'),
  complex: tick('案件疑难复杂、涉及多个法律关系', '应当法制审核（程序规定第五十条）'),
  inCatalogue: tick('属于本局法制审核目录'),
}

const recusalDecision = {
  person: PersonId.meta({ title: '人员', widget: 'personPicker' }),
  granted: z.boolean().meta({ title: '决定回避' }),
  reason: text('理由', '请填写决定的理由'),
}

const noticeServed = z.object({
  partyId: z.uuid().meta({ title: '当事人', widget: 'hidden' }),
  party: z.string().meta({ title: '当事人', widget: 'hidden' }),
  how: z.enum(Object.keys(serviceModeNames) as ServiceMode[]).meta({ title: '送达方式', labels: serviceModeNames, widget: 'hidden' }), // the keys of a const object
})

export const penaltySteps = {
  assignOfficers: z.object({ officers: officers('办案人员', 2) }),
  reassignOfficers: z.object({ officers: officers('办案人员', 2), reason: text('调整理由', '请填写调整理由') }),
  requestRecusal: z.object({
    person: PersonId.meta({ title: '被要求回避的人员', widget: 'personPicker' }),
    by: choice('提出', { party: '当事人申请', self: '本人自行回避' }),
    reason: text('理由', '请填写回避理由'),
  }),
  decideRecusal: z.object(recusalDecision),
  decideDeputyRecusal: z.object(recusalDecision),
  decidePrincipalRecusal: z.object({ ...recusalDecision, present: line('出席集体讨论的负责人', '请填写出席集体讨论的负责人') }),
  recordScene: z.object({ content: text('检查情况摘要', '请填写检查情况') }),
  recordInquiry: z.object({ person: line('被询问人', '请填写被询问人'), content: text('询问摘要', '请填写询问摘要') }),
  recordSampling: z.object({ samples: text('样品的名称和数量', '请填写样品'), content: text('抽样情况摘要', '请填写抽样情况') }),
  preserve: trackForms.preserve,
  seize: trackForms.seize,
  commission: trackForms.commission,
  askAssistance: trackForms.askAssistance,
  disputeJurisdiction: trackForms.disputeJurisdiction,
  transferCriminal: trackForms.transferCriminal,
  orderCorrection: z.object({ content: text('责令改正的内容', '请填写责令改正的内容') }),
  orderRefund: z.object({ amount: yuan('责令退还的金额'), content: text('责令退款的内容', '请填写责令退款的内容') }),
  extendTerm: z.object({ reason: text('案情复杂或者其他原因', '请填写延长的原因') }),
  extendTermAgain: z.object({
    reason: text('案情特别复杂或者其他特殊情况', '请填写延长的原因'),
    length: z.int().min(1, '请填写集体讨论确定的天数').max(3650).meta({ title: '集体讨论确定的期限（日）' }),
  }),
  extendPatentTerm: z.object({ reason: text('案件特别复杂的情况', '请填写延长的原因') }),
  suspend: z.object({
    cause: choice('中止事由', suspensionCauses).meta({ description: '五类事由的条文文字未核实（程序规定第四十六条）' }),
    reason: text('说明', '请填写说明'),
  }),
  resume: z.object({ reason: text('中止原因消除的情况', '请填写中止原因消除的情况') }),
  terminate: z.object({
    cause: choice('终止事由', terminationCauses).meta({ description: '各类事由的条文文字未核实（程序规定第四十七条）' }),
    reason: text('说明', '请填写说明'),
  }),
  report: z.object({
    ...investigationFacts,
    outcome: choice('处理建议', outcomeNames),
    penalties: z.array(PartyPenalty).max(40).default([]).meta({ title: '处罚建议' }),
  }),
  reinvestigate: z.object({ reason: text('需要补充调查的事项', '请填写需要补充调查的事项') }),
  submitReview: z.object({ note: note('送审说明') }),
  extendReview: z.object({
    reason: text('特殊情况', '请填写需要延长的特殊情况'),
    length: z.int().min(1, '请填写批准延长的天数').max(365).meta({ title: '延长（工作日）' }),
  }),
  sendBack: z.object({ reason: text('退回理由和补正要求', '请填写退回理由和补正要求') }),
  passCaseReview: z.object({ opinion: text('审核意见', '请填写审核意见') }),
  passLegalReview: z.object({ opinion: text('法制审核意见', '请填写法制审核意见') }),
  approveNotice: z.object({ opinion: note('审批意见') }),
  returnProposal: z.object({ reason: text('退回理由', '请填写退回理由') }),
  serveNotice: nothing,
  // What the service of the notice tells the case, by itself.
  notify: noticeServed,
  finishNotice: nothing,
  noticeAgain: z.object({ reason: text('重新告知的理由', '请填写重新告知的理由') }),
  recordStatement: z.object({
    partyId: ofParty,
    content: text('陈述、申辩的内容', '请填写陈述、申辩的内容'),
    answer: text('复核意见', '请填写是否采纳及理由'),
  }),
  waiveStatement: z.object({
    partyId: ofParty,
    writing: line('书面放弃的材料', '请填写材料名称'),
    hearingToo: tick('同时书面放弃听证', '有权要求听证的，须一并放弃'),
  }),
  requestHearing: trackForms.requestHearing,
  discuss: z.object({
    present: line('出席的负责人', '请填写出席的负责人'),
    conclusion: text('讨论结论', '请填写讨论结论'),
  }),
  decide: z.object({ penalties: penalties('请填写处罚内容'), opinion: note('决定意见') }),
  decideNoPenalty: z.object({
    ground: choice('不予处罚的情形', noPenaltyGrounds),
    reason: text('理由', '请填写不予处罚的理由'),
    education: text('对当事人的教育', '不予处罚的，应当对当事人进行教育，请填写'),
  }),
  decideNotEstablished: z.object({ reason: text('理由', '请填写违法事实不成立的理由') }),
  transferOut: z.object({
    toOrg: OrgId.optional().meta({ title: '移送的市场监管部门', widget: 'orgPicker' }),
    toOutside: line('移送的其他机关', '请填写机关名称').optional(),
    reason: text('移送理由', '请填写移送理由'),
  }),
  endByCriminal: z.object({ summary: text('公安机关立案和移交情况', '请填写公安机关立案和移交情况') }),
  serve: trackForms.serve,
  confirmService: nothing,
  // What is published and what is owed is what was decided: nothing is typed again.
  publish: nothing,
  collect: nothing,
  openSupplierLead: z.object({
    name: line('提供者名称（姓名）', '请填写提供者的名称或者姓名'),
    kind: PartyKind.default('legal').meta({ title: '类别', labels: partyKindNames }),
    address: line('提供者地址', '请填写地址').optional(),
    phone: line('提供者联系电话', '请填写联系电话').optional(),
    place: line('行为发生地', '请填写提供者销售、生产的地点'),
    content: note('线索内容').meta({ description: '不填写的，按本案情况生成' }),
  }),
  recordDisposal: z.object({ content: text('涉案财物处理情况', '请填写涉案财物处理情况') }),
  finishExecution: z.object({ content: text('履行情况', '请填写履行情况') }),
  close: z.object({ summary: text('结案情况', '请填写结案情况') }),
  archive: z.object({
    number: line('归档号', '请填写归档号'),
    keptBy: line('立卷人', '请填写立卷人'),
    checkedBy: line('检查人', '请填写检查人'),
  }),
}
export type PenaltyStep = keyof typeof penaltySteps
