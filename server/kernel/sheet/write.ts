import { PassThrough, type Readable } from 'node:stream'
import { type Cell, encodeCol, Workbook, WorkbookWriter, type Worksheet } from '@cj-tech-master/excelts'
import { exampleMark, type SheetColumn, type SheetPlan, sheetLimits } from './plan.ts'

const headFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE6F0FA' } } as const
const isText = ({ kind = 'text' }: SheetColumn) => kind === 'text' || kind === 'code' || kind === 'choice'

/** 下载模板: head with notes, drop-downs over all rows, an example row, a sheet of instructions. Lists stand on a hidden sheet: Excel cuts inline ones at 255. */
export async function buildTemplate(plan: SheetPlan): Promise<Buffer> {
  const workbook = new Workbook()
  const sheet = workbook.addWorksheet(plan.name, { views: [{ state: 'frozen', ySplit: 1 }] })
  const lists = workbook.addWorksheet('字典', { state: 'hidden' })
  plan.columns.forEach((column, index) => {
    addColumn(sheet, column, index)
    if (column.options) addChoices(sheet, lists, column, index)
  })
  addInstructions(workbook, plan)
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function addColumn(sheet: Worksheet, column: SheetColumn, index: number): void {
  const numFmt = isText(column) ? '@' : column.kind === 'day' ? 'yyyy-mm-dd' : 'General'
  Object.assign(sheet.getColumn(index + 1), { width: column.width ?? 18, numFmt })
  const head = sheet.getCell(1, index + 1)
  head.value = `${column.title}${column.required ? '*' : ''}`
  head.style = { ...head.style, font: { bold: true }, fill: headFill }
  if (column.help) head.note = column.help
  sheet.getCell(2, index + 1).value = `${index === 0 ? exampleMark : ''}${column.example ?? ''}`
}

function addChoices(sheet: Worksheet, lists: Worksheet, { title, required, options = [] }: SheetColumn, index: number): void {
  const letter = encodeCol(index)
  options.forEach((option, row) => {
    lists.getCell(row + 1, index + 1).value = option
  })
  sheet.dataValidations.add(`${letter}2:${letter}${sheetLimits.rows + 1}`, {
    type: 'list',
    allowBlank: !required,
    formulae: [`字典!$${letter}$1:$${letter}$${Math.max(1, options.length)}`],
    showErrorMessage: true,
    errorTitle: title,
    error: '请从下拉列表中选择',
  })
}

function addInstructions(workbook: Workbook, plan: SheetPlan): void {
  const sheet = workbook.addWorksheet('填写说明')
  sheet.getColumn(1).width = 24
  sheet.getColumn(2).width = 90
  sheet.addRow([
    '说明',
    `以“${exampleMark}”开头的行是示例，不会导入；带 * 的列必填；一次最多 ${sheetLimits.rows.toLocaleString('zh-CN')} 行。`,
  ])
  for (const sentence of plan.instructions) sheet.addRow(['', sentence])
  sheet.addRow([])
  for (const { title, required, help } of plan.columns) sheet.addRow([title, `${required ? '必填。' : '可不填。'}${help ?? ''}`])
}

export interface SheetTable<R> {
  name: string
  /** First lines: who exported, when, which filter. */
  lead: readonly string[]
  columns: readonly (SheetColumn & { of: (row: R) => string | number | null })[]
  rows: Iterable<R> | AsyncIterable<R>
  /** Stands in the foot of every printed page. */
  watermark: string
}

/**
 * An export, streamed row by row. What people typed stays text: a cell that begins with = + - or @ is a string with text format and never a
 * formula; numbers of eighteen digits stay whole; days are real days.
 */
export function writeTable<R>(table: SheetTable<R>): Readable {
  const out = new PassThrough()
  fill(table, out).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}

async function fill<R>({ name, lead, columns, rows, watermark }: SheetTable<R>, out: PassThrough): Promise<void> {
  const writer = new WorkbookWriter({ stream: out, useStyles: true })
  const sheet = writer.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: lead.length + 1 }],
    headerFooter: { oddFooter: `&L${watermark.replaceAll('&', '&&')}&R第 &P 页` },
  })
  columns.forEach((column, index) => {
    sheet.getColumn(index + 1).width = column.width ?? 18
  })
  for (const line of lead) await sheet.addRow([line]).commit()
  const head = sheet.addRow(columns.map(({ title }) => title))
  head.eachCell((cell) => {
    cell.style = { font: { bold: true }, fill: headFill }
  })
  await head.commit()
  for await (const one of rows) {
    const row = sheet.addRow([])
    columns.forEach((column, index) => {
      put(row.getCell(index + 1), column, column.of(one))
    })
    await row.commit()
    if (out.writableNeedDrain) await drained(out)
    // Who reads went away: the source is told, so that it stops making rows.
    if (out.destroyed) return
  }
  await sheet.commit()
  await writer.commit()
}

const drained = (out: PassThrough): Promise<void> =>
  new Promise((go) => {
    const on = () => {
      out.off('drain', on).off('close', on)
      go()
    }
    out.on('drain', on).on('close', on)
    if (out.destroyed) on()
  })

function put(cell: Cell, column: SheetColumn, value: string | number | null): void {
  if (value === null || value === '') return
  if (column.kind === 'day') {
    cell.value = new Date(`${value}T00:00:00Z`)
    cell.style = { numFmt: 'yyyy-mm-dd' }
  } else if (column.kind === 'number') cell.value = Number(value)
  else {
    cell.value = String(value)
    cell.style = { numFmt: '@' }
  }
}
