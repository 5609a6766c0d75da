import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listedDeadline, remainingWords, type ShownDeadline } from './deadline-words.ts'

const statement: ShownDeadline = {
  title: '陈述申辩期间',
  kind: 'deadline',
  actor: 'party',
  due: '2026-03-27', // a Friday
  dueAt: null,
  paused: false,
  provisional: false,
  disputed: false,
  verified: true,
  light: 'none',
  remaining: 0,
  remainingUnit: 'workingDay',
}
const own: ShownDeadline = { ...statement, actor: 'authority', light: 'red' }

test('on its last day a term ends today; on the Saturday after, it is over, though no working day has passed', () => {
  assert.equal(remainingWords(statement, '2026-03-27'), '今天到期')
  assert.equal(remainingWords(statement, '2026-03-28'), '期间已届满')
  assert.equal(remainingWords(own, '2026-03-27'), '今天到期')
  assert.equal(remainingWords(own, '2026-03-28'), '超期')
  assert.equal(remainingWords({ ...own, remaining: -1 }, '2026-03-30'), '超期 1 个工作日')
})

test('a wait is not raced against, and says itself when it ends', () => {
  const wait = { ...statement, kind: 'minimumWait' } as const
  assert.equal(remainingWords({ ...wait, remaining: 2 }, '2026-03-25'), '还需等待 2 个工作日')
  assert.equal(remainingWords(wait, '2026-03-27'), '今天届满')
  assert.equal(remainingWords(wait, '2026-03-28'), '期间已届满')
})

test('a row without a last day has no deadline to show', () => {
  assert.deepEqual(listedDeadline({ due: null, dueName: null, light: 'none', provisional: false }), [])
  const [listed] = listedDeadline({ due: '2026-06-01', dueName: '办案期限', light: 'green', provisional: true })
  assert.ok(listed)
  assert.equal(remainingWords(listed, '2026-03-03'), '至 2026-06-01')
  assert.equal(remainingWords({ ...listed, light: 'red' }, '2026-06-02'), '超期（2026-06-01）')
})
