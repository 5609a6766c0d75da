import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { examsApi } from '#contract/exams'
import { examRoomApi, markingApi, type ToMark } from '#contract/exams-room'
import { matterApi } from '#contract/matter'
import { questionsApi } from '#contract/questions'
import { closeExam, drawPaper, fillBank, kept, openExam, perform, take } from '#test/exams'
import { openWorld, type PersonKey, type World } from '#test/world'
import { examPassed } from './index.ts'

const kinds = { single: 2, trueFalse: 1, short: 1, case: 1 }
const day = '2026-03-11'

describe('marking', () => {
  let world: World
  let examId: MatterId
  let categoryId: string
  before(async () => {
    world = await openWorld('2026-03-10')
    categoryId = await fillBank(world, kinds)
    const paperId = await drawPaper(world, categoryId, kinds)
    const id = (who: PersonKey) => world.people[who].id
    examId = await openExam(world, {
      paperId,
      personIds: [id('officer'), id('officer2'), id('officer3')],
      markerIds: [id('unitHead'), id('deputyHead'), id('principalHead')],
      review: 'full',
    })
    for (const who of ['officer', 'officer2'] as const) {
      const { items } = await world.as(who, examRoomApi).start({ params: { examId } })
      const right = { single: ['B'], trueFalse: [true], short: [`论述 ${who}`], case: ['D', `理由 ${who}`] }
      const answers = items.map(({ item, kind }) => kept(item, ...right[kind as keyof typeof right])) // the kinds of this paper
      await world.as(who, examRoomApi).handIn({ params: { examId }, body: { items: answers } })
    }
    await world.as('officer3', examRoomApi).start({ params: { examId } })
  })
  after(() => world.close())
  const marker = (who: PersonKey) => world.as(who, markingApi)
  const queue = async (who: PersonKey) => (await marker(who).next({ params: { examId } })).queue
  const give = (who: PersonKey, { code, item, part }: ToMark, score: number) =>
    marker(who).mark({ params: { examId }, body: { code, item, part, score } })
  const trainer = () => world.as('trainer', examsApi)

  test('begins after the close, for who was named and nobody else', async () => {
    assert.deepEqual(await queue('unitHead'), [])
    await closeExam(world, examId)
    assert.equal((await queue('unitHead')).length, 4)
    for (const who of ['officer', 'examiner', 'trainer', 'officerElsewhere'] as const)
      await assert.rejects(queue(who), { code: 'notFound' }, who)
    await assert.rejects(take(world, 'trainer', examId, 'finishMarking', {}, day), /没有评定/)
  })

  test('shows answers and rubric, neither names nor the marks of others', async () => {
    const [first] = await queue('unitHead')
    assert.ok(first)
    await give('unitHead', first, 8)
    const shown = JSON.stringify(await marker('deputyHead').next({ params: { examId } }))
    for (const hidden of ['县办案甲', '县办案乙', world.people.officer.id, world.people.officer2.id, '大队长甲', '"score"'])
      assert.ok(!shown.includes(hidden), hidden)
    assert.ok(shown.includes('金钥匙标准答案'))
    const same = (await queue('deputyHead')).find(
      ({ code, item, part }) => code === first.code && item === first.item && part === first.part,
    )
    assert.ok(same, 'the second marker gets the same answer')
    await assert.rejects(give('unitHead', first, 9), /已经评过/)
    await assert.rejects(give('deputyHead', first, first.marks + 0.5), { code: 'invalid' })
  })

  test('two that agree settle by their mean; two that do not wait for a third, and the nearer one counts', async () => {
    const all = await queue('deputyHead')
    const byUnit = (item: number, part: number) => all.filter((one) => one.item === item && one.part === part)
    const [shortItem] = all.filter(({ material }) => material === '')
    assert.ok(shortItem)
    const [a, b] = byUnit(shortItem.item, 0)
    assert.ok(a && b)
    // The first was given 8 by the head; the limit is a fifth of ten.
    assert.deepEqual(await give('deputyHead', a, 6), { settled: true })
    await give('unitHead', b, 9)
    assert.deepEqual(await give('deputyHead', b, 5), { settled: false })
    const progress = (await marker('principalHead').next({ params: { examId } })).progress.find(({ item }) => item === b.item)
    assert.deepEqual(progress, { item: b.item, part: 0, done: 2, waiting: 1, third: 1 })
    assert.deepEqual(await give('principalHead', b, 6), { settled: true })
    const { rows } = await world.sql.query(
      "select score from exam_score where exam_id = $1 and kind = 'marking' and item = $2 order by id",
      [examId, b.item],
    )
    assert.deepEqual(
      rows.map(({ score }) => Number(score)),
      [7, 5.5],
    )
    for (const one of await queue('unitHead')) await give('unitHead', one, 6)
    for (const one of await queue('principalHead')) await give('principalHead', one, 6.5)
    assert.deepEqual(await queue('deputyHead'), [])
  })

  test('is finished when everything has a score; before the release the candidate hears nothing', async () => {
    await take(world, 'trainer', examId, 'finishMarking', {}, day)
    const mine = async () => (await world.as('officer', examRoomApi).mine({}))[0]
    assert.deepEqual([(await mine())?.state, (await mine())?.total], ['handedIn', null])
    await assert.rejects(world.as('officer', examRoomApi).review({ params: { examId } }), { code: 'closed' })
    await take(world, 'trainer', examId, 'release', { review: 'full' }, day)
    await perform(world, 'exams.report', { examId })
    assert.equal((await mine())?.state, 'released')
    assert.ok((await mine())?.passed)
    const review = await world.as('officer', examRoomApi).review({ params: { examId } })
    assert.equal(review.length, 5)
    assert.ok(review.every(({ key }) => key !== null))
    await assert.rejects(world.as('officer2', examRoomApi).review({ params: { examId: world.orgs.get('county') as MatterId } }), {
      code: 'notFound',
    }) // any other id
  })

  test('a score is changed with reason and person, the old one stays, and nobody changes his own', async () => {
    const line = (await trainer().candidates({ params: { examId }, query: { text: '县办案甲' } })).rows[0]
    assert.ok(line?.attemptId)
    const params = { examId, attemptId: line.attemptId }
    const before = await trainer().scores({ params })
    const unit = before.find(({ kind }) => kind === 'single')
    assert.ok(unit)
    const change = { item: unit.item, part: 0, score: 0, reason: '核查后更正' }
    const changed = (await trainer().changeScore({ params, body: change })).find(({ item }) => item === unit.item)
    assert.deepEqual(
      changed?.history.map(({ score, kind, reason, by }) => [score, kind, reason, by]),
      [
        [0, 'change', '核查后更正', '县培训甲'],
        [2, 'auto', null, '系统评分'],
      ],
    )
    const after = (await trainer().candidates({ params: { examId }, query: { text: '县办案甲' } })).rows[0]
    assert.equal(after?.total, (line.total ?? 0) - 2)
    await assert.rejects(trainer().changeScore({ params, body: { ...change, score: 3 } }), { code: 'invalid' })
    for (const who of ['examiner', 'cityTrainer', 'trainerElsewhere', 'officer2'] as const)
      await assert.rejects(
        world.as(who, examsApi).changeScore({ params, body: change }),
        { status: who === 'cityTrainer' || who === 'officer2' ? 403 : 404 },
        who,
      )
    await assert.rejects(world.sql.query('update exam_score set score = 1'), /append-only/)
    await assert.rejects(world.sql.query('delete from exam_mark'), /append-only/)
  })

  test('scores come out the same when they are computed again; a corrected key scores again and keeps the old', async () => {
    const scores = async () =>
      (
        await world.sql.query(
          "select attempt_id, item, part, score, kind, reason from exam_score where exam_id = $1 and kind in ('auto', 'key') order by id",
          [examId],
        )
      ).rows
    const first = await scores()
    const examiner = world.as('examiner', questionsApi)
    const { rows: questions } = await examiner.list({ query: { kind: 'trueFalse', categoryId } })
    const question = questions[0]
    assert.ok(question)
    await perform(world, 'exams.rescore', { versionId: question.versionId })
    assert.deepEqual(await scores(), first)
    await examiner.correctKey({
      params: { questionId: question.id },
      version: question.version,
      body: { key: { kind: 'trueFalse', right: false }, reason: '法条已修改' },
    })
    await perform(world, 'exams.rescore', { versionId: question.versionId })
    const again = await scores()
    // Two who had said yes lose it, the third had said nothing.
    assert.deepEqual(
      again.slice(first.length).map(({ score, kind, reason }) => [Number(score), kind, reason]),
      [
        [0, 'key', '法条已修改'],
        [0, 'key', '法条已修改'],
      ],
    )
    await perform(world, 'exams.rescore', { versionId: question.versionId })
    assert.equal((await scores()).length, again.length)
  })

  test('statistics are for who runs the exam; stems for the examiners of the bank alone', async () => {
    const { n, items } = await trainer().statistics({ params: { examId } })
    assert.deepEqual([n, items.length, items.every(({ stem }) => stem === null)], [3, 6, true])
    assert.ok((await world.as('examiner', examsApi).statistics({ params: { examId } })).items.every(({ stem }) => stem !== null))
    await assert.rejects(world.as('trainerElsewhere', examsApi).statistics({ params: { examId } }), { code: 'notFound' })
    await assert.rejects(world.as('examiner', examsApi).statistics({ params: { examId: world.orgs.get('county') as MatterId } }), {
      code: 'notFound',
    }) // any other id
  })

  test('who passed is known to other rooms, and only after the release', async () => {
    const ids = (['officer', 'officer2', 'officer3'] as const).map((who) => world.people[who].id)
    assert.deepEqual(await world.inService((ctx) => examPassed(ctx, examId, ids)), new Set(ids.slice(0, 2)))
    assert.deepEqual(await world.inService((ctx) => examPassed(ctx, examId, ids.slice(2))), new Set())
  })

  test('the history of the matter, which officers of the unit may read, says nothing of answers or persons', async () => {
    const seen = JSON.stringify(
      await world
        .as('officerElsewhere', matterApi)
        .read({ params: { matterId: examId } })
        .catch(() => null),
    )
    assert.equal(seen, 'null')
    const own = JSON.stringify(await world.as('officer2', matterApi).read({ params: { matterId: examId } }))
    for (const hidden of ['金钥匙', '论述', '县办案甲', world.people.officer.id]) assert.ok(!own.includes(hidden), hidden)
  })
})
