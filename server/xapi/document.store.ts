import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { type Actor, identityOf } from './actor.ts'
import type { Client } from './client.ts'
import { activityKey, agentKey } from './mentions.ts'

/** Where a document lies: the state of a learner in an activity, or the profile of an agent or an activity. */
export interface Shelf {
  kind: 'state' | 'agent' | 'activity'
  activityId: string | null
  agent: Actor | null
  registration: string | null
}

export interface Document {
  content: Buffer
  mediaType: string
  etag: string
  changedAt: Date
}

const keys = ({ kind, activityId, agent, registration }: Shelf) => ({
  kind,
  activity_key: activityId === null ? null : activityKey(activityId),
  agent_key: agent && agentKey(agent),
  registration,
})

const onShelf = (shelf: Shelf, name: string) => {
  const { kind, activity_key, agent_key, registration } = keys(shelf)
  return sql<boolean>`kind = ${kind} and activity_key is not distinct from ${activity_key} and agent_key is not distinct from ${agent_key}
    and registration is not distinct from ${registration}::uuid and name = ${name}`
}

/** One writer of a document after the other: what it must match is judged on what the one before left. */
export async function lockDocument(ctx: Ctx, { kind, activityId, agent, registration }: Shelf, name: string): Promise<void> {
  const place = JSON.stringify([kind, activityId, agent && identityOf(agent), registration, name])
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 20260041))`.execute(ctx.tx)
}

export async function findDocument(ctx: Ctx, shelf: Shelf, name: string): Promise<Document | null> {
  const row = await ctx.tx
    .selectFrom('xapi_document')
    .select(['content', 'media_type as mediaType', 'etag', 'changed_at as changedAt'])
    .where(onShelf(shelf, name))
    .executeTakeFirst()
  return row ?? null
}

/** SHA-1, because 1.0.3 asks for it: a mark of change and no protection. */
const etagOf = (content: Buffer) => createHash('sha1').update(content).digest('hex')

export async function keepDocument(
  ctx: Ctx,
  client: Client | null,
  shelf: Shelf,
  name: string,
  mediaType: string,
  content: Buffer,
): Promise<void> {
  const told = {
    media_type: mediaType,
    content,
    etag: etagOf(content),
    changed_at: sql<Date>`date_trunc('milliseconds', clock_timestamp())`,
    client_id: client?.id ?? null,
  }
  await ctx.tx
    .insertInto('xapi_document')
    .values({ ...keys(shelf), name, ...told })
    .onConflict((conflict) => conflict.constraint('xapi_document_one').doUpdateSet(told))
    .execute()
}

export async function dropDocument(ctx: Ctx, shelf: Shelf, name: string): Promise<void> {
  await ctx.tx.deleteFrom('xapi_document').where(onShelf(shelf, name)).execute()
}

/** All documents of a shelf; without a registration those of all registrations. */
const ofShelf = (shelf: Shelf) => {
  const { kind, activity_key, agent_key, registration } = keys(shelf)
  return sql<boolean>`kind = ${kind} and activity_key is not distinct from ${activity_key} and agent_key is not distinct from ${agent_key}
    ${registration === null ? sql`` : sql`and registration = ${registration}::uuid`}`
}

export async function listDocuments(ctx: Ctx, shelf: Shelf, since: Date | null): Promise<{ name: string; changedAt: Date }[]> {
  const rows = ctx.tx.selectFrom('xapi_document').select(['name', 'changed_at as changedAt']).distinctOn('name').where(ofShelf(shelf))
  return (since ? rows.where('changed_at', '>', since) : rows).orderBy('name').orderBy('changed_at', 'desc').limit(10_000).execute()
}

export async function dropDocuments(ctx: Ctx, shelf: Shelf): Promise<void> {
  await ctx.tx.deleteFrom('xapi_document').where(ofShelf(shelf)).execute()
}

export async function countDocuments(ctx: Ctx, registration: string): Promise<number> {
  const { n } = await ctx.tx
    .selectFrom('xapi_document')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('registration', '=', registration)
    .executeTakeFirstOrThrow()
  return Number(n)
}
