import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'

/** As long as what left in time may take to arrive: by the server's receipt, not by the sender's clock. The database holds the number. */
export async function graceSeconds(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select extract(epoch from authority.exam_grace())::int as n`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

/** When an attempt `a` was closed, by whomever: what has run out is closed for whoever looks at it, though the job that writes it down comes a moment later. */
export const closedAt = sql<Date | null>`coalesce(a.closed_at, authority.run_out(a.ends_at))`
export const closedBy = sql<string | null>`coalesce(a.closed_by, case when authority.run_out(a.ends_at) is not null then 'time' end)`

/** 到时自动交卷: one job for all who end in the same minute; it closes whatever has run out. */
export async function endLater(ctx: Ctx, endsAt: Date): Promise<void> {
  const at = new Date(Math.ceil((endsAt.getTime() + (await graceSeconds(ctx)) * 1000 + 1) / 60_000) * 60_000)
  await enqueue(ctx.tx, 'exams.end', {}, { key: `exam-end:${at.toISOString()}`, at })
}
