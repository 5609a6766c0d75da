import { z } from 'zod'
import { LegalDay, MatterId, OrgId, Page, PageQuery, PaperId } from './common.ts'
import { get, post } from './endpoint.ts'
import { PaperDetail, PaperFields, PaperForm, PaperKind, PaperMissing, PaperOffer, PaperState, PaperSummary } from './paper.ts'

/** One line of the menu «制作文书». `neededFor`: the steps from here that wait for this paper. */
export const OfferedPaper = z.strictObject({
  ...PaperOffer.shape,
  basis: z.string(),
  neededFor: z.array(z.string()),
  /** How many of this kind the matter has, drafts and issued; none issued, where those that are belong to an earlier round. */
  drafts: z.int(),
  issued: z.int(),
})
export type OfferedPaper = z.infer<typeof OfferedPaper>

/** A paper not yet begun: its form, what the matter already knows, and what that still lacks. */
export const BlankPaper = z.strictObject({
  kind: PaperKind,
  title: z.string(),
  form: PaperForm,
  fields: PaperFields,
  missing: z.array(PaperMissing),
})
export type BlankPaper = z.infer<typeof BlankPaper>

/** A paper in the list of a matter; papers of its tracks carry the track's title. */
export const MatterPaper = z.strictObject({ ...PaperSummary.shape, track: z.string().nullable(), issuedBy: z.string().nullable() })
export type MatterPaper = z.infer<typeof MatterPaper>

/** 发文登记: one row for each number that was given, void ones included. */
export const RegisterRow = z.strictObject({
  id: PaperId,
  matterId: MatterId,
  matterTitle: z.string(),
  matterNumber: z.string().nullable(),
  /** Whose page the row opens. */
  process: z.string(),
  number: z.string(),
  title: z.string(),
  kind: PaperKind,
  org: z.string(),
  day: LegalDay,
  issuedBy: z.string(),
  state: PaperState,
  voidReason: z.string().nullable(),
})
export type RegisterRow = z.infer<typeof RegisterRow>

export const RegisterFilter = z.strictObject({
  ...PageQuery,
  /** Part of the number, of the paper's title or of the matter's. */
  text: z.string().max(60).optional(),
  org: OrgId.optional(),
  kind: PaperKind.optional(),
  state: z.enum(['issued', 'void']).optional(),
  year: z.coerce.number().int().min(1949).max(2200).optional(),
  from: LegalDay.optional(),
  to: LegalDay.optional(),
})
export type RegisterFilter = z.infer<typeof RegisterFilter>

const OfMatter = z.strictObject({ matterId: MatterId })
const OfPaper = z.strictObject({ paperId: PaperId })

export const documentsApi = {
  offers: get('/matters/:matterId/papers/offers', {
    title: '可制作的文书',
    needs: 'matter.read',
    params: OfMatter,
    answer: z.array(OfferedPaper),
  }),
  blank: get('/matters/:matterId/papers/blanks/:kind', {
    title: '文书空白表单',
    needs: 'matter.read',
    params: z.strictObject({ matterId: MatterId, kind: PaperKind }),
    answer: BlankPaper,
  }),
  list: get('/matters/:matterId/papers', { title: '事项文书', needs: 'matter.read', params: OfMatter, answer: z.array(MatterPaper) }),
  /** Without `fields` the draft takes what the matter knows. */
  draft: post('/matters/:matterId/papers', {
    title: '起草文书',
    needs: 'matter.act',
    params: OfMatter,
    body: z.strictObject({ kind: PaperKind, fields: PaperFields.optional() }),
    answer: PaperDetail,
  }),
  read: get('/papers/:paperId', { title: '查看文书', needs: 'matter.read', params: OfPaper, answer: PaperDetail }),
  change: post('/papers/:paperId', {
    title: '修改文书草稿',
    needs: 'matter.act',
    params: OfPaper,
    body: z.strictObject({ fields: PaperFields }),
    answer: PaperDetail,
    versioned: true,
  }),
  check: post('/papers/:paperId/check', {
    title: '检查文书要素',
    needs: 'matter.read',
    params: OfPaper,
    body: z.strictObject({ fields: PaperFields }),
    answer: z.strictObject({ missing: z.array(PaperMissing) }),
  }),
  issue: post('/papers/:paperId/issue', {
    title: '制发文书',
    needs: 'matter.act',
    params: OfPaper,
    body: z.strictObject({ issuedOn: LegalDay }),
    answer: PaperDetail,
    versioned: true,
  }),
  void: post('/papers/:paperId/void', {
    title: '作废文书',
    needs: 'matter.act',
    params: OfPaper,
    body: z.strictObject({ reason: z.string().trim().min(2, '请写明作废理由').max(500) }),
    answer: PaperDetail,
    versioned: true,
  }),
  preview: get('/papers/:paperId/preview', { title: '预览文书', needs: 'matter.read', params: OfPaper, kind: 'download' }),
  docx: get('/papers/:paperId/docx', { title: '下载文书 Word', needs: 'matter.read', params: OfPaper, kind: 'download' }),
  pdf: get('/papers/:paperId/pdf', { title: '下载文书 PDF', needs: 'matter.read', params: OfPaper, kind: 'download' }),
  register: get('/papers/register', { title: '发文登记', needs: 'matter.read', query: RegisterFilter, answer: Page(RegisterRow) }),
}
