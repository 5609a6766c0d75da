import { z } from 'zod'
import { LegalDay, Yuan } from '#contract/common'

/** The 61 kinds of violation (违法类型). The prefix says the field: TM trade marks, TA their agents, PT patents, PA their agents, GI geographical indications … */
export const ViolationCode = z.enum([
  ...(['TM-101', 'TM-102', 'TM-103', 'TM-104', 'TM-105', 'TM-106', 'TM-107'] as const),
  ...(['TM-201', 'TM-202', 'TM-203', 'TM-204', 'TM-205', 'TM-206', 'TM-207', 'TM-208', 'TM-209', 'TM-210'] as const),
  ...(['TA-101', 'TA-102', 'TA-103', 'TA-104', 'TA-105', 'TA-106', 'TA-107'] as const),
  ...(['PT-101', 'PT-102', 'PT-103', 'PT-104', 'PT-105', 'PT-106', 'PT-107', 'PT-108', 'PT-201'] as const),
  ...(['PA-101', 'PA-102', 'PA-103', 'PA-104', 'PA-105', 'PA-201', 'PA-301', 'PA-302'] as const),
  ...(['GI-101', 'GI-102', 'GI-103', 'GI-104', 'GI-105', 'GI-106', 'GI-107', 'GI-108', 'GI-109', 'GI-201'] as const),
  ...(['SM-101', 'SM-102', 'SM-103', 'UC-101', 'UC-102', 'UC-103', 'EC-101', 'IC-101', 'CR-900', 'BL-001'] as const),
])
export type ViolationCode = z.infer<typeof ViolationCode>

/** What a proven case of this kind may end in: only `penalty` goes through the penalty process. */
export const ViolationResult = z.enum([
  'penalty',
  'correctionOrder',
  'adjudication',
  'revocationByNationalOffice',
  'handledByNationalOffice',
  'transferOut',
  'creditDiscipline',
])
export type ViolationResult = z.infer<typeof ViolationResult>

/** One row of the picker of case kinds (案由). `unverified` is shown beside the name. */
export const ViolationSummary = z.strictObject({
  code: ViolationCode,
  name: z.string(),
  category: z.string(),
  result: ViolationResult,
  unverified: z.boolean(),
})
export type ViolationSummary = z.infer<typeof ViolationSummary>

export const PartyKind = z.enum(['natural', 'soleTrader', 'legal', 'other'])
export type PartyKind = z.infer<typeof PartyKind>

/** Whom a fine is laid on; laws with two layers (双罚) name the body and its people apart. */
export const FineTarget = z.enum([
  'party',
  'agency',
  'responsiblePersons',
  'practitioner',
  'advertiser',
  'advertisingAgents',
  'individual',
  'unit',
  'platform',
])
export type FineTarget = z.infer<typeof FineTarget>

/** Findings of fact on which a fine may turn and which are not amounts. */
export const FineFlag = z.enum([
  'serious',
  'overdueCorrection',
  'refusesToStopSale',
  'adverseEffect',
  'unfiledAgency',
  'knewOrShouldHaveKnown',
  'repeatWithinFiveYears',
])
export type FineFlag = z.infer<typeof FineFlag>

/** Null is a finding, not a blank: there is none, or it cannot be calculated (没有或者无法计算). */
export const PenaltyFacts = z.strictObject({
  turnover: Yuan.nullable(),
  illegalGains: Yuan.nullable(),
  goodsValue: Yuan.nullable(),
  partyKind: PartyKind,
  flags: z.array(FineFlag),
})
export type PenaltyFacts = z.infer<typeof PenaltyFacts>

export const FineRange = z.strictObject({
  target: FineTarget,
  min: Yuan,
  max: Yuan,
  /** The sum written out in Chinese, as the page and the decision show it. */
  formula: z.string(),
  law: z.string(),
  article: z.string(),
  discretion: z.enum(['may', 'shall']),
  /** The condition as the source words it; empty where the law states none. */
  whenText: z.string(),
  marks: z.array(z.string()),
})
export type FineRange = z.infer<typeof FineRange>

/** What may be laid on a party beside a fine. An order (责令…) is not a penalty in itself. */
export const PenaltyMeasure = z.enum([
  'warning',
  'publicCriticism',
  'confiscateGains',
  'confiscateGoods',
  'confiscateTools',
  'destroyGoods',
  'destroyTools',
  'downgrade',
  'revokeLicence',
  'restrictBusiness',
  'suspendBusiness',
  'closure',
  'restrictPractice',
  'orderStop',
  'orderStopSale',
  'orderCorrect',
  'orderRegister',
  'announce',
  'creditRecord',
  'stopAccepting',
  'cancelRegistration',
  'blacklist',
])
export type PenaltyMeasure = z.infer<typeof PenaltyMeasure>

/** Administrative Penalty Law arts. 32 (lenient or mitigated) and 33 (no penalty), item by item. */
export const LeniencyCircumstance = z.enum([
  'harmRemoved',
  'coercedOrInduced',
  'confessedUnknown',
  'meritoriousHelp',
  'otherByLaw',
  'minorAndCorrected',
  'firstAndMinor',
  'noFault',
])
export type LeniencyCircumstance = z.infer<typeof LeniencyCircumstance>

export const Mitigation = z.strictObject({ circumstance: LeniencyCircumstance, reason: z.string().trim().min(1) })
export type Mitigation = z.infer<typeof Mitigation>

/** The officer's choice among several bases, or of the old or new law; the reviewer is another person. */
export const ChosenBasis = z.strictObject({ law: z.string(), article: z.string(), reason: z.string().trim().min(1) })
export type ChosenBasis = z.infer<typeof ChosenBasis>

/** 另有依据: the rule of another law on which a measure rests that the penalty rule of the case does not name. */
export const OtherBasis = z.strictObject({
  law: z.string().trim().min(1),
  article: z.string().trim().min(1),
  reason: z.string().trim().min(1),
})
export type OtherBasis = z.infer<typeof OtherBasis>

/** 不属于“不知道”的情形: 商标侵权判断标准 art. 27; the last is the catch-all. */
export const GoodFaithExclusion = z.enum(['abnormalChannel', 'refusedAccounts', 'hidEvidence', 'repeated', 'otherwiseKnew'])
export type GoodFaithExclusion = z.infer<typeof GoodFaithExclusion>

/** What the party proved for a sale in good faith (善意销售), and what stands against it. */
export const GoodFaithClaim = z.strictObject({
  unaware: z.boolean(),
  lawfulSource: z.boolean(),
  supplierNamed: z.boolean(),
  /** Whom the party named: the next case begins with it. */
  supplier: z.string().trim().max(200).optional(),
  exclusions: z.array(GoodFaithExclusion),
})
export type GoodFaithClaim = z.infer<typeof GoodFaithClaim>

/** What is proposed against one target. A case with two layers of fines has two proposals. */
export const PenaltyProposal = z.strictObject({
  target: FineTarget,
  measures: z.array(PenaltyMeasure),
  fine: Yuan,
  confiscatedGains: Yuan,
  confiscatedGoodsValue: Yuan,
  mitigation: Mitigation.optional(),
  chosenBasis: ChosenBasis.optional(),
  otherBasis: OtherBasis.optional(),
  /** Why gains are confiscated where the penalty rule does not say so (行政处罚法 art. 28 para. 2 is disputed). */
  gainsReason: z.string().optional(),
  goodFaith: GoodFaithClaim.optional(),
})
export type PenaltyProposal = z.infer<typeof PenaltyProposal>

/** An answer with its grounds, so that a page can show why, and what of it is not verified. */
export const Finding = z.strictObject({ holds: z.boolean(), reasons: z.array(z.string()), marks: z.array(z.string()) })
export type Finding = z.infer<typeof Finding>

/** Conduct that still goes on ends, for this question, on the day of decision. */
export const ConductDays = z
  .strictObject({ conductFrom: LegalDay, conductTo: LegalDay, decidedOn: LegalDay })
  .refine((days) => days.conductFrom <= days.conductTo && days.conductTo <= days.decidedOn, { message: '违法行为起止日与决定日的先后不符' })
export type ConductDays = z.infer<typeof ConductDays>

export const partyKindNames: Record<PartyKind, string> = { natural: '自然人', soleTrader: '个体工商户', legal: '法人', other: '其他组织' }

export const fineTargetNames: Record<FineTarget, string> = {
  party: '当事人',
  agency: '代理机构',
  responsiblePersons: '直接负责的主管人员和其他直接责任人员',
  practitioner: '从业人员',
  advertiser: '广告主',
  advertisingAgents: '广告经营者、发布者',
  individual: '个人',
  unit: '单位',
  platform: '电子商务平台经营者',
}

export const measureNames: Record<PenaltyMeasure, string> = {
  warning: '警告',
  publicCriticism: '通报批评',
  confiscateGains: '没收违法所得',
  confiscateGoods: '没收违法商品',
  confiscateTools: '没收工具',
  destroyGoods: '销毁商品',
  destroyTools: '销毁工具',
  downgrade: '降低资质等级',
  revokeLicence: '吊销许可证件或者营业执照',
  restrictBusiness: '限制开展生产经营活动',
  suspendBusiness: '责令停产停业',
  closure: '责令关闭',
  restrictPractice: '限制从业',
  orderStop: '责令停止违法行为',
  orderStopSale: '责令停止销售',
  orderCorrect: '责令改正',
  orderRegister: '责令限期申请注册',
  announce: '予以公告',
  creditRecord: '记入信用档案',
  stopAccepting: '停止受理',
  cancelRegistration: '撤销注册或者登记',
  blacklist: '列入严重违法失信名单',
}

export const circumstanceNames: Record<LeniencyCircumstance, string> = {
  harmRemoved: '主动消除或者减轻违法行为危害后果（《行政处罚法》第三十二条第一项）',
  coercedOrInduced: '受他人胁迫或者诱骗实施违法行为（《行政处罚法》第三十二条第二项）',
  confessedUnknown: '主动供述行政机关尚未掌握的违法行为（《行政处罚法》第三十二条第三项）',
  meritoriousHelp: '配合行政机关查处违法行为有立功表现（《行政处罚法》第三十二条第四项）',
  otherByLaw: '法律、法规、规章规定其他应当从轻或者减轻的（《行政处罚法》第三十二条第五项）',
  minorAndCorrected: '违法行为轻微并及时改正，没有造成危害后果（《行政处罚法》第三十三条第一款）',
  firstAndMinor: '初次违法且危害后果轻微并及时改正（《行政处罚法》第三十三条第一款）',
  noFault: '当事人有证据足以证明没有主观过错（《行政处罚法》第三十三条第二款）',
}

export const goodFaithExclusionNames: Record<GoodFaithExclusion, string> = {
  abnormalChannel: '进货渠道不符合商业惯例，且价格明显低于市场价格',
  refusedAccounts: '拒不提供账目、销售记录等会计凭证，或者会计凭证弄虚作假',
  hidEvidence: '案发后转移、销毁物证，或者提供虚假证明、虚假情况',
  repeated: '类似违法情形受到处理后再犯',
  otherwiseKnew: '其他可以认定当事人明知或者应知的',
}
