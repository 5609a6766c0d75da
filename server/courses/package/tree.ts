import { SaxesParser, type SaxesTagNS } from 'saxes'
import { BadPackage } from './fault.ts'

/** One element of a manifest: names without their prefix, attributes likewise. */
export interface Element {
  name: string
  space: string
  attributes: Readonly<Record<string, string>>
  children: Element[]
  text: string
}

const most = { depth: 60, elements: 60_000 }

/** A manifest as a tree. A document type is refused: entities are how a small text becomes a large one. */
export function treeOf(bytes: Buffer, path: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const open: Element[] = []
  let root: Element | null = null
  let count = 0
  parser.on('doctype', () => {
    throw new BadPackage(`清单 ${path} 含有文档类型声明（DOCTYPE），不能接收。请用课件制作工具重新导出。`)
  })
  parser.on('opentag', (tag) => {
    count += 1
    if (open.length >= most.depth || count > most.elements) throw new BadPackage(`清单 ${path} 过于复杂，不能接收。`)
    const element = elementOf(tag)
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element) element.text += text
  })
  parser.on('cdata', (text) => {
    const element = open.at(-1)
    if (element) element.text += text
  })
  parser.on('closetag', () => void open.pop())
  try {
    parser.write(decoded(bytes)).close()
  } catch (error) {
    throw error instanceof BadPackage ? error : new BadPackage(`清单 ${path} 不是完整的 XML，无法读取。请用课件制作工具重新导出。`)
  }
  if (!root) throw new BadPackage(`清单 ${path} 是空的。`)
  return root
}

const elementOf = (tag: SaxesTagNS): Element => ({
  name: tag.local,
  space: tag.uri,
  attributes: Object.fromEntries(Object.values(tag.attributes).map(({ local, value }) => [local, value])),
  children: [],
  text: '',
})

/** Old authoring tools write GB 2312 or UTF-16 and say so; others say one and write UTF-8. What is whole UTF-8 is that, whatever it says. */
function decoded(bytes: Buffer): string {
  for (const encoding of encodingsOf(bytes))
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next one, if there is one.
    }
  throw new BadPackage('清单的文字编码无法识别，请保存为 UTF-8 后重新打包。')
}

/** UTF-16 is known by its mark, or by the zero beside its first `<`. */
function encodingsOf(bytes: Buffer): readonly string[] {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return ['utf-16le']
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return ['utf-16be']
  const said = /^[^>]{0,200}encoding=["']([\w.-]{2,20})["']/u.exec(bytes.toString('latin1', 0, 300))?.[1]
  return said ? ['utf-8', said] : ['utf-8']
}

export const childrenOf = (element: Element, name: string): Element[] => element.children.filter((child) => child.name === name)
export const childOf = (element: Element, ...names: string[]): Element | undefined =>
  names.reduce<Element | undefined>((at, name) => at?.children.find((child) => child.name === name), element)
export const textOf = (element: Element, ...names: string[]): string => childOf(element, ...names)?.text.trim() ?? ''
