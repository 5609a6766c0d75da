import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { coursesApi } from '#contract/courses'
import { learningApi } from '#contract/courses-learning'
import { keepingIn } from '#test/courses'
import { planExam } from '#test/exams'
import { openWorld, type PersonKey, type World } from '#test/world'
import { actorOfPerson, tell } from '#xapi'
import { lookAtQuiz } from './quiz.ts'

describe('a quiz', () => {
  let world: World
  let keeping: ReturnType<typeof keepingIn>
  before(async () => {
    world = await openWorld('2026-11-23')
    keeping = keepingIn(world)
  })
  after(() => world.close())

  /** An exam that this person sat, as its rows stand after the release; `pass`: of forty marks eighty in a hundred. */
  const result = async (who: PersonKey, examId: string, pass: boolean, released = true) => {
    const paper = randomUUID()
    await world.sql.query(`
      set session_replication_role = replica;
      insert into exam_paper (id, org_id, org_at, title, marks, items, person_id) select '${paper}', org_id, org_at, '试卷', 40, 1, '${world.people.trainer.id}' from exam where matter_id = '${examId}';
      update exam set paper_id = '${paper}', released_at = ${released ? 'clock.now()' : 'null'} where matter_id = '${examId}';
      insert into exam_result (attempt_id, exam_id, person_id, total, passed) values (gen_random_uuid(), '${examId}', '${world.people[who].id}', ${pass ? 32 : 8}, ${pass});
      set session_replication_role = origin`)
  }
  const look = async (who: PersonKey) => {
    const { rows } = await world.sql.query('select id from unit_attempt where person_id = $1 order by updated_at desc limit 1', [
      world.people[who].id,
    ])
    await world.inService((ctx) => lookAtQuiz(ctx, rows[0].id))
  }

  const plan = (more: Partial<Parameters<typeof planExam>[1]> = {}, who: PersonKey = 'trainer') =>
    planExam(world, { paperId: null, ...more }, who, '2026-12-01')

  test('is an exam that its unit may see, and that credits no hours of its own', async () => {
    const course = await keeping.create('trainer')
    const refused = (examId: string, path: RegExp | string) =>
      assert.rejects(
        keeping.addUnit('trainer', course, { kind: 'quiz', examId }),
        typeof path === 'string' ? { code: path } : ({ body }) => path.test(JSON.stringify(body)),
      )
    await refused(randomUUID(), 'notFound')
    await refused(await plan({}, 'trainerElsewhere'), 'notFound')
    await refused(await plan({ hours: 2 }), /重复计算/)
    const { content } = await keeping.addUnit('trainer', course, { kind: 'quiz', examId: await plan({ title: '结业考试' }) })
    assert.equal(content[0]!.examTitle, '结业考试')
  })

  test('is judged again when the course is published: an exam may have changed meanwhile', async () => {
    const examId = await plan()
    const made = await keeping.addUnit('trainer', await keeping.create('trainer'), { kind: 'quiz', examId })
    await world.sql.query('update exam set hours = 2 where matter_id = $1', [examId])
    await assert.rejects(keeping.publish('trainer', made), { code: 'invalid' })
    await world.sql.query('update exam set hours = null where matter_id = $1', [examId])
    assert.equal((await keeping.publish('trainer', made)).state, 'published')
  })

  test('is learned by a pass of the make-up too', async () => {
    const examId = await plan()
    const makeupOf = examId
    const { courseId } = await keeping.offer('trainer', { kind: 'quiz', examId })
    await world.as('officer2', coursesApi).begin({ params: { courseId } })
    await result('officer2', examId, false)
    await result('officer2', await plan({ makeupOf }), true)
    await look('officer2')
    assert.equal((await world.as('officer2', coursesApi).read({ params: { courseId } })).progress.state, 'completed')
  })

  test('is learned when its exam was passed, by that very person, and completes the course', async () => {
    const examId = await plan()
    const { courseId, unitId } = await keeping.offer('trainer', { kind: 'quiz', examId })
    const read = (who: PersonKey) => world.as(who, coursesApi).read({ params: { courseId } })
    for (const who of ['officer', 'officer2'] as const) await world.as(who, coursesApi).begin({ params: { courseId } })
    assert.deepEqual((await read('officer')).missing, ['第一讲：还没有合格的考试成绩'])
    await result('officer', examId, false)
    await result('officer', await plan(), true)
    await result('officer2', examId, true)
    await look('officer')
    assert.equal((await read('officer')).progress.state, 'learning')
    const makeup = await plan({ makeupOf: examId })
    await result('officer', makeup, true, false)
    await look('officer')
    assert.equal((await read('officer')).progress.state, 'learning', 'not released')
    // Whatever the record store holds: a statement is no result.
    const actor = actorOfPerson(world.house, world.people.officer.id)
    const verb = { id: 'http://adlnet.gov/expapi/verbs/passed' }
    const told = { id: randomUUID(), actor, verb, object: { id: `${actor.account.homePage}/exams/${examId}` } }
    await world.inService((ctx) => tell(ctx, [told]))
    await look('officer')
    assert.equal((await read('officer')).progress.state, 'learning')
    await world.sql.query(
      `set session_replication_role = replica; update exam set released_at = clock.now() where matter_id = '${makeup}'; set session_replication_role = origin`,
    )
    await world.as('officer', learningApi).check({ params: { unitId } })
    await look('officer')
    const { progress, content } = await read('officer')
    assert.deepEqual([progress.state, content[0]!.score], ['completed', 0.8])
    await assert.rejects(world.as('officerElsewhere', learningApi).check({ params: { unitId } }), { code: 'notFound' })
  })
})
