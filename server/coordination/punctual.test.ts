import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { type Measure, scoresApi } from '#contract/coordination-scores'
import { matterApi } from '#contract/matter'
import { asRuntime } from '#test/administrators'
import { type CoordinationWorld, openCoordinationWorld } from '#test/coordination-world'
import type { PersonKey } from '#test/world'

// Monday the 2nd of March: five working days after Tuesday the 3rd end on the 10th.
describe('who is on time', () => {
  let walk: CoordinationWorld
  before(async () => {
    walk = await openCoordinationWorld()
  })
  after(() => walk.close())

  /** On one day, entered for another. */
  async function enter(who: PersonKey, id: MatterId, step: string, happenedOn: string, input: Record<string, unknown> = {}) {
    const api = walk.world.as(who, matterApi)
    const { version } = await api.read({ params: { matterId: id } })
    return api.take({ params: { matterId: id, step }, body: { happenedOn, input }, version })
  }
  const accepted = { agreedOn: '2026-03-20', contact: '岗位 0592-00000000' }
  async function answerAll(id: MatterId) {
    for (const { id: questionId, kind } of (await walk.request('countyCoordinatorB', id)).questions)
      await walk.take('countyCoordinatorB', id, 'answerQuestion', { questionId, answer: kind === 'yesNo' ? '是' : '情况属实。' })
  }
  /** Cases and those that met it, of the county that is asked. */
  async function scored(...measures: Measure[]) {
    const { rows } = await walk.world.as('office', scoresApi).board({ query: { from: '2026-01-01', to: '2026-12-31' } })
    const scores = rows.find(({ orgId }) => orgId === walk.org('countyB'))?.scores ?? []
    return measures.map((measure) => scores.flatMap((one) => (one.measure === measure ? [one.cases, one.met] : [])))
  }
  const facts = async (id: MatterId) =>
    (await walk.world.sql.query('select indicator, day::text from indicator_fact where matter_id = $1 order by 1', [id])).rows.map(
      (row) => [row.indicator, row.day],
    )

  test('is not who writes the day back: the entered day is shown, that of the recording judges', async () => {
    walk.setDay('2026-03-03')
    const id = await walk.open()
    await walk.take('countyCoordinator', id, 'send')
    walk.setDay('2026-03-12')
    await enter('countyCoordinatorB', id, 'accept', '2026-03-05', accepted)
    await answerAll(id)
    walk.setDay('2026-03-25')
    await enter('countyCoordinatorB', id, 'answer', '2026-03-19')
    assert.equal((await walk.request('countyCoordinator', id)).answeredOn, '2026-03-19')
    assert.deepEqual(await scored('accepted', 'answered'), [
      [1, 0],
      [1, 0],
    ])
    assert.deepEqual(await facts(id), [
      ['coordination.requestsAccepted', '2026-03-05'],
      ['coordination.requestsAnswered', '2026-03-19'],
      ['coordination.requestsSent', '2026-03-03'],
    ])
  })

  test('is who answered here in time, on the very last day', async () => {
    walk.setDay('2026-03-03')
    const id = await walk.open()
    await walk.take('countyCoordinator', id, 'send')
    walk.setDay('2026-03-10')
    await walk.take('countyCoordinatorB', id, 'accept', accepted)
    await answerAll(id)
    walk.setDay('2026-03-20')
    await walk.take('countyCoordinatorB', id, 'answer')
    assert.deepEqual(await scored('accepted', 'answered'), [
      [2, 1],
      [2, 1],
    ])
    assert.deepEqual((await facts(id))[0], ['coordination.answeredOnTime', '2026-03-20'])
  })

  test('is not late for a request that was sent under an earlier day', async () => {
    walk.setDay('2026-03-03')
    const id = await walk.open()
    walk.setDay('2026-03-16')
    await enter('countyCoordinator', id, 'send', '2026-03-03')
    assert.deepEqual(await scored('accepted'), [[2, 1]], 'no case yet: the term runs from when it was there')
    walk.setDay('2026-03-18')
    await walk.take('countyCoordinatorB', id, 'accept', { ...accepted, agreedOn: '2026-03-31' })
    assert.deepEqual(await scored('accepted'), [[3, 2]])
  })

  test('is nobody’s to write, by straight SQL either', async () => {
    walk.setDay('2026-03-03')
    const id = await walk.open()
    await walk.take('countyCoordinator', id, 'send')
    walk.setDay('2026-03-17')
    await walk.take('countyCoordinatorB', id, 'accept', { ...accepted, agreedOn: '2026-03-31' })
    for (const [who, column] of [
      ['countyCoordinatorB', 'responded_recorded'],
      ['countyCoordinatorB', 'answered_recorded'],
      ['countyCoordinator', 'sent_recorded'],
    ] as const)
      await asRuntime(walk.world, walk.world.people[who].token, (run) =>
        run(`update coordination_request set ${column} = '2026-03-04' where matter_id = '${id}'`),
      )
    const { rows } = await walk.world.sql.query(
      'select sent_recorded::text sent, responded_recorded::text responded, answered_recorded::text answered from coordination_request where matter_id = $1',
      [id],
    )
    assert.deepEqual(rows, [{ sent: '2026-03-03', responded: '2026-03-17', answered: null }])
  })

  test('declined is a response, and the scoreboard says how many were', async () => {
    walk.setDay('2026-03-03')
    const id = await walk.open()
    await walk.take('countyCoordinator', id, 'send')
    await walk.take('countyCoordinatorB', id, 'decline', { reason: '该主体不在本辖区。' })
    const outside = await walk.open('countyCoordinator', { addressee: { channel: 'link', name: '某行业协会' } })
    await walk.take('countyCoordinator', outside, 'send')
    const room = walk.world.as('countyCoordinator', scoresApi)
    const period = { from: '2026-01-01', to: '2026-12-31' }
    assert.deepEqual((await room.board({ query: period })).outside, [{ name: '某行业协会', sent: 1, answered: 0, declined: 0 }])
    assert.deepEqual((await walk.world.as('countyCoordinatorB', scoresApi).board({ query: period })).outside, [], 'not one’s own')
    const board = await walk.world.as('office', scoresApi).board({ query: period })
    const row = board.rows.find(({ orgId }) => orgId === walk.org('countyB'))
    assert.equal(row?.declined, 1)
    const query = { ...period, measure: 'accepted', part: 'declined', orgId: walk.org('countyB') } as const
    const list = await walk.world.as('office', scoresApi).behind({ query })
    assert.deepEqual([list.total, list.rows.map((one) => one.id)], [1, [id]])
  })
})
