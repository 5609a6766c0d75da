import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { inbox } from '#inbox'
import { openWorld, type World } from '#test/world'
import { enqueue, type Job, jobs, startWorker, type Worker } from './index.ts'

describe('a job that somebody put into the queue by plain SQL', () => {
  let world: World
  let attacker: pg.Client
  let worker: Worker | undefined
  const done: string[] = []
  const noting = jobs({
    note: { payload: z.object({ word: z.string() }), run: async (_ctx, { word }) => void done.push(word) },
    nightly: {
      payload: z.object({ word: z.string().default('by the clock') }),
      run: async (_ctx, { word }) => void done.push(word),
      daily: '0 0 1 1 *',
    },
  })
  before(async () => {
    world = await openWorld('2026-03-03')
    attacker = new pg.Client({ connectionString: world.clone.databases.app })
    await attacker.connect()
  })
  after(async () => {
    await worker?.stop()
    await attacker.end()
    await world.close()
  })

  /** Committed: the attacker's session is a person's own, and the queue's door is open to him as to the platform. */
  async function forge(name: string, payload: unknown, key: string | null = null, seal?: string): Promise<void> {
    await attacker.query('begin')
    await attacker.query("select authority.enter($1, 'attack', 'test', '2026-03-03T10:00:00+08:00')", [world.people.officer.token])
    await attacker.query('select graphile_worker.enqueue($1, $2::json, $3, null, $4)', [name, JSON.stringify(payload), key, seal ?? null])
    await attacker.query('commit')
  }
  const queue = (name: string, payload: unknown, options: { key?: string; at?: Date } = {}) =>
    world.inService(({ tx }) => enqueue(tx, name, payload, options))
  const told = (title: string) => ({ personId: world.people.provinceHead.id, kind: 'work', title, body: '请于今日付款。', key: title })
  const until = async (holds: () => Promise<boolean> | boolean) => {
    for (let i = 0; i < 100 && !(await holds()); i++) await sleep(50)
    assert.ok(await holds())
  }
  const count = async (text: string, values: unknown[] = []) => Number((await world.sql.query(text, values)).rows[0].n)

  test('says nothing to anybody: what the platform itself queued is done, and the forgery stands in the ledger', async () => {
    await forge('inbox.tell', told('省局党组紧急通知'))
    await forge('inbox.tell', told('也不带别人的印'), null, 'A'.repeat(43))
    await forge('note', { word: 'forged' })
    await forge('nightly', { word: 'forged' })
    await forge('nightly', {})
    await queue('inbox.tell', told('真的消息'))
    await queue('note', { word: 'ours', 汉字: ['“引号”', 1.5, null, { b: 1, a: 2 }] } as { word: string })
    worker = await startWorker(world.house, world.clone.databases.worker, { ...inbox.jobs, ...noting } as Record<string, Job>)
    await until(() => count('select count(*)::int n from graphile_worker._private_jobs where attempts = 0').then((n) => n === 0))
    await until(() => count("select count(*)::int n from ledger_entry where action = 'refuse' and object = 'job'").then((n) => n === 4))
    await until(() => done.length === 2)
    assert.deepEqual(done.toSorted(), ['by the clock', 'ours'])
    const { rows } = await world.sql.query('select title from message where person_id = $1', [world.people.provinceHead.id])
    assert.deepEqual(rows, [{ title: '真的消息' }])
    // Not lost either: with the key back, a job that was refused is tried again.
    assert.equal(
      await count('select count(*)::int n from graphile_worker._private_jobs where last_error like $1', [
        '%not queued by this installation%',
      ]),
      4,
    )
  })

  test('takes the place of none that waits, whose name it cannot say, and its seal is read by nobody', async () => {
    await queue('note', { word: 'later' }, { key: 'exam-close:1', at: new Date(Date.now() + 700) })
    await forge('note', { word: 'forged' }, 'exam-close:1')
    await until(() => done.includes('later'))
    for (const look of [
      'select flags from graphile_worker._private_jobs',
      "select graphile_worker.remove_job('exam-close:1')",
      "select graphile_worker.forget('exam-close:1')",
    ])
      await assert.rejects(
        world.house.database.transaction({ token: world.people.officer.token, requestId: 'attack', address: 'test' }, (tx) =>
          sql.raw(look).execute(tx),
        ),
        /42501|42883|permission denied|does not exist/,
      )
  })
})
