import { z } from 'zod'
import { CaseDetail, ComplaintDetail, LeadDetail, ProposalPreview, ProposalPreviewDraft, RelatedMatter } from './case-details.ts'
import { ComplaintDraft, LeadDraft, LeadFactsDraft, PartiesDraft, RelateDraft, SimpleDraft } from './case-drafts.ts'
import { CaseFilter, CaseRow, ComplaintRow, FoundMatter, LeadFilter, LeadRow } from './case-lists.ts'
import { MatterId, Page } from './common.ts'
import { get, post } from './endpoint.ts'
import { ViolationSummary } from './penalty.ts'

const onMatter = { params: z.strictObject({ matterId: MatterId }) }
const opened = z.strictObject({ id: MatterId, version: z.int() })

/** 导出选中: of what the filter shows, these alone. */
const chosen = z.array(MatterId).min(1).max(500).optional()
/** 导出: the filter as the page shows it; the file is made by a job and waits in 下载中心. */
export const ExportCall = z.discriminatedUnion('list', [
  z.strictObject({ list: z.literal('leads'), filter: LeadFilter, ids: chosen }),
  z.strictObject({ list: z.literal('cases'), filter: CaseFilter, ids: chosen }),
])
export type ExportCall = z.infer<typeof ExportCall>

export const casesApi = {
  violations: get('/violations', { title: '违法类型', needs: 'case.read', answer: z.array(ViolationSummary) }),
  registerLead: post('/leads', { title: '登记线索', needs: 'lead.register', body: LeadDraft, answer: opened }),
  leads: get('/leads', { title: '线索列表', needs: 'case.read', query: LeadFilter, answer: Page(LeadRow) }),
  lead: get('/leads/:matterId', { title: '线索详情', needs: 'case.read', ...onMatter, answer: LeadDetail }),
  changeLead: post('/leads/:matterId/facts', {
    title: '修改线索信息',
    needs: 'case.act',
    ...onMatter,
    body: LeadFactsDraft,
    answer: LeadDetail,
    versioned: true,
  }),
  registerComplaint: post('/complaints', { title: '登记投诉', needs: 'lead.register', body: ComplaintDraft, answer: opened }),
  complaints: get('/complaints', { title: '投诉列表', needs: 'case.read', query: CaseFilter, answer: Page(ComplaintRow) }),
  complaint: get('/complaints/:matterId', { title: '投诉详情', needs: 'case.read', ...onMatter, answer: ComplaintDetail }),
  openSimple: post('/simple-cases', { title: '登记当场处罚', needs: 'lead.register', body: SimpleDraft, answer: opened }),
  cases: get('/cases', { title: '案件列表', needs: 'case.read', query: CaseFilter, answer: Page(CaseRow) }),
  case: get('/cases/:matterId', { title: '案件详情', needs: 'case.read', ...onMatter, answer: CaseDetail }),
  changeParties: post('/cases/:matterId/parties', {
    title: '修改当事人',
    needs: 'case.act',
    ...onMatter,
    body: PartiesDraft,
    answer: CaseDetail,
    versioned: true,
  }),
  previewProposal: post('/cases/:matterId/proposal/preview', {
    title: '预览处罚幅度',
    needs: 'case.read',
    ...onMatter,
    body: ProposalPreviewDraft,
    answer: ProposalPreview,
  }),
  relate: post('/matters/:matterId/related', {
    title: '登记关联事项',
    needs: 'case.act',
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
  search: get('/search', {
    title: '搜索',
    needs: 'case.read',
    query: z.strictObject({ text: z.string().trim().min(1).max(100) }),
    answer: z.array(FoundMatter),
  }),
}
