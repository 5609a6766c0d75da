import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import pg from 'pg'
import { beginFilling, demonstrationJobs } from '#demonstration'
import { composeHouse } from '#house'
import { readConfig } from '#kernel/config'
import { startWorker } from '#kernel/jobs'
import { createLog } from '#kernel/log'
import { allJobs, allRoutes } from '#rooms'
import { cloneDatabase } from '#test/database'
import { prepareInstallation } from '../../server/installation.ts'

export interface Province {
  /** Stories that broke off, as they would stand in the log. */
  broken: string[]
  sql: pg.Client
  start(): ReturnType<typeof startWorker>
  /** Waits until so many stories have been walked; what is told when the matters are over is one more. */
  until(count: number): Promise<void>
  walked(): Promise<number>
  close(): Promise<void>
}

/** A platform as it stands after its first start, with nobody looking. */
export async function openProvince(count: number): Promise<Province> {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-filling-'))
  const clone = await cloneDatabase()
  const config = { ...readConfig({}), databases: clone.databases, dataFolder: folder }
  await prepareInstallation(config, clone.databases, () => undefined)
  const house = await composeHouse(config, clone.databases.app, createLog({ level: process.env.TEST_LOG ? 'warn' : 'silent' }))
  const sql = new pg.Client({ connectionString: clone.superuserUrl })
  await sql.connect()
  const broken: string[] = []
  const walked = async () => {
    const { rows } = await sql.query<{ share: number }>('select share from preparation')
    return Math.round((rows[0]?.share ?? 0) * (count + 1))
  }
  return {
    broken,
    sql,
    walked,
    async start() {
      const jobs = demonstrationJobs(allRoutes, {
        count,
        onBroken: ({ error, story, day }) => broken.push(`${story}, on ${day}: ${inspect(error, { depth: 4 })}`),
      })
      // What is brought to the course is looked at by the job that looks at all uploads.
      const worker = await startWorker(house, clone.databases.worker, { ...jobs, 'courses.take': allJobs['courses.take']! })
      await beginFilling(house)
      return worker
    },
    async until(enough) {
      for (const deadline = Date.now() + 240_000; (await walked()) < enough; await sleep(30))
        assert.ok(Date.now() < deadline, `only ${await walked()} of ${count} after four minutes`)
    },
    async close() {
      await house.close()
      await sql.end()
      await clone.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
