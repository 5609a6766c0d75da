import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonId } from '#contract/common'
import { examRoomApi } from '#contract/exams-room'
import { learningApi } from '#contract/training-learning'
import { closeExam, drawPaper, fillBank, openExam, take } from '#test/exams'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('the exam results of one of one’s people', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())
  const personId = () => world.people.officer.id as PersonId
  const seen = (who: PersonKey) => world.as(who, learningApi).examResults({ params: { personId: personId() } })

  test('are read once they are released, by himself and those above him; to anybody else he is not there', async () => {
    const paperId = await drawPaper(world, await fillBank(world, { trueFalse: 1 }), { trueFalse: 1 })
    const examId = await openExam(world, { title: '商标考试', paperId, personIds: [personId()] })
    await world.as('officer', examRoomApi).start({ params: { examId } })
    await world.as('officer', examRoomApi).handIn({ params: { examId }, body: { items: [] } })
    await closeExam(world, examId)
    await take(world, 'trainer', examId, 'finishMarking', {}, '2026-03-11')
    assert.deepEqual(await seen('unitHead'), [], 'before the release')
    await take(world, 'trainer', examId, 'release', { review: 'score' }, '2026-03-11')
    for (const who of ['unitHead', 'trainer', 'officer', 'provinceTrainer'] as const)
      assert.deepEqual(await seen(who), [{ examId, title: '商标考试', total: 0, marks: 2, passed: false, satOn: '2026-03-10' }], who)
    for (const who of ['officer2', 'trainerElsewhere', 'examiner'] as const) await assert.rejects(seen(who), { code: 'notFound' }, who)
  })
})
