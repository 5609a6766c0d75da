import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openWorld, type World } from '#test/world'
import { learner, openRecordClient, type Store, storeOf } from '#test/xapi'

const activityId = 'https://learn.example/course/1'

describe('the documents', () => {
  let world: World
  const stores: { old: Store; newer: Store } = {} as never // filled before the first test
  before(async () => {
    world = await openWorld('2026-03-03')
    const { basic } = await openRecordClient(world, ['all'])
    Object.assign(stores, { old: storeOf(world, basic), newer: storeOf(world, basic, '2.0.0') })
  })
  after(() => world.close())

  const shelves = {
    '/activities/state': () => ({ activityId, agent: learner(), stateId: 'bookmark' }),
    '/activities/profile': () => ({ activityId: `https://learn.example/${randomUUID()}`, profileId: 'settings' }),
    '/agents/profile': () => ({ agent: learner(), profileId: 'settings' }),
  } as const

  for (const [path, make] of Object.entries(shelves))
    test(`of ${path} are overwritten by whom has seen them, and by nobody else`, async () => {
      const { newer } = stores
      const query = make()
      const put = (body: unknown, headers: Record<string, string> = {}) => newer({ method: 'PUT', path, query, body, headers })
      assert.equal((await newer({ path, query })).status, 404)
      assert.equal((await put({ page: 1 }, { 'if-none-match': '*' })).status, 204)
      const { headers, body } = await newer({ path, query })
      assert.deepEqual(body, { page: 1 })
      assert.match(String(headers.etag), /^"[0-9a-f]{40}"$/)
      assert.ok(headers['last-modified'])
      assert.equal((await put({ page: 2 })).status, 409)
      assert.equal((await put({ page: 2 }, { 'if-none-match': '*' })).status, 412)
      assert.equal((await put({ page: 2 }, { 'if-match': '"1111111111111111111111111111111111111111"' })).status, 412)
      assert.deepEqual((await newer({ path, query })).body, { page: 1 })
      assert.equal((await put({ page: 2 }, { 'if-match': String(headers.etag) })).status, 204)
      assert.equal((await newer({ method: 'DELETE', path, query, headers: { 'if-match': String(headers.etag) } })).status, 412)
      assert.equal((await newer({ method: 'DELETE', path, query })).status, 204)
      assert.equal((await newer({ path, query })).status, 404)
    })

  test('of 1.0.3 ask for the tag of a profile alone', async () => {
    const { old } = stores
    const state = { path: '/activities/state', query: shelves['/activities/state'](), method: 'PUT', body: { page: 1 } } as const
    assert.equal((await old(state)).status, 204)
    assert.equal((await old(state)).status, 204)
    const profile = { path: '/agents/profile', query: shelves['/agents/profile'](), method: 'PUT', body: { page: 1 } } as const
    assert.equal((await old(profile)).status, 400)
    assert.equal((await old({ ...profile, method: 'POST' })).status, 204)
    assert.equal((await old(profile)).status, 409)
  })

  test('that are written at once by two who saw the same are written by one of them', async () => {
    const query = shelves['/agents/profile']()
    const path = '/agents/profile'
    await stores.newer({ method: 'POST', path, query, body: { n: 0 } })
    const tag = String((await stores.newer({ path, query })).headers.etag)
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => stores.newer({ method: 'PUT', path, query, body: { n }, headers: { 'if-match': tag } })),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [204, 412, 412, 412])
    const made = shelves['/agents/profile']()
    const first = await Promise.all(
      [1, 2, 3].map((n) => stores.newer({ method: 'PUT', path, query: made, body: { n }, headers: { 'if-none-match': '*' } })),
    )
    assert.deepEqual(first.map(({ status }) => status).toSorted(), [204, 412, 412])
  })

  test('of JSON are added to one level deep, and nothing else is added to', async () => {
    const path = '/activities/state'
    const query = shelves[path]()
    const post = (body: unknown, headers: Record<string, string> = {}) => stores.newer({ method: 'POST', path, query, body, headers })
    assert.equal((await post({ car: { make: 'Ford', year: 1 }, driver: 'Dale' })).status, 204)
    assert.equal((await post({ car: { make: 'Dodge' }, __proto__x: 1 })).status, 204)
    assert.deepEqual((await stores.newer({ path, query })).body, { car: { make: 'Dodge' }, driver: 'Dale', __proto__x: 1 })
    assert.equal((await post([1])).status, 400)
    assert.equal((await post('text', { 'content-type': 'text/plain' })).status, 400)
    assert.equal((await post('{', { 'content-type': 'application/json' })).status, 400)
    assert.equal(({} as Record<string, unknown>).__proto__x, undefined)
  })

  test('keep the bytes and the kind that they came with', async () => {
    const path = '/activities/state'
    const query = shelves[path]()
    const body = Buffer.from([0, 255, 13, 10, 254])
    assert.equal((await stores.old({ method: 'PUT', path, query, body, headers: { 'content-type': 'image/x-mine' } })).status, 204)
    const given = await stores.old({ path, query })
    assert.deepEqual([given.raw, given.headers['content-type']], [body, 'image/x-mine'])
    const head = await stores.old({ method: 'HEAD', path, query })
    assert.deepEqual([head.status, head.raw.length, head.headers.etag], [200, 0, given.headers.etag])
  })

  test('are listed since a time, and dropped together, of one learner in one registration', async () => {
    const [agent, registration] = [learner(), randomUUID()]
    const path = '/activities/state'
    const put = (stateId: string, more = {}) =>
      stores.old({ method: 'PUT', path, query: { activityId, agent, stateId, ...more }, body: {} })
    await put('a')
    const since = String((await world.sql.query('select clock_timestamp() c')).rows[0].c.toISOString())
    await put('b', { registration })
    await put('c', { registration })
    const list = async (more = {}) => (await stores.old({ path, query: { activityId, agent, ...more } })).body
    assert.deepEqual(await list(), ['a', 'b', 'c'])
    assert.deepEqual(await list({ registration }), ['b', 'c'])
    assert.deepEqual(await list({ since }), ['b', 'c'])
    assert.equal((await stores.old({ method: 'DELETE', path, query: { activityId, agent, registration } })).status, 204)
    assert.deepEqual(await list(), ['a'])
    assert.equal((await stores.old({ method: 'DELETE', path: '/agents/profile', query: { agent } })).status, 400)
  })

  for (const [why, path, query] of [
    ['no activity', '/activities/state', { agent: learner(), stateId: 'a' }],
    ['an activity without scheme', '/activities/state', { activityId: 'course', agent: learner(), stateId: 'a' }],
    ['an agent that is none', '/agents/profile', { agent: { name: 'x' }, profileId: 'a' }],
    ['a registration that is none', '/activities/state', { activityId, agent: learner(), stateId: 'a', registration: 'x' }],
    ['a parameter of another resource', '/agents/profile', { agent: learner(), profileId: 'a', stateId: 'b' }],
  ] as const)
    test(`are not kept for ${why}`, async () => {
      for (const method of ['PUT', 'GET', 'DELETE'] as const)
        assert.equal(
          (await stores.old({ method, path, query, ...(method === 'PUT' ? { body: {}, headers: { 'if-none-match': '*' } } : {}) })).status,
          400,
        )
    })

  test('larger than a megabyte are refused with a sentence, also when they grow', async () => {
    const path = '/activities/state'
    const query = shelves[path]()
    const put = (method: 'PUT' | 'POST', body: unknown) => stores.old({ method, path, query, body })
    const large = await put('PUT', { text: 'x'.repeat(1_100_000) })
    assert.equal(large.status, 413)
    assert.match(large.body.sentence, /1 MB/)
    assert.equal((await put('PUT', { text: 'x'.repeat(5_000_000) })).status, 413)
    assert.equal((await put('PUT', { a: 'x'.repeat(700_000) })).status, 204)
    assert.equal((await put('POST', { b: 'x'.repeat(700_000) })).status, 413)
  })
})
