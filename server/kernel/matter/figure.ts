import type { OrgId } from '#contract/common'
import type { FigureLine } from '#contract/figures'
import type { Ctx } from '#kernel/house'
import { countFacts, figuresOf, indicatorOf, totalOf } from '#kernel/indicator'
import { allRooms, type ProcessRoom } from './registry.ts'

/** What a process counts; `open` is the opening. What the indicator is, stands in its own declaration. */
export interface Counts<Step extends string = string> {
  indicator: string
  /** A flow: one more for each taking of these steps. A stock: these begin it; while it stands, it does not begin again. */
  steps: readonly Step[]
  /** Of a stock: the steps that end it. */
  until?: readonly Step[]
}

interface Act {
  id: string
  /** The unit whose work it was: the one that handled the matter when the act was done. */
  org: string
  step: string
  day: string
}

/** The facts of an act, in its transaction. What stands in a stock goes along by itself when the matter goes to another unit. */
export async function countAct(ctx: Ctx, { counts = [] }: ProcessRoom, { id, org, step, day }: Act): Promise<void> {
  const facts = counts.flatMap(({ indicator, steps, until = [] }) => {
    const value = steps.includes(step) ? 1 : until.includes(step) ? -1 : 0
    // One name for what stands, whichever step began it.
    const record = indicatorOf(indicator)?.kind === 'stock' ? (steps[0] ?? step) : step
    return value === 0 ? [] : [{ indicator, orgId: org, day, value, matterId: id, record }]
  })
  await countFacts(ctx, facts)
}

/** 办案数字: what the steps of the enforcement count, for the year of a unit, month by month. Refusal: notFound out of reach. */
export async function figureLinesOf(ctx: Ctx, orgId: OrgId, year: number): Promise<FigureLine[]> {
  const rooms = allRooms().filter(({ process }) => (process.field ?? 'enforcement') === 'enforcement')
  const ids = new Set(rooms.flatMap(({ counts = [] }) => counts.map(({ indicator }) => indicator)))
  const indicators = [...ids].flatMap((id) => indicatorOf(id) ?? []).filter(({ kind }) => kind === 'flow')
  const asked = { indicators: indicators.map(({ id }) => id), orgId, from: `${year}-01`, to: `${year}-12`, by: 'self' } as const
  const figures = await figuresOf(ctx, asked)
  return indicators.map(({ id, title }) => {
    const own = figures.filter(({ indicator }) => indicator === id)
    return {
      indicator: id,
      title,
      months: own.map(({ value }) => value),
      total: totalOf({ kind: 'flow', standing: false }, own)?.value ?? null,
    }
  })
}
