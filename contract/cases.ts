import { z } from 'zod'
import { gradeNames, PartyPenalty } from './case-steps.ts'
import { FileId, LegalDay, MatterId, OrgId, Page, PageQuery, PersonId, Yuan } from './common.ts'
import { Light } from './deadline.ts'
import { get, post } from './endpoint.ts'
import { Finding, FineFlag, FineRange, PartyKind, ViolationCode, ViolationSummary } from './penalty.ts'

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

export const partyKindNames: Record<PartyKind, string> = { natural: '自然人', soleTrader: '个体工商户', legal: '法人', other: '其他组织' }

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
  officers: z.array(PersonId).min(2, '当场处罚须有两名以上执法人员').max(10),
  factsClear: z.boolean().meta({ title: '违法事实确凿并有法定依据' }),
  penalty: PartyPenalty.omit({ partyId: true }),
})
export type SimpleDraft = z.infer<typeof SimpleDraft>

/** What every list shows of a matter. */
const row = {
  id: MatterId,
  process: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  state: z.string(),
  stateTitle: z.string(),
  party: z.string().nullable(),
  violation: z.string().nullable(),
  handling: z.strictObject({ id: OrgId, name: z.string() }),
  officers: z.string(),
  openedOn: LegalDay,
  due: LegalDay.nullable(),
  dueName: z.string().nullable(),
  light: Light,
  closed: z.boolean(),
  version: z.int(),
}
export const LeadRow = z.strictObject({ ...row, source: LeadSource, foundOn: LegalDay })
export type LeadRow = z.infer<typeof LeadRow>
export const CaseRow = z.strictObject({ ...row, filedOn: LegalDay, decidedOn: LegalDay.nullable(), fine: Yuan.nullable() })
export type CaseRow = z.infer<typeof CaseRow>
export const ComplaintRow = z.strictObject({ ...row, receivedOn: LegalDay })
export type ComplaintRow = z.infer<typeof ComplaintRow>

const many = <T extends z.ZodType>(one: T) =>
  z
    .union([z.array(one).max(40), one])
    .default([])
    .transform((value) => [value].flat() as z.output<T>[]) // one value of the address is a list of one
/** In an address a flag is a word; in a body it is one. */
const flag = z.union([z.boolean(), z.stringbool()])
/** The filter stands in the address of the page: everything is a string there. */
export const CaseFilter = z.strictObject({
  ...PageQuery,
  text: z.string().trim().max(100).optional(),
  state: many(z.string().max(40)),
  code: many(ViolationCode),
  org: OrgId.optional(),
  below: flag.default(true),
  officer: PersonId.optional(),
  dueBefore: LegalDay.optional(),
  from: LegalDay.optional(),
  to: LegalDay.optional(),
  light: many(Light),
  open: flag.optional(),
  sort: z.enum(['due', '-due', 'openedOn', '-openedOn', 'number', '-number']).default('-openedOn'),
})
export type CaseFilter = z.infer<typeof CaseFilter>
export const LeadFilter = z.strictObject({ ...CaseFilter.shape, source: many(LeadSource) })
export type LeadFilter = z.infer<typeof LeadFilter>

export const RelatedMatter = z.strictObject({
  id: MatterId,
  process: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  stateTitle: z.string(),
  kind: z.string(),
  note: z.string().nullable(),
})

export const StoredPenalty = z.strictObject({
  ...PartyPenalty.shape,
  law: z.string(),
  article: z.string(),
  range: z.strictObject({ min: Yuan, max: Yuan, formula: z.string() }).nullable(),
  hearing: z.boolean(),
})
export type StoredPenalty = z.infer<typeof StoredPenalty>

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

export const LeadDetail = z.strictObject({
  id: MatterId,
  version: z.int(),
  source: LeadSource,
  sourceNote: z.string().nullable(),
  foundOn: LegalDay,
  divisionCode: z.string(),
  place: z.string(),
  content: z.string(),
  violation: ViolationSummary.nullable(),
  conductFrom: LegalDay.nullable(),
  conductTo: LegalDay.nullable(),
  findings: z.string().nullable(),
  parties: z.array(CaseParty),
  /** Null: there is none, or this reader does not act on the lead. */
  informant: z.strictObject({ name: z.string().nullable(), phone: z.string().nullable(), note: z.string().nullable() }).nullable(),
  informantHidden: z.boolean(),
  caseId: MatterId.nullable(),
  related: z.array(RelatedMatter),
  /** 可能存在一案多立: yes or no, never who (design §6.12). */
  possibleOverlap: z.boolean(),
})
export type LeadDetail = z.infer<typeof LeadDetail>

export const CaseDetail = z.strictObject({
  id: MatterId,
  process: z.string(),
  version: z.int(),
  source: LeadSource,
  foundOn: LegalDay,
  filedOn: LegalDay,
  divisionCode: z.string(),
  place: z.string(),
  content: z.string(),
  violation: ViolationSummary,
  requiredFacts: z.array(z.string()),
  conductFrom: LegalDay.nullable(),
  conductTo: LegalDay.nullable(),
  turnover: Yuan.nullable(),
  illegalGains: Yuan.nullable(),
  goodsValue: Yuan.nullable(),
  flags: z.array(FineFlag),
  findings: z.string().nullable(),
  violated: z.string().nullable(),
  discretion: z.string().nullable(),
  grade: z.enum(Object.keys(gradeNames) as [keyof typeof gradeNames, ...(keyof typeof gradeNames)[]]).nullable(), // keys in their order
  keyField: z.boolean(),
  majorPublicInterest: z.boolean(),
  complex: z.boolean(),
  inCatalogue: z.boolean(),
  parties: z.array(CaseParty),
  proposed: z.array(StoredPenalty),
  noticed: z.array(StoredPenalty),
  decided: z.array(StoredPenalty),
  decidedOn: LegalDay.nullable(),
  related: z.array(RelatedMatter),
  possibleOverlap: z.boolean(),
  /** Decisions on the same party in the reader's own records: a second violation within five years weighs (商标法). */
  earlier: z.array(z.strictObject({ id: MatterId, number: z.string().nullable(), decidedOn: LegalDay, violation: z.string() })),
})
export type CaseDetail = z.infer<typeof CaseDetail>

export type ComplaintDetail = z.infer<typeof ComplaintDetail>
export const ComplaintDetail = z.strictObject({
  id: MatterId,
  version: z.int(),
  receivedOn: LegalDay,
  complainant: z.string(),
  complainantPhone: z.string().nullable(),
  divisionCode: z.string(),
  place: z.string(),
  content: z.string(),
  demand: z.string(),
  parties: z.array(CaseParty),
  related: z.array(RelatedMatter),
})

/** 处罚建议预览: what the form asks while the officer writes. */
export const ProposalPreviewDraft = z.strictObject({
  conductFrom: LegalDay,
  conductTo: LegalDay.optional(),
  turnover: Yuan.nullable(),
  illegalGains: Yuan.nullable(),
  goodsValue: Yuan.nullable(),
  flags: z.array(FineFlag),
  penalty: PartyPenalty,
})
export const ProposalPreview = z.strictObject({
  ok: z.boolean(),
  /** What is wrong, with range and article; null when lawful. */
  sentence: z.string().nullable(),
  range: FineRange.nullable(),
  /** Rules among which the officer chooses, or that hold on these days. */
  bases: z.array(z.strictObject({ law: z.string(), article: z.string() })),
  hearing: Finding.nullable(),
  doubts: z.array(z.string()),
  notes: z.array(z.string()),
})
export type ProposalPreview = z.infer<typeof ProposalPreview>

export const FoundMatter = z.strictObject({
  id: MatterId,
  process: z.string(),
  processTitle: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  stateTitle: z.string(),
  handling: z.string(),
})

const onMatter = { params: z.strictObject({ matterId: MatterId }) }
const opened = z.strictObject({ id: MatterId, version: z.int() })

/** 导出: the filter as the page shows it; the file is made by a job and waits in 下载中心. */
export const ExportCall = z.discriminatedUnion('list', [
  z.strictObject({ list: z.literal('leads'), filter: LeadFilter }),
  z.strictObject({ list: z.literal('cases'), filter: CaseFilter }),
])
export type ExportCall = z.infer<typeof ExportCall>

export const ImportFault = z.strictObject({ row: z.int(), column: z.string().nullable(), title: z.string(), message: z.string() })
/** One import from Excel: checked first, then taken whole or in its right rows, and undone as one. */
export const ImportBatch = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  fileName: z.string(),
  state: z.enum(['checked', 'applied', 'undone']),
  rows: z.int(),
  wrongRows: z.int(),
  faults: z.array(ImportFault),
  made: z.int(),
  /** Of an undone batch: leads that were already being verified, and stay. */
  kept: z.int(),
  preview: z.array(
    z.strictObject({ row: z.int(), foundOn: z.string(), party: z.string(), place: z.string(), content: z.string(), wrong: z.boolean() }),
  ),
})
export type ImportBatch = z.infer<typeof ImportBatch>
const ofBatch = { params: z.strictObject({ batchId: z.uuid() }) }

export const casesApi = {
  violations: get('/violations', { title: '违法类型', needs: 'matter.read', answer: z.array(ViolationSummary) }),
  registerLead: post('/leads', { title: '登记线索', needs: 'lead.register', body: LeadDraft, answer: opened }),
  leads: get('/leads', { title: '线索列表', needs: 'matter.read', query: LeadFilter, answer: Page(LeadRow) }),
  lead: get('/leads/:matterId', { title: '线索详情', needs: 'matter.read', ...onMatter, answer: LeadDetail }),
  changeLead: post('/leads/:matterId/facts', {
    title: '修改线索信息',
    needs: 'matter.act',
    ...onMatter,
    body: LeadFactsDraft,
    answer: LeadDetail,
    versioned: true,
  }),
  registerComplaint: post('/complaints', { title: '登记投诉', needs: 'lead.register', body: ComplaintDraft, answer: opened }),
  complaints: get('/complaints', { title: '投诉列表', needs: 'matter.read', query: CaseFilter, answer: Page(ComplaintRow) }),
  complaint: get('/complaints/:matterId', { title: '投诉详情', needs: 'matter.read', ...onMatter, answer: ComplaintDetail }),
  openSimple: post('/simple-cases', { title: '登记当场处罚', needs: 'lead.register', body: SimpleDraft, answer: opened }),
  cases: get('/cases', { title: '案件列表', needs: 'matter.read', query: CaseFilter, answer: Page(CaseRow) }),
  counts: get('/case-counts', {
    title: '各状态案件数',
    needs: 'matter.read',
    query: z.strictObject({ process: z.enum(['lead', 'penalty', 'simple', 'complaint']), org: OrgId.optional() }),
    answer: z.array(z.strictObject({ state: z.string(), title: z.string(), count: z.int() })),
  }),
  case: get('/cases/:matterId', { title: '案件详情', needs: 'matter.read', ...onMatter, answer: CaseDetail }),
  changeParties: post('/cases/:matterId/parties', {
    title: '修改当事人',
    needs: 'matter.act',
    ...onMatter,
    body: z.strictObject({
      parties: z
        .array(PartyDraft.extend({ id: z.uuid().optional() }))
        .min(1, '请至少填写一名当事人')
        .max(20),
    }),
    answer: CaseDetail,
    versioned: true,
  }),
  previewProposal: post('/cases/:matterId/proposal/preview', {
    title: '预览处罚幅度',
    needs: 'matter.read',
    ...onMatter,
    body: ProposalPreviewDraft,
    answer: ProposalPreview,
  }),
  relate: post('/matters/:matterId/related', {
    title: '登记关联事项',
    needs: 'matter.act',
    ...onMatter,
    body: z.strictObject({ other: MatterId, kind: z.enum(['sameParty', 'chain', 'other']), note: z.string().trim().max(500).optional() }),
    answer: z.array(RelatedMatter),
  }),
  export: post('/case-exports', {
    title: '导出列表',
    needs: 'matter.export',
    body: ExportCall,
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
  importTemplate: get('/lead-imports/template', { title: '下载线索导入模板', needs: 'lead.import', kind: 'download' }),
  checkImport: post('/lead-imports', { title: '校验导入文件', needs: 'lead.import', kind: 'upload', answer: ImportBatch }),
  importBatch: get('/lead-imports/:batchId', { title: '查看导入', needs: 'lead.import', ...ofBatch, answer: ImportBatch }),
  importErrors: get('/lead-imports/:batchId/errors', { title: '下载错误文件', needs: 'lead.import', ...ofBatch, kind: 'download' }),
  applyImport: post('/lead-imports/:batchId/apply', {
    title: '导入线索',
    needs: 'lead.import',
    ...ofBatch,
    body: z.strictObject({ only: z.enum(['right', 'all']) }),
    answer: ImportBatch,
    versioned: true,
  }),
  undoImport: post('/lead-imports/:batchId/undo', {
    title: '撤销整批导入',
    needs: 'lead.import',
    ...ofBatch,
    answer: ImportBatch,
    versioned: true,
  }),
  search: get('/search', {
    title: '搜索',
    needs: 'matter.read',
    query: z.strictObject({ text: z.string().trim().min(1).max(100) }),
    answer: z.array(FoundMatter),
  }),
}
