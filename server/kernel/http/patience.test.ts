import assert from 'node:assert/strict'
import { type AddressInfo, connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { closeSlowBodies, closeSlowReaders } from './patience.ts'

describe('a request whose body comes slowly', () => {
  let app: FastifyInstance
  before(async () => {
    app = Fastify()
    closeSlowBodies(app, 300)
    app.post('/act', async () => ({ done: true }))
    app.post('/file', { config: { receivesFile: true } }, async () => ({ done: true }))
    await app.listen({ host: '127.0.0.1', port: 0 })
  })
  after(() => app.close())

  /** Sends half of the body at once and the rest after a while; answers what came back. */
  const sent = (path: string, wait: number) =>
    new Promise<string>((done) => {
      const { port } = app.server.address() as AddressInfo // listening on TCP
      const socket = connect(port, '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk.toString()
        socket.end()
      })
      socket.on('error', () => undefined).on('close', () => done(text))
      socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"a"`)
      setTimeout(() => socket.writable && socket.write(':1 }'), wait)
    })

  test('is answered while it is quick, cut off when it is slow, and waited for when it is an upload', async () => {
    assert.match(await sent('/act', 50), /200 OK[\s\S]*"done":true/)
    assert.equal(await sent('/act', 900), '')
    assert.match(await sent('/file', 900), /200 OK/)
  })
})

describe('an answer that is taken slowly', () => {
  let app: FastifyInstance
  const content = Buffer.alloc(32 * 2 ** 20, 'x')
  before(async () => {
    app = Fastify()
    closeSlowReaders(app, { every: 400, least: 60_000 })
    app.get('/large', async (_request, reply) => reply.type('text/plain').send(content))
    await app.listen({ host: '127.0.0.1', port: 0 })
  })
  after(() => app.close())

  const port = () => (app.server.address() as AddressInfo).port // listening on TCP

  /** Takes a little each second, for at most three. What the server does is seen on its side: who does not read hears of nothing. */
  const isCutOff = () =>
    new Promise<boolean>((done) => {
      const socket = connect(port(), '127.0.0.1')
      socket.on('readable', () => undefined).on('error', () => undefined)
      socket.write('GET /large HTTP/1.1\r\nHost: a\r\n\r\n')
      const timer = setInterval(() => socket.read(), 1_000)
      const end = (closed: boolean) => {
        clearInterval(timer)
        clearTimeout(late)
        socket.destroy()
        done(closed)
      }
      const late = setTimeout(() => end(false), 3_000)
      app.server.once('connection', (theirs) => theirs.once('close', () => end(true)))
    })

  test('is cut off when it is taken in drops, and given whole to who reads', async () => {
    assert.ok(await isCutOff())
    const whole = await (await fetch(`http://127.0.0.1:${port()}/large`)).arrayBuffer()
    assert.equal(whole.byteLength, content.length)
  })
})
