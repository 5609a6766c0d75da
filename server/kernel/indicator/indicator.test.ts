import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Counting, openCounting } from '#test/counting'
import { figuresOf, indicatorOf, recordsBehind, registerIndicators, reverseFacts, totalOf } from './index.ts'

describe('what is counted', () => {
  let w: Counting
  before(async () => {
    w = await openCounting('2026-03-20', {
      flows: ['t.seen', 't.void', 't.later', 't.amount', 't.done', 't.asked', 't.rest'],
      stocks: ['t.standing', 't.twice'],
    })
  })
  after(() => w.close())

  test('is seen from the unit and from above, in the month of its day, and not from the side', async () => {
    await w.count(
      't.seen',
      'station',
      { day: '2026-02-28', record: 'a' },
      { day: '2026-03-01', record: 'b' },
      { day: '2026-03-02', record: 'c' },
    )
    for (const [who, unit] of [
      ['stationHead', 'station'],
      ['principalHead', 'county'],
      ['provinceSupervisor', 'province'],
    ] as const) {
      const { values, records, rows } = await w.look(who, 't.seen', unit, '2026-01', '2026-03')
      assert.deepEqual(
        [values, records],
        [
          [null, 1, 2],
          [0, 1, 2],
        ],
      )
      assert.deepEqual(
        rows.map(({ day, title }) => [day, title]),
        [
          ['2026-03-02', '记录c'],
          ['2026-03-01', '记录b'],
          ['2026-02-28', '记录a'],
        ],
      )
    }
    assert.deepEqual((await w.look('citySupervisor', 't.seen', 'neighbour', '2026-03')).values, [0])
    for (const [who, unit] of [
      ['headElsewhere', 'county'],
      ['principalHead', 'neighbour'],
      ['principalHead', 'cityA'],
      ['stationHead', 'county'],
      ['systemAdmin', 'county'],
      ['auditAdmin', 'province'],
    ] as const) {
      const asked = { orgId: w.org(unit), from: '2026-03', to: '2026-03' }
      await assert.rejects(
        w.as(who, (ctx) => figuresOf(ctx, { ...asked, indicators: ['t.seen'], by: 'child' })),
        { code: 'notFound' },
      )
      await assert.rejects(
        w.as(who, (ctx) => recordsBehind(ctx, { ...asked, indicator: 't.seen', page: 1, size: 10 })),
        { code: 'notFound' },
      )
    }
  })

  test('has lines of the units below and one of what the unit did itself, which together are the number', async () => {
    for (const unit of ['province', 'cityA', 'county', 'station', 'countyB'])
      await w.count('t.rest', unit, { day: '2026-03-05', record: unit, value: 2 })
    const by = (by: 'self' | 'child', unit = 'cityA') =>
      w.as('provinceHead', (ctx) => figuresOf(ctx, { indicators: ['t.rest'], orgId: w.org(unit), from: '2026-03', to: '2026-03', by }))
    assert.deepEqual(
      (await by('child')).map(({ orgName, own, value, records }) => [orgName, own, value, records]),
      [
        ['本级', true, 2, 1],
        ['子县局', false, 4, 2],
        ['丑县局', false, 0, 0],
      ],
    )
    assert.deepEqual(
      (await by('self')).map(({ value, records }) => [value, records]),
      [[6, 3]],
    )
    assert.deepEqual(
      (await by('self', 'province')).map(({ value }) => value),
      [10],
    )
    const asked = { indicator: 't.rest', orgId: w.org('cityA'), from: '2026-03', to: '2026-03', page: 1, size: 10, own: true }
    const { rows, total } = await w.as('cityHead', (ctx) => recordsBehind(ctx, asked))
    assert.deepEqual([rows.map(({ orgName }) => orgName), total], [['甲市局'], 1])
  })

  test('and was never done is gone from its month; what ended in a later month is a record of that month', async () => {
    for (const indicator of ['t.void', 't.later'])
      await w.count(indicator, 'county', { day: '2026-02-10', record: 'x' }, { day: '2026-02-11', record: 'y' })
    assert.equal(await w.service((ctx) => reverseFacts(ctx, [{ indicator: 't.void', record: 'x' }])), 1)
    assert.equal(await w.service((ctx) => reverseFacts(ctx, [{ indicator: 't.later', record: 'x', day: '2026-03-02' }])), 1)
    const gone = await w.look('principalHead', 't.void', 'county', '2026-02', '2026-03')
    assert.deepEqual([gone.values, gone.records, gone.rows.length], [[1, 0], [1, 0], 1])
    const later = await w.look('principalHead', 't.later', 'county', '2026-02', '2026-03')
    assert.deepEqual(
      [later.values, later.records, later.rows.map(({ value }) => value)],
      [
        [2, -1],
        [2, 1],
        [-1, 1, 1],
      ],
    )
    assert.equal(await w.service((ctx) => reverseFacts(ctx, [{ indicator: 't.void', record: 'x' }])), 0, 'once')
  })

  test('as an amount may go down: a record of its own', async () => {
    await w.count('t.amount', 'county', { day: '2026-02-10', record: 'case', value: 5000 })
    await w.count('t.amount', 'county', { day: '2026-03-10', record: 'case', value: -2000 })
    const { values, rows } = await w.look('principalHead', 't.amount', 'county', '2026-02', '2026-03')
    assert.deepEqual([values, rows.length], [[5000, -2000], 2])
  })

  test('as a stock is what stands at the end of a month; the list has who stood then', async () => {
    await w.count('t.standing', 'station', { day: '2026-01-15', record: 'a' }, { day: '2026-02-01', record: 'b' })
    await w.count('t.standing', 'county', { day: '2026-02-28', record: 'c' })
    await w.count('t.standing', 'station', { day: '2026-03-03', record: 'a', value: -1 })
    const all = await w.look('principalHead', 't.standing', 'county', '2025-12', '2026-03')
    assert.deepEqual(
      [all.values, all.records],
      [
        [null, 1, 3, 2],
        [0, 1, 3, 2],
      ],
    )
    assert.deepEqual(
      all.rows.map(({ day }) => day),
      ['2026-02-28', '2026-02-01'],
    )
    assert.equal((await w.look('principalHead', 't.standing', 'county', '2026-01', '2026-02')).rows.length, 3)
    // Nothing happened in the present month, and all the same it stands.
    w.setDay('2026-05-20')
    assert.deepEqual((await w.look('principalHead', 't.standing', 'county', '2026-04', '2026-05')).values, [2, 2])
    w.setDay('2026-03-20')
    const months = await w.as('principalHead', (ctx) =>
      figuresOf(ctx, { indicators: ['t.standing'], orgId: w.org('county'), from: '2026-01', to: '2026-03', by: 'self' }),
    )
    assert.equal(totalOf({ kind: 'stock', standing: true }, months)?.value, 2)
  })

  test('and stands already does not stand twice, and what never stood cannot fall', async () => {
    for (const day of ['2026-03-01', '2026-03-02']) await w.count('t.twice', 'county', { day, record: 'a' })
    await w.count('t.twice', 'county', { day: '2026-03-03', record: 'b', value: -1 })
    assert.deepEqual((await w.look('principalHead', 't.twice', 'county', '2026-03')).values, [1])
  })

  test('as a ratio is one over the other, over several months as over one, and nothing over nothing is no figure', async () => {
    registerIndicators([{ ...indicatorOf('t.done')!, id: 't.rate', kind: 'ratio', over: { numerator: 't.done', denominator: 't.asked' } }])
    await w.count('t.asked', 'county', ...['a', 'b', 'c', 'd'].map((record) => ({ day: '2026-01-10', record })), {
      day: '2026-03-01',
      record: 'e',
    })
    await w.count('t.done', 'county', { day: '2026-01-20', record: 'a' })
    await w.count('t.done', 'county', { day: '2026-03-20', record: 'e' })
    const months = await w.as('principalHead', (ctx) =>
      figuresOf(ctx, { indicators: ['t.rate'], orgId: w.org('county'), from: '2026-01', to: '2026-03', by: 'self' }),
    )
    assert.deepEqual(
      months.map(({ value, records }) => [value, records]),
      [
        [25, 4],
        [null, 0],
        [100, 1],
      ],
    )
    const whole = totalOf({ kind: 'ratio', standing: false }, months)
    assert.deepEqual([whole?.value, whole?.over, whole?.records], [40, { numerator: 2, denominator: 5 }, 5])
    const list = (part: 'numerator' | 'denominator') =>
      w.as('principalHead', (ctx) =>
        recordsBehind(ctx, { indicator: 't.rate', orgId: w.org('county'), from: '2026-01', to: '2026-03', page: 1, size: 10, part }),
      )
    assert.deepEqual([(await list('numerator')).rows.length, (await list('denominator')).rows.length], [2, 5])
  })
})
