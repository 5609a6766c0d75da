import { Document, DocumentGridType, Footer, Header, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import type { Block } from './block.ts'
import type { ComposedPaper } from './declaration.ts'
import { docxBlock } from './docx-blocks.ts'
import { fontOf, twips } from './docx-text.ts'
import { bodyOf, fonts, type Layout, linePitch, marginsOf, page, sizes } from './measure.ts'

/** GB/T 9704 7.5: — 1 — in 四号 宋体, at the outer edge, one character in. A record counts its pages, for each is signed. */
function pageNumber(layout: Layout, side: 'left' | 'right'): Paragraph {
  const counted = layout === 'record'
  const children = counted ? ['第', PageNumber.CURRENT, '页 共', PageNumber.TOTAL_PAGES, '页'] : ['— ', PageNumber.CURRENT, ' —']
  const run = new TextRun({ children, font: fontOf(fonts.number), size: sizes.small * 2 })
  const indent = counted ? {} : { [side]: sizes.small * 20 }
  return new Paragraph({ alignment: counted ? 'center' : side, indent, children: [run] })
}

/** A signature, or the note under it, alone on a page is refused by practice (GB/T 9704 7.3.5): what comes before it moves along. */
const endsIn = (next: Block | undefined): boolean => next?.kind === 'signature' || next?.kind === 'signLines' || next?.kind === 'note'

const marked = (mark: string): Header =>
  new Header({
    children: [
      new Paragraph({
        alignment: 'right',
        children: [new TextRun({ text: mark, font: fontOf(fonts.heading), size: 28, color: 'C00000' })],
      }),
    ],
  })

/** One Word file in the form of GB/T 9704. Only the fonts' names are inside: the reader's Word has them. */
export async function renderDocx(paper: ComposedPaper): Promise<Buffer> {
  const type = bodyOf(paper.layout)
  const margins = marginsOf(paper.layout)
  const headers = paper.mark ? { headers: { default: marked(paper.mark), even: marked(paper.mark) } } : {}
  const document = new Document({
    title: paper.title,
    creator: '闽知',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: fontOf(fonts.body), size: type.size * 2, language: { value: 'en-US', eastAsia: 'zh-CN' } },
          paragraph: { spacing: { line: Math.round(type.line * 20), lineRule: 'exact', before: 0, after: 0 } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(page.width), height: twips(page.height) },
            margin: {
              top: twips(margins.top),
              bottom: twips(margins.bottom),
              left: twips(margins.left),
              right: twips(margins.right),
              header: twips(margins.top - 13),
              // The number stands 7 mm under the text (GB/T 9704 7.5) and is itself about 5 mm high.
              footer: twips(margins.bottom - 12),
            },
          },
          // Every paragraph has its exact line; a grid that snaps is read differently by Word, WPS and LibreOffice and tears titles apart.
          grid: { type: DocumentGridType.DEFAULT, linePitch: Math.round(linePitch * 20) },
        },
        ...headers,
        footers: {
          default: new Footer({ children: [pageNumber(paper.layout, 'right')] }),
          even: new Footer({ children: [pageNumber(paper.layout, 'left')] }),
        },
        children: paper.blocks.flatMap((block, at) => docxBlock(block, type, endsIn(paper.blocks[at + 1]))),
      },
    ],
  })
  return Packer.toBuffer(document)
}
