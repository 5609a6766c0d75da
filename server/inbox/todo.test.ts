import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId, PersonId } from '#contract/common'
import { inboxApi } from '#contract/inbox'
import { matterApi } from '#contract/matter'
import { patrolApi, patrolRoom, patrolRoutes } from '#test/patrol'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('待办', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: patrolRoutes, processes: [patrolRoom] })
  })
  after(() => world.close())

  const idOf = (who: PersonKey) => world.people[who].id as PersonId
  const open = async (title: string, day = '2026-03-03', officers: PersonKey[] = ['officer', 'officer2'], who: PersonKey = 'officer') =>
    (await world.as(who, patrolApi).open({ body: { title, day, officers: officers.map(idOf) } })).id
  const take = async (who: PersonKey, matterId: MatterId, step: string, happenedOn = '2026-03-03') => {
    const { version } = await world.as(who, matterApi).read({ params: { matterId } })
    return world.as(who, matterApi).take({ params: { matterId, step }, body: { happenedOn }, version })
  }
  const titles = async (who: PersonKey, query: Parameters<ReturnType<typeof listOf>>[0] = {}) =>
    (await listOf(who)(query)).rows.map((row) => row.title)
  const listOf = (who: PersonKey) => (query: NonNullable<Parameters<ReturnType<typeof world.as<typeof inboxApi>>['todo']>[0]>['query']) =>
    world.as(who, inboxApi).todo({ query })

  test('is with the assigned officers, the least time left first, and says why', async () => {
    const late = await open('较晚的', '2026-03-02')
    const early = await open('较早的', '2026-01-05')
    const { rows, total } = await listOf('officer')({})
    assert.deepEqual(
      rows.map(({ id, steps, why, deadline }) => [id, steps, why, deadline?.due]),
      [
        [early, ['提交审核'], '因为您是承办人员', '2026-04-07'],
        [late, ['提交审核'], '因为您是承办人员', '2026-05-31'],
      ],
    )
    assert.equal(total, 2)
    assert.deepEqual(await titles('officer2'), ['较早的', '较晚的'])
    for (const other of ['officer3', 'unitHead', 'citySupervisor', 'officerElsewhere', 'stationOfficer'] as const)
      assert.deepEqual(await titles(other), [], other)
    await assert.rejects(world.as('systemAdmin', inboxApi).todo({ query: {} }), { code: 'notAllowed' })
  })

  test('of a review is with the officers who do not handle the matter', async () => {
    const id = await open('要审核的')
    await take('officer', id, 'submit')
    const reviewed = (rows: { id: string }[]) => rows.some((row) => row.id === id)
    const { rows } = await listOf('officer3')({ text: '要审核' })
    assert.deepEqual(
      rows.map(({ steps, why }) => [steps, why]),
      [[['审核通过'], '因为您是甲市子县市场监督管理局的办案人员']],
    )
    for (const handler of ['officer', 'officer2', 'officerElsewhere'] as const)
      assert.equal(reviewed((await listOf(handler)({})).rows), false, handler)
    await take('officer3', id, 'pass')
    assert.deepEqual(await titles('officer3'), [])
  })

  test('waits for the day after a statutory wait, and says which', async () => {
    const id = await open('要等待的')
    await take('officer', id, 'submit')
    await take('officer3', id, 'pass')
    const later = async () => (await listOf('deputyHead')({ when: 'later', text: '要等待' })).rows.map((row) => [row.id, row.opensOn])
    assert.deepEqual(await later(), [[id, '2026-03-11']]) // five working days end on the 10th
    world.setDay('2026-03-10')
    assert.deepEqual(await titles('deputyHead', { text: '要等待' }), [])
    world.setDay('2026-03-11')
    assert.deepEqual(await titles('deputyHead', { text: '要等待' }), ['要等待的'])
    assert.deepEqual(await later(), [])
    await take('deputyHead', id, 'finish', '2026-03-11')
    assert.deepEqual(await titles('deputyHead', { text: '要等待' }), [])
    world.setDay('2026-03-03')
  })

  test('is filtered by light, process, text and day, and by nothing that is not there', async () => {
    await open('红灯的', '2025-11-20')
    assert.deepEqual(await titles('officer', { light: 'red' }), ['红灯的'])
    assert.ok(!(await titles('officer', { light: 'green' })).includes('红灯的'))
    assert.deepEqual(await titles('officer', { until: '2026-04-07' }), ['红灯的', '较早的'])
    assert.deepEqual(await titles('officer', { text: '%' }), [])
    assert.deepEqual(await titles('officer', { process: 'errand' }), [])
    for (const light of ['red', 'yellow', 'green', 'paused', 'none'] as const)
      for (const row of (await listOf('officer')({ light })).rows) assert.equal(row.deadline?.light ?? 'none', light)
    assert.deepEqual(
      (await listOf('officer')({ page: 2, size: 1 })).rows.map((row) => row.title),
      ['较早的'],
    )
  })

  test('keeps the moment of its arrival when only a record is made', async () => {
    const id = await open('只记一笔')
    const arrived = async () => (await listOf('officer')({ text: '只记一笔' })).rows[0]?.arrivedAt
    const at = await arrived()
    world.setDay('2026-03-05')
    await take('officer', id, 'remark', '2026-03-05')
    assert.equal(await arrived(), at)
    world.setDay('2026-03-03')
  })

  test('offers the next one after one is done, never the one just done', async () => {
    const { item, left } = await world.as('officer', inboxApi).next({ query: {} })
    assert.equal(item?.title, '红灯的')
    const next = await world.as('officer', inboxApi).next({ query: { not: item?.id } })
    assert.equal(next.item?.title, '较早的')
    assert.equal(next.left, left - 1)
  })

  test('is counted as its list shows it, and the other duties count for themselves', async () => {
    const counts = await world.as('officer', inboxApi).counts()
    assert.equal(counts.todo, (await listOf('officer')({})).total)
    assert.equal(counts.overdue, (await listOf('officer')({ light: 'red' })).total)
    assert.deepEqual(counts.processes, [{ name: 'patrol', title: '巡查', count: counts.todo }])
    assert.deepEqual(counts.duties, [{ id: world.people.officer.dutyId, waiting: counts.todo }])
    await world.sql.query(
      "insert into duty (person_id, org_id, org_at, role, class, title, from_day) values ($1, $2, 0, 'officer', 'business', '兼职', '2026-01-01')",
      [world.people.officerElsewhere.id, world.orgs.get('county')],
    )
    await take('officer', await open('别处的职务'), 'submit')
    const elsewhere = await world.as('officerElsewhere', inboxApi).counts()
    assert.equal(elsewhere.todo, 0)
    assert.deepEqual(elsewhere.duties.map((duty) => duty.waiting).sort(), [0, 1])
    const admin = await world.as('auditAdmin', inboxApi).counts()
    assert.deepEqual([admin.todo, admin.later, admin.watched], [0, 0, 0])
  })

  test('done, opened and followed are lists of my own', async () => {
    const id = await open('留痕的')
    await take('officer2', id, 'submit')
    await world.as('officer3', matterApi).watch({ params: { matterId: id }, body: { watched: true } })
    const query = { text: '留痕' }
    const acts = async (who: PersonKey, list: 'done' | 'opened' | 'watched') =>
      (await world.as(who, inboxApi)[list]({ query })).rows.map((row) => [row.id, row.act])
    assert.deepEqual(await acts('officer2', 'done'), [[id, '提交审核']])
    assert.deepEqual(await acts('officer', 'opened'), [[id, '登记']])
    assert.deepEqual(await acts('officer3', 'watched'), [[id, '关注']])
    assert.deepEqual([...(await acts('officer', 'done')), ...(await acts('officer3', 'opened')), ...(await acts('officer', 'watched'))], [])
    assert.deepEqual((await world.as('officer2', inboxApi).done({ query: { ...query, closed: 'yes' } })).rows, [])
  })

  test('the calendar counts what ends on a day, mine, of my unit, and below', async () => {
    const days = async (who: PersonKey, scope: 'mine' | 'unit' | 'below') =>
      (await world.as(who, inboxApi).calendar({ query: { month: '2026-04', scope } })).days
    assert.deepEqual(await days('officer', 'mine'), [{ day: '2026-04-07', count: 1, red: 0 }])
    assert.deepEqual(await days('officer3', 'mine'), [])
    assert.deepEqual(await days('officer3', 'unit'), [{ day: '2026-04-07', count: 1, red: 0 }])
    assert.deepEqual(await days('citySupervisor', 'unit'), [])
    assert.deepEqual(await days('citySupervisor', 'below'), [{ day: '2026-04-07', count: 1, red: 0 }])
    assert.deepEqual(await days('officerElsewhere', 'below'), [])
    const day = await world.as('citySupervisor', inboxApi).calendarDay({ params: { day: '2026-04-07' }, query: { scope: 'below' } })
    assert.deepEqual(
      day.rows.map((row) => [row.title, row.deadline.title]),
      [['较早的', '巡查期限']],
    )
    assert.deepEqual(
      (await world.as('officerElsewhere', inboxApi).calendarDay({ params: { day: '2026-04-07' }, query: { scope: 'below' } })).rows,
      [],
    )
  })
})
