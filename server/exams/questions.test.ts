import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { MatterId } from '#contract/common'
import { examsApi } from '#contract/exams'
import { examPapersApi } from '#contract/exams-papers'
import { examRoomApi } from '#contract/exams-room'
import type { ImportBatch } from '#contract/import'
import { questionImportsApi, questionsApi } from '#contract/questions'
import { multipart, postBytes } from '#test/bytes'
import { closeExam, drafts, drawPaper, fillBank, kept, openExam, perform, take } from '#test/exams'
import { openWorld, type World } from '#test/world'

describe('the question bank', () => {
  let world: World
  let categoryId: string
  before(async () => {
    world = await openWorld('2026-03-10')
    categoryId = await fillBank(world, { single: 3, multiple: 3 })
  })
  after(() => world.close())
  const author = () => world.as('examiner', questionsApi)
  const reviewer = () => world.as('examiner2', questionsApi)

  test('a question is reviewed by another than its author, and only then drawn', async () => {
    const made = await author().create({ body: { ...drafts.short(1), categoryId } })
    const call = { params: { questionId: made.id }, version: made.version }
    await assert.rejects(author().review(call), /命题人不能审核/)
    const rows = [{ kind: 'short' as const, categoryId, count: 1, marks: 5 }]
    const papers = world.as('examiner', examPapersApi)
    await assert.rejects(papers.create({ body: { how: 'drawn', title: '抽题试卷', rows } }), { code: 'invalid' })
    const reviewed = await reviewer().review(call)
    assert.deepEqual([reviewed.state, reviewed.author, reviewed.reviewer], ['reviewed', '省命题甲', '省命题乙'])
    await papers.create({ body: { how: 'drawn', title: '抽题试卷', rows } })
    await assert.rejects(reviewer().review(call), /./)
    await world.sql.query('update question_version set reviewer_id = author_id where id = $1', [made.versionId]).then(
      () => assert.fail('the database let the author review'),
      () => undefined,
    )
  })

  test('an edited question is a new version, to be reviewed again; papers keep theirs', async () => {
    const kinds = { single: 3 }
    const paperId = await drawPaper(world, categoryId, kinds, 'versions')
    const before = (await world.as('examiner', examPapersApi).read({ params: { paperId } })).questions
    const [first] = before
    assert.ok(first)
    const question = await author().read({ params: { questionId: first.questionId } })
    const edited = await author().edit({
      params: { questionId: question.id },
      version: question.version,
      body: { ...drafts.single(99), difficulty: 5, theme: '商标' },
    })
    assert.deepEqual([edited.number, edited.state, edited.versions.length], [2, 'draft', 2])
    assert.deepEqual((await world.as('examiner', examPapersApi).read({ params: { paperId } })).questions, before)
    await reviewer().review({ params: { questionId: edited.id }, version: edited.version })
    const { versions } = await author().read({ params: { questionId: edited.id } })
    assert.deepEqual(
      versions.map(({ number, state }) => [number, state]),
      [
        [2, 'reviewed'],
        [1, 'retired'],
      ],
    )
    await assert.rejects(author().edit({ params: { questionId: edited.id }, version: 1, body: drafts.single(1) }), { code: 'stale' })
    for (const text of ["content = '{}'", "state = 'draft'", 'difficulty = 1'])
      await assert.rejects(world.sql.query(`update question_version set ${text} where id = $1`, [edited.versionId]), { code: '23514' })
  })

  test('a key that does not answer its question is refused at the key', async () => {
    for (const key of [
      { kind: 'single' as const, right: 'Z' },
      { kind: 'trueFalse' as const, right: true },
    ])
      await assert.rejects(
        author().create({ body: { ...drafts.single(1), key, categoryId } }),
        (error: { body: { issues: { path: string }[] } }) => {
          assert.match(error.body.issues[0]?.path ?? '', /key/)
          return true
        },
      )
  })

  test('same seed, same paper; the record tells seed and bank', async () => {
    const kinds = { multiple: 2 }
    const read = async (seed: string) => {
      const paper = await world.as('examiner', examPapersApi).read({ params: { paperId: await drawPaper(world, categoryId, kinds, seed) } })
      return { versions: paper.questions.map(({ versionId }) => versionId), seed: paper.seed, bank: paper.bankHash }
    }
    assert.deepEqual(await read('abc'), await read('abc'))
  })

  test('a fixed paper takes reviewed questions of the own bank, each once', async () => {
    const papers = world.as('examiner', examPapersApi)
    const { rows } = await author().list({ query: { state: 'reviewed', kind: 'multiple', categoryId } })
    const items = rows.map(({ versionId }) => ({ versionId, marks: 4 }))
    const { id } = await papers.create({ body: { how: 'fixed', title: '固定试卷', items } })
    const paper = await papers.read({ params: { paperId: id } })
    assert.deepEqual(
      [paper.seed, paper.marks, paper.questions.map(({ versionId }) => versionId)],
      [null, 12, rows.map(({ versionId }) => versionId)],
    )
    const draft = await author().create({ body: { ...drafts.single(50), categoryId } })
    for (const wrong of [[...items, ...items.slice(0, 1)], [{ versionId: draft.versionId, marks: 1 }]])
      await assert.rejects(papers.create({ body: { how: 'fixed', title: '固定试卷', items: wrong } }), { code: 'invalid' })
    await assert.rejects(world.as('trainer', examPapersApi).read({ params: { paperId: id } }), { code: 'notAllowed' })
  })

  test('comes in by Excel with faults at row and column, and is taken back as one', async () => {
    const { name } = (await author().categories({})).find(({ id }) => id === categoryId) ?? { name: '' }
    const workbook = new Workbook()
    const sheet = workbook.addWorksheet('试题')
    sheet.addRow(['分类', '题型', '题干', '选项A', '选项B', '选项C', '答案', '得分点', '难度'])
    sheet.addRow([name, '单项选择题', '表一', '甲', '乙', '丙', 'B', '', '3 中等'])
    sheet.addRow([name, '多项选择题', '表二', '甲', '乙', '丙', 'A、C', '', ''])
    sheet.addRow([name, '判断题', '表三', '', '', '', '错', '', ''])
    sheet.addRow([name, '填空题', '表四：____和____', '', '', '', '专利|发明；商标', '', ''])
    sheet.addRow([name, '简答题', '表五', '', '', '', '参考', '2 要点一\n3 要点二', ''])
    sheet.addRow([name, '单项选择题', '表六', '甲', '乙', '', 'D', '', ''])
    sheet.addRow(['没有的分类', '判断题', '表七', '', '', '', '也许', '', ''])
    sheet.addRow([name, '填空题', '表八：____和____', '', '', '', '只有一个', '', ''])
    const file = Buffer.from(await workbook.xlsx.writeBuffer())
    const batch = (await postBytes(world, 'examiner', '/question-imports', multipart({}, '题.xlsx', file))) as unknown as ImportBatch // serialised by the endpoint's own schema
    assert.deepEqual(
      batch.faults.map(({ row, column }) => [row, column]),
      [
        [7, 'G'],
        [8, 'A'],
        [8, 'G'],
        [9, 'G'],
      ],
    )
    assert.ok(batch.faults.every(({ message }) => /\p{Script=Han}/u.test(message)))
    const imports = world.as('examiner', questionImportsApi)
    const applied = await imports.apply({ params: { batchId: batch.id }, version: batch.version, body: { only: 'right' } })
    assert.deepEqual([applied.state, applied.made], ['applied', 5])
    const { rows } = await author().list({ query: { text: '表四' } })
    const view = await author().read({ params: { questionId: rows[0]?.id ?? '' } })
    assert.deepEqual(view.key, { kind: 'blank', accepted: [['专利', '发明'], ['商标']] })
    await reviewer().review({ params: { questionId: view.id }, version: view.version })
    const undone = await imports.undo({ params: { batchId: batch.id }, version: applied.version })
    assert.deepEqual([undone.state, undone.kept], ['undone', 1])
    assert.equal((await author().list({ query: { text: '表五', state: 'retired' } })).total, 1)
  })

  test('goes out as QTI 3 and comes back equal; a broken package leaves nothing', async () => {
    const own = await author().addCategory({ body: { name: '往返' } })
    for (const draft of Object.values(drafts)) await author().create({ body: { ...draft(7), categoryId: own.id, theme: '商标' } })
    const list = async (id: string) => (await author().list({ query: { categoryId: id, size: 100 } })).rows
    const contents = async (id: string) => {
      const views = []
      for (const { id: questionId } of await list(id)) views.push(await author().read({ params: { questionId } }))
      return views
        .map(({ content, key, analysis, difficulty, theme }) => JSON.stringify({ content, key, analysis, difficulty, theme }))
        .sort()
    }
    const ids = (await list(own.id)).map(({ id }) => id)
    const sent = await world.app.inject({
      method: 'POST',
      url: '/api/questions/qti-export',
      headers: { cookie: `sid=${world.people.examiner.token}`, 'idempotency-key': randomUUID() },
      payload: { ids },
    })
    assert.equal(sent.statusCode, 200, sent.body.slice(0, 300))
    const target = await author().addCategory({ body: { name: '回来' } })
    const bring = (file: Buffer) => postBytes(world, 'examiner', '/questions/qti', multipart({ categoryId: target.id }, '题.zip', file))
    await bring(sent.rawPayload)
    assert.deepEqual(await contents(target.id), await contents(own.id))
    const before = (await list(target.id)).length
    await assert.rejects(bring(Buffer.from('<!DOCTYPE x><x/>')), /DOCTYPE/)
    await assert.rejects(bring(sent.rawPayload.subarray(0, 400)), /试题包|QTI/)
    assert.equal((await list(target.id)).length, before)
  })

  test('what is still secret is not shown in a review, though the exam shows keys', async () => {
    const { id: secretCategory } = await author().addCategory({ body: { name: '保密' } })
    for (const secretUntil of ['2027-01-01', null]) {
      const { id, version } = await author().create({ body: { ...drafts.single(1), categoryId: secretCategory, secretUntil } })
      await reviewer().review({ params: { questionId: id }, version })
    }
    const examId: MatterId = await openExam(world, {
      paperId: await drawPaper(world, secretCategory, { single: 2 }),
      audience: 'reach',
      hours: 2,
    })
    const room = world.as('officer', examRoomApi)
    const { items } = await room.start({ params: { examId } })
    await room.handIn({ params: { examId }, body: { items: items.map(({ item }) => kept(item, 'B')) } })
    await closeExam(world, examId)
    await take(world, 'trainer', examId, 'finishMarking', {}, '2026-03-11')
    await take(world, 'trainer', examId, 'release', { review: 'full' }, '2026-03-11')
    assert.deepEqual((await room.review({ params: { examId } })).map(({ key }) => key !== null).sort(), [false, true])
    await perform(world, 'exams.report', { examId })
    await perform(world, 'exams.report', { examId })
    const { rows } = await world.sql.query("select payload from graphile_worker._private_jobs where key like 'credit:%'")
    assert.deepEqual(
      rows.map(({ payload }) => [payload.personId, payload.hours, payload.earnedOn, payload.source.room]),
      [[world.people.officer.id, 2, '2026-03-10', 'exams']],
    )
    const told = await world.sql.query('select statement from xapi_statement where client_id is null')
    assert.deepEqual(
      told.rows.map(({ statement }) => [statement.actor.account.name, statement.result.score.raw, statement.verb.id.split('/').at(-1)]),
      [[world.people.officer.id, 4, 'passed']],
    )
    assert.equal((await world.as('trainer', examsApi).read({ params: { examId } })).passed, 1)
  })
})
