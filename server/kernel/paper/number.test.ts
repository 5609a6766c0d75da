import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { documentNumber, NumberRule, parseDocumentNumber } from './number.ts'

const words = ['市监处罚', '市监罚告', '市监当罚', '市监不罚', '处罚']

describe('a document number', () => {
  test('has hexagonal brackets and a serial without zeros before it', () => {
    assert.equal(documentNumber({ orgWord: '榕', word: '市监处罚', year: 2026, serial: 15 }), '榕市监处罚〔2026〕15号')
    assert.equal(documentNumber({ orgWord: '泉丰', word: '市监处罚', year: 2026, serial: 3 }), '泉丰市监处罚〔2026〕3号')
  })

  test('follows the rule of a bureau that pads or uses words of its own', () => {
    const rule = NumberRule.parse({ digits: 3, suffix: '字', words: { 市监处罚: '市监处' } })
    const number = { orgWord: '沙', word: '市监处罚', year: 2021, serial: 11 }
    assert.equal(documentNumber(number, rule), '沙市监处字〔2021〕011号')
    assert.deepEqual(parseDocumentNumber('沙市监处字〔2021〕011号', words, rule), number)
  })

  test('is read back, the longest known word first', () => {
    for (const number of [
      { orgWord: '榕', word: '市监处罚', year: 2026, serial: 15 },
      { orgWord: '津宝队', word: '市监处罚', year: 2024, serial: 130 },
      { orgWord: '闽', word: '市监罚告', year: 2026, serial: 1 },
    ])
      assert.deepEqual(parseDocumentNumber(documentNumber(number), words), number)
  })

  for (const [text, why] of [
    ['榕市监处罚[2026]15号', 'square brackets'],
    ['榕市监处罚（2026）15号', 'round brackets'],
    ['榕市监处罚〔26〕15号', 'a year of two digits'],
    ['榕市监处罚〔2026〕0号', 'a serial of nought'],
    ['榕市监处罚〔2026〕15', 'no 号'],
    ['榕市监奖励〔2026〕15号', 'an unknown word'],
  ] as const)
    test(`is not ${why}`, () => assert.equal(parseDocumentNumber(text, words), undefined))

  test('refuses a serial or a year that cannot be', () => {
    assert.throws(() => documentNumber({ orgWord: '榕', word: '市监处罚', year: 2026, serial: 0 }), RangeError)
    assert.throws(() => documentNumber({ orgWord: '榕', word: '市监处罚', year: 26, serial: 1 }), RangeError)
  })
})
