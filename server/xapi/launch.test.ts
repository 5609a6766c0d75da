import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { post } from '#contract/endpoint'
import { type Handlers, routesOf } from '#kernel/http'
import { allJobs } from '#rooms'
import { openWorld, type PersonKey, type World } from '#test/world'
import { learner, openRecordClient, type Store, statement, storeOf } from '#test/xapi'
import { type Actor, actorOfPerson, closeLaunches, openLaunchClient, statementsSince, tell } from './index.ts'
import { voidedVerb } from './statement.ts'

const activityId = 'https://learn.example/course/1'

/** A room that launches courses and tells of what happened, as others do. */
const launchApi = {
  launch: post('/trial/launch', {
    title: '启动',
    needs: 'signedIn',
    body: z.strictObject({ registration: z.uuid(), hours: z.number() }),
    answer: z.strictObject({ key: z.string(), secret: z.string(), basic: z.string() }),
  }),
  close: post('/trial/close', { title: '结束', needs: 'signedIn', body: z.strictObject({ registration: z.uuid() }), answer: z.null() }),
  tell: post('/trial/tell', {
    title: '报告',
    needs: 'signedIn',
    body: z.strictObject({ id: z.uuid() }),
    answer: z.null(),
  }),
}
const handlers: Handlers<typeof launchApi> = {
  launch: (ctx, { body }) => openLaunchClient(ctx, { ...body, activityId, launchData: { launchMode: 'Normal', masteryScore: 0.8 } }),
  close: async (ctx, { body }) => {
    await closeLaunches(ctx, body.registration)
    return null
  },
  tell: async (ctx, { body: { id } }) => {
    await tell(ctx, [statement({ id, actor: actorOfPerson(ctx.house, ctx.actor.personId ?? '') })])
    return null
  },
}

describe('a launch of a course', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: routesOf('trial', launchApi, handlers) })
  })
  after(() => world.close())

  async function launch(who: PersonKey, registration: string = randomUUID()) {
    const made = await world.as(who, launchApi).launch({ body: { registration, hours: 2 } })
    return { ...made, registration, store: storeOf(world, made.basic), agent: actorOfPerson(world.house, world.people[who].id) }
  }
  const send = (store: Store, body: unknown) => store({ method: 'POST', path: '/statements', body }).then(({ status }) => status)

  test('tells of its own learner in its own registration, and of nobody and nothing else', async () => {
    const { store, agent, registration } = await launch('officer')
    const other = actorOfPerson(world.house, world.people.officer2.id)
    const own = statement({ actor: agent, context: { registration } })
    assert.equal(await send(store, own), 200)
    for (const [why, parts] of [
      ['another learner', { actor: other, context: { registration } }],
      ['another registration', { actor: agent, context: { registration: randomUUID() } }],
      ['no registration', { actor: agent }],
      [
        'his own under another home',
        { actor: { account: { homePage: 'https://evil.example', name: agent.account.name } }, context: { registration } },
      ],
      [
        'voiding',
        { actor: agent, context: { registration }, verb: { id: voidedVerb }, object: { objectType: 'StatementRef', id: own.id } },
      ],
    ] as const) {
      const refused = await store({ method: 'POST', path: '/statements', body: statement(parts) })
      assert.equal(refused.status, 403, why)
      assert.match(refused.body.sentence, /^(这次学习的凭据|记录的 context.registration)/)
    }
    const read = await store({ path: '/statements', query: { statementId: own.id } })
    assert.deepEqual([read.body.authority.account.name, read.body.authority.name], ['course-player', undefined])
    // Neither name nor number of a person left the house.
    assert.doesNotMatch(JSON.stringify(read.body), /县办案甲|闽执/)
  })

  test('reads nothing of others: no statement, no state, no profile', async () => {
    const [one, other] = [await launch('officer'), await launch('officer2')]
    const theirs = statement({ actor: other.agent, context: { registration: other.registration } })
    await send(other.store, theirs)
    const { basic } = await openRecordClient(world, ['all'])
    await send(storeOf(world, basic), statement())
    assert.equal((await one.store({ path: '/statements', query: { statementId: theirs.id } })).status, 404)
    assert.deepEqual((await one.store({ path: '/statements' })).body.statements, [])
    const state = (who: typeof one, agent: unknown, registration: string | null, method: 'GET' | 'PUT' | 'DELETE') =>
      who
        .store({
          method,
          path: '/activities/state',
          query: { activityId, agent, stateId: 'page', ...(registration ? { registration } : {}) },
          ...(method === 'PUT' ? { body: {} } : {}),
        })
        .then(({ status }) => status)
    assert.equal(await state(one, one.agent, one.registration, 'PUT'), 204)
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      assert.equal(await state(other, one.agent, one.registration, method), 403)
      assert.equal(await state(other, other.agent, one.registration, method), 403)
      assert.equal(await state(other, other.agent, null, method), 403)
    }
    assert.equal(await state(one, one.agent, one.registration, 'GET'), 200)
    for (const [path, query] of [
      ['/agents/profile', { agent: one.agent, profileId: 'a' }],
      ['/activities/profile', { activityId, profileId: 'a' }],
    ] as const) {
      assert.equal((await other.store({ path, query })).status, 403)
      assert.equal((await other.store({ method: 'POST', path, query, body: {} })).status, 403)
    }
    assert.equal(
      (await other.store({ path: '/agents/profile', query: { agent: other.agent, profileId: 'cmi5LearnerPreferences' } })).status,
      404,
    )
  })

  test('is held by the database itself, whatever the application lets through', async () => {
    const { key, secret, agent, registration } = await launch('officer')
    const token = `${key}:${secret}`
    const entry = { token, requestId: 'test', address: 'test', now: new Date('2026-03-03T02:00:00Z') }
    const row = {
      id: randomUUID(),
      stored: new Date(),
      happened_at: new Date(),
      version: '1.0.0',
      verb_key: Buffer.alloc(16),
      statement: '{}',
    }
    const { agentKey } = await import('./mentions.ts')
    const clientId = (await world.sql.query('select id from api_client where key = $1', [key])).rows[0].id
    const insert = (parts: object) =>
      world.house.database.transaction(entry, (tx) =>
        tx
          .insertInto('xapi_statement')
          .values({ ...row, id: randomUUID(), client_id: clientId, actor_key: agentKey(agent), registration, ...parts })
          .execute(),
      )
    await insert({})
    for (const parts of [
      { actor_key: agentKey(learner() as never) },
      { registration: randomUUID() },
      { client_id: null },
      { voids: randomUUID() },
    ])
      await assert.rejects(insert(parts), { code: '42501' })
    const seen = await world.house.database.transaction(entry, (tx) => tx.selectFrom('xapi_statement').select('registration').execute())
    assert.deepEqual([...new Set(seen.map((one) => one.registration))], [registration])
    assert.equal(
      (await world.house.database.transaction({ ...entry, token: null }, (tx) => tx.selectFrom('xapi_statement').select('id').execute()))
        .length,
      0,
    )
    const officer = { ...entry, token: world.people.officer.token }
    assert.equal(
      (await world.house.database.transaction(officer, (tx) => tx.selectFrom('xapi_statement').select('id').execute())).length,
      0,
    )
  })

  test('keeps and tells as much as a course does, and no more', async () => {
    const { store, agent, registration } = await launch('officer')
    const put = (stateId: string) =>
      store({ method: 'PUT', path: '/activities/state', query: { activityId, agent, registration, stateId }, body: {} }).then(
        ({ status }) => status,
      )
    // The launch data is one of them.
    for (let i = 1; i < 100; i++) assert.equal(await put(`page ${i}`), 204)
    assert.equal(await put('one more'), 413)
    assert.equal(await put('page 1'), 204)
    const many = (count: number) => Array.from({ length: count }, () => statement({ actor: agent, context: { registration } }))
    assert.equal(await send(store, many(100)), 200)
    assert.equal(await send(store, many(101)), 413)
  })

  test('reads what the platform left for it, and cannot change it', async () => {
    const { store, agent, registration } = await launch('officer')
    const query = { activityId, agent, registration, stateId: 'LMS.LaunchData' }
    const path = '/activities/state'
    assert.deepEqual((await store({ path, query })).body, { launchMode: 'Normal', masteryScore: 0.8 })
    assert.equal((await store({ method: 'PUT', path, query, body: { masteryScore: 0 } })).status, 403)
    assert.equal((await store({ method: 'DELETE', path, query })).status, 403)
    // Everything of this registration at once: what was left stays.
    await store({ method: 'DELETE', path, query: { activityId, agent, registration } })
    assert.equal((await store({ path, query })).body.masteryScore, 0.8)
  })

  test('is for oneself: nobody enters the registration of another, and it ends when it is closed', async () => {
    const { store, registration, agent } = await launch('officer')
    await assert.rejects(launch('officer2', registration), { code: 'notFound' })
    await world.as('officer2', launchApi).close({ body: { registration } })
    const again = await launch('officer', registration)
    assert.equal(await send(again.store, statement({ actor: agent, context: { registration } })), 200)
    await world.as('officer', launchApi).close({ body: { registration } })
    for (const one of [store, again.store]) assert.equal((await one({ path: '/statements' })).status, 401)
  })

  test('is told of by the platform in a job alone: once, not at all if the job is undone, and by nobody who is signed in', async () => {
    const [kept, undone] = [randomUUID(), randomUUID()]
    const ids = async () =>
      (await world.sql.query('select id from xapi_statement where id = any($1)', [[kept, undone]])).rows.map(({ id }) => id)
    for (const who of ['officer', 'provinceTrainer', 'systemAdmin'] as const)
      await assert.rejects(world.as(who, launchApi).tell({ body: { id: kept } }), { code: 'notFound' }, who)
    assert.deepEqual(await ids(), [])
    const told = statement({ id: kept, actor: actorOfPerson(world.house, world.people.officer.id) })
    for (const _ of [1, 2]) await world.inService((ctx) => tell(ctx, [told]))
    await assert.rejects(
      world.inService(async (ctx) => {
        await tell(ctx, [statement({ id: undone })])
        throw new Error('the job is undone')
      }),
      /undone/,
    )
    assert.deepEqual(await ids(), [kept])
    const { rows } = await world.sql.query('select statement from xapi_statement where id = $1', [kept])
    assert.equal(rows[0].statement.authority.account.name, 'minzhi')
    await assert.rejects(
      world.inService((ctx) => tell(ctx, [statement({ verb: 'x' })])),
      { status: 400 },
    )
    // Nor does the queue take a statement: no job of any name stores one that its payload brings.
    assert.deepEqual(
      Object.keys(allJobs).filter((name) => name.startsWith('xapi.')),
      [],
    )
  })
})

describe('a reader of all statements', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03')
  })
  after(() => world.close())

  test('sees each once in the order of storing, also those that commit late, and learns what was voided', async () => {
    const { basic, id: clientId } = await openRecordClient(world, ['all'], { name: '远程教育平台' })
    const store = storeOf(world, basic)
    const since = (cursor: string | null, only = {}, limit = 100) => world.inService((ctx) => statementsSince(ctx, cursor, only, limit))
    const [one, two, three] = [statement(), statement({ verb: { id: 'https://learn.example/passed' } }), statement()]
    await store({ method: 'POST', path: '/statements', body: [one, two] })
    // A writer that has begun and not ended: what comes after it waits.
    await world.sql.query('begin')
    await world.sql.query('select authority.xapi_writing()')
    await new Promise((done) => setTimeout(done, 1100))
    await store({ method: 'POST', path: '/statements', body: three })
    const first = await since(null)
    await world.sql.query('commit')
    await new Promise((done) => setTimeout(done, 5))
    const second = await since(first.cursor)
    const seen = [...first.statements, ...second.statements].map((found) => found.statement.id)
    assert.deepEqual(seen, [one.id, two.id, three.id])
    assert.ok(!first.statements.some((found) => found.statement.id === three.id))
    assert.deepEqual([second.statements[0]?.clientId, second.statements[0]?.clientName], [clientId, '远程教育平台'])
    assert.deepEqual((await since(second.cursor)).statements, [])
    assert.deepEqual(
      (await since(null, { verb: 'https://learn.example/passed' })).statements.map((found) => found.statement.id),
      [two.id],
    )
    assert.deepEqual(
      (await since(null, { activity: (one.object as { id: string }).id })).statements.map((found) => found.statement.id),
      [one.id],
    )
    assert.deepEqual((await since(null, { clientId: randomUUID() })).statements, [])
    const registration = randomUUID()
    const fourth = statement({ actor: { mbox: 'mailto:fourth@example.org' }, context: { registration } })
    await store({ method: 'POST', path: '/statements', body: fourth })
    await new Promise((done) => setTimeout(done, 5))
    for (const only of [{ registration }, { agent: fourth.actor as Actor }, { registration, agent: fourth.actor as Actor }])
      assert.deepEqual(
        (await since(null, only)).statements.map((found) => found.statement.id),
        [fourth.id],
      )
    for (const only of [{ registration: randomUUID() }, { agent: { mbox: 'mailto:nobody@example.org' } }])
      assert.deepEqual((await since(null, only)).statements, [])
    await store({
      method: 'POST',
      path: '/statements',
      body: statement({ verb: { id: voidedVerb }, object: { objectType: 'StatementRef', id: one.id } }),
    })
    await new Promise((done) => setTimeout(done, 5))
    const later = await since(second.cursor)
    assert.equal(later.statements.at(-1)?.voids, one.id)
    assert.deepEqual(
      (await since(null, {}, 1)).statements.map(({ voided }) => voided),
      [true],
    )
  })
})
