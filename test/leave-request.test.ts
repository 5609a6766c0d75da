import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { inboxApi } from '#contract/inbox'
import { type MatterView, matterApi } from '#contract/matter'
import { leaveRoom } from './leave.ts'
import { openWorld, type PersonKey, type World } from './world.ts'

// What the house gives to a process for its declaration alone (docs/new-process.md): nothing here but `leaveRoom` knows of leave.

test('what the documentation prints is the declaration that is tested', () => {
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.replace(/\s*\/\/ .*$/u, '').trim())
      .filter(Boolean)
      .join('\n')
  const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
  const printed = [...read('docs/new-process.md').matchAll(/```ts\n(type State.*?|const text.*?)```/gsu)].map(([, code]) =>
    lines(code ?? ''),
  )
  assert.equal(printed.length, 2)
  const declared = lines(read('test/leave.ts'))
  for (const block of printed) assert.ok(declared.includes(block), block)
})

describe('a request for leave, declared in one place', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { processes: [leaveRoom] })
  })
  after(() => world.close())

  const days = { from: '2026-03-09', to: '2026-03-11', reason: '回乡探亲' }
  const ask = async (who: PersonKey = 'officer', input: Record<string, unknown> = days, process = 'leave') =>
    (await world.as(who, matterApi).open({ body: { process, happenedOn: '2026-03-03', input } })).id
  const todo = async (who: PersonKey) => (await world.as(who, inboxApi).todo({ query: {} })).rows.map((row) => [row.id, ...row.steps])
  const take = (who: PersonKey, matterId: MatterId, step: string, input = {}) =>
    world.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn: '2026-03-03', input }, version: 1 })
  const openable = async (who: PersonKey) => (await world.as(who, matterApi).openable({})).map(({ process }) => process)

  test('is offered to officers, with its form, its law, and to no other duty', async () => {
    const [offered, ...others] = await world.as('officer', matterApi).openable({})
    assert.deepEqual(others, [])
    assert.deepEqual([offered?.process, offered?.title, offered?.law], ['leave', '请假', '本单位考勤规定'])
    assert.deepEqual(offered?.form.required, ['from', 'to', 'reason'])
    assert.deepEqual(await openable('stationOfficer'), ['leave'])
    for (const other of ['unitHead', 'legalReviewer', 'principalHead'] as const) assert.deepEqual(await openable(other), [], other)
    for (const reader of ['citySupervisor', 'systemAdmin'] as const) await assert.rejects(openable(reader), { code: 'notAllowed' })
    await assert.rejects(world.as(null, matterApi).openable({}), { code: 'signInNeeded' })
  })

  test('stands among the work of the head of the unit, with its buttons, and of nobody else', async () => {
    const id = await ask()
    assert.deepEqual(await todo('unitHead'), [[id, '批准', '不批准']])
    for (const other of ['officer', 'deputyHead', 'stationHead', 'officerElsewhere'] as const)
      assert.deepEqual(await todo(other), [], other)
    await take('unitHead', id, 'grant')
    assert.deepEqual(await todo('unitHead'), [])
  })

  test('of a station is its bureau’s, and its own head answers', async () => {
    const id = await ask('stationOfficer')
    const seen = await world.as('stationHead', matterApi).read({ params: { matterId: id } })
    assert.deepEqual([seen.owner.id, seen.handling.id], [world.orgs.get('county'), world.orgs.get('station')])
    assert.deepEqual(await todo('stationHead'), [[id, '批准', '不批准']])
    assert.deepEqual(await todo('unitHead'), [])
    await assert.rejects(take('unitHead', id, 'grant'), { code: 'notAllowed' })
    await take('stationHead', id, 'grant')
  })

  test('has the forms of its steps and its history without a line of its own', async () => {
    const id = await ask()
    await assert.rejects(take('unitHead', id, 'refuse'), { code: 'invalid' })
    const course = ({ course }: MatterView) => course.map(({ title }) => title)
    assert.deepEqual(course(await world.as('officer', matterApi).read({ params: { matterId: id } })), ['待批', '已批准'])
    const seen = await take('unitHead', id, 'refuse', { reason: '当日有联合检查' })
    assert.deepEqual(course(seen), ['待批', '未批准'])
    assert.deepEqual([seen.title, seen.stateTitle], ['县办案甲请假 2026-03-09 至 2026-03-11', '未批准'])
    assert.deepEqual(
      seen.history.map(({ title, by, input }) => [title, by.person, input]),
      [
        ['登记', '县办案甲', days],
        ['不批准', '大队长甲', { reason: '当日有联合检查' }],
      ],
    )
    const forms = await world.as('officer', matterApi).forms({ params: { process: 'leave' } })
    assert.deepEqual(Object.keys(forms), ['note', 'grant', 'refuse', 'withdraw', 'open'])
  })

  test('is opened by nobody else, and as nothing but what its form reads', async () => {
    const before = await count()
    await assert.rejects(ask('unitHead'), { code: 'notAllowed' })
    await assert.rejects(ask('citySupervisor'), { code: 'notAllowed' })
    await assert.rejects(ask('officer', { ...days, granted: true }), { code: 'invalid' })
    await assert.rejects(ask('officer', { ...days, to: '2026-03-08' }), { code: 'invalid' })
    await assert.rejects(ask('officer', { from: days.from }), { code: 'invalid' })
    const call = { process: 'leave', happenedOn: '2026-03-03', input: days }
    await assert.rejects(world.as('officer', matterApi).open({ body: { ...call, owner: world.orgs.get('neighbour') } as never }), {
      code: 'invalid',
    })
    await assert.rejects(world.as('officer', matterApi).open({ body: { ...call, happenedOn: '2026-03-04' } }), { code: 'invalid' })
    await assert.rejects(world.as('officer', matterApi).open({ body: { ...call, happenedOn: '2019-12-31' } }), { code: 'closed' })
    assert.equal(await count(), before)
  })

  test('opens no process that has a verb of its own, nor one that does not exist', async () => {
    for (const process of ['lead', 'penalty', 'hearing', 'nothing', 'constructor'])
      await assert.rejects(ask('officer', {}, process), { code: 'notFound' }, process)
    await assert.rejects(world.as('officer', matterApi).forms({ params: { process: 'nothing' } }), { code: 'notFound' })
  })

  test('sent twice is opened once', async () => {
    const before = await count()
    const sendOnce = (key: string) =>
      world.app.inject({
        method: 'POST',
        url: '/api/matters',
        headers: { 'idempotency-key': key, 'sec-fetch-site': 'same-origin' },
        cookies: { sid: world.people.officer.token },
        payload: { process: 'leave', happenedOn: '2026-03-03', input: days },
      })
    const key = randomUUID()
    const [one, two] = [await sendOnce(key), await sendOnce(key)]
    assert.deepEqual([one.statusCode, two.json()], [200, one.json()])
    assert.equal(await count(), before + 1)
  })

  test('is granted by no officer and seen by no neighbour', async () => {
    const id = await ask()
    await assert.rejects(take('officer', id, 'grant'), { code: 'notAllowed' })
    await assert.rejects(take('officerElsewhere', id, 'grant'), { code: 'notFound' })
  })

  const count = async () => Number((await world.sql.query("select count(*) n from matter where process = 'leave'")).rows[0].n)
})
