import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outOfDate } from './draw.ts'

test('the drawings of processes, the glossary and OpenAPI are those of the code (else: npm run draw)', async () => {
  assert.deepEqual(await outOfDate(), [])
})
