import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { trainingApi } from '#contract/training'
import { aClass, type ClassWorld, openClassWorld } from '#test/class-world'
import { drawPaper, fillBank, perform, planExam, take } from '#test/exams'

const draft = { title: '结业考试', opensAt: '2026-03-10T09:00:00+08:00', closesAt: '2026-03-10T12:00:00+08:00', minutes: 60 }

describe('the exam of a class', () => {
  let walk: ClassWorld
  let id: MatterId
  let place: MatterId
  let exam: string
  before(async () => {
    walk = await openClassWorld()
    id = await walk.open()
    await walk.session(id)
    await walk.call(id, { county: 6, neighbour: 1 })
    place = await walk.enrol(id, 'trainer', 'county', ['officer', 'officer2'])
  })
  after(() => walk.close())
  const step = (name: string, input = {}) => walk.take('provinceTrainer', id, name, input)
  const listed = async (of = exam) =>
    (
      await walk.world.sql.query('select p.name from exam_candidate c join person p on p.id = c.person_id where exam_id = $1 order by 1', [
        of,
      ])
    ).rows.map(({ name }) => name)
  const amend = (more: Record<string, unknown>) => {
    const { outsideReason: _, ...fields } = aClass
    return step('amend', { ...fields, ...more })
  }
  const sentence = (of: RegExp) => (refused: { body?: { issues?: { message: string }[] } }) => {
    assert.match(refused.body?.issues?.[0]?.message ?? '', of)
    return true
  }

  test('is arranged by the organiser alone, with everybody who is enrolled on its list', async () => {
    await assert.rejects(walk.take('trainer', id, 'arrangeExam', draft), { code: 'notFound' })
    await assert.rejects(step('arrangeExam', { ...draft, closesAt: draft.opensAt }), { code: 'invalid' })
    await step('arrangeExam', draft)
    const seen = await walk.world.as('provinceTrainer', trainingApi).class({ params: { matterId: id } })
    exam = seen.examId ?? ''
    assert.equal(seen.examTitle, '结业考试')
    assert.deepEqual(await listed(), ['县办案乙', '县办案甲'])
    await assert.rejects(step('arrangeExam', draft), { code: 'closed' }, 'it has one')
    await assert.rejects(step('fillExam'), { code: 'closed' }, 'nothing differs')
  })

  test('takes who is confirmed later', async () => {
    await walk.enrol(id, 'trainerElsewhere', 'neighbour', ['officerElsewhere'])
    assert.deepEqual(await listed(), ['县办案乙', '县办案甲', '邻县办案甲'])
  })

  test('loses who withdrew: a unit does not keep its list, the organiser is shown the difference and ends it', async () => {
    await walk.take('trainer', place, 'withdrawEnrolled', { nomineeId: walk.person('officer2'), reason: '出差办案' })
    assert.equal((await listed()).length, 3)
    await assert.rejects(walk.take('trainer', id, 'fillExam'), { code: 'notFound' })
    await step('fillExam')
    assert.equal((await listed()).length, 2)
    assert.ok(!(await listed()).includes('县办案乙'))
  })

  test('of another unit is refused with a sentence, and so is one that was cancelled', async () => {
    const other = await planExam(walk.world, { title: '县局考试', paperId: null }, 'trainer')
    await assert.rejects(amend({ examId: other }), sentence(/“县局考试”由其他单位举办/u))
    await assert.rejects(
      walk.world.as('provinceTrainer', trainingApi).openClass({ body: { ...aClass, examId: other } }),
      sentence(/由其他单位举办/u),
    )
    const gone = await planExam(walk.world, { title: '不办了', paperId: null }, 'provinceTrainer')
    await take(walk.world, 'provinceTrainer', gone, 'cancel', { reason: '另行安排' }, '2026-03-03')
    await assert.rejects(amend({ examId: gone }), sentence(/已经取消/u))
  })

  test('is changed for another: the people go from one list to the other', async () => {
    const paperId = await drawPaper(walk.world, await fillBank(walk.world, { trueFalse: 1 }), { trueFalse: 1 })
    const next = await planExam(walk.world, { title: '另一场', paperId }, 'provinceTrainer')
    await amend({ examId: next })
    assert.deepEqual([(await listed()).length, (await listed(next)).length], [0, 2])
    exam = next
  })

  test('that has begun takes who comes late, and loses nobody', async () => {
    await step('confirmClass')
    await take(walk.world, 'provinceTrainer', exam as MatterId, 'announce', {}, '2026-03-03')
    walk.setDay('2026-03-10')
    await perform(walk.world, 'exams.open', { examId: exam })
    await step('startClass')
    await walk.take('trainer', place, 'withdrawEnrolled', { nomineeId: walk.person('officer'), reason: '生病' })
    await assert.rejects(step('fillExam'), { code: 'closed' })
    assert.equal((await listed()).length, 2)
    await walk.enrolMore(id)
    assert.equal((await listed()).length, 5)
  })
})
