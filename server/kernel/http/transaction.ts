import { sql } from 'kysely'
import { actorOf, holds } from '#kernel/authority'
import type { ActorRow, Tx } from '#kernel/db'
import type { Ctx, House } from '#kernel/house'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { refusedBySql } from './answer.ts'
import { type Asked, onceOnly } from './once.ts'
import type { Given, Route, Written } from './route.ts'

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
  field: null,
  granted: [],
} as const

/**
 * One request, one transaction. A refusal that is thrown rolls the act back to the savepoint; one that is returned keeps what its verb wrote: a
 * failed sign-in counts, and under the lock that it holds. Either is itself kept in the ledger (S27). An unknown error rolls back everything.
 * With an Idempotency-Key the first answer is kept and given again.
 */
export async function inTransaction<T extends Given | null>(
  house: House,
  asked: Asked,
  work: (ctx: Ctx) => Promise<T | Problem>,
): Promise<T | Written> {
  const { route, entry } = asked
  const outcome = await house.database.transaction(entry, async (tx, found, moment): Promise<T | Written | Problem> => {
    const row = withSession(found)
    const actor = actorOf(row ?? { ...nobody, granted: [] })
    const kept: ((tx: Tx) => Promise<void>)[] = []
    const onRefusal = (keep: (tx: Tx) => Promise<void>) => void kept.push(keep)
    const ctx: Ctx = { tx, actor, house, requestId: entry.requestId, today: moment.today, now: moment.now, onRefusal }
    if (route.endpoint.needs !== 'anyone' && !row) return new Problem('signInNeeded', {})
    if (row?.person_id) asked.admit?.(row.person_id)
    await sql`savepoint act`.execute(tx)
    try {
      demandPermission(ctx, route)
      return await returned(ctx, asked, work)
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

async function returned<T extends Given | null>(
  ctx: Ctx,
  asked: Asked,
  work: (ctx: Ctx) => Promise<T | Problem>,
): Promise<T | Written | Problem> {
  const given = await onceOnly(ctx, asked, () => work(ctx))
  if (given instanceof Problem) await keepRefusal(ctx.tx, asked.route, given)
  return given
}

/** A client's key opens the learning record store and nothing of the session endpoints. */
const withSession = (found: ActorRow | null) => (found?.kind === 'client' ? null : found)

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
