import type { Partial } from '#contract/exams'
import type { PartAnswer } from '#contract/exams-room'
import type { PartContent, PartKey, QuestionContent, QuestionKey } from '#contract/questions'
import { marksOfParts } from './arrange.ts'
import { partsOf } from './labels.ts'

// Scores come from answer, key revision and the exam's own rule alone: done again they are the same (S73).

const cents = (value: number) => Math.round(value * 100) / 100

/** Full-width letters and figures, spaces, case, and the marks at the end do not make another answer. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, '')
    .replace(/[.,;:!?。，；：！？、]+$/u, '')

/** 多选: everything right gives all; a wrong one gives nothing; what was left out costs by the exam's rule. */
function ofMultiple(right: readonly string[], chosen: readonly string[], partial: Partial): number {
  const given = new Set(chosen)
  const hits = right.filter((id) => given.has(id)).length
  if (given.size > hits || hits === 0) return 0
  if (hits === right.length) return 1
  return partial === 'half' ? 0.5 : partial === 'share' ? hits / right.length : 0
}

function ofBlanks(accepted: readonly (readonly string[])[], written: readonly string[]): number {
  const right = accepted.filter((words, at) => {
    const plain = plainWords(written[at] ?? '')
    return plain !== '' && words.some((word) => plainWords(word) === plain)
  })
  return right.length / accepted.length
}

const asList = (answer: PartAnswer): string[] => (Array.isArray(answer) ? answer : typeof answer === 'string' ? [answer] : [])

/** 客观题. Null: a person has to read it. What does not fit the kind of question is no answer. */
export function scorePart(key: PartKey, answer: PartAnswer, marks: number, partial: Partial): number | null {
  switch (key.kind) {
    case 'single':
      return answer === key.right ? marks : 0
    case 'trueFalse':
      return answer === key.right ? marks : 0
    case 'multiple':
      return cents(marks * ofMultiple(key.right, asList(answer), partial))
    case 'blank':
      return cents(marks * ofBlanks(key.accepted, asList(answer)))
    case 'short':
      // Nothing written is nothing to read.
      return isEmpty(answer) ? 0 : null
  }
}

export const isEmpty = (answer: PartAnswer | undefined): boolean =>
  answer === null ||
  answer === undefined ||
  (typeof answer === 'string' ? answer.trim() === '' : Array.isArray(answer) && answer.every((one) => one.trim() === ''))

export interface Unit {
  item: number
  part: number
  content: PartContent
  key: PartKey
  marks: number
}

/** What is scored by itself: the question, or each sub-question of a case. */
export function unitsOf(item: number, content: QuestionContent, key: QuestionKey, marks: number): Unit[] {
  const worth = marksOfParts(content, marks)
  const keys = key.kind === 'case' ? key.parts : [key]
  return partsOf(content).map((part, at) => {
    const own = keys[at]
    if (!own) throw new Error(`question ${item} has no key for its part ${at}`)
    return { item, part: at, content: part, key: own, marks: worth[at] ?? 0 }
  })
}
