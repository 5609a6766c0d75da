import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.generated.ts'

export type Tx = Transaction<DB>

/** What a transaction carries into PostgreSQL. `now` is heard by a demonstration database alone. */
export interface Entry {
  token: string | null
  requestId: string
  address: string
  now?: Date | undefined
  /** Work that nobody waits for at a page: jobs. It may take minutes where a request has seconds. */
  patient?: boolean
}

/** Whose transaction it is: the row of `authority.enter()`. Bounds are bigints as text: they pass 2^53. */
export interface ActorRow {
  session_id: string
  kind: 'person' | 'service' | 'client'
  person_id: string | null
  person_name: string | null
  duty_id: string | null
  role: string | null
  org_id: string | null
  org_name: string | null
  org_kind: string | null
  lo: string | null
  hi: string | null
  reads_matters: boolean
  field: string | null
  granted: string[]
}

/** The database's clock in this transaction: the legal day in Asia/Shanghai and the instant. */
export interface Moment {
  today: string
  now: Date
}

type Work<T> = (tx: Tx, actor: ActorRow | null, moment: Moment) => Promise<T>

export interface Database {
  /** The only way to the data (S16): one transaction, carrying one session, closed again whatever happens. */
  transaction<T>(entry: Entry, work: Work<T>): Promise<T>
  /**
   * The same for work that reads alone and may be some seconds behind: an export. From the replica where there is one that knows the session and
   * answers, else from the database itself.
   */
  reading<T>(entry: Entry, work: Work<T>): Promise<T>
  /** Is the database there and ready? For the readiness probe, nothing else. */
  ready(): Promise<boolean>
  counts(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

// A legal day is text: a Date would move it by the server's time zone. Numeric is money with two decimals: exact in a double up to 10^13.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text))

/** A database that is slow, cut or half-open answers 503 within five seconds, never a hang (S47); a job waits for its statement longer. */
const patience = { request: 4_500, job: 120_000 }

export function openDatabase(url: string, options: { max?: number; readUrl?: string | null } = {}): Database {
  const pool = openPool(url, options.max ?? 10, patience.request)
  const kysely = kyselyOf(pool)
  const forJobs = kyselyOf(openPool(url, 4, patience.job))
  const replica = options.readUrl ? kyselyOf(openPool(options.readUrl, 4, patience.job)) : null
  const transaction = <T>(entry: Entry, work: Work<T>) =>
    (entry.patient ? forJobs : kysely).transaction().execute(async (tx) => {
      const { rows } = await sql<ActorRow & Moment>`
        select a.*, clock.today() as today, clock.now() as now from (select 1) one
          left join lateral authority.enter(${entry.token ?? ''}, ${entry.requestId}, ${entry.address}, ${entry.now?.toISOString() ?? ''}) a on true`.execute(
        tx,
      )
      return work(tx, ...seenIn(rows))
    })
  return {
    transaction,
    async reading(entry, work) {
      const read = replica && (await fromReplica(replica, entry, work))
      return read ? read.value : transaction(entry, work)
    },
    async ready() {
      try {
        await sql`select 1`.execute(kysely)
        return true
      } catch {
        return false
      }
    },
    counts: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      await Promise.all([kysely.destroy(), forJobs.destroy(), replica?.destroy()])
    },
  }
}

const kyselyOf = (pool: pg.Pool) => new Kysely<DB>({ dialect: new PostgresDialect({ pool: selfMending(pool) }) })

/** A left join from one row gives exactly one row. */
function seenIn(rows: (ActorRow & Moment)[]): [ActorRow | null, Moment] {
  const row = rows[0]!
  return [row.session_id ? row : null, { today: row.today, now: row.now }]
}

/** Behind by more than the session's age, or away: null, and the database itself is asked. What the work itself refuses is its own answer. */
async function fromReplica<T>(replica: Kysely<DB>, entry: Entry, work: Work<T>): Promise<{ value: T } | null> {
  const state: { began: boolean } = { began: false }
  try {
    return await replica
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        // authority.enter() without its note that the session was seen, which no replica can write.
        await sql`select set_config('app.session', ${entry.token ?? ''}, true), set_config('app.request', ${entry.requestId}, true),
          set_config('app.address', ${entry.address}, true), set_config('app.now', ${entry.now?.toISOString() ?? ''}, true)`.execute(tx)
        const { rows } = await sql<ActorRow & Moment>`
          select a.*, clock.today() as today, clock.now() as now from (select 1) one left join lateral authority.actor() a on true`.execute(
          tx,
        )
        const [actor, moment] = seenIn(rows)
        if (!actor) return null
        state.began = true
        return { value: await work(tx, actor, moment) }
      })
  } catch (error) {
    if (state.began && !(error instanceof Error && isCut(error))) throw error
    return null
  }
}

/** Gone, shutting down, or a standby that had to end the query to keep up with its primary. */
const isCut = (error: Error) => isDead(error) || ('code' in error && /^(08|57P|40001)/.test(String(error.code)))

function openPool(url: string, max: number, longest: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 4_000,
    statement_timeout: longest,
    // Ours, for a line that is dead while the database still thinks of an answer.
    query_timeout: longest + 400,
    lock_timeout: 4_000,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
    application_name: 'minzhi',
  })
  // Without these listeners a connection that breaks would end the process: the pool hears of idle ones, the client itself of one in use.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/**
 * A connection whose query got no answer in time is thrown away. pg would leave that query at the head of its line, and whoever was given the
 * connection next, the rollback first of all, would wait behind it.
 */
function selfMending(pool: pg.Pool): PostgresPool {
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect()
      let dead: Error | null = null
      const ask = async (...asked: unknown[]) => {
        if (dead) throw dead
        try {
          return await Reflect.apply(client.query, client, asked)
        } catch (error) {
          if (error instanceof Error && isDead(error)) dead = error
          throw error
        }
      }
      // Kysely calls `query(text, values)` and `release()` alone; cursors are not used here.
      return { query: ask, release: () => client.release(dead ?? undefined) } as unknown as PostgresPoolClient
    },
  }
}

const isDead = (error: Error) => /Query read timeout|Connection terminated|connection error/.test(error.message)
