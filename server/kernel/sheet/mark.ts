import { decodeCol, type Worksheet } from '@cj-tech-master/excelts'
import type { SheetFault, SheetPlan } from './plan.ts'
import { findHead, load } from './read.ts'

const lastTitle = '错误说明'
const red = 'FFFFC7CE'

/** The user's own file with its faults in it: red cell, note, and a last column in words. Mended, the same file can be uploaded again. */
export async function markFaults(bytes: Buffer, plan: SheetPlan, faults: readonly SheetFault[]): Promise<Buffer> {
  const workbook = await load(bytes)
  const { sheet, row: headRow } = findHead(workbook, plan)
  const last = lastColumn(sheet, headRow)
  forget(sheet, headRow, last)
  sheet.getCell(headRow, last).value = lastTitle
  sheet.getColumn(last).width = 50
  for (const [row, own] of Map.groupBy(faults, (fault) => fault.row)) {
    sheet.getCell(row, last).value = own
      .map(({ column, title, message }) => `${column ?? ''}${column ? '列' : ''}「${title}」${message}`)
      .join('；')
    for (const { column, message } of own) {
      if (column === null) continue
      const cell = sheet.getCell(row, decodeCol(column) + 1)
      // A style object may be shared with other cells of the file.
      cell.style = { ...cell.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: red } } }
      cell.note = message
    }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

function lastColumn(sheet: Worksheet, headRow: number): number {
  let last = 0
  let own = 0
  sheet.getRow(headRow).eachCell((cell, at) => {
    last = at
    if (cell.text === lastTitle) own = at
  })
  return own || last + 1
}

/** What an earlier round marked is taken away first: a mended cell must not stay red. */
function forget(sheet: Worksheet, headRow: number, last: number): void {
  for (let row = headRow + 1; row <= sheet.rowCount; row += 1) {
    sheet.getRow(row).eachCell((cell, at) => {
      if (at === last) cell.value = null
      const { fill } = cell
      if (fill?.type !== 'pattern' || fill.fgColor?.argb !== red) return
      cell.style = { ...cell.style, fill: { type: 'pattern', pattern: 'none' } }
      cell.comment = undefined
    })
  }
}
