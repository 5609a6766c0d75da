import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { type Counting, openCounting } from '#test/counting'
import { plantMatter } from '#test/planted'
import { countFacts, figuresOf, recordsBehind, reverseFacts } from './index.ts'

describe('a fact', () => {
  let w: Counting
  before(async () => {
    w = await openCounting('2026-03-20', { flows: ['t.seen', 't.void', 't.side', 't.evidence'], stocks: [] })
  })
  after(() => w.close())

  test('is counted by who acts on its matter, for nobody beside him, and not before it happened', async () => {
    // Without a matter nothing holds it against an act: not for the own unit either.
    for (const [who, unit] of [
      ['officer', 'county'],
      ['officer', 'neighbour'],
      ['stationOfficer', 'station'],
      ['citySupervisor', 'cityA'],
      ['provinceHead', 'province'],
    ] as const)
      await assert.rejects(
        w.as(who, (ctx) => countFacts(ctx, [{ indicator: 't.side', orgId: w.org(unit), day: '2026-03-10', record: who }])),
        { code: '42501' },
        `${who} ${unit}`,
      )
    await w.count('t.side', 'county', { day: '2026-03-10', record: 'officer' })
    for (const who of ['officer', 'principalHead', 'officerElsewhere'] as const)
      await assert.rejects(
        w.as(who, (ctx) => reverseFacts(ctx, [{ indicator: 't.side', record: 'officer' }])),
        { code: '42501' },
        who,
      )
    await assert.rejects(w.count('t.side', 'county', { day: '2026-03-21', record: 'x' }), /still to come/)
    // Of a matter, by who acts on it: not for the own unit of one that lies elsewhere, and not by who reads alone.
    const theirs = await plantMatter(w.world, 'neighbour', 'neighbour')
    const own = await plantMatter(w.world, 'county', 'county')
    for (const [who, unit, matterId] of [
      ['officer', 'county', theirs],
      ['citySupervisor', 'cityA', own],
      ['systemAdmin', 'province', own],
    ] as const)
      await assert.rejects(
        w.as(who, (ctx) => countFacts(ctx, [{ indicator: 't.side', orgId: w.org(unit), day: '2026-03-10', matterId, record: 'x' }])),
        { code: '42501' },
        who,
      )
    await w.as('officer', (ctx) =>
      countFacts(ctx, [{ indicator: 't.void', orgId: w.org('county'), day: '2026-03-10', matterId: own, record: 'x' }]),
    )
    for (const who of ['citySupervisor', 'systemAdmin', 'officerElsewhere'] as const)
      await assert.rejects(
        w.as(who, (ctx) => reverseFacts(ctx, [{ indicator: 't.void', matterId: own }])),
        { code: '42501' },
        who,
      )
    assert.deepEqual((await w.look('principalHead', 't.side', 'county', '2026-03')).values, [1])
  })

  test('cannot be written by who injects SQL: no fact, no month', async () => {
    const client = new pg.Client({ connectionString: w.world.clone.databases.app })
    await client.connect()
    try {
      for (const text of [
        "insert into indicator_fact (indicator, org_id, org_at, day, value, record) select 't.seen', id, 0, '2026-03-01', 9, 'x' from org where code = '350102'",
        "update indicator_fact set value = 9 where indicator = 't.seen'",
        'delete from indicator_fact',
        "insert into indicator_month (indicator, month, org_id, value, records) select 't.seen', '2026-03-01', id, 9, 9 from org where code = '350102'",
        'update indicator_month set value = 9',
        'select * from indicator_month',
        'select authority.rebuild_months()',
        'select * from authority.months_that_differ()',
        "select * from authority.facts_that_differ('[]')",
        'select authority.reverse(array[1], array[null::date], array[null])',
        'insert into indicator_check (facts, months_differ, facts_differ, mended, detail) values (1, 0, 0, false, $${}$$)',
      ]) {
        await client.query('begin')
        await client.query("select authority.enter($1, 'r', 'a', '2026-03-20T02:00:00Z')", [w.world.people.officer.token])
        await assert.rejects(client.query(text), { code: '42501' }, text)
        await client.query('rollback')
      }
      const figures = "select * from authority.figures('{t.seen}', '{}', $1, '2026-01-01', '2026-03-01', 'self')"
      await client.query("select authority.enter('', 'r', 'a', '2026-03-20T02:00:00Z')")
      assert.equal((await client.query(figures, [w.org('county')])).rows.length, 0)
    } finally {
      await client.end()
    }
    await assert.rejects(w.world.sql.query('update indicator_fact set value = 9'), /append-only/)
  })

  test('is asked of sixty months at most, whoever asks', async () => {
    const asked = { orgId: w.org('county'), from: '2000-01', to: '2026-03' } as const
    const tooLong = { code: 'invalid', message: /最多查询 60 个月/ }
    await assert.rejects(
      w.as('officer', (ctx) => figuresOf(ctx, { ...asked, indicators: ['t.seen'], by: 'self' })),
      tooLong,
    )
    await assert.rejects(
      w.as('officer', (ctx) => recordsBehind(ctx, { ...asked, indicator: 't.seen', page: 1, size: 2 })),
      tooLong,
    )
    assert.equal((await w.look('officer', 't.seen', 'county', '2021-04', '2026-03')).values.length, 60)
  })
})
