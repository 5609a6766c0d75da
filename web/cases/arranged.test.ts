import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonSchema } from '../kit/step-fields.ts'
import { arranged } from './arranged.ts'

const text: JsonSchema = { type: 'string' }
const party: JsonSchema = { type: 'object', properties: { name: text, kind: text, phone: text, creditCode: text } }
const schema: JsonSchema = {
  type: 'object',
  properties: { informant: text, parties: { type: 'array', items: party }, content: text, divisionCode: text, foundOn: text, source: text },
}
const order = (found: JsonSchema) => Object.keys(found.properties ?? {})

test('what is named comes first in that order, then the rest, then the parties, and the informant last', () => {
  assert.deepEqual(order(arranged(schema, ['source', 'foundOn'])), ['source', 'foundOn', 'content', 'divisionCode', 'parties', 'informant'])
})

test('of a party the name and kind are asked at once, the rest can wait', () => {
  const found = arranged(schema, []).properties?.parties?.items?.properties ?? {}
  assert.deepEqual(
    Object.entries(found).map(([name, one]) => [name, one.more === true]),
    [
      ['name', false],
      ['kind', false],
      ['phone', true],
      ['creditCode', true],
    ],
  )
})

test('a division is chosen by its name, and everything else stays as the contract says it', () => {
  const { divisionCode, content } = arranged(schema, []).properties ?? {}
  assert.equal(divisionCode?.title, '所在县（市、区）')
  assert.equal(content, text)
  assert.equal(schema.properties?.divisionCode, text)
})
