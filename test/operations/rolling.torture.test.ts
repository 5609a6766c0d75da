import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from '#embedded'
import { cloneDatabase } from '#test/database'
import { freePort, type Started, startPlatform } from './server-process.ts'

// By hand: npm run torture -- test/operations/rolling.torture.test.ts (S49). Two servers on one database, as behind a proxy: one is restarted at a
// time while people write and read. A client does what a proxy and our page do: another server, the same key.

const restarts = 10
/** Each keeps below the limits of one account and one address (S88): together some eighty requests a second. */
const writers = 10
const pace = { read: 150, write: 600 }

interface Account {
  account: string
  password: string
  role: string
}

test('ten restarts by turns of two servers lose no acknowledged act and fail no request for good', { timeout: 900_000 }, async (t) => {
  const clone = await cloneDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-rolling-'))
  const ports = [await freePort(), await freePort()]
  const settings = {
    MINZHI_DATA: folder,
    MINZHI_ROLE: 'web',
    DATABASE_OWNER_URL: clone.databases.owner,
    DATABASE_URL: clone.databases.app,
    DATABASE_WORKER_URL: clone.databases.worker,
  }
  const start = (at: number) => startPlatform({ ...settings, PORT: String(ports[at]) })
  const servers: Started[] = []
  try {
    for (const at of [0, 1]) servers.push(await start(at))
    const load = await begin(servers.map(({ url }) => url))
    for (let i = 0; i < restarts; i++) {
      const { code, said } = await servers[i % 2]!.stop() // there are two
      assert.equal(code, 0, said)
      await sleep(300)
      servers[i % 2] = await start(i % 2)
      await sleep(700)
    }
    await load.stop()
    const { rows } = await withClient(clone.superuserUrl, (client) =>
      client.query("select content, count(*)::int n from lead where content like '轮换 %' group by content"),
    )
    const found = new Map(rows.map((row) => [String(row.content), Number(row.n)]))
    t.diagnostic(
      `${load.acknowledged.length} writes and ${load.counts.reads} reads, ${load.counts.again} tried again elsewhere, ${load.counts.perSecond()} requests a second`,
    )
    assert.deepEqual(load.failed, [])
    assert.ok(load.acknowledged.length > 100)
    assert.deepEqual(
      load.acknowledged.filter((content) => found.get(content) !== 1),
      [],
    )
  } finally {
    for (const server of servers) await server.stop()
    await clone.drop()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** People at both servers, until `stop`. */
async function begin(urls: readonly string[]) {
  const { accounts } = (await (await fetch(`${urls[0]}/api/session/start`)).json()) as { accounts: Account[] }
  const officers = accounts.filter(({ role }) => role === 'officer' || role === 'unitHead')
  const cookies = await Promise.all(Array.from({ length: writers }, (_, i) => signIn(urls[0] ?? '', officers[i % officers.length]!))) // there are officers
  const began = performance.now()
  const [acknowledged, failed]: [string[], string[]] = [[], []]
  const counts = {
    reads: 0,
    again: 0,
    perSecond: () => Math.round((acknowledged.length + counts.reads) / ((performance.now() - began) / 1000)),
  }
  let working = true
  /** Here or there until somebody answers; what was never answered has failed. */
  const ask = async (path: string, init: RequestInit): Promise<boolean> => {
    for (let tries = 0; tries < 40; tries++) {
      const answer = await fetch(`${urls[(tries + counts.reads) % 2]}/api${path}`, { ...init, signal: AbortSignal.timeout(10_000) }).catch(
        () => null,
      )
      await answer?.arrayBuffer().catch(() => undefined)
      if (answer && answer.status === 200) return true
      if (answer && answer.status !== 503 && answer.status !== 429) {
        failed.push(`${path}: ${answer.status}`)
        return false
      }
      counts.again += 1
      await sleep(answer?.status === 429 ? 1_000 : 100)
    }
    failed.push(`${path}: no answer`)
    return false
  }
  const reader = async (cookie: string) => {
    for (; working; await sleep(pace.read)) if (await ask('/session', { headers: { cookie } })) counts.reads += 1
  }
  const writer = async (cookie: string, who: number) => {
    for (let n = 0; working; n++, await sleep(pace.write)) {
      const content = `轮换 ${who}-${n} ${randomUUID()}`
      const headers = { 'content-type': 'application/json', cookie, 'idempotency-key': randomUUID() }
      if (await ask('/leads', { method: 'POST', headers, body: JSON.stringify(draft(content)) })) acknowledged.push(content)
    }
  }
  const all = cookies.flatMap((cookie, i) => [reader(cookie), writer(cookie, i)])
  return {
    acknowledged,
    failed,
    counts,
    async stop() {
      working = false
      await Promise.all(all)
    },
  }
}

async function signIn(url: string, { account, password }: Account): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  })
  assert.equal(answer.status, 200, await answer.text())
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const draft = (content: string) => ({
  source: 'inspection',
  foundOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
  divisionCode: '350102',
  place: '福州市鼓楼区演示路1号',
  content,
})
