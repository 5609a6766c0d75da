import { createHash } from 'node:crypto'
import type { BlueprintRow } from '#contract/exams-papers'
import { type QuestionKind, questionKinds } from '#contract/questions'

// Chance that can be done again: the same seed gives the same draw and the same shuffle, on every machine and in every version of Node.

/** Numbers in [0, 1) from a seed: sfc32 over the SHA-256 of the seed. Math.random cannot be repeated. */
export function randomFrom(seed: string): () => number {
  const hash = createHash('sha256').update(seed).digest()
  let [a, b, c, d] = [hash.readUInt32LE(0), hash.readUInt32LE(4), hash.readUInt32LE(8), hash.readUInt32LE(12)]
  return () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4_294_967_296
  }
}

/** Fisher–Yates: every order equally likely. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items]
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const held = result[at] as T // both places are inside
    result[at] = result[other] as T // likewise
    result[other] = held
  }
  return result
}

/** What the draw knows of a question: its reviewed version, and what a blueprint asks about. */
export interface Drawable {
  versionId: string
  kind: QuestionKind
  categoryId: string
  difficulty: number
  theme: string
}
export interface DrawnItem {
  versionId: string
  marks: number
}
export interface Shortage {
  row: number
  wanted: number
  found: number
  words: string
}

const fits = (row: BlueprintRow, one: Drawable) =>
  one.kind === row.kind &&
  (row.categoryId === null || one.categoryId === row.categoryId) &&
  (row.difficulty === null || one.difficulty === row.difficulty) &&
  (row.theme === null || row.theme === '' || one.theme === row.theme)

/** How much a row leaves open: rows that ask for more draw first, so that a wide row does not take what a narrow one needs. */
const openness = (row: BlueprintRow) => [row.categoryId, row.difficulty, row.theme || null].filter((value) => value === null).length

/**
 * 组卷: draws each row of the blueprint from the bank, no question twice. The bank is sorted first, so that the order in which the database gave it
 * does not matter: same seed, same bank, same paper. A row that cannot be filled is named.
 */
export function assemble(
  blueprint: readonly BlueprintRow[],
  bank: readonly Drawable[],
  seed: string,
): { items: DrawnItem[] } | { short: Shortage[] } {
  const random = randomFrom(seed)
  const left = new Map(bank.toSorted((a, b) => (a.versionId < b.versionId ? -1 : 1)).map((one) => [one.versionId, one]))
  const order = blueprint.map((row, at) => ({ row, at })).sort((a, b) => openness(a.row) - openness(b.row) || a.at - b.at)
  const drawn = new Map<number, DrawnItem[]>()
  const short: Shortage[] = []
  for (const { row, at } of order) {
    const found = [...left.values()].filter((one) => fits(row, one))
    if (found.length < row.count) {
      const words = `第 ${at + 1} 行（${questionKinds[row.kind]}）需要 ${row.count} 题，符合条件且已审核的只有 ${found.length} 题`
      short.push({ row: at, wanted: row.count, found: found.length, words })
      continue
    }
    const chosen = shuffled(found, random).slice(0, row.count)
    for (const { versionId } of chosen) left.delete(versionId)
    drawn.set(
      at,
      chosen.map(({ versionId }) => ({ versionId, marks: row.marks })),
    )
  }
  if (short.length > 0) return { short: short.sort((a, b) => a.row - b.row) }
  return { items: blueprint.flatMap((_, at) => drawn.get(at) ?? []) }
}

/** Which versions the draw could choose from, as one value: with it and the seed a paper can be drawn again and compared. */
export const bankHash = (bank: readonly Drawable[]): string =>
  createHash('sha256')
    .update(
      bank
        .map(({ versionId, kind, categoryId, difficulty, theme }) => [versionId, kind, categoryId, difficulty, theme].join('\t'))
        .sort()
        .join('\n'),
    )
    .digest('hex')
