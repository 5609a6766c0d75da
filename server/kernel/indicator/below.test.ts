import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import type { Figure } from '#contract/indicators'
import { linesOfUnit } from './below.ts'

const figure = (month: string, value: number): Figure => ({
  indicator: 'x',
  orgId: 'a' as OrgId, // a unit of this table
  orgName: 'a',
  own: false,
  ...{ month, value, records: value, over: null, source: 'records', provisional: false },
})
const period = { from: '2026-01', to: '2026-11' }

describe('a unit below', () => {
  const flow = (months: readonly Figure[]) =>
    linesOfUnit({ kind: 'flow', standing: false }, months, 'county', period).map(({ from, to, cell }) => [from, to, cell.value])

  test('that left and came back has a line for each stretch, within the period alone', () => {
    const months = ['2025-12', '2026-03', '2026-01', '2026-05', '2026-06', '2026-12'].map((month) => figure(month, 1))
    assert.deepEqual(flow(months), [
      ['2026-01', '2026-01', 1],
      ['2026-03', '2026-03', 1],
      ['2026-05', '2026-06', 2],
    ])
    assert.deepEqual(flow([figure('2025-12', 1), figure('2026-01', 1)]), [['2026-01', '2026-01', 1]])
  })
  test('has nought in a stretch without records if it recorded something in any month that is shown, and else no data', () => {
    assert.deepEqual(flow([figure('2025-02', 4), figure('2026-01', 0)]), [['2026-01', '2026-01', 0]])
    assert.deepEqual(flow([figure('2025-02', 0), figure('2026-01', 0)]), [['2026-01', '2026-01', null]])
  })
  test('has a line of what stands only where it stands at the end', () => {
    const standing = (...months: string[]) =>
      linesOfUnit(
        { kind: 'stock', standing: true },
        months.map((month) => figure(month, 3)),
        'county',
        period,
      ).map(({ from, to }) => [from, to])
    assert.deepEqual(standing('2026-10', '2026-11'), [['2026-11', '2026-11']])
    assert.deepEqual(standing('2026-09', '2026-10'), [])
  })
  test('is opened only within reach, and never its own line', () => {
    const opens = (kind: 'county' | null, own: boolean) =>
      linesOfUnit({ kind: 'flow', standing: false }, [{ ...figure('2026-01', 1), own }], kind, period)[0]?.opens
    assert.deepEqual([opens('county', false), opens('county', true), opens(null, false)], [true, false, false])
  })
})
