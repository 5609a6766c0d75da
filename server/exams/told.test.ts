import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { examsApi } from '#contract/exams'
import { examRoomApi } from '#contract/exams-room'
import { closeExam, drawPaper, fillBank, kept, openExam, perform, take } from '#test/exams'
import { openWorld, type World } from '#test/world'
import { ownStatements } from '#xapi'

describe('a released result in the record store', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())

  const day = '2026-03-11'
  /** One candidate, two questions of two marks each, one of them right: half of the marks. */
  async function released(more: object = {}): Promise<{ examId: MatterId; attemptId: string }> {
    world.setDay('2026-03-10')
    const paperId = await drawPaper(world, await fillBank(world, { single: 2 }), { single: 2 })
    const examId = await openExam(world, { paperId, personIds: [world.people.officer.id], ...more })
    const room = world.as('officer', examRoomApi)
    await room.start({ params: { examId } })
    await room.handIn({ params: { examId }, body: { items: [kept(1, 'B'), kept(2, 'A')] } })
    await closeExam(world, examId)
    await take(world, 'trainer', examId, 'finishMarking', {}, day)
    await take(world, 'trainer', examId, 'release', { review: 'score' }, day)
    await perform(world, 'exams.report', { examId })
    const { rows } = await world.sql.query('select id from exam_attempt where exam_id = $1', [examId])
    return { examId, attemptId: rows[0].id }
  }
  const told = async (attemptId: string) =>
    (await world.inService((ctx) => ownStatements(ctx, [attemptId]))).map(({ statement, voided }) => [
      JSON.stringify(statement.result?.score).match(/"raw":(\d+)/)?.[1],
      statement.verb.id.split('/').at(-1),
      voided,
    ])
  const change = (examId: MatterId, attemptId: string, score: number) =>
    world.as('trainer', examsApi).changeScore({ params: { examId, attemptId }, body: { item: 2, part: 0, score, reason: '答案有争议' } })
  const waits = async (examId: MatterId) =>
    (await world.sql.query('delete from graphile_worker._private_jobs where key like $1 returning 1', [`exam-tell:${examId}#%`])).rowCount

  test('is told anew when it is changed, the old one voided, also when it goes back to what it was', async () => {
    const { examId, attemptId } = await released()
    assert.deepEqual(await told(attemptId), [['2', 'failed', false]])
    for (const score of [2, 0]) {
      await change(examId, attemptId, score)
      assert.equal(await waits(examId), 1)
      for (const _ of [1, 2]) await perform(world, 'exams.tell', { examId })
    }
    await perform(world, 'exams.report', { examId })
    assert.deepEqual(await told(attemptId), [
      ['2', 'failed', true],
      ['4', 'passed', true],
      ['2', 'failed', false],
    ])
  })

  test('is told by no exam that was not to tell', async () => {
    const { examId, attemptId } = await released({ tells: false })
    await change(examId, attemptId, 2)
    assert.equal(await waits(examId), 0)
    await perform(world, 'exams.tell', { examId })
    assert.deepEqual(await told(attemptId), [])
  })
})
