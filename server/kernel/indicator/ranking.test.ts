import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OrgId } from '#contract/common'
import type { Cell } from '#contract/indicators'
import { type Line, rankedRows } from './ranking.ts'

const cell = (value: number | null, records = value ?? 0): Cell => ({ value, records, over: null, provisional: false })

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
