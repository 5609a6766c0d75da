import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOfStep } from './step-lines.ts'

const lines = (process: string, step: string, input: Record<string, unknown>) =>
  linesOfStep(process, { step, input }).map(({ title, words }) => `${title}：${words}`)

test('an entry says what was chosen and written in the words of its form', () => {
  assert.deepEqual(lines('penalty', 'requestHearing', { how: 'written', request: '对罚款数额有异议' }), [
    '提出方式：书面申请',
    '听证要求的内容：对罚款数额有异议',
  ])
})

test('an id, nothing, and an amount of nothing are not told; an amount is told in yuan', () => {
  const said = lines('collection', 'pay', { fine: 3000, confiscated: 0, surcharge: 0, receipt: '票据 001' })
  assert.deepEqual(said, ['其中罚款：3,000 元', '缴款凭证：票据 001'])
  assert.deepEqual(lines('lead', 'assign', { officers: ['6f1c1c1e-0000-4000-8000-000000000001'] }), [])
})

test('a step of another process says nothing here: steps of one name differ', () => {
  assert.deepEqual(lines('penalty', 'pay', { receipt: '票据 001' }), [])
})
