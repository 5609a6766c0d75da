import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { keepActivities } from './activity.store.ts'
import { type Delivery, keepEnclosed } from './attachments.ts'
import type { Client } from './client.ts'
import { authorityOf } from './identity.ts'
import { activityKey, agentKey, isActivity, isActor, mentionsOf, verbKey } from './mentions.ts'
import { Refusal } from './refusal.ts'
import { saysTheSame } from './same.ts'
import { refersTo, type Statement, voidsOf } from './statement.ts'
import { instantOf } from './values.ts'
import type { Version } from './version.ts'

/** What a course in a learner's browser tells at once. */
const mostOfLaunch = 100

/** Rows of one insert: PostgreSQL takes 65,535 parameters. */
const portion = 1000

/**
 * Keeps what is new, in one transaction: all of it or nothing. A statement that is there already and says the same is taken as kept; one that says
 * something else under the same id is a conflict. `client` null: the platform itself.
 */
export async function keepStatements(
  ctx: Ctx,
  client: Client | null,
  { statements, enclosed }: Delivery,
  version: Version,
): Promise<string[]> {
  for (const statement of statements) demandOwn(client, statement)
  if (client?.launch && (statements.length > mostOfLaunch || enclosed.size > 0))
    throw new Refusal(413, `这次学习的凭据一次最多提交 ${mostOfLaunch} 条记录，且不能带附件。`)
  const { rows } = await sql<{ stored: Date }>`select authority.xapi_writing() as stored`.execute(ctx.tx)
  const stored = rows[0]?.stored ?? ctx.now
  const whole = statements.map((statement) => completed(ctx, client, statement, stored, version))
  const fresh = await insertNew(ctx, client, whole, stored)
  const isFresh = new Set(fresh.map(({ id }) => id))
  await demandSame(
    ctx,
    statements.filter(({ id }) => !isFresh.has(id)),
  )
  const kept = whole.filter(({ id }) => isFresh.has(id))
  await insertMentions(ctx, kept, fresh, stored)
  await insertVoidings(ctx, client, kept)
  await keepEnclosed(ctx, kept, enclosed)
  if (!client?.launch) await keepActivities(ctx, kept)
  return statements.map(({ id }) => id)
}

/** A launch speaks of its own learner in its own registration, and takes back nothing. The policies hold the same. */
function demandOwn(client: Client | null, statement: Statement): void {
  if (!client?.launch) return
  if (!agentKey(statement.actor).equals(client.launch.agentKey)) throw new Refusal(403, '这次学习的凭据只能提交学习者本人的记录。')
  if (statement.context?.registration?.toLowerCase() !== client.launch.registration)
    throw new Refusal(403, '记录的 context.registration 须为这次学习的登记号。')
  if (voidsOf(statement)) throw new Refusal(403, '这次学习的凭据不能作废记录。')
}

function completed(ctx: Ctx, client: Client | null, statement: Statement, stored: Date, version: Version): Statement {
  const at = stored.toISOString()
  return {
    ...statement,
    timestamp: statement.timestamp ?? at,
    stored: at,
    authority: authorityOf(ctx.house, client),
    version: statement.version ?? (version === '1.0.3' ? '1.0.0' : '2.0.0'),
  }
}

async function insertNew(
  ctx: Ctx,
  client: Client | null,
  statements: readonly Statement[],
  stored: Date,
): Promise<{ id: string; seq: string }[]> {
  const fresh: { id: string; seq: string }[] = []
  for (const some of portions(statements, portion)) {
    const rows = some.map((statement) => ({
      id: statement.id,
      stored,
      happened_at: instantOf(statement.timestamp ?? '', '1.0.3') ?? stored,
      version: statement.version ?? '',
      client_id: client?.id ?? null,
      verb_key: verbKey(statement.verb.id),
      actor_key: agentKey(statement.actor),
      object_key: objectKey(statement),
      registration: statement.context?.registration?.toLowerCase() ?? null,
      voids: voidsOf(statement),
      refers_to: refersTo(statement),
      statement: JSON.stringify(statement),
    }))
    fresh.push(
      ...(await ctx.tx
        .insertInto('xapi_statement')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .returning(['id', 'seq'])
        .execute()),
    )
  }
  return fresh
}

function objectKey({ object }: Statement): Buffer | null {
  if (isActor(object)) return agentKey(object)
  return isActivity(object) ? activityKey(object.id) : null
}

/** What somebody else keeps under this id is not shown to who may not read it; that it is taken cannot be hidden. */
async function demandSame(ctx: Ctx, repeated: readonly Statement[]): Promise<void> {
  if (repeated.length === 0) return
  const rows = await ctx.tx
    .selectFrom('xapi_statement')
    .select(['id', 'statement'])
    .where(
      'id',
      'in',
      repeated.map(({ id }) => id),
    )
    .execute()
  const known = new Map(rows.map(({ id, statement }) => [id, statement as Statement] as const)) // only judged statements get in
  for (const statement of repeated) {
    const before = known.get(statement.id)
    if (!before || !saysTheSame(before, statement))
      throw new Refusal(409, `已有另一条内容不同的记录使用 id ${statement.id}，记录不能修改。`)
  }
}

async function insertMentions(
  ctx: Ctx,
  kept: readonly Statement[],
  fresh: readonly { id: string; seq: string }[],
  stored: Date,
): Promise<void> {
  const seqOf = new Map(fresh.map(({ id, seq }) => [id, seq] as const))
  const rows = kept.flatMap((statement) =>
    mentionsOf(statement).map((mention) => ({ ...mention, stored, seq: seqOf.get(statement.id) ?? '', statement_id: statement.id })),
  )
  for (const some of portions(rows, 5 * portion)) await ctx.tx.insertInto('xapi_mention').values(some).execute()
}

async function insertVoidings(ctx: Ctx, client: Client | null, kept: readonly Statement[]): Promise<void> {
  const rows = kept.flatMap((statement) => {
    const target = voidsOf(statement)
    return target
      ? [{ target_id: target, by_id: statement.id, client_id: client?.id ?? null, any_client: !client || client.scopes.includes('all') }]
      : []
  })
  if (rows.length > 0) await ctx.tx.insertInto('xapi_voiding').values(rows).execute()
}

function* portions<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}

/** Up to where nothing more will come in: everything stored before it is read by the next query. */
export async function consistentThrough(tx: Ctx['tx']): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select authority.xapi_consistent() as at`.execute(tx)
  return rows[0]?.at ?? new Date(0)
}
