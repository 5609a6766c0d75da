import { type RawBuilder, sql } from 'kysely'
import type { ApiScope } from '#contract/xapi'
import type { Ctx } from '#kernel/house'
import { identityOf } from './actor.ts'
import type { Client } from './client.ts'
import type { Place } from './cursor.ts'
import { activityKey, keyOf, verbKey } from './mentions.ts'
import type { StatementQuery } from './query.ts'
import { type Statement, voidedVerb } from './statement.ts'

/** The scopes that read statements. */
export const readers: readonly ApiScope[] = ['statements/read', 'statements/read/mine', 'all/read', 'all']

export interface Found extends Place {
  statement: Statement
}

/** A voiding statement is never voided itself; others are by whoever may do everything, or by the client that told them. */
const isVoided = sql`(s.verb_key <> ${verbKey(voidedVerb)} and exists (
  select 1 from xapi_voiding v where v.target_id = s.id and (v.any_client or v.client_id is not distinct from s.client_id)))`

/** What a row answers with; the instant in milliseconds, as it is stored. */
const columns = sql`s.id, s.stored, s.seq, s.statement`

export async function findOne(ctx: Ctx, id: string, voided: boolean): Promise<Statement | null> {
  const { rows } = await sql<{ statement: Statement }>`
    select s.statement from xapi_statement s where s.id = ${id} and ${voided ? isVoided : sql`not ${isVoided}`}`.execute(ctx.tx)
  return rows[0]?.statement ?? null
}

/**
 * One page in the order of storing. A statement is found by what it says, or by what one says to which it refers (1.0.3 Communication 2.1.3): two
 * searches by the same index, merged.
 */
export async function findStatements(
  ctx: Ctx,
  client: Client,
  query: StatementQuery,
  after: Place | null,
  limit: number,
): Promise<Found[]> {
  const criteria = criteriaOf(query)
  const place = placeOf(criteria)
  const sight = sightOf(client)
  const order = query.ascending ? sql`asc` : sql`desc`
  const plain = sql`select ${columns} from xapi_statement s ${joins(criteria, 's')} where ${windowOf(query, after, place)} and ${sight}
    and not ${isVoided} ${conditions(criteria, 's')} order by ${sql.ref(`${place}.stored`)} ${order}, ${sql.ref(`${place}.seq`)} ${order} limit ${limit}`
  const byReference = sql`select ${columns} from xapi_statement t ${joins(criteria, 't')} join xapi_target r on r.target_id = t.id
    join xapi_statement s on s.id = r.statement_id where ${windowOf(query, after, 's')} and ${sight}
    and not ${isVoided} ${conditions(criteria, 't')} order by s.stored ${order}, s.seq ${order} limit ${limit}`
  const { rows } = await sql<{ id: string; stored: Date; seq: string; statement: Statement }>`
    select * from (${plain}) a
    ${criteria.isEmpty ? sql`` : sql`union all select * from (${byReference}) b`}
    order by stored ${order}, seq ${order} limit ${limit * 2}`.execute(ctx.tx)
  const seen = new Map(rows.map(({ id, stored, seq, statement }) => [id, { stored: stored.toISOString(), seq, statement }] as const))
  return [...seen.values()].slice(0, limit)
}

interface Criteria {
  agent: Buffer | null
  activity: Buffer | null
  relatedAgents: boolean
  relatedActivities: boolean
  verb: Buffer | null
  registration: string | null
  isEmpty: boolean
}

function criteriaOf({ agent, activity, verb, registration, relatedAgents, relatedActivities }: StatementQuery): Criteria {
  return {
    agent: agent ? keyOf(identityOf(agent) ?? '') : null,
    activity: activity === undefined ? null : activityKey(activity),
    relatedAgents,
    relatedActivities,
    verb: verb === undefined ? null : verbKey(verb),
    registration: registration ?? null,
    isEmpty: agent === undefined && activity === undefined && verb === undefined && registration === undefined,
  }
}

/** `told` is the statement that has to say it. */
function joins({ agent, activity, relatedAgents, relatedActivities }: Criteria, told: 's' | 't'): RawBuilder<unknown> {
  // By its place as well as by its id: the index of mentions has no other way from a statement to what it names.
  const of = (alias: string, key: Buffer, related: boolean) => {
    const same = ['stored', 'seq'].map((name) => sql`and ${sql.ref(`${alias}.${name}`)} = ${sql.ref(`${told}.${name}`)}`)
    return sql`join xapi_mention ${sql.ref(alias)} on ${sql.ref(`${alias}.what`)} = ${key} and ${sql.ref(`${alias}.statement_id`)} = ${sql.ref(`${told}.id`)}
      ${sql.join(same, sql` `)} ${related ? sql`` : sql`and ${sql.ref(`${alias}.direct`)}`}`
  }
  return sql`${agent ? of('who', agent, relatedAgents) : sql``} ${activity ? of('act', activity, relatedActivities) : sql``}`
}

function conditions({ verb, registration }: Criteria, told: 's' | 't'): RawBuilder<unknown> {
  return sql`${verb ? sql`and ${sql.ref(`${told}.verb_key`)} = ${verb}` : sql``} ${registration ? sql`and ${sql.ref(`${told}.registration`)} = ${registration}` : sql``}`
}

/** Whose index gives the order: mentions carry the place of their statement, so that a page far down begins where it begins. */
const placeOf = ({ agent, activity }: Criteria) => (agent ? 'who' : activity ? 'act' : 's')

/** What the policies let through anyway, in words that an index knows. */
function sightOf({ id, scopes, launch }: Client): RawBuilder<unknown> {
  if (launch) return sql`s.registration = ${launch.registration}`
  return scopes.some((scope) => scope !== 'statements/read/mine' && readers.includes(scope)) ? sql`true` : sql`s.client_id = ${id}`
}

function windowOf({ since, until, ascending }: StatementQuery, after: Place | null, place: string): RawBuilder<unknown> {
  const [stored, seq] = [sql.ref(`${place}.stored`), sql.ref(`${place}.seq`)]
  const bounds = [
    since ? sql`${stored} > ${since}` : null,
    until ? sql`${stored} <= ${until}` : null,
    after ? sql`(${stored}, ${seq}) ${ascending ? sql`>` : sql`<`} (${after.stored}::timestamptz, ${after.seq}::bigint)` : null,
  ].filter((one) => one !== null)
  return bounds.length > 0 ? sql.join(bounds, sql` and `) : sql`true`
}
