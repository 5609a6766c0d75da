import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Clone, cloneDatabase } from '#test/database'
import { openWorld, type World } from '#test/world'
import { type Database, openDatabase, type Tx } from './index.ts'

/** A second address of the same server, where nothing can be written: all of a standby but its delay. */
const readOnly = (url: string) => `${url}?options=-c%20default_transaction_read_only%3Don`

describe('reading from a replica', () => {
  let world: World
  let stranger: Clone
  const opened: Database[] = []
  before(async () => {
    world = await openWorld('2026-03-03')
    stranger = await cloneDatabase()
  })
  after(async () => {
    for (const database of opened) await database.close()
    await stranger.drop()
    await world.close()
  })

  const open = (readUrl: string | null) => {
    const database = openDatabase(world.clone.databases.app, { max: 2, readUrl })
    opened.push(database)
    return database
  }
  const entry = () => ({ token: world.people.officer.token, requestId: 'test', address: 'test' })
  const where = async (tx: Tx) => {
    const { rows } = await sql<{ base: string; closed: string; now: string | null }>`
      select current_database() as base, current_setting('transaction_read_only') as closed`.execute(tx)
    return rows[0]
  }
  const own = () => new URL(world.clone.databases.app).pathname.slice(1)

  test('sees what the session sees, and writes nothing', async () => {
    const database = open(readOnly(world.clone.databases.app))
    const seen = await database.reading(entry(), async (tx, actor) => [(await where(tx))?.closed, actor?.person_id, actor?.duty_id])
    assert.deepEqual(seen, ['on', world.people.officer.id, world.people.officer.dutyId])
    await assert.rejects(
      database.reading(entry(), (tx) => sql`insert into preparation (share) values (0.5)`.execute(tx)),
      { code: '25006' },
    )
    // Elsewhere one writes as before.
    assert.equal((await database.transaction(entry(), where))?.closed, 'off')
  })

  test('knows nobody without a session, and nothing of one that has ended', async () => {
    const database = open(readOnly(world.clone.databases.app))
    for (const token of [null, '', 'forged'])
      assert.equal(
        await database.reading({ ...entry(), token }, async (tx, actor) => actor ?? (await sql`select 1 from org`.execute(tx)).rows.length),
        0,
      )
  })

  test('goes to the database itself where the replica is away or does not know the session yet', async () => {
    for (const readUrl of [null, 'postgres://minzhi_app:x@127.0.0.1:1/minzhi', readOnly(stranger.databases.app)]) {
      const seen = await open(readUrl).reading(entry(), async (tx, actor) => [(await where(tx))?.base, actor?.person_id])
      assert.deepEqual(seen, [own(), world.people.officer.id], String(readUrl))
    }
  })

  test('hands on what the work itself refuses, and does it once', async () => {
    let times = 0
    const refuse = () => {
      times += 1
      return Promise.reject(new Error('no'))
    }
    await assert.rejects(open(readOnly(world.clone.databases.app)).reading(entry(), refuse), /^Error: no$/)
    assert.equal(times, 1)
  })
})
