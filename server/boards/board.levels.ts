import type { BoardQuery, LevelLine } from '#contract/boards'
import { orgKinds } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import { cellOf, countingOf, figuresOf } from '#kernel/indicator'
import { askedBoard, asking } from './board.service.ts'
import { kindsAtOrBelow } from './board.store.ts'

/** 按层级: which levels did the work. Asked for beside the board, as the map is. Shares of a percentage would say nothing. */
export async function readLevels(ctx: Ctx, orgId: string, query: BoardQuery): Promise<LevelLine[]> {
  const asked = await askedBoard(ctx, orgId, query)
  const { chosen, period } = asked
  if (chosen.kind === 'ratio') return []
  const levels: LevelLine[] = []
  for (const kind of await kindsAtOrBelow(ctx, asked.unit)) {
    const figures = await figuresOf(ctx, { ...asking(asked), from: period.from, to: period.to, by: `kind:${kind}` })
    const cell = cellOf(countingOf(chosen), figures, period)
    if (cell.records > 0) levels.push({ kind, title: orgKinds[kind], cell })
  }
  return levels
}
