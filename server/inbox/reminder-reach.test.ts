import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonId } from '#contract/common'
import { inboxApi } from '#contract/inbox'
import { patrolApi, patrolRoom, patrolRoutes } from '#test/patrol'
import { openWorld, type PersonKey, type World } from '#test/world'
import { remindEverybody } from './inbox.jobs.ts'

// A reminder carries numbers and names of parties to whoever gets it: it goes where the duty goes, and no further.
describe('a reminder of deadlines', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: patrolRoutes, processes: [patrolRoom] })
  })
  after(() => world.close())

  const idOf = (who: PersonKey) => world.people[who].id as PersonId
  const open = (who: PersonKey, title: string, officers: PersonKey[]) =>
    world.as(who, patrolApi).open({ body: { title, day: '2025-12-10', officers: officers.map(idOf) } }) // its ninety days end on 2026-03-10
  const remindOn = async (day: string) => {
    world.setDay(day)
    await remindEverybody(world.inService)
  }
  const told = async (who: PersonKey) =>
    (await world.as(who, inboxApi).messages({ query: {} })).rows.flatMap(({ lines }) => lines.map(({ title, why }) => `${title} ${why}`))
  const alsoOfficerAt = (who: PersonKey, org: string) =>
    world.sql.query(
      "insert into duty (person_id, org_id, org_at, role, class, title, from_day) values ($1, $2, 0, 'officer', 'business', '办案人员', '2018-11-01') returning id",
      [world.people[who].id, world.orgs.get(org)],
    )
  const endDuty = (who: PersonKey, day: string) =>
    world.sql.query('update duty set to_day = $2 where id = $1', [world.people[who].dutyId, day])

  test('reaches a stand-in for the duty that was delegated alone, from the first to the last of its days', async () => {
    await alsoOfficerAt('officer', 'station')
    await open('officer', '县里的', ['officer'])
    await open('stationOfficer', '所里的', ['officer'])
    await world
      .as('officer', inboxApi)
      .delegate({ body: { toPersonId: idOf('officer2'), from: '2026-03-04', to: '2026-03-10', reason: '年休假' } })
    await remindOn('2026-03-03')
    assert.deepEqual(await told('officer2'), [])
    assert.deepEqual((await told('officer')).sort(), ['县里的 mine', '所里的 mine'])
    await remindOn('2026-03-04')
    assert.deepEqual(await told('officer2'), ['县里的 standIn'])
    await remindOn('2026-03-10')
    assert.deepEqual(await told('officer2'), ['县里的 standIn', '县里的 standIn'])
    await remindOn('2026-03-11')
    assert.equal((await told('officer2')).length, 2)
  })

  test('does not follow a stand-in, nor an officer, to another unit; the head is told that nobody has it', async () => {
    await open('officer3', '留下的', ['officer3'])
    await world
      .as('officer', inboxApi)
      .delegate({ body: { toPersonId: idOf('officer3'), from: '2026-03-12', to: '2026-03-30', reason: '年休假' } })
    await endDuty('officer3', '2026-03-11')
    await alsoOfficerAt('officer3', 'neighbour')
    const before = await told('officer3')
    world.setDay('2026-03-12')
    await world.sql.query("update matter_clock set due = '2026-03-20', yellow_on = '2026-03-05' where title = '巡查期限'")
    await remindOn('2026-03-12')
    assert.deepEqual(
      await world.sql.query('select 1 from message where person_id = $1', [idOf('officer3')]).then(({ rows }) => rows.length),
      before.length,
    )
    assert.deepEqual(
      (await told('unitHead')).filter((line) => line.startsWith('留下的')),
      ['留下的 unit'],
    )
  })
})
