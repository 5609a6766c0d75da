import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { examRoomApi } from '#contract/exams-room'
import type { QuestionContent, QuestionKey } from '#contract/questions'
import { closeExam, drawPaper, fillBank, kept, openExam, take } from '#test/exams'
import { openWorld, type World } from '#test/world'
import { inAuthorsLetters, keyInLetters, labelled } from './labels.ts'

describe('letters of options', () => {
  const content: QuestionContent = {
    kind: 'case',
    stem: '材料',
    parts: [
      { share: 1, content: { kind: 'multiple', stem: '1', options: ['K', 'B', 'Z', 'D'].map((id) => ({ id, text: `词 ${id}` })) } },
      { share: 1, content: { kind: 'short', stem: '2' } },
    ],
  }
  const key: QuestionKey = {
    kind: 'case',
    parts: [
      { kind: 'multiple', right: ['B', 'Z'] },
      { kind: 'short', sample: 'A', points: [] },
    ],
  }
  const letterOf = (seed: string | null, text: string) => labelled(content, seed)[0]?.options.find((one) => one.text === text)?.id ?? ''

  test('say nothing of the author’s: each place has the same letter, and every option comes to every letter equally often', () => {
    const counts = new Map<string, number>()
    for (let n = 0; n < 4000; n++) {
      const [multiple] = labelled(content, `${n}`)
      assert.deepEqual(
        multiple?.options.map(({ id }) => id),
        ['A', 'B', 'C', 'D'],
      )
      for (const { id, text } of multiple?.options ?? []) counts.set(`${text} ${id}`, (counts.get(`${text} ${id}`) ?? 0) + 1)
    }
    assert.equal(counts.size, 16)
    for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 130, `${count}`)
  })

  test('lead back to the author’s, an answer and a key alike; a letter that is not on the paper is no answer', () => {
    for (const seed of ['a', 'b', 'c', null]) {
      const chosen = ['词 B', '词 Z'].map((text) => letterOf(seed, text))
      assert.deepEqual(inAuthorsLetters(content, seed, [chosen, 'A']), [['B', 'Z'], 'A'], 'and a text stays a text')
      const shown = keyInLetters(content, seed, key)
      assert.deepEqual(shown.kind === 'case' && shown.parts[0], { kind: 'multiple', right: chosen.toSorted() })
      assert.deepEqual(inAuthorsLetters(content, seed, [['Z'], null]), [['?Z'], null])
    }
  })
})

describe('an exam whose options are shuffled', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-10')
  })
  after(() => world.close())

  test('scores what a candidate chose, in whatever letters he had it before him, and shows it to him so in the end', async () => {
    const kinds = { single: 6, multiple: 4, case: 2 }
    const paperId = await drawPaper(world, await fillBank(world, kinds), kinds)
    const sitters = ['officer', 'officer2', 'officer3'] as const
    const examId = await openExam(world, { paperId, audience: 'reach', shuffleOptions: true })
    const right = { single: ['备选 B'], multiple: ['备选 A', '备选 C'], case: ['备选 D'] }
    const letters = new Set<string>()
    for (const who of sitters) {
      const room = world.as(who, examRoomApi)
      const { items } = await room.start({ params: { examId } })
      const answers = items.map(({ item, kind, parts }) => {
        const found = right[kind as keyof typeof right].map((text) => parts[0]?.options.find((one) => one.text === text)?.id ?? '') // the kinds of this paper
        return kept(item, kind === 'multiple' ? found.sort() : (found[0] ?? ''))
      })
      letters.add(JSON.stringify(answers.map(({ answer }) => answer)))
      await room.save({ params: { examId }, body: { items: answers } })
      assert.deepEqual((await room.start({ params: { examId } })).answers.map(({ answer }) => answer).length, answers.length)
      await room.handIn({ params: { examId }, body: { items: [] } })
    }
    assert.equal(letters.size, sitters.length, 'letters that one tells another say nothing')
    await closeExam(world, examId)
    const { rows } = await world.sql.query(
      "select distinct kind, score::float8 from exam_score where exam_id = $1 and kind = 'auto' and not (item > 10 and part = 1)",
      [examId],
    )
    assert.deepEqual(
      rows.map(({ score }) => score).sort((a, b) => a - b),
      [2, 2.5],
    )
    await world.sql.query(`insert into exam_score (exam_id, attempt_id, item, part, score, kind, by_name)
      select u.exam_id, a.id, u.item, u.part, 0, 'marking', 'x' from exam_unit u join exam_attempt a on a.exam_id = u.exam_id
       where u.exam_id = '${examId}' and not exists (select 1 from exam_score s where s.attempt_id = a.id and s.item = u.item and s.part = u.part)`)
    await take(world, 'trainer', examId, 'finishMarking', {}, '2026-03-11')
    await take(world, 'trainer', examId, 'release', { review: 'full' }, '2026-03-11')
    for (const who of sitters)
      for (const { kind, answer, keyParts, parts } of await world.as(who, examRoomApi).review({ params: { examId } })) {
        const [key] = keyParts ?? []
        assert.deepEqual(answer[0], key?.kind === 'single' || key?.kind === 'multiple' ? key.right : null)
        const texts = [answer[0]].flat().map((id) => parts[0]?.options.find((one) => one.id === id)?.text)
        assert.deepEqual(texts.sort(), right[kind as keyof typeof right]) // as above
      }
  })
})
