import { createHash } from 'node:crypto'
import { areShort, type Block, type Cell, type Column, type FormRow, plain, type Text, type Tick } from './block.ts'
import type { ComposedPaper } from './declaration.ts'
import { paperStyle } from './html-style.ts'
import { formParts, formWidths, groupWidth, redHeadSize, signaturePlace } from './measure.ts'
import { qrPath } from './qr.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/gu, (character) => entities[character]!)

/** No inline style anywhere: the page may be shown under a policy that allows this one style sheet and nothing else. */
export const paperPolicy = `default-src 'none'; font-src 'self'; style-src 'sha256-${createHash('sha256').update(paperStyle).digest('base64')}'`

const blank = (width: number) => `<span class="blank">${'&emsp;'.repeat(width)}</span>`
const inline = (text: Text): string =>
  text.map((run) => ('text' in run ? escapeHtml(run.text).replaceAll('\n', '<br>') : blank(run.blank))).join('')
const tick = ({ text, ticked }: Tick): string =>
  `<div class="option"><span class="box" role="img" aria-label="${ticked ? '已勾选' : '未勾选'}">${ticked ? '√' : ''}</span>${inline(text)}</div>`

function cellValue({ text = [], ticks = [], sign = [] }: Cell): string {
  const signed = sign.length > 0 ? `<div class="sign">${sign.map((text) => `<div>${inline(text)}</div>`).join('')}</div>` : ''
  const boxes = ticks.map(tick).join('')
  return inline(text) + (areShort(ticks) && boxes ? `<div class="short">${boxes}</div>` : boxes) + signed
}

/** How many rows that follow share the group of this one. */
const groupLength = (rows: readonly FormRow[], at: number): number => {
  const end = rows.findIndex((row, later) => later > at && row.group !== rows[at]!.group)
  return (end === -1 ? rows.length : end) - at
}

function groupCell(rows: readonly FormRow[], at: number): string {
  const { group } = rows[at]!
  if (group === undefined || rows[at - 1]?.group === group) return ''
  const letters = [...group].map(escapeHtml).join('<br>')
  return `<th scope="rowgroup" colspan="${groupWidth}" rowspan="${groupLength(rows, at)}">${letters}</th>`
}

function formTable(rows: readonly FormRow[]): string {
  const columns = `<colgroup>${`<col width="${100 / formParts}%">`.repeat(formParts)}</colgroup>`
  const drawn = rows.map((row, at) => {
    const widths = formWidths(row.cells.length, row.group !== undefined)
    const cells = row.cells.map(
      ([label, cell], pair) =>
        `<th scope="row" colspan="${widths[pair * 2]}">${escapeHtml(label).replaceAll('\n', '<br>')}</th>` +
        `<td colspan="${widths[pair * 2 + 1]}"${cell.sign ? ' class="signed"' : ''}>${cellValue(cell)}</td>`,
    )
    // 3.78 CSS pixels are a millimetre; the attribute, unlike a style, needs no leave from the policy.
    return `<tr height="${Math.round((row.height ?? 10) * 3.78)}">${groupCell(rows, at)}${cells.join('')}</tr>`
  })
  return `<table>${columns}<tbody>${drawn.join('')}</tbody></table>`
}

function listTable(columns: readonly Column[], rows: readonly (readonly Text[])[]): string {
  const widths = columns.map((column) => `<col width="${column.width}%">`).join('')
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column.title)}</th>`).join('')
  const cells = (row: readonly Text[]) =>
    columns.map((column, at) => `<td class="${column.align ?? 'left'}">${inline(row[at] ?? [])}</td>`).join('')
  const drawn = rows.map((row) => `<tr height="34">${cells(row)}</tr>`).join('')
  return `<table class="list"><colgroup>${widths}</colgroup><thead><tr height="34">${head}</tr></thead><tbody>${drawn}</tbody></table>`
}

/** Half characters, for the classes that stand for indents. */
const indent = (characters: number) => `r${Math.min(40, Math.max(0, Math.round(characters * 2)))}`

function signature(org: string, day: Text): string {
  const place = signaturePlace(org, plain(day))
  return `<div class="signature"><p class="${indent(place.org)}">${escapeHtml(org)}</p><p class="${indent(place.day)}">${inline(day)}</p></div>`
}

const each = (texts: readonly Text[]) => texts.map((text) => `<p>${inline(text)}</p>`).join('')

function qr(text: string, caption: Text): string {
  const { path, size } = qrPath(text)
  const frame = `0 0 ${size + 8} ${size + 8}`
  return `<div class="qr"><svg viewBox="${frame}" width="113" height="113" role="img" aria-label="${escapeHtml(text)}"><path transform="translate(4 4)" d="${path}"/></svg><p>${inline(caption)}</p></div>`
}

function drawn(block: Block): string {
  switch (block.kind) {
    case 'redHead':
      return `<p class="redhead s${redHeadSize(block.org)}">${escapeHtml(block.org)}</p>`
    case 'title':
      return `<h1>${block.org ? `<span>${escapeHtml(block.org)}</span><br>` : ''}${escapeHtml(block.text)}</h1>`
    case 'numberLine':
      return `<p class="number ${block.align}">${inline(block.text)}</p>`
    case 'paragraph':
      return `<p class="${block.style}">${inline(block.text)}</p>`
    case 'form':
      return formTable(block.rows)
    case 'list':
      return listTable(block.columns, block.rows)
    case 'signature':
      return signature(block.org, block.day)
    case 'signLines':
      return `<div class="signlines">${each(block.lines)}</div>`
    case 'dialogue':
      return block.turns
        .map(({ ask, answer }) => `<p class="turn">问：${inline(ask)}</p><p class="turn">答：${inline(answer)}</p>`)
        .join('')
    case 'ticks':
      return `<div class="ticks">${block.options.map(tick).join('')}</div>`
    case 'note':
      return `<p class="note">${inline(block.text)}</p>`
    case 'imprint':
      return `<div class="imprint">${each(block.lines)}</div>`
    case 'qr':
      return qr(block.text, block.caption)
    case 'pageBreak':
      return '<div class="break"></div>'
  }
}

/** One page for the screen, for the printer and for the PDF: no script, no request, every text escaped. Serve it with `paperPolicy`. */
export function renderHtml(paper: ComposedPaper): string {
  const mark = paper.mark ? `<p class="mark">${escapeHtml(paper.mark)}</p>` : ''
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(paper.title)}</title><style>${paperStyle}</style></head>
<body class="${paper.layout}"><main>${mark}${paper.blocks.map(drawn).join('\n')}</main></body></html>
`
}
