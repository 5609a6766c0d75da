import { type RawBuilder, sql } from 'kysely'
import type { MatterId } from '#contract/common'
import type { Message } from '#contract/inbox'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { countedTo, pageOf } from './line.ts'

/**
 * A message asks for nothing any more when its matter is closed, or every matter that it lists: it leaves the unread ones by itself. A matter
 * that went out of reach is not known to be closed, and its message stays; so does one about work that begins where another unit's ended (移送).
 */
const isFinished: RawBuilder<unknown> = sql`(
  exists (select 1 from matter m where m.id = g.matter_id and m.closed and g.kind <> 'work')
  or (exists (select 1 from message_line l where l.message_id = g.id)
      and not exists (select 1 from message_line l left join matter m on m.id = l.matter_id where l.message_id = g.id and m.closed is not true)))`

const mine = (ctx: Ctx) => sql`g.person_id = ${ctx.actor.personId}`
const unread = (ctx: Ctx) => sql`${mine(ctx)} and g.read_at is null and not ${isFinished}`

export async function countUnread(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer n from (select 1 from message g where ${unread(ctx)} limit ${countedTo}) x`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

interface MessageRow {
  id: string
  kind: Message['kind']
  title: string
  body: string
  at: Date
  read: boolean
  finished: boolean
  matter_id: MatterId | null
  process: string | null
}

export async function listMessages(
  ctx: Ctx,
  query: { page: number; size: number; show: 'unread' | 'all'; kind?: Message['kind'] | undefined },
) {
  const kind = query.kind === undefined ? sql`true` : sql`g.kind = ${query.kind}`
  const found = sql`from message g where ${query.show === 'unread' ? unread(ctx) : mine(ctx)} and ${kind}`
  const { rows } = await sql<MessageRow>`
    select g.id, g.kind, g.title, g.body, g.at, g.read_at is not null as read, ${isFinished} as finished, x.id matter_id, x.process
      from (select g.* ${found} order by g.at desc, g.id limit ${query.size} offset ${(query.page - 1) * query.size}) g
      left join matter x on x.id = g.matter_id
     order by g.at desc, g.id`.execute(ctx.tx)
  const { rows: counted } = await sql<{ n: number }>`select count(*)::integer n from (select 1 ${found} limit ${countedTo + 1}) x`.execute(
    ctx.tx,
  )
  const lines = await linesOf(
    ctx,
    rows.map((row) => row.id),
  )
  return pageOf(
    rows.map(
      ({ matter_id, process, at, ...row }): Message => ({
        ...row,
        at: at.toISOString(),
        matter: matter_id && process ? { id: matter_id, process } : null,
        lines: lines.filter((line) => line.message_id === row.id).map(({ message_id: _, ...line }) => line),
      }),
    ),
    counted[0]?.n ?? 0,
  )
}

async function linesOf(ctx: Ctx, messageIds: readonly string[]) {
  if (messageIds.length === 0) return []
  const { rows } = await sql<Message['lines'][number] & { message_id: string }>`
    select l.message_id, l.matter_id "matterId", m.process, l.number, l.title, l.clock_title "clockTitle", l.due, l.why, coalesce(m.closed, false) closed
      from message_line l left join matter m on m.id = l.matter_id
     where l.message_id = any (${[...messageIds]}::uuid[]) order by l.message_id, l.position`.execute(ctx.tx)
  return rows
}

export async function readMessage(ctx: Ctx, messageId: string): Promise<{ done: boolean }> {
  const { rows } = await sql`
    update message g set read_at = coalesce(read_at, ${ctx.now}) where g.id = ${messageId}::uuid and ${mine(ctx)} returning g.id`.execute(
    ctx.tx,
  )
  if (rows.length === 0) throw new Problem('notFound', { what: '该消息' })
  return { done: true }
}

export async function readAllMessages(ctx: Ctx): Promise<{ read: number }> {
  const { rows } = await sql`
    update message g set read_at = ${ctx.now} where ${mine(ctx)} and g.read_at is null returning g.id`.execute(ctx.tx)
  return { read: rows.length }
}
