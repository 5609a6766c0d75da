import { encodeCol, Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { plainText, takeCell } from './cell.ts'
import { errorTitle, exampleMark, type SheetFault, type SheetPlan, type SheetRead, type SheetRow, sheetLimits } from './plan.ts'
import { BadSheet, checkArchive } from './zip.ts'

/** Runs in a worker: a sheet that takes all of the processor takes nobody's answer. */
export async function load(bytes: Buffer): Promise<Workbook> {
  checkArchive(bytes)
  const workbook = new Workbook()
  try {
    await workbook.xlsx.load(bytes, { maxRows: sheetLimits.rows + 50, maxCols: sheetLimits.columns })
  } catch {
    throw new BadSheet('这不是可以读取的 Excel 工作簿（.xlsx），请另存为 .xlsx 后再上传。')
  }
  return workbook
}

interface Head {
  sheet: Worksheet
  row: number
  /** Key → number of the column. */
  columns: Map<string, number>
}

/** Numbers of lines, and what an error file says of an earlier round. */
const passedOver = new Set(['序号', errorTitle])
const norm = (title: string) => title.replace(/[\s*＊]/g, '')

/** The head is the row, among the first twenty of a sheet, that names most of the columns: people put titles and notes above it. */
function headOf(sheet: Worksheet, plan: SheetPlan): Head | null {
  let best: Head | null = null
  for (let row = 1; row <= Math.min(20, sheet.rowCount); row += 1) {
    const columns = new Map<string, number>()
    sheet.getRow(row).eachCell((cell, at) => {
      const found = plan.columns.find((column) => norm(column.title) === norm(plainText(cell)))
      if (found && !columns.has(found.key)) columns.set(found.key, at)
    })
    if (columns.size > (best?.columns.size ?? 0)) best = { sheet, row, columns }
  }
  return best
}

const missingIn = (plan: SheetPlan, head: Head) => plan.columns.filter((column) => column.required && !head.columns.has(column.key))

/** Of the sheets that are shown, the one that is this table. A second one that is filled in too would be passed over, so it is asked about. */
export function findHead(workbook: Workbook, plan: SheetPlan): Head {
  const heads = workbook.worksheets.flatMap((sheet) => (sheet.state === 'visible' ? (headOf(sheet, plan) ?? []) : []))
  const filled = heads.filter((head) => missingIn(plan, head).length === 0 && head.sheet.rowCount > head.row)
  if (filled.length > 1)
    throw new BadSheet(`工作簿中有几张填好的表（${filled.map(({ sheet }) => sheet.name).join('、')}），请合并成一张，或分成几个文件上传。`)
  const [best] = filled.concat(heads.sort((a, b) => b.columns.size - a.columns.size))
  const missing = best ? missingIn(plan, best) : plan.columns
  if (!best || missing.length > 0)
    throw new BadSheet(`没有找到表头，或缺少列：${missing.map(({ title }) => title).join('、')}。请使用下载的模板，不要改动列名。`)
  return best
}

/** A column that nobody reads is said: what stands in it would be lost without a word. */
function unreadColumns({ sheet, row, columns }: Head, plan: SheetPlan): SheetFault[] {
  const read = new Set(columns.values())
  const faults: SheetFault[] = []
  sheet.getRow(row).eachCell((cell, at) => {
    const title = norm(plainText(cell))
    if (read.has(at) || title === '' || passedOver.has(title) || (cell.isMerged && cell.master !== cell)) return
    const isTwice = plan.columns.some((column) => norm(column.title) === title)
    const message = isTwice ? '列名重复，只读取左边的一列' : '这一列不在模板中，内容不会导入'
    faults.push({ row, column: encodeCol(at - 1), title, message })
  })
  return faults
}

/** Takes the rows below the head by Excel's own numbers. */
export async function readRows(bytes: Buffer, plan: SheetPlan): Promise<SheetRead> {
  const head = findHead(await load(bytes), plan)
  const { sheet, row: headRow, columns } = head
  if (sheet.rowCount - headRow > sheetLimits.rows)
    throw new BadSheet(`一次最多导入 ${sheetLimits.rows.toLocaleString('zh-CN')} 行，请分成几个文件。`)
  const rows: SheetRow[] = []
  const faults = unreadColumns(head, plan)
  for (let number = headRow + 1; number <= sheet.rowCount; number += 1) {
    const taken = readRow(head, plan, number)
    if (!taken) continue
    rows.push({ row: number, cells: taken.cells })
    faults.push(...taken.faults)
  }
  if (rows.length === 0) throw new BadSheet('表中没有可以导入的行。示例行不会导入，请在其下填写。')
  const places = Object.fromEntries([...columns].map(([key, at]) => [key, encodeCol(at - 1)]))
  return { headRow, rows, faults, places }
}

function readRow(
  { sheet, columns }: Head,
  plan: SheetPlan,
  number: number,
): { cells: Record<string, string>; faults: SheetFault[] } | null {
  const row = sheet.getRow(number)
  const present = plan.columns.filter((column) => columns.has(column.key))
  const texts = present.map((column) => plainText(row.getCell(columns.get(column.key) ?? 1)).trim())
  if (texts.every((text) => text === '') || texts.some((text) => text.startsWith(exampleMark))) return null
  const cells: Record<string, string> = Object.fromEntries(plan.columns.map(({ key }) => [key, '']))
  const faults: SheetFault[] = []
  for (const column of present) {
    const at = columns.get(column.key) ?? 1
    const taken = takeCell(row.getCell(at), column)
    if ('value' in taken) cells[column.key] = taken.value
    else faults.push({ row: number, column: encodeCol(at - 1), title: column.title, message: taken.fault })
  }
  return { cells, faults }
}
