import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import type { Cell, Figure } from '#contract/indicators'
import { noData } from '#kernel/indicator'
import { comparisonOf, isWhole, monthBefore, periodOf, yearBefore } from './board.rules.ts'

const figure = (month: string, value: number | null, more: Partial<Figure> = {}): Figure => ({
  indicator: 'x',
  orgId: 'a' as OrgId, // a unit of this table
  orgName: 'a',
  own: false,
  month,
  value,
  records: value ?? 0,
  over: null,
  source: 'records',
  provisional: false,
  ...more,
})
const ratio = (month: string, numerator: number, denominator: number) =>
  figure(month, denominator === 0 ? null : (100 * numerator) / denominator, { records: denominator, over: { numerator, denominator } })
const cell = (value: number | null, records = value ?? 0): Cell => ({ value, records, over: null, provisional: false })

describe('the period of a board', () => {
  test('is a month, or the months of a year that have begun', () => {
    assert.deepEqual(periodOf({}, '2026-11'), { from: '2026-11', to: '2026-11', running: true })
    assert.deepEqual(periodOf({ month: '2026-03' }, '2026-11'), { from: '2026-03', to: '2026-03', running: false })
    assert.deepEqual(periodOf({ year: 2026 }, '2026-11'), { from: '2026-01', to: '2026-11', running: true })
    assert.deepEqual(periodOf({ year: 2025 }, '2026-11'), { from: '2025-01', to: '2025-12', running: false })
  })
  test('has neighbours over the turn of a year', () => {
    assert.deepEqual([monthBefore('2026-01'), monthBefore('2026-11')], ['2025-12', '2026-10'])
    assert.deepEqual(yearBefore({ from: '2026-01', to: '2026-11', running: true }), { from: '2025-01', to: '2025-11', running: false })
  })
})

const flow = { kind: 'flow', standing: false } as const
const stock = { kind: 'stock', standing: true } as const
const rate = { kind: 'ratio', standing: false } as const

describe('a comparison', () => {
  const than = { from: '2025-03', to: '2025-03', running: false }
  test('is not shown without a base', () => assert.equal(comparisonOf('flow', cell(3), noData, than, false), null))
  test('is in per cent, of a ratio in points', () => {
    assert.deepEqual(comparisonOf('flow', cell(3), cell(4), than, false), { from: '2025-03', to: '2025-03', base: 4, change: -25 })
    assert.equal(comparisonOf('ratio', cell(62.5), cell(50), than, false)?.change, 12.5)
  })
  test('has no base where a month of it was not counted or is missing; of what stands the last month is enough', () => {
    const base = { from: '2025-01', to: '2025-03' }
    const counted = [figure('2025-01', 2), figure('2025-02', 0), figure('2025-03', 1)]
    assert.equal(isWhole(flow, counted, base), true)
    assert.equal(isWhole(flow, [figure('2025-01', null), ...counted.slice(1)], base), false)
    assert.equal(isWhole(flow, counted.slice(1), base), false)
    assert.equal(isWhole(stock, counted.slice(2), base), true)
    assert.equal(isWhole(stock, counted.slice(0, 2), base), false)
    assert.equal(isWhole(rate, [ratio('2025-01', 0, 0), ratio('2025-02', 1, 2), ratio('2025-03', 1, 2)], base), true)
  })
  test('has no per cent over nought, nor of a period that still runs, nor without a figure', () => {
    assert.deepEqual(comparisonOf('flow', cell(3), cell(0), than, false), { from: '2025-03', to: '2025-03', base: 0, change: null })
    assert.equal(comparisonOf('flow', cell(3), cell(4), than, true)?.change, null)
    assert.equal(comparisonOf('flow', noData, cell(4), than, false)?.change, null)
  })
})
