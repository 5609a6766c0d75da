import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { allProtocols, allRoutes } from '#rooms'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type PersonKey, type World } from '#test/world'
import { buildServer } from './server.ts'

describe('the routes', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
  })
  after(() => world.close())

  test('all stand in one document with their permission, and none beside it', async () => {
    const document = world.app.swagger() as { paths: Record<string, Record<string, { 'x-permission'?: string }>> } // OpenAPI, as registered
    const printed = Object.entries(document.paths).flatMap(([path, verbs]) =>
      Object.entries(verbs).map(([method, operation]) => `${method.toUpperCase()} ${path} ${operation['x-permission']}`),
    )
    const listed = [...allRoutes, ...errandRoutes].map(
      ({ endpoint }) => `${endpoint.method} /api${endpoint.path.replace(/:(\w+)/g, '{$1}')} ${endpoint.needs}`,
    )
    const protocols = allProtocols.flatMap(({ base, needs, addresses }) =>
      addresses.flatMap(({ methods, path }) => methods.map((method) => `${method} ${base}${path} ${needs}`)),
    )
    // Whoever may GET may ask for the head alone.
    const heads = protocols.filter((line) => line.startsWith('GET ')).map((line) => line.replace('GET', 'HEAD'))
    assert.deepEqual(printed.filter((line) => !heads.includes(line)).toSorted(), [...listed, ...protocols].toSorted())
  })

  test('that stand in no contract, or twice, keep the server from starting', async () => {
    const app = await buildServer({ house: world.house, routes: allRoutes, unlimited: true })
    assert.throws(() => app.get('/api/hidden', async () => 'x'), /unlisted route GET \/api\/hidden/)
    await app.close()
    await assert.rejects(buildServer({ house: world.house, routes: [...allRoutes, ...allRoutes.slice(0, 1)], unlimited: true }))
  })

  test('that anyone may ask are the sign-in page and what leads through it, a certificate by its code, a calendar by its secret address, a request by its link', () => {
    const open = allRoutes.filter(({ endpoint }) => endpoint.needs === 'anyone').map(({ name }) => name)
    const partners = [...['answer', 'attach', 'decline', 'detach', 'read', 'receive', 'submit'].map((name) => `partners.${name}`)]
    assert.deepEqual(open.toSorted(), [
      'certificates.verify',
      'feeds.read',
      ...partners,
      'session.claim',
      'session.signIn',
      'session.start',
    ])
  })

  test('that read change no row, whoever asks', async () => {
    const { id } = await world.as('officer', errandApi).open({ body: { title: '一件差事', day: '2026-03-03' } })
    const changes = async () =>
      (await world.sql.query("select count(*)::int n from ledger_entry where action in ('insert', 'update', 'delete')")).rows[0].n
    const before = await changes()
    const ids = [id, world.people.officer.id, world.orgs.get('county') ?? '']
    const people: readonly PersonKey[] = ['officer', 'systemAdmin', 'auditAdmin']
    const urls = allRoutes
      .filter(({ endpoint }) => endpoint.method === 'GET')
      .flatMap(({ endpoint: { path } }) => (path.includes(':') ? ids : ['']).map((one) => `/api${path.replace(/:\w+/g, one)}`))
    let answered = 0
    for (const [url, who] of urls.flatMap((each) => people.map((person) => [each, person] as const))) {
      const { statusCode } = await world.app.inject({ url, headers: { cookie: `sid=${world.people[who].token}` } })
      if (statusCode === 200) answered += 1
    }
    assert.ok(answered > 20, String(answered))
    assert.equal(await changes(), before)
  })
})
