import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTaskWorld, type TaskWorld } from '#test/task-world'
import type { PersonKey } from '#test/world'

describe('a supervised task in parts', () => {
  let walk: TaskWorld
  before(async () => {
    walk = await openTaskWorld()
  })
  after(() => walk.world.close())
  const org: TaskWorld['org'] = (...of) => walk.org(...of)
  const task: TaskWorld['task'] = (...of) => walk.task(...of)
  const read: TaskWorld['read'] = (...of) => walk.read(...of)
  const take: TaskWorld['take'] = (...of) => walk.take(...of)
  const create: TaskWorld['create'] = (...of) => walk.create(...of)
  const stepsOf: TaskWorld['stepsOf'] = (...of) => walk.stepsOf(...of)
  const heard: TaskWorld['heard'] = (...of) => walk.heard(...of)

  test('is decomposed by a city to its counties, and closes when its mandatory parts are closed or waived', async () => {
    const id = await create('cityA')
    const parts = { title: '辖区地理标志检查', measure: '检查并上报', target: { kind: 'reported' }, dueOn: '2026-05-31' } as const
    const split = (who: PersonKey, units: string[], more = {}) =>
      task(who).decompose({ params: { matterId: id }, body: { ...parts, units: units.map(org), ...more } })
    await assert.rejects(split('cityCoordinator', ['county']), { code: 'closed' }) // not yet received
    await take('cityCoordinator', id, 'sign')
    await assert.rejects(split('cityCoordinatorB', ['countyB']), { code: 'notFound' })
    await assert.rejects(split('cityCoordinator', ['countyB']), { code: 'invalid' })
    await assert.rejects(split('cityCoordinator', ['county'], { dueOn: '2026-07-31' }), { code: 'invalid' }) // later than the whole
    const [one, other] = await split('cityCoordinator', ['county', 'neighbour'])
    const [extra] = await split('cityCoordinator', ['neighbour'], { mandatory: false, title: '经验材料' })
    assert.ok(one && other && extra)
    assert.equal((await read('countyCoordinator', one.id)).parentTitle, '开展地理标志保护检查')
    await assert.rejects(read('countyCoordinator', id), { code: 'notFound' })
    assert.deepEqual((await read('office', id)).subTasks.map(({ lead, mandatory, light }) => [lead, mandatory, light]).sort(), [
      ['丑县局', false, 'green'],
      ['丑县局', true, 'green'],
      ['子县局', true, 'green'],
    ])
    await assert.rejects(take('cityCoordinator', id, 'claim', { summary: '已经完成' }), /辖区地理标志检查”等 2 项尚未销号/u)
    await take('countyCoordinator', one.id, 'sign')
    await take('countyCoordinator', one.id, 'claim', { summary: '已检查完毕' })
    await take('cityCoordinator', one.id, 'accept', { opinion: '属实' })
    await take('cityCoordinator', one.id, 'close')
    await assert.rejects(take('countyCoordinatorElsewhere', other.id, 'waive', { reason: '自行终止' }), { code: 'notAllowed' })
    await assert.rejects(take('cityCoordinator', other.id, 'waive', { reason: '' }), { code: 'invalid' })
    await assert.rejects(take('cityCoordinator', id, 'claim', { summary: '已经完成' }), { code: 'closed' })
    await take('cityCoordinator', other.id, 'waive', { reason: '辖区没有专用标志使用人' })
    await take('cityCoordinator', id, 'claim', { summary: '已经完成' }) // the one that is not mandatory is still open
    await take('office', id, 'accept', { opinion: '同意' })
    assert.equal((await take('office', id, 'close')).closed, true)
  })

  test('of a department: it proposes sub-tasks, and the office issues them or says why not', async () => {
    const id = await create('protection')
    await take('protectionOfficer', id, 'sign')
    await assert.rejects(
      task('protectionOfficer').decompose({
        params: { matterId: id },
        body: { units: [org('cityA')], title: '检查', measure: '检查', target: { kind: 'reported' }, dueOn: '2026-05-31' },
      }),
      { code: 'notAllowed' },
    )
    const proposed = { title: '甲市地理标志检查', measure: '检查并上报', dueOn: '2026-05-31' }
    await take('protectionOfficer', id, 'propose', { leadOrgId: org('cityA'), ...proposed })
    await take('protectionOfficer', id, 'propose', { leadOrgId: org('cityB'), ...proposed })
    await assert.rejects(take('protectionOfficer', id, 'claim', { summary: '完成情况' }), /分解建议没有答复/u)
    assert.ok((await heard('office')).some((title) => title.startsWith('分解建议待交办')))
    const [first, second] = (await read('office', id)).proposalList
    assert.ok(first && second)
    const terms = { dueOn: '2026-05-31', signBy: '2026-03-06' }
    await assert.rejects(take('protectionOfficer', id, 'issueProposed', { proposalId: first.id, ...terms }), { code: 'notAllowed' })
    await take('office', id, 'issueProposed', { proposalId: first.id, ...terms })
    await assert.rejects(take('office', id, 'issueProposed', { proposalId: first.id, ...terms }), { code: 'notFound' })
    await take('office', id, 'refuseProposed', { proposalId: second.id, reason: '乙市已有同类任务' })
    const { subTasks, proposalList } = await read('protectionOfficer', id)
    assert.deepEqual(
      proposalList.map(({ state }) => state),
      ['issued', 'refused'],
    )
    assert.deepEqual(
      subTasks.map(({ lead, state }) => [lead, state]),
      [['甲市局', 'issued']],
    )
    const child = proposalList[0]?.childId
    assert.ok(child)
    assert.equal((await read('protectionOfficer', child)).title, '甲市地理标志检查') // the department reads what is part of its task
    assert.deepEqual(await stepsOf('protectionOfficer', child), [])
    await assert.rejects(take('protectionOfficer', id, 'claim', { summary: '完成情况' }), /甲市地理标志检查”尚未销号/u)
    await assert.rejects(take('protectionOfficer', child, 'waive', { reason: '处室终止' }), { code: 'notAllowed' })
  })

  test('of a station is received by its head, who puts officers of his own on it', async () => {
    const id = await create('station', {}, 'countyCoordinator')
    await assert.rejects(take('stationOfficer', id, 'sign'), { code: 'notAllowed' })
    await take('stationHead', id, 'sign')
    assert.deepEqual(await stepsOf('stationOfficer', id), [])
    await assert.rejects(take('stationHead', id, 'assign', { people: [walk.world.people.officer.id] }), { code: 'invalid' })
    await take('stationHead', id, 'assign', { people: [walk.world.people.stationOfficer.id] })
    assert.deepEqual(await stepsOf('stationOfficer', id), ['claim', 'progress', 'propose', 'askExtension'])
    assert.deepEqual(await stepsOf('stationOfficer2', id), [])
  })
})
