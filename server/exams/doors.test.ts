import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { examRoomApi } from '#contract/exams-room'
import { examResultsOf, removeExamCandidates } from '#exams'
import type { Ctx } from '#kernel/house'
import { serve } from '#kernel/jobs'
import { closeExam, drawPaper, fillBank, openExam, perform, planExam, take } from '#test/exams'
import { openWorld, type PersonKey, type World } from '#test/world'

describe('an exam, to other rooms', () => {
  let world: World
  let paperId: string
  before(async () => {
    world = await openWorld('2026-03-10')
    paperId = await drawPaper(world, await fillBank(world, { single: 1 }), { single: 1 })
  })
  beforeEach(() => world.setDay('2026-03-10'))
  after(() => world.close())
  const id = (who: PersonKey) => world.people[who].id
  const room = (who: PersonKey) => world.as(who, examRoomApi)
  const sit = async (who: PersonKey, examId: MatterId) => room(who).start({ params: { examId } })
  const inSession = <T>(who: PersonKey, work: (ctx: Ctx) => Promise<T>) => serve(world.house, world.people[who].token, work)

  test('is read after its release by the candidate and by who has him among his people, and by nobody before', async () => {
    const examId = await openExam(world, { paperId, personIds: [id('officer')] })
    await sit('officer', examId)
    await room('officer').handIn({ params: { examId }, body: { items: [] } })
    await closeExam(world, examId)
    const seenBy = (who: PersonKey) =>
      inSession(who, async (ctx) => (await examResultsOf(ctx, [id('officer')])).filter((one) => one.examId === examId).length)
    await take(world, 'trainer', examId, 'finishMarking', {}, '2026-03-11')
    for (const who of ['officer', 'unitHead'] as const) assert.equal(await seenBy(who), 0, who)
    await take(world, 'trainer', examId, 'release', { review: 'score' }, '2026-03-11')
    for (const who of ['officer', 'unitHead', 'principalHead', 'cityTrainer'] as const) assert.equal(await seenBy(who), 1, who)
    for (const who of ['officer2', 'headElsewhere', 'trainerElsewhere', 'examiner', 'systemAdmin'] as const)
      assert.equal(await seenBy(who), 0, who)
  })

  test('lets go of a candidate until it begins, of nobody afterwards, and asks who does it', async () => {
    const examId = await planExam(world, { paperId, personIds: [id('officer'), id('officer2')] })
    const off = (who: PersonKey, ...people: PersonKey[]) => inSession(who, (ctx) => removeExamCandidates(ctx, examId, people.map(id)))
    for (const who of ['cityTrainer', 'examiner', 'officer2'] as const) await assert.rejects(off(who, 'officer2'), who)
    assert.deepEqual(await off('trainer', 'officer2', 'officer3'), { done: 1 })
    await take(world, 'trainer', examId, 'announce')
    assert.deepEqual(await off('trainer'), { done: 0 })
    await perform(world, 'exams.open', { examId })
    await assert.rejects(off('trainer', 'officer'), { code: 'closed' })
  })
})
