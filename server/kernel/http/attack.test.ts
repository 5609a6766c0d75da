import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type AddressInfo, connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type World } from '#test/world'

describe('an attacker at the door', () => {
  let world: World
  let port: number
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
    await world.app.listen({ host: '127.0.0.1', port: 0 })
    port = (world.app.server.address() as AddressInfo).port // listening on TCP
  })
  after(() => world.close())

  /** Sends letters as they are and answers all that comes back. */
  const raw = (text: string) =>
    new Promise<string>((done) => {
      let said = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (chunk) => {
        said += chunk.toString()
      })
      socket.on('error', () => undefined).on('close', () => done(said))
      setTimeout(() => socket.destroy(), 700)
    })
  const effects = async (title: string) => (await world.sql.query('select count(*)::int n from matter where title = $1', [title])).rows[0].n
  const post = (headers: Record<string, string>, payload: string) =>
    world.app.inject({
      method: 'POST',
      url: '/api/errands',
      headers: { cookie: `sid=${world.people.officer.token}`, 'idempotency-key': randomUUID(), ...headers },
      payload,
    })
  const body = (title: string) => JSON.stringify({ title, day: '2026-03-03' })

  test('hides no second request in the body of a first one', async () => {
    const inner = `POST /api/errands HTTP/1.1\r\nHost: localhost\r\nCookie: sid=${world.people.officer.token}\r\nIdempotency-Key: ${randomUUID()}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body('夹带'))}\r\n\r\n${body('夹带')}`
    const length = Buffer.byteLength(inner)
    for (const heads of [
      `Content-Length: ${length}\r\nTransfer-Encoding: chunked`,
      'Content-Length: 4\r\nContent-Length: 5',
      'Transfer-Encoding: xchunked',
      'Transfer-Encoding: chunked, identity',
      ' Transfer-Encoding: chunked',
      'Content-Length: +4',
      'Content-Length: 0x4',
      'X: a\rTransfer-Encoding: chunked',
    ]) {
      const answer = await raw(
        `POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${heads}\r\n\r\n0\r\n\r\n${inner}`,
      )
      assert.doesNotMatch(answer, /HTTP\/1\.1 2/, heads)
      assert.equal(answer.match(/HTTP\/1\.1 /g)?.length ?? 0, 1, `${heads}: ${answer}`)
    }
    assert.equal(await effects('夹带'), 0)
  })

  test('changes nothing by a form, by another site, or by a method in disguise', async () => {
    for (const [headers, payload] of [
      [{ 'content-type': 'application/x-www-form-urlencoded' }, 'title=%E5%A4%96&day=2026-03-03'],
      [{ 'content-type': 'text/plain' }, body('外来')],
      [{ 'content-type': 'application/json', 'sec-fetch-site': 'same-site' }, body('外来')],
      [{ 'content-type': 'application/json', 'sec-fetch-site': 'none' }, body('外来')],
      [{ 'content-type': 'application/json', origin: 'http://localhost:81' }, body('外来')],
      [{ 'content-type': 'application/json', origin: 'http://localhost.evil.example' }, body('外来')],
    ] as const)
      assert.ok((await post(headers, payload)).statusCode >= 400, JSON.stringify(headers))
    for (const headers of [{ 'x-http-method-override': 'POST' }, { 'x-http-method': 'POST' }]) {
      const answer = await world.app.inject({ url: `/api/errands?title=外来&day=2026-03-03&_method=POST`, headers })
      assert.equal(answer.statusCode, 404)
    }
    assert.equal(await effects('外来'), 0)
    assert.equal(
      (
        await post(
          { 'content-type': 'application/json', host: 'localhost:8300', origin: 'http://localhost:8300', 'sec-fetch-site': 'same-origin' },
          body('自己'),
        )
      ).statusCode,
      200,
    )
  })

  test('does not reach the demonstration under a name of his own that was made to mean this machine', async () => {
    for (const host of ['evil.example', 'evil.example:8300', '127.0.0.1.evil.example', '169.254.169.254'])
      for (const url of ['/api/session/start', '/api/session', '/'])
        assert.equal((await world.app.inject({ url, headers: { host } })).statusCode, 404, host)
    for (const host of ['localhost:8300', '127.0.0.1:8300', '[::1]:8300'])
      assert.equal((await world.app.inject({ url: '/api/session/start', headers: { host } })).statusCode, 200, host)
  })

  test('learns nothing of what the house is made of from what it refuses', async () => {
    const answers = [
      await world.app.inject({ url: '/api/%ff' }),
      await world.app.inject({ url: '/api/%2e%2e/%2e%2e/etc/passwd' }),
      await world.app.inject({ method: 'DELETE', url: '/api/session' }),
      await post({ 'content-type': 'application/json' }, '{'),
      await post({ 'content-type': 'application/json' }, '{"__proto__": {"role": "systemAdmin"}, "title": "x", "day": "2026-03-03"}'),
      await post({ 'content-type': 'application/json' }, '{"constructor": {"prototype": {"a": 1}}, "title": "x", "day": "2026-03-03"}'),
      await post({ 'content-type': 'application/json', 'content-length': '9999999' }, body('x')),
      await post({ 'content-type': 'image/png' }, body('x')),
    ]
    for (const answer of answers) {
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, answer.body)
      assert.doesNotMatch(answer.body, /FST_|fastify|zod|node:|\.ts\b|\bat /i)
      assert.ok(JSON.parse(answer.body).requestId, answer.body)
    }
    assert.equal(({} as Record<string, unknown>).a, undefined) // nothing was written into every object
  })

  test('writes no line of the log and no header of an answer by what he sends', async () => {
    const answer = await world.app.inject({ url: '/api/session', headers: { 'x-request-id': 'x" level="fatal' } })
    assert.match(String(answer.headers['x-request-id']), /^[0-9a-f-]{36}$/)
  })
})
