import { BorderStyle, ImageRun, Paragraph, type Table } from 'docx'
import { type Block, line, plain, words } from './block.ts'
import { formTable, listTable } from './docx-tables.ts'
import { setText, type Type } from './docx-text.ts'
import { fonts, redHeadSize, signaturePlace, sizes } from './measure.ts'
import { qrPng } from './qr.ts'

const red = 'E60000'
type Kind = Block['kind']
type Of<K extends Kind> = Extract<Block, { kind: K }>
type Drawn = (Paragraph | Table)[]

const body = { font: fonts.body }

function redHead({ org }: Of<'redHead'>): Drawn {
  const size = redHeadSize(org)
  const rule = { bottom: { style: BorderStyle.SINGLE, size: 18, color: red, space: 6 } }
  return [setText(words(org), { font: fonts.title, size, line: size * 1.4, color: red, alignment: 'center', border: rule, after: 12 })]
}

const title = ({ text, org }: Of<'title'>): Drawn =>
  [org, text]
    .filter((part) => part !== undefined)
    .map((part) => setText(words(part), { font: fonts.title, size: sizes.title, line: 34, alignment: 'center', keepNext: true }))
    .concat(setText([], { ...body, size: sizes.table, line: 8 }))

const numberLine = ({ text, align }: Of<'numberLine'>, type: Type): Drawn => [
  setText(text, { ...body, size: type.size, line: type.line, alignment: align, after: 8 }),
]

function paragraph({ style, text }: Of<'paragraph'>, type: Type, beforeSignature: boolean): Drawn {
  const font = style === 'heading' ? fonts.heading : style === 'subheading' ? fonts.subheading : fonts.body
  const indented = style !== 'flush' && style !== 'centre'
  const isHead = style === 'heading' || style === 'subheading'
  return [
    setText(text, {
      font,
      ...type,
      // Particulars with long numbers would be torn apart to the full line.
      alignment: style === 'centre' ? 'center' : style === 'flush' ? 'left' : 'both',
      ...(indented && { indent: { firstLine: type.size * 40 } }),
      keepNext: isHead || beforeSignature,
    }),
  ]
}

/** The day right of the middle, the office centred over it; the two never part (GB/T 9704 7.3.5: not alone on a page). */
function signature({ org, day }: Of<'signature'>, type: Type, beforeNote: boolean): Drawn {
  const place = signaturePlace(org, plain(day))
  const indented = (characters: number) => ({
    ...body,
    ...type,
    alignment: 'right' as const,
    indent: { right: Math.round(characters * type.size * 20) },
  })
  return [
    setText(words(org), { ...indented(place.org), keepNext: true, before: type.line }),
    setText(line`${day}`, { ...indented(place.day), keepLines: true, keepNext: beforeNote }),
  ]
}

const signLines = ({ lines }: Of<'signLines'>, type: Type): Drawn =>
  lines.map((text, at) => setText(text, { ...body, ...type, line: type.line * 1.2, before: at === 0 ? 6 : 0, keepLines: true }))

const dialogue = ({ turns }: Of<'dialogue'>, type: Type): Drawn =>
  turns.flatMap(({ ask, answer }) => [
    setText([{ text: '问：' }, ...ask], { ...body, ...type, indent: { left: type.size * 40, hanging: type.size * 40 }, keepNext: true }),
    setText([{ text: '答：' }, ...answer], { ...body, ...type, indent: { left: type.size * 40, hanging: type.size * 40 } }),
  ])

/** ☑ and ☐ are in no 仿宋: Word, WPS and LibreOffice take them from the symbol font of the system. */
const ticks = ({ options }: Of<'ticks'>, type: Type): Drawn =>
  options.map(({ text, ticked }) =>
    setText([{ text: ticked ? '☑ ' : '☐ ' }, ...text], { ...body, ...type, indent: { left: type.size * 60, hanging: type.size * 20 } }),
  )

const note = ({ text }: Of<'note'>): Drawn => [setText(text, { ...body, size: sizes.table, line: 20, before: 8 })]

/** 版记: rules above and below, 四号, at the end of the last page. */
function imprint({ lines }: Of<'imprint'>): Drawn {
  const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000', space: 1 })
  return lines.map((text, at) =>
    setText(text, {
      ...body,
      size: sizes.small,
      line: 26,
      indent: { left: sizes.small * 20, right: sizes.small * 20 },
      border: { ...(at === 0 && { top: rule(8) }), bottom: rule(at === lines.length - 1 ? 8 : 6) },
      ...(at === 0 && { before: 24 }),
    }),
  )
}

/** Thirty millimetres a side, which any telephone reads. In pixels of 96 to the inch, as the library counts. */
function qr({ text, caption }: Of<'qr'>): Drawn {
  const image = new ImageRun({
    type: 'png',
    data: qrPng(text).png,
    transformation: { width: 113, height: 113 },
    altText: { name: 'QR', description: text },
  })
  return [
    new Paragraph({ alignment: 'center', spacing: { before: 240 }, keepNext: true, children: [image] }),
    setText(caption, { ...body, size: sizes.table, line: 18, alignment: 'center' }),
  ]
}

/** A small paragraph after each table: two that touch are one to Word, and a page may not end in a table. */
const afterTable = (): Paragraph => setText([], { ...body, size: 6, line: 8 })

export function docxBlock(block: Block, type: Type, beforeSignature: boolean): Drawn {
  switch (block.kind) {
    case 'redHead':
      return redHead(block)
    case 'title':
      return title(block)
    case 'numberLine':
      return numberLine(block, type)
    case 'paragraph':
      return paragraph(block, type, beforeSignature)
    case 'form':
      return [formTable(block.rows), afterTable()]
    case 'list':
      return [listTable(block.columns, block.rows), afterTable()]
    case 'signature':
      return signature(block, type, beforeSignature)
    case 'signLines':
      return signLines(block, type)
    case 'dialogue':
      return dialogue(block, type)
    case 'ticks':
      return ticks(block, type)
    case 'note':
      return note(block)
    case 'imprint':
      return imprint(block)
    case 'qr':
      return qr(block)
    case 'pageBreak':
      return [setText([], { ...body, size: 6, line: 8, pageBreakBefore: true })]
  }
}
