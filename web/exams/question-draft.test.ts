import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QuestionContent, QuestionKey } from '#contract/questions'
import { keyFault } from '#contract/questions'
import { blankForm, formOf, written } from './question-draft.ts'

const options = ['甲', '乙', '丙'].map((text, at) => ({ id: 'ABC'[at] ?? '', text }))
const questions: [QuestionContent, QuestionKey][] = [
  [
    { kind: 'single', stem: '题', options },
    { kind: 'single', right: 'B' },
  ],
  [
    { kind: 'multiple', stem: '题', options },
    { kind: 'multiple', right: ['A', 'C'] },
  ],
  [
    { kind: 'trueFalse', stem: '题' },
    { kind: 'trueFalse', right: false },
  ],
  [
    { kind: 'blank', stem: '题', blanks: 2 },
    { kind: 'blank', accepted: [['十', '10'], ['六']] },
  ],
  [
    { kind: 'short', stem: '题' },
    { kind: 'short', sample: '答', points: [{ share: 2, text: '要点' }] },
  ],
  [
    { kind: 'case', stem: '材料', parts: [{ share: 3, content: { kind: 'trueFalse', stem: '一' } }] },
    { kind: 'case', parts: [{ kind: 'trueFalse', right: true }] },
  ],
]

for (const [content, key] of questions)
  test(`a question of the kind ${content.kind} comes out of the form as it went in`, () =>
    assert.deepEqual(written(formOf(content, key)), { content, key }))

test('an empty form is no question', () => {
  const { content, key } = written(blankForm())
  assert.ok(keyFault(content, key))
})
