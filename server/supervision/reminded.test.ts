import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTaskWorld, type TaskWorld } from '#test/task-world'
import type { PersonKey } from '#test/world'
import { walkTasks } from './task.jobs.ts'

describe('a supervised task and its light', () => {
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
  const deliver: TaskWorld['deliver'] = (...of) => walk.deliver(...of)
  const heard: TaskWorld['heard'] = (...of) => walk.heard(...of)
  const setDay: TaskWorld['setDay'] = (...of) => walk.setDay(...of)
  const today: TaskWorld['today'] = (...of) => walk.today(...of)

  test('reminds before yellow, at yellow and at red, each once, and those whose step it is', async () => {
    const id = await create('county', { title: '提醒的任务', dueOn: '2026-04-30', supportOrgIds: [org('neighbour')] }, 'cityCoordinator')
    await take('countyCoordinator', id, 'sign')
    await deliver()
    const goTo = async (day: string) => {
      setDay(day)
      await walkTasks(walk.world.inService)
      await walkTasks(walk.world.inService)
    }
    const said = async (who: PersonKey) => (await heard(who)).filter((title) => title.endsWith('提醒的任务') && !title.includes('：提醒'))
    await goTo('2026-04-14')
    assert.deepEqual(await said('countyCoordinator'), [])
    await goTo('2026-04-17') // of 40 working days eight are a fifth: yellow from the 20th
    assert.deepEqual(await said('countyCoordinator'), ['即将临期　提醒的任务'])
    await goTo('2026-04-20')
    await goTo('2026-04-21')
    assert.deepEqual(await said('countyCoordinator'), ['黄灯：临期　提醒的任务', '即将临期　提醒的任务'])
    assert.deepEqual([await said('countyCoordinatorElsewhere'), await said('cityCoordinator')], [['黄灯：临期　提醒的任务'], []])
    await goTo('2026-05-01')
    await goTo('2026-05-06')
    assert.deepEqual((await said('countyCoordinator'))[0], '红灯：已超期　提醒的任务')
    assert.deepEqual(await said('cityCoordinator'), ['红灯：已超期　提醒的任务'])
    assert.equal((await read('countyCoordinator', id)).light, 'red')
  })

  test('is published as late only when a person has confirmed it', async () => {
    const early = await create('cityB')
    await assert.rejects(take('office', early, 'notice', { text: '逾期通报' }), { code: 'closed' })
    const { rows } = await task('cityCoordinator').list({ query: { light: 'red', scope: 'issued' } })
    const late = rows.find(({ title }) => title === '提醒的任务')
    assert.ok(late)
    assert.equal(late.noticedOn, null)
    await assert.rejects(take('countyCoordinator', late.id, 'notice', { text: '自己通报' }), { code: 'notAllowed' })
    await take('cityCoordinator', late.id, 'notice', { text: '逾期未办结，予以通报' })
    assert.equal((await read('countyCoordinator', late.id)).noticedOn, today())
    await assert.rejects(take('cityCoordinator', late.id, 'notice', { text: '再次通报' }), { code: 'closed' })
  })

  test('is hinted at when the same unit has nearly the same already', async () => {
    const found = await task('cityCoordinator').similar({ query: { lead: org('county'), title: '提醒的任务（续）' } })
    assert.deepEqual(
      found.map(({ title, why }) => [title, why]),
      [['提醒的任务', '名称相近']],
    )
    assert.deepEqual(await task('cityCoordinator').similar({ query: { lead: org('county'), title: '专利转化对接活动' } }), [])
    assert.deepEqual(await task('cityCoordinatorB').similar({ query: { lead: org('county'), title: '提醒的任务' } }), [])
  })

  test('is lit by the rule of who issued it, which a coordinator of a city sets for his own tasks alone', async () => {
    const { settings, mayChange } = await task('cityCoordinator').settings({})
    assert.deepEqual([settings.share, settings.workingDays, mayChange], [0.2, 5, true])
    const save = (who: PersonKey, version = 0) =>
      task(who).saveSettings({ body: { settings: { ...settings, palette: 'blueOrangeRed', share: 1 }, reason: '按本市做法' }, version })
    await assert.rejects(save('countyCoordinator'), { code: 'notAllowed' })
    await assert.rejects(save('cityHead'), { code: 'notAllowed' })
    await save('cityCoordinator')
    await assert.rejects(save('cityCoordinator'), { code: 'stale' })
    const mine = await create('county', { title: '全程预警', dueOn: '2026-08-31' }, 'cityCoordinator')
    const theirs = await create('county', { title: '省局直接交办', dueOn: '2026-08-31' })
    const [one, other] = [await read('countyCoordinator', mine), await read('countyCoordinator', theirs)]
    assert.deepEqual([one.light, one.palette, other.light, other.palette], ['yellow', 'blueOrangeRed', 'green', 'greenYellowRed'])
  })

  test('counts: what the lights say opens to as many, for every filter', async () => {
    for (const who of ['office', 'cityCoordinator', 'countyCoordinator'] as const) {
      for (const { light, count } of await task(who).lights({ query: {} })) {
        const { rows, total } = await task(who).list({ query: { light, size: 100 } })
        assert.deepEqual([total, rows.length], [count, count], `${who} ${light}`)
        assert.ok(rows.every((row) => row.light === light))
      }
    }
  })
})
