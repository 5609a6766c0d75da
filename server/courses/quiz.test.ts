import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { coursesApi } from '#contract/courses'
import { learningApi } from '#contract/courses-learning'
import { allJobs } from '#rooms'
import { keepingIn } from '#test/courses'
import { planExam } from '#test/exams'
import { openWorld, type PersonKey, type World } from '#test/world'
import { actorOfPerson } from '#xapi'
import { lookAtQuiz } from './quiz.ts'

describe('a quiz', () => {
  let world: World
  let keeping: ReturnType<typeof keepingIn>
  before(async () => {
    world = await openWorld('2026-11-23')
    keeping = keepingIn(world)
  })
  after(() => world.close())

  /** As room exams tells it after the release. */
  const told = (who: PersonKey, examId: string, word: 'passed' | 'failed') =>
    world.inService(async (ctx) => {
      const actor = actorOfPerson(world.house, world.people[who].id)
      const object = { id: `${actor.account.homePage}/exams/${examId}` }
      const statement = {
        id: randomUUID(),
        actor,
        verb: { id: `http://adlnet.gov/expapi/verbs/${word}` },
        object,
        result: { score: { scaled: 0.8 } },
      }
      await allJobs['xapi.tell']!.run!(ctx, { statement })
    })
  const look = async (who: PersonKey) => {
    await new Promise((done) => setTimeout(done, 50)) // what was just stored is readable a moment later
    const { rows } = await world.sql.query('select id from unit_attempt where person_id = $1 order by updated_at desc limit 1', [
      world.people[who].id,
    ])
    await world.inService((ctx) => lookAtQuiz(ctx, rows[0].id))
  }

  const plan = (more: Partial<Parameters<typeof planExam>[1]> = {}, who: PersonKey = 'trainer') =>
    planExam(world, { paperId: null, ...more }, who, '2026-12-01')

  test('is an exam that its unit may see, that tells its results, and that credits no hours of its own', async () => {
    const course = await keeping.create('trainer')
    const refused = (examId: string, path: RegExp | string) =>
      assert.rejects(
        keeping.addUnit('trainer', course, { kind: 'quiz', examId }),
        typeof path === 'string' ? { code: path } : ({ body }) => path.test(JSON.stringify(body)),
      )
    await refused(randomUUID(), 'notFound')
    await refused(await plan({}, 'trainerElsewhere'), 'notFound')
    await refused(await plan({ tells: false }), /写入学习记录/)
    await refused(await plan({ hours: 2 }), /重复计算/)
    const { content } = await keeping.addUnit('trainer', course, { kind: 'quiz', examId: await plan({ title: '结业考试' }) })
    assert.equal(content[0]!.examTitle, '结业考试')
  })

  test('is judged again when the course is published: an exam may have changed meanwhile', async () => {
    const examId = await plan()
    const made = await keeping.addUnit('trainer', await keeping.create('trainer'), { kind: 'quiz', examId })
    await world.sql.query('update exam set tells = false where matter_id = $1', [examId])
    await assert.rejects(keeping.publish('trainer', made), { code: 'invalid' })
    await world.sql.query('update exam set tells = true where matter_id = $1', [examId])
    assert.equal((await keeping.publish('trainer', made)).state, 'published')
  })

  test('is learned by a pass of the make-up too', async () => {
    const examId = await plan()
    const makeupOf = examId
    const { courseId } = await keeping.offer('trainer', { kind: 'quiz', examId })
    await world.as('officer2', coursesApi).begin({ params: { courseId } })
    await told('officer2', examId, 'failed')
    await told('officer2', await plan({ makeupOf }), 'passed')
    await look('officer2')
    assert.equal((await world.as('officer2', coursesApi).read({ params: { courseId } })).progress.state, 'completed')
  })

  test('is learned when its exam was passed, by that very person, and completes the course', async () => {
    const examId = await plan()
    const { courseId, unitId } = await keeping.offer('trainer', { kind: 'quiz', examId })
    const read = (who: PersonKey) => world.as(who, coursesApi).read({ params: { courseId } })
    for (const who of ['officer', 'officer2'] as const) await world.as(who, coursesApi).begin({ params: { courseId } })
    assert.deepEqual((await read('officer')).missing, ['第一讲：还没有合格的考试成绩'])
    await told('officer', examId, 'failed')
    await told('officer', randomUUID(), 'passed')
    await told('officer2', examId, 'passed')
    await look('officer')
    assert.equal((await read('officer')).progress.state, 'learning')
    await told('officer', examId, 'passed')
    await world.as('officer', learningApi).check({ params: { unitId } })
    await look('officer')
    const { progress, content } = await read('officer')
    assert.deepEqual([progress.state, content[0]!.score], ['completed', 0.8])
    await assert.rejects(world.as('officerElsewhere', learningApi).check({ params: { unitId } }), { code: 'notFound' })
  })
})
