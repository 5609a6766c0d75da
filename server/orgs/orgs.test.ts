import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { ledgerActions } from '#contract/ledger'
import { orgsApi } from '#contract/orgs'
import { strayPlaces } from '#test/stray-places'
import { openWorld, type World } from '#test/world'

const paper = '闽市监人〔2026〕9号'

/** A matter placed by hand: what a move does to it is this room's question, not how it came to be. */
async function plantMatter(world: World, owner: string, handling: string, closed = false): Promise<string> {
  const { rows } = await world.sql.query(
    `insert into matter (process, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on, closed)
     values ('penalty', '2026-01-05', 'filed', '涉嫌假冒专利', $1, 0, $2, 0, '2026-01-05', $3) returning id`,
    [world.orgs.get(owner), world.orgs.get(handling), closed],
  )
  await world.sql.query(
    `insert into matter_clock (matter_id, name, entry, title, limit_id, kind, begun, handling_at, detail)
     select id, 'decision', 1, '办案期限', 'CASE-TERM', 'deadline', '2026-01-05', handling_at, '{}' from matter where id = $1`,
    [rows[0].id],
  )
  return rows[0].id
}
const fact = (world: World, org: string, day: string, value: number) =>
  world.sql.query("insert into indicator_fact (indicator, org_id, org_at, day, value, record) values ('cases.filed', $1, 0, $2, $3, 'x')", [
    world.orgs.get(org),
    day,
    value,
  ])
const idOf = (world: World, key: string) => world.orgs.get(key) as OrgId // a planted unit's key

describe('the tree of units', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const admin = () => world.as('systemAdmin', orgsApi)
  const officer = () => world.as('officer', orgsApi)
  const versionOf = async (id: string) => (await admin().read({ params: { orgId: id } })).version

  test('is read by everybody who is signed in: by level, by name, by initials, by code', async () => {
    const [top] = await officer().children({ query: {} })
    assert.equal(top?.name, '福建省市场监督管理局')
    const cities = await officer().children({ query: { parentId: top!.id } })
    assert.deepEqual(
      cities.map(({ shortName }) => shortName),
      ['甲市局', '乙市局'],
    )
    assert.deepEqual(
      (await officer().search({ query: { text: '丑县' } })).map(({ name }) => name),
      ['甲市丑县市场监督管理局', '丑县西街市场监管所'],
    )
    assert.deepEqual(
      (await officer().search({ query: { text: 'zxdj' } })).map(({ name }) => name),
      ['子县东街市场监管所'],
    )
    assert.deepEqual(
      (await officer().search({ query: { text: '350203' } })).map(({ path }) => path),
      ['省局 / 乙市局'],
    )
    assert.deepEqual(await officer().search({ query: { text: '%' } }), [])
  })

  test('is not read by strangers', async () => {
    await assert.rejects(world.as(null, orgsApi).children({ query: {} }), { code: 'signInNeeded' })
  })

  test('is shaped by the system administrator alone', async () => {
    const body = {
      parentId: idOf(world, 'county'),
      kind: 'station',
      name: '子县南街市场监管所',
      shortName: '南街所',
      code: '350102002',
      from: '2026-03-01',
      paper,
    } as const
    for (const who of ['officer', 'provinceHead', 'securityAdmin', 'auditAdmin'] as const)
      await assert.rejects(world.as(who, orgsApi).create({ body }), { code: 'notAllowed' })
  })

  test('shows the mark of each unit', async () => {
    assert.equal((await officer().read({ params: { orgId: idOf(world, 'station') } })).mark, 'assumption')
  })

  test('gets a new unit below a parent, with its code once, its day not in the future, its kind where it may stand', async () => {
    const body = {
      parentId: idOf(world, 'county'),
      kind: 'station',
      name: '子县南街市场监管所',
      shortName: '南街所',
      code: '350102002',
      from: '2026-03-01',
      paper,
    } as const
    const made = await admin().create({ body })
    assert.equal(made.path, '省局 / 甲市局 / 子县局')
    assert.deepEqual(made.parents, [{ id: body.parentId, name: '甲市子县市场监督管理局', paper, from: '2026-03-01', to: null }])
    await assert.rejects(admin().create({ body }), { code: 'invalid' })
    await assert.rejects(admin().create({ body: { ...body, code: '1x', from: '2026-03-11' } }), { code: 'closed' })
    await assert.rejects(admin().create({ body: { ...body, code: '1x', kind: 'city' } }), { code: 'closed' })
    await assert.rejects(admin().create({ body: { ...body, code: '1x', parentId: made.id } }), { code: 'closed' })
  })

  test('gives distinct places to units that are made at one time', async () => {
    const at = Array.from({ length: 12 }, (_, index) => index)
    await Promise.all(
      at.map((index) =>
        admin().create({
          body: {
            parentId: idOf(world, 'countyB'),
            kind: 'station',
            name: `寅县第${index}所`,
            shortName: `第${index}所`,
            code: `35020300${index}`,
            from: '2026-03-02',
            paper,
          },
        }),
      ),
    )
    const { rows } = await world.sql.query('select count(distinct lo)::int lo, count(*)::int n from org where parent_id = $1', [
      world.orgs.get('countyB'),
    ])
    assert.deepEqual(rows[0], { lo: 12, n: 12 })
    assert.deepEqual(await strayPlaces(world.sql), [])
  })

  test('keeps the earlier name of a unit for the days that had it', async () => {
    const orgId = idOf(world, 'stationElsewhere')
    const version = await versionOf(orgId)
    const change = { name: '丑县西城市场监管所', shortName: '西城所', code: '350103001', from: '2026-02-01' }
    await assert.rejects(admin().rename({ params: { orgId }, version: version + 1, body: change }), { code: 'stale' })
    const renamed = await admin().rename({ params: { orgId }, version, body: change })
    assert.deepEqual(
      renamed.names.map(({ name, from, to }) => [name, from, to]),
      [
        ['丑县西城市场监管所', '2026-02-01', null],
        ['丑县西街市场监管所', '2018-11-01', '2026-01-31'],
      ],
    )
    const nameOn = async (day: string) => (await officer().treeOn({ query: { day } })).find(({ id }) => id === orgId)?.name
    assert.equal(await nameOn('2026-01-31'), '丑县西街市场监管所')
    assert.equal(await nameOn('2026-02-01'), '丑县西城市场监管所')
    await assert.rejects(admin().rename({ params: { orgId }, version: renamed.version, body: { ...change, code: '350102' } }), {
      code: 'invalid',
    })
    await assert.rejects(admin().rename({ params: { orgId }, version: renamed.version, body: { ...change, from: '2026-01-15' } }), {
      code: 'closed',
    })
  })

  test('refuses a move into itself, below a station, into the future and to where it stands', async () => {
    const orgId = idOf(world, 'county')
    const version = await versionOf(orgId)
    const move = (parentId: string, from = '2026-03-05') => admin().move({ params: { orgId }, version, body: { parentId, from, paper } })
    for (const key of ['county', 'station', 'stationElsewhere', 'cityA']) await assert.rejects(move(idOf(world, key)), { code: 'closed' })
    await assert.rejects(move(idOf(world, 'cityB'), '2026-03-11'), { code: 'closed' })
  })

  test('is not changed by SQL of the runtime role', async () => {
    const app = await world.clone.databases.app
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: app })
    await client.connect()
    try {
      await client.query('begin')
      await client.query("select authority.enter($1, 'r', 'a', '')", [world.people.systemAdmin.token])
      for (const statement of [
        'update org set lo = 0, hi = 1',
        "insert into org_merger select id, id, '2026-01-01' from org",
        'select authority.free_slot((select id from org limit 1))',
        'select authority.replace_subtree(null, null)',
      ]) {
        await client.query('savepoint s')
        await assert.rejects(client.query(statement), { code: '42501' })
        await client.query('rollback to s')
      }
      await client.query('rollback')
    } finally {
      await client.end()
    }
  })
})

describe('a move', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const admin = () => world.as('systemAdmin', orgsApi)
  const move = async (key: string, to: string, from: string) => {
    const orgId = idOf(world, key)
    const { version } = await admin().read({ params: { orgId } })
    return admin().move({ params: { orgId }, version, body: { parentId: idOf(world, to), from, paper } })
  }
  const figure = async (key: string, month: string) => {
    const app = world.people.provinceSupervisor.token
    await world.sql.query('begin')
    await world.sql.query("select authority.enter($1, 'r', 'a', '2026-03-10T02:00:00Z')", [app])
    const { rows } = await world.sql.query("select authority.figure('cases.filed', $1, $2)::int as n", [world.orgs.get(key), month])
    await world.sql.query('commit')
    return rows[0].n
  }

  test('of a county takes its matters, clocks, duties and facts along, and the past stays where it was', async () => {
    const own = await plantMatter(world, 'county', 'station')
    const elsewhere = await plantMatter(world, 'neighbour', 'neighbour')
    await fact(world, 'station', '2026-02-10', 3)
    await fact(world, 'county', '2026-03-02', 4)
    await fact(world, 'countyB', '2026-02-12', 5)
    const before = { a: await figure('cityA', '2026-02-01'), b: await figure('cityB', '2026-02-01') }
    assert.deepEqual(before, { a: 3, b: 5 })
    const { rows: beside } = await world.sql.query('select lo, hi from org where id = $1', [world.orgs.get('neighbour')])

    const moved = await move('county', 'cityB', '2026-03-05')

    assert.equal(moved.path, '省局 / 乙市局')
    assert.deepEqual(
      moved.parents.map(({ name, from, to }) => [name, from, to]),
      [
        ['乙市市场监督管理局', '2026-03-05', null],
        ['甲市市场监督管理局', '2018-11-01', '2026-03-04'],
      ],
    )
    assert.deepEqual(await strayPlaces(world.sql), [])
    assert.deepEqual({ a: await figure('cityA', '2026-02-01'), b: await figure('cityB', '2026-02-01') }, before)
    assert.deepEqual({ a: await figure('cityA', '2026-03-01'), b: await figure('cityB', '2026-03-01') }, { a: 0, b: 4 })
    const { rows: besideNow } = await world.sql.query('select lo, hi from org where id = $1', [world.orgs.get('neighbour')])
    assert.deepEqual(besideNow, beside)
    const sees = async (who: 'citySupervisor' | 'officer' | 'provinceSupervisor') => {
      await world.sql.query('begin; set local role minzhi_app')
      await world.sql.query("select authority.enter($1, 'r', 'a', '2026-03-10T02:00:00Z')", [world.people[who].token])
      const { rows } = await world.sql.query('select id from matter')
      await world.sql.query('rollback')
      return rows.map(({ id }) => id).sort()
    }
    assert.deepEqual(await sees('citySupervisor'), [elsewhere])
    assert.deepEqual(await sees('officer'), [own])
    assert.deepEqual(await sees('provinceSupervisor'), [own, elsewhere].sort())
    const parentOn = async (day: string) =>
      (await admin().treeOn({ query: { day } })).find(({ id }) => id === idOf(world, 'county'))?.parentId
    assert.equal(await parentOn('2026-03-04'), idOf(world, 'cityA'))
    assert.equal(await parentOn('2026-03-05'), idOf(world, 'cityB'))
  })

  test('of a station to another county leaves the cases of the first one with the first one', async () => {
    const case1 = await plantMatter(world, 'neighbour', 'stationElsewhere')
    await move('stationElsewhere', 'countyB', '2026-03-06')
    const { rows } = await world.sql.query('select handling_org_id from matter where id = $1', [case1])
    assert.equal(rows[0].handling_org_id, world.orgs.get('neighbour'))
    assert.deepEqual(await strayPlaces(world.sql), [])
  })

  test('to another depth and back changes no more than places, also of what stands below', async () => {
    const make = (parentId: string, code: string) =>
      admin().create({
        body: { parentId: parentId as OrgId, kind: 'platform', name: `平台${code}`, shortName: code, code, from: '2026-03-02', paper },
      }) // a unit's key
    const platform = await make(idOf(world, 'county'), 'p1')
    for (const code of ['p2', 'p3', 'p4']) await make(platform.id, code)
    const turn = async (parentId: string, from: string) => {
      const { version } = await admin().read({ params: { orgId: platform.id } })
      await admin().move({ params: { orgId: platform.id }, version, body: { parentId: parentId as OrgId, from, paper } }) // likewise
      assert.deepEqual(await strayPlaces(world.sql), [])
    }
    await turn(idOf(world, 'province'), '2026-03-03')
    await turn(idOf(world, 'county'), '2026-03-04')
    await move('station', 'cityB', '2026-03-07')
    assert.deepEqual(await strayPlaces(world.sql), [])
    await move('station', 'county', '2026-03-08')
    assert.deepEqual(await strayPlaces(world.sql), [])
    await assert.rejects(move('station', 'cityB', '2026-03-07'), { code: 'closed' })
  })

  test('knows every place of the database, and none of their tables refuses to be moved', async () => {
    const { rows } = await world.sql.query(
      `select p.t::text from authority.place_columns() p join pg_trigger g on g.tgrelid = p.t join pg_proc f on f.oid = g.tgfoid
        where f.proname = 'is_append_only' and (g.tgtype & 16) <> 0`,
    )
    assert.deepEqual(rows, [])
    const { rows: places } = await world.sql.query("select t || '.' || c as place from authority.place_columns()")
    const known = places.map(({ place }) => place)
    for (const place of [
      'matter.owner_at',
      'matter.handling_at',
      'matter_clock.handling_at',
      'duty.org_at',
      'paper.org_at',
      'inbox_item.org_at',
    ])
      assert.ok(known.includes(place), place)
  })

  test('and all else that is done to the tree stands in the ledger', async () => {
    const { rows } = await world.sql.query("select distinct action from ledger_entry where object = 'org_edge' order by 1")
    assert.deepEqual(
      rows.map(({ action }) => action),
      ['insert', 'update'],
    )
    assert.ok('insert' in ledgerActions)
  })
})

describe('a merger', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const admin = () => world.as('systemAdmin', orgsApi)

  test('takes open matters and stations to the other unit and leaves closed ones with the past', async () => {
    const [open, done] = [
      await plantMatter(world, 'neighbour', 'stationElsewhere'),
      await plantMatter(world, 'neighbour', 'neighbour', true),
    ]
    const orgId = idOf(world, 'neighbour')
    const { version } = await admin().read({ params: { orgId } })
    await assert.rejects(
      admin().merge({ params: { orgId }, version, body: { intoId: idOf(world, 'station'), from: '2026-03-05', paper } }),
      { code: 'closed' },
    )
    const merged = await admin().merge({ params: { orgId }, version, body: { intoId: idOf(world, 'county'), from: '2026-03-05', paper } })
    assert.deepEqual([merged.active, merged.closedOn, merged.mergedInto?.id], [false, '2026-03-05', idOf(world, 'county')])
    const { rows } = await world.sql.query('select id, owner_org_id from matter')
    assert.equal(rows.find(({ id }) => id === open).owner_org_id, world.orgs.get('county'))
    assert.equal(rows.find(({ id }) => id === done).owner_org_id, world.orgs.get('neighbour'))
    const below = await admin().children({ query: { parentId: idOf(world, 'county') } })
    assert.deepEqual(
      below.map(({ shortName }) => shortName),
      ['东街所', '西街所'],
    )
    assert.deepEqual(await strayPlaces(world.sql), [])
  })

  test('is not followed by another act on the unit that is gone', async () => {
    const orgId = idOf(world, 'neighbour')
    const { version } = await admin().read({ params: { orgId } })
    const body = { parentId: idOf(world, 'cityB'), from: '2026-03-09', paper }
    await assert.rejects(admin().move({ params: { orgId }, version, body }), { code: 'closed' })
    await assert.rejects(admin().close({ params: { orgId }, version, body: { from: '2026-03-09', paper } }), { code: 'closed' })
  })

  test('closing asks for an empty unit, and says what is left', async () => {
    const orgId = idOf(world, 'countyB')
    const { version } = await admin().read({ params: { orgId } })
    await assert.rejects(admin().close({ params: { orgId }, version, body: { from: '2026-03-09', paper } }), (error: { message: string }) =>
      /1 个未结束的职务/.test(error.message),
    )
    await world.sql.query("update duty set to_day = '2026-03-08' where org_id = $1", [orgId])
    assert.equal((await admin().close({ params: { orgId }, version, body: { from: '2026-03-09', paper } })).active, false)
    const days = await Promise.all(
      ['2026-03-08', '2026-03-09'].map(async (day) => (await admin().treeOn({ query: { day } })).some(({ id }) => id === orgId)),
    )
    assert.deepEqual(days, [true, false])
  })
})
