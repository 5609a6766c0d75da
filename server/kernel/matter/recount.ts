import { sql } from 'kysely'
import { z } from 'zod'
import type { FigureCheck } from '#contract/figures'
import type { Ctx } from '#kernel/house'
import { indicatorOf } from '#kernel/indicator'
import { enqueue, jobs } from '#kernel/jobs'
import { allRooms } from './registry.ts'

/** A sum that was kept and is not what its facts come to. */
interface MonthOff {
  indicator: string
  month: string
  orgId: string
  kept: number | null
  counted: number | null
}

/** An act that was not counted as often as it was done, or something counted that nobody did. */
interface FactOff {
  indicator: string
  matterId: string
  step: string | null
  day: string | null
  acts: number
  counted: number
}

export interface Recount {
  facts: number
  months: MonthOff[]
  acts: FactOff[]
  /** How many sums were made anew. */
  mended: number
}

/** What fits into a row that a person reads; the log has as much. */
const shown = 50

/**
 * Counts everything again, in the service's name: the months from the facts, the facts of matters from the history of acts. The sums are made anew where
 * they differ, if that is asked for; facts never are, for they are history: what differs there, somebody has to look at.
 */
export async function recount(ctx: Ctx, { mend }: { mend: boolean }): Promise<Recount> {
  const { rows: months } = await sql<MonthOff>`
    select indicator, to_char(month, 'YYYY-MM') as month, org_id as "orgId", kept, counted from authority.months_that_differ()`.execute(
    ctx.tx,
  )
  const { rows: acts } = await sql<FactOff>`
    select indicator, matter_id as "matterId", step, day, acts::int, counted::int from authority.facts_that_differ(${JSON.stringify(rules())}::jsonb)`.execute(
    ctx.tx,
  )
  const { rows: made } = await sql<{ facts: string; mended: number }>`
    select (select count(*) from indicator_fact) as facts, ${mend ? sql`authority.rebuild_months()` : sql`0`} as mended`.execute(ctx.tx)
  const found = { facts: Number(made[0]?.facts), months, acts, mended: made[0]?.mended ?? 0 }
  await keep(ctx, found, mend)
  return found
}

/** Which steps of which process count what, as the rooms declare it. */
const rules = () =>
  allRooms().flatMap(({ process, counts = [] }) =>
    counts.map(({ indicator, steps, until = [] }) => ({
      process: process.name,
      indicator,
      steps,
      ...(indicatorOf(indicator)?.kind === 'stock' ? { until } : {}),
    })),
  )

async function keep(ctx: Ctx, { facts, months, acts }: Recount, mended: boolean): Promise<void> {
  const detail = JSON.stringify({ months: months.slice(0, shown), acts: acts.slice(0, shown) })
  const row = { facts: String(facts), months_differ: months.length, facts_differ: acts.length, mended, detail }
  await ctx.tx.insertInto('indicator_check').values(row).execute()
  if (months.length + acts.length > 0)
    ctx.house.log.error({ months: months.slice(0, shown), acts: acts.slice(0, shown) }, 'figures are not what was done')
}

/** The last recounts, as the administrator reads them: which indicator, which month or day, how many; of a matter its id and nothing else. */
export async function recentChecks(ctx: Ctx): Promise<FigureCheck[]> {
  const rows = await ctx.tx.selectFrom('indicator_check').selectAll().orderBy('id', 'desc').limit(30).execute()
  return rows.map(({ id, at, facts, months_differ, facts_differ, mended, detail }) => ({
    id,
    at: at.toISOString(),
    facts: Number(facts),
    monthsDiffer: months_differ,
    factsDiffer: facts_differ,
    mended,
    lines: linesOf(detail as Pick<Recount, 'months' | 'acts'>), // written by keep() alone
  }))
}

const titleOf = (id: string) => indicatorOf(id)?.title ?? id
const linesOf = ({ months, acts }: Pick<Recount, 'months' | 'acts'>) => [
  ...months.map(
    ({ indicator, month, kept, counted }) =>
      `${titleOf(indicator)} ${month}：月度合计为 ${kept ?? '无'}，按计数记录应为 ${counted ?? '无'}`,
  ),
  ...acts.map(
    ({ indicator, matterId, day, acts: done, counted }) =>
      `${titleOf(indicator)} ${day ?? ''} 事项 ${matterId}：办理记录 ${done} 次，计 ${counted} 次`,
  ),
]

/** At once instead of by night; one that waits already is not asked for twice. */
export async function askRecount(ctx: Ctx, mend: boolean): Promise<{ queued: true }> {
  await enqueue(ctx.tx, 'indicator.recount', { mend }, { key: `indicator.recount:${mend}` })
  return { queued: true }
}

export const recountJobs = jobs({
  'indicator.recount': {
    payload: z.object({ mend: z.boolean().default(false) }),
    // Deep in the night of Fujian.
    daily: '40 18 * * *',
    async run(ctx, { mend }) {
      await recount(ctx, { mend })
    },
  },
})
