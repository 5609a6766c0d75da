import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { actorOf, holds } from '#kernel/authority'
import type { Entry, Tx } from '#kernel/db'
import type { Ctx, House } from '#kernel/house'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { refusedBySql } from './answer.ts'
import type { Route } from './route.ts'

/** What one request brings to its transaction. */
export interface Asked {
  route: Route
  entry: Entry
  /** Everything that tells this act from another, for the idempotency hash. */
  body: unknown
  key: string | null
  /** Refuses whom has asked too often in this minute (S88). */
  admit?: ((person: string) => void) | undefined
}

export interface Answered {
  status: number
  answer: unknown
}

/** No session: the one actor that may sign in and nothing else. Its transaction carries an empty setting and sees no row (S15). */
const nobody = {
  session_id: '',
  kind: 'person',
  person_id: null,
  person_name: null,
  duty_id: null,
  role: null,
  org_id: null,
  org_name: null,
  org_kind: null,
  lo: null,
  hi: null,
  reads_matters: false,
  granted: [],
} as const

/**
 * One request, one transaction. A refusal rolls the act back to the savepoint and is itself kept in the ledger (S27); an unknown error rolls
 * back everything. With an Idempotency-Key the first answer is kept and given again.
 */
export async function inTransaction(house: House, asked: Asked, work: (ctx: Ctx) => Promise<unknown>): Promise<Answered> {
  const { route, entry } = asked
  const outcome = await house.database.transaction(entry, async (tx, row, moment): Promise<Answered | Problem> => {
    const actor = actorOf(row ?? { ...nobody, granted: [] })
    const kept: ((tx: Tx) => Promise<void>)[] = []
    const onRefusal = (keep: (tx: Tx) => Promise<void>) => void kept.push(keep)
    const ctx: Ctx = { tx, actor, house, requestId: entry.requestId, today: moment.today, now: moment.now, onRefusal }
    if (route.endpoint.needs !== 'anyone' && !row) return new Problem('signInNeeded', {})
    if (row?.person_id) asked.admit?.(row.person_id)
    await sql`savepoint act`.execute(tx)
    try {
      demandPermission(ctx, route)
      return await onceOnly(ctx, asked, () => work(ctx))
    } catch (error) {
      const problem = refusalOf(ctx, route, error)
      if (!problem) throw error
      await sql`rollback to savepoint act`.execute(tx)
      for (const keep of kept) await keep(tx)
      await keepRefusal(tx, route, problem)
      return problem
    }
  })
  if (outcome instanceof Problem) throw outcome
  return outcome
}

function demandPermission({ actor }: Ctx, { endpoint: { needs, title } }: Route): void {
  if (needs !== 'anyone' && needs !== 'signedIn' && !holds(actor, needs)) throw new Problem('notAllowed', { what: title })
}

/** What the database refuses by itself, row security above all, is a refusal like any other and is kept; the log says what it was. */
function refusalOf({ house, requestId }: Ctx, route: Route, error: unknown): Problem | null {
  if (error instanceof Problem) return error
  const problem = refusedBySql(error)
  if (problem) house.log.warn({ err: error, requestId, route: route.name }, 'refused by the database')
  return problem
}

// Refused reads of what does not exist are noise; everything else that was refused is kept.
async function keepRefusal(tx: Tx, route: Route, problem: Problem): Promise<void> {
  if (route.endpoint.method === 'GET' && problem.code === 'notFound') return
  await note(tx, { action: 'refuse', object: route.name, outcome: 'refused', detail: { code: problem.code, title: route.endpoint.title } })
}

/** Same key and body, same answer, one effect; same key and another body is a mistake of the caller (S41). */
async function onceOnly(ctx: Ctx, { route, key, body }: Asked, work: () => Promise<unknown>): Promise<Answered> {
  const person = ctx.actor.personId
  if (!key || !person) return { status: 200, answer: await work() }
  const hash = createHash('sha256')
    // The duty belongs to it: what one duty was told is not told again to another that the person has switched to.
    .update(JSON.stringify([route.name, ctx.actor.dutyId, body ?? null]))
    .digest()
  // A second request with the same key waits here until the first has committed or rolled back.
  const made = await ctx.tx
    .insertInto('request_key')
    .values({ person_id: person, key, route: route.name, body_hash: hash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (!made) return repeated(ctx, route, person, key, hash)
  const answer = await work()
  await ctx.tx
    .updateTable('request_key')
    .set({ status: 200, answer: route.endpoint.answeredOnce ? null : JSON.stringify(answer ?? null) })
    .where('person_id', '=', person)
    .where('key', '=', key)
    .execute()
  return { status: 200, answer }
}

async function repeated(ctx: Ctx, route: Route, person: string, key: string, hash: Buffer): Promise<Answered> {
  const kept = await ctx.tx
    .selectFrom('request_key')
    .select(['body_hash', 'status', 'answer'])
    .where('person_id', '=', person)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (!kept.body_hash.equals(hash)) throw new Problem('invalid', { what: '同一个请求编号用在了不同的内容上，请刷新页面后重新提交。' })
  // An answer that was given once is gone; the act is not done again for it.
  if (route.endpoint.answeredOnce)
    throw new Problem('closed', { what: '再次显示', why: '该内容只显示一次', todo: '如未看到，请重新发起。' })
  return { status: kept.status ?? 200, answer: kept.answer }
}
