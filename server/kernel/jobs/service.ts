import { createHash, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { actorOf } from '#kernel/authority'
import type { Ctx, House } from '#kernel/house'

export type InService = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

/** Half of what the database grants (24 hours): a worker never meets its own session's end. */
const lifetime = 12 * 3_600_000

/** The worker's own session: opened when it is first needed, changed twice a day, ended with the worker. */
export function serviceSession(
  house: House,
  workerUrl: string,
  name: string,
  now?: () => Date,
): { inService: InService; end(): Promise<void> } {
  let present: { token: Promise<string>; since: number } | null = null
  const token = () => {
    if (present && performance.now() - present.since < lifetime) return present.token
    const last = present?.token
    const fresh = { token: openService(workerUrl, name), since: performance.now() }
    present = fresh
    fresh.token.catch(() => {
      // The next job tries again.
      if (present === fresh) present = null
    })
    // What still runs in the old session has as long as a job may take.
    if (last) setTimeout(() => void last.then((old) => closeService(workerUrl, old)).catch(() => undefined), 3_600_000).unref()
    return fresh.token
  }
  return {
    inService: async (work) => serve(house, await token(), work, now),
    async end() {
      if (present) await closeService(workerUrl, await present.token)
      present = null
    },
  }
}

/** A fresh service session; the token lives in this process's memory alone. */
export async function openService(workerUrl: string, name: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await asWorker(workerUrl, (client) => client.query('select authority.open_service($1, $2)', [name, hashOf(token)]))
  return token
}

function closeService(workerUrl: string, token: string): Promise<void> {
  return asWorker(workerUrl, (client) => client.query('select authority.close_service($1)', [hashOf(token)]))
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()

async function asWorker(workerUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: workerUrl, connectionTimeoutMillis: 4_000 })
  // A connection that the database closes under us fails its query; without a listener it would end the process besides.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

export function serve<T>(house: House, token: string, work: (ctx: Ctx) => Promise<T>, now?: () => Date): Promise<T> {
  const requestId = randomUUID()
  return house.database.transaction({ token, requestId, address: 'local', now: now?.(), patient: true }, async (tx, row, moment) => {
    if (!row) throw new Error('the service session is not open')
    return work({ tx, actor: actorOf(row), house, requestId, today: moment.today, now: moment.now, onRefusal: () => undefined })
  })
}
