import type { Filling } from './filling.ts'

/**
 * The library puts the second line of a text behind everything else that stands in the same run. So the ends of lines go through it as one character of
 * the private area, and are drawn afterwards: each line a paragraph like the one in which the placeholder stands, as an officer would type it.
 */
const lineEnd = '\ue00a'

export function withLineEnds(filling: Filling): Filling {
  return Object.fromEntries(
    Object.entries(filling).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll(lineEnd, '').trimEnd().replace(/\r?\n/gu, lineEnd) : value.map(withLineEnds),
    ]),
  )
}

interface Open {
  name: string
  at: number
}

/** Draws the ends of lines in one part of a document. */
export function drawLines(xml: string): string {
  if (!xml.includes(lineEnd)) return xml
  const open: Open[] = []
  let drawn = ''
  let from = 0
  for (const { 0: tag, 1: closing, 2: name = '', 3: single, index } of xml.matchAll(/<(\/?)([\w:]+)(?:"[^"]*"|'[^']*'|[^>"'])*?(\/?)>/gu)) {
    drawn += drawText(xml, xml.slice(from, index), open)
    drawn += tag
    from = index + tag.length
    if (closing) open.pop()
    else if (!single) open.push({ name, at: index })
  }
  return drawn + xml.slice(from)
}

const preserve = '<w:t xml:space="preserve">'

function drawText(xml: string, text: string, open: readonly Open[]): string {
  if (!text.includes(lineEnd)) return text
  const [paragraph, run, node] = open.slice(-3)
  if (run?.name !== 'w:r' || node?.name !== 'w:t') return text.replaceAll(lineEnd, ' ') // the description of a picture, say
  const look = propertiesAt(xml, run, 'w:rPr')
  const shape = paragraph?.name === 'w:p' ? propertiesAt(xml, paragraph, 'w:pPr') : null
  // Within a link, or where a section ends, a paragraph cannot be cut in two: a break will do.
  if (shape === null || /<w:sectPr|<w:pPrChange/u.test(shape)) return text.replaceAll(lineEnd, `</w:t><w:br/>${preserve}`)
  return text.replaceAll(lineEnd, `</w:t></w:r></w:p><w:p>${shape}<w:r>${look}${preserve}`)
}

function propertiesAt(xml: string, { at }: Open, name: string): string {
  return new RegExp(`^<[^>]*>(<${name}\\b[^>]*?(?:/>|>[\\s\\S]*?</${name}>))`, 'u').exec(xml.slice(at, at + 20_000))?.[1] ?? ''
}
