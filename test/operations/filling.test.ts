import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import pg from 'pg'
import { beginFilling, demonstrationJobs } from '#demonstration'
import { composeHouse } from '#house'
import { readConfig } from '#kernel/config'
import { startWorker } from '#kernel/jobs'
import { createLog } from '#kernel/log'
import { allJobs, allRoutes } from '#rooms'
import { cloneDatabase } from '#test/database'
import { prepareInstallation } from '../../server/installation.ts'

/** As many matters as a test has time for; the demonstration itself walks three hundred. */
const matters = 30

interface Province {
  /** Stories that broke off, as they would stand in the log. */
  broken: string[]
  sql: pg.Client
  start(): ReturnType<typeof startWorker>
  /** Waits until so many stories have been walked; what is told when the matters are over is one more. */
  until(count: number): Promise<void>
  walked(): Promise<number>
  close(): Promise<void>
}

/** A platform as it stands after its first start, with nobody looking. */
async function openProvince(count: number): Promise<Province> {
  const folder = mkdtempSync(join(tmpdir(), 'minzhi-filling-'))
  const clone = await cloneDatabase()
  const config = { ...readConfig({}), databases: clone.databases, dataFolder: folder }
  await prepareInstallation(config, clone.databases, () => undefined)
  const house = await composeHouse(config, clone.databases.app, createLog({ level: process.env.TEST_LOG ? 'warn' : 'silent' }))
  const sql = new pg.Client({ connectionString: clone.superuserUrl })
  await sql.connect()
  const broken: string[] = []
  const walked = async () => {
    const { rows } = await sql.query<{ share: number }>('select share from preparation')
    return Math.round((rows[0]?.share ?? 0) * (count + 1))
  }
  return {
    broken,
    sql,
    walked,
    async start() {
      const jobs = demonstrationJobs(allRoutes, {
        count,
        onBroken: ({ error, story, day }) => broken.push(`${story}, on ${day}: ${inspect(error, { depth: 4 })}`),
      })
      // What is brought to the course is looked at by the job that looks at all uploads.
      const worker = await startWorker(house, clone.databases.worker, { ...jobs, 'courses.take': allJobs['courses.take']! })
      await beginFilling(house)
      return worker
    },
    async until(enough) {
      for (const deadline = Date.now() + 240_000; (await walked()) < enough; await sleep(30))
        assert.ok(Date.now() < deadline, `only ${await walked()} of ${count} after four minutes`)
    },
    async close() {
      await house.close()
      await sql.end()
      await clone.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

describe('the filling of the demonstration', () => {
  let province: Province
  before(async () => {
    province = await openProvince(matters)
  })
  after(() => province.close())

  /** Where each story began: a lead, a complaint or a simple case, which is nobody's child. */
  const beginnings = async () => {
    const { rows } = await province.sql.query<{ id: string; title: string }>(
      `select m.id, m.title from matter m where m.parent_id is null and m.process in ('lead', 'complaint', 'simple')
        and not exists (select 1 from lead l where l.matter_id = m.id and l.received_from is not null)`,
    )
    return rows
  }

  test('stops within seconds in the middle of a story, after a whole act', async () => {
    const worker = await province.start()
    await province.until(1)
    const began = performance.now()
    await worker.stop()
    assert.ok(performance.now() - began < 5_000)
    assert.ok((await province.walked()) < matters)
  })
  test('goes on where it stopped: no story twice, none left out', async () => {
    const before = await beginnings()
    const worker = await province.start()
    await province.until(matters + 1)
    await worker.stop()
    const all = await beginnings()
    for (const { id } of before) assert.ok(all.some((one) => one.id === id))
    assert.equal(all.length, matters, JSON.stringify(all))
  })
  test('no story breaks off', () => assert.deepEqual(province.broken, []))
  test('matters stand in many states, some overdue, some near, some long archived', async () => {
    const { rows } = await province.sql.query<{ states: number; overdue: number; running: number; closed: number }>(
      `select count(distinct (process, state))::int states, count(*) filter (where not closed and due < clock.today())::int overdue,
              count(*) filter (where not closed and due >= clock.today())::int running, count(*) filter (where closed)::int closed from matter`,
    )
    const { states, overdue, running, closed } = rows[0]!
    assert.ok(states >= 15, `${states} states`)
    assert.ok(overdue > 0, 'none overdue')
    assert.ok(running > 0 && closed > 0, `${running} running, ${closed} closed`)
  })
  test('a course is published with a document and a package, and two officers have begun it', async () => {
    const { rows } = await province.sql.query(
      `select e.state, (select array_agg(u.kind order by u.position) from course_unit u where u.edition_id = e.id) kinds,
              (select count(*)::int from course_enrolment n where n.edition_id = e.id) begun,
              (select count(*)::int from unit_completion k join course_enrolment n on n.id = k.enrolment_id where n.edition_id = e.id) learned,
              (select a.cmi->>'cmi.core.lesson_location' from unit_attempt a join course_unit u on u.id = a.unit_id where u.kind = 'scorm12') place
         from course_edition e`,
    )
    assert.deepEqual(rows, [{ state: 'published', kinds: ['document', 'scorm12'], begun: 2, learned: 1, place: '1' }])
  })
  test('the cities have given their monthly return in time, late, sent back or not at all; items are scored; the report of the year is drafted', async () => {
    const { rows } = await province.sql.query<{ state: string; late: boolean; n: number }>(
      `select m.state, coalesce(r.submitted_first > r.due_first, false) late, count(*)::int n
         from exchange_return r join matter m on m.id = r.matter_id where r.asks->>'kind' = 'monthly' group by 1, 2 order by 1, 2`,
    )
    assert.deepEqual(
      rows.map(({ state, late, n }) => [state, late, n]),
      [
        ['accepted', false, 2],
        ['accepted', true, 1],
        ['open', false, 1],
        ['sentBack', false, 1],
        ['submitted', false, 5],
      ],
    )
    const told = await province.sql.query(
      `select (select array_agg(points::int order by points) from info_adoption) points, (select count(*)::int from exchange_report) reports,
              (select count(*)::int from exchange_return where asks->>'kind' = 'weekly' and submitted_on is not null) weekly`,
    )
    assert.deepEqual(told.rows, [{ points: [5, 10, 20], reports: 1, weekly: 1 }])
  })
  test('is not begun again once it is done', async () => {
    const worker = await province.start()
    await sleep(500)
    await worker.stop()
    assert.equal((await beginnings()).length, matters)
  })
})

describe('the same seed on the same day', () => {
  test('tells the same stories, act by act', async () => {
    const told = async () => {
      const province = await openProvince(3)
      try {
        const worker = await province.start()
        await province.until(3)
        await worker.stop()
        const { rows } = await province.sql.query<{ act: string }>(
          `select concat_ws(' ', m.process, m.number, m.title, s.step, s.happened_on, s.person_name, s.org_name) act
             from matter_step s join matter m on m.id = s.matter_id
            -- What is told after them is cut off somewhere.
            where m.process not in ('exchangeReturn', 'informationItem') order by 1`,
        )
        return rows.map(({ act }) => act)
      } finally {
        await province.close()
      }
    }
    const [once, again] = [await told(), await told()]
    assert.ok(once.length > 20)
    assert.deepEqual(again, once)
  })
})
