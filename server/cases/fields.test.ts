import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { casesApi } from '#contract/cases'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import { aLead } from '#test/case-world'
import { openWorld, type World } from '#test/world'

describe('whoever runs the training', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03')
  })
  after(() => world.close())

  test('sees nothing of enforcement in his own county, neither by the pages nor by straight SQL', async () => {
    const { id: matterId } = await world.as('officer', casesApi).registerLead({ body: aLead })
    await world.as('unitHead', matterApi).read({ params: { matterId } })
    for (const who of ['trainer', 'cityTrainer', 'provinceTrainer', 'examiner'] as const) {
      await assert.rejects(world.as(who, matterApi).read({ params: { matterId } }), { code: 'notFound' })
      await assert.rejects(world.as(who, casesApi).leads({ query: {} }), { code: 'notAllowed' })
      assert.equal((await world.as(who, inboxApi).todo({ query: {} })).rows.length, 0)
    }
    const attacker = new pg.Client({ connectionString: world.clone.databases.app })
    await attacker.connect()
    try {
      const seen = async (token: string) => {
        await attacker.query('begin')
        await attacker.query("select authority.enter($1, 'r', 'a', '2026-03-03T02:00:00Z')", [token])
        const counts = await attacker.query(
          `select (select count(*) from matter)::int matters, (select count(*) from lead)::int leads, (select count(*) from inbox_item)::int items,
                  (select count(*) from matter_step)::int steps, (select count(*) from matter_clock)::int clocks`,
        )
        await attacker.query('rollback')
        return counts.rows[0]
      }
      const head = await seen(world.people.unitHead.token)
      assert.ok(head.matters > 0 && head.leads > 0 && head.steps > 0 && head.clocks > 0, JSON.stringify(head))
      assert.deepEqual(await seen(world.people.trainer.token), { matters: 0, leads: 0, items: 0, steps: 0, clocks: 0 })
    } finally {
      await attacker.end()
    }
  })
})
