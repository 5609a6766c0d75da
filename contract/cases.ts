import { z } from 'zod'
import { CaseDetail, ComplaintDetail, LeadDetail, ProposalPreview, ProposalPreviewDraft, RelatedMatter } from './case-details.ts'
import { ComplaintDraft, LeadDraft, LeadFactsDraft, PartiesDraft, RelateDraft, SimpleDraft } from './case-drafts.ts'
import { CaseFilter, CaseRow, ComplaintRow, FoundMatter, LeadFilter, LeadRow } from './case-lists.ts'
import { MatterId, OrgId, Page } from './common.ts'
import { get, post } from './endpoint.ts'
import { ViolationSummary } from './penalty.ts'

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
    body: PartiesDraft,
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
    body: RelateDraft,
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
