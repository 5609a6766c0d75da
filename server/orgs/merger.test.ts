import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { orgsApi } from '#contract/orgs'
import { filedIn, idOf, paper, plantMatter } from '#test/planted'
import { strayPlaces } from '#test/stray-places'
import { openWorld, type World } from '#test/world'

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

  test('takes effect no earlier than the day on which its last unit came, and figures of past months stay where they were', async () => {
    const make = (parentId: OrgId, code: string, from: string) =>
      admin().create({ body: { parentId, kind: 'platform', name: `平台${code}`, shortName: code, code, from, paper } })
    const [gone, into] = [await make(idOf(world, 'cityA'), 'm1', '2026-01-01'), await make(idOf(world, 'cityB'), 'm2', '2026-01-01')]
    const below = await make(gone.id, 'm3', '2026-03-04')
    for (const [id, day] of [
      [gone.id, '2026-02-10'],
      [below.id, '2026-03-06'],
    ])
      await world.sql.query(
        "insert into indicator_fact (indicator, org_id, org_at, day, value, record) values ('cases.filed', $1, 0, $2, 1, 'x')",
        [id, day],
      )
    const merge = async (from: string) => {
      const { version } = await admin().read({ params: { orgId: gone.id } })
      return admin().merge({ params: { orgId: gone.id }, version, body: { intoId: into.id, from, paper } })
    }
    await assert.rejects(merge('2026-03-03'), { code: 'closed' })
    await merge('2026-03-05')
    const figure = (org: OrgId, month: string) => filedIn(world, org, month)
    const [cityA, cityB] = [idOf(world, 'cityA'), idOf(world, 'cityB')]
    assert.equal(await figure(cityA, '2026-02'), 1)
    assert.deepEqual([await figure(cityB, '2026-02'), await figure(cityA, '2026-03'), await figure(cityB, '2026-03')], [0, 0, 1])
    const treeOn = async (day: string) => (await admin().treeOn({ query: { day } })).find(({ id }) => id === below.id)?.parentId
    assert.deepEqual([await treeOn('2026-03-04'), await treeOn('2026-03-05')], [gone.id, into.id])
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
      /2 个未结束的职务/.test(error.message),
    )
    await world.sql.query("update duty set to_day = '2026-03-08' where org_id = $1", [orgId])
    assert.equal((await admin().close({ params: { orgId }, version, body: { from: '2026-03-09', paper } })).active, false)
    const days = await Promise.all(
      ['2026-03-08', '2026-03-09'].map(async (day) => (await admin().treeOn({ query: { day } })).some(({ id }) => id === orgId)),
    )
    assert.deepEqual(days, [true, false])
  })
})
