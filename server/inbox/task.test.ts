import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { inboxApi } from '#contract/inbox'
import { tasksApi } from '#contract/tasks'
import { viewsApi } from '#contract/views'
import { keepContent } from '#kernel/files'
import { visibleMatters } from '#kernel/matter'
import { failTask, finishTask, showProgress, takeUpTask } from '#kernel/task'
import { patrolApi, patrolRoom, patrolRoutes } from '#test/patrol'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('long work', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03', { routes: patrolRoutes, processes: [patrolRoom] })
  })
  after(() => world.close())

  const start = async (who: PersonKey = 'officer') => (await world.as(who, patrolApi).work({ body: { note: '全部' } })).taskId
  const read = (taskId: string, who: PersonKey = 'officer') => world.as(who, tasksApi).read({ params: { taskId } })
  const cancel = (taskId: string, who: PersonKey = 'officer') => world.as(who, tasksApi).cancel({ params: { taskId } })

  test('is one of a kind at a time, is seen and cancelled by its owner alone', async () => {
    const taskId = await start()
    await assert.rejects(start(), { code: 'closed' })
    await cancel(await start('officer2'), 'officer2')
    assert.equal((await read(taskId)).state, 'waiting')
    assert.equal((await world.as('officer', inboxApi).counts()).tasks, 1)
    for (const other of ['officer2', 'unitHead', 'systemAdmin'] as const) {
      await assert.rejects(read(taskId, other), { code: 'notFound' }, other)
      await assert.rejects(cancel(taskId, other), { code: 'notFound' }, other)
    }
    assert.deepEqual((await world.as('unitHead', tasksApi).mine({ query: {} })).rows, [])
    assert.equal((await cancel(taskId)).state, 'cancelled')
    await assert.rejects(cancel(taskId), { code: 'closed' })
    assert.equal(await world.inService((ctx) => takeUpTask(ctx, taskId)), null)
  })

  test('reads what its starter may read, although the service may read more', async () => {
    await world.as('officer', patrolApi).open({ body: { title: '子县的', day: '2026-03-03', officers: [] } })
    await world.as('officerElsewhere', patrolApi).open({ body: { title: '丑县的', day: '2026-03-03', officers: [] } })
    const taskId = await start()
    const seen = await world.inService(async (ctx) => {
      const task = await takeUpTask(ctx, taskId)
      assert.ok(task)
      assert.deepEqual(task.payload, { note: '全部' })
      const titles = async (reader: typeof ctx) =>
        (await visibleMatters(reader).select('m.title').orderBy('m.title').execute()).map((row) => row.title)
      return [await titles(task.ctx), (await titles(ctx)).length]
    })
    assert.deepEqual(seen, [['子县的'], 2])
    await cancel(taskId)
  })

  test('shows its progress, stops when cancelled, and does not come back to life', async () => {
    const taskId = await start()
    await world.inService((ctx) => takeUpTask(ctx, taskId))
    assert.equal(await world.inService((ctx) => showProgress(ctx, taskId, 5, 20)), true)
    assert.deepEqual([(await read(taskId)).done, (await read(taskId)).total], [5, 20])
    await cancel(taskId)
    assert.equal(await world.inService((ctx) => showProgress(ctx, taskId, 6)), false)
    await world.inService((ctx) => finishTask(ctx, taskId, { said: '已导出' }))
    assert.equal((await read(taskId)).state, 'cancelled')
  })

  test('gives its file to its owner, and writes down that it was taken', async () => {
    const taskId = await start()
    await world.inService(async (ctx) => {
      await takeUpTask(ctx, taskId)
      const { sha256 } = await keepContent(ctx, Readable.from([Buffer.from('案号,当事人')]), 'text/csv')
      await finishTask(ctx, taskId, { said: '共 1 条', file: { sha256, name: '巡查.csv' } })
    })
    assert.deepEqual([(await read(taskId)).said, (await read(taskId)).fileName], ['共 1 条', '巡查.csv'])
    const fetched = await world.app.inject({ url: `/api/tasks/${taskId}/file`, headers: { cookie: `sid=${world.people.officer.token}` } })
    assert.deepEqual([fetched.statusCode, fetched.body], [200, '案号,当事人'])
    const other = await world.app.inject({ url: `/api/tasks/${taskId}/file`, headers: { cookie: `sid=${world.people.officer2.token}` } })
    assert.equal(other.statusCode, 404)
    const { rows } = await world.sql.query(
      "select person_id from ledger_entry where action = 'download' and object = 'task' and object_id = $1",
      [taskId],
    )
    assert.deepEqual(rows, [{ person_id: world.people.officer.id }])
  })

  test('keeps its file from whom the duty has left in which it was asked for', async () => {
    const taskId = await start('officer3')
    await world.inService(async (ctx) => {
      await takeUpTask(ctx, taskId)
      const { sha256 } = await keepContent(ctx, Readable.from([Buffer.from('案号')]), 'text/csv')
      await finishTask(ctx, taskId, { said: '共 1 条', file: { sha256, name: '巡查.csv' } })
    })
    const { rows } = await world.sql.query<{ id: string }>(
      `insert into duty (person_id, org_id, org_at, role, class, title, from_day, to_day)
       select person_id, org_id, 0, 'unitHead', class, title, '2025-01-01', '2026-03-02' from duty where person_id = $1 limit 1 returning id`,
      [world.people.officer3.id],
    )
    await world.sql.query('set session_replication_role = replica')
    await world.sql.query('update task set duty_id = $1 where id = $2', [rows[0]?.id, taskId])
    await world.sql.query('set session_replication_role = origin')
    const { statusCode } = await world.app.inject({
      url: `/api/tasks/${taskId}/file`,
      headers: { cookie: `sid=${world.people.officer3.token}` },
    })
    assert.equal(statusCode, 409)
  })

  test('that failed says why, and another may be started', async () => {
    const taskId = await start()
    await world.inService((ctx) => failTask(ctx, taskId, '文件太大，请缩小范围后重试。'))
    assert.deepEqual([(await read(taskId)).state, (await read(taskId)).said], ['failed', '文件太大，请缩小范围后重试。'])
    await cancel(await start())
  })

  test('is not done under a duty that has ended', async () => {
    const taskId = await start('officer3')
    await world.sql.query("update duty set to_day = '2026-03-02' where id = $1", [world.people.officer3.dutyId])
    assert.equal(await world.inService((ctx) => takeUpTask(ctx, taskId)), null)
    assert.equal((await read(taskId, 'officer3')).state, 'failed')
  })
})

describe('a saved view', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-03')
  })
  after(() => world.close())
  const views = (who: PersonKey) => world.as(who, viewsApi)
  const params = { list: 'cases' }

  test('is kept under its name, replaced under the same, and dropped', async () => {
    await views('officer').keep({ params, body: { name: '本月到期', query: { state: ['filed', 'noticed'], sort: 'due' } } })
    const again = await views('officer').keep({ params, body: { name: '本月到期', query: { sort: '-due' } } })
    assert.deepEqual(await views('officer').mine({ params }), [
      { id: again.id, name: '本月到期', query: { sort: '-due' }, shared: false, mine: true, by: '县办案甲', isDefault: false, dropped: [] },
    ])
    assert.deepEqual(await views('officer').mine({ params: { list: 'leads' } }), [])
    await views('officer').drop({ params: { ...params, viewId: again.id } })
    assert.deepEqual(await views('officer').mine({ params }), [])
  })

  test('is its owner’s alone', async () => {
    const { id } = await views('officer').keep({ params, body: { name: '我的', query: {} } })
    assert.deepEqual(await views('officer2').mine({ params }), [])
    await assert.rejects(views('officer2').drop({ params: { ...params, viewId: id } }), { code: 'notFound' })
    assert.equal((await views('officer').mine({ params })).length, 1)
  })

  const names = async (who: PersonKey) => (await views(who).mine({ params })).map(({ name }) => name)

  test('is shared by a head with the very unit, and taken away by who heads it', async () => {
    const body = { name: '本局超期', query: { light: ['red'] }, shared: true }
    for (const who of ['officer', 'legalReviewer', 'citySupervisor'] as const)
      await assert.rejects(views(who).keep({ params, body }), { code: 'notAllowed' }, who)
    const { id } = await views('unitHead').keep({ params, body })
    for (const who of ['officer2', 'deputyHead', 'legalReviewer'] as const) assert.deepEqual(await names(who), ['本局超期'], who)
    for (const who of ['stationOfficer', 'officerElsewhere', 'citySupervisor'] as const) assert.deepEqual(await names(who), [], who)
    const onView = { params: { ...params, viewId: id } }
    for (const who of ['officer2', 'headElsewhere'] as const) await assert.rejects(views(who).drop(onView), { code: 'notFound' }, who)
    await assert.rejects(views('officer2').setDefault({ ...onView, body: { isDefault: true } }), { code: 'notFound' })
    await views('principalHead').drop(onView)
    assert.deepEqual(await names('unitHead'), [])
  })

  test('leaves out a unit that its reader does not see, and says so', async () => {
    const far = String(world.orgs.get('countyB'))
    const near = String(world.orgs.get('station'))
    await views('unitHead').keep({ params, body: { name: '远处', query: { org: far, text: '鞋' }, shared: true } })
    await views('unitHead').keep({ params, body: { name: '近处', query: { org: near }, shared: true } })
    const seen = (await views('officer2').mine({ params })).map(({ name, query, dropped }) => ({ name, query, dropped }))
    assert.deepEqual(seen, [
      { name: '近处', query: { org: near }, dropped: [] },
      { name: '远处', query: { text: '鞋' }, dropped: ['org'] },
    ])
  })

  test('is the default of its owner, one a list', async () => {
    const list = { list: 'leads' }
    const keep = (name: string) => views('officer3').keep({ params: list, body: { name, query: { text: name } } })
    const [first, second] = [await keep('甲'), await keep('乙')]
    const choose = (viewId: string, isDefault: boolean) =>
      views('officer3').setDefault({ params: { ...list, viewId }, body: { isDefault } })
    const chosen = async () => (await views('officer3').mine({ params: list })).filter((view) => view.isDefault).map(({ name }) => name)
    await choose(first.id, true)
    await choose(second.id, true)
    assert.deepEqual(await chosen(), ['乙'])
    await choose(second.id, false)
    assert.deepEqual(await chosen(), [])
  })
})
