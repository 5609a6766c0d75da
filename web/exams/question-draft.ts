import type { PartContent, PartKey, QuestionContent, QuestionKey, QuestionKind } from '#contract/questions'

/** One part as the form holds it: whatever its kind, nothing is lost when the kind is changed. */
export interface PartDraft {
  kind: Exclude<QuestionKind, 'case'>
  stem: string
  share: number
  options: string[]
  right: string[]
  isTrue: boolean
  blanks: string[]
  sample: string
  points: string
}
export interface QuestionForm {
  kind: QuestionKind
  material: string
  parts: PartDraft[]
}

const letters = 'ABCDEFGHIJ'
export const letterOf = (at: number) => letters[at] ?? '?'

export const blankPart = (kind: PartDraft['kind'] = 'single'): PartDraft => ({
  kind,
  stem: '',
  share: 1,
  options: ['', '', '', ''],
  right: [],
  isTrue: true,
  blanks: [''],
  sample: '',
  points: '',
})
export const blankForm = (): QuestionForm => ({ kind: 'single', material: '', parts: [blankPart()] })

const filled = (words: readonly string[]) => words.map((one) => one.trim())
const words = (line: string) => filled(line.split('|')).filter((one) => one !== '')
const pointOf = (line: string) => {
  const found = /^\s*(\d+(?:\.\d+)?)\s+(.+)$/.exec(line)
  return found ? { share: Number(found[1]), text: String(found[2]).trim() } : { share: 1, text: line.trim() }
}

function contentOf(part: PartDraft): PartContent {
  const { kind } = part
  const stem = part.stem.trim()
  if (kind === 'single' || kind === 'multiple')
    return {
      kind,
      stem,
      options: part.options.map((text, at) => ({ id: letterOf(at), text: text.trim() })).filter(({ text }) => text !== ''),
    }
  return kind === 'blank' ? { kind, stem, blanks: part.blanks.length } : { kind, stem }
}

function keyOf(part: PartDraft): PartKey {
  switch (part.kind) {
    case 'single':
      return { kind: 'single', right: part.right[0] ?? '' }
    case 'multiple':
      return { kind: 'multiple', right: [...part.right].sort() }
    case 'trueFalse':
      return { kind: 'trueFalse', right: part.isTrue }
    case 'blank':
      return { kind: 'blank', accepted: part.blanks.map(words) }
    case 'short':
      return {
        kind: 'short',
        sample: part.sample.trim(),
        points: part.points
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map(pointOf),
      }
  }
}

export function written({ kind, material, parts }: QuestionForm): { content: QuestionContent; key: QuestionKey } {
  const [first = blankPart()] = parts
  if (kind !== 'case') return { content: contentOf({ ...first, kind }), key: keyOf({ ...first, kind }) }
  return {
    content: { kind, stem: material.trim(), parts: parts.map((part) => ({ share: part.share, content: contentOf(part) })) },
    key: { kind, parts: parts.map(keyOf) },
  }
}

function partFrom(content: PartContent, key: PartKey, share: number): PartDraft {
  const part = { ...blankPart(content.kind), stem: content.stem, share }
  if ('options' in content) part.options = content.options.map(({ text }) => text)
  if (key.kind === 'single') part.right = [key.right]
  if (key.kind === 'multiple') part.right = key.right
  if (key.kind === 'trueFalse') part.isTrue = key.right
  if (key.kind === 'blank') part.blanks = key.accepted.map((one) => one.join('|'))
  if (key.kind === 'short') return { ...part, sample: key.sample, points: key.points.map((one) => `${one.share} ${one.text}`).join('\n') }
  return part
}

export function formOf(content: QuestionContent, key: QuestionKey): QuestionForm {
  if (content.kind !== 'case') return { kind: content.kind, material: '', parts: key.kind === 'case' ? [] : [partFrom(content, key, 1)] }
  const keys = key.kind === 'case' ? key.parts : []
  return {
    kind: 'case',
    material: content.stem,
    parts: content.parts.flatMap((part, at) => (keys[at] ? [partFrom(part.content, keys[at], part.share)] : [])),
  }
}
