import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detailWords } from './detail-words.ts'

test('what an entry notes is said in words', () => {
  assert.equal(detailWords({ code: 'notFound', title: '案件详情' }), '拒绝原因：不存在或者不在管辖范围；名称：案件详情')
  assert.equal(detailWords({ form: 'pdf', files: 12 }), '格式：PDF；文件数：12')
  assert.equal(detailWords(null), '')
})

test('a key without a word is shown under its own name: an audit hides nothing', () => {
  assert.equal(detailWords({ newlyNoted: 'x', kept: false }), 'newlyNoted：x；kept：否')
})

test('an id or a digest says nothing to a reader', () => {
  assert.equal(detailWords({ duty: '6f1c1c1e-0000-4000-8000-000000000001', sha256: 'a'.repeat(64) }), '')
})
