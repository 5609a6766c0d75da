import { type Expression, type SqlBool, sql } from 'kysely'
import type { LegalDay } from '#contract/common'
import type { Light } from '#contract/deadline'
import type { Ctx } from '#kernel/house'

/** What is kept with the matter's earliest deadline: its last day, and the day from which the rule of the lights calls it near (design §6.20). */
interface Kept {
  closed: boolean
  due: LegalDay | null
  yellowOn: LegalDay | null
  /** No day is left to name: the term stands still. */
  paused: boolean
}

/** The light of a row: the same rule as on the matter's page, over the days that were kept when the deadline was computed. */
export function lightOfRow(ctx: Ctx, { closed, due, yellowOn, paused }: Kept): Light {
  if (closed) return 'none'
  if (due === null) return paused ? 'paused' : 'none'
  if (due < ctx.today) return 'red'
  return yellowOn !== null && yellowOn <= ctx.today ? 'yellow' : 'green'
}

/** The column `paused` of a row, and the filter of that name. */
export const isPaused = sql<boolean>`(not m.closed and m.due is null and exists (
  select 1 from matter_clock k where k.matter_id = m.id and k.ended_on is null and k.paused))`

const conditions = (ctx: Ctx): Record<Light, Expression<SqlBool>> => ({
  red: sql`(not m.closed and m.due < ${ctx.today})`,
  yellow: sql`(not m.closed and m.due >= ${ctx.today} and m.yellow_on <= ${ctx.today})`,
  green: sql`(not m.closed and m.due >= ${ctx.today} and (m.yellow_on is null or m.yellow_on > ${ctx.today}))`,
  paused: sql`${isPaused}`,
  none: sql`(m.closed or (m.due is null and not ${isPaused}))`,
})

/** The same as a filter over `m`. */
export const showing = (ctx: Ctx, lights: readonly Light[]): Expression<SqlBool> =>
  sql`(${sql.join(
    lights.map((light) => conditions(ctx)[light]),
    sql` or `,
  )})`
