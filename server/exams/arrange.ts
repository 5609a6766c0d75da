import type { ShownItem, ShownPart } from '#contract/exams-room'
import type { Option, PartContent, QuestionContent, QuestionKind } from '#contract/questions'
import { randomFrom, shuffled } from './draw.ts'
import { labelled, partsOf, seedOfItem } from './labels.ts'

/** One question of a paper as the database gives it: without its key. */
export interface SheetItem {
  item: number
  kind: string
  content: QuestionContent
  marks: number
}

const contentsOf = (content: QuestionContent): { share: number; content: PartContent }[] =>
  content.kind === 'case' ? content.parts : [{ share: 1, content }]

/** What each part is worth: the marks of the question by shares, to the hundredth; the last one takes what rounding left. */
export function marksOfParts(content: QuestionContent, marks: number): number[] {
  const parts = contentsOf(content)
  const sum = parts.reduce((total, { share }) => total + share, 0)
  const rounded = parts.map(({ share }) => Math.round((marks * share * 100) / sum) / 100)
  const before = rounded.slice(0, -1).reduce((total, one) => total + one, 0)
  return [...rounded.slice(0, -1), Math.round((marks - before) * 100) / 100]
}

const shownPart = (content: PartContent, marks: number, options: readonly Option[]): ShownPart => ({
  kind: content.kind,
  stem: content.stem,
  marks,
  options: [...options],
  blanks: content.kind === 'blank' ? content.blanks : 0,
})

/** A question as a reader meets it; the stem of a case is its material. */
export function shownItem({ item, content, marks }: SheetItem, seed: string | null): ShownItem {
  const worth = marksOfParts(content, marks)
  const labels = labelled(content, seedOfItem(seed, item))
  return {
    item,
    kind: content.kind satisfies QuestionKind,
    material: content.kind === 'case' ? content.stem : '',
    marks,
    parts: partsOf(content).map((part, at) => shownPart(part, worth[at] ?? 0, labels[at]?.options ?? [])),
  }
}

const kindOrder: readonly string[] = ['trueFalse', 'single', 'multiple', 'blank', 'short', 'case']

/** The paper for one candidate: kinds stay together in the usual order, questions are shuffled within them, options within each question. */
export function arrange(
  sheet: readonly SheetItem[],
  seed: string,
  { shuffleQuestions, shuffleOptions }: { shuffleQuestions: boolean; shuffleOptions: boolean },
): ShownItem[] {
  const ordered = shuffleQuestions ? shuffled(sheet, randomFrom(`${seed}:questions`)) : [...sheet]
  const rank = ({ kind }: SheetItem) => kindOrder.indexOf(kind)
  return ordered.sort((a, b) => rank(a) - rank(b)).map((one) => shownItem(one, shuffleOptions ? seed : null))
}
