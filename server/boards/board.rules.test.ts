import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BoardCell } from '#contract/boards'
import type { OrgId } from '#contract/common'
import type { Figure } from '#contract/indicators'
import { stretchesOf } from '#kernel/indicator'
import {
  cellOf,
  comparisonOf,
  isWhole,
  type Line,
  monthBefore,
  noData,
  periodOf,
  rankedRows,
  shownMonths,
  yearBefore,
} from './board.rules.ts'

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
const cell = (value: number | null, records = value ?? 0): BoardCell => ({ value, records, over: null, provisional: false })

describe('the period of a board', () => {
  test('is a month, or the months of a year that have begun', () => {
    assert.deepEqual(periodOf({}, '2026-11'), { from: '2026-11', to: '2026-11', running: true })
    assert.deepEqual(periodOf({ month: '2026-03' }, '2026-11'), { from: '2026-03', to: '2026-03', running: false })
    assert.deepEqual(periodOf({ year: 2026 }, '2026-11'), { from: '2026-01', to: '2026-11', running: true })
    assert.deepEqual(periodOf({ year: 2025 }, '2026-11'), { from: '2025-01', to: '2025-12', running: false })
  })
  test('is shown with its year and the year before, never with a month to come', () => {
    assert.deepEqual(shownMonths(periodOf({ month: '2026-03' }, '2026-11'), '2026-11'), { from: '2025-01', to: '2026-11' })
    assert.deepEqual(shownMonths(periodOf({ year: 2025 }, '2026-11'), '2026-11'), { from: '2024-01', to: '2025-12' })
  })
  test('has neighbours over the turn of a year', () => {
    assert.deepEqual([monthBefore('2026-01'), monthBefore('2026-11')], ['2025-12', '2026-10'])
    assert.deepEqual(yearBefore({ from: '2026-01', to: '2026-11', running: true }), { from: '2025-01', to: '2025-11', running: false })
  })
})

const flow = { kind: 'flow', standing: false } as const
const stock = { kind: 'stock', standing: true } as const
const rate = { kind: 'ratio', standing: false } as const

describe('a unit below', () => {
  test('that left and came back has a line for each stretch, within the period alone', () => {
    const months = ['2025-12', '2026-03', '2026-01', '2026-05', '2026-06', '2026-12'].map((month) => figure(month, 1))
    assert.deepEqual(
      stretchesOf(months, { from: '2026-01', to: '2026-11' }).map((stretch) => stretch.map(({ month }) => month)),
      [['2026-01'], ['2026-03'], ['2026-05', '2026-06']],
    )
    assert.equal(stretchesOf([figure('2025-12', 1), figure('2026-01', 1)], { from: '2025-01', to: '2026-11' }).length, 1)
  })
})

describe('a number of a board', () => {
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

describe('a ranking', () => {
  const line = (name: string, value: number | null, more: Partial<Line> = {}): Line => ({
    orgId: name as OrgId, // a unit of this table
    name,
    own: false,
    kind: 'county',
    cell: cell(value),
    from: '2026-01',
    to: '2026-11',
    opens: true,
    ...more,
  })
  const about = { kind: 'city', period: { from: '2026-01', to: '2026-11' }, unit: '件', direction: 'more', over: null } as const
  const ranks = (lines: readonly Line[], more: object = {}) =>
    rankedRows(lines, { ...about, ...more }).map(({ name, rank }) => `${rank ?? '-'} ${name}`)

  test('gives equal figures one rank and leaves the next one out', () =>
    assert.deepEqual(ranks([line('甲', 3), line('乙', 7), line('丙', 3), line('丁', 1)]), ['1 乙', '2 丙', '2 甲', '4 丁']))
  test('begins with the least where less is better', () =>
    assert.deepEqual(ranks([line('甲', 3), line('乙', 7)], { direction: 'less' }), ['1 甲', '2 乙']))
  test('leaves out who has no data, the unit itself, who is no peer, and everybody where nothing says what is better', () => {
    const lines = [
      line('甲', 3),
      line('乙', null),
      line('本级', 9, { own: true }),
      line('处', 8, { kind: 'department' }),
      line('去', 2, { kind: null }),
    ]
    assert.deepEqual(ranks(lines), ['1 甲', '- 处', '- 去', '- 乙', '- 本级'])
    assert.deepEqual(
      rankedRows(lines, about).map(({ reason }) => reason),
      ['', '与参加排名的单位层级不同', '与参加排名的单位层级不同', '没有记录，不参加排名', '本级，不参加排名'],
    )
    assert.deepEqual(ranks([line('甲', 3)], { direction: null }), ['- 甲'])
  })
  test('says that there was nothing to divide by, where that is why', () => {
    const none = line('甲', null, { cell: { value: null, records: 0, over: { numerator: 0, denominator: 0 }, provisional: false } })
    assert.equal(rankedRows([none], about)[0]?.reason, '本期分母为 0，不参加排名')
  })
  test('leaves out whoever is no peer and recorded nothing', () =>
    assert.deepEqual(
      ranks([line('甲', 3), line('处', null, { kind: 'department' }), line('本级', null, { own: true, kind: 'city' }), line('乙', null)]),
      ['1 甲', '- 乙'],
    ))
  test('leaves out who stood there for a part of the period only', () => {
    const [row] = rankedRows([line('甲', 3, { from: '2026-06' })], about)
    assert.deepEqual([row?.rank, row?.reason], [null, '只计隶属期间 2026-06 至 2026-11，不参加排名'])
  })
  test('says what was divided by what, with whom a rank is shared, and what several records add up to', () => {
    const share = (name: string, numerator: number, denominator: number) =>
      line(name, 0, {
        cell: { value: (100 * numerator) / denominator, records: denominator, over: { numerator, denominator }, provisional: false },
      })
    const rows = rankedRows([share('甲', 1, 2), share('乙', 2, 4)], {
      ...about,
      unit: '%',
      over: { numerator: '按期办结', denominator: '应办结' },
    })
    assert.deepEqual(
      rows.map(({ name, rank, reason }) => [name, rank, reason]),
      [
        ['甲', 1, '按期办结 1 ÷ 应办结 2；与另外 1 个单位并列'],
        ['乙', 1, '按期办结 2 ÷ 应办结 4；与另外 1 个单位并列'],
      ],
    )
    assert.equal(rankedRows([line('甲', 5000, { cell: cell(5000, 2) })], { ...about, unit: '元' })[0]?.reason, '2 条记录合计 5,000元')
  })
})
