/** What a cell of a column holds. `code` is text whose leading zeros and eighteen digits must survive Excel. */
export type CellKind = 'text' | 'code' | 'day' | 'number' | 'choice'

export interface SheetColumn {
  key: string
  title: string
  kind?: CellKind
  required?: boolean
  /** Of a choice: what the drop-down offers and the check accepts. */
  options?: readonly string[]
  /** Said in the head's note and on the sheet of instructions. */
  help?: string
  example?: string
  width?: number
}

/** A table that people fill in (导入模板): one declaration is template, check and error file. */
export interface SheetPlan {
  /** The name of the sheet and of the file. */
  name: string
  columns: readonly SheetColumn[]
  /** Sentences for the sheet 填写说明. */
  instructions: readonly string[]
}

/** A fault at a cell, by the row and the column that Excel shows. */
export interface SheetFault {
  row: number
  /** `C`, or null when it is the whole row. */
  column: string | null
  title: string
  message: string
}

export interface SheetRow {
  /** Excel's own number of the row: blank and hidden rows count. */
  row: number
  /** By key; an empty cell is an empty text. */
  cells: Readonly<Record<string, string>>
}

export interface SheetRead {
  headRow: number
  rows: readonly SheetRow[]
  faults: readonly SheetFault[]
  /** Where each column of the plan stands in this file: key → `C`. */
  places: Readonly<Record<string, string>>
}

/** The first cell of the template's example begins so; such a row is never imported. */
export const exampleMark = '示例：'
/** The last column of an error file. */
export const errorTitle = '错误说明'

export const sheetLimits = {
  bytes: 10 << 20,
  unpacked: 200 << 20,
  entries: 1_000,
  ratio: 100,
  rows: 10_000,
  columns: 100,
  seconds: 30,
} as const

/** A fault that a room found in a row, said at the column of its key. */
export function faultAt(read: Pick<SheetRead, 'places'>, plan: SheetPlan, row: number, key: string | null, message: string): SheetFault {
  const title = plan.columns.find((column) => column.key === key)?.title ?? '整行'
  return { row, column: (key !== null && read.places[key]) || null, title, message }
}
