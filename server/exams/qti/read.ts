import { keyFault, type PartContent, type PartKey, QuestionContent, QuestionKey } from '#contract/questions'
import { BadQti, below, type Element, firstBelow, isElement, readXml, textOf } from './tree.ts'
import type { Exchanged } from './write.ts'

const known = ['qti-choice-interaction', 'qti-text-entry-interaction', 'qti-extended-text-interaction']

/** One item of QTI 3. What this bank cannot hold is refused by its name, never brought in by half. */
export function readItem(xml: string, file: string): Exchanged {
  const root = readXml(xml, file)
  if (root.name === 'assessmentItem') throw new BadQti(`${file}：是 QTI 2.x 试题，请先转换为 QTI 3.0`)
  if (root.name !== 'qti-assessment-item') throw new BadQti(`${file}：不是 QTI 3 试题（根元素为 ${root.name}）`)
  const body = firstBelow(root, 'qti-item-body')
  if (!body) throw new BadQti(`${file}：缺少 qti-item-body`)
  refuseForeign(body, file)
  const declarations = below(root, ['qti-response-declaration'])
  const declared = new Map(declarations.map((one) => [one.attributes.identifier ?? '', one]))
  if (declared.size < declarations.length) throw new BadQti(`${file}：作答声明的标识重复，分不清哪一个是正确答案`)
  const parts = partsIn(body).map((part) => readPart(part, declared, file))
  const [only] = parts
  if (!only) throw new BadQti(`${file}：没有可以作答的题目`)
  const material = below(body, ['div']).find((one) => one.attributes.class === 'material')
  const isCase = material !== undefined || parts.length > 1
  return checked(file, {
    content: isCase
      ? { kind: 'case', stem: material ? textOf(material) : outside(body), parts: parts.map(({ share, content }) => ({ share, content })) }
      : only.content,
    key: isCase ? { kind: 'case', parts: parts.map(({ key }) => key) } : only.key,
    analysis: analysisIn(body),
    difficulty: Number(body.attributes['data-difficulty'] ?? 3),
    theme: (body.attributes['data-theme'] ?? '').slice(0, 60),
  })
}

function refuseForeign(body: Element, file: string): void {
  const all = (element: Element): Element[] => element.children.filter(isElement).flatMap((child) => [child, ...all(child)])
  for (const { name } of all(body)) {
    if (/^qti-.*-interaction$/.test(name) && !known.includes(name)) throw new BadQti(`${file}：含有不支持的题型 ${name}`)
    if (['img', 'object', 'audio', 'video', 'math', 'table'].includes(name))
      throw new BadQti(`${file}：含有不支持的内容 ${name}（题库只收文字试题）`)
  }
}

/** Our own packages wrap each part; in others every interaction that is not a blank is a part, and the blanks together are one. */
function partsIn(body: Element): Element[] {
  const wrapped = below(body, ['div']).filter((one) => one.attributes.class === 'part')
  if (wrapped.length > 0) return wrapped
  const whole = below(body, known)
  if (whole.length === 1) return [body]
  const blanks = whole.filter(({ name }) => name === 'qti-text-entry-interaction').length
  if (blanks === 0) return whole
  return blanks === whole.length ? [body] : []
}

interface ReadPart {
  share: number
  content: PartContent
  key: PartKey
}

function readPart(part: Element, declared: ReadonlyMap<string, Element>, file: string): ReadPart {
  const share = Number(part.attributes['data-share'] ?? 1)
  const own = known.includes(part.name) ? part : below(part, known)[0]
  if (!own) throw new BadQti(`${file}：有一个小题没有作答区`)
  if (own.name === 'qti-choice-interaction') return { share, ...readChoice(own, part, declared, file) }
  if (own.name === 'qti-extended-text-interaction') return { share, ...readShort(own, part) }
  return { share, ...readBlanks(part, declared, file) }
}

const correctOf = (declaration: Element | undefined): string[] =>
  declaration ? below(declaration, ['qti-correct-response']).flatMap((one) => below(one, ['qti-value']).map((value) => textOf(value))) : []

/** The prompt of the interaction; where a foreign item has none, what stands before it. */
const stemOf = (interaction: Element, part: Element): string => {
  const prompt = firstBelow(interaction, 'qti-prompt')
  // Several without a prompt ask about the one text that stands before them.
  return prompt ? textOf(prompt) : outside(part) || '（见材料）'
}
const outside = (element: Element) => textOf(element, ({ name }) => known.includes(name) || name === 'qti-rubric-block')

const letters = 'ABCDEFGHIJ'

function readChoice(own: Element, part: Element, declared: ReadonlyMap<string, Element>, file: string): Omit<ReadPart, 'share'> {
  const choices = below(own, ['qti-simple-choice'])
  const declaration = declared.get(own.attributes['response-identifier'] ?? '')
  const correct = correctOf(declaration)
  if (correct.length === 0) throw new BadQti(`${file}：没有给出正确答案（qti-correct-response）`)
  const ids = choices.map(({ attributes }) => attributes.identifier ?? '')
  if (new Set(ids).size < ids.length) throw new BadQti(`${file}：选项的标识重复，分不清哪一个是正确答案`)
  const stem = stemOf(own, part)
  if (ids.join() === 'true,false') return { content: { kind: 'trueFalse', stem }, key: { kind: 'trueFalse', right: correct[0] === 'true' } }
  if (choices.length > letters.length) throw new BadQti(`${file}：选项超过 ${letters.length} 个`)
  // Whatever the choices are called there, here they are letters in their order.
  const letterOf = (id: string) => letters[ids.indexOf(id)] ?? '?'
  const options = choices.map((one, at) => ({ id: letters[at] ?? '?', text: textOf(one) }))
  const isSingle = declaration?.attributes.cardinality === 'single'
  const right = correct.map(letterOf).sort()
  return isSingle
    ? { content: { kind: 'single', stem, options }, key: { kind: 'single', right: right[0] ?? '?' } }
    : { content: { kind: 'multiple', stem, options }, key: { kind: 'multiple', right } }
}

function readBlanks(part: Element, declared: ReadonlyMap<string, Element>, file: string): Omit<ReadPart, 'share'> {
  const own = below(part, ['div']).find((one) => one.attributes.class === 'stem')
  const blanks = below(part, ['qti-text-entry-interaction'])
  const accepted = blanks.map(({ attributes }) => {
    const declaration = declared.get(attributes['response-identifier'] ?? '')
    const mapped = declaration
      ? below(declaration, ['qti-map-entry']).filter((entry) => Number(entry.attributes['mapped-value'] ?? 0) > 0)
      : []
    const words = [...new Set([...correctOf(declaration), ...mapped.map((entry) => entry.attributes['map-key'] ?? '')])].filter(Boolean)
    if (words.length === 0) throw new BadQti(`${file}：有一个空没有给出答案`)
    return words
  })
  const stem = own ? textOf(own) : textOf(part, ({ name }) => name === 'qti-rubric-block')
  return { content: { kind: 'blank', stem, blanks: blanks.length }, key: { kind: 'blank', accepted } }
}

function readShort(own: Element, part: Element): Omit<ReadPart, 'share'> {
  const rubric = below(part, ['qti-rubric-block']).find(({ attributes }) => /\bscorer\b/.test(attributes.view ?? ''))
  const sample = rubric && below(rubric, ['div']).find((one) => one.attributes.class === 'sample')
  const points = rubric ? below(rubric, ['li']).map((one) => ({ text: textOf(one), share: Number(one.attributes['data-share'] ?? 1) })) : []
  const words = sample ? textOf(sample) : rubric ? textOf(rubric) : ''
  return { content: { kind: 'short', stem: stemOf(own, part) }, key: { kind: 'short', sample: words || '（原题未给出参考答案）', points } }
}

const analysisIn = (body: Element): string => {
  const block = below(body, ['qti-rubric-block']).find(({ attributes }) => /\btutor\b/.test(attributes.view ?? ''))
  return block ? textOf(block) : ''
}

/** The contract's own shapes judge what came in. */
function checked(file: string, found: Exchanged): Exchanged {
  const content = QuestionContent.safeParse(found.content)
  const key = QuestionKey.safeParse(found.key)
  const first = content.error?.issues[0] ?? key.error?.issues[0]
  if (!content.success || !key.success) throw new BadQti(`${file}：${first?.message ?? '内容不符合要求'}`)
  const fault = keyFault(content.data, key.data)
  if (fault) throw new BadQti(`${file}：${fault}`)
  const difficulty = Number.isInteger(found.difficulty) && found.difficulty >= 1 && found.difficulty <= 5 ? found.difficulty : 3
  return { ...found, content: content.data, key: key.data, difficulty }
}
