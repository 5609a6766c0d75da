import { type Cell, decodeCol, type Worksheet } from '@cj-tech-master/excelts'
import { errorTitle, type SheetFault, type SheetPlan } from './plan.ts'
import { findHead, load } from './read.ts'

const red = 'FFFFC7CE'
const redFill = { type: 'pattern', pattern: 'solid', fgColor: { argb: red } } as const
/** A note is a drawing: sixty thousand of them took 900 MB and no Excel opens them gladly. The last column says every fault in words. */
const notesAtMost = 1_000

/** The user's own file with its faults in it: red cell, note, and a last column in words. Mended, the same file can be uploaded again. */
export async function markFaults(bytes: Buffer, plan: SheetPlan, faults: readonly SheetFault[]): Promise<Buffer> {
  const workbook = await load(bytes)
  const { sheet, row: headRow } = findHead(workbook, plan)
  const last = lastColumn(sheet, headRow)
  forget(sheet, headRow, last)
  sheet.getCell(headRow, last).value = errorTitle
  sheet.getColumn(last).width = 50
  const reddened = redder()
  let notes = 0
  for (const [row, own] of Map.groupBy(faults, (fault) => fault.row)) {
    if (row !== headRow) sheet.getCell(row, last).value = own.map(inWords).join('；')
    for (const { column, message } of own) {
      if (column === null) continue
      const cell = sheet.getCell(row, decodeCol(column) + 1)
      cell.style = reddened(cell.style)
      if (notes < notesAtMost) cell.note = message
      notes += 1
    }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

const inWords = ({ column, title, message }: SheetFault) => `${column ?? ''}${column ? '列' : ''}「${title}」${message}`

/** A style object may be shared with other cells of the file, so each red one is made anew: once for all that were alike. */
function redder(): (style: Cell['style']) => Cell['style'] {
  const made = new Map<string, Cell['style']>()
  return (style) => {
    const key = JSON.stringify(style)
    const red = made.get(key) ?? { ...style, fill: redFill }
    made.set(key, red)
    return red
  }
}

function lastColumn(sheet: Worksheet, headRow: number): number {
  let last = 0
  let own = 0
  sheet.getRow(headRow).eachCell((cell, at) => {
    last = at
    if (cell.text === errorTitle) own = at
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
