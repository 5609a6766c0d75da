import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import pg from 'pg'
import type { MatterId } from '#contract/common'
import { examsApi } from '#contract/exams'
import { examRoomApi, markingApi } from '#contract/exams-room'
import { hoursApi } from '#contract/hours-people'
import { hours } from '#hours'
import type { Job } from '#kernel/jobs'
import { closeExam, drawPaper, fillBank, kept, openExam, perform, planExam, take } from '#test/exams'
import { openWorld, type PersonKey, type World } from '#test/world'

const kinds = { single: 2, multiple: 1, trueFalse: 1 }
const after10th = '2026-03-11'

// What a second reader tried on exams, by the front door and in SQL as the runtime role.
describe('an exam under attack', () => {
  let world: World
  let paperId: string
  let attacker: pg.Client
  before(async () => {
    world = await openWorld('2026-03-10')
    paperId = await drawPaper(world, await fillBank(world, kinds), kinds)
    attacker = new pg.Client({ connectionString: world.clone.databases.app })
    await attacker.connect()
  })
  beforeEach(() => world.setDay('2026-03-10'))
  after(async () => {
    await attacker.end()
    await world.close()
  })
  const id = (who: PersonKey) => world.people[who].id
  const room = (who: PersonKey) => world.as(who, examRoomApi)
  const sit = (who: PersonKey, examId: MatterId) => room(who).start({ params: { examId } })
  const trainer = () => world.as('trainer', examsApi)
  const bySql = async (who: PersonKey, text: string, values: unknown[]) => {
    await attacker.query('begin')
    try {
      await attacker.query("select authority.enter($1, 'attack', 'test', '2026-03-10T10:00:00+08:00')", [world.people[who].token])
      return await attacker.query(text, values)
    } finally {
      await attacker.query('rollback')
    }
  }
  const right = { single: 'B', multiple: ['A', 'C'], trueFalse: true }
  const rightly = async (who: PersonKey, examId: MatterId) => {
    const { items } = await sit(who, examId)
    const body = { items: items.map(({ item, kind }) => kept(item, right[kind as keyof typeof right])) } // the kinds of this paper
    await room(who).handIn({ params: { examId }, body })
  }
  const release = async (examId: MatterId, review: string) => {
    await take(world, 'trainer', examId, 'finishMarking', {}, after10th)
    await take(world, 'trainer', examId, 'release', { review }, after10th)
    await perform(world, 'exams.report', { examId })
  }

  test('whoever reads the bank does not sit its papers, though he wrote nothing of them', async () => {
    const other = 'officer3'
    await world.sql.query(
      "insert into duty (person_id, org_id, org_at, role, class, title, from_day) values ($1, $2, 0, 'examiner', 'business', '命题', '2026-01-01')",
      [id(other), world.orgs.get('province')],
    )
    await assert.rejects(planExam(world, { paperId, personIds: [id(other)] }), /查看其答案/)
    const examId = await openExam(world, { paperId, audience: 'reach' })
    await assert.rejects(sit(other, examId), /查看其答案/)
    await assert.rejects(
      trainer().giveTime({ params: { examId }, body: { personId: id(other), minutes: 5, reason: '视力障碍' } }),
      /查看其答案/,
      'time that is given is no way onto the list',
    )
  })

  test('a marker of one exam does not sit another one that asks the same', async () => {
    const first = await openExam(world, { paperId, personIds: [id('officer')], markerIds: [id('unitHead')] })
    assert.ok(first)
    await assert.rejects(planExam(world, { paperId, personIds: [id('unitHead')] }), /阅卷人员/)
    const forAll = await openExam(world, { paperId, audience: 'reach' })
    await assert.rejects(sit('unitHead', forAll), /阅卷人员/)
    const draft = await planExam(world, { paperId: null, personIds: [id('unitHead')] })
    const { version } = await trainer().read({ params: { examId: draft } })
    const rules = { title: '换卷', opensAt: '2026-03-10T09:00:00+08:00', closesAt: '2026-03-10T12:00:00+08:00', minutes: 60, paperId }
    await trainer().edit({ params: { examId: draft }, version, body: rules })
    await assert.rejects(take(world, 'trainer', draft, 'announce'), /阅卷人员/)
  })

  test('who sits an exam for all is not named to mark it, and time given to him moves his end', async () => {
    const examId = await openExam(world, { paperId, audience: 'reach' })
    assert.equal((await sit('officer', examId)).endsAt, '2026-03-10T03:00:00.000Z')
    await assert.rejects(trainer().setMarkers({ params: { examId }, body: { personIds: [id('officer')] } }), { code: 'closed' })
    const give = (who: PersonKey) =>
      trainer().giveTime({ params: { examId }, body: { personId: id(who), minutes: 15, reason: '视力障碍' } })
    await give('officer')
    assert.equal((await sit('officer', examId)).endsAt, '2026-03-10T03:15:00.000Z')
    await assert.rejects(give('trainer'), /本人/)
  })

  test('a save with two answers to one question keeps the newer one; numbers at and beyond their limits are answered, not unknown', async () => {
    const examId = await openExam(world, { paperId, audience: 'reach' })
    await sit('officer', examId)
    const save = (...items: ReturnType<typeof kept>[]) => room('officer').save({ params: { examId }, body: { items } })
    const [older, newer] = [kept(1, 'A'), kept(1, 'C')]
    assert.deepEqual((await save(newer, older)).kept, { 1: newer.seq })
    const { answers } = await sit('officer', examId)
    assert.deepEqual(
      answers.map(({ item, answer }) => [item, answer]),
      [[1, ['C']]],
    )
    await assert.rejects(save({ ...kept(70_000, 'A') }), { code: 'invalid' })
    await assert.rejects(save({ ...kept(1, 'A'), seq: Number.MAX_SAFE_INTEGER + 1 }), { code: 'invalid' })
    assert.equal((await save({ ...kept(1, 'D'), seq: Number.MAX_SAFE_INTEGER })).kept[1], Number.MAX_SAFE_INTEGER)
  })

  test('a make-up of a make-up is the same source of hours as the first, and of the own unit', async () => {
    const first = await openExam(world, { paperId, personIds: [id('officer'), id('officer2')] })
    await closeExam(world, first)
    await take(world, 'trainer', first, 'finishMarking', {}, after10th)
    const window = { opensAt: '2026-03-11T09:00:00+08:00', closesAt: '2026-03-11T12:00:00+08:00' }
    const { id: second } = await trainer().makeUp({ params: { examId: first }, body: window })
    const third = await planExam(world, { paperId, makeupOf: second, personIds: [id('officer')] })
    assert.equal((await trainer().read({ params: { examId: third } })).makeupOf?.id, first)
    await assert.rejects(planExam(world, { paperId, makeupOf: first }, 'cityTrainer'), /其他单位/)
  })

  test('a review tells neither key nor right and wrong while another exam still asks it, and what was shown is not asked again', async () => {
    const own = await drawPaper(world, await fillBank(world, kinds), kinds, 'shown')
    const first = await openExam(world, { paperId: own, personIds: [id('officer')] })
    await rightly('officer', first)
    await closeExam(world, first)
    const later = { opensAt: '2026-03-12T09:00:00+08:00', closesAt: '2026-03-12T12:00:00+08:00' }
    const second = await planExam(world, { paperId: own, personIds: [id('officer2')], ...later })
    await take(world, 'trainer', second, 'announce', {}, after10th)
    await release(first, 'full')
    const review = () => room('officer').review({ params: { examId: first } })
    assert.deepEqual(
      (await review()).map(({ key, analysis, scores }) => [key, analysis, scores]),
      Array.from({ length: 4 }, () => [null, null, []]),
    )
    await take(world, 'trainer', second, 'cancel', { reason: '场地原因' }, after10th)
    assert.ok((await review()).every(({ key, scores }) => key !== null && scores.length === 1))
    const third = await planExam(world, { paperId: own, personIds: [id('officer2')], ...later })
    await assert.rejects(take(world, 'trainer', third, 'announce', {}, after10th), /已经向考生公布/)
  })

  test('of many changes of one result at once the sum loses none', async () => {
    const examId = await openExam(world, { paperId, personIds: [id('officer')] })
    await rightly('officer', examId)
    await closeExam(world, examId)
    await release(examId, 'score')
    const line = (await trainer().candidates({ params: { examId }, query: {} })).rows[0]
    assert.ok(line?.attemptId)
    const params = { examId, attemptId: line.attemptId }
    for (const score of [0, 1, 0.5]) {
      await Promise.all([1, 2, 3, 4].map((item) => trainer().changeScore({ params, body: { item, part: 0, score, reason: '核查后更正' } })))
      assert.equal((await trainer().candidates({ params: { examId }, query: {} })).rows[0]?.total, 4 * score)
    }
  })

  test('hours follow a result that changes after its release, there and back', async () => {
    const examId = await openExam(world, { paperId, personIds: [id('officer')], hours: 4 })
    await rightly('officer', examId)
    await closeExam(world, examId)
    await release(examId, 'score')
    const line = (await trainer().candidates({ params: { examId }, query: {} })).rows[0]
    assert.ok(line?.attemptId)
    const params = { examId, attemptId: line.attemptId }
    const change = async (score: number) => {
      await trainer().changeScore({ params, body: { item: 1, part: 0, score, reason: '原卷误判' } })
      await trainer().changeScore({ params, body: { item: 2, part: 0, score, reason: '原卷误判' } })
      await doHours(world)
    }
    const entries = async () =>
      (
        await world.sql.query(
          'select hours, turn, reason, by_name from hours_entry where source_id = $1 order by turn, reverses nulls first',
          [examId],
        )
      ).rows.map(({ hours: n, turn, reason, by_name }) => [Number(n), turn, reason, reason ? by_name : null])
    await doHours(world)
    assert.deepEqual(await entries(), [[4, 1, null, null]])
    await change(0)
    assert.deepEqual(await entries(), [
      [4, 1, null, null],
      [-4, 1, '更正得分：原卷误判', '县培训甲'],
    ])
    await change(2)
    assert.deepEqual((await entries()).slice(2), [[4, 2, null, null]])
    await change(0)
    assert.deepEqual((await entries()).slice(3), [[-4, 2, '更正得分：原卷误判', '县培训甲']])
    // Asked once more to report, the release credits nobody who failed.
    await perform(world, 'exams.report', { examId })
    await doHours(world)
    assert.equal((await entries()).length, 4)
    assert.ok(JSON.stringify(await world.as('officer', hoursApi).mine({ query: {} })).includes('原卷误判'))
  })

  test('in SQL: no key for another unit’s question, no code beside a name, no early close, no other hours after the announcement', async () => {
    const { rows } = await world.sql.query('select version_id from exam_paper_item where paper_id = $1 limit 1', [paperId])
    await world.sql.query('update duty set org_id = $1 where id = $2', [world.orgs.get('cityB'), world.people.examiner2.dutyId])
    const forged = `insert into question_key (version_id, revision, org_id, org_at, key, reason, person_id) values ($1, 2, $2, 0, '{"kind": "single", "right": "A"}', '更正', $3)`
    await assert.rejects(bySql('examiner2', forged, [rows[0].version_id, world.orgs.get('cityB'), id('examiner2')]), { code: '42501' })
    await world.sql.query('update duty set org_id = $1 where id = $2', [world.orgs.get('province'), world.people.examiner2.dutyId])
    const examId = await openExam(world, { paperId, audience: 'reach' })
    await sit('officer', examId)
    await assert.rejects(bySql('trainer', 'select code, person_id from exam_attempt where exam_id = $1', [examId]), { code: '42501' })
    assert.equal((await bySql('trainer', 'select person_id from exam_attempt where exam_id = $1', [examId])).rowCount, 1)
    await assert.rejects(bySql('trainer', 'update exam set closed_at = now() where matter_id = $1', [examId]), { code: '23514' })
    await assert.rejects(bySql('trainer', 'update exam set hours = 200 where matter_id = $1', [examId]), { code: '23514' })
    await assert.rejects(world.as('trainer', markingApi).next({ params: { examId } }), { code: 'notFound' })
  })
})

/** The jobs of hours that wait, as the worker does them. */
async function doHours(world: World): Promise<void> {
  const { rows } = await world.sql.query(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier like 'hours.%' returning t.identifier, j.payload, j.id`,
  )
  const all = hours.jobs as Readonly<Record<string, Job>>
  for (const { identifier, payload } of rows.toSorted((a, b) => Number(a.id) - Number(b.id)))
    await world.inService(async (ctx) => all[identifier]?.run?.(ctx, all[identifier].payload.parse(payload)))
}
