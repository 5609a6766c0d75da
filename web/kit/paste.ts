import type { Field, Values } from './step-fields.ts'

/** Cells as Excel puts them on the clipboard: tabs and line ends, with quotes around a cell that holds either. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*)/y
  let at = 0
  while (at <= text.length) {
    cell.lastIndex = at
    const match = cell.exec(text)
    if (!match) break
    rows[rows.length - 1]?.push((match[1]?.replace(/""/g, '"') ?? match[2] ?? '').trim())
    at = cell.lastIndex
    if (at >= text.length) break
    if (text[at] === '\t') at += 1
    else {
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
      rows.push([])
    }
  }
  return rows.filter((row) => row.some((one) => one !== ''))
}

/** `2026/3/3`, `2026.3.3`, `2026年3月3日` and `20260303` are the same day. */
export function legalDayIn(text: string): string | undefined {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text.trim())
  if (!match) return undefined
  const [, year, month, day] = match
  const written = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const date = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : undefined
}

function numberIn(text: string): number | undefined {
  const number = Number(text.replace(/[,，\s元￥¥]/g, ''))
  return Number.isFinite(number) ? number : undefined
}

const yes = /^(是|有|√|true)$/i
const no = /^(否|无|×|false)$/i

function valueIn(field: Field, text: string): unknown {
  switch (field.kind) {
    case 'day':
      return legalDayIn(text)
    case 'number':
    case 'money':
      return numberIn(text)
    case 'choice':
      return field.options.find((one) => one.label === text || one.value === text)?.value
    case 'yesNo':
      return yes.test(text) ? true : no.test(text) ? false : undefined
    default:
      return text
  }
}

export const pasteable = (fields: readonly Field[]) =>
  fields.filter((field) =>
    field.kind === 'choice' ? !field.many : ['text', 'textarea', 'day', 'number', 'money', 'yesNo'].indexOf(field.kind) >= 0,
  )

export interface Pasted {
  rows: Values[]
  /** Cells that could not be read, in the clipboard's own counting, so that they can be found again. */
  unread: { row: number; column: number; text: string; title: string }[]
}

/** Columns in the order of the fields, or by their titles where the first line names them. */
export function pastedRows(text: string, fields: readonly Field[]): Pasted {
  const columns = pasteable(fields)
  const cells = cellsOf(text)
  const titles = (cells[0] ?? []).map((title) => columns.find((field) => field.title === title.replace(/[*＊：:\s]/g, '')))
  const hasTitles = titles.filter(Boolean).length >= 2
  const order = hasTitles ? titles : columns
  const pasted: Pasted = { rows: [], unread: [] }
  cells.slice(hasTitles ? 1 : 0).forEach((row, at) => {
    const values: Values = {}
    row.forEach((cell, column) => {
      const field = order[column]
      if (!field || cell === '') return
      const value = valueIn(field, cell)
      if (value === undefined) pasted.unread.push({ row: at + (hasTitles ? 2 : 1), column: column + 1, text: cell, title: field.title })
      else values[field.name] = value
    })
    pasted.rows.push(values)
  })
  return pasted
}
