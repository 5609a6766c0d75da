import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import type { MatterId } from '#contract/common'
import { examsApi } from '#contract/exams'
import { examPapersApi } from '#contract/exams-papers'
import { examRoomApi } from '#contract/exams-room'
import { questionsApi } from '#contract/questions'
import { exams } from '#exams'
import { contentOf, readArchive } from '#kernel/archive'
import type { Job } from '#kernel/jobs'
import { allRoutes } from '#rooms'
import { closeExam, drawPaper, fillBank, kept, openExam, secrets } from '#test/exams'
import { openWorld, type PersonKey, type World } from '#test/world'

const kinds = { single: 2, multiple: 1, trueFalse: 1, blank: 1, short: 1, case: 1 }

// What a candidate may not have, and what nobody may change: through the endpoints, and with SQL in the session of a duty.
describe('an exam keeps its secrets and its answers', () => {
  let world: World
  let examId: MatterId
  let paperId: string
  let attacker: pg.Client
  before(async () => {
    world = await openWorld('2026-03-10')
    paperId = await drawPaper(world, await fillBank(world, kinds), kinds)
    examId = await openExam(world, { paperId, audience: 'reach', review: 'full' })
    attacker = new pg.Client({ connectionString: world.clone.databases.app })
    await attacker.connect()
  })
  after(async () => {
    await attacker.end()
    await world.close()
  })

  /** In somebody's session, with the clock that he claims; rolled back. */
  async function as<T>(who: PersonKey, work: () => Promise<T>, now = '2026-03-10T10:00:00+08:00'): Promise<T> {
    await attacker.query('begin')
    try {
      await attacker.query("select authority.enter($1, 'attack', 'test', $2)", [world.people[who].token, now])
      return await work()
    } finally {
      await attacker.query('rollback')
    }
  }
  const count = (who: PersonKey, text: string, values: unknown[] = []) =>
    as(who, async () => (await attacker.query(text, values)).rowCount ?? 0)

  /** Every reading endpoint of the house, asked with the ids that a candidate knows; whatever comes back, head and body, is searched. */
  async function everythingSaidTo(who: PersonKey): Promise<string> {
    const known: Readonly<Record<string, string>> = {
      ':examId': examId,
      ':matterId': examId,
      ':paperId': paperId,
      ':personId': world.people.officer.id,
    }
    const said: string[] = []
    for (const { endpoint } of allRoutes.filter(({ endpoint: { method } }) => method === 'GET')) {
      const url = `/api${endpoint.path.replace(/:\w+/g, (name) => known[name] ?? '00000000-0000-4000-8000-000000000000')}`
      const { body, headers, statusCode } = await world.app.inject({ url, headers: { cookie: `sid=${world.people[who].token}` } })
      assert.notEqual(statusCode, 500, url)
      if (endpoint.path.includes('exam')) assert.match(String(headers['cache-control']), /no-store/, url)
      said.push(body)
    }
    return said.join('\n')
  }

  test('no key, rubric or analysis is in anything that a candidate receives before the release', async () => {
    const room = world.as('officer', examRoomApi)
    const call = { params: { examId } }
    const sitting = await room.start(call)
    const said = [
      JSON.stringify(sitting),
      JSON.stringify(await room.save({ ...call, body: { items: [kept(1, 'B')] } })),
      JSON.stringify(await room.start(call)),
      await everythingSaidTo('officer'),
      JSON.stringify(await room.handIn({ ...call, body: { items: [] } })),
      await everythingSaidTo('officer'),
      await everythingSaidTo('trainer'),
      await everythingSaidTo('auditAdmin'),
    ].join('\n')
    for (const secret of secrets) assert.ok(!said.includes(secret), secret)
    for (const field of ['"right"', '"accepted"', '"sample"', '"points":[{', '"analysis"', '"reviewer"'])
      assert.ok(!JSON.stringify(sitting).includes(field), field)
    // The search finds what is there: the examiner of the bank does receive keys.
    const { rows } = await world.as('examiner', questionsApi).list({ query: {} })
    const view = JSON.stringify(await world.as('examiner', questionsApi).read({ params: { questionId: rows[0]?.id ?? '' } }))
    assert.ok(secrets.some((secret) => view.includes(secret)))
  })

  test('the exported results hold names and marks, and no word of a question, an answer or a key', async () => {
    const { taskId } = await world.as('trainer', examsApi).export({ params: { examId } })
    await (exams.jobs as Readonly<Record<string, Job>>)['exams.export']?.long?.(
      world.house,
      world.inService,
      { taskId },
      new AbortController().signal,
    )
    const { rawPayload } = await world.app.inject({
      url: `/api/tasks/${taskId}/file`,
      headers: { cookie: `sid=${world.people.trainer.token}` },
    })
    const entries = readArchive(rawPayload, { bytes: 1 << 20, unpacked: 64 << 20, entries: 100, ratio: 1000 })
    const words = entries.map((entry) => contentOf(rawPayload, entry).toString('utf8')).join('')
    assert.ok(words.includes('县办案甲'))
    for (const secret of [...secrets, '单选题', '案例材料', '备选']) assert.ok(!words.includes(secret), secret)
    const stranger = await world.app.inject({ url: `/api/tasks/${taskId}/file`, headers: { cookie: `sid=${world.people.officer.token}` } })
    assert.equal(stranger.statusCode, 404)
  })

  test('bank, keys and papers are the examiners’ of their unit alone, in SQL too', async () => {
    for (const table of ['question', 'question_version', 'question_key', 'exam_paper_item']) {
      for (const who of ['officer', 'trainer', 'provinceTrainer', 'principalHead', 'provinceHead', 'systemAdmin', 'auditAdmin'] as const)
        assert.equal(await count(who, `select 1 from ${table}`), 0, `${who} reads ${table}`)
      assert.ok((await count('examiner', `select 1 from ${table}`)) > 0)
    }
    await assert.rejects(world.as('provinceTrainer', questionsApi).list({ query: {} }), { code: 'notAllowed' })
    await assert.rejects(world.as('provinceTrainer', examPapersApi).read({ params: { paperId } }), { code: 'notAllowed' })
    const { id } = (await world.sql.query('select id from exam_attempt limit 1')).rows[0]
    assert.equal(await count('officer2', 'select * from authority.attempt_sheet($1)', [id]), 0, 'the sheet of another')
    assert.equal(await count('officer', 'select * from authority.attempt_review($1)', [id]), 0, 'the own review before the release')
    assert.equal(await count('officer', 'select * from authority.to_mark($1)', [examId]), 0)
    await assert.rejects(
      as('officer', () => attacker.query('select authority.wrote_in($1, $2)', [paperId, world.people.examiner.id])),
      { code: '42501' },
    )
  })

  test('a learner sees nobody else’s answers, attempts or results', async () => {
    const other = world.as('officer2', examRoomApi)
    await other.start({ params: { examId } })
    await other.save({ params: { examId }, body: { items: [kept(1, 'A')] } })
    for (const [who, own] of [
      ['officer', 1],
      ['officer2', 1],
      ['stationOfficer', 0],
      ['examiner', 0],
      ['principalHead', 0],
      ['trainerElsewhere', 0],
    ] as const)
      assert.equal(await count(who, 'select 1 from exam_attempt'), own, `attempts for ${who}`)
    assert.equal(await count('trainer', 'select 1 from exam_attempt'), 2)
    for (const who of ['officer3', 'trainer', 'provinceTrainer', 'examiner', 'principalHead'] as const)
      assert.equal(await count(who, 'select 1 from exam_answer'), 0, `answers for ${who}`)
    await assert.rejects(world.as('officer', examsApi).candidates({ params: { examId }, query: {} }), { code: 'notAllowed' })
  })

  test('after the close nothing changes an answer: 1,200 tries by SQL, by doors, by API, with the clock set back', async () => {
    await closeExam(world, examId)
    const before = (await world.sql.query('select attempt_id, item, answer, seq, received_at from exam_answer order by 1, 2')).rows
    const sums = (await world.sql.query('select id, answers_hash, closed_at from exam_attempt order by id')).rows
    const { rows } = await world.sql.query('select id, person_id from exam_attempt where exam_id = $1', [examId])
    const tries: [string, unknown[]][] = rows.flatMap(({ id, person_id }): [string, unknown[]][] => [
      ['update exam_answer set answer = \'["Z"]\' where attempt_id = $1', [id]],
      ["update exam_answer set answer = '[\"Z\"]', seq = seq + 1, received_at = '2026-03-10' where attempt_id = $1", [id]],
      ['delete from exam_answer where attempt_id = $1', [id]],
      [
        'insert into exam_answer (attempt_id, item, person_id, seq, answer, received_at) values ($1, 2, $2, 1, \'["Z"]\', now())',
        [id, person_id],
      ],
      ['update exam_attempt set closed_at = null, closed_by = null, answers_hash = null where id = $1', [id]],
      ["update exam_attempt set ends_at = ends_at + interval '1 day' where id = $1", [id]],
      ['update exam set closed_at = null where matter_id = $1', [examId]],
      ["update exam set closes_at = closes_at + interval '9 days' where matter_id = $1", [examId]],
      ['truncate exam_answer', []],
      ['select authority.save_answers($1, \'[{"item": 1, "seq": 9999999999999, "answer": ["Z"]}]\')', [id]],
      ['select authority.hand_in($1, \'[{"item": 1, "seq": 9999999999999, "answer": ["Z"]}]\')', [id]],
      ['select authority.start_attempt($1)', [examId]],
      ['alter table exam_answer disable trigger all', []],
      ['set session_replication_role = replica', []],
      ['delete from exam_candidate where exam_id = $1', [examId]],
    ])
    const who = ['officer', 'officer2', 'trainer', 'examiner', 'provinceTrainer'] as const
    const clocks = [
      '2026-03-10T10:00:00+08:00',
      '2026-03-10T09:00:01+08:00',
      '2026-03-08T10:00:00+08:00',
      '2026-03-11T10:00:00+08:00',
      '2026-03-10T11:30:00+08:00',
      '',
    ]
    let made = 0
    for (let round = 0; made < 1_150; round++)
      for (const [text, values] of tries) {
        const name = who[(round + made) % who.length] ?? 'officer'
        await attacker.query('begin')
        await attacker.query("select authority.enter($1, 'attack', 'test', $2)", [world.people[name].token, clocks[round % clocks.length]])
        // Committed where it is not refused: what got through would be there.
        await attacker.query(text, values).catch(() => undefined)
        await attacker.query('commit')
        made += 1
      }
    for (const day of ['2026-03-10', '2026-03-08', '2026-03-11'])
      for (let n = 0; n < 20; n++) {
        world.setDay(day)
        const name = n % 2 === 0 ? 'officer' : 'officer2'
        const room = world.as(name, examRoomApi)
        await assert.rejects(room.save({ params: { examId }, body: { items: [kept(1, 'Z')] } }), { code: 'closed' })
        await room.handIn({ params: { examId }, body: { items: [kept(1, 'Z')] } })
        made += 2
      }
    assert.ok(made >= 1_200, `${made} tries`)
    assert.deepEqual(
      (await world.sql.query('select attempt_id, item, answer, seq, received_at from exam_answer order by 1, 2')).rows,
      before,
    )
    assert.deepEqual((await world.sql.query('select id, answers_hash, closed_at from exam_attempt order by id')).rows, sums)
  })

  test('also the owner of the tables is stopped by the triggers', async () => {
    for (const text of [
      "update exam_answer set answer = '[]', seq = seq + 1",
      'delete from exam_answer',
      'truncate exam_answer',
      'update exam_attempt set closed_at = null, closed_by = null, answers_hash = null',
      'delete from exam_attempt',
    ])
      await assert.rejects(world.sql.query(text), /./, text)
  })
})
