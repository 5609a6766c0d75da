import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { startEmbedded, withClient } from '#embedded'
import { runScript, type Started, startPlatform } from './server-process.ts'

const parent = mkdtempSync(join(tmpdir(), 'minzhi-operations-'))
const folder = join(parent, 'data')
const postgres = join(folder, 'postgres')
const settings = { MINZHI_DATA: folder }
after(() => rmSync(parent, { recursive: true, force: true }))

interface StartPage {
  demonstration: boolean
  accounts: { account: string; password: string }[]
}

const startPage = async (url: string) => (await (await fetch(`${url}/api/session/start`)).json()) as StartPage

/** Processes of PostgreSQL that still work in the folder. */
const postmasters = () =>
  readdirSync('/proc').filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === join(postgres, 'cluster')
    } catch {
      return false // no process, or one that has just gone
    }
  })

async function signIn(url: string, { account, password }: { account: string; password: string }): Promise<Response> {
  return fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ account, password }),
  })
}

describe('npm start without settings', () => {
  let running: Started | null = null
  let first: StartPage
  after(() => running?.stop())

  test('gives the first page within 90 seconds, and says that it is the demonstration', async (t) => {
    running = await startPlatform(settings)
    t.diagnostic(`first start: ${running.seconds.toFixed(1)} s`)
    assert.ok(running.seconds < 90)
    first = await startPage(running.url)
    assert.equal(first.demonstration, true)
    assert.ok(first.accounts.length > 10)
    assert.match(running.said(), /演示模式，仅限本机/)
  })
  test('lets its accounts in, with a cookie for plain loopback', async () => {
    const answer = await signIn(running!.url, first.accounts[0]!)
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('set-cookie') ?? '', /^sid=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/)
  })
  test('refuses a second server on the same folder in one sentence', async () => {
    await assert.rejects(startPlatform(settings), ({ message }: Error) => {
      assert.match(message, /exit 1\)/)
      assert.match(message, /正被另一个闽知进程使用（进程号 \d+）/)
      assert.doesNotMatch(message, /\n\s+at /)
      return true
    })
    assert.equal((await fetch(running!.url)).status, 200)
  })
  test('reset is refused while it runs', async () => {
    const { code, said } = await runScript('reset', settings)
    assert.equal(code, 1)
    assert.match(said, /正在运行（进程号 \d+），请先停止/)
    assert.equal((await signIn(running!.url, first.accounts[0]!)).status, 200)
  })
  test('stops on SIGTERM with exit 0, and its database with it', async () => {
    const { code, said } = await running!.stop()
    running = null
    assert.equal(code, 0, said)
    assert.match(said, /已停止/)
    assert.deepEqual(postmasters(), [])
  })
  test('starts again much faster, with the same people and passwords', async (t) => {
    running = await startPlatform(settings)
    t.diagnostic(`second start: ${running.seconds.toFixed(1)} s (promised under 8 s on a machine that is not busy)`)
    assert.ok(running.seconds < 20)
    assert.deepEqual((await startPage(running.url)).accounts, first.accounts)
    assert.equal((await signIn(running.url, first.accounts[0]!)).status, 200)
    await running.stop()
    running = null
  })
})

describe('npm run reset', () => {
  const kept = () => existsSync(join(postgres, 'cluster', 'PG_VERSION'))

  test('is refused in production and with an outside database', async () => {
    const outside = {
      DATABASE_OWNER_URL: 'postgres://minzhi_owner:a@127.0.0.1:1/minzhi',
      DATABASE_URL: 'postgres://minzhi_app:b@127.0.0.1:1/minzhi',
      DATABASE_WORKER_URL: 'postgres://minzhi_worker:c@127.0.0.1:1/minzhi',
    }
    const production = { ...settings, ...outside, MINZHI_MODE: 'production', PUBLIC_ORIGIN: 'https://minzhi.example' }
    for (const [env, sentence] of [
      [production, /正式模式下不能清空/],
      [{ ...settings, ...outside }, /外部数据库/],
    ] as const) {
      const { code, said } = await runScript('reset', env)
      assert.equal(code, 1)
      assert.match(said, sentence)
    }
    assert.ok(kept())
  })
  test('is refused for a database without the mark of a demonstration', async () => {
    await mark('production')
    const { code, said } = await runScript('reset', settings)
    assert.equal(code, 1)
    assert.match(said, /没有演示标记/)
    assert.ok(kept())
    await mark('demonstration')
  })
  test('empties the demonstration and nothing else', async () => {
    writeFileSync(join(parent, 'letter.txt'), '邻居')
    mkdirSync(join(folder, 'holiday'))
    writeFileSync(join(folder, 'holiday', 'photo.txt'), '照片')
    const { code, said } = await runScript('reset', settings)
    assert.equal(code, 0, said)
    assert.match(said, /未作改动：holiday/)
    assert.deepEqual(readdirSync(folder), ['holiday'])
    assert.equal(readFileSync(join(folder, 'holiday', 'photo.txt'), 'utf8'), '照片')
    assert.equal(readFileSync(join(parent, 'letter.txt'), 'utf8'), '邻居')
  })
  test('leaves a folder alone in which there is no database of ours', async () => {
    const { code, said } = await runScript('reset', settings)
    assert.equal(code, 1)
    assert.match(said, /不是闽知的数据文件夹/)
    assert.deepEqual(readdirSync(folder), ['holiday'])
  })

  /** Behind everyone's back: a superuser without triggers. */
  async function mark(mode: string): Promise<void> {
    const embedded = await startEmbedded(postgres)
    try {
      await withClient(embedded.superuserUrl.replace(/postgres$/, 'minzhi'), async (client) => {
        await client.query('set session_replication_role = replica')
        await client.query('update installation set mode = $1', [mode])
      })
    } finally {
      await embedded.stop()
    }
  }
})
