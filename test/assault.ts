import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Me } from '#contract/session'
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
 * Kills the running platform again and again while leads are registered, assigned and verified: by turns the server and its database, both with SIGKILL. Each act carries
 * an idempotency key and is repeated with the same key until it is acknowledged, as a browser would do. At the end every acknowledged act must be
 * there once (S40, S41). The database is the durable one, not the fast one of the other tests.
 */
export async function assault(kills: number): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-assault-'))
  const site = await openSite(folder)
  try {
    const workers = Array.from({ length: 4 }, (_, i) => work(site, i))
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

export interface Site {
  folder: string
  url: string
  acknowledged: Set<string>
  working: boolean
  sinceKill: { what: 'server' | 'database'; at: number } | null
  slowest: { server: number; database: number }
  killServer(): Promise<void>
  killDatabase(): Promise<void>
  close(): Promise<void>
}

export async function openSite(folder: string): Promise<Site> {
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  let server = await startServer(folder, port)
  const site: Site = {
    folder,
    url: `http://127.0.0.1:${port}/api`,
    acknowledged: new Set(),
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

/** One lead after the other: the officer registers it, the head of the unit assigns it, the officer records what he found. */
async function work(site: Site, worker: number): Promise<void> {
  const officer = await signIn(site, 'officer')
  const head = await signIn(site, 'unitHead')
  for (let n = 0; site.working; n++) {
    const word = `突袭 ${worker}-${n} ${randomUUID()}`
    const lead = await insist(site, { who: officer, path: '/leads', body: draft(word), word })
    const step = (name: string, who: Person, version: number, input: unknown) =>
      insist(site, {
        who,
        path: `/matters/${lead?.id}/steps/${name}`,
        body: { happenedOn: today(), input },
        version,
        word: `${word} ${name}`,
      })
    if (lead) await step('assign', head, 1, { officers: [officer.personId] })
    if (lead) await step('recordFindings', officer, 2, { findings: word })
  }
}

interface Act {
  who: Person
  path: string
  body: unknown
  version?: number
  word: string
}

/** Brings an act to its end, with one key however often it is sent, unless the platform is gone for good. */
async function insist(site: Site, act: Act): Promise<{ id: string } | null> {
  const key = randomUUID()
  for (let tries = 0; site.working || tries < 200; tries++) {
    const begun = performance.now()
    const { status, body } = await post(site, act, key)
    if (status === 401) Object.assign(act.who, await signIn(site, act.who.role))
    if (status === 200) {
      acknowledge(site, act.word, begun)
      return body
    }
    // A refusal would stay one: what is refused here was done before and forgotten, or never should have been asked.
    if (status >= 400 && status < 500 && ![401, 409, 429].includes(status))
      throw new Error(`${act.word}: ${status} ${JSON.stringify(body)}`)
    await sleep(25)
  }
  return null
}

export function acknowledge(site: Site, word: string, begun: number): void {
  site.acknowledged.add(word)
  const kill = site.sinceKill
  // Only what was asked after the kill proves that the platform serves again.
  if (!kill || begun < kill.at) return
  site.slowest[kill.what] = Math.max(site.slowest[kill.what], performance.now() - kill.at)
  site.sinceKill = null
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

const draft = (content: string) => ({
  source: 'inspection',
  foundOn: today(),
  divisionCode: '350102',
  place: '福州市鼓楼区演示路1号',
  content,
})

async function post(site: Site, { who, path, body, version }: Act, key: string): Promise<{ status: number; body: { id: string } | null }> {
  try {
    const answer = await fetch(site.url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: who.cookie,
        'idempotency-key': key,
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    return { status: answer.status, body: (await answer.json()) as { id: string } } // both endpoints answer an id
  } catch {
    return { status: 0, body: null }
  }
}

export interface Person {
  role: string
  cookie: string
  personId: string
}

export async function signIn(site: Site, role: string): Promise<Person> {
  const accounts = JSON.parse(readFileSync(join(site.folder, 'demonstration-accounts.json'), 'utf8')) as {
    account: string
    password: string
    role: string
  }[]
  const one = accounts.find((account) => account.role === role)
  for (;;) {
    try {
      const answer = await fetch(`${site.url}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: one?.account, password: one?.password }),
        signal: AbortSignal.timeout(10_000),
      })
      const cookie = answer.headers.get('set-cookie')?.split(';')[0]
      if (answer.status === 200 && cookie) return { role, cookie, personId: ((await answer.json()) as Me).person.id }
    } catch {
      // The server is being killed; it comes back.
    }
    await sleep(100)
  }
}

/** What stands there: each lead by its content, each step of it by lead and name. */
async function examine(site: Site): Promise<Outcome> {
  const { rows } = await query(
    site.folder,
    `select l.content || case s.step when 'open' then '' else ' ' || s.step end as word, count(*)::int as n
       from lead l join matter_step s on s.matter_id = l.matter_id where l.content like '突袭 %' group by 1`,
  )
  const found = new Map(rows.map((row) => [String(row.word), Number(row.n)]))
  return {
    acknowledged: site.acknowledged.size,
    lost: [...site.acknowledged].filter((word) => !found.has(word)),
    doubled: [...found].filter(([, n]) => n > 1).map(([word]) => word),
    slowestServer: site.slowest.server,
    slowestDatabase: site.slowest.database,
  }
}

export async function query(folder: string, text: string): Promise<pg.QueryResult<Record<string, unknown>>> {
  const secrets = JSON.parse(readFileSync(join(folder, 'assault.json'), 'utf8')) as { owner: string }
  const client = new pg.Client({ connectionString: secrets.owner })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}
