import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, afterEach, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { sessionApi } from '#contract/session'
import { tasksApi } from '#contract/tasks'
import { visibleMatters } from '#kernel/matter'
import { patrolApi, patrolRoom, patrolRoutes } from '#test/patrol'
import { openWorld, type PersonKey, type World } from '#test/world'
import { performTask, type TaskRun } from './index.ts'

describe('a task in the worker', () => {
  let world: World
  let runtime: pg.Client
  before(async () => {
    world = await openWorld('2026-03-03', { routes: patrolRoutes, processes: [patrolRoom] })
    runtime = new pg.Client({ connectionString: world.clone.databases.app })
    await runtime.connect()
  })
  afterEach(() => world.sql.query("update task set state = 'cancelled' where state in ('waiting', 'running')"))
  after(async () => {
    await runtime.end()
    await world.close()
  })

  const start = async (who: PersonKey = 'officer') => (await world.as(who, patrolApi).work({ body: { note: '全部' } })).taskId
  const read = (taskId: string, who: PersonKey = 'officer') => world.as(who, tasksApi).read({ params: { taskId } })
  const perform = (taskId: string, work: (run: TaskRun) => Promise<{ said: string }>, house = world.house) =>
    performTask(house, world.inService, { taskId, stopping: new AbortController().signal }, work)
  const fails = () => Promise.reject(new Error('a secret of the inside'))

  test('that fails without a reason is tried again, and the third time ends as failed, by a number that the log knows', async () => {
    const logged: unknown[] = []
    const taskId = await start()
    const inService: typeof world.inService = (work) =>
      world.inService((ctx) =>
        work({ ...ctx, house: { ...ctx.house, log: { error: (what: unknown) => void logged.push(what) } as never } }),
      )
    const again = () => performTask(world.house, inService, { taskId, stopping: new AbortController().signal }, fails)
    for (let i = 0; i < 2; i++) {
      await assert.rejects(again(), /secret/)
      assert.equal((await read(taskId)).state, 'running')
    }
    await again()
    const { state, said } = await read(taskId)
    assert.equal(state, 'failed')
    const id = /错误编号 ([0-9a-f-]{36}) /.exec(said ?? '')?.[1]
    assert.deepEqual(
      logged.map((line) => (line as { requestId: string }).requestId),
      [id],
    ) // what the task logs
    assert.doesNotMatch(said ?? '', /secret/)
    await again()
    await start()
  })

  test('that is cut off as the house closes stays to be done', async () => {
    const taskId = await start()
    const stopping = new AbortController()
    stopping.abort()
    for (let i = 0; i < 4; i++)
      await assert.rejects(performTask(world.house, world.inService, { taskId, stopping: stopping.signal }, (run) => run.turn(fails)))
    assert.equal((await read(taskId)).state, 'running')
  })

  test('works in a session of its starter: his name, his reach, and over when it is done', async () => {
    await world.as('officer', patrolApi).open({ body: { title: '子县的', day: '2026-03-03', officers: [] } })
    await world.as('officerElsewhere', patrolApi).open({ body: { title: '丑县的', day: '2026-03-03', officers: [] } })
    await perform(await start(), (run) =>
      run.turn(async (ctx) => {
        assert.deepEqual([ctx.actor.kind, ctx.actor.personId], ['person', world.people.officer.id])
        assert.deepEqual(
          (await visibleMatters(ctx).select('m.title').execute()).map((row) => row.title),
          ['子县的'],
        )
        return { said: '完成' }
      }),
    )
    assert.equal((await world.as('officer', sessionApi).mine({})).length, 1)
  })

  /** As the runtime role, in a session of the world or with the token of a service. */
  const as = async (token: string, text: string, values: unknown[] = []) => {
    await runtime.query('begin')
    try {
      await runtime.query("select authority.enter($1, 'attack', 'test', '2026-03-03T10:00:00+08:00')", [token])
      return (await runtime.query(text, values)).rows
    } finally {
      await runtime.query('rollback')
    }
  }
  const open = 'select authority.begin_task_session($1, $2) as open'

  test('no person opens such a session, not for his own task either, and nobody without one', async () => {
    const taskId = await start()
    for (const who of ['officer', 'principalHead', 'systemAdmin', 'securityAdmin', 'auditAdmin'] as const)
      await assert.rejects(as(world.people[who].token, open, [taskId, randomBytes(32)]), { code: '42501' }, who)
    await assert.rejects(as('', open, [taskId, randomBytes(32)]), { code: '42501' })
    // Nor does a session that was opened so open the next one.
    const token = randomBytes(32).toString('base64url')
    await world.inService(async ({ tx }) => {
      await sql`select authority.begin_task_session(${taskId}, ${createHash('sha256').update(token).digest()})`.execute(tx)
    })
    assert.equal((await as(token, 'select (authority.actor()).kind'))[0].kind, 'person')
    await assert.rejects(as(token, open, [taskId, randomBytes(32)]), { code: '42501' })
  })

  test('the worker opens none for a task that has ended, that no person started, or whose person or duty is gone', async () => {
    const opened = async (taskId: string) => {
      return world.inService(
        async ({ tx }) =>
          (await sql<{ open: boolean }>`select authority.begin_task_session(${taskId}, ${randomBytes(32)}) as open`.execute(tx)).rows[0]
            ?.open,
      )
    }
    const taskId = await start()
    assert.equal(await opened(taskId), true)
    for (const [change, back] of [
      ["update person set status = 'suspended' where id = $1", "update person set status = 'active' where id = $1"],
      ["update duty set status = 'suspended' where person_id = $1", "update duty set status = 'active' where person_id = $1"],
      ["update duty set to_day = '2026-03-02' where person_id = $1", 'update duty set to_day = null where person_id = $1'],
      ["update task set state = 'done' where person_id = $1 and state = 'running'", 'select $1::uuid'],
    ] as const) {
      await world.sql.query("update task set state = 'running' where id = $1", [taskId])
      await world.sql.query(change, [world.people.officer.id])
      assert.equal(await opened(taskId), false, change)
      await world.sql.query(back, [world.people.officer.id])
    }
    const { rows } = await world.sql.query("insert into task (person_id, duty_id, kind, title) values ($1, $2, 'x', 'x') returning id", [
      world.people.provinceHead.id,
      world.people.provinceHead.dutyId,
    ])
    assert.equal(await opened(rows[0].id), false)
  })

  test('nobody has work done in the name of another, under another duty, or gets a content by its name', async () => {
    const { officer2: officer, provinceHead } = world.people
    const insert = 'insert into task (person_id, duty_id, kind, title) values ($1, $2, $3, $3) returning duty_id, started_in'
    await assert.rejects(as(officer.token, insert, [provinceHead.id, provinceHead.dutyId, 'a']), { code: '42501' })
    const [made] = await as(officer.token, insert, [officer.id, provinceHead.dutyId, 'b'])
    assert.equal(made.duty_id, officer.dutyId)
    const taskId = await start('officer2')
    await world.sql.query("insert into blob (sha256, sm3, bytes, media_type) values ($1, $1, 1, 'text/plain')", ['a'.repeat(64)])
    for (const change of [`sha256 = '${'a'.repeat(64)}'`, `duty_id = '${provinceHead.dutyId}'`, `payload = '{"all": true}'`, "kind = 'x'"])
      await assert.rejects(as(officer.token, `update task set ${change} where id = $1`, [taskId]), { code: '42501' }, change)
    await assert.rejects(
      as(officer.token, `insert into task (person_id, kind, title, sha256) values ($1, 'c', 'c', $2)`, [officer.id, 'a'.repeat(64)]),
      { code: '42501' },
    )
    assert.equal((await as(officer.token, "update task set state = 'cancelled' where id = $1 returning id", [taskId])).length, 1)
  })
})
