import { z } from 'zod'
import { PartyPenalty } from './case-steps.ts'
import { FileId, LegalDay, MatterId, PersonId } from './common.ts'
import { PartyKind, partyKindNames, ViolationCode } from './penalty.ts'

/** 案源: what procedure art. 18 names, and monitoring of the platform's own. */
export const sourceNames = {
  inspection: '监督检查',
  complaint: '投诉',
  report: '举报',
  transfer: '其他部门移送',
  assignment: '上级交办',
  monitoring: '监测',
}
export const LeadSource = z
  .enum(Object.keys(sourceNames) as [keyof typeof sourceNames, ...(keyof typeof sourceNames)[]]) // keys in their order
  .meta({ title: '线索来源', labels: sourceNames })
export type LeadSource = z.infer<typeof LeadSource>

/** 统一社会信用代码: 18 signs without I, O, S, V, Z. The check sign is the register's affair. */
export const CreditCode = z.string().regex(/^[0-9A-HJ-NP-RTUW-Y]{18}$/u, '统一社会信用代码应为 18 位')
export const DivisionCode = z
  .string()
  .regex(/^35\d{4}(\d{3})?$/u, '请填写福建省内县（6 位）或者乡镇街道（9 位）的区划代码')
  .meta({ title: '行为发生地区划代码', placeholder: '350102' })

const short = (title: string) => z.string().trim().min(1).max(200).optional().meta({ title })

/** 当事人. Identity card numbers are not taken here. */
export const PartyDraft = z.strictObject({
  name: z.string().trim().min(1, '请填写当事人名称').max(120).meta({ title: '名称（姓名）' }),
  kind: PartyKind.default('legal').meta({ title: '类别', labels: partyKindNames }),
  creditCode: CreditCode.optional().meta({ title: '统一社会信用代码' }),
  address: short('住所（住址）'),
  representative: short('法定代表人（负责人、经营者）'),
  phone: short('联系电话'),
  outsideProvince: z.boolean().default(false).meta({ title: '登记地在外省' }),
})
export type PartyDraft = z.infer<typeof PartyDraft>

export const CaseParty = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: PartyKind,
  creditCode: z.string().nullable(),
  address: z.string().nullable(),
  representative: z.string().nullable(),
  phone: z.string().nullable(),
  outsideProvince: z.boolean(),
})
export type CaseParty = z.infer<typeof CaseParty>

/** 举报人: kept apart and shown to those alone who act on the lead. */
export const Informant = z.strictObject({
  name: short('举报人姓名'),
  phone: short('举报人电话'),
  note: short('备注'),
})

const place = {
  divisionCode: DivisionCode,
  place: z.string().trim().min(1, '请填写行为发生地').max(200).meta({ title: '行为发生地' }),
}
const content = (title: string, why: string) => z.string().trim().min(1, why).max(5000).meta({ title, widget: 'textarea' })

export const LeadDraft = z.strictObject({
  source: LeadSource,
  sourceNote: short('来源说明（移送函号、交办文号等）'),
  foundOn: LegalDay.meta({ title: '发现线索或者收到材料之日' }),
  ...place,
  /** Left out: the division of the unit that registers. An officer in the field need not know the code. */
  divisionCode: DivisionCode.optional().meta({ title: '行为发生地区划代码', description: '不填写的，按登记单位所在的区划' }),
  content: content('线索内容', '请填写线索内容'),
  violationCode: ViolationCode.optional().meta({ title: '涉嫌违法类型' }),
  parties: z.array(PartyDraft).max(20).default([]).meta({ title: '当事人' }),
  informant: Informant.optional().meta({ title: '举报人（保密）' }),
  files: z.array(FileId).max(30).default([]).meta({ title: '照片和材料', widget: 'files' }),
  /** 接收移送: the lead of another unit that was handed over to this one. */
  receivedFrom: MatterId.optional().meta({ widget: 'hidden' }),
})
export type LeadDraft = z.infer<typeof LeadDraft>

export const ComplaintDraft = z.strictObject({
  receivedOn: LegalDay.meta({ title: '收到投诉之日' }),
  complainant: z.string().trim().min(1, '请填写投诉人').max(100).meta({ title: '投诉人' }),
  complainantPhone: short('投诉人电话'),
  ...place,
  content: content('投诉内容', '请填写投诉内容'),
  demand: content('投诉请求', '请填写投诉请求'),
  respondent: PartyDraft,
})
export type ComplaintDraft = z.infer<typeof ComplaintDraft>

export const SimpleDraft = z.strictObject({
  foundOn: LegalDay.meta({ title: '发现之日' }),
  ...place,
  violationCode: ViolationCode.meta({ title: '案由' }),
  facts: content('违法事实', '请填写违法事实'),
  violated: z.string().trim().min(1, '请填写违反的条款').max(200).meta({ title: '违反的条款' }),
  party: PartyDraft,
  officers: z.array(PersonId).min(2, '当场处罚须有两名以上执法人员').max(10).meta({ title: '执法人员', widget: 'personPicker' }),
  factsClear: z.boolean().meta({ title: '违法事实确凿并有法定依据' }),
  penalty: PartyPenalty.omit({ partyId: true, goodFaith: true }),
})
export type SimpleDraft = z.infer<typeof SimpleDraft>

/** Facts of a lead that may be mended while it is open. */
export const LeadFactsDraft = LeadDraft.pick({
  sourceNote: true,
  divisionCode: true,
  place: true,
  content: true,
  violationCode: true,
  parties: true,
})
export type LeadFactsDraft = z.infer<typeof LeadFactsDraft>

/** 关联: two matters of the case room that belong together. */
export const tieKinds = { sameParty: '同一当事人', chain: '上下游', other: '其他' }
export const RelateDraft = z.strictObject({
  other: MatterId.meta({ title: '要关联的事项', widget: 'matterPicker' }),
  kind: z.enum(Object.keys(tieKinds) as [keyof typeof tieKinds, ...(keyof typeof tieKinds)[]]).meta({ title: '关系', labels: tieKinds }), // keys in their order
  note: z.string().trim().max(500).optional().meta({ title: '说明', widget: 'textarea' }),
})

/** 修改当事人: who stays is told by the id, so that penalties keep theirs. */
export const PartiesDraft = z.strictObject({
  parties: z
    .array(PartyDraft.extend({ id: z.uuid().optional().meta({ widget: 'hidden' }) }))
    .min(1, '请至少填写一名当事人')
    .max(20)
    .meta({ title: '当事人' }),
})
