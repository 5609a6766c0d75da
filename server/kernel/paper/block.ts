/**
 * A paper (文书) is a list of typed blocks. The two renderers (Word, HTML) read the same blocks, so that
 * what is previewed, printed and sent cannot differ in its words.
 */

/** A blank is printed as a line to be filled by hand; its width is counted in characters. */
export type Run = { text: string } | { blank: number }
export type Text = readonly Run[]
export type Inline = string | number | undefined | Run | Text

export type Tick = { text: Text; ticked: boolean }
/** `sign` is printed at the foot of the cell, to the right: who signs and when. */
export type Cell = { text?: Text; ticks?: readonly Tick[]; sign?: readonly Text[] }
/** Rows that follow one another with the same group share one label at their left. Height in millimetres. */
export type FormRow = { cells: readonly (readonly [label: string, cell: Cell])[]; group?: string; height?: number }
/** Width in parts of a hundred. */
export type Column = { title: string; width: number; align?: 'left' | 'center' | 'right' }

export type Block =
  | { kind: 'redHead'; org: string }
  | { kind: 'title'; text: string; org?: string }
  | { kind: 'numberLine'; text: Text; align: 'center' | 'right' }
  | { kind: 'paragraph'; style: 'body' | 'flush' | 'heading' | 'subheading' | 'centre'; text: Text }
  | { kind: 'form'; rows: readonly FormRow[] }
  | { kind: 'list'; columns: readonly Column[]; rows: readonly (readonly Text[])[] }
  | { kind: 'signature'; org: string; day: Text }
  | { kind: 'signLines'; lines: readonly Text[] }
  | { kind: 'dialogue'; turns: readonly { ask: Text; answer: Text }[] }
  | { kind: 'ticks'; options: readonly Tick[] }
  | { kind: 'note'; text: Text }
  | { kind: 'imprint'; lines: readonly Text[] }
  /** A QR code with a line under it: an address that proves the paper. */
  | { kind: 'qr'; text: string; caption: Text }
  | { kind: 'pageBreak' }

const defaultBlank = 8

/** The value, or a line of that many characters to be filled by hand. */
export const fill = (value: string | number | undefined, width = defaultBlank): Run =>
  value === undefined || value === '' ? { blank: width } : { text: String(value) }

const runsOf = (value: Inline): Text => {
  if (value === undefined || typeof value === 'string' || typeof value === 'number') return [fill(value)]
  return 'text' in value || 'blank' in value ? [value] : value
}

/** A sentence with values in it: a missing one becomes a blank to be filled by hand. */
export function line(strings: TemplateStringsArray, ...values: readonly Inline[]): Text {
  const runs = strings.flatMap((text, at) => [{ text }, ...(at < values.length ? runsOf(values[at]) : [])])
  return runs.filter((run) => !('text' in run) || run.text !== '')
}

/** Plain words, nothing to fill. */
export const words = (text: string): Text => (text === '' ? [] : [{ text }])

export const body = (text: Text): Block => ({ kind: 'paragraph', style: 'body', text })
export const flush = (text: Text): Block => ({ kind: 'paragraph', style: 'flush', text })
export const heading = (text: string): Block => ({ kind: 'paragraph', style: 'heading', text: words(text) })
export const note = (text: Text): Block => ({ kind: 'note', text })
export const signLines = (...lines: readonly Text[]): Block => ({ kind: 'signLines', lines })
export const ticks = (options: readonly Tick[]): Block => ({ kind: 'ticks', options })
export const form = (...rows: readonly FormRow[]): Block => ({ kind: 'form', rows })

/** A long text as its officer wrote it: every line a paragraph. Nothing written leaves blank lines to fill. */
export function paragraphs(value: string | undefined, blankLines = 2): readonly Block[] {
  const lines = (value ?? '').split('\n').filter((text) => text.trim() !== '')
  if (lines.length > 0) return lines.map((text) => body(words(text.trim())))
  return Array.from({ length: blankLines }, () => body([{ blank: 24 }]))
}

/** A form's cell: empty when nothing is known, for the paper's own frame is the line to write on. */
export const cell = (value: string | number | undefined, sign?: readonly Text[]): Cell => ({
  text: value === undefined ? [] : words(String(value)),
  ...(sign && { sign }),
})

export const row = (...cells: FormRow['cells']): FormRow => ({ cells })
export const tallRow = (height: number, ...cells: FormRow['cells']): FormRow => ({ cells, height })

/** Short choices stand in one line of a cell, long ones below each other. */
export const areShort = (options: readonly Tick[]): boolean => options.every(({ text }) => plain(text).length <= 8)

/** The words of a block, for tests and for full-text search. */
export const plain = (text: Text): string => text.map((run) => ('text' in run ? run.text : '＿'.repeat(run.blank))).join('')
