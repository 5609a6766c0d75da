import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import XAPI from '@xapi/xapi'
import type { ApiScope } from '#contract/xapi'
import { xapiApi } from '#contract/xapi'
import { buildServer } from '#kernel/http'
import { allProtocols } from '#rooms'
import { openWorld, type World } from '#test/world'
import { basicOf, learner, openRecordClient, statement, storeOf } from '#test/xapi'

const activityId = 'https://learn.example/course/1'

describe('a client of the record store', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03')
  })
  after(() => world.close())

  const withScopes = async (...scopes: ApiScope[]) => storeOf(world, (await openRecordClient(world, scopes)).basic)

  const asks = {
    write: () => ({ method: 'POST', path: '/statements', body: statement() }),
    read: () => ({ path: '/statements' }),
    readState: () => ({ path: '/activities/state', query: { activityId, agent: learner() } }),
    writeState: () => ({ method: 'PUT', path: '/activities/state', query: { activityId, agent: learner(), stateId: 'a' }, body: {} }),
    dropState: () => ({ method: 'DELETE', path: '/activities/state', query: { activityId, agent: learner() } }),
    readProfile: () => ({ path: '/agents/profile', query: { agent: learner() } }),
    writeProfile: () => ({ method: 'POST', path: '/activities/profile', query: { activityId, profileId: randomUUID() }, body: {} }),
  } as const

  for (const [scope, allowed] of [
    ['statements/write', ['write']],
    ['statements/read/mine', ['read']],
    ['statements/read', ['read']],
    ['state', ['readState', 'writeState', 'dropState']],
    ['profile', ['readProfile', 'writeProfile']],
    ['all/read', ['read', 'readState', 'readProfile']],
    ['all', Object.keys(asks)],
  ] as const)
    test(`with the scope ${scope} may [${allowed}] and nothing else`, async () => {
      const store = await withScopes(scope)
      const open: string[] = []
      for (const [name, ask] of Object.entries(asks)) {
        const { status, body } = await store(ask())
        if (status < 300) open.push(name)
        else assert.deepEqual([status, typeof body.sentence], [403, 'string'], name)
      }
      assert.deepEqual(open, [...allowed])
    })

  test('finds its addresses also behind two slashes, as a library of courses in wide use writes them', async () => {
    const store = await withScopes('all')
    assert.equal((await store({ path: '//statements' })).status, 200)
    assert.equal((await store({ path: '/activities//state', query: { activityId, agent: learner() } })).status, 200)
  })

  test('that may read its own reads its own, and not that others exist', async () => {
    const [mine, theirs] = [
      await withScopes('statements/write', 'statements/read/mine'),
      await withScopes('statements/write', 'statements/read'),
    ]
    const [own, other] = [statement(), statement()]
    await mine({ method: 'POST', path: '/statements', body: own })
    await theirs({ method: 'POST', path: '/statements', body: other })
    assert.equal((await mine({ path: '/statements', query: { statementId: own.id } })).status, 200)
    assert.equal((await mine({ path: '/statements', query: { statementId: other.id } })).status, 404)
    assert.deepEqual(
      (await mine({ path: '/statements' })).body.statements.map((one: { id: string }) => one.id),
      [own.id],
    )
    assert.equal((await theirs({ path: '/statements', query: { statementId: own.id } })).status, 200)
  })

  test('is nobody with a wrong secret, before its day, after its last, and once it is revoked', async () => {
    const { key, secret, id, basic } = await openRecordClient(world, ['all'], { from: '2099-03-02', to: '2099-03-04' })
    const status = async (authorization: string | null) => (await storeOf(world, authorization)({ path: '/statements' })).status
    world.setDay('2099-03-03')
    assert.equal(await status(basic), 200)
    for (const wrong of [
      null,
      'Basic',
      'Basic !',
      `Bearer ${key}`,
      basicOf(key, `${secret}x`),
      basicOf(`${key}x`, secret),
      basicOf(key, ''),
      basicOf(key, 'a\0b'),
    ])
      assert.equal(await status(wrong), 401, String(wrong))
    const stateThen = async () =>
      (await world.as('systemAdmin', xapiApi).clients({ query: { show: 'all' } })).rows.find((row) => row.id === id)?.state
    assert.equal(await stateThen(), 'open')
    world.setDay('2099-03-01')
    assert.deepEqual([await status(basic), await stateThen()], [401, 'waiting'])
    world.setDay('2099-03-05')
    assert.deepEqual([await status(basic), await stateThen()], [401, 'over'])
    world.setDay('2099-03-03')
    const admin = world.as('systemAdmin', xapiApi)
    await admin.revoke({ params: { clientId: id } })
    assert.deepEqual([await status(basic), await stateThen()], [401, 'revoked'])
    assert.ok(!(await admin.clients({ query: {} })).rows.some((row) => row.id === id))
    await assert.rejects(admin.revoke({ params: { clientId: id } }), { code: 'notFound' })
    world.setDay('2026-03-03')
  })

  test('whose secret is guessed is locked, the right secret too, and the refusals stand in the ledger', async () => {
    const { key, basic } = await openRecordClient(world, ['all'])
    for (let i = 0; i < 5; i++) assert.equal((await storeOf(world, basicOf(key, `guess-${i}`))({ path: '/statements' })).status, 401)
    assert.equal((await storeOf(world, basic)({ path: '/statements' })).status, 401)
    const { rows } = await world.sql.query("select count(*)::int n from ledger_entry where object = 'xapi' and outcome = 'refused'")
    assert.ok(rows[0].n >= 6)
    await world.sql.query("delete from sign_in_failure where account like 'client:%'")
    assert.equal((await storeOf(world, basic)({ path: '/statements' })).status, 200)
  })

  test('that is nobody is written down sixty times a minute, and then waits', async () => {
    const app = await buildServer({ house: world.house, routes: [], protocols: allProtocols })
    const written = async () => (await world.sql.query("select count(*)::int n from ledger_entry where object = 'xapi'")).rows[0].n
    const before = await written()
    const store = storeOf({ app }, basicOf('some-stranger', 'guess'))
    const answers: Awaited<ReturnType<typeof store>>[] = []
    for (let i = 0; i < 65; i++) answers.push(await store({ path: '/statements' }))
    const late = answers.slice(60)
    await app.close()
    assert.deepEqual(new Set(answers.slice(0, 60).map(({ status }) => status)), new Set([401]))
    assert.deepEqual(new Set(late.map(({ status }) => status)), new Set([429]))
    assert.ok(Number(late[0]?.headers['retry-after']) > 0)
    assert.equal((await written()) - before, 60)
    await world.sql.query("delete from sign_in_failure where account like 'client:%'")
  })

  test('has no other door: neither do its credential open our endpoints, nor our sessions the store', async () => {
    const { key, secret, basic } = await openRecordClient(world, ['all'])
    assert.equal((await world.app.inject({ url: '/api/orgs/search?text=x', headers: { cookie: `sid=${key}:${secret}` } })).statusCode, 401)
    assert.equal((await world.app.inject({ url: '/api/orgs/search?text=x', headers: { authorization: basic } })).statusCode, 401)
    const cookie = `sid=${world.people.systemAdmin.token}`
    assert.equal(
      (await world.app.inject({ url: '/xapi/1.0.3/statements', headers: { cookie, 'x-experience-api-version': '1.0.3' } })).statusCode,
      401,
    )
  })

  test('is opened, seen and revoked by the administrator of the province; its secret is shown once', async () => {
    const body = {
      name: '远程教育平台',
      orgId: world.orgs.get('province') as never,
      scopes: ['statements/write' as const],
      from: '2026-03-03',
    }
    for (const who of ['officer', 'provinceTrainer', 'securityAdmin', 'auditAdmin'] as const) {
      await assert.rejects(world.as(who, xapiApi).open({ body }), { code: 'notAllowed' })
      await assert.rejects(world.as(who, xapiApi).clients({ query: {} }), { code: 'notAllowed' })
    }
    const admin = world.as('systemAdmin', xapiApi)
    const key = randomUUID()
    const made = await admin.open({ body, key })
    await assert.rejects(admin.open({ body, key }), { code: 'closed' })
    const store = storeOf(world, basicOf(made.key, made.secret))
    await store({ method: 'POST', path: '/statements', body: [statement(), statement()] })
    const { rows } = await admin.clients({ query: {} })
    const row = rows.find(({ id }) => id === made.id)
    assert.deepEqual(
      [row?.name, row?.scopes, row?.statements, row?.madeBy, row?.to],
      ['远程教育平台', ['statements/write'], 2, '系统管理甲', null],
    )
    assert.ok(!JSON.stringify(rows).includes(made.secret))
    for (const table of ['session', 'api_client', 'request_key', 'ledger_entry', 'xapi_statement'])
      assert.equal(
        (await world.sql.query(`select 1 from ${table} t where to_jsonb(t)::text like '%' || $1 || '%'`, [made.secret])).rowCount,
        0,
        table,
      )
    await world.sql.query('update duty set org_id = $2 where id = $1', [world.people.systemAdmin.dutyId, world.orgs.get('county')])
    await assert.rejects(admin.open({ body }), { code: 'notFound' })
    await assert.rejects(admin.revoke({ params: { clientId: made.id } }), { code: 'notFound' })
    assert.deepEqual((await admin.clients({ query: {} })).rows, [])
    await world.sql.query('update duty set org_id = $2 where id = $1', [world.people.systemAdmin.dutyId, world.orgs.get('province')])
  })

  test('sends no more than the store takes at once: deep, large and unknown bodies are refused', async () => {
    const store = await withScopes('all')
    const post = (body: string | Buffer, headers: Record<string, string> = {}, who = store) =>
      who({ method: 'POST', path: '/statements', body, headers: { 'content-type': 'application/json', ...headers } })
    assert.equal((await post('['.repeat(50_000))).status, 400)
    assert.equal((await post(JSON.stringify([statement({ result: { response: 'x'.repeat(5 * 1024 * 1024) } })]))).status, 413)
    const tooLarge = await post(Buffer.alloc(21 * 1024 * 1024, 32))
    assert.deepEqual(
      [tooLarge.status, typeof tooLarge.body.sentence, tooLarge.headers['x-experience-api-version']],
      [413, 'string', '1.0.3'],
    )
    assert.equal((await post('x', { 'content-type': 'text/html' })).status, 400)
    assert.equal((await post(Buffer.alloc(2 * 1024 * 1024, 32), {}, storeOf(world, basicOf('stranger1', 'secret')))).status, 401)
    // Nobody reads what he sends: he is refused before it came in, and so before it was too large.
    assert.equal((await post(Buffer.alloc(21 * 1024 * 1024, 32), {}, storeOf(world, basicOf('stranger2', 'secret')))).status, 401)
    assert.equal((await post('')).status, 400)
    assert.equal((await store({ path: '/nothing' })).status, 404)
    for (const [method, path] of [
      ['DELETE', '/statements'],
      ['PUT', '/agents'],
      ['POST', '/activities'],
      ['DELETE', '/about'],
    ] as const)
      assert.equal((await store({ method, path })).status, 405, path)
  })

  test('is never a page of somebody else; the page of our courses alone may read answers', async () => {
    const { basic } = await openRecordClient(world, ['all'])
    const store = storeOf(world, basic)
    const ours = world.house.config.contentOrigin ?? ''
    for (const origin of ['https://evil.example', 'null'])
      assert.equal((await store({ path: '/statements', headers: { origin } })).status, 403, origin)
    const asked = await store({ path: '/statements', headers: { origin: ours } })
    assert.deepEqual(
      [asked.status, asked.headers['access-control-allow-origin'], asked.headers['access-control-allow-credentials']],
      [200, ours, undefined],
    )
    const before = await store({ method: 'OPTIONS', path: '/statements', headers: { origin: ours } })
    assert.deepEqual([before.status, before.headers['access-control-allow-origin']], [204, ours])
    assert.match(String(before.headers['access-control-allow-headers']), /X-Experience-API-Version/)
    assert.equal(
      (await store({ method: 'OPTIONS', path: '/statements', headers: { origin: 'https://evil.example' } })).headers[
        'access-control-allow-origin'
      ],
      undefined,
    )
  })

  test('learns what the store is without a credential, and nothing more', async () => {
    for (const version of ['1.0.3', '2.0.0'] as const) {
      const { status, body, headers } = await storeOf(world, null, version)({ path: '/about' })
      assert.deepEqual([status, body, headers['x-experience-api-version']], [200, { version: [version], extensions: {} }, version])
    }
  })

  test('may be a library that others wrote', async () => {
    const { key, secret } = await openRecordClient(world, ['all'])
    await world.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = world.app.server.address() as AddressInfo // listening on TCP
    const Library = XAPI as unknown as typeof XAPI.default // what it exports is the class; its types were written for another module system
    const auth = Library.toBasicAuth(key, secret)
    const xapi = new Library({ endpoint: `http://127.0.0.1:${port}/xapi/1.0.3/`, auth, adapter: 'fetch' })
    const told = statement()
    assert.deepEqual((await xapi.sendStatement({ statement: told as never })).data, [told.id])
    assert.equal((await xapi.getStatement({ statementId: told.id })).data.id, told.id)
    const agent = learner() as never
    await xapi.createState({ agent, activityId, stateId: 'bookmark', state: { page: 3 } })
    assert.deepEqual((await xapi.getState({ agent, activityId, stateId: 'bookmark' })).data, { page: 3 })
    assert.equal((await xapi.voidStatement({ actor: agent, statementId: told.id })).status, 200)
    await assert.rejects(xapi.getStatement({ statementId: told.id }))
    assert.equal((await xapi.getVoidedStatement({ voidedStatementId: told.id })).data.id, told.id)
  })
})
