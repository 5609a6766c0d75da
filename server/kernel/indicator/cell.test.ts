import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import { type Cell, type Figure, monthsBetween, mostMonths } from '#contract/indicators'
import { cellOf, noData, shownMonths } from './cell.ts'

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

const flow = { kind: 'flow', standing: false } as const
const stock = { kind: 'stock', standing: true } as const
const rate = { kind: 'ratio', standing: false } as const

describe('what is shown with a period', () => {
  test('is its last year and the one before, never a month to come', () => {
    assert.deepEqual(shownMonths({ from: '2026-03', to: '2026-03' }, '2026-11'), { from: '2025-01', to: '2026-11' })
    assert.deepEqual(shownMonths({ from: '2025-01', to: '2025-12' }, '2026-11'), { from: '2024-01', to: '2025-12' })
  })
  test('is what a longer one is compared with too, and still no more than may be asked for', () => {
    assert.deepEqual(shownMonths({ from: '2023-02', to: '2026-01' }, '2027-05'), { from: '2022-02', to: '2026-12' })
    assert.equal(monthsBetween('2022-02', '2026-12') <= mostMonths, true)
  })
})

describe('a number over a period', () => {
  const year = { from: '2026-01', to: '2026-03' }
  test('adds the months of a flow', () =>
    assert.deepEqual(cellOf(flow, [figure('2025-12', 9), figure('2026-01', 2), figure('2026-03', 3)], year), cell(5)))
  test('is what stands at the end of a stock, never the sum of its months', () => {
    assert.deepEqual(cellOf(stock, [figure('2026-02', 40), figure('2026-03', 41)], year), cell(41))
    assert.deepEqual(cellOf(stock, [figure('2026-02', 40)], year), noData)
  })
  test('divides the whole of a ratio, and is no mean of its months', () => {
    assert.deepEqual(cellOf(rate, [ratio('2026-01', 1, 1), ratio('2026-02', 0, 3), ratio('2026-03', 0, 0)], year), {
      value: 25,
      records: 4,
      over: { numerator: 1, denominator: 4 },
      provisional: false,
    })
    assert.equal(cellOf(rate, [ratio('2026-01', 0, 0)], year).value, null)
  })
  test('divides what stands at the end, where stocks are divided', () =>
    assert.equal(cellOf({ kind: 'ratio', standing: true }, [ratio('2026-02', 0, 9), ratio('2026-03', 1, 2)], year).value, 50))
  test('is provisional when one of its months is', () =>
    assert.equal(cellOf(flow, [figure('2026-01', 1), figure('2026-02', 1, { provisional: true })], year).provisional, true))
  test('is nought where something was recorded before or since, and no data where nothing ever was', () => {
    assert.equal(cellOf(flow, [figure('2025-05', 1), figure('2026-02', 0)], year).value, 0)
    assert.equal(cellOf(flow, [figure('2025-05', 0), figure('2026-02', 0)], year).value, null)
  })
  test('is no data in a month that nobody counted', () =>
    assert.equal(cellOf(flow, [figure('2026-02', null), figure('2026-11', 4)], year).value, null))
})
