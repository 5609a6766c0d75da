import assert from 'node:assert/strict'
import { type AddressInfo, connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { closeSlowBodies } from './patience.ts'

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
