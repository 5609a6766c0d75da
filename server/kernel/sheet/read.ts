import { encodeCol, Workbook, type Worksheet } from '@cj-tech-master/excelts'
import { plainText, takeCell } from './cell.ts'
import { exampleMark, type SheetFault, type SheetPlan, type SheetRead, type SheetRow, sheetLimits } from './plan.ts'
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

const norm = (title: string) => title.replace(/[\s*＊]/g, '')

/** The head is the row, among the first twenty of any visible sheet, that names most of the columns: people put titles and notes above it. */
export function findHead(workbook: Workbook, plan: SheetPlan): Head {
  let best: Head | null = null
  for (const sheet of workbook.worksheets) {
    if (sheet.state !== 'visible') continue
    for (let row = 1; row <= Math.min(20, sheet.rowCount); row += 1) {
      const columns = new Map<string, number>()
      sheet.getRow(row).eachCell((cell, at) => {
        const found = plan.columns.find((column) => norm(column.title) === norm(plainText(cell)))
        if (found && !columns.has(found.key)) columns.set(found.key, at)
      })
      if (columns.size > (best?.columns.size ?? 0)) best = { sheet, row, columns }
    }
  }
  const missing = plan.columns.filter((column) => column.required && !best?.columns.has(column.key))
  if (!best || missing.length > 0)
    throw new BadSheet(
      `没有找到表头，或缺少列：${(best ? missing : plan.columns).map(({ title }) => title).join('、')}。请使用下载的模板，不要改动列名。`,
    )
  return best
}

/** Takes the rows below the head by Excel's own numbers. */
export async function readRows(bytes: Buffer, plan: SheetPlan): Promise<SheetRead> {
  const head = findHead(await load(bytes), plan)
  const { sheet, row: headRow, columns } = head
  if (sheet.rowCount - headRow > sheetLimits.rows)
    throw new BadSheet(`一次最多导入 ${sheetLimits.rows.toLocaleString('zh-CN')} 行，请分成几个文件。`)
  const rows: SheetRow[] = []
  const faults: SheetFault[] = []
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
