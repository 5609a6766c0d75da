import { type RawBuilder, sql } from 'kysely'
import type { TrailQuery, TrailRow } from '#contract/inbox'
import type { Ctx } from '#kernel/house'
import { roomOf } from '#kernel/matter'
import { rulesOn } from '#kernel/process'
import { countedTo, type LineRow, lineColumns, lineOf, matterSays, pageOf, pressingClock } from './line.ts'

interface TrailLine extends LineRow {
  at: Date
  law_of: string
  step: string | null
}

/** 已办: matters on which I took a step, the latest first, with my last act. */
export const listDone = (ctx: Ctx, query: TrailQuery) =>
  trail(
    ctx,
    query,
    sql`select s.matter_id, max(s.id) step_id, max(s.recorded_at) at from matter_step s
         where s.person_id = ${ctx.actor.personId} and s.step <> 'open' group by s.matter_id`,
  )

/** 我登记的: matters that I opened. */
export const listOpened = (ctx: Ctx, query: TrailQuery) =>
  trail(
    ctx,
    query,
    sql`select s.matter_id, s.id step_id, s.recorded_at at from matter_step s where s.person_id = ${ctx.actor.personId} and s.step = 'open'`,
  )

/** 关注: matters that I follow, the latest first. */
export const listWatched = (ctx: Ctx, query: TrailQuery) =>
  trail(ctx, query, sql`select w.matter_id, null::bigint step_id, w.since at from matter_watch w where w.person_id = ${ctx.actor.personId}`)

async function trail(ctx: Ctx, query: TrailQuery, mine: RawBuilder<unknown>) {
  const { page, size } = query
  const found = sql`from (${mine}) t join matter m on m.id = t.matter_id where ${conditions(query)}`
  const { rows } = await sql<TrailLine>`
    select t.at, m.law_of, s.step, ${lineColumns}
      from (select t.*, m.id found_id ${found} order by t.at desc, m.id limit ${size} offset ${(page - 1) * size}) t
      join matter m on m.id = t.found_id
      left join matter_step s on s.id = t.step_id
      ${pressingClock}
     order by t.at desc, m.id`.execute(ctx.tx)
  const counted = rows.length < size && page === 1 ? rows.length : await count(ctx, found)
  return pageOf(
    rows.map((row) => trailRow(ctx, row)),
    counted,
  )
}

async function count(ctx: Ctx, found: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer n from (select 1 ${found} limit ${countedTo + 1}) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

function trailRow(ctx: Ctx, row: TrailLine): TrailRow {
  const title =
    row.step === 'open' ? '登记' : row.step === null ? '关注' : rulesOn(roomOf(row.process).process, row.law_of)?.[row.step]?.title
  return { ...lineOf(ctx, row), act: title ?? row.step ?? '', at: row.at.toISOString() }
}

function conditions({ process, text, closed }: TrailQuery): RawBuilder<unknown> {
  const parts = [matterSays(text)]
  if (process !== undefined) parts.push(sql`m.process = ${process}`)
  if (closed !== undefined) parts.push(sql`m.closed = ${closed === 'yes'}`)
  return sql.join(parts, sql` and `)
}

export async function countWatched(ctx: Ctx): Promise<number> {
  return Math.min(
    countedTo,
    await count(ctx, sql`from matter_watch w join matter m on m.id = w.matter_id where w.person_id = ${ctx.actor.personId}`),
  )
}
