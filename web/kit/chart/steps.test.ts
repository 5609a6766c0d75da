import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { stepAt, stepsOf } from './steps.ts'

describe('the colours of a map', () => {
  test('are one for each value while there are few', () => {
    assert.deepEqual(stepsOf([3, 0, 3, null, 7], 5), [0, 3, 7])
    assert.deepEqual(stepsOf([null, null], 5), [])
  })
  test('divide many values into parts of equal length, whatever the largest is', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10_000]
    const borders = stepsOf(values, 5)
    assert.deepEqual(borders, [1, 3, 5, 7, 9])
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((step) => values.filter((value) => stepAt(borders, value) === step).length),
      [2, 2, 2, 2, 2],
    )
  })
  test('have no two borders at one value, and a value at a border stands above it', () => {
    const borders = stepsOf([0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5], 5)
    assert.equal(new Set(borders).size, borders.length)
    assert.equal(stepAt([0, 3, 7], 3), 1)
    assert.equal(stepAt([0, 3, 7], 2), 0)
    assert.equal(stepAt([0, 3, 7], 99), 2)
  })
})
