import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { ledgerActions } from '#contract/ledger'
import { orgsApi } from '#contract/orgs'
import { fact, filedIn, idOf, paper, plantMatter } from '#test/planted'
import { strayPlaces } from '#test/stray-places'
import { openWorld, type World } from '#test/world'

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
  const figure = (key: string, month: string) => filedIn(world, idOf(world, key), month)

  test('of a county takes its matters, clocks, duties and facts along, and the past stays where it was', async () => {
    const own = await plantMatter(world, 'county', 'station')
    const elsewhere = await plantMatter(world, 'neighbour', 'neighbour')
    await fact(world, 'station', '2026-02-10', 3)
    await fact(world, 'county', '2026-03-02', 4)
    await fact(world, 'countyB', '2026-02-12', 5)
    const before = { a: await figure('cityA', '2026-02'), b: await figure('cityB', '2026-02') }
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
    assert.deepEqual({ a: await figure('cityA', '2026-02'), b: await figure('cityB', '2026-02') }, before)
    assert.deepEqual({ a: await figure('cityA', '2026-03'), b: await figure('cityB', '2026-03') }, { a: 0, b: 4 })
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

  test('takes effect no earlier than its new parent stands where it does: no day’s tree goes in a circle', async () => {
    const make = async (parent: string, code: string, from: string) =>
      (
        await admin().create({
          body: { parentId: parent as OrgId, kind: 'platform', name: `平台${code}`, shortName: code, code, from, paper },
        })
      ).id // a unit's key
    const [upper, young] = [await make(idOf(world, 'cityA'), 'c1', '2026-01-01'), await make(idOf(world, 'cityA'), 'c3', '2026-03-08')]
    const lower = await make(upper, 'c2', '2026-01-01')
    const turn = async (orgId: OrgId, parentId: OrgId, from: string) => {
      const { version } = await admin().read({ params: { orgId } })
      return admin().move({ params: { orgId }, version, body: { parentId, from, paper } })
    }
    await turn(lower, idOf(world, 'cityA'), '2026-03-02')
    // At the end of February the lower one still stood below the upper one.
    await assert.rejects(turn(upper, lower, '2026-02-15'), { code: 'closed' })
    await assert.rejects(turn(upper, lower, '2026-03-01'), { code: 'closed' })
    await assert.rejects(turn(upper, young, '2026-03-07'), { code: 'closed' })
    await turn(upper, lower, '2026-03-02')
    const tree = await admin().treeOn({ query: { day: '2026-03-02' } })
    assert.equal(tree.find(({ id }) => id === upper)?.parentId, lower)
    for (const month of ['2026-02', '2026-03']) assert.equal(typeof (await figure('province', month)), 'number')
    assert.deepEqual(await strayPlaces(world.sql), [])
  })

  test('takes along what is never changed otherwise: keys, retired wordings, papers, packages; and only their place changes', async () => {
    const [person, org] = [world.people.trainerB.id, idOf(world, 'countyB')]
    await world.sql.query(
      `with c as (insert into question_category (org_id, org_at, name) values ($2, 0, '库') returning id),
            q as (insert into question (org_id, org_at, category_id) select $2, 0, id from c returning id),
            v as (insert into question_version (question_id, org_id, org_at, number, kind, content, stem, difficulty, state, author_id, author_name)
                  select id, $2, 0, 1, 'trueFalse', '{}', '题', 3, 'retired', $1, '甲' from q returning id),
            k as (insert into question_key (version_id, org_id, org_at, key, person_id) select id, $2, 0, '{"right": true}', $1 from v),
            p as (insert into exam_paper (org_id, org_at, title, marks, items, person_id) values ($2, 0, '试卷', 5, 1, $1) returning id),
            i as (insert into exam_paper_item (paper_id, number, version_id, org_id, org_at, marks) select p.id, 1, v.id, $2, 0, 5 from p, v)
       insert into content_package (org_id, org_at, kind, title, name, bytes, entries, items, person_id) values ($2, 0, 'scorm12', '包', 'a.zip', 1, 1, '[]', $1)`,
      [person, org],
    )
    await move('countyB', 'cityA', '2026-03-09')
    assert.deepEqual(await strayPlaces(world.sql), [])
    await assert.rejects(world.sql.query(`update question_key set key = '{"right": false}'`), /append-only but for its place/)
    await assert.rejects(world.sql.query("update content_package set org_at = 0, title = '别的'"), /append-only but for its place/)
    await assert.rejects(world.sql.query("update question_version set stem = '别的'"), /keeps its words/)
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
