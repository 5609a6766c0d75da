import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { beginFilling, demonstrationJobs } from '#demonstration'
import { composeHouse } from '#house'
import { readConfig } from '#kernel/config'
import { startWorker } from '#kernel/jobs'
import { createLog } from '#kernel/log'
import { allRoutes } from '#rooms'
import { cloneDatabase } from '#test/database'
import { prepareInstallation } from '../../server/installation.ts'

/** As many matters as a test has time for; the demonstration itself walks three hundred. */
const matters = 5

describe('the filling of the demonstration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-filling-'))
  let clone: Awaited<ReturnType<typeof cloneDatabase>>
  let house: Awaited<ReturnType<typeof composeHouse>>
  let sql: pg.Client
  before(async () => {
    clone = await cloneDatabase()
    const config = { ...readConfig({}), databases: clone.databases, dataFolder: folder }
    await prepareInstallation(config, clone.databases, () => undefined)
    house = await composeHouse(config, clone.databases.app, createLog({ level: process.env.TEST_LOG ? 'warn' : 'silent' }))
    sql = new pg.Client({ connectionString: clone.superuserUrl })
    await sql.connect()
  })
  after(async () => {
    await house.close()
    await sql.end()
    await clone.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const start = async () => {
    const worker = await startWorker(house, clone.databases.worker, demonstrationJobs(allRoutes, matters))
    await beginFilling(house)
    return worker
  }
  const walked = async () => {
    const { rows } = await sql.query<{ share: number }>('select share from preparation')
    return Math.round((rows[0]?.share ?? 0) * matters)
  }
  /** Where each story began: a lead, a complaint or a simple case, which is nobody's child. */
  const beginnings = async () => {
    const { rows } = await sql.query<{ id: string; title: string }>(
      "select id, title from matter where parent_id is null and process in ('lead', 'complaint', 'simple')",
    )
    return rows
  }
  const until = async (count: number) => {
    for (const deadline = Date.now() + 120_000; (await walked()) < count; await sleep(30))
      assert.ok(Date.now() < deadline, `only ${await walked()} of ${matters} after two minutes`)
  }

  test('stops within seconds in the middle of a story, after a whole act', async () => {
    const worker = await start()
    await until(1)
    const began = performance.now()
    await worker.stop()
    assert.ok(performance.now() - began < 5_000)
    assert.ok((await walked()) < matters)
  })
  test('goes on where it stopped: no story twice, none left out', async () => {
    const before = await beginnings()
    const worker = await start()
    await until(matters)
    await worker.stop()
    const all = await beginnings()
    for (const { id } of before) assert.ok(all.some((one) => one.id === id))
    assert.equal(all.length, matters, JSON.stringify(all))
  })
  test('is not begun again once it is done', async () => {
    const worker = await start()
    await sleep(500)
    await worker.stop()
    assert.equal((await beginnings()).length, matters)
  })
})
