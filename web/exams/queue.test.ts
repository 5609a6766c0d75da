import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answerPart, begin, clockWords, confirmed, flag, isAnswered, isSaved, nextSave, pendingOf } from './queue.ts'

const kept = (item: number, seq: number, answer: string) => ({ item, seq, answer: [answer], flagged: false })

describe('the answers in the page', () => {
  test('are pending until the server has confirmed this very sequence', () => {
    const written = answerPart(begin([], []), 1, 0, 'A', 1000)
    assert.deepEqual(pendingOf(written), [kept(1, 1000, 'A')])
    const again = answerPart(written, 1, 0, 'B', 1000)
    assert.equal(pendingOf(again)[0]?.seq, 1001)
    const late = confirmed(again, { kept: { 1: 1000 }, newer: [] })
    assert.equal(isSaved(late, 1), false)
    assert.equal(isSaved(confirmed(late, { kept: { 1: 1001 }, newer: [] }), 1), true)
  })

  test('hold no character that the server cannot, or no answer at all would be saved any more', () => {
    const [one] = pendingOf(answerPart(begin([], []), 1, 0, 'a\0b\ud83d', 1))
    assert.deepEqual(one?.answer, ['ab'])
    const [list] = pendingOf(answerPart(begin([], []), 1, 0, ['\udc00甲', '😀'], 1))
    assert.deepEqual(list?.answer, [['甲', '😀']])
  })

  test('survive a reload: what this device had not sent stands over what the server knows, unless another device wrote later', () => {
    const written = begin([kept(1, 10, 'A'), kept(2, 50, 'C')], [kept(1, 20, 'B'), kept(2, 40, 'D'), kept(3, 5, 'E')])
    assert.deepEqual(
      Object.values(written.answers).map(({ answer }) => answer[0]),
      ['B', 'C', 'E'],
    )
    assert.deepEqual(
      pendingOf(written).map(({ item }) => item),
      [1, 3],
    )
  })

  test('take what another device wrote, but not over what was written here meanwhile', () => {
    const written = answerPart(begin([], []), 1, 0, 'A', 100)
    assert.equal(confirmed(written, { kept: { 1: 200 }, newer: [kept(1, 200, 'Z')] }).answers[1]?.answer[0], 'Z')
    const on = answerPart(written, 1, 0, 'B', 300)
    const heard = confirmed(on, { kept: { 1: 200 }, newer: [kept(1, 200, 'Z')] })
    assert.equal(heard.answers[1]?.answer[0], 'B')
    assert.deepEqual(pendingOf(heard).length, 1)
  })

  test('keep the other parts of a case, and the mark', () => {
    const written = flag(answerPart(answerPart(begin([], []), 5, 2, '因为', 1), 5, 0, 'A', 2), 5, 3)
    assert.deepEqual(written.answers[5], { item: 5, seq: 3, answer: ['A', null, '因为'], flagged: true })
    assert.equal(answerPart(written, 5, 0, 'B', 4).answers[5]?.flagged, true)
    assert.equal(flag(written, 5, 9).answers[5]?.flagged, false)
  })

  test('count as answered when something is written, and false is something', () => {
    const of = (...answer: (string | boolean | string[] | null)[]) => isAnswered({ item: 1, seq: 1, answer, flagged: true })
    assert.deepEqual(
      [of(), of(null), of('  '), of([]), of(['', ' ']), of(false), of(null, 'x'), of(['', 'x'])],
      [false, false, false, false, false, true, true, true],
    )
  })

  test('are sent at most fifteen seconds apart, and not all at once', () => {
    for (const random of [0, 0.5, 0.999]) assert.ok(nextSave(() => random) <= 15_000)
    assert.notEqual(
      nextSave(() => 0.1),
      nextSave(() => 0.9),
    )
    assert.deepEqual([clockWords(3_723_000), clockWords(59_001), clockWords(-5)], ['1:02:03', '01:00', '00:00'])
  })
})
