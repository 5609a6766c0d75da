import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MonthCell } from '#contract/indicators'
import { overMonths, yearBefore } from './over-months.ts'

test('a month without a figure is a gap and moves none of the others, over the turn of a year', () => {
  const figure = (month: string, value: number): MonthCell => ({ month, value, records: value, over: null, provisional: false })
  assert.deepEqual(
    overMonths([figure('2026-01', 5), figure('2025-11', 3)], '2025-11', '2026-01', ({ month, value }) => ({ month, value })),
    [
      { month: '2025-11', value: 3 },
      { month: '2025-12', value: null, opens: null },
      { month: '2026-01', value: 5 },
    ],
  )
  assert.equal(yearBefore('2026-01'), '2025-01')
})
