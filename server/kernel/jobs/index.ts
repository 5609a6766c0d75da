import { Logger, parseCronItems, type Runner, run, type Task } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import type { Tx } from '#kernel/db'
import type { Ctx, House } from '#kernel/house'
import { note } from '#kernel/ledger'
import { isSealed, ownKey, sealOf } from './seal.ts'
import { type InService, serviceSession } from './service.ts'

export { sealJobsWith } from './seal.ts'
export { type InService, openService, serve, serviceSession } from './service.ts'

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

/** Declares a room's jobs; payloads are checked when they run, whatever wrote them. */
export const jobs = <P extends Record<string, z.ZodType>>(declared: { [K in keyof P]: Job<P[K]> }): Record<keyof P, Job> =>
  // Each `run` sees its own payload; the worker parses with the same schema and treats all jobs alike.
  declared as unknown as Record<keyof P, Job>

/** Adds a job inside the business transaction: rolled back with it. A key makes the next one replace a waiting one. Sealed: see seal.ts. */
export async function enqueue(tx: Tx, name: string, payload: unknown, options: { key?: string; at?: Date } = {}): Promise<void> {
  const said = JSON.stringify(payload)
  await sql`select graphile_worker.enqueue(${name}, ${said}::json, ${options.key === undefined ? null : ownKey(options.key)},
                                           ${options.at?.toISOString() ?? null}::timestamptz, ${sealOf(name, said)})`.execute(tx)
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
  const { inService, end } = serviceSession(house, workerUrl, '后台服务', now)
  const stopping = new AbortController()
  const taskList: Record<string, Task> = Object.fromEntries(
    Object.entries(declared).map(([name, job]): [string, Task] => [
      name,
      async (raw, { job: queued }) => {
        const said = withoutCron(raw)
        if (!isOurs(name, job, said, queued)) return refuseForged(house, inService, name, queued.attempts)
        const payload = job.payload.parse(said)
        if (job.long) await job.long(house, inService, payload, stopping.signal)
        else await inService(async (ctx) => job.run?.(ctx, payload))
      },
    ]),
  )
  const cron = Object.entries(declared).flatMap(([name, { daily }]) =>
    daily ? [{ task: name, match: daily, options: { backfillPeriod: 86_400_000 } }] : [],
  )
  // Our own pool: the library takes its listener away while its connections are still closing, and a database that stops in that moment would
  // end the process.
  const pool = new pg.Pool({ connectionString: workerUrl, max: 5, connectionTimeoutMillis: 4_000, application_name: 'minzhi worker' })
  pool.on('error', (error) => house.log.warn({ err: error }, 'a connection of the worker was cut'))
  pool.on('connect', (client) => client.on('error', () => undefined))
  const runner: Runner = await run({
    pgPool: pool,
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
      await end()
      await pool.end()
    },
  }
}

/** Sealed by this installation, or begun by the queue's own clock, which says nothing: whoever forges that has tonight's work done now. */
function isOurs(name: string, job: Job, said: unknown, queued: { flags: Record<string, boolean> | null }): boolean {
  const isClocks = job.daily !== undefined && JSON.stringify(said) === '{}'
  return isClocks || isSealed(name, said, Object.keys(queued.flags ?? {}))
}

/** It fails and is tried again like any other: if it is the key that was lost, nothing else is lost with it once the key is back. */
async function refuseForged(house: House, inService: InService, name: string, attempt: number): Promise<never> {
  house.log.error({ job: name, attempt }, 'a job without the seal of this installation was not done')
  if (attempt === 1) await inService(({ tx }) => note(tx, { action: 'refuse', object: 'job', outcome: 'refused', detail: { job: name } }))
  throw new Error('not queued by this installation')
}

/** graphile-worker adds `_cron` to what its clock starts. */
function withoutCron(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw
  const { _cron, ...rest } = raw as Record<string, unknown> // any JSON object
  return rest
}

/** What the kernel itself does by night: lets go of what has served its time. */
export const kernelJobs = jobs({
  'kernel.sweep': {
    payload: z.object({}),
    daily: '30 19 * * *',
    async run(ctx) {
      await sql`select authority.sweep()`.execute(ctx.tx)
    },
  },
})
