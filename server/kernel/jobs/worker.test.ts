import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { openWorld, type World } from '#test/world'
import { enqueue, jobs, kernelJobs, startWorker } from './index.ts'

describe('the worker', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03')
  })
  after(() => world.close())

  const nap = jobs({ nap: { payload: z.object({}), run: () => sleep(30) } })
  const openServices = async () =>
    (await world.sql.query("select count(*)::int n from session where kind = 'service' and ended_at is null")).rows[0].n

  const endConnections = () =>
    world.sql.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'minzhi_worker' and datname = current_database()",
    )

  test('may be stopped at any moment after its start, and leaves no open session and no error behind', async () => {
    const stray: unknown[] = []
    const catchStray = (error: unknown) => void stray.push(error)
    process.on('unhandledRejection', catchStray).on('uncaughtException', catchStray)
    for (const wait of [0, 1, 5, 20, 60, 150]) {
      const worker = await startWorker(world.house, world.clone.databases.worker, nap)
      await world.house.database.transaction({ token: null, requestId: 'test', address: 'test' }, (tx) => enqueue(tx, 'nap', {}))
      if (wait) await sleep(wait)
      await worker.stop()
      // The database goes while the last connections may still be saying goodbye.
      await endConnections()
    }
    await sleep(200)
    process.off('unhandledRejection', catchStray).off('uncaughtException', catchStray)
    assert.deepEqual(stray, [])
    assert.equal(await openServices(), 0)
  })

  test('lets go by night of answers kept for repeated requests, and of nothing that is younger', async () => {
    for (const hours of [10, 71, 100])
      await world.sql.query(
        "insert into request_key (person_id, key, route, body_hash, at) values ($1, gen_random_uuid(), $2, '', clock_timestamp() - make_interval(hours => $3))",
        [world.people.officer.id, String(hours), hours],
      )
    const worker = await startWorker(world.house, world.clone.databases.worker, kernelJobs)
    await world.house.database.transaction({ token: null, requestId: 'test', address: 'test' }, (tx) => enqueue(tx, 'kernel.sweep', {}))
    const left = async () => (await world.sql.query('select route from request_key order by route')).rows.map((row) => row.route)
    for (let i = 0; i < 50 && (await left()).length > 2; i++) await sleep(100)
    await worker.stop()
    assert.deepEqual(await left(), ['10', '71'])
  })
})
