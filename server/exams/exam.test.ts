import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { examsApi } from '#contract/exams'
import { examRoomApi } from '#contract/exams-room'
import { matterApi } from '#contract/matter'
import { asRuntime } from '#test/administrators'
import { closeExam, drawPaper, fillBank, kept, openExam, perform, planExam, take } from '#test/exams'
import { openWorld, type PersonKey, type World } from '#test/world'

const kinds = { single: 2, multiple: 1, trueFalse: 1, blank: 1 }

describe('an exam', () => {
  let world: World
  let paperId: string
  before(async () => {
    world = await openWorld('2026-03-10')
    paperId = await drawPaper(world, await fillBank(world, kinds), kinds)
  })
  beforeEach(() => world.setDay('2026-03-10'))
  after(() => world.close())
  const id = (who: PersonKey) => world.people[who].id
  const room = (who: PersonKey) => world.as(who, examRoomApi)
  const sit = async (who: PersonKey, examId: MatterId) => room(who).start({ params: { examId } })
  const save = (who: PersonKey, examId: MatterId, ...items: ReturnType<typeof kept>[]) =>
    room(who).save({ params: { examId }, body: { items } })

  test('goes from draft to release, one way, and only its own training officer takes its steps', async () => {
    const examId = await planExam(world, { paperId, personIds: [id('officer')] })
    const steps = async (who: PersonKey) =>
      (await world.as(who, matterApi).read({ params: { matterId: examId } })).steps.filter(({ open }) => open).map(({ name }) => name)
    assert.deepEqual(await steps('trainer'), ['announce', 'cancel'])
    assert.deepEqual(await steps('cityTrainer'), [])
    for (const who of ['trainerElsewhere', 'trainerB'] as const)
      await assert.rejects(world.as(who, examsApi).read({ params: { examId } }), { code: 'notFound' })
    await assert.rejects(take(world, 'cityTrainer', examId, 'announce'), { code: 'notAllowed' })
    await take(world, 'trainer', examId, 'announce')
    assert.deepEqual(await steps('trainer'), ['open', 'cancel'])
    await take(world, 'trainer', examId, 'open')
    await assert.rejects(take(world, 'trainer', examId, 'close'), { code: 'closed' })
    await closeExam(world, examId)
    await assert.rejects(take(world, 'trainer', examId, 'open'), { code: 'closed' })
    await take(world, 'trainer', examId, 'finishMarking', {}, '2026-03-11')
    await take(world, 'trainer', examId, 'release', { review: 'score' }, '2026-03-11')
    assert.equal((await world.as('trainer', examsApi).read({ params: { examId } })).state, 'released')
    for (const reopened of ['opened_at = null', 'closed_at = null', 'released_at = null', "paper_id = null, title = 'x'"])
      await assert.rejects(world.sql.query(`update exam set ${reopened} where matter_id = $1`, [examId]), { code: '23514' })
  })

  test('opens and closes by itself, at its time and not before', async () => {
    const examId = await planExam(world, { paperId, audience: 'reach' })
    await take(world, 'trainer', examId, 'announce')
    const { rows } = await world.sql.query(
      'select identifier, run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where j.key like any (array[$1, $2]) order by 1',
      [`exam-open:${examId}#%`, `exam-close:${examId}#%`],
    )
    assert.deepEqual(
      rows.map((row) => [row.identifier, row.run_at.toISOString()]),
      [
        ['exams.close', '2026-03-10T04:00:31.000Z'],
        ['exams.open', '2026-03-10T01:00:00.000Z'],
      ],
    )
    await perform(world, 'exams.close', { examId })
    const state = async () => (await world.as('trainer', examsApi).read({ params: { examId } })).state
    assert.equal(await state(), 'announced')
    await perform(world, 'exams.open', { examId })
    assert.equal(await state(), 'open')
    await perform(world, 'exams.close', { examId })
    assert.equal(await state(), 'open')
    const again = await world.sql.query('select run_at from graphile_worker._private_jobs where key like $1', [`exam-close:${examId}#%`])
    assert.ok(again.rows[0].run_at.getTime() > Date.now() + 20_000, 'though the queue’s clock is ahead, it does not come again at once')
    world.setDay('2026-03-11')
    await perform(world, 'exams.close', { examId })
    assert.equal(await state(), 'closed')
  })

  test('is not announced without paper, without candidates, or after its window', async () => {
    for (const [more, why] of [
      [{ paperId: null, personIds: [id('officer')] }, /试卷/],
      [{ paperId }, /名单是空的/],
      [{ paperId, personIds: [id('officer')], opensAt: '2026-03-01T09:00:00+08:00', closesAt: '2026-03-01T10:00:00+08:00' }, /已经过去/],
    ] as const) {
      const examId = await planExam(world, { ...more, personIds: 'personIds' in more ? [...more.personIds] : [] })
      await assert.rejects(take(world, 'trainer', examId, 'announce'), why)
    }
  })

  test('is sat by who is on the list, or by all of the unit and below; nobody else finds it', async () => {
    const listed = await openExam(world, { paperId, personIds: [id('officer')] })
    await sit('officer', listed)
    for (const who of ['officer2', 'officerElsewhere', 'trainer'] as const)
      await assert.rejects(sit(who, listed), { code: 'notFound' }, who)
    const forAll = await openExam(world, { paperId, audience: 'reach' })
    for (const who of ['officer2', 'stationOfficer', 'unitHead'] as const) await sit(who, forAll)
    for (const who of ['officerElsewhere', 'cityOfficer', 'officerB', 'systemAdmin'] as const)
      await assert.rejects(sit(who, forAll), { code: 'notFound' }, who)
    assert.deepEqual(
      (await room('officerElsewhere').mine({})).filter((exam) => exam.id === listed || exam.id === forAll),
      [],
    )
  })

  test('whoever wrote or reviewed a question of the paper cannot sit it, on a list or by reach', async () => {
    for (const who of ['examiner', 'examiner2'] as const)
      await assert.rejects(planExam(world, { paperId, personIds: [id(who)] }, 'provinceTrainer'), /命制或者审核/)
    const without = await planExam(world, { paperId: null, personIds: [id('examiner'), id('officer')] }, 'provinceTrainer')
    const { version } = await world.as('provinceTrainer', examsApi).read({ params: { examId: without } })
    await world.as('provinceTrainer', examsApi).edit({
      params: { examId: without },
      version,
      body: { title: '换卷', opensAt: '2026-03-10T09:00:00+08:00', closesAt: '2026-03-10T12:00:00+08:00', minutes: 60, paperId },
    })
    await assert.rejects(take(world, 'provinceTrainer', without, 'announce'), { code: 'closed' })
    const forAll = await openExam(world, { paperId, audience: 'reach' }, 'provinceTrainer')
    await assert.rejects(sit('examiner', forAll), /命制或者审核/)
    assert.match((await room('examiner2').read({ params: { examId: forAll } })).hindrance ?? '', /命制或者审核/)
    await sit('officer', forAll)
  })

  test('begins once: the same questions in the same order on a second device, and the end is fixed by the start', async () => {
    const examId = await openExam(world, { paperId, audience: 'reach' })
    const first = await sit('officer', examId)
    assert.deepEqual([first.startedAt, first.endsAt], ['2026-03-10T02:00:00.000Z', '2026-03-10T03:00:00.000Z'])
    await save('officer', examId, kept(1, 'B'))
    const second = await sit('officer', examId)
    assert.deepEqual(second.items, first.items)
    assert.deepEqual(
      [second.startedAt, second.endsAt, second.answers.map(({ answer }) => answer)],
      [first.startedAt, first.endsAt, [['B']]],
    )
    const both = await Promise.all(Array.from({ length: 8 }, () => sit('officer2', examId)))
    assert.equal(new Set(both.map((sitting) => JSON.stringify(sitting.items))).size, 1)
    const { rows } = await world.sql.query('select count(*)::int n from exam_attempt where exam_id = $1', [examId])
    assert.equal(rows[0].n, 2)
  })

  test('keeps the newest of each answer, whatever order the saves arrive in; another device hears of it', async () => {
    const examId = await openExam(world, { paperId, audience: 'reach' })
    await sit('officer', examId)
    const [old, newer] = [kept(1, 'A'), kept(1, 'C')]
    assert.deepEqual((await save('officer', examId, newer)).kept, { 1: newer.seq })
    const late = await save('officer', examId, old, kept(2, 'D'))
    assert.equal(late.kept[1], newer.seq)
    assert.deepEqual(late.newer, [newer])
    await save('officer', examId, newer)
    assert.deepEqual(
      (await sit('officer', examId)).answers.map(({ item, answer }) => [item, answer]),
      [
        [1, ['C']],
        [2, ['D']],
      ],
    )
    await save('officer', examId, kept(99, 'A'))
    assert.equal((await sit('officer', examId)).answers.length, 2)
  })

  test('saves ask for no Idempotency-Key and keep no answer beside it, for the sequence decides; a hand-in does', async () => {
    const examId = await openExam(world, { paperId, audience: 'reach' })
    await sit('officer', examId)
    const send = (path: string) =>
      world.app.inject({
        method: 'POST',
        url: `/api/my-exams/${examId}/${path}`,
        headers: { cookie: `sid=${world.people.officer.token}` },
        payload: { items: [kept(1, 'B')] },
      })
    assert.equal((await send('answers')).statusCode, 200)
    assert.equal((await send('hand-in')).statusCode, 422)
    const { rows } = await world.sql.query("select 1 from request_key where route = 'exams.room.save'")
    assert.equal(rows.length, 0)
  })

  test('is handed in once: the same receipt again, and nothing after it counts', async () => {
    const examId = await openExam(world, { paperId, audience: 'reach' })
    await sit('officer', examId)
    const call = { params: { examId }, body: { items: [kept(1, 'B'), kept(2, 'B')] } }
    const receipts = await Promise.all(Array.from({ length: 6 }, () => room('officer').handIn(call)))
    assert.equal(new Set(receipts.map(({ receipt }) => receipt)).size, 1)
    assert.deepEqual([receipts[0]?.closedBy, receipts[0]?.answered], ['candidate', 2])
    await assert.rejects(save('officer', examId, kept(1, 'A')), { code: 'closed' })
    await assert.rejects(sit('officer', examId), { code: 'closed' })
    const { receipt } = await room('officer').handIn({ params: { examId }, body: { items: [kept(1, 'A')] } })
    assert.equal(receipt, receipts[0]?.receipt)
    const { rows } = await world.sql.query(
      'select answer from exam_answer w join exam_attempt a on a.id = w.attempt_id where a.exam_id = $1 and item = 1',
      [examId],
    )
    assert.deepEqual(rows, [{ answer: ['B'] }])
  })

  test('of who has not handed in, the time does it, and what came in time counts', async () => {
    const examId = await openExam(world, { paperId, audience: 'reach' })
    await sit('officer', examId)
    await save('officer', examId, kept(1, 'B'))
    world.setDay('2026-03-11')
    await assert.rejects(save('officer', examId, kept(2, 'B')), { code: 'closed' })
    await perform(world, 'exams.end', {})
    const line = await world.sql.query('select closed_by, answers_hash from exam_attempt where exam_id = $1', [examId])
    assert.equal(line.rows[0].closed_by, 'time')
    world.setDay('2026-03-10')
    await assert.rejects(save('officer', examId, kept(2, 'B')), { code: 'closed' }, 'a clock set back reopens nothing')
    await assert.rejects(sit('officer', examId), { code: 'closed' })
  })

  test('is over for whoever looks at it from the moment when its time ran out, before any job has come', async () => {
    const examId = await openExam(world, { paperId, personIds: [id('officer')], closesAt: '2026-03-12T12:00:00+08:00' })
    await sit('officer', examId)
    await save('officer', examId, kept(1, 'B'))
    world.setDay('2026-03-11')
    const mine = await room('officer').read({ params: { examId } })
    assert.deepEqual([mine.state, mine.handedInAt, mine.receipt?.length], ['handedIn', '2026-03-10T03:00:30.000Z', 64])
    await assert.rejects(sit('officer', examId), { code: 'closed' })
    const seen = async () => (await world.as('trainer', examsApi).candidates({ params: { examId }, query: {} })).rows[0]
    assert.deepEqual([(await seen())?.closedBy, (await seen())?.closedAt], ['time', '2026-03-10T03:00:30.000Z'])
    assert.equal((await world.as('trainer', examsApi).read({ params: { examId } })).handedIn, 1)
    await asRuntime(world, world.people.officer.token, async (query) => {
      await query("select set_config('app.now', '2026-03-11T10:00:00+08:00', true)")
      assert.deepEqual(
        (await query(`select s.* from exam_attempt a, authority.attempt_sheet(a.id) s where a.exam_id = '${examId}'`)).rows,
        [],
      )
    })
    // Time that is given too late opens nothing again.
    await world
      .as('trainer', examsApi)
      .giveTime({ params: { examId }, body: { personId: id('officer'), minutes: 600, reason: '视力障碍' } })
    await assert.rejects(sit('officer', examId), { code: 'closed' })
    await perform(world, 'exams.end', {})
    const after = await room('officer').read({ params: { examId } })
    assert.deepEqual([after.handedInAt, after.receipt], [mine.handedInAt, mine.receipt], 'and what is written down is what was seen')
  })

  test('gives more time to whom it is due, before he begins and while he sits', async () => {
    const examId = await openExam(world, { paperId, personIds: [id('officer'), id('officer2')] })
    const give = (who: PersonKey, minutes: number, by: PersonKey = 'trainer') =>
      world.as(by, examsApi).giveTime({ params: { examId }, body: { personId: id(who), minutes, reason: '视力障碍' } })
    await give('officer', 30)
    assert.equal((await sit('officer', examId)).endsAt, '2026-03-10T03:30:00.000Z')
    await sit('officer2', examId)
    await give('officer2', 15)
    assert.equal((await sit('officer2', examId)).endsAt, '2026-03-10T03:15:00.000Z')
    await assert.rejects(give('officer', 60, 'cityTrainer'), { code: 'closed' })
    await assert.rejects(give('officer', 60, 'trainerElsewhere'), { code: 'notFound' })
    await assert.rejects(give('officer', 60, 'officer'), { code: 'notAllowed' })
  })

  test('refuses whom comes too late, too early, or after its cancellation', async () => {
    const late = await openExam(world, { paperId, audience: 'reach', lateMinutes: 30 })
    await assert.rejects(sit('officer', late), /入场时间/)
    const early = await planExam(world, { paperId, audience: 'reach', opensAt: '2026-03-10T11:00:00+08:00' })
    await assert.rejects(sit('officer', early), { code: 'notFound' }, 'a draft is nobody’s yet')
    await take(world, 'trainer', early, 'announce')
    await assert.rejects(sit('officer', early), /还没有开始/)
    await take(world, 'trainer', early, 'cancel', { reason: '场地原因' })
    await assert.rejects(sit('officer', early), { code: 'notFound' })
  })

  test('is made up by those who were absent or failed, and by nobody else', async () => {
    const examId = await openExam(world, { paperId, personIds: [id('officer'), id('officer2'), id('officer3')] })
    for (const [who, right] of [
      ['officer', 'B'],
      ['officer2', 'A'],
    ] as const) {
      const { items } = await sit(who, examId)
      const answer = { single: right, multiple: ['A', 'C'], trueFalse: right === 'B', blank: ['十年', '六个月'] }
      const answers = items.map(({ item, kind }) => kept(item, answer[kind as keyof typeof answer])) // the kinds of this paper
      await room(who).handIn({ params: { examId }, body: { items: right === 'B' ? answers : answers.slice(0, 1) } })
    }
    await closeExam(world, examId)
    await take(world, 'trainer', examId, 'finishMarking', {}, '2026-03-11')
    const { id: again } = await world.as('trainer', examsApi).makeUp({
      params: { examId },
      body: { opensAt: '2026-03-12T09:00:00+08:00', closesAt: '2026-03-12T10:00:00+08:00' },
    })
    const { rows } = await world.as('trainer', examsApi).candidates({ params: { examId: again }, query: {} })
    assert.deepEqual(rows.map(({ name }) => name).sort(), ['县办案丙', '县办案乙'].sort())
    assert.equal((await world.as('trainer', examsApi).read({ params: { examId: again } })).makeupOf?.id, examId)
  })
})
