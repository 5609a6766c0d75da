import { z } from 'zod'
import { Instant, OrgId } from './common.ts'
import { get, post } from './endpoint.ts'
import { PaperKind } from './paper.ts'

export const TemplateId = z.uuid().brand<'TemplateId'>()
export type TemplateId = z.infer<typeof TemplateId>

/** A Word template in use: its unit's own, or a unit's above it. */
export const PaperTemplate = z.strictObject({
  id: TemplateId,
  kind: PaperKind,
  org: z.strictObject({ id: OrgId, name: z.string() }),
  name: z.string(),
  bytes: z.int(),
  by: z.string(),
  at: Instant,
})
export type PaperTemplate = z.infer<typeof PaperTemplate>

/** A kind of paper, and with what its Word is printed at the reader's unit; null: in the platform's own form. */
export const TemplateLine = z.strictObject({
  kind: PaperKind,
  title: z.string(),
  formNo: z.int(),
  basis: z.string(),
  template: PaperTemplate.nullable(),
  /** Its own unit uploaded it; another unit's may be looked at and replaced by an own one. */
  isOwn: z.boolean(),
})
export type TemplateLine = z.infer<typeof TemplateLine>

/** What may be typed in braces. `typed` is how it is typed, lists around their columns. */
export const TemplatePlaceholder = z.strictObject({
  typed: z.string(),
  label: z.string(),
  kind: z.enum(['value', 'box', 'list']),
  list: z.string().nullable(),
})

/** What must stand in a template, in one of these ways, before it is taken. */
export const TemplateDemand = z.strictObject({ label: z.string(), basis: z.string(), anyOf: z.array(z.string()) })

export const TemplateKind = z.strictObject({
  kind: PaperKind,
  title: z.string(),
  placeholders: z.array(TemplatePlaceholder),
  demands: z.array(TemplateDemand),
})
export type TemplateKind = z.infer<typeof TemplateKind>

const OfKind = z.strictObject({ kind: PaperKind })
const OfTemplate = z.strictObject({ templateId: TemplateId })

export const templatesApi = {
  list: get('/paper-templates', { title: '文书模板', needs: 'template.read', answer: z.array(TemplateLine) }),
  kind: get('/paper-templates/kinds/:kind', { title: '文书占位符', needs: 'template.read', params: OfKind, answer: TemplateKind }),
  /** 起始模板: every placeholder of the paper once. */
  starter: get('/paper-templates/kinds/:kind/starter', { title: '下载起始模板', needs: 'template.read', params: OfKind, kind: 'download' }),
  /** Checked whole before it replaces the one in use. */
  upload: post('/paper-templates/kinds/:kind', {
    title: '上传文书模板',
    needs: 'template.manage',
    params: OfKind,
    kind: 'upload',
    answer: PaperTemplate,
  }),
  download: get('/paper-templates/:templateId', { title: '下载文书模板', needs: 'template.read', params: OfTemplate, kind: 'download' }),
  /** The template with made-up words in it, marked so on every page. */
  example: get('/paper-templates/:templateId/example', { title: '模板示例', needs: 'template.read', params: OfTemplate, kind: 'download' }),
  remove: post('/paper-templates/:templateId/remove', {
    title: '停用文书模板',
    needs: 'template.manage',
    params: OfTemplate,
    answer: z.strictObject({ removed: z.literal(true) }),
  }),
}
