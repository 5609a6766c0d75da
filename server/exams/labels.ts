import type { Answer, PartAnswer } from '#contract/exams-room'
import type { Option, PartContent, PartKey, QuestionContent, QuestionKey } from '#contract/questions'
import { randomFrom, shuffled } from './draw.ts'

// 选项号: a candidate sees letters that are given by the place on his own paper. The author's own letters never travel before the release: they are the same on
// every paper, and two candidates could tell each other. What he chose is kept in his letters, and put back into the author's to be scored.

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Each question shuffles by a seed of its own: what stands before it on the paper does not matter. Null: nothing is shuffled. */
export const seedOfItem = (seed: string | null, item: number): string | null => (seed === null ? null : `${seed}:${item}`)

export const partsOf = (content: QuestionContent): PartContent[] =>
  content.kind === 'case' ? content.parts.map((part) => part.content) : [content]

interface Labelled {
  options: Option[]
  /** The candidate's letter → the author's. */
  authors: ReadonlyMap<string, string>
}

/** The options of each part in the order of this paper, lettered anew. */
export function labelled(content: QuestionContent, seed: string | null): Labelled[] {
  const random = seed === null ? null : randomFrom(seed)
  return partsOf(content).map((part) => {
    const own = 'options' in part ? part.options : []
    const ordered = random ? shuffled(own, random) : own
    return {
      options: ordered.map(({ text }, at) => ({ id: letters[at] ?? '', text })),
      authors: new Map(ordered.map(({ id }, at) => [letters[at] ?? '', id])),
    }
  })
}

/** A letter that is not on the paper stays what it is, and is no key's. */
const renamed = (names: ReadonlyMap<string, string>, answer: PartAnswer): PartAnswer => {
  const one = (letter: string) => names.get(letter) ?? `?${letter}`
  return typeof answer === 'string' ? one(answer) : Array.isArray(answer) ? answer.map(one) : answer
}

/** What a candidate answered, in the author's letters. */
export function inAuthorsLetters(content: QuestionContent, seed: string | null, answer: Answer): Answer {
  const labels = labelled(content, seed)
  return answer.map((part, at) => {
    const { authors } = labels[at] ?? { authors: new Map() }
    return authors.size > 0 ? renamed(authors, part) : part
  })
}

/** A key in the letters of a candidate's paper, for his review after the release. */
export function keyInLetters(content: QuestionContent, seed: string | null, key: QuestionKey): QuestionKey {
  const labels = labelled(content, seed)
  const own = (part: PartKey, at: number): PartKey => {
    const back = new Map([...(labels[at]?.authors ?? [])].map(([letter, author]) => [author, letter]))
    if (part.kind === 'single') return { ...part, right: back.get(part.right) ?? part.right }
    return part.kind === 'multiple' ? { ...part, right: part.right.map((id) => back.get(id) ?? id).sort() } : part
  }
  return key.kind === 'case' ? { ...key, parts: key.parts.map(own) } : own(key, 0)
}
