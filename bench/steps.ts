import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { casesApi } from '#contract/cases'
import { matterApi } from '#contract/matter'
import { composeHouse } from '#house'
import { readConfig } from '#kernel/config'
import { buildServer, clientOf } from '#kernel/http'
import { createLog } from '#kernel/log'
import { allRoutes } from '#rooms'

const writers = 8

interface Team {
  officer: string
  head: string
  officerId: string
}

/**
 * Steps taken in a second through the front door, with ledger, clocks and row security, each on its own lead; baseline: a bare transaction that locks the
 * matter, appends one act and moves the version, without any of that.
 */
export async function benchSteps(
  databases: { owner: string; app: string; worker: string },
  superuserUrl: string,
  { seconds, say }: { seconds: number; say: (text: string) => void },
): Promise<void> {
  const house = await composeHouse({ ...readConfig({}), databases }, databases.app, createLog({ level: 'silent' }))
  const app = await buildServer({ house, routes: allRoutes, unlimited: true })
  const pool = new pg.Pool({ connectionString: superuserUrl, max: writers })
  try {
    const team = await hireTeam(pool)
    const officer = clientOf(app, team.officer, matterApi)
    const leads = await Promise.all(Array.from({ length: writers }, () => openLead(app, team)))
    const ours = await timed(seconds, async (i) => {
      const lead = leads[i]!
      const { version } = await officer.take({
        params: { matterId: lead.id, step: 'recordFindings' },
        body: { happenedOn: lead.day, input: { findings: '压力测试' } },
        version: lead.version,
      })
      lead.version = version
    })
    const bare = await timed(seconds, (i) => bareStep(pool, leads[i]!.id))
    say(
      `\nsteps taken: ${ours.toFixed(0)} a second with ledger, clocks and row security; baseline, bare transaction: ${bare.toFixed(0)} a second; ratio ${(ours / bare).toFixed(2)}`,
    )
  } finally {
    await pool.end()
    await app.close()
    await house.close()
  }
}

async function openLead(app: Parameters<typeof clientOf>[0], team: Team) {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const { id, version } = await clientOf(app, team.officer, casesApi).registerLead({
    body: { source: 'inspection', foundOn: today, divisionCode: '350102', place: '演示路1号', content: '压力测试用线索' },
  })
  const assigned = await clientOf(app, team.head, matterApi).take({
    params: { matterId: id, step: 'assign' },
    body: { happenedOn: today, input: { officers: [team.officerId] } },
    version,
  })
  return { id, version: assigned.version, day: today }
}

async function timed(seconds: number, work: (writer: number) => Promise<unknown>): Promise<number> {
  const until = performance.now() + seconds * 1000
  let done = 0
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      while (performance.now() < until) {
        await work(writer)
        done += 1
      }
    }),
  )
  return done / seconds
}

async function bareStep(pool: pg.Pool, id: string): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin; set local session_replication_role = replica')
    await client.query('select version from matter where id = $1 for update', [id])
    await client.query(
      `insert into matter_step (matter_id, step, from_state, to_state, happened_on, person_name, role, org_id, org_name, input)
       select id, 'recordFindings', state, state, opened_on, '演', 'officer', handling_org_id, '演', '{"findings": "压力测试"}' from matter where id = $1`,
      [id],
    )
    await client.query('update matter set version = version + 1 where id = $1', [id])
    await client.query('commit')
  } finally {
    client.release()
  }
}

async function hireTeam(pool: pg.Pool): Promise<Team> {
  const [officer, head] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')]
  const open = async (token: string, role: string) => {
    const { rows } = await pool.query<{ person_id: string }>(
      `insert into session (token_hash, kind, person_id, duty_id, expires_at, address)
       select $1, 'person', d.person_id, d.id, clock_timestamp() + interval '1 day', 'bench'
         from duty d join org o on o.id = d.org_id where o.code = '350102' and d.role = $2 order by d.id limit 1 returning person_id`,
      [createHash('sha256').update(token).digest(), role],
    )
    return rows[0]?.person_id ?? ''
  }
  const officerId = await open(officer, 'officer')
  await open(head, 'unitHead')
  return { officer, head, officerId }
}
