import { sql } from 'kysely'
import type { FigureLine } from '#contract/figures'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { allRooms, type ProcessRoom } from './registry.ts'

/** What a process counts (指标): one more for each taking of these steps; `open` is the opening. Stands in the room, read by boards. */
export interface Figure {
  indicator: string
  title: string
  steps: readonly string[]
}

interface Counted {
  id: string
  /** The unit whose work it was; the units above follow from the tree of its month. */
  org: string
  step: string
  day: string
}

/** Appends to the facts in the transaction of the act (design §6.11): a figure is never entered, and never differs from the history. */
export async function countAct(ctx: Ctx, { figures = [] }: ProcessRoom, { id, org, step, day }: Counted): Promise<void> {
  const counted = figures.filter(({ steps }) => steps.includes(step))
  if (counted.length === 0) return
  // The place is the trigger's.
  const facts = counted.map(({ indicator }) => ({ indicator, org_id: org, org_at: '0', day, value: 1, matter_id: id, record: step }))
  await ctx.tx.insertInto('indicator_fact').values(facts).execute()
}

/** The year of a unit, month by month, for every indicator that a process declares. Refusal: notFound out of reach. */
export async function figuresOf(ctx: Ctx, orgId: string, year: number): Promise<FigureLine[]> {
  const titles = new Map(allRooms().flatMap(({ figures = [] }) => figures.map(({ indicator, title }) => [indicator, title] as const)))
  const { rows } = await sql<{ indicator: string; month: number; value: string | null }>`
    select * from authority.figures(${[...titles.keys()]}::text[], ${orgId}, ${year})`.execute(ctx.tx)
  if (rows.some(({ value }) => value === null)) throw new Problem('notFound', { what: '该单位' })
  return [...titles].map(([indicator, title]) => {
    const months = rows.filter((row) => row.indicator === indicator).map(({ value }) => Number(value))
    return { indicator, title, months, total: months.reduce((sum, value) => sum + value, 0) }
  })
}
