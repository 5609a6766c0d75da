import { BorderStyle, Table, TableCell, TableLayoutType, TableRow, VerticalAlign, VerticalMergeType, WidthType } from 'docx'
import { areShort, type Cell, type Column, type FormRow, plain, type Text, type Tick, words } from './block.ts'
import { linesOf, setText, twips } from './docx-text.ts'
import { fonts, formParts, formWidths, groupWidth, sizes, textWidth } from './measure.ts'

const total = twips(textWidth)
const rule = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const borders = { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule }
const margins = { top: 50, bottom: 50, left: 80, right: 80 }
const type = { font: fonts.body, size: sizes.table, line: 18 }
const part = (parts: number): number => Math.round((total * parts) / formParts)

/** A row longer than this may break over the page; a shorter one moves whole. */
const longCell = 300

const tickLines = (options: readonly Tick[]): readonly Text[] => {
  const drawn = options.map(({ text, ticked }): Text => [{ text: ticked ? '☑ ' : '☐ ' }, ...text])
  return areShort(options) && drawn.length > 0 ? [drawn.flatMap((option, at) => [...(at > 0 ? words('　') : []), ...option])] : drawn
}

const cellTexts = ({ text = [], ticks = [], sign = [] }: Cell) => [
  ...(ticks.length > 0 || text.length > 0 || sign.length === 0
    ? linesOf(text).filter((line) => line.length > 0 || ticks.length === 0)
    : []),
  ...tickLines(ticks),
]

function valueCell(cell: Cell, parts: number): TableCell {
  const shown = cellTexts(cell).map((text) => setText(text, { ...type, alignment: 'left' }))
  const signed = (cell.sign ?? []).map((text, at) => setText(text, { ...type, line: 22, alignment: 'right', before: at === 0 ? 8 : 0 }))
  const children = [...shown, ...signed]
  return new TableCell({
    columnSpan: parts,
    width: { size: part(parts), type: WidthType.DXA },
    verticalAlign: cell.sign ? VerticalAlign.BOTTOM : VerticalAlign.CENTER,
    margins,
    children: children.length > 0 ? children : [setText([], type)],
  })
}

const labelCell = (label: string, parts: number): TableCell =>
  new TableCell({
    columnSpan: parts,
    width: { size: part(parts), type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins,
    children: label.split('\n').map((text) => setText(words(text), { ...type, alignment: 'center' })),
  })

const groupCell = (label: string, isFirst: boolean): TableCell =>
  new TableCell({
    columnSpan: groupWidth,
    width: { size: part(groupWidth), type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    verticalMerge: isFirst ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE,
    margins: { ...margins, left: 20, right: 20 },
    children: isFirst ? [...label].map((character) => setText(words(character), { ...type, alignment: 'center' })) : [setText([], type)],
  })

function formRow(row: FormRow, before: FormRow | undefined): TableRow {
  const widths = formWidths(row.cells.length, row.group !== undefined)
  const cells = row.cells.flatMap(([label, cell], at) => [labelCell(label, widths[at * 2]!), valueCell(cell, widths[at * 2 + 1]!)])
  const isLong = row.cells.some(([, cell]) => plain(cell.text ?? []).length > longCell)
  return new TableRow({
    cantSplit: !isLong,
    height: { value: twips(row.height ?? 10), rule: 'atLeast' },
    children: row.group === undefined ? cells : [groupCell(row.group, before?.group !== row.group), ...cells],
  })
}

export const formTable = (rows: readonly FormRow[]): Table =>
  new Table({
    width: { size: total, type: WidthType.DXA },
    columnWidths: Array.from({ length: formParts }, () => part(1)),
    layout: TableLayoutType.FIXED,
    borders,
    rows: rows.map((row, at) => formRow(row, rows[at - 1])),
  })

export function listTable(columns: readonly Column[], rows: readonly (readonly Text[])[]): Table {
  const width = (column: Column) => Math.round((total * column.width) / 100)
  const tableRow = (texts: readonly Text[], isHead: boolean) =>
    new TableRow({
      cantSplit: true,
      tableHeader: isHead,
      height: { value: twips(9), rule: 'atLeast' },
      children: columns.map(
        (column, at) =>
          new TableCell({
            width: { size: width(column), type: WidthType.DXA },
            verticalAlign: VerticalAlign.CENTER,
            margins,
            children: linesOf(texts[at] ?? []).map((text) =>
              setText(text, { ...type, alignment: isHead ? 'center' : (column.align ?? 'left') }),
            ),
          }),
      ),
    })
  return new Table({
    width: { size: total, type: WidthType.DXA },
    columnWidths: columns.map(width),
    layout: TableLayoutType.FIXED,
    borders,
    rows: [
      tableRow(
        columns.map((column) => words(column.title)),
        true,
      ),
      ...rows.map((row) => tableRow(row, false)),
    ],
  })
}
