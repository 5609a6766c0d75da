import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { assertChinese, type Embedded, EmbeddedFailure, folderHolder, startEmbedded } from './index.ts'

const temporary = mkdtempSync(join(tmpdir(), 'minzhi-embedded-'))
chmodSync(temporary, 0o755)
after(() => rmSync(temporary, { recursive: true, force: true }))
const folderNamed = (name: string) => join(temporary, name)

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // killed on purpose below
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function within<T>(seconds: number, attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(50)
    }
  }
}

/** Main processes of PostgreSQL that work in this folder's cluster; their children carry a title instead of arguments. */
const postmasters = (folder: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return (
        readlinkSync(`/proc/${pid}/cwd`) === join(folder, 'cluster') &&
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres\0-D\0')
      )
    } catch {
      return false // no process, or one that has just gone
    }
  })

describe('a fresh folder', () => {
  const folder = folderNamed('fresh')
  let embedded: Embedded
  after(() => embedded.stop())

  test('becomes a cluster fit for Chinese, with three roles', async () => {
    embedded = await startEmbedded(folder, { fast: true })
    const [row] = await query(
      embedded.databases.owner,
      `select current_setting('server_version_num')::int >= 150000 as new_enough, cardinality(show_trgm('专利检索系统')) as trigrams,
              (select string_agg(name, ' ' order by name collate "zh-x-icu") from unnest(array['重庆', '安陆', '武汉']) name) as sorted`,
    )
    assert.deepEqual(row, { new_enough: true, trigrams: 7, sorted: '安陆 重庆 武汉' })
  })
  test('listens on loopback alone, without a socket file, and asks for a password', async () => {
    const [row] = await query(
      embedded.superuserUrl,
      "select current_setting('listen_addresses') as on, current_setting('unix_socket_directories') as files",
    )
    assert.deepEqual(row, { on: '127.0.0.1', files: '' })
    await assert.rejects(query(embedded.databases.app.replace(/:[^:@]+@/, ':guess@'), 'select 1'), { code: '28P01' })
  })
  test('keeps files and passwords from others', () => {
    assert.equal(statSync(join(folder, 'cluster')).mode & 0o777, 0o700)
    assert.equal(statSync(join(folder, 'secrets.json')).mode & 0o777, 0o600)
    if (process.getuid?.() === 0) assert.notEqual(statSync(join(folder, 'cluster')).uid, 0)
  })
  test('gives the runtime role no right of its own, and the worker its schema only', async () => {
    for (const role of ['app', 'worker'] as const)
      await assert.rejects(query(embedded.databases[role], 'create table public.mine (id int)'), { code: '42501' })
    await query(embedded.databases.worker, 'create table graphile_worker.probe (id int)')
    await assert.rejects(query(embedded.databases.app, 'select from graphile_worker.probe'), { code: '42501' })
    const [row] = await query(
      embedded.superuserUrl,
      "select bool_or(rolsuper or rolbypassrls or rolcreaterole or rolcreatedb) as strong from pg_roles where rolname ~ '^minzhi_'",
    )
    assert.deepEqual(row, { strong: false })
  })
  test('is held: a second start on it is refused and says by whom', async () => {
    await assert.rejects(
      startEmbedded(folder, { fast: true }),
      (error: Error) => error instanceof EmbeddedFailure && error.message.includes(String(process.pid)),
    )
    assert.equal(await folderHolder(folder), process.pid)
    assert.equal(postmasters(folder).length, 1)
  })
  test('refuses a database that cannot do Chinese', async () => {
    await query(
      embedded.superuserUrl,
      "create database blind template template0 locale_provider builtin builtin_locale 'C' locale 'C' encoding 'UTF8'",
    )
    const url = embedded.superuserUrl.replace(/postgres$/, 'blind')
    await assert.rejects(assertChinese(url), /pg_trgm/)
    await query(url, 'create extension pg_trgm')
    await assert.rejects(assertChinese(url), /pg_trgm/) // installed now, but under this locale it finds nothing
  })
  test('made for tests is never run as a durable one', async () => {
    const other = folderNamed('mixed')
    await (await startEmbedded(other, { fast: true })).stop()
    await assert.rejects(startEmbedded(other), EmbeddedFailure)
  })
})

describe('a cluster that is killed', () => {
  const folder = folderNamed('killed')
  let embedded: Embedded
  after(() => embedded.stop())

  test('is served again within ten seconds, at the same address, with every acknowledged row', async () => {
    embedded = await startEmbedded(folder)
    await query(embedded.databases.owner, 'create table kept (n int primary key)')
    for (let round = 1; round <= 3; round += 1) {
      await query(embedded.databases.owner, `insert into kept values (${round})`)
      const before = embedded.pid
      process.kill(before, 'SIGKILL')
      const rows = await within(10, () => query(embedded.databases.owner, 'select count(*)::int as kept from kept'))
      assert.deepEqual(rows, [{ kept: round }])
      await within(2, async () => assert.notEqual(embedded.pid, before))
      assert.equal(postmasters(folder).length, 1)
    }
  })
  test('stops when told to, and stays stopped', async () => {
    const { pid } = embedded
    await embedded.stop()
    await sleep(500)
    assert.deepEqual(postmasters(folder), [])
    assert.throws(() => process.kill(pid, 0))
    assert.equal(await folderHolder(folder), null)
    embedded = await startEmbedded(folder)
    assert.deepEqual(await query(embedded.databases.owner, 'select count(*)::int as kept from kept'), [{ kept: 3 }])
  })
})

describe('a server process that is killed', () => {
  const folder = folderNamed('orphan')
  const program = `
    import { startEmbedded } from '${import.meta.dirname}/index.ts'
    const embedded = await startEmbedded(process.argv[1])
    console.log(JSON.stringify({ pid: embedded.pid, url: embedded.databases.owner }))
    setInterval(() => {}, 1000)`

  async function startElsewhere(): Promise<{ server: ChildProcess; pid: number; url: string }> {
    const server = spawn(process.execPath, ['--input-type=module', '-e', program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [chunk] = await once(server.stdout!, 'data') // piped, so it is there
    return { server, ...JSON.parse(String(chunk)) }
  }

  test('leaves its database running, and the next start adopts it', async () => {
    mkdirSync(folder)
    const first = await startElsewhere()
    await query(first.url, 'create table kept (n int); insert into kept values (1)')
    first.server.kill('SIGKILL')
    await once(first.server, 'exit')
    assert.equal(postmasters(folder).length, 1)
    const embedded = await startEmbedded(folder)
    assert.equal(embedded.pid, first.pid)
    assert.deepEqual(await query(embedded.databases.owner, 'select n from kept'), [{ n: 1 }])
    process.kill(embedded.pid, 'SIGKILL') // an adopted one is looked after like a child
    assert.deepEqual(await within(10, () => query(embedded.databases.owner, 'select n from kept')), [{ n: 1 }])
    await embedded.stop()
    assert.deepEqual(postmasters(folder), [])
  })
  test('with its database leaves files that the next start recovers', async () => {
    const { server, pid, url } = await startElsewhere()
    await query(url, 'insert into kept values (2)')
    server.kill('SIGKILL')
    process.kill(pid, 'SIGKILL')
    const embedded = await startEmbedded(folder)
    assert.deepEqual(await query(embedded.databases.owner, 'select n from kept order by n'), [{ n: 1 }, { n: 2 }])
    await embedded.stop()
  })
  test('in the middle of the very first start leaves what is simply begun again', async () => {
    const half = folderNamed('half')
    mkdirSync(half)
    const server = spawn(process.execPath, ['--input-type=module', '-e', program, half], { stdio: 'ignore' })
    await within(10, async () => statSync(join(half, 'cluster.new/base')))
    server.kill('SIGKILL')
    const embedded = await within(10, () => startEmbedded(half))
    assert.deepEqual(await query(embedded.databases.app, 'select 1 as fine'), [{ fine: 1 }])
    await embedded.stop()
  })
})

test('a pid file whose number now belongs to another process does not keep the database down', async () => {
  const folder = folderNamed('reused')
  const embedded = await startEmbedded(folder, { fast: true })
  const file = join(folder, 'cluster/postmaster.pid')
  const text = readFileSync(file, 'utf8')
  await embedded.stop()
  const { uid, gid } = statSync(join(folder, 'cluster'))
  const stranger = spawn('/bin/sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {})
  try {
    const program = `cat > "${file}" && chown ${uid}:${gid} "${file}" && chmod 600 "${file}"`
    execFileSync('/bin/sh', ['-c', program], { input: text.replace(/^\d+/, String(stranger.pid)) })
    await (await startEmbedded(folder, { fast: true })).stop()
  } finally {
    stranger.kill()
  }
})

test('a folder that only root may enter holds a cluster all the same', { skip: process.getuid?.() !== 0 && 'needs root' }, async () => {
  const closed = folderNamed('closed')
  mkdirSync(closed, { mode: 0o700 })
  const embedded = await startEmbedded(join(closed, 'postgres'))
  try {
    await query(embedded.databases.owner, 'create table kept (n int)')
    process.kill(embedded.pid, 'SIGKILL')
    await within(10, () => query(embedded.databases.owner, 'select from kept'))
  } finally {
    await embedded.stop()
  }
})
