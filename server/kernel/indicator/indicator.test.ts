import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { orgsApi } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import { serve } from '#kernel/jobs'
import { idOf, paper, plantMatter } from '#test/planted'
import { openWorld, type PersonKey, type World } from '#test/world'
import { countFacts, type Fact, figuresOf, recordsBehind, registerIndicators, reverseFacts, totalOf } from './index.ts'

const said = { title: '试', unit: '件', definition: '试验', clauses: [], source: '试验', mark: 'assumption' } as const

describe('what is counted', () => {
  let world: World
  let today = '2026-03-20'
  before(async () => {
    world = await openWorld(today)
    const names = (_ctx: Ctx, ids: readonly string[]) => Promise.resolve(ids.map((id) => ({ id, title: `记录${id}`, path: null })))
    const flow = ['seen', 'void', 'later', 'moved', 'amount', 'done', 'asked', 'side', 'evidence', 'rest'].map(
      (name) => ({ ...said, id: `t.${name}`, kind: 'flow', records: names }) as const,
    )
    const stock = ['standing', 'twice', 'following'].map((name) => ({ ...said, id: `t.${name}`, kind: 'stock' }) as const)
    registerIndicators([...flow, ...stock, { ...said, id: 't.rate', kind: 'ratio', over: { numerator: 't.done', denominator: 't.asked' } }])
  })
  after(() => world.close())

  const as = <T>(who: PersonKey, work: (ctx: Ctx) => Promise<T>) =>
    serve(world.house, world.people[who].token, work, () => new Date(`${today}T02:00:00Z`))
  const service = <T>(work: (ctx: Ctx) => Promise<T>) => {
    world.setDay(today)
    return world.inService(work)
  }
  const org = (key: string) => idOf(world, key)
  type Told = Omit<Fact, 'orgId' | 'indicator'>
  const count = (indicator: string, unit: string, ...facts: Told[]) =>
    service((ctx) =>
      countFacts(
        ctx,
        facts.map((fact) => ({ indicator, orgId: org(unit), ...fact })),
      ),
    )
  /** A number and its list, which is fetched in pages of two and must be as long as the number says. */
  async function look(who: PersonKey, indicator: string, unit: string, from: string, to = from) {
    const figures = await as(who, (ctx) => figuresOf(ctx, { indicators: [indicator], orgId: org(unit), from, to, by: 'self' }))
    const rows = []
    let total = 0
    for (let page = 1; page === 1 || rows.length < total; page++) {
      const asked = { indicator, orgId: org(unit), from, to, page, size: 2 }
      const list = await as(who, (ctx) => recordsBehind(ctx, asked))
      total = list.total
      if (list.rows.length === 0) break
      rows.push(...list.rows)
    }
    assert.equal(rows.length, total)
    return { values: figures.map(({ value }) => value), records: figures.map(({ records }) => records), rows }
  }

  test('is seen from the unit and from above, in the month of its day, and not from the side', async () => {
    await count(
      't.seen',
      'station',
      { day: '2026-02-28', record: 'a' },
      { day: '2026-03-01', record: 'b' },
      { day: '2026-03-02', record: 'c' },
    )
    for (const [who, unit] of [
      ['stationHead', 'station'],
      ['principalHead', 'county'],
      ['provinceSupervisor', 'province'],
    ] as const) {
      const { values, records, rows } = await look(who, 't.seen', unit, '2026-01', '2026-03')
      assert.deepEqual(
        [values, records],
        [
          [null, 1, 2],
          [0, 1, 2],
        ],
      )
      assert.deepEqual(
        rows.map(({ day, title }) => [day, title]),
        [
          ['2026-03-02', '记录c'],
          ['2026-03-01', '记录b'],
          ['2026-02-28', '记录a'],
        ],
      )
    }
    assert.deepEqual((await look('citySupervisor', 't.seen', 'neighbour', '2026-03')).values, [0])
    for (const [who, unit] of [
      ['headElsewhere', 'county'],
      ['principalHead', 'neighbour'],
      ['principalHead', 'cityA'],
      ['stationHead', 'county'],
      ['systemAdmin', 'county'],
      ['auditAdmin', 'province'],
    ] as const) {
      const asked = { orgId: org(unit), from: '2026-03', to: '2026-03' }
      await assert.rejects(
        as(who, (ctx) => figuresOf(ctx, { ...asked, indicators: ['t.seen'], by: 'child' })),
        { code: 'notFound' },
      )
      await assert.rejects(
        as(who, (ctx) => recordsBehind(ctx, { ...asked, indicator: 't.seen', page: 1, size: 10 })),
        { code: 'notFound' },
      )
    }
  })

  test('has lines of the units below and one of what the unit did itself, which together are the number', async () => {
    for (const unit of ['province', 'cityA', 'county', 'station', 'countyB'])
      await count('t.rest', unit, { day: '2026-03-05', record: unit, value: 2 })
    const by = (by: 'self' | 'child', unit = 'cityA') =>
      as('provinceHead', (ctx) => figuresOf(ctx, { indicators: ['t.rest'], orgId: org(unit), from: '2026-03', to: '2026-03', by }))
    assert.deepEqual(
      (await by('child')).map(({ orgName, own, value, records }) => [orgName, own, value, records]),
      [
        ['本级', true, 2, 1],
        ['子县局', false, 4, 2],
        ['丑县局', false, 0, 0],
      ],
    )
    assert.deepEqual(
      (await by('self')).map(({ value, records }) => [value, records]),
      [[6, 3]],
    )
    assert.deepEqual(
      (await by('self', 'province')).map(({ value }) => value),
      [10],
    )
    const asked = { indicator: 't.rest', orgId: org('cityA'), from: '2026-03', to: '2026-03', page: 1, size: 10, own: true }
    const { rows, total } = await as('cityHead', (ctx) => recordsBehind(ctx, asked))
    assert.deepEqual([rows.map(({ orgName }) => orgName), total], [['甲市局'], 1])
  })

  test('and was never done is gone from its month; what ended in a later month is a record of that month', async () => {
    for (const indicator of ['t.void', 't.later'])
      await count(indicator, 'county', { day: '2026-02-10', record: 'x' }, { day: '2026-02-11', record: 'y' })
    assert.equal(await service((ctx) => reverseFacts(ctx, [{ indicator: 't.void', record: 'x' }])), 1)
    assert.equal(await service((ctx) => reverseFacts(ctx, [{ indicator: 't.later', record: 'x', day: '2026-03-02' }])), 1)
    const gone = await look('principalHead', 't.void', 'county', '2026-02', '2026-03')
    assert.deepEqual([gone.values, gone.records, gone.rows.length], [[1, 0], [1, 0], 1])
    const later = await look('principalHead', 't.later', 'county', '2026-02', '2026-03')
    assert.deepEqual(
      [later.values, later.records, later.rows.map(({ value }) => value)],
      [
        [2, -1],
        [2, 1],
        [-1, 1, 1],
      ],
    )
    assert.equal(await service((ctx) => reverseFacts(ctx, [{ indicator: 't.void', record: 'x' }])), 0, 'once')
  })

  test('as an amount may go down: a record of its own', async () => {
    await count('t.amount', 'county', { day: '2026-02-10', record: 'case', value: 5000 })
    await count('t.amount', 'county', { day: '2026-03-10', record: 'case', value: -2000 })
    const { values, rows } = await look('principalHead', 't.amount', 'county', '2026-02', '2026-03')
    assert.deepEqual([values, rows.length], [[5000, -2000], 2])
  })

  test('as a stock is what stands at the end of a month; the list has who stood then', async () => {
    await count('t.standing', 'station', { day: '2026-01-15', record: 'a' }, { day: '2026-02-01', record: 'b' })
    await count('t.standing', 'county', { day: '2026-02-28', record: 'c' })
    await count('t.standing', 'station', { day: '2026-03-03', record: 'a', value: -1 })
    const all = await look('principalHead', 't.standing', 'county', '2025-12', '2026-03')
    assert.deepEqual(
      [all.values, all.records],
      [
        [null, 1, 3, 2],
        [0, 1, 3, 2],
      ],
    )
    assert.deepEqual(
      all.rows.map(({ day }) => day),
      ['2026-02-28', '2026-02-01'],
    )
    assert.equal((await look('principalHead', 't.standing', 'county', '2026-01', '2026-02')).rows.length, 3)
    // Nothing happened in the present month, and all the same it stands.
    today = '2026-05-20'
    assert.deepEqual((await look('principalHead', 't.standing', 'county', '2026-04', '2026-05')).values, [2, 2])
    today = '2026-03-20'
    const months = await as('principalHead', (ctx) =>
      figuresOf(ctx, { indicators: ['t.standing'], orgId: org('county'), from: '2026-01', to: '2026-03', by: 'self' }),
    )
    assert.equal(totalOf({ kind: 'stock', standing: true }, months)?.value, 2)
  })

  test('and stands already does not stand twice, and what never stood cannot fall', async () => {
    for (const day of ['2026-03-01', '2026-03-02']) await count('t.twice', 'county', { day, record: 'a' })
    await count('t.twice', 'county', { day: '2026-03-03', record: 'b', value: -1 })
    assert.deepEqual((await look('principalHead', 't.twice', 'county', '2026-03')).values, [1])
  })

  test('as a ratio is one over the other, over several months as over one, and nothing over nothing is no figure', async () => {
    await count('t.asked', 'county', ...['a', 'b', 'c', 'd'].map((record) => ({ day: '2026-01-10', record })), {
      day: '2026-03-01',
      record: 'e',
    })
    await count('t.done', 'county', { day: '2026-01-20', record: 'a' })
    await count('t.done', 'county', { day: '2026-03-20', record: 'e' })
    const months = await as('principalHead', (ctx) =>
      figuresOf(ctx, { indicators: ['t.rate'], orgId: org('county'), from: '2026-01', to: '2026-03', by: 'self' }),
    )
    assert.deepEqual(
      months.map(({ value, records }) => [value, records]),
      [
        [25, 4],
        [null, 0],
        [100, 1],
      ],
    )
    const whole = totalOf({ kind: 'ratio', standing: false }, months)
    assert.deepEqual([whole?.value, whole?.over, whole?.records], [40, { numerator: 2, denominator: 5 }, 5])
    const list = (part: 'numerator' | 'denominator') =>
      as('principalHead', (ctx) =>
        recordsBehind(ctx, { indicator: 't.rate', orgId: org('county'), from: '2026-01', to: '2026-03', page: 1, size: 10, part }),
      )
    assert.deepEqual([(await list('numerator')).rows.length, (await list('denominator')).rows.length], [2, 5])
  })

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
        as(who, (ctx) => countFacts(ctx, [{ indicator: 't.side', orgId: org(unit), day: '2026-03-10', record: who }])),
        { code: '42501' },
        `${who} ${unit}`,
      )
    await count('t.side', 'county', { day: '2026-03-10', record: 'officer' })
    for (const who of ['officer', 'principalHead', 'officerElsewhere'] as const)
      await assert.rejects(
        as(who, (ctx) => reverseFacts(ctx, [{ indicator: 't.side', record: 'officer' }])),
        { code: '42501' },
        who,
      )
    await assert.rejects(count('t.side', 'county', { day: '2026-03-21', record: 'x' }), /still to come/)
    // Of a matter, by who acts on it: not for the own unit of one that lies elsewhere, and not by who reads alone.
    const theirs = await plantMatter(world, 'neighbour', 'neighbour')
    const own = await plantMatter(world, 'county', 'county')
    for (const [who, unit, matterId] of [
      ['officer', 'county', theirs],
      ['citySupervisor', 'cityA', own],
      ['systemAdmin', 'province', own],
    ] as const)
      await assert.rejects(
        as(who, (ctx) => countFacts(ctx, [{ indicator: 't.side', orgId: org(unit), day: '2026-03-10', matterId, record: 'x' }])),
        { code: '42501' },
        who,
      )
    await as('officer', (ctx) =>
      countFacts(ctx, [{ indicator: 't.void', orgId: org('county'), day: '2026-03-10', matterId: own, record: 'x' }]),
    )
    for (const who of ['citySupervisor', 'systemAdmin', 'officerElsewhere'] as const)
      await assert.rejects(
        as(who, (ctx) => reverseFacts(ctx, [{ indicator: 't.void', matterId: own }])),
        { code: '42501' },
        who,
      )
    assert.deepEqual((await look('principalHead', 't.side', 'county', '2026-03')).values, [1])
  })

  test('cannot be written by who injects SQL: no fact, no month', async () => {
    const client = new pg.Client({ connectionString: world.clone.databases.app })
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
        await client.query("select authority.enter($1, 'r', 'a', '2026-03-20T02:00:00Z')", [world.people.officer.token])
        await assert.rejects(client.query(text), { code: '42501' }, text)
        await client.query('rollback')
      }
      const figures = "select * from authority.figures('{t.seen}', '{}', $1, '2026-01-01', '2026-03-01', 'self')"
      await client.query("select authority.enter('', 'r', 'a', '2026-03-20T02:00:00Z')")
      assert.equal((await client.query(figures, [org('county')])).rows.length, 0)
    } finally {
      await client.end()
    }
    await assert.rejects(world.sql.query('update indicator_fact set value = 9'), /append-only/)
  })

  test('is asked of sixty months at most, whoever asks', async () => {
    const asked = { orgId: org('county'), from: '2000-01', to: '2026-03' } as const
    const tooLong = { code: 'invalid', message: /最多查询 60 个月/ }
    await assert.rejects(
      as('officer', (ctx) => figuresOf(ctx, { ...asked, indicators: ['t.seen'], by: 'self' })),
      tooLong,
    )
    await assert.rejects(
      as('officer', (ctx) => recordsBehind(ctx, { ...asked, indicator: 't.seen', page: 1, size: 2 })),
      tooLong,
    )
    assert.equal((await look('officer', 't.seen', 'county', '2021-04', '2026-03')).values.length, 60)
  })

  test('for a matter goes along when the matter goes to another unit, if it still stands', async () => {
    const id = await plantMatter(world, 'county', 'station')
    for (const indicator of ['t.following', 't.seen'])
      await count(indicator, 'station', { day: '2026-02-10', matterId: id, record: 'open' })
    const seen = (await look('stationHead', 't.seen', 'station', '2026-02')).values
    await world.sql.query('begin')
    await world.sql.query("select set_config('app.now', '2026-03-20T02:00:00Z', true)")
    await world.sql.query('update matter set handling_org_id = $2 where id = $1', [id, org('county')])
    await world.sql.query('commit')
    const own = (unit: string) =>
      as('principalHead', (ctx) =>
        figuresOf(ctx, { indicators: ['t.following'], orgId: org(unit), from: '2026-02', to: '2026-03', by: 'child' }),
      )
    assert.deepEqual(
      (await own('station')).map(({ value }) => value),
      [1, 0],
    )
    assert.deepEqual(
      (await own('county')).map(({ orgName, month, value }) => [orgName, month, value]),
      [
        ['本级', '2026-02', 0],
        ['东街所', '2026-02', 1],
        ['本级', '2026-03', 1],
        ['东街所', '2026-03', 0],
      ],
    )
    assert.deepEqual((await look('stationHead', 't.seen', 'station', '2026-02')).values, seen, 'what was done stays where it was done')
    await count('t.following', 'county', { day: '2026-03-20', matterId: id, record: 'close', value: -1 })
    assert.deepEqual((await look('principalHead', 't.following', 'county', '2026-03')).values, [0])
  })

  test('of a month that is over stays with who stood above it then; out of today’s reach it is a line without a name', async () => {
    const before = await plantMatter(world, 'county', 'county')
    await count(
      't.moved',
      'county',
      { day: '2026-02-10', matterId: before, record: 'open' },
      { day: '2026-03-02', matterId: before, record: 'open' },
    )
    assert.deepEqual(
      (await look('cityHead', 't.moved', 'cityA', '2026-02', '2026-03')).rows.map(({ title }) => title),
      ['涉嫌假冒专利', '涉嫌假冒专利'],
    )
    const admin = world.as('systemAdmin', orgsApi)
    const { version } = await admin.read({ params: { orgId: org('county') } })
    await admin.move({ params: { orgId: org('county') }, version, body: { parentId: org('cityB'), from: '2026-03-05', paper } })
    const { values, rows } = await look('cityHead', 't.moved', 'cityA', '2026-02', '2026-03')
    assert.deepEqual(values, [1, 0])
    assert.deepEqual(
      rows.map(({ title, matterId, path, orgName }) => [title, matterId, path, orgName]),
      [[null, null, null, '子县局']],
    )
    assert.deepEqual((await look('provinceHead', 't.moved', 'cityB', '2026-02', '2026-03')).values, [0, 1])
    await assert.rejects(look('cityHead', 't.moved', 'county', '2026-02'), { code: 'notFound' })
  })
})
