import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.generated.ts'

export type Tx = Transaction<DB>

/** What a transaction carries into PostgreSQL. `now` is heard by a demonstration database alone. */
export interface Entry {
  token: string | null
  requestId: string
  address: string
  now?: Date | undefined
}

/** Whose transaction it is: the row of `authority.enter()`. Bounds are bigints as text: they pass 2^53. */
export interface ActorRow {
  session_id: string
  kind: 'person' | 'service'
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
  granted: string[]
}

/** The database's clock in this transaction: the legal day in Asia/Shanghai and the instant. */
export interface Moment {
  today: string
  now: Date
}

export interface Database {
  /** The only way to the data (S16): one transaction, carrying one session, closed again whatever happens. */
  transaction<T>(entry: Entry, work: (tx: Tx, actor: ActorRow | null, moment: Moment) => Promise<T>): Promise<T>
  /** Is the database there and ready? For the readiness probe, nothing else. */
  ready(): Promise<boolean>
  counts(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

// A legal day is text: a Date would move it by the server's time zone. Numeric is money with two decimals: exact in a double up to 10^13.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => Number(text))

export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    // A database that is slow or gone answers 503 within five seconds, never a hang (S47).
    connectionTimeoutMillis: 4_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    keepAlive: true,
    application_name: 'minzhi',
  })
  // Without a listener a broken idle connection would end the process.
  pool.on('error', () => undefined)
  // A connection lent to a transaction is out of the pool's sight: cut between two statements, it would end the process too. The next statement says so.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
  return {
    transaction: (entry, work) =>
      kysely.transaction().execute(async (tx) => {
        const { rows } = await sql<ActorRow & Moment>`
          select a.*, clock.today() as today, clock.now() as now from (select 1) one
            left join lateral authority.enter(${entry.token ?? ''}, ${entry.requestId}, ${entry.address}, ${entry.now?.toISOString() ?? ''}) a on true`.execute(
          tx,
        )
        // A left join from one row gives exactly one row.
        const row = rows[0]!
        return work(tx, row.session_id ? row : null, { today: row.today, now: row.now })
      }),
    async ready() {
      try {
        await sql`select 1`.execute(kysely)
        return true
      } catch {
        return false
      }
    },
    counts: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => kysely.destroy(),
  }
}
