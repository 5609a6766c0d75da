import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { plantFoundingDocument } from '#clauses'
import { clausesApi } from '#contract/clauses'
import { idOf } from '#test/planted'
import { openWorld, type World } from '#test/world'

describe('the records behind a clause', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10', { office: true })
    await plantFoundingDocument(world.sql)
  })
  after(() => world.close())

  test('are one list, however it is cut into pages: each record once, also of one day and over a turn of the digits', async () => {
    await world.sql.query("select setval(pg_get_serial_sequence('indicator_fact', 'id'), 94)")
    await world.sql.query(
      "insert into indicator_fact (indicator, org_id, org_at, day, value, record) select 'cases.filed', $1, 0, '2026-03-05', 1, 'r' || n from generate_series(1, 12) n",
      [idOf(world, 'county')],
    )
    const api = world.as('office', clausesApi)
    const { clauses } = await api.view({ query: { mine: false } })
    const clause = clauses.find(({ phrase }) => phrase === '依法组织查处')
    assert.equal(clause?.records, 12)
    const pageOf = async (page: number, size: number) =>
      (await api.records({ params: { clauseId: clause.id }, query: { source: 'cases.filed', page, size } })).rows.map(({ key }) => key)
    const whole = await pageOf(1, 100)
    assert.equal(new Set(whole).size, 12)
    for (const size of [1, 5]) {
      const pages = []
      for (let page = 1; page <= Math.ceil(12 / size); page++) pages.push(...(await pageOf(page, size)))
      assert.deepEqual(pages, whole, `in pages of ${size}`)
    }
  })
})
