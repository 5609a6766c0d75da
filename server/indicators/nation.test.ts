import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { outsideApi } from '#contract/indicators-outside'
import { openWorld, type World } from '#test/world'

describe('the figure of the nation', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { office: true })
  })
  after(() => world.close())

  test('is what the province says of it, whatever a city had written before that was asked', async () => {
    const plant = (unit: string, version: number, value: number) =>
      world.sql.query(
        `insert into indicator_value (series, org_id, org_at, nation, period, value, as_of, source, provisional, version, state, entered_name, decided_at)
         select 'CR-03', o.id, o.lo, true, '2025', $2, '2025-12-31', '统计通报', false, $3, 'confirmed', 'x', now() from org o where o.id = $1`,
        [world.orgs.get(unit), value, version],
      )
    await world.sql.query('set session_replication_role = replica')
    await plant('cityA', 9, 1)
    await plant('province', 1, 3000)
    await world.sql.query('set session_replication_role = origin')
    for (const who of ['countyCoordinator', 'cityCoordinator', 'office'] as const) {
      const org = { countyCoordinator: 'county', cityCoordinator: 'cityA', office: 'province' }[who]
      const { lines } = await world
        .as(who, outsideApi)
        .lines({ params: { indicatorId: 'CR-03' }, query: { org: world.orgs.get(org) as OrgId } }) // a planted unit's key
      const nation = lines.find(({ place }) => place === '全国')
      assert.deepEqual(
        nation?.points.filter(({ period, mark }) => period === '2025' && mark === 'entered').map(({ value }) => value),
        [3000],
        who,
      )
    }
  })
})
