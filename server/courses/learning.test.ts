import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { coursesApi } from '#contract/courses'
import { type LaunchId, learningApi } from '#contract/courses-learning'
import { contentOf, filmOf, keepingIn, learningIn, packages } from '#test/courses'
import { openWorld, type PersonKey, type World } from '#test/world'
import { courseCompleted } from './completion.ts'

describe('learning', () => {
  let world: World
  let content: FastifyInstance
  let keeping: ReturnType<typeof keepingIn>
  before(async () => {
    world = await openWorld('2026-11-23')
    keeping = keepingIn(world)
    content = await contentOf(world)
  })
  after(async () => {
    await content.close()
    await world.close()
  })

  const film = filmOf(60, 5000)
  const offerFilm = async (draft = {}) =>
    keeping.offer(
      'trainer',
      { kind: 'video', share: 0.9, uploadId: (await keeping.bring('trainer', 'courseVideo', '讲座.mp4', film)).uploadId },
      draft,
    )
  const offerPackage = async (kind: 'scorm12' | 'scorm2004', more?: string) =>
    keeping.offer('trainer', {
      kind,
      uploadId: (await keeping.bring('trainer', 'coursePackage', '课件.zip', await packages[kind](more))).uploadId,
    })
  const { open, pass, beat, get } = learningIn(
    () => world,
    () => content,
  )

  describe('a film', () => {
    test('is learned by what ran, resumes elsewhere, and completes the course with its hours once', async () => {
      const { courseId, unitId } = await offerFilm({ hours: 1.5 })
      const launch = await open('officer', { courseId, unitId })
      assert.deepEqual([launch.seconds, launch.standing.missing], [60, '还需观看 54 秒'])
      await beat('officer', launch.launchId, 1, 0)
      for (const at of [10, 20, 30]) {
        await pass(10)
        await beat('officer', launch.launchId, at, at)
      }
      // Another device: where he stopped, and the first is told.
      const second = await open('officer', { courseId, unitId })
      assert.ok(Math.abs(second.standing.position - 30) < 1 && second.standing.watched.length === 1)
      assert.match((await beat('officer', launch.launchId, 40, 40)).over ?? '', /另一个窗口或设备/)
      await beat('officer', second.launchId, 1, 30)
      for (const at of [40, 50]) {
        await pass(10)
        await beat('officer', second.launchId, at, at)
      }
      assert.equal((await world.as('officer', coursesApi).read({ params: { courseId } })).progress.state, 'learning')
      await pass(10)
      const last = await beat('officer', second.launchId, 60, 60)
      assert.deepEqual([last.learned, last.missing, last.courseCompleted], [true, null, true])
      const { progress, missing } = await world.as('officer', coursesApi).read({ params: { courseId } })
      assert.deepEqual([progress.state, progress.completedOn, missing], ['completed', '2026-11-23', []])
      await beat('officer', second.launchId, 61, 60)
      const { rows } = await world.sql.query(
        "select payload->>'hours' hours from graphile_worker._private_jobs j where payload->'source'->>'id' = $1",
        [courseId],
      )
      assert.deepEqual(rows, [{ hours: '1.5' }])
      const done = await world.inService((ctx) =>
        courseCompleted(ctx, courseId, [world.people.officer.id, world.people.officer2.id] as never),
      ) // ids of this world
      assert.deepEqual([...done], [[world.people.officer.id, '2026-11-23']])
    })

    test('counts nothing of a forged end, of a jump, or of the same word again', async () => {
      const launch = await open('officer', await offerFilm())
      await beat('officer', launch.launchId, 1, 0)
      const jumped = await beat('officer', launch.launchId, 2, 60, { playing: false })
      assert.deepEqual([jumped.learned, jumped.watched], [false, []])
      for (let i = 0; i < 5; i += 1) assert.deepEqual((await beat('officer', launch.launchId, 2, 60)).watched, [])
    })

    test('waits for a click where the course asks for it, and counts nothing until then', async () => {
      const launch = await open('officer', await offerFilm({ clickMinutes: 1 }))
      await beat('officer', launch.launchId, 1, 0)
      let asked = launch.standing
      for (let serial = 2; serial < 5; serial += 1) {
        await pass(20)
        asked = await beat('officer', launch.launchId, serial, 18 * (serial - 1))
      }
      assert.equal(asked.asking, true)
      const before = asked.watched
      await pass(6)
      assert.deepEqual((await beat('officer', launch.launchId, 5, 60)).watched, before)
      assert.equal((await world.as('officer', learningApi).present({ params: { launchId: launch.launchId } })).asking, false)
    })

    test('is given by ranges to whoever holds the launch', async () => {
      const launch = await open('officer', await offerFilm())
      const whole = await get(launch.address)
      assert.deepEqual([whole.statusCode, whole.headers['content-type'], whole.headers['accept-ranges']], [200, 'video/mp4', 'bytes'])
      assert.ok(whole.rawPayload.equals(film))
      const part = await get(launch.address, { range: 'bytes=100-199' })
      assert.deepEqual([part.statusCode, part.headers['content-range']], [206, `bytes 100-199/${film.length}`])
      assert.ok(part.rawPayload.equals(film.subarray(100, 200)))
      assert.ok((await get(launch.address, { range: 'bytes=-50' })).rawPayload.equals(film.subarray(-50)))
      assert.equal((await get(launch.address, { range: `bytes=${film.length}-` })).statusCode, 416)
      assert.equal((await get(launch.address, { range: 'bytes=9-3' })).statusCode, 200)
    })
  })

  test('hours count as who keeps the course has chosen, and by default as is suggested', async () => {
    const credited = async (more: object) => {
      const { uploadId } = await keeping.bring('trainer', 'courseDocument', '要点.pdf', Buffer.from('%PDF-1.4\n%%EOF'))
      const offered = await keeping.offer('trainer', { kind: 'document', minutes: 0, uploadId }, more)
      const { launchId } = await open('officer2', offered)
      await world.as('officer2', learningApi).read({ params: { launchId } })
      const { rows } = await world.sql.query(
        "select payload->'subject' subject, payload->'qualifies' qualifies from graphile_worker._private_jobs j where payload->'source'->>'id' = $1",
        [offered.courseId],
      )
      return [rows[0].subject, rows[0].qualifies]
    }
    assert.deepEqual(await credited({}), ['professional', true])
    assert.deepEqual(await credited({ subject: 'public', qualifies: false }), ['public', false])
    assert.deepEqual(await credited({ subject: 'none' }), [null, true])
  })

  test('a document is learned after its minutes and a word, not before', async () => {
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
    const { uploadId } = await keeping.bring('trainer', 'courseDocument', '讲义.pdf', pdf)
    const launch = await open('officer', await keeping.offer('trainer', { kind: 'document', minutes: 1, uploadId }))
    const read = () => world.as('officer', learningApi).read({ params: { launchId: launch.launchId } })
    await assert.rejects(read(), { code: 'closed' })
    await beat('officer', launch.launchId, 1, 0)
    for (const serial of [2, 3]) {
      await pass(31)
      await beat('officer', launch.launchId, serial, 0)
    }
    assert.equal((await read()).courseCompleted, true)
    const given = await get(launch.address)
    assert.deepEqual(
      [given.statusCode, given.headers['content-type'], given.headers['content-disposition']],
      [200, 'application/pdf', 'inline'],
    )
  })

  for (const [kind, going, done] of [
    [
      'scorm12',
      { 'cmi.core.lesson_status': 'incomplete', 'cmi.core.lesson_location': '2', 'cmi.suspend_data': '断点' },
      { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '90' },
    ],
    [
      'scorm2004',
      { 'cmi.completion_status': 'incomplete', 'cmi.location': '2', 'cmi.suspend_data': '断点' },
      { 'cmi.completion_status': 'completed', 'cmi.success_status': 'passed', 'cmi.score.scaled': '0.9' },
    ],
  ] as const)
    test(`a ${kind} package keeps what it wrote for the next device, and reports`, async () => {
      const offered = await offerPackage(kind)
      const keep = (launchId: LaunchId, serial: number, cmi: Record<string, string>) =>
        world.as('officer', learningApi).keep({ params: { launchId }, body: { serial, cmi } })
      const first = await open('officer', offered)
      assert.equal(first.cmi[kind === 'scorm12' ? 'cmi.core.entry' : 'cmi.entry'], 'ab-initio')
      // The objectives of the manifest are there before the package says a word (2004 RTE 4.2.17).
      const objectives = Object.entries(first.cmi).filter(([key]) => key.startsWith('cmi.objectives.'))
      const expected = [
        ['cmi.objectives.0.id', 'main'],
        ['cmi.objectives.1.id', 'second'],
      ]
      assert.deepEqual(objectives, kind === 'scorm2004' ? expected : [])
      assert.equal((await keep(first.launchId, 1, going)).learned, false)
      const second = await open('officer', offered)
      for (const [key, value] of Object.entries(going)) assert.equal(second.cmi[key], value)
      assert.equal(second.cmi[kind === 'scorm12' ? 'cmi.core.entry' : 'cmi.entry'], 'resume')
      // What the first one says now comes too late.
      assert.equal((await keep(first.launchId, 2, done)).learned, false)
      for (const forged of [
        { 'cmi.core.lesson_status': 'perfect' },
        { 'cmi.score.scaled': '7' },
        { 'minzhi.hours': '99' },
        { 'cmi.completion_status': 'yes' },
      ])
        await assert.rejects(keep(second.launchId, 5, forged as never), { code: 'invalid' })
      const end = await keep(second.launchId, 6, { ...going, ...done })
      assert.deepEqual([end.learned, end.courseCompleted], [true, true])
      assert.equal((await world.as('officer', coursesApi).read({ params: { courseId: offered.courseId } })).content[0]!.score, 0.9)
    })

  test('the mastery score of the manifest decides, whatever the package says', async () => {
    const launch = await open('officer', await offerPackage('scorm12', '<adlcp:masteryscore>80</adlcp:masteryscore>'))
    const cmi = { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '50' }
    const { learned, missing } = await world
      .as('officer', learningApi)
      .keep({ params: { launchId: launch.launchId }, body: { serial: 1, cmi } })
    assert.deepEqual([learned, missing], [false, '课件还没有报告完成：第一部分（未通过）'])
  })

  describe('what another has launched', () => {
    test('takes no word from anybody else, nor after it is over, nor without having begun', async () => {
      const offered = await offerPackage('scorm12')
      await assert.rejects(world.as('officer2', learningApi).launch({ params: { unitId: offered.unitId }, body: {} }), { code: 'closed' })
      await assert.rejects(world.as('officerElsewhere', learningApi).launch({ params: { unitId: offered.unitId }, body: {} }), {
        code: 'notFound',
      })
      const { launchId } = await open('officer', offered)
      await open('officer2', offered)
      const cmi = { 'cmi.core.lesson_status': 'passed' }
      for (const who of ['officer2', 'trainer', 'principalHead', 'systemAdmin'] as const) {
        await assert.rejects(world.as(who, learningApi).keep({ params: { launchId }, body: { serial: 9, cmi } }), { code: 'notFound' }, who)
        await assert.rejects(beat(who, launchId, 9, 9), { code: 'notFound' }, who)
        await assert.rejects(world.as(who, learningApi).standing({ params: { launchId } }), { code: 'notFound' }, who)
      }
      await world.as('officer', learningApi).leave({ params: { launchId } })
      const late = await world.as('officer', learningApi).keep({ params: { launchId }, body: { serial: 10, cmi } })
      assert.deepEqual([late.learned, late.over !== null], [false, true])
    })

    test('is out of reach in SQL too: rows of others are not there, and nobody learns for another', async () => {
      const offered = await offerPackage('scorm12')
      await open('officer', offered)
      const as = (who: PersonKey, text: string, values: unknown[] = []) =>
        world.house.database.transaction(
          { token: world.people[who].token, requestId: 'test', address: 'test', now: new Date('2026-11-23T02:00:00Z') },
          async (tx) => {
            const { sql } = await import('kysely')
            let at = 0
            const parts = text.split('?')
            return (
              await sql
                .join(
                  parts.map((part) => (at < values.length ? sql`${sql.raw(part)}${values[at++]}` : sql.raw(part))),
                  sql``,
                )
                .execute(tx)
            ).rows
          },
        )
      const count = async (who: PersonKey, table: string) =>
        Number(((await as(who, `select count(*) n from ${table} where person_id = ?`, [world.people.officer.id])) as { n: string }[])[0]!.n)
      for (const table of ['course_enrolment', 'unit_attempt', 'unit_completion'])
        for (const who of ['officer2', 'trainerElsewhere', 'officerB'] as const) assert.equal(await count(who, table), 0, `${who} ${table}`)
      assert.ok((await count('trainer', 'unit_attempt')) > 0)
      assert.equal(await count('trainer', 'content_launch'), 0)
      // Who looks at his people changes nothing of theirs.
      assert.equal(
        (await as('trainer', 'update unit_attempt set satisfied = true where person_id = ? returning id', [world.people.officer.id]))
          .length,
        0,
      )
      await assert.rejects(
        as(
          'trainer',
          'insert into unit_completion (enrolment_id, unit_id, person_id, proof) select id, ?::uuid, person_id, ? from course_enrolment where person_id = ? limit 1',
          [offered.unitId, 'x', world.people.officer.id],
        ),
        { code: '42501' },
      )
      // Nor may one take another's place in his enrolment under his own name, which row security alone would let pass.
      const { rows } = await world.sql.query('select id from course_enrolment where person_id = $1 limit 1', [world.people.officer.id])
      for (const text of [
        'insert into unit_completion (enrolment_id, unit_id, person_id, proof) values (?::uuid, ?::uuid, ?::uuid, ?)',
        'insert into unit_attempt (enrolment_id, unit_id, person_id, item) values (?::uuid, ?::uuid, ?::uuid, ?)',
      ])
        await assert.rejects(
          as('officer2', text, [rows[0].id, offered.unitId, world.people.officer2.id, 'x']),
          /violates|not learned|no rows/,
        )
      await assert.rejects(
        as('officer', 'update course_unit set required = false where id = ? returning id', [offered.unitId]),
        /never changed|violates/,
      )
    })
  })
})
