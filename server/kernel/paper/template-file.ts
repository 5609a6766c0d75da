import {
  createDefaultPlugins,
  LoopPlugin,
  MaxXmlDepthError,
  type ScopeDataArgs,
  TagDisposition,
  TagPlacement,
  TemplateHandler,
  TemplateSyntaxError,
  TextPlugin,
  Zip,
} from 'easy-template-x'
import { type ArchiveFault, BadArchive, contentOf, readArchive } from '#kernel/archive'
import type { Filling } from './filling.ts'
import { type Tag, templateLimits } from './template-check.ts'
import { drawLines, withLineEnds } from './template-lines.ts'

/** Runs in a worker (template.ts). What is refused here is refused in words that its owner can act upon. */
export class BadTemplate extends Error {}

const sentences: Record<ArchiveFault, string> = {
  notArchive: '这不是 Word 文档（.docx）。请用 Word 或 WPS 另存为 .docx 后再上传。',
  tooMany: '文档内的部件太多，请精简后再上传。',
  locked: '文档设有打开密码，请取消密码后再上传。',
  tooLarge: '文档解压后过大，请删除多余的图片后再上传。',
  broken: '文档已损坏，请重新保存后再上传。',
}

const mainPart = 'word/document.xml'
const contentTypes = '[Content_Types].xml'
const plainDocument = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
/** Fields by which a document fetches something from elsewhere, or starts it, when it is opened. */
const reachingFields = /\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|AUTOTEXT|MACROBUTTON)\b/u

type Parts = Map<string, Buffer>

function partsOf(bytes: Buffer): Parts {
  try {
    const entries = readArchive(bytes, templateLimits)
    const parts: Parts = new Map(entries.map((entry) => [entry.name, contentOf(bytes, entry)]))
    // Two parts of one name: what is looked at here might not be what Word opens.
    if (parts.size !== entries.length) throw new BadTemplate(sentences.broken)
    return parts
  } catch (error) {
    if (error instanceof BadArchive) throw new BadTemplate(sentences[error.fault])
    throw error
  }
}

const text = (parts: Parts, name: string): string => parts.get(name)?.toString('utf8') ?? ''

/** A plain Word document: no program in it, nothing embedded, nothing that reaches outside when it is opened. All faults are named at once. */
function demandPlain(parts: Parts): void {
  const types = text(parts, contentTypes)
  const names = [...parts.keys()]
  const xml = names.filter((name) => /\.(?:xml|rels)$/iu.test(name))
  const rels = xml.filter((name) => name.endsWith('.rels'))
  if (!parts.has(mainPart) || !/<w:body[\s>]/u.test(text(parts, mainPart))) throw new BadTemplate(sentences.notArchive)
  const has = (found: boolean, words: string) => (found ? [words] : [])
  const faults = [
    ...has(
      !types.includes(plainDocument) ||
        /macroEnabled|vbaProject|vbaData/iu.test(types) ||
        names.some((name) => /vba(?:Project|Data)/iu.test(name)),
      '含有宏，或者不是普通文档（请另存为不带宏的 .docx）',
    ),
    ...has(
      names.some((name) => /(?:^|\/)(?:activeX|embeddings|afchunk)/iu.test(name)) ||
        xml.some((name) => /<w:altChunk\b/u.test(text(parts, name))),
      '嵌有控件、对象或者其他文件',
    ),
    ...has(
      rels.some((name) => /TargetMode\s*=\s*["']External["']/iu.test(text(parts, name))),
      '含有外部链接（超链接、链接的图片或者外部模板）',
    ),
    ...has(
      xml.some((name) => reachingFields.test(instructionsOf(text(parts, name)))),
      '含有引用外部内容的域',
    ),
    ...has(
      xml.some((name) => text(parts, name).includes('<!DOCTYPE')),
      '含有文档类型声明',
    ),
  ]
  if (faults.length > 0) throw new BadTemplate(`这份模板不能使用：${faults.join('；')}。请删除后再上传。`)
}

/** Word may cut the instruction of a field into several runs. */
const instructionsOf = (xml: string): string =>
  [...xml.matchAll(/<w:instrText[^>]*>([^<]*)<|w:instr="([^"]*)"/gu)].map(([, run, whole]) => run ?? ` ${whole} `).join('')

/** Only words and loops: what is filled in never brings pictures, links or markup of its own. */
const handler = () =>
  new TemplateHandler({
    plugins: createDefaultPlugins().filter((plugin) => plugin instanceof TextPlugin || plugin instanceof LoopPlugin),
    scopeDataResolver: wordsAt,
  })

/** The innermost list entry first, then outwards. Names hold dots of their own, so no path is made of them. */
function wordsAt({ path, data }: ScopeDataArgs): string | Filling[] {
  const scopes: Filling[] = [data as Filling] // `fill` is the only one who gives it
  let list: Filling[] = []
  for (const step of path.slice(0, -1)) {
    if (typeof step === 'number') scopes.push(list[step] ?? {})
    else {
      const found = nearest(scopes, step.name)
      list = Array.isArray(found) ? found : []
    }
  }
  const last = path.at(-1)
  return last === undefined || typeof last === 'number' ? '' : (nearest(scopes, last.name) ?? '')
}

const nearest = (scopes: readonly Filling[], name: string) => scopes.findLast((scope) => Object.hasOwn(scope, name))?.[name]

const kinds = { [TagDisposition.Open]: 'open', [TagDisposition.Close]: 'close', [TagDisposition.SelfClosed]: 'value' } as const

/** The placeholders of an uploaded file, in its order. */
export async function readTags(bytes: Buffer): Promise<Tag[]> {
  const parts = partsOf(bytes)
  demandPlain(parts)
  const tags = await inWords(() => handler().parseTags(bytes))
  const typed = tags.filter(({ placement }) => placement === TagPlacement.TextNode).length
  const words = (await wordParts(bytes)).map(([, xml]) => xml.replace(/<[^>]*>/gu, '')).join('')
  // The library takes an opening brace that nothing closes for a word.
  for (const brace of ['{', '}']) if (words.split(brace).length - 1 !== typed) throw new BadTemplate(unpaired(brace))
  return tags.map(({ name, disposition }) => ({ name, kind: kinds[disposition] }))
}

const unpaired = (detail: string) => `占位符的花括号不成对或者写法有误（${detail}）。花括号只用来写占位符，请核对后再上传。`

/** Where words stand: the text, its headers and footers. */
async function wordParts(bytes: Buffer): Promise<[name: string, xml: string][]> {
  const zip = await Zip.load(bytes)
  const names = zip.listFiles().filter((name) => name === mainPart || /^word\/(?:header|footer)[^/]*\.xml$/u.test(name))
  return Promise.all(names.map(async (name) => [name, (await zip.getFile(name)?.getContentText()) ?? ''] as [string, string]))
}

export async function fill(bytes: Buffer, filling: Filling, mark: string | null): Promise<Buffer> {
  partsOf(bytes)
  const filled = await inWords(() => handler().process(bytes, withLineEnds(filling)))
  const zip = await Zip.load(filled)
  for (const [name, xml] of await wordParts(filled)) zip.setFile(name, drawLines(xml))
  const whole: Buffer = await zip.export()
  return mark === null ? whole : addMark(whole, mark)
}

/** The library's own errors are about braces; people typed them. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof MaxXmlDepthError) throw new BadTemplate('文档的结构过于复杂，请复制到空白文档后再上传。')
    if (error instanceof TemplateSyntaxError) throw new BadTemplate(unpaired(error.message))
    throw error
  }
}

const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const markPart = 'word/minzhiMark.xml'
const markId = 'rMinzhiMark'
const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
const markParagraph = (mark: string) =>
  `<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/><w:color w:val="C00000"/><w:sz w:val="28"/></w:rPr><w:t>${mark}</w:t></w:r></w:p>`

/** 草稿 or 作废 at the head of every page: in the headers that there are, and in one of ours where the first section has none. `mark` is a word of ours. */
export async function addMark(bytes: Buffer, mark: string): Promise<Buffer> {
  const zip = await Zip.load(bytes)
  const read = async (name: string) => (await zip.getFile(name)?.getContentText()) ?? ''
  const types = await read(contentTypes)
  const headers = [...types.matchAll(/<Override\b[^>]*wordprocessingml\.header\+xml[^>]*>/gu)].flatMap(
    ([tag]) => /PartName="\/([^"]+)"/u.exec(tag)?.[1] ?? [],
  )
  for (const name of headers) {
    const xml = await read(name)
    zip.setFile(
      name,
      xml.replace(/(<w:hdr\b[^>]*)\/>|<w:hdr\b[^>]*>/u, (whole, empty) =>
        empty ? `${empty}>${markParagraph(mark)}</w:hdr>` : `${whole}${markParagraph(mark)}`,
      ),
    )
  }
  zip.setFile(mainPart, withHeader(await read(mainPart)))
  zip.setFile(markPart, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:hdr ${namespaces}>${markParagraph(mark)}</w:hdr>`)
  const rels = 'word/_rels/document.xml.rels'
  zip.setFile(
    rels,
    (await read(rels)).replace(
      '</Relationships>',
      `<Relationship Id="${markId}" Type="${relation}/header" Target="minzhiMark.xml"/></Relationships>`,
    ),
  )
  zip.setFile(
    contentTypes,
    types.replace(
      '</Types>',
      `<Override PartName="/${markPart}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>`,
    ),
  )
  return zip.export()
}

/** Later sections take the headers of the first where they have none of their own. */
function withHeader(xml: string): string {
  const section = /<w:sectPr\b[^>]*?(?:\/>|>[\s\S]*?<\/w:sectPr>)/u.exec(xml)?.[0]
  const missing = (there: string) =>
    ['default', 'even', 'first']
      .filter((type) => !new RegExp(`<w:headerReference\\b[^>]*w:type="${type}"`, 'u').test(there))
      .map((type) => `<w:headerReference w:type="${type}" r:id="${markId}" xmlns:r="${relation}"/>`)
      .join('')
  if (section === undefined) return xml.replace('</w:body>', `<w:sectPr>${missing('')}</w:sectPr></w:body>`)
  const open = section.endsWith('/>') && !section.includes('</w:sectPr>') ? `${section.slice(0, -2)}></w:sectPr>` : section
  return xml.replace(
    section,
    open.replace(/^<w:sectPr\b[^>]*>/u, (start) => `${start}${missing(section)}`),
  )
}
