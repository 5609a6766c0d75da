import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { coursesApi } from '#contract/courses'
import { type LaunchId, learningApi } from '#contract/courses-learning'
import { hoursApi } from '#contract/hours-people'
import { allJobs } from '#rooms'
import { asRuntime } from '#test/administrators'
import { cmi5Structure, contentOf, filmOf, keepingIn, learningIn, packages, zipOf } from '#test/courses'
import { planExam } from '#test/exams'
import { openWorld, type World } from '#test/world'

// Whoever has found a way to speak SQL as the runtime role, in the session of a learner: what he did not learn, he does not complete.
describe('what is learned, to who speaks SQL in a learner’s own session', () => {
  let world: World
  let keeping: ReturnType<typeof keepingIn>
  const ids: Record<string, { unitId: string; courseId: string }> = {}
  let launchId: LaunchId
  before(async () => {
    world = await openWorld('2026-11-23')
    keeping = keepingIn(world)
    const content = await contentOf(world)
    const learning = learningIn(
      () => world,
      () => content,
    )
    const brought = async (purpose: 'courseVideo' | 'courseDocument' | 'coursePackage', name: string, bytes: Buffer) =>
      (await keeping.bring('trainer', purpose, name, bytes)).uploadId
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
    const cmi5 = await zipOf({ 'cmi5.xml': cmi5Structure(), 'au/index.html': 'x' })
    const units = {
      quiz: { kind: 'quiz', examId: await planExam(world, { paperId: null }, 'trainer', '2026-12-01') },
      cmi5: { kind: 'cmi5', uploadId: await brought('coursePackage', '包.zip', cmi5) },
      scorm12: { kind: 'scorm12', uploadId: await brought('coursePackage', '课件.zip', await packages.scorm12()) },
      document: { kind: 'document', minutes: 1, uploadId: await brought('courseDocument', '讲义.pdf', pdf) },
      video: { kind: 'video', uploadId: await brought('courseVideo', '讲座.mp4', filmOf(60)) },
    } as const
    for (const [kind, unit] of Object.entries(units)) {
      const offered = await keeping.offer('trainer', unit)
      ids[kind] = offered
      if (kind === 'quiz' || kind === 'scorm12') await world.as('officer', coursesApi).begin({ params: { courseId: offered.courseId } })
      else ({ launchId } = await learning.open('officer', offered))
    }
    await content.close()
  })
  after(() => world.close())

  const unit = (kind: string) => ids[kind]?.unitId
  const forged = (statement: string, code = '42501') =>
    asRuntime(world, world.people.officer.token, (query) => assert.rejects(query(statement), { code }, statement))
  const attempt = (kind: string, set: string) => `update unit_attempt set ${set} where unit_id = '${unit(kind)}'`

  test('is no film that was not watched, no document that was not open, no package of a record store and no exam', async () => {
    for (const statement of [
      attempt('video', "seconds = 54, watched = '[[0, 54]]'"),
      attempt('video', "watched = '[[0, 54]]'"),
      attempt('video', "seconds = 54, watched = '[[0, 1], [0, 1], [0, 52]]'"),
      attempt('video', "seconds = 'NaN'"),
      attempt('video', 'satisfied = true'),
      attempt('document', 'satisfied = true'),
      attempt('document', 'seconds = 60, satisfied = true'),
      attempt('cmi5', 'satisfied = true'),
      attempt('cmi5', 'cmi = \'{"completed": true, "passed": true}\''),
      attempt('quiz', 'satisfied = true'),
    ])
      await forged(statement)
    for (const kind of Object.keys(ids))
      await forged(
        `insert into unit_completion (enrolment_id, unit_id, person_id, proof) select id, '${unit(kind)}', person_id, 'x' from course_enrolment where course_id = '${ids[kind]?.courseId}'`,
      )
  })

  test('is no package that was never opened', async () => {
    const made = `insert into unit_attempt (enrolment_id, unit_id, person_id, item, satisfied, cmi)
      select id, '${unit('scorm12')}', person_id, 'item-1', true, '{"x": 1}' from course_enrolment where course_id = '${ids.scorm12?.courseId}'`
    await asRuntime(world, world.people.officer.token, async (query) => {
      await query(made)
      const { rows } = await query(`select satisfied, cmi from unit_attempt where unit_id = '${unit('scorm12')}'`)
      assert.deepEqual(rows, [{ satisfied: false, cmi: {} }])
      await assert.rejects(query(attempt('scorm12', 'satisfied = true')), { code: '42501' })
    })
  })

  test('is no course whose units are not learned, and none that is not offered to him', async () => {
    await forged('update course_enrolment set completed_on = clock.today(), completed_at = clock.now()')
    await forged("update course_enrolment set began_at = began_at - interval '9 days'")
    const draft = await keeping.create('trainer')
    const elsewhere = await keeping.offer('trainerElsewhere', {
      kind: 'video',
      uploadId: (await keeping.bring('trainerElsewhere', 'courseVideo', '讲座.mp4', filmOf(60))).uploadId,
    })
    for (const courseId of [draft.id, elsewhere.courseId]) {
      const { rows } = await world.sql.query('select id from course_edition where course_id = $1', [courseId])
      await forged(
        `insert into course_enrolment (course_id, edition_id, person_id) values ('${courseId}', '${rows[0].id}', '${world.people.officer.id}')`,
      )
    }
  })

  test('is given no time: a launch begins now, is not put back, and does not live again', async () => {
    const launch = (set: string) => `update content_launch set ${set} where id = '${launchId}'`
    for (const set of ["opened_at = opened_at - interval '1 hour'", 'serial = -1', 'base_seconds = 900', `unit_id = '${unit('scorm12')}'`])
      await forged(launch(set))
    await asRuntime(world, world.people.officer.token, async (query) => {
      await query(launch("ended_at = clock_timestamp() + interval '9 hours', ended_why = 'left'"))
      const mine = `from content_launch where person_id = '${world.people.officer.id}'`
      assert.deepEqual((await query(`select 1 ${mine} and ended_at > clock_timestamp()`)).rows, [])
      await assert.rejects(query(launch('ended_at = null, ended_why = null')), { code: '42501' })
      await query(`insert into content_launch (token_hash, person_id, session_id, attempt_id, unit_id, opened_at, expires_at, base_seconds, heard_at)
        select '\\x01', person_id, session_id, attempt_id, unit_id, opened_at - interval '9 hours', clock_timestamp() + interval '9 hours', 900, opened_at ${mine} limit 1`)
      const { rows } = await query(
        `select opened_at > clock_timestamp() - interval '5 seconds' now, expires_at < clock_timestamp() + interval '31 minutes' soon, heard_at, base_seconds::float8 ${mine} and ended_at is null`,
      )
      assert.deepEqual(rows, [{ now: true, soon: true, heard_at: null, base_seconds: 0 }])
    })
  })

  test('nor does a job complete it: what it writes is held to the same', async () => {
    const enrolment = `select id from course_enrolment where course_id = '${ids.quiz?.courseId}'`
    const { rows } = await world.sql.query(enrolment)
    for (const [table, set] of [
      ['course_enrolment', { completed_on: '2026-11-23', completed_at: new Date() }],
      ['unit_attempt', { seconds: 54 }],
    ] as const)
      await assert.rejects(
        world.inService(
          async (ctx) => void (await ctx.tx.updateTable(table).set(set).where('person_id', '=', world.people.officer.id).execute()),
        ),
        { code: '42501' },
        table,
      )
    await assert.rejects(
      world.inService(
        async (ctx) =>
          void (await ctx.tx
            .insertInto('unit_completion')
            .values({ enrolment_id: rows[0].id, unit_id: unit('quiz') ?? '', person_id: world.people.officer.id, proof: '考试成绩' })
            .execute()),
      ),
      { code: '42501' },
    )
    assert.equal((await world.as('officer', learningApi).standing({ params: { launchId } })).courseCompleted, false)
  })

  test('gives the hours that its own course says, on the day on which it was completed, and as they count', async () => {
    const { uploadId } = await keeping.bring('trainer', 'courseDocument', '要点.pdf', Buffer.from('%PDF-1.4\n%%EOF'))
    const { courseId, unitId } = await keeping.offer('trainer', { kind: 'document', minutes: 0, uploadId })
    await world.as('officer2', coursesApi).begin({ params: { courseId } })
    const opened = await world.as('officer2', learningApi).launch({ params: { unitId }, body: {} })
    await world.as('officer2', learningApi).read({ params: { launchId: opened.launchId } })
    const { rows } = await world.sql.query("select payload from graphile_worker._private_jobs where payload->'source'->>'id' = $1", [
      courseId,
    ])
    const credit = rows[0].payload
    const hours = async () => (await world.as('officer2', hoursApi).mine({ query: {} })).entries.map((entry) => entry.hours)
    const run = (more: object) => world.inService(async (ctx) => allJobs['hours.credit']!.run!(ctx, { ...credit, ...more }))
    for (const more of [
      { earnedOn: '2025-12-30', fromDay: '2025-12-30' },
      { hours: 200 },
      { days: 5 },
      { form: 'class' },
      { subject: 'public' },
      { qualifies: false },
      { personId: world.people.officer.id },
      { turn: 2 },
    ])
      await run(more)
    assert.deepEqual(await hours(), [])
    await run({})
    assert.deepEqual(await hours(), [credit.hours])
  })
})
