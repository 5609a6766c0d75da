import { z } from 'zod'
import { LegalDay, MatterId, PaperId } from './common.ts'

/** draft 草稿: fields may change. issued 已制发: nothing may. void 作废: its number stays in the register and is never used again. */
export const PaperState = z.enum(['draft', 'issued', 'void'])
export type PaperState = z.infer<typeof PaperState>

/** Which kinds there are is the declaring room's knowledge; on the wire a kind is its English name. */
export const PaperKind = z.string().regex(/^[a-z][A-Za-z]{2,39}$/u)

/** A field or legal element (法定要素) without which the paper may not be issued. */
export const PaperMissing = z.strictObject({
  name: z.string(),
  sentence: z.string(),
  basis: z.string(),
  /** The field that the sentence belongs to; absent when it concerns the whole paper. */
  field: z.string().optional(),
})
export type PaperMissing = z.infer<typeof PaperMissing>

export const PaperSummary = z.strictObject({
  id: PaperId,
  matterId: MatterId,
  kind: PaperKind,
  title: z.string(),
  /** 文号; null for a draft, and for papers that have none. */
  number: z.string().nullable(),
  day: LegalDay.nullable(),
  state: PaperState,
  voidReason: z.string().nullable(),
  volume: z.enum(['main', 'secondary']),
  external: z.boolean(),
  version: z.int(),
})
export type PaperSummary = z.infer<typeof PaperSummary>

export const PaperFields = z.record(z.string(), z.unknown())

/** JSON Schema of the fields. Beside the standard words: `title` is the label, `multiline` asks for a text area, `labels` names the choices. */
export const PaperForm = z.record(z.string(), z.unknown())

export const PaperDetail = z.strictObject({
  ...PaperSummary.shape,
  fields: PaperFields,
  form: PaperForm,
  missing: z.array(PaperMissing),
  /** 文号 of the office, a number of our own for an internal form, or none. */
  numbering: z.enum(['document', 'internal', 'none']),
  /** The office's own template with which its Word is printed; null: the platform's form. */
  wordTemplate: z.string().nullable(),
})
export type PaperDetail = z.infer<typeof PaperDetail>

/** A paper that may be drawn up here and now, for the menu «制作文书». */
export const PaperOffer = z.strictObject({
  kind: PaperKind,
  title: z.string(),
  volume: z.enum(['main', 'secondary']),
  external: z.boolean(),
})
export type PaperOffer = z.infer<typeof PaperOffer>
