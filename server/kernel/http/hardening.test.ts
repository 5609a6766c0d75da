import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { matterApi } from '#contract/matter'
import { composeHouse } from '#house'
import { createLog } from '#kernel/log'
import { allRoutes } from '#rooms'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type World } from '#test/world'
import { minuteLimit } from './limit.ts'
import { buildServer } from './server.ts'

describe('the edge under attack', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
  })
  after(() => world.close())

  const open = async () => (await world.as('officer', errandApi).open({ body: { title: '一件差事', day: '2026-03-03' } })).id
  const post = (
    app: FastifyInstance,
    headers: Record<string, string>,
    payload: InjectOptions['payload'] = { title: '甲', day: '2026-03-03' },
  ) =>
    app.inject({
      method: 'POST',
      url: '/api/errands',
      headers: {
        'idempotency-key': randomUUID(),
        cookie: `sid=${world.people.officer.token}`,
        'content-type': 'application/json',
        ...headers,
      },
      payload: payload as string,
    })

  test('a page without an origin, and one that is no address, change nothing', async () => {
    for (const origin of ['null', 'nonsense', 'http://', 'file://'])
      assert.equal((await post(world.app, { origin })).statusCode, 403, origin)
  })

  test("text that no database holds and bodies without an end are refused as the sender's mistake", async () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
    const id = await open()
    const bodies = [
      '{"title":"a\\u0000b","day":"2026-03-03"}',
      '{"title":"\\ud800","day":"2026-03-03"}',
      `{"title":"x","day":"2026-03-03","more":${deep}}`,
    ]
    for (const body of bodies) assert.equal((await post(world.app, {}, body)).statusCode, 422)
    const answer = await world.app.inject({
      method: 'POST',
      url: `/api/matters/${id}/steps/remark`,
      headers: {
        'idempotency-key': randomUUID(),
        cookie: `sid=${world.people.officer.token}`,
        'content-type': 'application/json',
        'if-match': '"1"',
      },
      payload: `{"happenedOn":"2026-03-03","input":${deep}}`,
    })
    assert.equal(answer.statusCode, 422)
  })

  test('one key is one act: on another object, or in another duty, it gives no answer of before', async () => {
    const [first, second, key] = [await open(), await open(), randomUUID()]
    const body = { happenedOn: '2026-03-03', input: { text: '记' } }
    const remark = (matterId: typeof first) =>
      world.as('officer', matterApi).take({ params: { matterId, step: 'remark' }, body, version: 1, key })
    assert.equal((await remark(first)).id, first)
    assert.equal((await remark(first)).id, first)
    await assert.rejects(remark(second), { code: 'invalid' })
    const { rows } = await world.sql.query(
      `insert into duty (person_id, org_id, org_at, role, class, title, from_day)
       select person_id, $2, 0, 'officer', 'business', '邻县办案', from_day from duty where id = $1 returning id`,
      [world.people.officer.dutyId, world.orgs.get('neighbour')],
    )
    const inDuty = (duty: string) =>
      world.sql.query('update session set duty_id = $1 where person_id = $2', [duty, world.people.officer.id])
    await inDuty(rows[0].id)
    await assert.rejects(remark(first), { code: 'invalid' })
    await inDuty(world.people.officer.dutyId)
  })

  test('an account is counted whatever cookie it sends, and the count starts anew each minute', () => {
    let time = 0
    const count = minuteLimit(() => time)
    count('GET a', 2)
    count('GET a', 2)
    count('GET b', 2)
    assert.throws(() => count('GET a', 2), { code: 'tooMany' })
    time = 60_000
    count('GET a', 2)
  })

  test('who changes his cookie or his forwarded address with every guess is counted all the same', async () => {
    const config = {
      host: '127.0.0.1',
      port: 0,
      contentPort: 0,
      contentOrigin: null,
      role: 'web',
      readUrl: null,
      mode: 'production',
      databases: world.clone.databases,
      dataFolder: world.dataFolder,
      publicOrigin: 'https://minzhi.example',
      proxies: ['127.0.0.1'],
    } as const
    const house = await composeHouse(config, world.clone.databases.app, createLog({ level: 'silent' }))
    const app = await buildServer({ house, routes: [...allRoutes, ...errandRoutes] })
    const guess = (i: number, remoteAddress = '127.0.0.1') =>
      app.inject({
        method: 'POST',
        url: '/api/session',
        remoteAddress,
        headers: { 'x-forwarded-for': `10.9.${i}.1, 192.0.2.7`, cookie: `__Host-sid=${i}`, origin: 'https://minzhi.example' },
        payload: { account: 'nobody', password: 'x' },
      })
    try {
      const codes: number[] = []
      for (let i = 0; i < 62; i++) codes.push((await guess(i)).statusCode)
      assert.deepEqual([codes[0], codes.at(-1)], [401, 429])
      assert.equal((await post(app, { origin: 'https://evil.example', host: 'evil.example' })).statusCode, 403)
      const { rows } = await world.sql.query("select distinct network from sign_in_failure where account = 'nobody'")
      assert.deepEqual(rows, [{ network: '192.0.2' }])
      // Who comes beside the proxy is not believed.
      await guess(99, '198.51.100.9')
      const { rows: both } = await world.sql.query("select distinct network from sign_in_failure where account = 'nobody' order by network")
      assert.deepEqual(both, [{ network: '192.0.2' }, { network: '198.51.100' }])
    } finally {
      await app.close()
      await house.close()
    }
  })
})
