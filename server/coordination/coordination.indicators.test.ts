import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type CoordinationWorld, openCoordinationWorld } from '#test/coordination-world'

const lead = { source: '巡查', right: '商标', suspect: '某商行', suspectAddress: '某路', conduct: '销售涉嫌侵权商品' }

describe('what cooperation counts', () => {
  let walk: CoordinationWorld
  before(async () => {
    walk = await openCoordinationWorld()
  })
  after(() => walk.close())

  /** Sum of each indicator by unit and month, as the facts stand. */
  async function counted(): Promise<Record<string, number>> {
    const { rows } = await walk.world.sql.query(
      "select f.indicator || ' ' || o.short_name || ' ' || to_char(f.day, 'MM') what, sum(f.value)::integer n from indicator_fact f join org o on o.id = f.org_id where f.indicator like 'coordination.%' group by 1 having sum(f.value) <> 0 order by 1",
    )
    return Object.fromEntries(rows.map(({ what, n }) => [what.replace('coordination.', ''), n]))
  }

  test('a lead is counted where it came from, its report in the month of the transfer; an answer where it was given, once', async () => {
    const id = await walk.open('countyCoordinator', { kind: 'leadTransfer', lead })
    assert.deepEqual(await counted(), {}, 'a draft is nothing')
    await walk.take('countyCoordinator', id, 'send')
    assert.deepEqual(await counted(), { 'leadsTransferred 子县局 03': 1, 'requestsSent 子县局 03': 1 })
    await walk.take('countyCoordinatorB', id, 'accept', { agreedOn: '2026-04-10', contact: '岗位 0592-00000000' })
    walk.setDay('2026-04-10')
    for (const { id: questionId, kind } of (await walk.request('countyCoordinatorB', id)).questions)
      await walk.take('countyCoordinatorB', id, 'answerQuestion', { questionId, answer: kind === 'yesNo' ? '是' : '已立案。' })
    await walk.take('countyCoordinatorB', id, 'answer')
    const whole = {
      ...{ 'answeredOnTime 寅县局 04': 1, 'leadsReported 子县局 03': 1, 'leadsTransferred 子县局 03': 1, 'requestsAccepted 寅县局 03': 1 },
      ...{ 'requestsAnswered 寅县局 04': 1, 'requestsSent 子县局 03': 1 },
    }
    assert.deepEqual(await counted(), whole)
    await walk.take('countyCoordinator', id, 'returnAnswer', { reason: '请附决定书。', agreedOn: '2026-04-20' })
    await walk.take('countyCoordinatorB', id, 'answer')
    assert.deepEqual(await counted(), whole, 'answered again it is not counted again')
  })

  test('a lead that was withdrawn was not transferred, and a late answer is none in time', async () => {
    walk.setDay('2026-05-04')
    const gone = await walk.open('countyCoordinator', { kind: 'leadTransfer', lead })
    await walk.take('countyCoordinator', gone, 'send')
    await walk.take('countyCoordinator', gone, 'withdraw', { reason: '重复移送' })
    const late = await walk.open()
    await walk.take('countyCoordinator', late, 'send')
    await walk.take('countyCoordinatorB', late, 'accept', { agreedOn: '2026-05-05', contact: '岗位 0592-00000000' })
    walk.setDay('2026-05-06')
    for (const { id: questionId, kind } of (await walk.request('countyCoordinatorB', late)).questions)
      await walk.take('countyCoordinatorB', late, 'answerQuestion', { questionId, answer: kind === 'yesNo' ? '是' : '情况属实。' })
    await walk.take('countyCoordinatorB', late, 'answer')
    const may = Object.fromEntries(Object.entries(await counted()).filter(([what]) => what.endsWith('05')))
    assert.deepEqual(may, { 'requestsAccepted 寅县局 05': 1, 'requestsAnswered 寅县局 05': 1, 'requestsSent 子县局 05': 2 })
  })
})
