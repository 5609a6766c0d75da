import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Logger, parseCronItems, type Runner, run, type Task } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import type { z } from 'zod'
import { actorOf } from '#kernel/authority'
import type { Tx } from '#kernel/db'
import type { Ctx, House } from '#kernel/house'

/**
 * What happens later. A job runs at least once; it is written so that twice does not matter (S46). Declared with methods, so that jobs with payloads
 * of their own fit one table; the payload is parsed before it is handed over.
 */
export type Job<Payload extends z.ZodType = z.ZodType> = {
  payload: Payload
  /** A cron line in UTC, for work that the clock starts; its payload must accept `{}`. */
  daily?: string
} & (
  | { run(ctx: Ctx, payload: z.output<Payload>): Promise<void>; long?: never }
  /** Long work opens its own transactions, each in the service's name, shows progress between them, and stops between them when asked to. */
  | { long(house: House, inService: InService, payload: z.output<Payload>, stopping: AbortSignal): Promise<void>; run?: never }
)

export type InService = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

/** Declares a room's jobs; payloads are checked when they run, whatever wrote them. */
export const jobs = <P extends Record<string, z.ZodType>>(declared: { [K in keyof P]: Job<P[K]> }): Record<keyof P, Job> =>
  // Each `run` sees its own payload; the worker parses with the same schema and treats all jobs alike.
  declared as unknown as Record<keyof P, Job>

/** Adds a job inside the business transaction: rolled back with it. A key makes the next one replace a waiting one. */
export async function enqueue(tx: Tx, name: string, payload: unknown, options: { key?: string; at?: Date } = {}): Promise<void> {
  await sql`select graphile_worker.enqueue(${name}, ${JSON.stringify(payload)}::json, ${options.key ?? null}, ${options.at?.toISOString() ?? null}::timestamptz)`.execute(
    tx,
  )
}

export interface Worker {
  stop(): Promise<void>
}

/** Starts the worker of this process with a service session of its own: its acts stand in the ledger under its name. */
export async function startWorker(
  house: House,
  workerUrl: string,
  declared: Readonly<Record<string, Job>>,
  now?: () => Date,
): Promise<Worker> {
  const token = await openService(workerUrl, '后台服务')
  const inService: InService = (work) => serve(house, token, work, now)
  const stopping = new AbortController()
  const taskList: Record<string, Task> = Object.fromEntries(
    Object.entries(declared).map(([name, job]): [string, Task] => [
      name,
      async (raw) => {
        const payload = job.payload.parse(withoutCron(raw))
        if (job.long) await job.long(house, inService, payload, stopping.signal)
        else await inService(async (ctx) => job.run?.(ctx, payload))
      },
    ]),
  )
  const cron = Object.entries(declared).flatMap(([name, { daily }]) =>
    daily ? [{ task: name, match: daily, options: { backfillPeriod: 86_400_000 } }] : [],
  )
  const runner: Runner = await run({
    connectionString: workerUrl,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList,
    parsedCronItems: parseCronItems(cron),
    logger: new Logger(() => (level, message) => house.log[level === 'warning' ? 'warn' : level]({ worker: true }, message)),
  })
  runner.promise.catch((error: unknown) => house.log.error({ err: error }, 'worker stopped'))
  return {
    async stop() {
      stopping.abort()
      await runner.stop()
    },
  }
}

/** graphile-worker adds `_cron` to what its clock starts. */
function withoutCron(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw
  const { _cron, ...rest } = raw as Record<string, unknown> // any JSON object
  return rest
}

/** A fresh service session; the token lives in this process's memory alone. */
export async function openService(workerUrl: string, name: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const client = new pg.Client({ connectionString: workerUrl })
  await client.connect()
  try {
    await client.query('select authority.open_service($1, $2)', [name, createHash('sha256').update(token).digest()])
  } finally {
    await client.end()
  }
  return token
}

export function serve<T>(house: House, token: string, work: (ctx: Ctx) => Promise<T>, now?: () => Date): Promise<T> {
  const requestId = randomUUID()
  return house.database.transaction({ token, requestId, address: 'local', now: now?.() }, async (tx, row, moment) => {
    if (!row) throw new Error('the service session is not open')
    return work({ tx, actor: actorOf(row), house, requestId, today: moment.today, now: moment.now, onRefusal: () => undefined })
  })
}
