import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTaskWorld, type TaskWorld } from '#test/task-world'
import type { PersonKey } from '#test/world'

describe('a supervised task with others’ support', () => {
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
  const heard: TaskWorld['heard'] = (...of) => walk.heard(...of)
  const stepsOf: TaskWorld['stepsOf'] = (...of) => walk.stepsOf(...of)
  const upload: TaskWorld['upload'] = (...of) => walk.upload(...of)

  test('has a supporting unit that is not its lead and lies below who issues it; fields that do not fit are named', async () => {
    await assert.rejects(create('county', { supportOrgIds: [org('county')] }, 'cityCoordinator'), { code: 'invalid' })
    await assert.rejects(create('county', { supportOrgIds: [org('countyB')] }, 'cityCoordinator'), { code: 'invalid' })
    await assert.rejects(create('cityA', { source: 'clause', sourceText: undefined }), { code: 'invalid' })
    await assert.rejects(create('cityA', { reportOn: ['2026-07-15'] }), { code: 'invalid' })
    await assert.rejects(create('cityA', { dueOn: '2026-02-27' }), { code: 'invalid' })
    await assert.rejects(create('cityA', { target: { kind: 'figure', indicator: 'no.such', value: 3, from: '2026-03', to: '2026-06' } }), {
      code: 'invalid',
    })
  })

  test('is supported by a unit that acts there by its grant alone, with files of its own', async () => {
    const id = await create('protection', { supportOrgIds: [org('promotion')] })
    assert.deepEqual(
      (await task('promotionOfficer').list({ query: { scope: 'support' } })).rows.map((row) => row.id),
      [id],
    )
    await assert.rejects(take('promotionOfficer', id, 'contribute', { text: '配合情况' }), { code: 'closed' }) // not yet received
    await take('protectionOfficer', id, 'sign')
    assert.deepEqual(await stepsOf('promotionOfficer', id), ['contribute'])
    const { id: fileId } = await upload('promotionOfficer', id)
    await take('promotionOfficer', id, 'contribute', { text: '提供企业名单', files: [fileId] })
    assert.deepEqual(
      (await read('protectionOfficer', id)).supportUnits.map(({ org: { name }, contributedOn }) => [name, contributedOn]),
      [['运用促进处', '2026-03-02']],
    )
    await assert.rejects(take('promotionOfficer', id, 'claim', { summary: '替牵头单位办结' }), { code: 'notAllowed' })
    await assert.rejects(take('promotionOfficer', id, 'sign'), { code: 'closed' })
    const elsewhere = await create('cityA')
    await take('cityCoordinator', elsewhere, 'sign')
    await assert.rejects(take('cityCoordinator', elsewhere, 'progress', { text: '别处的文件', files: [fileId] }), { code: 'invalid' })
    await assert.rejects(read('promotionOfficer', elsewhere), { code: 'notFound' })
  })

  test('takes another on after it was issued, and takes it off with a reason; each is told', async () => {
    const id = await create('protection', { title: '后来才要配合' })
    const add = (who: PersonKey, ...keys: string[]) => take(who, id, 'addSupport', { supportOrgIds: keys.map(org) })
    await assert.rejects(take('promotionOfficer', id, 'contribute', { text: '配合情况' }), { code: 'notFound' }, 'not its matter yet')
    await assert.rejects(add('protectionOfficer', 'promotion'), { code: 'notAllowed' }, 'the lead chooses no helpers')
    await assert.rejects(add('office', 'protection'), { code: 'invalid' }, 'the lead itself')
    await assert.rejects(add('office'), { code: 'invalid' }, 'nobody')
    await add('office', 'promotion')
    await assert.rejects(add('office', 'promotion'), { code: 'invalid' }, 'twice')
    const told = async () => (await heard('promotionOfficer')).filter((title) => title.endsWith('配合督办任务：后来才要配合'))
    assert.deepEqual(await told(), ['请配合督办任务：后来才要配合'])
    await take('protectionOfficer', id, 'sign')
    await take('promotionOfficer', id, 'contribute', { text: '提供企业名单' })
    const drop = (who: PersonKey, reason: string, key = 'promotion') => take(who, id, 'dropSupport', { supportOrgId: org(key), reason })
    await assert.rejects(drop('protectionOfficer', '不需要了'), { code: 'notAllowed' })
    await assert.rejects(drop('office', ''), { code: 'invalid' }, 'no reason')
    await assert.rejects(drop('office', '从未配合', 'cityA'), { code: 'invalid' })
    await drop('office', '职责已经调整')
    // Of one moment, in whatever order.
    assert.deepEqual((await told()).sort(), ['不再需要配合督办任务：后来才要配合', '请配合督办任务：后来才要配合'])
    assert.deepEqual(
      (await read('office', id)).supportUnits.map(({ contributedOn, endedOn, endReason }) => [contributedOn, endedOn, endReason]),
      [['2026-03-02', '2026-03-02', '职责已经调整']],
      'what it brought stays',
    )
    assert.deepEqual((await read('office', id)).supports, [])
    await assert.rejects(take('promotionOfficer', id, 'contribute', { text: '再次报送' }), { code: 'notAllowed' })
    assert.ok(!(await task('promotionOfficer').list({ query: { scope: 'support' } })).rows.some((row) => row.id === id))
    await assert.rejects(drop('office', '再次取消'), { code: 'closed' }, 'nobody is left')
    walk.setDay('2026-03-03')
    await assert.rejects(read('promotionOfficer', id), { code: 'notFound' }, 'from the next day on')
    await add('office', 'promotion')
    await take('promotionOfficer', id, 'contribute', { text: '重新配合' })
    await take('protectionOfficer', id, 'claim', { summary: '全部检查完毕' })
    await assert.rejects(add('office', 'cityA'), { code: 'closed' }, 'it is claimed')
    walk.setDay('2026-03-02')
  })
})
