import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import type { Actor } from './actor.ts'
import { activityKey, agentKey, verbKey } from './mentions.ts'
import { consistentThrough } from './statement.store.ts'
import { type Statement, voidedVerb } from './statement.ts'

export interface StoredStatement {
  statement: Statement
  /** Null: the platform's own. */
  clientId: string | null
  clientName: string | null
  stored: Date
  happenedAt: Date
  /** Voided by now; a reader that has used it takes it back. */
  voided: boolean
  /** The statement that this one voids, for which its client has the right: whoever may only write voids his own alone. */
  voids: string | null
}

/** Said in the query: an index of its own leads to each but `clientId` and `verb` of a large store's beginning. */
interface Only {
  clientId?: string
  verb?: string
  activity?: string
  /** Whose act. */
  agent?: Actor
  registration?: string
}

/**
 * Statements in the order in which they became readable, after a cursor: none is left out and none comes twice, however many are being written. For
 * jobs; `cursor` null begins at the beginning. The next cursor is given back also when nothing came.
 */
export async function statementsSince(
  ctx: Ctx,
  cursor: string | null,
  only: Only,
  limit: number,
): Promise<{ statements: StoredStatement[]; cursor: string | null }> {
  // Asked first: what is stored before this instant is all there when the next query looks.
  const through = await consistentThrough(ctx.tx)
  const after = cursor === null ? null : readPlace(cursor)
  const { rows } = await sql<{
    statement: Statement
    client_id: string | null
    client_name: string | null
    stored: Date
    happened_at: Date
    seq: string
    voids: string | null
    voided: boolean
  }>`
    select s.statement, s.client_id, s.statement->'authority'->>'name' as client_name, s.stored, s.happened_at, s.seq,
           case when exists (select 1 from xapi_voiding v join xapi_statement t on t.id = v.target_id
                              where v.by_id = s.id and (v.any_client or v.client_id is not distinct from t.client_id)) then s.voids end as voids,
           s.verb_key <> ${verbKey(voidedVerb)} and exists (
             select 1 from xapi_voiding v where v.target_id = s.id and (v.any_client or v.client_id is not distinct from s.client_id)) as voided
      from xapi_statement s
     ${named('who', only.agent ? agentKey(only.agent) : null)} ${named('act', only.activity === undefined ? null : activityKey(only.activity))}
     where s.stored < ${through}
       ${after ? sql`and (s.stored, s.seq) > (${after.stored}::timestamptz, ${after.seq}::bigint)` : sql``}
       ${only.clientId ? sql`and s.client_id = ${only.clientId}` : sql``}
       ${only.verb ? sql`and s.verb_key = ${verbKey(only.verb)}` : sql``}
       ${only.activity ? sql`and s.object_key = ${activityKey(only.activity)}` : sql``}
       ${only.agent ? sql`and s.actor_key = ${agentKey(only.agent)}` : sql``}
       ${only.registration ? sql`and s.registration = ${only.registration}` : sql``}
     order by s.stored, s.seq limit ${limit}`.execute(ctx.tx)
  const last = rows.at(-1)
  return {
    statements: rows.map((row) => ({
      statement: row.statement,
      clientId: row.client_id,
      clientName: row.client_name,
      stored: row.stored,
      happenedAt: row.happened_at,
      voided: row.voided,
      voids: row.voids,
    })),
    cursor: last ? `${last.stored.toISOString()} ${last.seq}` : cursor,
  }
}

/** Through the index of mentions, which has the place of each statement. */
const named = (alias: 'who' | 'act', key: Buffer | null): RawBuilder<unknown> =>
  key
    ? sql`join xapi_mention ${sql.ref(alias)} on ${sql.ref(`${alias}.what`)} = ${key} and ${sql.ref(`${alias}.direct`)}
        and ${sql.ref(`${alias}.stored`)} = s.stored and ${sql.ref(`${alias}.seq`)} = s.seq and ${sql.ref(`${alias}.statement_id`)} = s.id`
    : sql``

/** What the platform itself told in these registrations, in that order, with what it took back; for jobs. */
export async function ownStatements(ctx: Ctx, registrations: readonly string[]): Promise<{ statement: Statement; voided: boolean }[]> {
  const { rows } = await sql<{ statement: Statement; voided: boolean }>`
    select s.statement, exists (select 1 from xapi_voiding v where v.target_id = s.id and v.any_client) as voided
      from xapi_statement s
     where s.registration = any (${[...registrations]}::uuid[]) and s.client_id is null
     order by s.stored, s.seq`.execute(ctx.tx)
  return rows
}

function readPlace(cursor: string): { stored: string; seq: string } {
  const [stored = '', seq = ''] = cursor.split(' ')
  if (!/^\d+$/.test(seq) || Number.isNaN(Date.parse(stored))) throw new Error(`not a cursor of the record store: ${cursor}`)
  return { stored, seq }
}
