import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openProvince, type Province } from './province.ts'

/** As many matters as a test has time for; the demonstration itself walks three hundred. */
const matters = 16

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
