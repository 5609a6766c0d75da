import { type IFontAttributesProperties, type IParagraphOptions, Paragraph, TextRun } from 'docx'
import type { Text } from './block.ts'
import { characterPitch, sizes } from './measure.ts'

export type Type = { size: number; line: number }

export const twips = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4)

/** Chinese and Latin in the one font: digits in 仿宋 are what an office expects, and nothing shifts between Word and WPS. */
export const fontOf = (name: string): IFontAttributesProperties => ({
  ascii: name,
  hAnsi: name,
  eastAsia: name,
  cs: name,
  hint: 'eastAsia',
})

/** 28 characters to the line: 三号 is a fifth of a point wider than the page allows (GB/T 9704 5.2.3). In twentieths of a point. */
const tightness = (size: number) => (size === sizes.body ? { characterSpacing: Math.floor((characterPitch - sizes.body) * 20) } : {})

type Look = { font: string; size: number; color?: string }

/** Blanks are underlined ideographic spaces. The last is two no-break spaces, for plain ones vanish at the end of a line. */
export const textRuns = (text: Text, { font, size, color }: Look): TextRun[] =>
  text.map((run) => {
    const look = { font: fontOf(font), size: size * 2, ...tightness(size), ...(color && { color }) }
    return 'text' in run
      ? new TextRun({ text: run.text, ...look })
      : new TextRun({ text: `${'\u3000'.repeat(run.blank - 1)}\u00a0\u00a0`, underline: { type: 'single' }, ...look })
  })

/** Cuts a text at its line ends, so that each line is a paragraph of its own. */
export function linesOf(text: Text): Text[] {
  const lines: { text: string }[][] | Text[] = [[]]
  for (const run of text) {
    const parts = 'text' in run ? run.text.split('\n').map((part) => ({ text: part })) : [run]
    parts.forEach((part, at) => {
      if (at > 0) lines.push([])
      lines[lines.length - 1] = [...lines[lines.length - 1]!, part]
    })
  }
  return lines
}

type Setting = Look & { line: number } & Pick<
    IParagraphOptions,
    'alignment' | 'indent' | 'keepNext' | 'keepLines' | 'pageBreakBefore' | 'border'
  > & {
    before?: number
    after?: number
  }

/** A paragraph with an exact line: a grid that snaps would tear tables and titles apart. Spaces in points. */
export function setText(text: Text, { font, size, color, line, before = 0, after = 0, ...rest }: Setting): Paragraph {
  return new Paragraph({
    ...rest,
    spacing: { line: Math.round(line * 20), lineRule: 'exact', before: before * 20, after: after * 20 },
    children: textRuns(text, { font, size, ...(color && { color }) }),
  })
}
