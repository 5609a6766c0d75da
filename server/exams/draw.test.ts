import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BlueprintRow } from '#contract/exams-papers'
import type { PartAnswer } from '#contract/exams-room'
import type { PartKey } from '#contract/questions'
import { arrange, marksOfParts, type SheetItem } from './arrange.ts'
import { assemble, bankHash, type Drawable, randomFrom, shuffled } from './draw.ts'
import { scorePart } from './score.ts'

const bank: Drawable[] = Array.from({ length: 60 }, (_, n) => ({
  versionId: `v${String(n).padStart(3, '0')}`,
  kind: n % 3 === 0 ? 'multiple' : 'single',
  categoryId: n < 30 ? 'patents' : 'marks',
  difficulty: (n % 5) + 1,
  theme: n % 2 === 0 ? '商标' : '',
}))
const row = (more: Partial<BlueprintRow>): BlueprintRow => ({
  kind: 'single',
  categoryId: null,
  difficulty: null,
  theme: null,
  count: 1,
  marks: 2,
  ...more,
})
const blueprint = [row({ count: 8 }), row({ kind: 'multiple', count: 4, marks: 4 }), row({ categoryId: 'marks', difficulty: 2, count: 3 })]

const idsOf = (result: ReturnType<typeof assemble>) => ('items' in result ? result.items.map(({ versionId }) => versionId) : [])

describe('a draw', () => {
  test('by the same seed from the same bank is the same paper, in whatever order the bank is read; another seed is another paper', () => {
    const first = assemble(blueprint, bank, 'seed')
    assert.deepEqual(assemble(blueprint, bank.toReversed(), 'seed'), first)
    assert.deepEqual(assemble(blueprint, shuffled(bank, randomFrom('x')), 'seed'), first)
    assert.notDeepEqual(assemble(blueprint, bank, 'seed 2'), first)
    assert.equal(bankHash(bank), bankHash(bank.toReversed()))
    assert.notEqual(bankHash(bank), bankHash(bank.slice(1)))
  })

  test('stays what it was in this very order: a change of the generator would change old papers', () => {
    assert.deepEqual(
      Array.from({ length: 3 }, randomFrom('seed')).map((value) => value.toFixed(6)),
      ['0.803910', '0.532520', '0.056840'],
    )
  })

  test('gives each row what it asks for, no question twice, narrow rows before wide ones', () => {
    for (let n = 0; n < 200; n++) {
      const ids = idsOf(assemble(blueprint, bank, `s${n}`))
      assert.equal(new Set(ids).size, 15)
      const of = (from: number, to: number) => ids.slice(from, to).map((id) => bank.find(({ versionId }) => versionId === id))
      assert.ok(of(0, 8).every((one) => one?.kind === 'single'))
      assert.ok(of(8, 12).every((one) => one?.kind === 'multiple'))
      assert.ok(of(12, 15).every((one) => one?.categoryId === 'marks' && one.difficulty === 2))
    }
  })

  test('names the row that the bank cannot fill', () => {
    const result = assemble([row({ count: 5 }), row({ kind: 'case', count: 2 })], bank, 'x')
    assert.deepEqual('short' in result && result.short.map(({ row: at, wanted, found }) => [at, wanted, found]), [[1, 2, 0]])
  })

  test('favours no question: each of ten is drawn about equally often', () => {
    const ten = bank.filter(({ kind }) => kind === 'single').slice(0, 10)
    const counts = new Map<string, number>()
    for (let n = 0; n < 5000; n++)
      for (const id of idsOf(assemble([row({ count: 2 })], ten, `${n}`))) counts.set(id, (counts.get(id) ?? 0) + 1)
    for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 130, `${count}`)
  })
})

describe('the paper of a candidate', () => {
  const options = ['A', 'B', 'C', 'D'].map((id) => ({ id, text: id }))
  const sheet: SheetItem[] = Array.from({ length: 12 }, (_, n) => ({
    item: n + 1,
    kind: n < 8 ? 'single' : 'trueFalse',
    content: n < 8 ? { kind: 'single', stem: `${n}`, options } : { kind: 'trueFalse', stem: `${n}` },
    marks: 2,
  }))
  const all = { shuffleQuestions: true, shuffleOptions: true }

  test('is the same for the same seed, differs between candidates, and keeps every question and option', () => {
    assert.deepEqual(arrange(sheet, 'a', all), arrange(sheet, 'a', all))
    assert.notDeepEqual(arrange(sheet, 'a', all), arrange(sheet, 'b', all))
    const items = arrange(sheet, 'c', all)
    assert.deepEqual(
      items.map(({ item }) => item).sort((a, b) => a - b),
      sheet.map(({ item }) => item),
    )
    assert.deepEqual(
      items.map(({ kind }) => kind === 'trueFalse'),
      [...Array(4).fill(true), ...Array(8).fill(false)],
    )
    for (const { parts } of items.slice(4)) {
      assert.deepEqual(
        parts[0]?.options.map(({ id }) => id),
        ['A', 'B', 'C', 'D'],
        'letters by the place on this paper',
      )
      assert.deepEqual(parts[0]?.options.map(({ text }) => text).sort(), ['A', 'B', 'C', 'D'])
    }
  })

  test('is not shuffled when the exam says so', () => {
    const items = arrange(sheet, 'a', { shuffleQuestions: false, shuffleOptions: false })
    assert.deepEqual(
      items.slice(4).map(({ item }) => item),
      [1, 2, 3, 4, 5, 6, 7, 8],
    )
    assert.ok(items.slice(4).every(({ parts }) => parts[0]?.options.map(({ id }) => id).join('') === 'ABCD'))
  })

  test('shares the marks of a case so that the parts sum up to the whole', () => {
    const part = (share: number) => ({ share, content: { kind: 'short' as const, stem: 'x' } })
    assert.deepEqual(marksOfParts({ kind: 'case', stem: 'x', parts: [part(1), part(1), part(1)] }, 10), [3.33, 3.33, 3.34])
  })
})

const multiple: PartKey = { kind: 'multiple', right: ['A', 'B', 'C'] }
const blank: PartKey = { kind: 'blank', accepted: [['十年', '10年'], ['TRIPS']] }
// kind, answer, rule for multiple → of 6 marks
for (const [what, key, answer, partial, expected] of [
  ['single right', { kind: 'single', right: 'B' }, 'B', 'none', 6],
  ['single wrong', { kind: 'single', right: 'B' }, 'A', 'share', 0],
  ['single, a list of it', { kind: 'single', right: 'B' }, ['B'], 'none', 0],
  ['true', { kind: 'trueFalse', right: true }, true, 'none', 6],
  ['false is an answer', { kind: 'trueFalse', right: false }, false, 'none', 6],
  ['true as a word', { kind: 'trueFalse', right: true }, 'true', 'none', 0],
  ['nothing', { kind: 'trueFalse', right: false }, null, 'none', 0],
  ['multiple whole', multiple, ['C', 'A', 'B'], 'none', 6],
  ['multiple, one twice', multiple, ['A', 'A', 'B', 'C'], 'none', 6],
  ['multiple left out', multiple, ['A', 'B'], 'none', 0],
  ['multiple left out, half', multiple, ['A'], 'half', 3],
  ['multiple left out, by share', multiple, ['A', 'B'], 'share', 4],
  ['multiple with a wrong one', multiple, ['A', 'B', 'C', 'D'], 'share', 0],
  ['multiple, nothing chosen', multiple, [], 'half', 0],
  ['blanks right', blank, ['十年', 'TRIPS'], 'none', 6],
  ['blanks in full width, with blanks and a stop', blank, ['１０ 年。', ' ｔｒｉｐｓ '], 'none', 6],
  ['one blank of two', blank, ['', 'trips'], 'none', 3],
  ['blanks in the wrong order', blank, ['trips', '十年'], 'none', 0],
  ['open, written', { kind: 'short', sample: 'x', points: [] }, '因为', 'none', null],
  ['open, empty', { kind: 'short', sample: 'x', points: [] }, '  ', 'none', 0],
] as const satisfies readonly (readonly [string, unknown, unknown, string, number | null])[])
  test(`scores ${what} with ${expected}`, () => assert.equal(scorePart(key as PartKey, answer as PartAnswer, 6, partial), expected)) // literals of the table
