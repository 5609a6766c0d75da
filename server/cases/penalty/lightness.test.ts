import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Basis } from './basis.ts'
import { basisOn } from './example.ts'
import { compareBases } from './lightness.ts'

const rule = basisOn('TM-205', '2027-05-01')
const verdict = (old: Partial<Basis>, current: Partial<Basis>) => compareBases({ ...rule, ...old }, { ...rule, ...current }, null).lighter
const fines = (of: Partial<Pick<Basis['fines'][number], 'min' | 'max' | 'discretion'>>) => ({
  fines: rule.fines.map((fine) => ({ ...fine, ...of })),
})

test('equal rules leave the old one', () => assert.equal(verdict({}, {}), 'old'))
test('a lower maximum is lighter, a higher is not', () => {
  assert.equal(verdict({}, fines({ max: 99_999 })), 'new')
  assert.equal(verdict({}, fines({ max: 100_001 })), 'old')
})
test('a lower minimum with a higher maximum is for people', () => {
  assert.equal(verdict(fines({ min: 5_000 }), fines({ min: 0, max: 100_001 })), 'undecided')
})
test('"may" is lighter than "shall" at the same amounts', () => {
  assert.equal(verdict({}, fines({ discretion: 'may' })), 'new')
  assert.equal(verdict(fines({ discretion: 'may' }), {}), 'old')
})
test('no fine is lighter than a fine', () => assert.equal(verdict({}, { fines: [] }), 'new'))

test('a measure that the new law adds is heavier, one that it drops is for people', () => {
  const warned = { measures: [...rule.measures, { kinds: ['warning' as const], text: '警告', by: 'local' as const }] }
  assert.equal(verdict({}, warned), 'old')
  assert.equal(verdict(warned, {}), 'undecided')
  assert.equal(verdict({}, { ...warned, ...fines({ max: 50_000 }) }), 'undecided')
})
test('a measure of the national office weighs nothing here', () => {
  const cancelled = {
    measures: [...rule.measures, { kinds: ['cancelRegistration' as const], text: '撤销', by: 'nationalOffice' as const }],
  }
  assert.equal(verdict(cancelled, fines({ max: 50_000 })), 'new')
})
