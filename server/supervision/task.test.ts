import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { inboxApi } from '#contract/inbox'
import { openTaskWorld, type TaskWorld } from '#test/task-world'

describe('a supervised task', () => {
  let walk: TaskWorld
  before(async () => {
    walk = await openTaskWorld()
  })
  after(() => walk.world.close())
  const org: TaskWorld['org'] = (...of) => walk.org(...of)
  const task: TaskWorld['task'] = (...of) => walk.task(...of)
  const matter: TaskWorld['matter'] = (...of) => walk.matter(...of)
  const read: TaskWorld['read'] = (...of) => walk.read(...of)
  const take: TaskWorld['take'] = (...of) => walk.take(...of)
  const create: TaskWorld['create'] = (...of) => walk.create(...of)
  const stepsOf: TaskWorld['stepsOf'] = (...of) => walk.stepsOf(...of)
  const heard: TaskWorld['heard'] = (...of) => walk.heard(...of)

  test('is issued by a bureau to what is below it, with a number and the days that were agreed', async () => {
    const id = await create('protection', { reportOn: ['2026-04-15', '2026-06-15'], signBy: '2026-03-05' })
    const seen = await read('protectionOfficer', id)
    assert.deepEqual(
      [seen.number, seen.state, seen.issuer.name, seen.lead.name, seen.dueOn, seen.firstDueOn, seen.light, seen.standsOn],
      ['督办〔2026〕1号', 'issued', '省局', '保护处', '2026-06-30', null, 'green', { unit: '保护处', what: '签收' }],
    )
    assert.deepEqual(
      (await matter('protectionOfficer', id)).deadlines.map(({ title, due, limitId }) => [title, due, limitId]),
      [
        ['签收', '2026-03-05', 'AGREED'],
        ['办理期限', '2026-06-30', 'AGREED'],
        ['报送节点（2026-04-15）', '2026-04-15', 'AGREED'],
        ['报送节点（2026-06-15）', '2026-06-15', 'AGREED'],
      ],
    )
    assert.deepEqual((await walk.world.as('protectionOfficer', inboxApi).todo({ query: {} })).rows.find((row) => row.id === id)?.steps, [
      '签收',
    ])
    assert.ok((await heard('protectionOfficer')).includes('新的督办任务：开展地理标志保护检查'))
  })

  test('is not issued by a department, a unit’s own officer, a reader, or to a unit beside or above', async () => {
    for (const who of ['protectionHead', 'protectionOfficer', 'stationHead'] as const)
      await assert.rejects(create('county', {}, who), { code: 'notAllowed' }, who)
    for (const who of ['officer', 'citySupervisor', 'trainer', 'systemAdmin'] as const)
      await assert.rejects(create('county', {}, who), { code: 'notAllowed' }, who)
    for (const lead of ['cityA', 'cityB', 'countyB', 'province'])
      await assert.rejects(create(lead, {}, 'cityCoordinator'), { code: 'invalid' }, lead)
  })

  test('is seen above and below, and not from the side', async () => {
    const id = await create('county', {}, 'cityCoordinator')
    for (const who of ['countyCoordinator', 'cityCoordinator', 'office', 'principalHead', 'provinceSupervisor'] as const)
      assert.equal((await read(who, id)).id, id, who)
    for (const who of ['countyCoordinatorElsewhere', 'cityCoordinatorB', 'protectionOfficer', 'stationHead'] as const)
      await assert.rejects(read(who, id), { code: 'notFound' }, who)
    await assert.rejects(read('trainer', id), { code: 'notAllowed' })
    assert.equal(
      (await task('countyCoordinatorElsewhere').list({ query: {} })).rows.some((row) => row.id === id),
      false,
    )
    assert.equal(
      (await task('countyCoordinator').list({ query: { scope: 'expected' } })).rows.some((row) => row.id === id),
      true,
    )
  })

  test('goes from receipt to claim, is returned with a reason, claimed again, verified and closed', async () => {
    const id = await create('county', {}, 'cityCoordinator')
    assert.deepEqual(await stepsOf('countyCoordinator', id), ['sign'])
    await assert.rejects(take('countyCoordinator', id, 'claim', { summary: '已经完成' }), { code: 'closed' })
    await assert.rejects(take('cityCoordinator', id, 'sign'), { code: 'notAllowed' })
    await take('countyCoordinator', id, 'sign')
    assert.deepEqual(await stepsOf('countyCoordinator', id), ['claim', 'progress', 'assign', 'propose', 'askExtension'])
    await take('countyCoordinator', id, 'progress', { text: '已检查三家', percent: 40 })
    assert.equal((await read('office', id)).progress, 40)
    await take('countyCoordinator', id, 'claim', { summary: '全部检查完毕' })
    assert.deepEqual((await read('cityCoordinator', id)).standsOn, { unit: '甲市局', what: '核验' })
    await assert.rejects(take('countyCoordinator', id, 'accept', { opinion: '自己核验' }), { code: 'notAllowed' })
    await assert.rejects(take('office', id, 'accept', { opinion: '省局核验' }), { code: 'notAllowed' })
    await assert.rejects(take('cityCoordinator', id, 'sendBack', { reason: '' }), { code: 'invalid' })
    await take('cityCoordinator', id, 'sendBack', { reason: '缺少检查报告' })
    assert.ok((await heard('countyCoordinator')).some((title) => title.startsWith('办结申请被退回')))
    await take('countyCoordinator', id, 'claim', { summary: '已补充报告' })
    await take('cityCoordinator', id, 'accept', { opinion: '符合要求' })
    assert.equal((await take('cityCoordinator', id, 'close')).closed, true)
    assert.deepEqual([(await read('countyCoordinator', id)).light, (await read('countyCoordinator', id)).standsOn], ['grey', null])
    await assert.rejects(take('cityCoordinator', id, 'urge', { text: '催办' }), { code: 'closed' })
  })

  test('is put off only by who issued it, never earlier, and keeps its first date', async () => {
    const id = await create('county', {}, 'cityCoordinator')
    await take('countyCoordinator', id, 'sign')
    await assert.rejects(take('countyCoordinator', id, 'askExtension', { dueOn: '2026-06-30', reason: '来不及' }), { code: 'invalid' })
    await take('countyCoordinator', id, 'askExtension', { dueOn: '2026-08-31', reason: '企业停产检修' })
    await assert.rejects(take('countyCoordinator', id, 'grantExtension', { dueOn: '2026-08-31' }), { code: 'notAllowed' })
    await assert.rejects(take('cityDeputy', id, 'grantExtension', { dueOn: '2026-06-15' }), { code: 'closed' })
    await take('countyCoordinator', id, 'progress', { text: '继续办理' }) // it goes on meanwhile
    await take('cityDeputy', id, 'grantExtension', { dueOn: '2026-07-31' })
    const seen = await read('countyCoordinator', id)
    assert.deepEqual([seen.state, seen.dueOn, seen.firstDueOn, seen.dues.length], ['handling', '2026-07-31', '2026-06-30', 2])
    const due = (await matter('countyCoordinator', id)).deadlines.find(({ name }) => name === 'due')
    assert.deepEqual([due?.due, due?.firstDue], ['2026-07-31', '2026-06-30'])
    await take('countyCoordinator', id, 'askExtension', { dueOn: '2026-09-30', reason: '再次申请' })
    await take('cityCoordinator', id, 'refuseExtension', { reason: '不再延期' })
    assert.equal((await read('countyCoordinator', id)).dueOn, '2026-07-31')
    await assert.rejects(walk.world.sql.query('update supervised_task_due set due_on = $1 where matter_id = $2', ['2027-01-01', id]))
  })

  test('has several report days, each of them reported once', async () => {
    const id = await create('cityA', { reportOn: ['2026-03-31', '2026-06-15'] })
    await take('cityCoordinator', id, 'sign')
    await assert.rejects(take('cityCoordinator', id, 'report', { reportDay: '2026-05-01', text: '进展情况' }), { code: 'invalid' })
    await take('cityCoordinator', id, 'report', { reportDay: '2026-03-31', text: '第一阶段成效' })
    await assert.rejects(take('cityCoordinator', id, 'report', { reportDay: '2026-03-31', text: '又报一次' }), { code: 'invalid' })
    assert.deepEqual((await read('cityCoordinator', id)).reports, [
      { day: '2026-03-31', reportedOn: '2026-03-02' },
      { day: '2026-06-15', reportedOn: null },
    ])
    assert.deepEqual(
      (await matter('cityCoordinator', id)).deadlines.map(({ due }) => due),
      ['2026-06-30', '2026-06-15'],
    )
    await take('cityCoordinator', id, 'report', { reportDay: '2026-06-15', text: '第二阶段成效' })
    assert.ok(!(await stepsOf('cityCoordinator', id)).includes('report'))
  })

  test('is drafted, amended, dropped; a draft is nobody’s below', async () => {
    const id = await create('cityA', { issue: false })
    assert.equal((await read('office', id)).state, 'draft')
    await assert.rejects(take('cityCoordinator', id, 'sign'), { code: 'closed' })
    assert.equal(
      (await task('cityCoordinator').list({ query: { scope: 'expected' } })).rows.some((row) => row.id === id),
      false,
    )
    const { draft } = await read('office', id)
    await take('office', id, 'amend', { ...draft, title: '改名以后', leadOrgId: org('cityB') })
    assert.deepEqual([(await read('office', id)).title, (await read('office', id)).lead.name], ['改名以后', '乙市局'])
    await assert.rejects(take('office', id, 'amend', { ...draft, leadOrgId: org('province') }), { code: 'invalid' })
    await assert.rejects(take('office', id, 'issue', { dueOn: '2026-06-30', signBy: '2026-07-01', reportOn: [] }), { code: 'invalid' })
    await take('office', id, 'drop', { reason: '重复立项' })
    assert.equal((await read('office', id)).state, 'dropped')
  })
})
