import { SaxesParser } from 'saxes'

/** What a person can understand about a file that is refused. */
export class BadQti extends Error {}

export interface Element {
  name: string
  attributes: Readonly<Record<string, string>>
  children: Node[]
}
export type Node = Element | string

export const xmlLimits = { bytes: 5 << 20, depth: 60, nodes: 200_000 } as const

/** Reads XML into a small tree. No document type, so no entity of anybody's making (S54); depth and number are bounded. */
export function readXml(text: string, file: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const stack: Element[] = []
  let root: Element | null = null
  let nodes = 0
  parser.on('error', (error) => {
    throw new BadQti(`${file}：不是正确的 XML（${error.message}）`)
  })
  parser.on('doctype', () => {
    throw new BadQti(`${file}：含有文档类型声明（DOCTYPE），不予接收`)
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    nodes += 1
    if (stack.length >= xmlLimits.depth || nodes > xmlLimits.nodes) throw new BadQti(`${file}：结构过深或者过大`)
    // Many programs write none; one that means something else by the same name is not read as if it meant this.
    if (local.startsWith('qti-') && uri !== '' && !uri.includes('imsqtiasi_v3p0'))
      throw new BadQti(`${file}：${local} 的命名空间不是 QTI 3（${uri.slice(0, 80)}）`)
    const own = Object.values(attributes).map((one): [string, string] => [one.local, one.value])
    const element: Element = { name: local, attributes: Object.fromEntries(own), children: [] }
    const above = stack.at(-1)
    if (above) above.children.push(element)
    else root = element
    stack.push(element)
  })
  parser.on('closetag', () => void stack.pop())
  const add = (part: string) => void stack.at(-1)?.children.push(part)
  parser.on('text', add)
  parser.on('cdata', add)
  parser.write(text).close()
  if (!root) throw new BadQti(`${file}：没有内容`)
  return root
}

export const isElement = (node: Node): node is Element => typeof node !== 'string'

/** All elements below that bear one of these names, in their order; what lies inside a found one is its own. */
export function below(element: Element, names: readonly string[]): Element[] {
  return element.children.filter(isElement).flatMap((child) => (names.includes(child.name) ? [child] : below(child, names)))
}
export const firstBelow = (element: Element, name: string): Element | undefined => below(element, [name])[0]

const blocks = new Set(['p', 'div', 'li', 'ul', 'ol', 'h1', 'h2', 'h3', 'tr', 'qti-prompt'])

/** The text as it is read: line breaks of the layout are blanks, those of the author are kept. */
export function textOf(node: Node, skip: (element: Element) => boolean = () => false): string {
  const raw = (one: Node): string => {
    if (!isElement(one)) return one.replace(/\s*[\r\n]\s*/g, ' ')
    if (one.name === 'br') return '\n'
    if (one.name === 'qti-text-entry-interaction') return '____'
    if (skip(one)) return ''
    const inner = one.children.map(raw).join('')
    return blocks.has(one.name) ? `${inner}\n` : inner
  }
  return raw(node)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()
}
