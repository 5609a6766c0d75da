import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { embeddedFolder, readConfig } from '#kernel/config'

export interface Outcome {
  acknowledged: number
  /** Acknowledged acts that are missing, and acts that stand there more than once. */
  lost: string[]
  doubled: string[]
  /** Milliseconds from a kill to the next acknowledged act. */
  slowestServer: number
  slowestDatabase: number
}

/**
 * Kills the running platform again and again while officers register leads: by turns the server and its database, both with SIGKILL. Each act carries
 * an idempotency key and is repeated with the same key until it is acknowledged, as a browser would do. At the end every acknowledged act must be
 * there once (S40, S41). The database is the durable one, not the fast one of the other tests.
 */
export async function assault(kills: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-assault-'))
  const site = await openSite(folder)
  try {
    const workers = Array.from({ length: 4 }, (_, i) => register(site, i))
    try {
      for (let i = 0; i < kills; i++) {
        await sleep(150 + Math.random() * 350)
        await (i % 2 === 0 ? site.killServer() : site.killDatabase())
      }
      await sleep(500)
    } finally {
      site.working = false
    }
    await Promise.all(workers)
    return await examine(site)
  } finally {
    await site.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Site {
  folder: string
  url: string
  acknowledged: Map<string, string>
  working: boolean
  sinceKill: { what: 'server' | 'database'; at: number } | null
  slowest: { server: number; database: number }
  killServer(): Promise<void>
  killDatabase(): Promise<void>
  close(): Promise<void>
}

async function openSite(folder: string): Promise<Site> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  let server = await startServer(folder, port)
  const site: Site = {
    folder,
    url: `http://127.0.0.1:${port}/api`,
    acknowledged: new Map(),
    working: true,
    sinceKill: null,
    slowest: { server: 0, database: 0 },
    async killServer() {
      site.sinceKill = { what: 'server', at: performance.now() }
      if (server.exitCode !== null) throw new Error(`the server had ended by itself (exit ${server.exitCode})`)
      server.kill('SIGKILL')
      await once(server, 'exit')
      server = await startServer(folder, port)
      await nextAcknowledged(site)
    },
    async killDatabase() {
      site.sinceKill = { what: 'database', at: performance.now() }
      process.kill(postmasterOf(folder), 'SIGKILL')
      await nextAcknowledged(site)
    },
    async close() {
      if (server.exitCode !== null) return
      server.kill('SIGTERM')
      await once(server, 'exit')
    },
  }
  return site
}

async function startServer(folder: string, port: number): Promise<ChildProcess> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'assault-server.ts')], {
    env: { ...process.env, MINZHI_DATA: folder, PORT: String(port), MINZHI_ROLE: 'web' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await Promise.race([
    once(server.stdout!, 'data'),
    once(server, 'exit').then(([code]) => {
      throw new Error(`the server did not start (exit ${code})`)
    }),
  ])
  return server
}

function postmasterOf(folder: string): number {
  const data = join(embeddedFolder(readConfig({ MINZHI_DATA: folder })), 'cluster', 'postmaster.pid')
  return Number(readFileSync(data, 'utf8').split('\n')[0])
}

/** Waits until something is acknowledged after the kill, and notes how long that took. Fails after a minute: recovery needs no hand. */
async function nextAcknowledged(site: Site): Promise<void> {
  for (let waited = 0; site.sinceKill; waited += 20) {
    if (waited > 60_000) throw new Error(`nothing was acknowledged for a minute after the ${site.sinceKill.what} was killed`)
    await sleep(20)
  }
}

async function register(site: Site, worker: number): Promise<void> {
  let cookie = await signIn(site)
  for (let n = 0; site.working; n++) {
    const [key, content] = [randomUUID(), `突袭 ${worker}-${n} ${randomUUID()}`]
    // What was begun is brought to its end, unless the platform is gone for good.
    for (let done = false, tries = 0; !done && (site.working || tries < 200); tries++) {
      const begun = performance.now()
      const status = await post(site, '/leads', cookie, key, draft(content))
      if (status === 401) cookie = await signIn(site)
      done = status === 200
      if (done) acknowledge(site, key, content, begun)
      else await sleep(25)
    }
  }
}

function acknowledge(site: Site, key: string, content: string, begun: number): void {
  site.acknowledged.set(content, key)
  const kill = site.sinceKill
  // Only what was asked after the kill proves that the platform serves again.
  if (!kill || begun < kill.at) return
  site.slowest[kill.what] = Math.max(site.slowest[kill.what], performance.now() - kill.at)
  site.sinceKill = null
}

const draft = (content: string) => ({
  source: 'inspection',
  foundOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
  divisionCode: '350102',
  place: '福州市鼓楼区演示路1号',
  content,
})

async function post(site: Site, path: string, cookie: string, key: string, body: unknown): Promise<number> {
  try {
    const answer = await fetch(site.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, 'idempotency-key': key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return 0
  }
}

async function signIn(site: Site): Promise<string> {
  const accounts = JSON.parse(readFileSync(join(site.folder, 'demonstration-accounts.json'), 'utf8')) as {
    account: string
    password: string
    role: string
  }[]
  const officer = accounts.find((one) => one.role === 'officer')
  for (;;) {
    try {
      const answer = await fetch(`${site.url}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: officer?.account, password: officer?.password }),
        signal: AbortSignal.timeout(10_000),
      })
      const cookie = answer.headers.get('set-cookie')?.split(';')[0]
      if (answer.status === 200 && cookie) return cookie
    } catch {
      // The server is being killed; it comes back.
    }
    await sleep(100)
  }
}

async function examine(site: Site): Promise<Outcome> {
  const { rows } = await query(site.folder, "select content, count(*)::int as n from lead where content like '突袭 %' group by content")
  const found = new Map(rows.map((row) => [String(row.content), Number(row.n)]))
  return {
    acknowledged: site.acknowledged.size,
    lost: [...site.acknowledged.keys()].filter((content) => !found.has(content)),
    doubled: [...found].filter(([, n]) => n > 1).map(([content]) => content),
    slowestServer: site.slowest.server,
    slowestDatabase: site.slowest.database,
  }
}

async function query(folder: string, text: string): Promise<pg.QueryResult<Record<string, unknown>>> {
  const secrets = JSON.parse(readFileSync(join(folder, 'assault.json'), 'utf8')) as { owner: string }
  const client = new pg.Client({ connectionString: secrets.owner })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}
