import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { coursesApi } from '#contract/courses'
import { learningApi } from '#contract/courses-learning'
import { allJobs } from '#rooms'
import { cmi5Structure, contentOf, keepingIn, zipOf } from '#test/courses'
import { openWorld, type PersonKey, type World } from '#test/world'
import { cmi5Category, hearStatement, movesOn, sessionExtension, type Told, verbs } from './cmi5.rules.ts'

const nothing: Told = { completed: false, passed: false, failed: false, score: null, running: [] }

for (const [moveOn, completed, passed, moves] of [
  ['Completed', true, false, true],
  ['Completed', false, true, false],
  ['Passed', true, false, false],
  ['Passed', false, true, true],
  ['CompletedAndPassed', true, false, false],
  ['CompletedAndPassed', false, true, false],
  ['CompletedAndPassed', true, true, true],
  ['CompletedOrPassed', true, false, true],
  ['CompletedOrPassed', false, true, true],
  ['CompletedOrPassed', false, false, false],
  ['NotApplicable', false, false, true],
] as const)
  test(`${moveOn} with completed ${completed} and passed ${passed} moves on: ${moves}`, () =>
    assert.equal(movesOn(moveOn, { ...nothing, completed, passed }), moves))

test('a statement of another learner, registration, session or kind says nothing', () => {
  const account = { homePage: 'https://a.example', name: 'me' }
  const expected = { account, registration: 'r', sessions: ['s'], mastery: 0.8 }
  const context = { registration: 'r', contextActivities: { category: [{ id: cmi5Category }] }, extensions: { [sessionExtension]: 's' } }
  const passed = { actor: { account }, verb: { id: verbs.passed }, result: { score: { scaled: 0.9 } }, context }
  assert.deepEqual(hearStatement(nothing, passed, expected), { ...nothing, passed: true, score: 0.9 })
  for (const other of [
    { ...passed, actor: { account: { ...account, name: 'you' } } },
    { ...passed, context: { ...context, registration: 'q' } },
    { ...passed, context: { ...context, extensions: { [sessionExtension]: 't' } } },
    { ...passed, context: { ...context, contextActivities: {} } },
    { ...passed, result: { score: { scaled: 0.5 } } },
    { ...passed, verb: { id: verbs.launched } },
  ])
    assert.equal(hearStatement(nothing, other, expected), nothing)
})

describe('a cmi5 package', () => {
  let world: World
  let content: FastifyInstance
  let keeping: ReturnType<typeof keepingIn>
  before(async () => {
    world = await openWorld('2026-11-23')
    keeping = keepingIn(world)
    content = await contentOf(world)
  })
  after(async () => {
    await content.close()
    await world.close()
  })

  const offer = async (by: PersonKey = 'trainer', method?: 'OwnWindow') => {
    const zip = await zipOf({ 'cmi5.xml': cmi5Structure(undefined, undefined, method), 'au/index.html': '<p>' })
    return keeping.offer(by, { kind: 'cmi5', uploadId: (await keeping.bring(by, 'coursePackage', 'c.zip', zip)).uploadId })
  }
  const launch = async (who: PersonKey, { courseId, unitId }: Awaited<ReturnType<typeof offer>>) => {
    await world.as(who, coursesApi).begin({ params: { courseId } })
    const launched = await world.as(who, learningApi).launch({ params: { unitId }, body: {} })
    const url = new URL(launched.address)
    const asked = Object.fromEntries(url.searchParams) as Record<'endpoint' | 'fetch' | 'actor' | 'registration' | 'activityId', string>
    return { launched, url, asked }
  }
  const redeem = async (fetchUrl: string) =>
    (await content.inject({ method: 'POST', url: new URL(fetchUrl).pathname, headers: { host: 'localhost:8350' } })).json()
  const store = (token: string, method: 'GET' | 'POST', path: string, payload?: object) =>
    world.app.inject({
      method,
      url: `/xapi/1.0.3${path}`,
      headers: {
        authorization: `Basic ${token}`,
        'x-experience-api-version': '1.0.3',
        ...(payload ? { 'content-type': 'application/json' } : {}),
      },
      ...(payload ? { payload } : {}),
    })
  const look = async (who: PersonKey) => {
    // What was just stored is readable a moment later, when nothing older can still come.
    await new Promise((done) => setTimeout(done, 50))
    const { rows } = await world.sql.query('select id from unit_attempt where person_id = $1 order by updated_at desc limit 1', [
      world.people[who].id,
    ])
    const { lookAtStatements } = await import('./cmi5.ts')
    await world.inService((ctx) => lookAtStatements(ctx, rows[0].id))
  }

  test('is launched with its address, exchanges its token once, reads its data, and moves on by what it tells', async () => {
    const offered = await offer()
    const { launched, url, asked } = await launch('officer', offered)
    assert.equal((await content.inject({ url: url.pathname, headers: { host: 'localhost:8350' } })).statusCode, 200)
    const token: string = (await redeem(asked.fetch))['auth-token']
    assert.equal((await redeem(asked.fetch))['error-code'], '1')
    const state = await store(
      token,
      'GET',
      `/activities/state?${new URLSearchParams({ stateId: 'LMS.LaunchData', activityId: asked.activityId, agent: asked.actor, registration: asked.registration })}`,
    )
    assert.equal(state.statusCode, 200, state.body)
    const { contextTemplate, moveOn, masteryScore, launchMode } = state.json()
    assert.deepEqual([moveOn, masteryScore, launchMode], ['CompletedAndPassed', 0.8, 'Normal'])
    assert.equal(contextTemplate.extensions[sessionExtension], launched.launchId)
    const say = (verb: string, more = {}) =>
      store(token, 'POST', '/statements', {
        id: randomUUID(),
        actor: JSON.parse(asked.actor),
        verb: { id: verb },
        object: { id: asked.activityId },
        context: {
          ...contextTemplate,
          registration: asked.registration,
          contextActivities: { ...contextTemplate.contextActivities, category: [{ id: cmi5Category }] },
        },
        ...more,
      })
    const standing = () => world.as('officer', learningApi).standing({ params: { launchId: launched.launchId } })
    assert.equal((await say(verbs.initialized)).statusCode, 200)
    assert.equal((await say(verbs.completed)).statusCode, 200)
    await look('officer')
    assert.equal((await standing()).learned, false)
    assert.equal((await say(verbs.passed, { result: { score: { scaled: 0.3 } } })).statusCode, 200)
    await look('officer')
    assert.equal((await standing()).learned, false) // below the mastery score
    assert.equal((await say(verbs.passed, { result: { score: { scaled: 0.9 } } })).statusCode, 200)
    await look('officer')
    assert.deepEqual([(await standing()).learned, (await standing()).courseCompleted], [true, true])
    // It is over: the credential says nothing more.
    await world.as('officer', learningApi).leave({ params: { launchId: launched.launchId } })
    assert.equal((await say(verbs.terminated)).statusCode, 401)
    // It never said its own end, and the platform says so; once, like what it had asked for.
    await look('officer')
    await look('officer')
    for (const _ of [1, 2]) await world.inService(async (ctx) => allJobs['courses.launched']!.run!(ctx, { launchId: launched.launchId }))
    const { rows } = await world.sql.query(
      "select statement->'verb'->>'id' verb, count(*)::int n from xapi_statement where client_id is null and statement->'context'->'extensions'->>$1 = $2 group by 1 order by 1",
      [sessionExtension, launched.launchId],
    )
    assert.deepEqual(rows, [
      { verb: verbs.launched, n: 1 },
      { verb: verbs.abandoned, n: 1 },
      { verb: verbs.satisfied, n: 1 },
    ])
  })

  test('has a window of its own where it asks for one, and says so in its launch data', async () => {
    for (const method of ['OwnWindow', undefined] as const) {
      const { launched, asked } = await launch('officer3', await offer('trainer', method))
      assert.equal(launched.ownWindow, method === 'OwnWindow')
      const token: string = (await redeem(asked.fetch))['auth-token']
      const { activityId, actor, registration } = asked
      const state = new URLSearchParams({ stateId: 'LMS.LaunchData', activityId, agent: actor, registration })
      assert.equal((await store(token, 'GET', `/activities/state?${state}`)).json().launchMethod, method ?? 'AnyWindow')
    }
  })

  test('is lent nothing any more once its session has ended or another content was opened', async () => {
    const offered = await offer()
    const first = await launch('officer2', offered)
    const token: string = (await redeem(first.asked.fetch))['auth-token']
    const read = () => store(token, 'GET', `/statements?limit=1&registration=${first.asked.registration}`)
    assert.equal((await read()).statusCode, 200)
    await launch('officer2', await offer())
    assert.equal((await read()).statusCode, 401)
    const { asked } = await launch('officer2', offered)
    await world.sql.query('update session set ended_at = clock_timestamp() where person_id = $1', [world.people.officer2.id])
    assert.equal((await redeem(asked.fetch))['error-code'], '1')
    await world.sql.query('update session set ended_at = null where person_id = $1', [world.people.officer2.id])
  })

  test('speaks for its own learner alone', async () => {
    const offered = await offer()
    const mine = await launch('officer', offered)
    const other = await launch('officer2', offered)
    const token: string = (await redeem(mine.asked.fetch))['auth-token']
    const context = {
      registration: other.asked.registration,
      extensions: { [sessionExtension]: other.launched.launchId },
      contextActivities: { category: [{ id: cmi5Category }] },
    }
    const forged = { actor: JSON.parse(other.asked.actor), object: { id: other.asked.activityId }, context }
    for (const verb of [verbs.completed, verbs.passed])
      assert.equal((await store(token, 'POST', '/statements', { ...forged, verb: { id: verb } })).statusCode, 403)
    await look('officer2')
    assert.equal((await world.as('officer2', learningApi).standing({ params: { launchId: other.launched.launchId } })).learned, false)
  })

  test('is looked at by a job that its page asks for, once however often it asks', async () => {
    const waiting = async () =>
      (
        await world.sql.query(
          "select count(*)::int n from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'courses.cmi5'",
        )
      ).rows[0].n
    const { launched } = await launch('officerElsewhere', await offer('provinceTrainer'))
    const before = await waiting()
    for (const serial of [1, 2])
      await world
        .as('officerElsewhere', learningApi)
        .beat({ params: { launchId: launched.launchId }, body: { serial, position: 0, playing: true, rate: 1 } })
    assert.equal(await waiting(), before + 1)
    assert.ok(allJobs['courses.cmi5'])
  })
})
