import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Action, actions, administrators, type Role } from '#contract/authority'
import { holidaysApi } from '#contract/holidays'
import { asRuntime, everybodyBut, unit } from '#test/administrators'
import { openWorld, type World } from '#test/world'

describe('the three administrators', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
    await world.sql.query(
      `insert into matter (process, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on)
       values ('penalty', '2026-01-05', 'filed', '涉嫌假冒专利', $1, 0, $1, 0, '2026-01-05')`,
      [unit(world, 'county')],
    )
  })
  after(() => world.close())

  test('read no matter, by no table', async () => {
    for (const who of administrators)
      await asRuntime(world, world.people[who].token, async (query) => {
        for (const table of ['matter', 'matter_step', 'matter_clock', 'matter_assignee', 'paper', 'inbox_item', 'indicator_fact'])
          assert.deepEqual((await query(`select 1 from ${table}`)).rows, [], `${who} ${table}`)
      })
    await asRuntime(world, world.people.officer.token, async (query) => assert.equal((await query('select 1 from matter')).rows.length, 1))
  })

  test('have routes of their own that no other one of them has', () => {
    const isBusiness = (role: Role) => !administrators.some((one) => one === role)
    // The document that lists every route with its permission (S12).
    const { paths } = world.app.swagger() as unknown as {
      paths: Record<string, Record<string, { operationId: string; 'x-permission': string }>>
    }
    const routes = Object.values(paths).flatMap((methods) => Object.values(methods))
    const own = (role: Role) =>
      routes.flatMap(({ operationId, 'x-permission': needs }) => {
        const allowed: readonly Role[] = actions[needs as Action] ?? [] // `anyone` and `signedIn` are nobody's own
        return allowed.includes(role) && !allowed.some(isBusiness) ? [operationId] : []
      })
    const [system, security, audit] = administrators.map(own)
    assert.ok(system!.length > 5 && security!.length > 3 && audit!.length > 1)
    assert.deepEqual([...new Set([...system!, ...security!, ...audit!])].length, system!.length + security!.length + audit!.length)
  })

  test('the system administrator enters a year of holidays; the others read it', async () => {
    const holidays = Array.from({ length: 11 }, (_, index) => `2028-10-${String(index + 1).padStart(2, '0')}`)
    const body = { notice: '国办发明电〔2027〕1号（测试）', holidays, workdays: ['2028-09-30'] }
    for (const who of everybodyBut('systemAdmin'))
      await assert.rejects(world.as(who, holidaysApi).enter({ params: { year: 2028 }, body }), { code: 'notAllowed' })
    const before = (await world.as('officer', holidaysApi).list()).find(({ year }) => year === 2028)
    assert.deepEqual([before?.covered, before?.source.includes('暂定')], [false, true])
    const system = world.as('systemAdmin', holidaysApi)
    await assert.rejects(system.enter({ params: { year: 2028 }, body: { ...body, workdays: ['2028-10-09'] } }), { code: 'invalid' })
    await assert.rejects(system.enter({ params: { year: 2027 }, body }), { code: 'invalid' })
    assert.equal((await system.enter({ params: { year: 2028 }, body })).covered, true)
    assert.equal((await world.as('officer', holidaysApi).list()).find(({ year }) => year === 2028)?.entered, true)
  })
})
