import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonId } from '#contract/common'
import { hoursApi } from '#contract/hours-people'
import { openWorld, type World } from '#test/world'
import { postCredit } from './index.ts'
import { remindMakeUps, tellMakeUpBegins } from './make-up.jobs.ts'

describe('what was missing before an appointment', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
    const call = { params: { personId: world.people.unitHead.id as PersonId } }
    await world.as('trainer', hoursApi).setCategory({ ...call, body: { category: 'townshipDown', from: '2024-01-01' } })
    await world.as('trainer', hoursApi).setCategory({ ...call, body: { category: 'countyUp', from: '2026-03-01', unmet: true } })
  })
  after(() => world.close())
  const told = async () =>
    (
      await world.sql.query<{ key: string; body: string; account: string }>(
        "select j.payload->>'key' as key, j.payload->>'body' as body, p.account from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id join person p on p.id = (j.payload->>'personId')::uuid where t.identifier = 'inbox.tell' and j.payload->>'key' like 'make-up:%' order by j.id",
      )
    ).rows
  const on = async (day: string) => {
    world.setDay(day)
    await world.inService(remindMakeUps)
    return (await told()).map(({ key }) => key.split(':')[2])
  }

  test('is told to the person when it begins, with what is missing', async () => {
    await world.inService((ctx) => tellMakeUpBegins(ctx, world.people.unitHead.id))
    const [first] = await told()
    assert.deepEqual([first?.account, first?.key], ['unithead', 'make-up:2026-03-01:begins'])
    assert.match(first?.body ?? '', /集中培训学时 90 学时，或者 提任前所缺集中培训天数 12 天/)
  })

  test('is told again ninety, thirty and seven days before the year is over, and on no other day', async () => {
    assert.deepEqual(await on('2026-11-30'), ['begins'])
    assert.deepEqual(await on('2026-12-01'), ['begins', '90'])
    assert.deepEqual(await on('2026-12-02'), ['begins', '90'])
    assert.deepEqual(await on('2027-01-30'), ['begins', '90', '30'])
  })

  test('is told no more once it was made up', async () => {
    await world.inService((ctx) =>
      postCredit(ctx, {
        personId: world.people.unitHead.id as PersonId,
        form: 'class',
        subject: null,
        theme: null,
        hours: 90,
        days: 0,
        fromDay: '2027-02-01',
        earnedOn: '2027-02-10',
        source: { room: 'training', id: 'late', title: '补训班' },
        hostOrgId: null,
        qualifies: false,
      }),
    )
    assert.deepEqual(await on('2027-02-22'), ['begins', '90', '30'])
  })
})
