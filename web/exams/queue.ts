import type { KeptAnswer, PartAnswer, Saved } from '#contract/exams-room'

/** What is written in the page: every answer with its sequence, and which of them the server has not confirmed yet. */
export interface Written {
  answers: Readonly<Record<number, KeptAnswer>>
  /** Sequence that the server holds, by question. */
  held: Readonly<Record<number, number>>
}

const isNewer = (one: KeptAnswer, held: number | undefined) => held === undefined || one.seq > held

/** What the server gave, and over it what this device still had to send: after a crash or a cut the newer of both stands. */
export function begin(kept: readonly KeptAnswer[], stored: readonly KeptAnswer[]): Written {
  const answers: Record<number, KeptAnswer> = {}
  const held: Record<number, number> = {}
  for (const one of kept) {
    answers[one.item] = one
    held[one.item] = one.seq
  }
  for (const one of stored) if (isNewer(one, answers[one.item]?.seq)) answers[one.item] = one
  return { answers, held }
}

/** By the server's clock, so that of two devices the later word wins; never below what was said before. */
const next = (before: KeptAnswer | undefined, serverNow: number) => Math.max((before?.seq ?? 0) + 1, Math.floor(serverNow))

/**
 * What the server refuses to hold (U+0000, half a character, as a paste may leave it) is left out here: with one such character in it no save would be
 * taken, of no question.
 */
const holdable = (answer: PartAnswer): PartAnswer =>
  typeof answer === 'string' ? cleaned(answer) : Array.isArray(answer) ? answer.map(cleaned) : answer
const cleaned = (text: string) => text.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')

export function answerPart(written: Written, item: number, part: number, answer: PartAnswer, serverNow: number): Written {
  const before = written.answers[item]
  const parts = [...(before?.answer ?? [])]
  while (parts.length <= part) parts.push(null)
  parts[part] = holdable(answer)
  const changed: KeptAnswer = { item, seq: next(before, serverNow), answer: parts, flagged: before?.flagged ?? false }
  return { ...written, answers: { ...written.answers, [item]: changed } }
}

/** 标记: to be looked at again. It travels with the answer, so that a second device shows it. */
export function flag(written: Written, item: number, serverNow: number): Written {
  const before = written.answers[item]
  const changed: KeptAnswer = { item, seq: next(before, serverNow), answer: before?.answer ?? [], flagged: !(before?.flagged ?? false) }
  return { ...written, answers: { ...written.answers, [item]: changed } }
}

export const pendingOf = ({ answers, held }: Written): KeptAnswer[] => Object.values(answers).filter((one) => isNewer(one, held[one.item]))

export const isSaved = ({ answers, held }: Written, item: number): boolean => {
  const one = answers[item]
  return one !== undefined && !isNewer(one, held[item])
}

/** What the server confirmed. What another device wrote since takes the place of what stands here, unless this page has gone on meanwhile. */
export function confirmed(written: Written, { kept, newer }: Pick<Saved, 'kept' | 'newer'>): Written {
  const held = { ...written.held }
  for (const [item, seq] of Object.entries(kept)) held[Number(item)] = Math.max(held[Number(item)] ?? 0, seq)
  const answers = { ...written.answers }
  for (const one of newer) if (isNewer(one, answers[one.item]?.seq)) answers[one.item] = one
  return { answers, held }
}

export const isAnswered = (answer: KeptAnswer | undefined): boolean =>
  (answer?.answer ?? []).some(
    (part) =>
      part !== null &&
      (typeof part === 'boolean' || (typeof part === 'string' ? part.trim() !== '' : part.some((one) => one.trim() !== ''))),
  )

/** Somewhere between four and nine seconds: a thousand candidates do not save in the same moment, and nobody waits for fifteen. */
export const nextSave = (random: () => number): number => 4_000 + random() * 5_000

/** `1:02:03`, `02:03` */
export function clockWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  const two = (value: number) => (value < 10 ? `0${value}` : String(value))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`
}
