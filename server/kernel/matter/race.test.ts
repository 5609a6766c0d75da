import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { matterApi } from '#contract/matter'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type World } from '#test/world'

describe('a matter and what is below it, at the same time', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [errandRoom] })
  })
  after(() => world.close())

  const open = async (parent: MatterId | null) => {
    const { id } = await world.as('officer', errandApi).open({ body: { title: '一件差事', day: '2026-03-03' } })
    await world.sql.query('update matter set parent_id = $2 where id = $1', [id, parent])
    return id
  }

  test('steps on all of them at once are all taken, and the clocks and the work above stay whole', async () => {
    const top = await open(null)
    const middle = await open(top)
    const family = [top, middle, await open(middle), await open(middle), await open(top)]
    for (let version = 1; version <= 8; version++) {
      const take = (matterId: MatterId) =>
        world
          .as('officer', matterApi)
          .take({ params: { matterId, step: 'remark' }, body: { happenedOn: '2026-03-03', input: { text: '记' } }, version })
      const outcomes = await Promise.allSettled(family.map(take))
      assert.deepEqual(
        outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
        [],
      )
    }
    const { rows } = await world.sql.query(
      `select m.id, (select count(*)::int from matter_clock c where c.matter_id = m.id) as clocks,
              (select count(*)::int from inbox_item i where i.matter_id = m.id) as items from matter m where m.id = any($1)`,
      [family],
    )
    assert.deepEqual(new Set(rows.map((row) => `${row.clocks} ${row.items}`)).size, 1, JSON.stringify(rows))
  })
})
