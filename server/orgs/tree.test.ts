import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { orgsApi } from '#contract/orgs'
import { idOf, paper } from '#test/planted'
import { strayPlaces } from '#test/stray-places'
import { openWorld, type World } from '#test/world'

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
