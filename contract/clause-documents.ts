import { z } from 'zod'
import { LegalDay, OrgId } from './common.ts'
import { Mark } from './orgs.ts'

export const DocumentId = z.uuid().brand<'ClauseDocumentId'>()
export type DocumentId = z.infer<typeof DocumentId>

export const documentLevels = { national: '国家文件', province: '省级文件', city: '市级文件' } as const
export type DocumentLevel = keyof typeof documentLevels
const DocumentLevel = z.enum(Object.keys(documentLevels) as [DocumentLevel, ...DocumentLevel[]]) // the keys of a const object

export const ClauseDocument = z.strictObject({
  id: DocumentId,
  orgId: OrgId,
  /** The unit that keeps it here; `issuer` is who issued it. */
  orgName: z.string(),
  issuer: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  issuedOn: LegalDay,
  level: DocumentLevel,
  validFrom: LegalDay,
  validTo: LegalDay.nullable(),
  source: z.string(),
  mark: Mark,
  /** What of the above was not seen in the text itself: shown with its mark. */
  unverified: z.string().nullable(),
  /** A draft is seen by its own unit alone. */
  published: z.boolean(),
  edition: z.int(),
  replaces: DocumentId.nullable(),
  replacedBy: DocumentId.nullable(),
  clauses: z.int(),
  version: z.int(),
  mayManage: z.boolean(),
})
export type ClauseDocument = z.infer<typeof ClauseDocument>

export const clauseText = (title: string, most: number, least = 2) =>
  z.string().trim().min(least, `请填写${title}`).max(most, `${title}最多 ${most} 字`).meta({ title })
export const DocumentDraft = z.strictObject({
  title: clauseText('文件名称', 200),
  number: z.string().trim().max(60).optional().meta({ title: '文号', placeholder: '例如 某市监知〔2026〕1号' }),
  issuer: clauseText('印发单位', 80),
  level: DocumentLevel.meta({ title: '层级', labels: documentLevels }),
  issuedOn: LegalDay.meta({ title: '印发日期', widget: 'day' }),
  validFrom: LegalDay.meta({ title: '施行日期', widget: 'day', future: true, description: '条款的记录自当月起计' }),
  validTo: LegalDay.optional().meta({ title: '有效期至', widget: 'day', future: true, description: '没有载明的不填' }),
  source: clauseText('来源', 200).meta({ title: '来源', description: '从哪里取得的文本，例如“本局收文”' }),
  mark: Mark.meta({
    title: '核实情况',
    labels: { verified: '原文可见', secondary: '媒体或转载', unverified: '未核实', assumption: '演示假定' },
  }),
  unverified: clauseText('未核实的内容', 300)
    .optional()
    .meta({ title: '未核实的内容', widget: 'textarea', description: '以上各项中原文没有载明、未经核对的，写在这里，随文件显示' }),
})
export type DocumentDraft = z.output<typeof DocumentDraft>
