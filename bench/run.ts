import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbedded } from '#embedded'
import { composeHouse } from '#house'
import { readConfig } from '#kernel/config'
import { migrate } from '#kernel/db'
import { buildServer } from '#kernel/http'
import { createLog } from '#kernel/log'
import { allRoutes } from '#rooms'
import { recordStatements, serveBaseline } from './baseline.ts'
import { benchDeadlines } from './deadlines.ts'
import { ask, line, median, type Times } from './measure.ts'
import { fillProvince } from './province.ts'
import { benchStartup } from './startup.ts'
import { benchSteps } from './steps.ts'

// npm run bench [-- --matters 1000000 --people 30000 --rounds 3 --seconds 5]: reads among a million matters with row security on, against bare
// node:http + pg running the same SQL without row security, in the same run, by turns.

const { values } = parseArgs({
  options: {
    matters: { type: 'string', default: '1000000' },
    people: { type: 'string', default: '30000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
  },
})
const [matters, people, rounds, seconds] = [values.matters, values.people, values.rounds, values.seconds].map(Number) as [
  number,
  number,
  number,
  number,
]
const clients = 10
/** Milliseconds in which 95 of 100 answers are given, among a million matters. Slower ends the bench with exit 1, after all of it was measured. */
const promised = 100

const folder = mkdtempSync(join(tmpdir(), 'minzhi-bench-'))
const say = (text: string) => void process.stdout.write(`${text}\n`)
const embedded = await startEmbedded(folder, { settings: { shared_buffers: '2GB', work_mem: '32MB', random_page_cost: '1.1' } })
try {
  await migrate(embedded.databases, 'demonstration')
  const { pathname } = new URL(embedded.databases.owner)
  const superuserUrl = Object.assign(new URL(embedded.superuserUrl), { pathname }).href
  say(`filling ${matters} matters and ${people} people`)
  await fillProvince(superuserUrl, { matters, people }, say)
  await benchReads(superuserUrl)
  await benchSteps(embedded.databases, superuserUrl, { seconds, say })
  benchDeadlines(100_000, say)
  await benchStartup(say)
} finally {
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function benchReads(superuserUrl: string): Promise<void> {
  const config = { ...readConfig({}), databases: embedded.databases }
  const house = await composeHouse(
    config,
    embedded.databases.app,
    createLog({ level: process.env.BENCH_LOG === undefined ? 'silent' : 'error' }),
  )
  const app = await buildServer({ house, routes: allRoutes, unlimited: true })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo // it listens on a port
  const url = `http://127.0.0.1:${port}`
  const [county, city, province] = [
    await openReader(superuserUrl, 'county'),
    await openReader(superuserUrl, 'city'),
    await openReader(superuserUrl, 'province'),
  ]
  const pages: Record<string, { reader: Reader; path: string }> = {
    inbox: { reader: county, path: '/api/inbox' },
    caseMatter: { reader: county, path: `/api/matters/${county.matterId}` },
    caseDetail: { reader: county, path: `/api/cases/${county.matterId}` },
    caseList: { reader: county, path: '/api/cases' },
    caseListByState: { reader: county, path: '/api/cases?state=investigating&sort=due' },
    caseListOverdue: { reader: county, path: '/api/cases?light=red' },
    caseListOfCity: { reader: city, path: '/api/cases' },
    caseListOfCityByState: { reader: city, path: '/api/cases?state=investigating&sort=due' },
    caseListOfProvince: { reader: province, path: '/api/cases' },
    caseListOfProvinceByState: { reader: province, path: '/api/cases?state=investigating&sort=due' },
  }
  const recorded: Record<string, Awaited<ReturnType<typeof recordStatements>>> = {}
  for (const [name, { reader, path }] of Object.entries(pages))
    recorded[name] = await recordStatements(() => app.inject({ url: path, headers: reader.headers }))
  const baseline = await serveBaseline(superuserUrl, recorded)
  say(
    `\n${clients} clients, ${rounds} rounds of ${seconds} s by turns, heads among ${matters} matters (of a county unless said); baseline: bare node:http + pg, the same SQL without row security`,
  )
  for (const [name, { reader, path }] of Object.entries(pages)) {
    const [ours, theirs]: [Times[], Times[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      ours.push(await ask({ url: url + path, headers: reader.headers, clients, seconds }))
      theirs.push(await ask({ url: `${baseline.url}/${name}`, headers: {}, clients, seconds }))
    }
    const slow = median(ours.map(({ p95 }) => p95)) > promised
    if (slow) process.exitCode = 1
    say(`${line(name, ours, theirs)} (${recorded[name]?.length} statements)${slow ? `: OVER ${promised} ms` : ''}`)
  }
  await baseline.close()
  await app.close()
  await house.close()
}

interface Reader {
  headers: { cookie: string }
  matterId: string
}

/** A head of such a unit, with a session, and one of the open matters in his reach. */
async function openReader(superuserUrl: string, kind: 'county' | 'city' | 'province'): Promise<Reader> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  const token = randomBytes(32).toString('base64url')
  const { rows } = await client.query<{ id: string }>(
    `with reader as (select d.*, o.lo, o.hi from duty d join org o on o.id = d.org_id where o.kind = $2 and d.role = 'principalHead' order by o.code limit 1),
          made as (insert into session (token_hash, kind, person_id, duty_id, expires_at, address)
                   select $1, 'person', person_id, id, clock_timestamp() + interval '1 day', 'bench' from reader)
     select m.id from matter m join reader r on m.owner_at between r.lo and r.hi - 1 where not m.closed limit 1`,
    [createHash('sha256').update(token).digest(), kind],
  )
  await client.end()
  const matterId = rows[0]?.id
  if (!matterId) throw new Error(`the bench found no head of a ${kind} with open matters: fill in more`)
  return { headers: { cookie: `sid=${token}` }, matterId }
}
