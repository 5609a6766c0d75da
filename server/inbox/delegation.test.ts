import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonId } from '#contract/common'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import { patrolApi, patrolRoom, patrolRoutes } from '#test/patrol'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('a delegation', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: patrolRoutes, processes: [patrolRoom] })
  })
  after(() => world.close())

  const idOf = (who: PersonKey) => world.people[who].id as PersonId
  const delegate = (who: PersonKey, to: PersonKey, from = '2026-03-05', until = '2026-03-09') =>
    world.as(who, inboxApi).delegate({ body: { toPersonId: idOf(to), from, to: until, reason: '年休假' } })
  const todo = async (who: PersonKey) => (await world.as(who, inboxApi).todo({ query: {} })).rows

  test('goes to somebody with the same role at the same unit, and to nobody else', async () => {
    const offered = (await world.as('officer', inboxApi).delegations()).candidates.map((one) => one.name)
    assert.deepEqual(offered.sort(), ['县办案丙', '县办案乙'])
    for (const other of ['unitHead', 'stationOfficer', 'officerElsewhere'] as const)
      await assert.rejects(delegate('officer', other), { code: 'closed' }, other)
    await assert.rejects(delegate('officer', 'officer'), { code: 'invalid' })
    await assert.rejects(delegate('officer', 'officer2', '2026-03-02', '2026-03-09'), { code: 'invalid' })
    await assert.rejects(delegate('officer', 'officer2', '2026-03-09', '2026-03-05'), { code: 'invalid' })
    await assert.rejects(delegate('systemAdmin', 'officer2'), { code: 'notAllowed' })
  })

  test('shows the work to the stand-in on its days, who acts under his own duty and only as far as that goes', async () => {
    const body = { title: '代办的', day: '2026-03-03', officers: [idOf('officer')] }
    const { id } = await world.as('officer', patrolApi).open({ body })
    const { id: delegationId } = await delegate('officer', 'officer2')
    assert.deepEqual(await todo('officer2'), [])
    world.setDay('2026-03-05')
    assert.deepEqual(
      (await todo('officer2')).map((row) => [row.id, row.standsInFor]),
      [[id, '县办案甲']],
    )
    assert.deepEqual(await todo('officer3'), [])
    const as = world.as('officer2', matterApi)
    const call = (step: string, version: number) => as.take({ params: { matterId: id, step }, body: { happenedOn: '2026-03-05' }, version })
    const { version } = await as.read({ params: { matterId: id } })
    await assert.rejects(call('submit', version), { code: 'notAllowed' }) // who handles the matter is its own record
    assert.equal((await call('remark', version)).history.at(-1)?.by.person, '县办案乙')
    await assert.rejects(world.as('officer2', inboxApi).endDelegation({ params: { delegationId } }), { code: 'notFound' })
    await world.as('officer', inboxApi).endDelegation({ params: { delegationId } })
    assert.deepEqual(await todo('officer2'), [])
    world.setDay('2026-03-03')
  })

  test('is one at a time, ends by itself, and is seen by the two and their unit, not next door', async () => {
    await delegate('officer', 'officer3')
    await assert.rejects(delegate('officer', 'officer2', '2026-03-09', '2026-03-12'), { code: 'closed' })
    await delegate('officer', 'officer2', '2026-03-10', '2026-03-12')
    world.setDay('2026-03-10')
    assert.deepEqual(await todo('officer3'), [])
    assert.equal((await todo('officer2')).length, 1)
    const seen = async (who: PersonKey) => (await world.as(who, inboxApi).delegations()).received.map((one) => [one.person, one.running])
    assert.deepEqual(await seen('officer2'), [
      ['县办案甲', true],
      ['县办案甲', false],
    ])
    assert.deepEqual(await seen('officerElsewhere'), [])
    world.setDay('2026-03-03')
  })

  test('ends with the duty of the stand-in: the list is that of a duty', async () => {
    await world.sql.query("update duty set to_day = '2026-03-10' where id = $1", [world.people.officer2.dutyId])
    world.setDay('2026-03-11')
    await assert.rejects(world.as('officer2', inboxApi).todo({ query: {} }), { code: 'notAllowed' })
  })
})
