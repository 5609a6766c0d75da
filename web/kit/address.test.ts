import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { PageQuery } from '#contract/common'
import { lenient, parseAddress, printAddress } from './address-text.ts'

const Filter = z.strictObject({ ...PageQuery, state: z.enum(['filed', 'closed']).optional(), text: z.string().optional() })

test('an address keeps a number that looks like one as the text it is', () => {
  assert.deepEqual(parseAddress('?text=00120&state=filed'), { text: '00120', state: 'filed' })
})

test('what was printed is read again', () => {
  const values = { text: '甲 & 乙', state: ['a', 'b'], empty: '', none: undefined }
  assert.deepEqual(parseAddress(printAddress(values)), { text: '甲 & 乙', state: ['a', 'b'] })
})

test('a wrong or unknown part of an address is left out, and the rest holds', () => {
  assert.deepEqual(lenient(Filter, parseAddress('?page=3&state=gone&utm=x&text=甲')), { page: 3, size: 20, text: '甲' })
})
