import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId, PersonId } from '#contract/common'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import { patrolApi, patrolRoom, patrolRoutes } from '#test/patrol'
import { openWorld, type PersonKey, type World } from '#test/world'
import { inboxJobs, remindEverybody } from './inbox.jobs.ts'

describe('messages', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: patrolRoutes, processes: [patrolRoom] })
  })
  after(() => world.close())

  const idOf = (who: PersonKey) => world.people[who].id as PersonId
  const open = async (title: string, day: string, officers: PersonKey[]) =>
    (await world.as('officer', patrolApi).open({ body: { title, day, officers: officers.map(idOf) } })).id
  const take = async (who: PersonKey, matterId: MatterId, step: string, happenedOn: string) => {
    const { version } = await world.as(who, matterApi).read({ params: { matterId } })
    return world.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn }, version })
  }
  const unread = async (who: PersonKey) => (await world.as(who, inboxApi).messages({ query: {} })).rows
  const remindOn = async (day: string) => {
    world.setDay(day)
    await remindEverybody(world.inService)
  }
  const linesOf = async (who: PersonKey) => (await unread(who)).map((message) => message.lines.map((line) => [line.title, line.why]))

  test('of deadlines are one digest a person a day, to the officers, and to the head of the unit when it is late', async () => {
    await open('快到期的', '2025-12-10', ['officer', 'officer2']) // its ninety days end on 2026-03-10
    await open('已超期的', '2025-12-02', ['officer']) // … on 2026-03-02
    await open('还早的', '2026-03-01', ['officer'])
    await open('无人承办的', '2025-12-10', [])
    await remindOn('2026-03-03')
    await remindOn('2026-03-03')
    assert.deepEqual(await linesOf('officer'), [
      [
        ['已超期的', 'mine'],
        ['快到期的', 'mine'],
      ],
    ])
    assert.equal((await unread('officer'))[0]?.title, '期限提醒：1 项已超期，1 项临近到期')
    assert.deepEqual(await linesOf('officer2'), [[['快到期的', 'mine']]])
    assert.deepEqual(await linesOf('unitHead'), [
      [
        ['已超期的', 'unit'],
        ['无人承办的', 'unit'],
      ],
    ])
    for (const other of ['officer3', 'stationHead', 'principalHead', 'officerElsewhere', 'citySupervisor', 'systemAdmin'] as const)
      assert.deepEqual(await unread(other), [], other)
  })

  test('are not repeated on a day that brings nothing new, and come again on the last day', async () => {
    await remindOn('2026-03-04')
    assert.equal((await unread('officer2')).length, 1)
    await remindOn('2026-03-10')
    assert.equal((await unread('officer2')).length, 2)
    assert.equal((await unread('officer2'))[0]?.title, '期限提醒：1 项今天到期')
  })

  test('about finished matters leave the unread ones by themselves', async () => {
    world.setDay('2026-03-11')
    const id = await open('会办结的', '2025-12-11', ['officer3'])
    await remindOn('2026-03-11')
    assert.equal((await world.as('officer3', inboxApi).counts()).messages, 1)
    await take('officer3', id, 'submit', '2026-03-11')
    await take('officer2', id, 'pass', '2026-03-11')
    world.setDay('2026-03-20')
    await take('deputyHead', id, 'finish', '2026-03-20')
    assert.deepEqual([await unread('officer3'), (await world.as('officer3', inboxApi).counts()).messages], [[], 0])
    const all = await world.as('officer3', inboxApi).messages({ query: { show: 'all' } })
    assert.deepEqual(
      all.rows.map(({ finished, read, lines }) => [finished, read, lines[0]?.closed]),
      [[true, false, true]],
    )
    assert.ok((await unread('officer2')).length > 0)
  })

  test('are read by their owner alone', async () => {
    const [mine] = await unread('officer')
    assert.ok(mine)
    const params = { messageId: mine.id }
    await assert.rejects(world.as('officer2', inboxApi).readMessage({ params }), { code: 'notFound' })
    await assert.rejects(world.as('auditAdmin', inboxApi).readMessage({ params }), { code: 'notFound' })
    const before = (await world.as('officer', inboxApi).counts()).messages
    await world.as('officer', inboxApi).readMessage({ params })
    assert.equal((await world.as('officer', inboxApi).counts()).messages, before - 1)
    await world.as('officer', inboxApi).readAll()
    assert.deepEqual(await unread('officer'), [])
    assert.ok((await unread('officer2')).length > 0)
  })

  test('of a delegation reach the stand-in, whom the digest then tells of both', async () => {
    world.setDay('2026-04-01')
    await open('请假人的', '2026-01-12', ['officer2']) // ends on 2026-04-12
    const body = { toPersonId: idOf('officer3'), from: '2026-04-01', to: '2026-04-08', reason: '年休假' }
    await world.as('officer2', inboxApi).delegate({ body })
    const { rows } = await world.sql.query<{ payload: unknown }>(
      "select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'inbox.tell'",
    )
    assert.equal(rows.length, 1)
    const tell = inboxJobs['inbox.tell']
    const payload = tell.payload.parse(rows[0]?.payload)
    for (let twice = 0; twice < 2; twice++)
      await world.inService((ctx) => tell.run?.(ctx, payload) ?? Promise.reject(new Error('inbox.tell has no run')))
    assert.deepEqual(
      (await unread('officer3')).map((message) => [message.kind, message.title]),
      [['work', '县办案乙委托您代办']],
    )
    await remindOn('2026-04-02')
    assert.ok((await linesOf('officer3'))[0]?.some(([title, why]) => title === '请假人的' && why === 'standIn'))
    assert.deepEqual((await unread('officerElsewhere')).length, 0)
  })
})
