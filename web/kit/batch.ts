import type { Refusals } from './list-types.ts'
import { asProblem } from './problem-error.ts'

/** One row after the other, each an act of its own: what is refused keeps its row and its sentence, the others are done. */
export async function rowByRow<R>(rows: readonly R[], one: (row: R) => Promise<unknown>): Promise<Refusals<R>> {
  const refused: { row: R; sentence: string }[] = []
  for (const row of rows) {
    try {
      await one(row)
    } catch (thrown) {
      refused.push({ row, sentence: asProblem(thrown).sentence })
    }
  }
  return refused
}
