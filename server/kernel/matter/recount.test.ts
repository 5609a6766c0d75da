import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { figuresApi } from '#contract/figures'
import { matterApi } from '#contract/matter'
import { figuresOf, registerIndicators } from '#kernel/indicator'
import { serve } from '#kernel/jobs'
import { errandApi, errandRoom, errandRoutes } from '#test/errand'
import { openWorld, type PersonKey, type World } from '#test/world'
import { recount, rehouseMatter } from './index.ts'

const said = { title: '试', unit: '件', definition: '试验', clauses: [], source: '试验', mark: 'assumption' } as const

describe('what the steps of a process count', () => {
  let world: World
  before(async () => {
    const counts = [
      { indicator: 'errand.opened', steps: ['open'] },
      { indicator: 'errand.remarked', steps: ['remark'] },
      { indicator: 'errand.running', steps: ['open'], until: ['finish', 'drop'] },
    ]
    world = await openWorld('2026-03-03', { routes: errandRoutes, processes: [{ ...errandRoom, counts }] })
    registerIndicators([
      { ...said, id: 'errand.opened', kind: 'flow' },
      { ...said, id: 'errand.remarked', kind: 'flow' },
      { ...said, id: 'errand.running', kind: 'stock' },
    ])
  })
  after(() => world.close())

  const open = async (who: PersonKey) => (await world.as(who, errandApi).open({ body: { title: '一件差事', day: '2026-03-03' } })).id
  const take = async (who: PersonKey, matterId: MatterId, step: string, input = {}) => {
    const { version } = await world.as(who, matterApi).read({ params: { matterId } })
    await world.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn: '2026-03-03', input }, version })
  }
  const figures = () =>
    world.inService(async (ctx) => {
      const orgId = world.orgs.get('province') ?? ''
      const indicators = ['errand.opened', 'errand.remarked', 'errand.running']
      return (await figuresOf(ctx, { indicators, orgId, from: '2026-03', to: '2026-03', by: 'self' })).map(({ value }) => value)
    })
  const compared = async (mend = false) => {
    const { months, acts, mended } = await world.inService((ctx) => recount(ctx, { mend }))
    return { months: months.length, acts: acts.map(({ indicator, acts, counted }) => [indicator, acts, counted]), mended }
  }

  test('is the number of acts, each once; what stands ends by its step', async () => {
    const [one, two] = [await open('officer'), await open('officer')]
    await take('officer', one, 'remark', { text: '一' })
    await take('officer', one, 'remark', { text: '二' })
    assert.deepEqual(await figures(), [2, 2, 2])
    await take('cityHead', two, 'drop')
    assert.deepEqual(await figures(), [2, 2, 1])
    await assert.rejects(take('officer', one, 'tell', { wrong: true }))
    assert.deepEqual(await figures(), [2, 2, 1])
    assert.deepEqual(await compared(), { months: 0, acts: [], mended: 0 })
  })

  test('is found to differ when somebody meddled with it, is told to the administrator, and sums are made anew', async () => {
    const moved = await open('officer')
    await world.inService((ctx) => rehouseMatter(ctx, moved, { handling: world.orgs.get('station') as never })) // a planted unit
    assert.deepEqual(await compared(), { months: 0, acts: [], mended: 0 })
    const third = await open('officer')
    const [takenBack, astray] = [await open('officer'), await open('officer')]
    await world.sql.query('set session_replication_role = replica')
    // A fact lost, one invented, one that ended by nobody's act, one taken back, one that stands at another unit, and a sum that was touched.
    await world.sql.query("delete from indicator_fact where matter_id = $1 and indicator = 'errand.opened'", [third])
    await world.sql.query(
      `insert into indicator_fact (indicator, org_id, org_at, day, value, matter_id, record)
       select 'errand.remarked', handling_org_id, handling_at, '2026-03-03', 1, id, 'remark' from matter where id = $1`,
      [third],
    )
    await world.sql.query(
      `insert into indicator_fact (indicator, org_id, org_at, day, value, matter_id, record, stock, reverses, records)
       select indicator, org_id, org_at, day, -1, matter_id, record, true, id, -1 from indicator_fact where matter_id = $1 and indicator = 'errand.running'`,
      [third],
    )
    await world.sql.query(
      `insert into indicator_fact (indicator, org_id, org_at, day, value, matter_id, record, stock, reverses, records)
       select indicator, org_id, org_at, day, -1, matter_id, record, false, id, -1 from indicator_fact where matter_id = $1 and indicator = 'errand.opened'`,
      [takenBack],
    )
    await world.sql.query("update indicator_fact set org_id = $2 where matter_id = $1 and indicator = 'errand.running'", [
      astray,
      world.orgs.get('neighbour'),
    ])
    await world.sql.query(
      "update indicator_month set value = value + 7 where indicator = 'leads.registered' or indicator = 'errand.opened'",
    )
    await world.sql.query('reset session_replication_role')
    const found = await compared(true)
    assert.deepEqual(found.acts.toSorted(), [
      ['errand.opened', 1, 0],
      ['errand.opened', 1, 0],
      ['errand.remarked', 0, 1],
      ['errand.running', 1, 0],
      ['errand.running', 1, 0],
    ])
    assert.ok(found.months > 0 && found.mended === found.months)
    assert.deepEqual({ ...(await compared()), acts: [] }, { months: 0, acts: [], mended: 0 }, 'the sums follow the facts again')
    const seenBy = async (who: PersonKey) => {
      await world.sql.query('begin; set local role minzhi_app')
      await world.sql.query("select authority.enter($1, 'r', 'a', '2026-03-03T02:00:00Z')", [world.people[who].token])
      const { rows } = await world.sql.query('select months_differ, facts_differ, mended from indicator_check order by id desc limit 2')
      await world.sql.query('rollback')
      return rows
    }
    assert.deepEqual(await seenBy('systemAdmin'), [
      { months_differ: 0, facts_differ: 5, mended: false },
      { months_differ: found.months, facts_differ: 5, mended: true },
    ])
    for (const who of ['officer', 'provinceHead', 'auditAdmin'] as const) assert.deepEqual(await seenBy(who), [], who)
    const [last, mended] = await world.as('systemAdmin', figuresApi).checks({})
    assert.deepEqual([last?.factsDiffer, mended?.mended], [5, true])
    assert.ok(last?.lines.includes(`试 2026-03-03 事项 ${third}：办理记录 1 次，计 0 次`), last?.lines.join())
    await assert.rejects(world.as('auditAdmin', figuresApi).checks({}), { code: 'notAllowed' })
    await assert.rejects(world.as('provinceHead', figuresApi).check({ body: { mend: true } }), { code: 'notAllowed' })
    await world.as('systemAdmin', figuresApi).check({ body: { mend: true } })
  })

  test('is compared by no person', async () => {
    await assert.rejects(
      serve(world.house, world.people.systemAdmin.token, (ctx) => recount(ctx, { mend: true })),
      { code: '42501' },
    )
  })
})
