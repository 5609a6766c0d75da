import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basisOn } from './example.ts'
import { illegalGainsRule, judgeMeasures } from './measures.ts'

test('a measure that the rule names is no question, an order never is', () => {
  assert.deepEqual(judgeMeasures(basisOn('PT-101', '2026-05-01'), ['confiscateGains', 'announce', 'orderStopSale']), [])
})

test('confiscating gains in a trademark case asks for a statement', () => {
  const [doubt] = judgeMeasures(basisOn('TM-103', '2026-05-01'), ['confiscateGains'])
  assert.equal(doubt?.needs, 'statement')
  assert.match(doubt?.sentence ?? '', /第28条第2款.*未核实/)
})

test('any other measure that the rule does not name asks for another basis', () => {
  assert.equal(judgeMeasures(basisOn('TM-103', '2026-05-01'), ['revokeLicence'])[0]?.needs, 'anotherBasis')
  assert.equal(judgeMeasures(basisOn('TM-103', '2027-05-01'), ['destroyGoods'])[0]?.needs, 'anotherBasis', 'the law of 2026 dropped it')
})

test('a measure of the national office cannot be taken here', () => {
  assert.equal(judgeMeasures(basisOn('PA-101', '2026-05-01'), ['revokeLicence'])[0]?.needs, 'anotherBasis')
})

test('the rule on illegal gains begins on 2026-03-20 and marks what is disputed', () => {
  assert.equal(illegalGainsRule('TM-103', '2026-03-19').computable, false)
  const patent = illegalGainsRule('PT-101', '2026-03-20')
  assert.equal(patent.computable, true)
  assert.match(patent.marks.join(), /第47条口径冲突，未核实/)
  assert.doesNotMatch(illegalGainsRule('SM-102', '2026-03-20').marks.join(), /商标法|第47条/)
})
