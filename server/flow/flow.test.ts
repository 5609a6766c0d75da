import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { type Flow, flowApi } from '#contract/flow'
import { openWorld, type PersonKey, type World } from '#test/world'

/** Ten matters, written as their history is kept: step, states, day, and whose step it was. What follows of them was counted by hand. */
type Move = readonly [step: string, from: string, to: string, day: string, unit: string, role: string]
const filed = (day: string): Move => ['open', 'filed', 'filed', day, 'county', 'officer']
const investigate = (day: string): Move => ['assignOfficers', 'filed', 'investigating', day, 'county', 'unitHead']
const report = (day: string): Move => ['report', 'investigating', 'underReview', day, 'county', 'officer']
const sendBack = (day: string): Move => ['sendBack', 'underReview', 'investigating', day, 'county', 'legalReviewer']
const close = (day: string): Move => ['terminate', 'underReview', 'terminated', day, 'county', 'principalHead']
const record = (day: string): Move => ['extend', 'investigating', 'investigating', day, 'county', 'officer']

const straight = (...days: [string, string, string, string]) => [filed(days[0]), investigate(days[1]), report(days[2]), close(days[3])]
const histories: readonly { unit: string; due?: string; moves: readonly Move[] }[] = [
  // Four straight ones: 1, 2, 3, 4 days in the first state; 10, 10, 20, 30 under investigation; 5 under review.
  { unit: 'county', moves: straight('2026-03-02', '2026-03-03', '2026-03-13', '2026-03-18') },
  { unit: 'county', moves: straight('2026-03-02', '2026-03-04', '2026-03-14', '2026-03-19') },
  { unit: 'station', moves: straight('2026-03-02', '2026-03-05', '2026-03-25', '2026-03-30') },
  { unit: 'neighbour', moves: straight('2026-03-02', '2026-03-06', '2026-04-05', '2026-04-10') },
  // One straight, with a record that moves nothing, and late at its end: due on April 1st, closed on the 4th.
  {
    unit: 'county',
    due: '2026-04-01',
    moves: [filed('2026-03-02'), investigate('2026-03-03'), record('2026-03-09'), report('2026-03-30'), close('2026-04-04')],
  },
  // Two sent back once and closed; the second late twice.
  {
    unit: 'county',
    moves: [
      filed('2026-03-03'),
      investigate('2026-03-04'),
      report('2026-03-10'),
      sendBack('2026-03-12'),
      report('2026-03-20'),
      close('2026-03-25'),
    ],
  },
  {
    unit: 'county',
    due: '2026-03-19',
    moves: [
      filed('2026-03-03'),
      investigate('2026-03-04'),
      report('2026-03-10'),
      sendBack('2026-03-12'),
      report('2026-03-20'),
      close('2026-03-25'),
    ],
  },
  // Three still open: one in each state, one of them sent back twice.
  { unit: 'county', moves: [filed('2026-03-31')] },
  { unit: 'neighbour', moves: [filed('2026-03-31'), investigate('2026-04-01')] },
  {
    unit: 'station',
    moves: [
      filed('2026-03-04'),
      investigate('2026-03-05'),
      report('2026-03-06'),
      sendBack('2026-03-07'),
      report('2026-03-08'),
      sendBack('2026-03-09'),
      report('2026-03-10'),
    ],
  },
]

describe('the view of a process', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-04-20', { office: true })
    for (const [at, history] of histories.entries()) await plant(world, at, history)
  })
  after(() => world.close())
  const org = (key: string) => world.orgs.get(key) as OrgId // the keys of the test world
  const asked = { process: 'penalty', from: '2026-03', to: '2026-03' }
  const read = (who: PersonKey, more: object = {}): Promise<Flow> => world.as(who, flowApi).read({ query: { ...asked, ...more } })
  const listed = async (who: PersonKey, cell: string, more: object = {}) =>
    (await world.as(who, flowApi).matters({ query: { ...asked, ...more, cell, size: 100 } })).rows.map(({ title }) => title).toSorted()

  test('tells the ways that the matters took, with their share', async () => {
    const { variants, otherVariants, total } = await read('cityHead')
    assert.deepEqual(
      variants.map(({ steps, matters, share, closed }) => [steps.length, matters, share, closed]),
      [[4, 5, 50, 5], [6, 2, 20, 2], ...variants.slice(2).map(({ steps }) => [steps.length, 1, 10, 0])],
    )
    assert.deepEqual(
      variants
        .slice(2)
        .map(({ steps }) => steps.length)
        .toSorted(),
      [1, 2, 7],
    )
    assert.deepEqual(variants[0]?.steps.slice(0, 1), ['发起'])
    assert.deepEqual([otherVariants.variants, otherVariants.matters, total.matters, total.closed], [0, 0, 10, 7])
    // 16, 17, 28, 39, 33, 22 and 22 days from the first to the last.
    assert.deepEqual(total.days, { median: 22, p90: 39 })
  })

  test('tells how long they stood in each state, in days and working days, and how many stand there now', async () => {
    const { waits } = await read('cityHead')
    const of = (state: string) => {
      const { matters, passages, days, waiting, longest } = waits.find((one) => one.opens === `left:${state}`)!
      return [matters, passages, days.median, days.p90, waiting, longest]
    }
    // Left after 1, 2, 3, 4, 1, 1, 1, 1, 1 days; one stands there since March 31st.
    assert.deepEqual(of('filed'), [9, 9, 1, 4, 1, 20])
    // 10, 10, 20, 30, 27 · 6, 8 · 6, 8 · 1, 1, 1; one stands there since April 1st.
    assert.deepEqual(of('investigating'), [8, 12, 8, 27, 1, 19])
    // 5, 5, 5, 5, 5 · 2, 5 · 2, 5 · 1, 1; one stands there since March 10th.
    assert.deepEqual(of('underReview'), [8, 11, 5, 5, 1, 41])
    const { waits: own } = await read('headElsewhere')
    // March 6th to April 5th: thirty days, of which four weekends and the made-up and the free days of the feast.
    const long = own.find(({ opens }) => opens === 'left:investigating')!
    assert.deepEqual([long.days.median, long.workingDays.median], [30, workingDaysBetween(world, '2026-03-06', '2026-04-05')])
  })

  test('tells the hand-overs that came after the due day of a running deadline: from whom, to whom', async () => {
    const { late, lateTotal } = await read('cityHead')
    assert.deepEqual([lateTotal.matters, lateTotal.times], [2, 3])
    assert.deepEqual(
      late.map(({ clock, from, to, times, matters, medianDays }) => [clock, from.role, to.role, to.org, times, matters, medianDays]),
      [
        ['作出处理决定', '办案人员', '部门主要负责人', '甲市子县市场监督管理局', 2, 2, 3],
        ['作出处理决定', '法制审核人员', '办案人员', '甲市子县市场监督管理局', 1, 1, 1],
      ],
    )
  })

  test('tells what came back, and how many were right the first time', async () => {
    const { rework, firstTime } = await read('cityHead')
    assert.deepEqual(
      rework.map(({ times, matters }) => [times, matters]),
      [
        [4, 3],
        [4, 3],
      ],
    )
    assert.deepEqual([firstTime.closed, firstTime.matters, firstTime.share, firstTime.reworked], [7, 5, 71.4, 2])
  })

  test('opens every number to a list of as many matters', async () => {
    const flow = await read('cityHead')
    const cells = [
      flow.total,
      { matters: flow.total.closed, opens: flow.total.closedOpens },
      flow.firstTime,
      { matters: flow.firstTime.reworked, opens: flow.firstTime.reworkedOpens },
      flow.lateTotal,
      flow.otherVariants,
      ...flow.variants,
      ...flow.waits,
      ...flow.waits.map(({ waiting, waitingOpens }) => ({ matters: waiting, opens: waitingOpens })),
      ...flow.late,
      ...flow.rework,
      ...flow.units,
      ...flow.units.map(({ lateMatters, lateOpens }) => ({ matters: lateMatters, opens: lateOpens })),
    ]
    assert.ok(cells.length > 20)
    for (const { matters, opens } of cells) assert.equal((await listed('cityHead', opens)).length, matters, opens)
    assert.deepEqual(await listed('cityHead', 'no:such'), [])
    assert.deepEqual(await listed('cityHead', `late:' or true --`), [])
  })

  test('keeps apart two units of one name', async () => {
    const moved = (to: string) =>
      world.sql.query("update matter_step set org_id = $1 where step = 'terminate' and happened_on = '2026-04-04'", [org(to)])
    await world.sql.query('set session_replication_role = replica')
    await moved('neighbour')
    const { late } = await read('cityHead')
    assert.deepEqual(
      late.map(({ to, times }) => [to.org, times]),
      Array.from({ length: 3 }, () => ['甲市子县市场监督管理局', 1]),
    )
    for (const { matters, opens } of late) assert.equal((await listed('cityHead', opens)).length, matters)
    await moved('county')
    await world.sql.query('reset session_replication_role')
  })

  test('divides the matters of a unit among itself and the units below it', async () => {
    const { units, total } = await read('cityHead')
    assert.deepEqual(
      units.map(({ name, matters, closed }) => [name, matters, closed]),
      [
        ['子县局', 8, 6],
        ['丑县局', 2, 1],
      ],
    )
    assert.equal(total.matters, 10)
    const county = await read('principalHead')
    assert.deepEqual(
      county.units.map(({ name, matters }) => [name, matters]),
      [
        ['子县局（本级）', 6],
        ['东街所', 2],
      ],
    )
  })

  test('ends where the reach ends, by unit, by field and by role', async () => {
    assert.equal((await read('principalHead')).total.matters, 8)
    assert.equal((await read('headElsewhere')).total.matters, 2)
    await assert.rejects(read('principalHead', { orgId: org('neighbour') }), { code: 'notFound' })
    await assert.rejects(read('headElsewhere', { orgId: org('cityA') }), { code: 'notFound' })
    // The office of the leading group has no business in the penalty cases.
    await assert.rejects(read('office'), { code: 'notFound' })
    const { rows } = await world.sql.query("select 1 from matter where field = 'coordination'")
    assert.equal(rows.length, 0)
    for (const who of ['officer', 'trainer', 'systemAdmin'] as const) await assert.rejects(read(who), { code: 'notAllowed' }, who)
    await assert.rejects(listed('principalHead', 'all', { orgId: org('cityA') }), { code: 'notFound' })
  })

  test('is of a period of at most a year', async () => {
    await assert.rejects(read('cityHead', { from: '2025-03', to: '2026-03' }), { code: 'invalid' })
    await assert.rejects(read('cityHead', { from: '2026-04', to: '2026-03' }), { code: 'invalid' })
    assert.equal((await read('cityHead', { from: '2025-04', to: '2026-03' })).total.matters, 10)
    assert.equal((await read('cityHead', { from: '2026-04', to: '2026-04' })).total.matters, 0)
  })
})

function workingDaysBetween({ house }: World, from: string, to: string): number {
  let count = 0
  const day = new Date(`${from}T00:00:00Z`)
  for (;;) {
    day.setUTCDate(day.getUTCDate() + 1)
    const text = day.toISOString().slice(0, 10)
    if (text > to) return count
    if (house.calendar().isWorkingDay(text)) count += 1
  }
}

async function plant({ sql, orgs }: World, at: number, { unit, due, moves }: (typeof histories)[number]): Promise<void> {
  const last = moves.at(-1)![2]
  const closed = last === 'terminated'
  const owner = unit === 'station' ? 'county' : unit
  const { rows } = await sql.query(
    `insert into matter (process, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on, closed)
     values ('penalty', '2026-03-01', $1, $2, $3, 0, $4, 0, $5, $6) returning id`,
    [last, `事项 ${at}`, orgs.get(owner), orgs.get(unit), moves[0]![3], closed],
  )
  const { id } = rows[0]
  for (const [step, from, to, day, org, role] of moves)
    await sql.query(
      `insert into matter_step (matter_id, step, from_state, to_state, happened_on, person_name, role, org_id, org_name)
       values ($1, $2, $3, $4, $5, '某人', $6, $7, (select name from org where id = $7))`,
      [id, step, from, to, day, role, orgs.get(org)],
    )
  if (due === undefined) return
  const ended = closed ? moves.at(-1)![3] : null
  await sql.query(
    `insert into matter_clock (matter_id, name, entry, title, limit_id, kind, begun, due, ended_on, handling_at, detail)
     values ($1, 'term', 0, '作出处理决定', 'CASE-TERM', 'deadline', $2, $3, $4, 0, '{}'),
            ($1, 'wait', 0, '陈述申辩期', 'STATEMENT', 'wait', $2, $2, $4, 0, '{}')`,
    [id, moves[0]![3], due, ended],
  )
}
