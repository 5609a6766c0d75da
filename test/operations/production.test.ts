import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { withClient } from '#embedded'
import { openDatabase } from '#kernel/db'
import { type TestDatabases, testDatabases } from '#test/database'
import { freePort, runScript, type Started, startPlatform } from './server-process.ts'
import { slowSender } from './slow-sender.ts'

const root = join(import.meta.dirname, '../..')
const origin = 'https://minzhi.example'
/** What the proxy on the same machine adds: one hop, TLS ends there. */
const proxied = { 'x-forwarded-for': '192.0.2.7', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'minzhi.example' }

/** A database as docs/operations.md has an administrator create it, in the PostgreSQL of this run; its three roles are there already. */
async function createAsDocumented(name: string, { superuserUrl, databases }: TestDatabases) {
  const manual = readFileSync(join(root, 'docs/operations.md'), 'utf8')
  const statements =
    /create database minzhi [^`]+/
      .exec(manual)?.[0]
      .split(';')
      .filter((one) => one.trim() !== '') ?? []
  assert.equal(statements.length, 3, 'docs/operations.md shows how the database is created and closed')
  await withClient(superuserUrl, async (client) => {
    for (const statement of statements) await client.query(statement.replace('database minzhi', `database ${name}`))
  })
  const here = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  return { superuser: here(superuserUrl), owner: here(databases.owner), app: here(databases.app), worker: here(databases.worker) }
}

describe('production', () => {
  const name = `production_${randomBytes(4).toString('hex')}`
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-production-'))
  let urls: Awaited<ReturnType<typeof createAsDocumented>>
  let settings: Record<string, string>
  let running: Started | null = null
  let cookie = ''

  before(async () => {
    urls = await createAsDocumented(name, testDatabases())
    settings = {
      MINZHI_MODE: 'production',
      MINZHI_DATA: folder,
      PUBLIC_ORIGIN: origin,
      DATABASE_OWNER_URL: urls.owner,
      DATABASE_URL: urls.app,
      DATABASE_WORKER_URL: urls.worker,
    }
    running = await startPlatform(settings)
  })
  after(async () => {
    await running?.stop()
    await withClient(testDatabases().superuserUrl, (client) => client.query(`drop database if exists ${name} with (force)`))
    rmSync(folder, { recursive: true, force: true })
  })

  const tokens = () => [...running!.said().matchAll(/设立第一位(\S+?)（.*?：(\S+)\n/g)].map(([, title, token]) => ({ title, token }))
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${running!.url}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), origin, ...proxied, cookie, ...headers },
      body: JSON.stringify(body),
    })
  const claim = (token: string | undefined, account: string, headers: Record<string, string> = {}) =>
    post('/session/claim', { token, account, name: '演示管理员', password: 'Nine-lanterns-42!' }, headers)

  test('an owner without special rights is enough to begin with an empty database', async () => {
    const [row] = (
      await withClient(urls.owner, (client) =>
        client.query(
          'select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as strong from pg_roles where rolname = current_user',
        ),
      )
    ).rows
    assert.deepEqual(row, { strong: false })
    assert.match(running!.said(), new RegExp(`闽知已就绪，用时 .*：${origin}`))
  })
  test('offers no account and no password, and no word of a demonstration', async () => {
    const start = await (await fetch(`${running!.url}/api/session/start`)).json()
    assert.deepEqual(start, { demonstration: false, accounts: [], preparing: null, firstUse: true })
    assert.doesNotMatch(running!.said(), /演示/)
    const { rows } = await withClient(urls.superuser, (client) => client.query('select count(*)::int n from person'))
    assert.deepEqual(rows, [{ n: 0 }])
  })
  test('asks for TLS in every answer and says nothing of what it is made of', async () => {
    for (const path of ['/', '/api/session/start', '/api/none', '/none.js']) {
      const { headers } = await fetch(running!.url + path, { headers: proxied })
      assert.match(headers.get('strict-transport-security') ?? '', /max-age=31536000/)
      for (const telling of ['server', 'x-powered-by', 'via']) assert.equal(headers.get(telling), null)
    }
  })
  test('keeps sources, maps and measurements from whoever asks through the proxy', async () => {
    assert.deepEqual(globSync('web/dist/**/*.map', { cwd: root }), [])
    for (const path of [
      '/main.js.map',
      '/assets/',
      '/package.json',
      '/../package.json',
      '/%2e%2e/package.json',
      '/health/metrics',
      '/server/main.ts',
    ]) {
      const answer = await fetch(running!.url + path, { headers: proxied })
      const text = await answer.text()
      assert.ok(answer.status === 404 || text.includes('<!doctype html>'), path)
      assert.doesNotMatch(text, /"dependencies"|process_cpu|node_modules|\n\s+at /)
    }
  })
  test('each of the two first tokens makes one administrator, once, and only from our own origin', async () => {
    const [system, security, ...more] = tokens()
    assert.deepEqual([system?.title, security?.title, more], ['系统管理员', '安全管理员', []])
    assert.equal((await claim(system?.token, 'root.admin', { origin: 'https://evil.example' })).status, 403)
    assert.equal((await claim('guess', 'root.admin')).status, 401)
    const answer = await claim(system?.token, 'root.admin')
    assert.equal(answer.status, 200)
    const set = answer.headers.get('set-cookie') ?? ''
    assert.match(set, /^__Host-sid=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    cookie = set.split(';')[0] ?? ''
    assert.equal((await claim(system?.token, 'second.admin')).status, 401)
    assert.equal((await claim(security?.token, 'safe.admin', { cookie: '' })).status, 200)
    assert.equal((await claim(security?.token, 'third.admin')).status, 401)
  })
  test('what the proxy saw is kept as the address of the session', async () => {
    const sessions = (await (await fetch(`${running!.url}/api/session/all`, { headers: { cookie, ...proxied } })).json()) as {
      address: string
    }[]
    assert.deepEqual(
      sessions.map(({ address }) => address.replace(/\/\d+$/, '')),
      ['192.0.2.7'],
    )
  })
  test('the two bring in everybody else: one makes the account, the other gives the duty', async () => {
    const signedIn = await post('/session', { account: 'safe.admin', password: 'Nine-lanterns-42!' }, { cookie: '' })
    const security = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const made = (await (await post('/people', { account: 'audit.admin', name: '演示审计员' })).json()) as { id: string }
    const { rows } = await withClient(urls.superuser, (client) => client.query("select id from org where kind = 'province'"))
    const duty = { orgId: rows[0].id, role: 'auditAdmin', title: '审计管理员', from: '2026-01-01' }
    assert.equal((await post(`/people/${made.id}/duties`, duty)).status, 403)
    assert.equal((await post(`/people/${made.id}/duties`, duty, { cookie: security })).status, 200)
  })
  test('takes no word for what day it is', async () => {
    const database = openDatabase(urls.app, { max: 1 })
    try {
      const entry = { token: null, requestId: 'test', address: 'test', now: new Date('2020-01-01T00:00:00Z') }
      const seen = await database.transaction(entry, async (_tx, _actor, { now }) => now)
      assert.ok(Math.abs(seen.getTime() - Date.now()) < 60_000)
    } finally {
      await database.close()
    }
  })
  test('an error of ours says that it happened, by a number, and nothing of what', async () => {
    const holder = new pg.Client({ connectionString: urls.superuser })
    await holder.connect()
    try {
      await holder.query('alter table session rename to session_elsewhere')
      const answer = await fetch(`${running!.url}/api/session`, { headers: { cookie, ...proxied } })
      const text = await answer.text()
      assert.ok(answer.status >= 500, String(answer.status))
      assert.deepEqual(Object.keys(JSON.parse(text)).sort(), ['code', 'facts', 'requestId', 'sentence'])
      assert.doesNotMatch(text, /session|relation|\.ts|\bat\b/)
    } finally {
      await holder.query('alter table session_elsewhere rename to session')
      await holder.end()
    }
  })

  describe('refuses to start', () => {
    const refused = async (change: Record<string, string>, sentence: RegExp) => {
      const { code, said } = await runScript('start', { ...settings, ...change, PORT: String(await freePort()) })
      assert.equal(code, 1, said)
      assert.match(said, sentence)
      assert.doesNotMatch(said, /\n\s+at /)
    }
    test('without its public origin', () => refused({ PUBLIC_ORIGIN: '' }, /PUBLIC_ORIGIN=https/))
    test('with one role for two purposes', () => refused({ DATABASE_URL: urls.owner }, /三个不同的角色/))
    test('with its roles exchanged', () =>
      refused({ DATABASE_URL: urls.worker, DATABASE_WORKER_URL: urls.app }, /三个连接地址是否各用其角色/))
    test('with a wrong password, which it does not repeat', async () => {
      const { code, said } = await runScript('start', { ...settings, DATABASE_OWNER_URL: urls.owner.replace(/:[^:@]+@/, ':hush-hush@') })
      assert.equal(code, 1)
      assert.match(said, /数据库拒绝了用户名或密码/)
      assert.doesNotMatch(said, /hush|\n\s+at /)
    })
    test('as a demonstration, with a database that was born for production', () =>
      refused({ MINZHI_MODE: 'demonstration', PUBLIC_ORIGIN: '' }, /不能以 demonstration 模式启动/))
    test('on a port that is taken', async () => {
      const { code, said } = await runScript('start', { ...settings, PORT: new URL(running!.url).port })
      assert.equal(code, 1)
      assert.match(said, /端口已被占用/)
    })
  })

  test('whoever sends slowly is closed within fifteen seconds while others are served', async () => {
    const slow = [slowSender(running!.url, 'headers'), slowSender(running!.url, 'body'), slowSender(running!.url, 'nothing')]
    for (let i = 0; i < 10; i++) {
      assert.equal((await fetch(`${running!.url}/health/ready`)).status, 200)
      await sleep(100)
    }
    for (const seconds of await Promise.all(slow)) assert.ok(seconds < 17, `closed after ${seconds} s`)
  })

  test('SIGTERM: not ready while it still answers, what was asked is answered, exit 0 within 25 seconds', async () => {
    const { url } = running!
    const holder = new pg.Client({ connectionString: urls.superuser })
    await holder.connect()
    await holder.query('begin; lock table person in access exclusive mode')
    const underWay = post('/session', { account: 'root.admin', password: 'wrong' }, { cookie: '' })
    await sleep(500)
    const began = performance.now()
    const stopped = running!.stop()
    running = null
    await sleep(700)
    assert.equal((await fetch(`${url}/health/ready`)).status, 503)
    assert.equal((await fetch(`${url}/health/live`)).status, 200)
    assert.equal((await fetch(url)).status, 200)
    await holder.query('rollback')
    await holder.end()
    assert.equal((await underWay).status, 401)
    const { code, said } = await stopped
    assert.equal(code, 0, said)
    assert.ok(performance.now() - began < 25_000)
    await assert.rejects(fetch(url))
  })
})
