import { z } from 'zod'
import type { LegalDay } from '#contract/common'
import { type Block, fill, line, note, type Text, words } from './block.ts'
import type { Layout } from './measure.ts'

/** What the register knows and the fields do not: in whose name, under which number, on which day. */
export type PaperHead = {
  org: string
  number?: string
  day?: LegalDay
  /** Printed at the head of every page until the paper is issued (草稿), and again when it is void (作废). */
  mark?: string
}

export type ComposedPaper = { title: string; layout: Layout; blocks: readonly Block[]; mark?: string }

/** What a paper lacks, said so that its officer knows what to do; `field` is where the page puts the sentence. */
export type Missing = { name: string; sentence: string; basis: string; field?: string }

/** 文号 of the paper's kind, an internal register's number, or none. */
export type Numbering = { word: string } | 'internal' | 'none'

/** 正卷 / 副卷 and the place in it. */
export type Archive = { volume: 'main' | 'secondary'; place: number }

/** Fields as the page sends them, not yet complete. */
export type Draft<Shape extends z.ZodRawShape> = Partial<z.infer<z.ZodObject<Shape>>>

/** A legal element (法定要素): what the statute, not the form, asks for. */
export type Element<Fields> = {
  name: string
  basis: string
  field?: keyof Fields & string
  present: (fields: Fields, head: PaperHead) => boolean
}

/** What a room knows may be readonly and may be unknown; it is parsed as any other input. */
type Loose<Value> = Value extends readonly (infer Entry)[] ? readonly Entry[] : Value
type Prefilled<Fields> = { [Field in keyof Fields]?: Loose<Fields[Field]> | undefined }

type Declaration<Kind extends string, Shape extends z.ZodRawShape, Facts> = {
  kind: Kind
  title: string
  /** Where one form serves two papers (立案 / 不予立案审批表). */
  titleFor?: (fields: Draft<Shape>) => string
  /** A head in red of its own instead of the office's name, the number in the middle below it: 纪要 (GB/T 9704 10.3). */
  redHead?: (fields: Draft<Shape>) => string
  /** Place in the ministry's table of forms (市场监督管理行政处罚文书格式范本 2021), for orientation only: the words are ours. */
  formNo: number
  numbering: Numbering
  external: boolean
  layout: Layout
  archive: Archive
  /** The article that asks for the paper, quoted when a mandatory field is empty. */
  basis: string
  fields: z.ZodObject<Shape>
  elements: readonly Element<Draft<Shape>>[]
  prefill?: (facts: Facts) => Prefilled<Draft<Shape>>
  blocks: (fields: Draft<Shape>, head: PaperHead) => readonly Block[]
  /** How many copies, and where each goes. */
  copies?: { count: number; where: string }
}

/** A declared paper with its field types closed over: the register, the routes and the page treat all papers alike. */
export type Paper<Kind extends string = string, Facts = never> = Pick<
  Declaration<Kind, z.ZodRawShape, Facts>,
  'kind' | 'title' | 'formNo' | 'numbering' | 'external' | 'layout' | 'archive' | 'basis'
> & {
  /** JSON Schema of the fields, from which the page draws its form. */
  form: Record<string, unknown>
  /** Drops empty boxes and checks the types of the rest; an unknown field is refused (ZodError). */
  read: (input: unknown) => Record<string, unknown>
  prefill: (facts: Facts) => Record<string, unknown>
  /** What is still missing before the paper may be issued; empty when nothing is. */
  completeness: (input: unknown, head: PaperHead) => readonly Missing[]
  compose: (input: unknown, head: PaperHead) => ComposedPaper
  elements: readonly { name: string; basis: string; field?: string }[]
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** An empty box on the page is a field not filled, at every depth; an object of empty boxes likewise. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty).filter((entry) => !isEmpty(entry))
  if (typeof value !== 'object' || value === null) return isEmpty(value) ? undefined : value
  const kept = Object.entries(value)
    .map(([key, entry]) => [key, withoutEmpty(entry)] as const)
    .filter(([, entry]) => !isEmpty(entry))
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

const labelOf = (schema: z.ZodType, key: string): string => schema.meta()?.title ?? key

function missingFields(shape: z.ZodRawShape, fields: Record<string, unknown>, basis: string): readonly Missing[] {
  return Object.entries(shape).flatMap(([field, type]) => {
    // A ZodRawShape holds core types; ours are all built by zod's classic constructors.
    const schema = type as z.ZodType
    if (!isEmpty(fields[field]) || schema.safeParse(undefined).success) return []
    const name = labelOf(schema, field)
    return [{ field, name, basis, sentence: `缺少“${name}”，请填写后再制发。` }]
  })
}

/** A number not yet given is a row of blanks with the kind's own word, so that the draft already looks like itself. */
function numberText(numbering: Numbering, number: string | undefined): Text | undefined {
  if (numbering === 'none') return undefined
  if (number !== undefined) return words(numbering === 'internal' ? `编号：${number}` : number)
  return numbering === 'internal'
    ? line`编号：${fill(undefined, 8)}`
    : line`${fill(undefined, 2)}${numbering.word}〔${fill(undefined, 3)}〕${fill(undefined, 3)}号`
}

function headBlocks(layout: Layout, title: string, head: PaperHead, number: Text | undefined, own: string | undefined): readonly Block[] {
  const numbered = (align: 'center' | 'right'): readonly Block[] => (number ? [{ kind: 'numberLine', text: number, align }] : [])
  if (own) return [{ kind: 'redHead', org: own }, ...numbered('center'), { kind: 'title', text: title }]
  if (layout === 'letter') return [{ kind: 'redHead', org: head.org }, ...numbered('right'), { kind: 'title', text: title }]
  return [{ kind: 'title', text: title, org: head.org }, ...numbered(layout === 'notice' ? 'center' : 'right')]
}

/** Declares a paper once. The first call says whose facts fill it in. */
export const paperFor =
  <Facts>() =>
  <const Kind extends string, Shape extends z.ZodRawShape>(declared: Declaration<Kind, Shape, Facts>): Paper<Kind, Facts> => {
    const { kind, title, formNo, numbering, external, layout, archive, basis, fields: full, elements, copies } = declared
    const draft = z.strictObject(full.shape).partial()
    // zod cannot show that the partial of a generic shape is the Partial of its type; the schema above is exactly that.
    const read = (input: unknown) => draft.parse(withoutEmpty(input) ?? {}) as Draft<Shape>
    return {
      kind,
      title,
      formNo,
      numbering,
      external,
      layout,
      archive,
      basis,
      elements: elements.map(({ name, basis: article, field }) => ({ name, basis: article, ...(field && { field }) })),
      form: z.toJSONSchema(full, { io: 'input', unrepresentable: 'any' }),
      read,
      prefill: (facts) => read(declared.prefill?.(facts)),
      completeness(input, head) {
        const fields = read(input)
        const mandatory = missingFields(full.shape, fields, basis)
        const known = new Set<string | undefined>(mandatory.map((missing) => missing.field))
        const lawful = elements.filter((element) => !element.present(fields, head) && !known.has(element.field))
        const named = new Map<string | undefined, string>(elements.map((element) => [element.field, element.basis]))
        return [
          ...mandatory.map((missing) => ({ ...missing, basis: named.get(missing.field) ?? missing.basis })),
          ...lawful.map(({ name, basis: article, field }) => ({
            name,
            basis: article,
            sentence: `缺少法定要素“${name}”（${article}），补正后方可制发。`,
            ...(field && { field }),
          })),
        ]
      },
      compose(input, head) {
        const fields = read(input)
        const shown = declared.titleFor?.(fields) ?? title
        const blocks = [
          ...headBlocks(layout, shown, head, numberText(numbering, head.number), declared.redHead?.(fields)),
          ...declared.blocks(fields, head),
        ]
        if (copies) blocks.push(note(words(`本文书一式${'零一两三四五六'[copies.count]}份，${copies.where}。`)))
        return { title: shown, layout, blocks, ...(head.mark && { mark: head.mark }) }
      },
    }
  }
