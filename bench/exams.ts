import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbedded } from '#embedded'
import { composeHouse } from '#house'
import { readConfig } from '#kernel/config'
import { migrate } from '#kernel/db'
import { buildServer } from '#kernel/http'
import { createLog } from '#kernel/log'
import { allRoutes } from '#rooms'
import { line, summary, type Times } from './measure.ts'

// npm run bench:exams [-- --candidates 1000 --rounds 3 --seconds 5]: autosave through the front door against bare node:http + pg that writes the same row, by
// turns in the same run; then so many candidates hand in within one minute, the last of it being the end of their time. One process serves and asks.

const { values } = parseArgs({
  options: {
    candidates: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
  },
})
const [people, rounds, seconds] = [values.candidates, values.rounds, values.seconds].map(Number) as [number, number, number]
const clients = 10
const questions = 40
const say = (text: string) => void process.stdout.write(`${text}\n`)

let seq = 0
const answerTo = (item: number) => ({ item, seq: ++seq, answer: ['A'], flagged: false })

/** Bare: one statement writes the same row, without session, reach, lock or trigger. */
const bareSave = `insert into exam_answer as t (attempt_id, item, person_id, seq, answer, flagged, received_at) values ($1, $2, $3, $4, $5, false, clock_timestamp())
  on conflict (attempt_id, item) do update set seq = excluded.seq, answer = excluded.answer, received_at = excluded.received_at where excluded.seq > t.seq`

interface Candidate {
  cookie: string
  attemptId: string
  personId: string
}

const folder = mkdtempSync(join(tmpdir(), 'minzhi-bench-exams-'))
const embedded = await startEmbedded(folder)
try {
  await migrate(embedded.databases, 'demonstration')
  const { pathname } = new URL(embedded.databases.owner)
  const superuserUrl = Object.assign(new URL(embedded.superuserUrl), { pathname }).href
  const pool = new pg.Pool({ connectionString: superuserUrl, max: clients })
  // What failed is said by whoever threw it; a connection that the database then closes says nothing new.
  pool.on('error', () => undefined)
  const house = await composeHouse(
    { ...readConfig({}), databases: embedded.databases },
    embedded.databases.app,
    createLog({ level: 'silent' }),
  )
  const app = await buildServer({ house, routes: allRoutes, unlimited: true })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo // it listens on a port
  const site = { port, pool, agent: new http.Agent({ keepAlive: true, maxSockets: 200 }) }
  const { examId, sessions } = await plan(pool)
  const candidates = await startAll(site, examId, sessions)
  await benchSaves(site, examId, candidates)
  await benchHandIns(site, examId, candidates)
  site.agent.destroy()
  await app.close()
  await house.close()
  await pool.end()
} finally {
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}

interface Site {
  port: number
  pool: pg.Pool
  agent: http.Agent
}

function post(site: Pick<Site, 'port' | 'agent'>, path: string, cookie: string, body: unknown): Promise<{ status: number; text: string }> {
  const payload = JSON.stringify(body)
  const headers = {
    cookie,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
    'idempotency-key': crypto.randomUUID(),
  }
  return new Promise((resolve, reject) => {
    http
      .request({ host: '127.0.0.1', port: site.port, path, method: 'POST', headers, agent: site.agent }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
      })
      .once('error', reject)
      .end(payload)
  })
}

/** A unit, its people with open sessions, a paper of forty questions and an exam that is open: by SQL, for none of it is measured. */
async function plan(pool: pg.Pool): Promise<{ examId: string; sessions: { cookie: string; personId: string }[] }> {
  const tokens = Array.from({ length: people }, () => randomBytes(32).toString('base64url'))
  const client = await pool.connect()
  try {
    // One setting for all of it: no trigger places rows and no ledger is kept of the filling.
    await client.query('set session_replication_role = replica')
    const { rows } = await client.query<{ org: string; lo: string }>(
      `insert into org (kind, depth, lo, hi, code, name, short_name, opened_on) values ('province', 0, 1, 1000000, '350000', '测试单位', '测试', '2018-11-01') returning id as org, lo`,
    )
    const { org = '', lo = '' } = rows[0] ?? {}
    const hired = await client.query<{ id: string; n: number }>(
      `with p as (insert into person (account, name) select 'bench' || n, '考生甲' from generate_series(1, $1) n returning id, account),
            d as (insert into duty (person_id, org_id, org_at, role, class, title, from_day) select id, $2, $3, 'officer', 'business', '考生', '2020-01-01' from p returning person_id, id)
       select p.id, d.id as duty from p join d on d.person_id = p.id`,
      [people, org, lo],
    )
    await client.query(
      `insert into session (token_hash, kind, person_id, duty_id, expires_at, address)
       select sha256(convert_to(t.token, 'utf8')), 'person', t.person, d.id, clock_timestamp() + interval '1 day', 'bench'
         from unnest($1::text[], $2::uuid[]) t(token, person) join duty d on d.person_id = t.person`,
      [tokens, hired.rows.map(({ id }) => id)],
    )
    const { rows: made } = await client.query<{ id: string }>(
      `with writer as (insert into person (account, name) values ('writer', '命题甲') returning id),
            c as (insert into question_category (org_id, org_at, name) values ($1, $2, '压力') returning id),
            q as (insert into question (org_id, org_at, category_id) select $1, $2, c.id from c, generate_series(1, $3) returning id),
            v as (insert into question_version (question_id, org_id, org_at, number, kind, content, stem, difficulty, author_id, author_name)
                  select q.id, $1, $2, 1, 'single', '{"kind": "single", "stem": "题", "options": [{"id": "A", "text": "甲"}, {"id": "B", "text": "乙"}]}', '题', 3, writer.id, '命题甲' from q, writer returning id),
            p as (insert into exam_paper (org_id, org_at, title, marks, items, person_id) select $1, $2, '压力试卷', 40, $3, id from writer returning id),
            i as (insert into exam_paper_item (paper_id, number, version_id, org_id, org_at, marks) select p.id, row_number() over (), v.id, $1, $2, 1 from v, p returning 1),
            m as (insert into matter (process, field, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on)
                  values ('exam', 'training', '2020-01-01', 'open', '压力考试', $1, $2, $1, $2, '2020-01-01') returning id)
       insert into exam (matter_id, org_id, org_at, title, audience, opens_at, closes_at, minutes, paper_id, announced_at, opened_at)
       select m.id, $1, $2, '压力考试', 'reach', clock_timestamp() - interval '1 minute', clock_timestamp() + interval '3 hours', 120, p.id, clock_timestamp(), clock_timestamp() from m, p
       returning matter_id as id`,
      [org, lo, questions],
    )
    const sessions = hired.rows.map(({ id }, at) => ({ cookie: `sid=${tokens[at]}`, personId: id }))
    return { examId: made[0]?.id ?? '', sessions }
  } finally {
    await client.query('reset session_replication_role')
    client.release()
  }
}

async function startAll(site: Site, examId: string, sessions: readonly { cookie: string; personId: string }[]): Promise<Candidate[]> {
  const began = performance.now()
  const left = [...sessions]
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let one = left.pop(); one; one = left.pop()) {
        const { status, text } = await post(site, `/api/my-exams/${examId}/start`, one.cookie, {})
        if (status !== 200) throw new Error(`a start was answered ${status}: ${text}`)
      }
    }),
  )
  say(`${sessions.length} candidates began in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  const { rows } = await site.pool.query<{ id: string; person_id: string }>('select id, person_id from exam_attempt')
  const attempts = new Map(rows.map((row) => [row.person_id, row.id]))
  return sessions.map((one) => ({ ...one, attemptId: attempts.get(one.personId) ?? '' }))
}

/** Each client writes as one candidate after the other. */
async function timed(work: (n: number) => Promise<unknown>): Promise<Times> {
  const times: number[] = []
  const until = performance.now() + seconds * 1000
  let n = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        const began = performance.now()
        await work(n++)
        times.push(performance.now() - began)
      }
    }),
  )
  return summary(times, seconds)
}

async function serveBare(): Promise<{ port: number; close: () => Promise<void> }> {
  const bare = new pg.Pool({ connectionString: superuserOf(), max: 10, options: '-c session_replication_role=replica' })
  bare.on('error', () => undefined)
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { attemptId, personId, item, seq: own, answer } = JSON.parse(Buffer.concat(parts).toString())
      bare.query(bareSave, [attemptId, item, personId, own, JSON.stringify(answer)]).then(
        () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
        () => response.writeHead(500).end(),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port
    async close() {
      server.closeAllConnections()
      server.close()
      await bare.end()
    },
  }
}

function superuserOf(): string {
  const { pathname } = new URL(embedded.databases.owner)
  return Object.assign(new URL(embedded.superuserUrl), { pathname }).href
}

async function benchSaves(site: Site, examId: string, candidates: readonly Candidate[]): Promise<void> {
  const bare = await serveBare()
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients })
  const [ours, theirs]: [Times[], Times[]] = [[], []]
  const pick = (n: number) => candidates[n % candidates.length]
  const demand = async (sent: Promise<{ status: number; text: string }>) => {
    const { status, text } = await sent
    if (status !== 200) throw new Error(`a save was answered ${status}: ${text}`)
  }
  for (let round = 0; round < rounds; round++) {
    ours.push(
      await timed((n) =>
        demand(post(site, `/api/my-exams/${examId}/answers`, pick(n)?.cookie ?? '', { items: [answerTo((n % questions) + 1)] })),
      ),
    )
    theirs.push(
      await timed((n) => {
        const { attemptId, personId } = pick(n) ?? {}
        return demand(post({ port: bare.port, agent }, '/', '', { attemptId, personId, ...answerTo((n % questions) + 1) }))
      }),
    )
  }
  say(
    `\n${clients} clients, ${rounds} rounds of ${seconds} s by turns; baseline: bare node:http + pg, one statement that writes the same row`,
  )
  say(line('autosave', ours, theirs))
  agent.destroy()
  await bare.close()
}

/** Everybody hands in within one minute at whose end his time ends; the last answers come with it. */
async function benchHandIns(site: Site, examId: string, candidates: readonly Candidate[]): Promise<void> {
  const client = await site.pool.connect()
  await client.query('set session_replication_role = replica')
  await client.query('delete from exam_answer')
  await client.query("update exam_attempt set ends_at = clock_timestamp() + interval '60 seconds'")
  await client.query('reset session_replication_role')
  client.release()
  const times: number[] = []
  const began = performance.now()
  const failed: string[] = []
  await Promise.all(
    candidates.map(async ({ cookie }, n) => {
      // Spread over the minute, the last tenth of them in its last two seconds, as people do.
      await sleep(n % 10 === 0 ? 58_000 + Math.random() * 1_900 : Math.random() * 58_000)
      const at = performance.now()
      const items = Array.from({ length: questions }, (_, item) => answerTo(item + 1))
      const { status, text } = await post(site, `/api/my-exams/${examId}/hand-in`, cookie, { items })
      times.push(performance.now() - at)
      if (status !== 200) failed.push(`${status} ${text.slice(0, 120)}`)
    }),
  )
  const { rows } = await site.pool.query<{ handed: number; late: number; answers: number }>(
    `select count(*) filter (where closed_by = 'candidate')::int as handed, count(*) filter (where closed_by <> 'candidate' or closed_at is null)::int as late,
            (select count(*)::int from exam_answer) as answers from exam_attempt`,
  )
  const { handed = 0, late = 0, answers = 0 } = rows[0] ?? {}
  const { p50, p95 } = summary(times, (performance.now() - began) / 1000)
  say(
    `\nhand-ins: ${handed} of ${candidates.length} within one minute, refused ${failed.length}, late ${late}, answers kept ${answers} of ${candidates.length * questions}; p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, slowest ${Math.max(...times).toFixed(0)} ms`,
  )
  if (failed.length > 0 || late > 0 || answers !== candidates.length * questions) {
    say(`LOST OR LATE: ${failed.slice(0, 3).join('; ')}`)
    process.exitCode = 1
  }
}
