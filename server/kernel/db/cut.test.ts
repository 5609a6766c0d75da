import assert from 'node:assert/strict'
import { connect, createServer, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { composeHouse } from '#house'
import { buildServer } from '#kernel/http'
import { createLog } from '#kernel/log'
import { allRoutes } from '#rooms'
import { openWorld, type World } from '#test/world'

/** A line to the database that can be cut, or left open with nobody at the other end. */
async function openLine(host: string, port: number) {
  const sockets = new Set<Socket>()
  let state: 'open' | 'silent' | 'cut' = 'open'
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy()
    const far = connect(port, host)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    }
    near.on('data', (data) => state === 'open' && far.write(data)).on('close', () => far.destroy())
    far.on('data', (data) => state === 'open' && near.write(data)).on('close', () => near.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as { port: number }).port, // a TCP server's address
    set(now: typeof state) {
      state = now
      if (now === 'cut') hangUp()
    },
    close: () =>
      new Promise<void>((done) => {
        hangUp()
        server.close(() => done())
      }),
  }
}

describe('when the database is away (S47)', () => {
  let world: World
  let line: Awaited<ReturnType<typeof openLine>>
  let app: FastifyInstance
  let house: Awaited<ReturnType<typeof composeHouse>>
  before(async () => {
    world = await openWorld('2026-03-03')
    const url = new URL(world.clone.databases.app)
    line = await openLine(url.hostname, Number(url.port))
    url.hostname = '127.0.0.1'
    url.port = String(line.port)
    house = await composeHouse(world.house.config, url.href, createLog({ level: 'silent' }))
    app = await buildServer({ house, routes: allRoutes, unlimited: true })
  })
  after(async () => {
    line.set('cut')
    await app.close()
    await house.close()
    await line.close()
    await world.close()
  })

  const ask = async () => {
    const began = performance.now()
    const answer = await app.inject({ url: '/api/session', cookies: { sid: world.people.officer.token } })
    return { status: answer.statusCode, again: answer.headers['retry-after'], seconds: (performance.now() - began) / 1000 }
  }
  const ready = async () => (await app.inject({ url: '/health/ready' })).statusCode
  const alive = async () => (await app.inject({ url: '/health/live' })).statusCode

  async function refusesAtOnce() {
    for (const { status, again, seconds } of await Promise.all([ask(), ask(), ask()])) {
      assert.deepEqual([status, again], [503, '5'])
      assert.ok(seconds < 5.5, `answered after ${seconds} s`)
    }
    assert.deepEqual([await alive(), await ready()], [200, 503])
  }

  async function isBack() {
    assert.deepEqual([(await ask()).status, await ready()], [200, 200])
  }

  test('a line that is cut gives 503 at once, and the next request finds the database again', async () => {
    await isBack()
    line.set('cut')
    await refusesAtOnce()
    line.set('open')
    await isBack()
  })

  test('a line that is dead and open gives 503 within five seconds, and is not used again', { timeout: 60_000 }, async () => {
    await isBack()
    line.set('silent')
    await refusesAtOnce()
    line.set('open')
    await isBack()
    assert.equal((await Promise.all(Array.from({ length: 12 }, ask))).filter(({ status }) => status !== 200).length, 0)
  })

  test('connections that an operator ends are replaced', async () => {
    const end = () =>
      world.sql.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'minzhi_app' and datname = current_database()",
      )
    for (let i = 0; i < 5; i++) {
      const asked = Promise.all(Array.from({ length: 12 }, ask))
      await end()
      for (const { status } of await asked) assert.ok(status === 200 || status === 503, String(status))
    }
    await new Promise((done) => setTimeout(done, 100))
    await isBack()
  })
})
