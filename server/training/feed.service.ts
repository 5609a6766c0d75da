import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { MatterId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { Problem } from '#kernel/problem'
import { calendarOf, type FeedSession } from './calendar.ts'
import { demandClass } from './class.store.ts'

const hashOf = (key: string) => createHash('sha256').update(key).digest()

/** The address is shown once: only its hash is kept. */
export async function makeFeed(ctx: Ctx, classId: MatterId | undefined): Promise<{ id: string; path: string }> {
  if (classId) await demandClass(ctx, classId)
  const key = randomBytes(24).toString('base64url')
  const { id } = await ctx.tx
    .insertInto('calendar_feed')
    .values({ person_id: ctx.actor.personId ?? '', class_id: classId ?? null, token_hash: hashOf(key) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, path: `/api/feeds/${key}` }
}

export async function myFeeds(ctx: Ctx) {
  const rows = await ctx.tx.selectFrom('calendar_feed').select(['id', 'class_id', 'at', 'revoked_at']).orderBy('at', 'desc').execute()
  return rows.map(({ id, class_id, at, revoked_at }) => ({
    id,
    classId: class_id as MatterId | null, // the key is the branded id
    at: at.toISOString(),
    revoked: revoked_at !== null,
  }))
}

export async function revokeFeed(ctx: Ctx, id: string): Promise<{ revoked: boolean }> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('calendar_feed')
    .set({ revoked_at: ctx.now })
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该订阅' })
  return { revoked: true }
}

/** Asked by calendars, which have no session: the address is the key. A revoked one is not there. */
export async function readFeed(ctx: Ctx, key: string): Promise<Download> {
  const hash = hashOf(key)
  const { rows: alive } = await sql<{ is: boolean }>`select authority.feed_lives(${hash}) "is"`.execute(ctx.tx)
  if (!alive[0]?.is) throw new Problem('notFound', { what: '该日历' })
  const { rows } = await sql<FeedSession>`select * from authority.feed_sessions(${hash})`.execute(ctx.tx)
  return {
    name: '培训日程.ics',
    mediaType: 'text/calendar; charset=utf-8',
    content: Buffer.from(calendarOf('闽知培训日程', rows, ctx.now)),
  }
}
