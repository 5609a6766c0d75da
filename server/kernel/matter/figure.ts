import type { OrgId } from '#contract/common'
import type { FigureLine } from '#contract/figures'
import type { Ctx } from '#kernel/house'
import { countFacts, figuresOf, indicatorOf } from '#kernel/indicator'
import { allRooms, type ProcessRoom } from './registry.ts'

/** What a process counts: one more for each taking of these steps; `open` is the opening. What the indicator is, stands in its own declaration. */
export interface Counts<Step extends string = string> {
  indicator: string
  steps: readonly Step[]
}

interface Act {
  id: string
  /** The unit whose work it was: the one that handled the matter when the act was done. */
  org: string
  step: string
  day: string
}

/** The facts of an act, in its transaction. */
export async function countAct(ctx: Ctx, { counts = [] }: ProcessRoom, { id, org, step, day }: Act): Promise<void> {
  const counted = counts.filter(({ steps }) => steps.includes(step))
  await countFacts(
    ctx,
    counted.map(({ indicator }) => ({ indicator, orgId: org, day, matterId: id, record: step })),
  )
}

/** 办案数字: what the steps of the enforcement count, for the year of a unit, month by month. Refusal: notFound out of reach. */
export async function figureLinesOf(ctx: Ctx, orgId: OrgId, year: number): Promise<FigureLine[]> {
  const rooms = allRooms().filter(({ process }) => (process.field ?? 'enforcement') === 'enforcement')
  const ids = new Set(rooms.flatMap(({ counts = [] }) => counts.map(({ indicator }) => indicator)))
  const indicators = [...ids].flatMap((id) => indicatorOf(id) ?? []).filter(({ kind }) => kind === 'flow')
  const figures = await figuresOf(ctx, {
    indicators: indicators.map(({ id }) => id),
    orgId,
    from: `${year}-01`,
    to: `${year}-12`,
    by: 'self',
  })
  return indicators.map(({ id, title }) => {
    const months = figures.filter(({ indicator }) => indicator === id).map(({ value }) => value)
    const known = months.filter((value) => value !== null)
    return { indicator: id, title, months, total: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) }
  })
}
