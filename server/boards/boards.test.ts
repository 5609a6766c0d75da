import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { z } from 'zod'
import { type BoardQuery, boardsApi } from '#contract/boards'
import type { Cell } from '#contract/indicators'
import { indicatorsApi } from '#contract/indicators-catalogue'
import { indicatorOf } from '#kernel/indicator'
import { openGeneratedYear, today, type UnitKey } from '#test/generated-year'
import { idOf } from '#test/planted'
import type { PersonKey, World } from '#test/world'
import { boardIndicators } from './boards.data.ts'

const shown = [...new Set(Object.values(boardIndicators).flat())]

describe('boards over a generated year, with a county that moved to another city in its middle', () => {
  let world: World
  before(async () => {
    world = await openGeneratedYear(shown)
  })
  after(() => world.close())

  const read = (who: PersonKey, unit: UnitKey, query: z.input<typeof BoardQuery> = {}) =>
    world.as(who, boardsApi).read({ params: { orgId: idOf(world, unit) }, query })
  const map = (unit: UnitKey, query: z.input<typeof BoardQuery> = {}) =>
    world.as('provinceSupervisor', boardsApi).map({ params: { orgId: idOf(world, unit) }, query })

  const levelsOf = (unit: UnitKey, query: z.input<typeof BoardQuery>) =>
    world.as('provinceSupervisor', boardsApi).levels({ params: { orgId: idOf(world, unit) }, query })

  test('units below and the unit itself are together what its card says, in every month, before and after the move', async () => {
    for (const unit of ['province', 'cityA', 'cityB', 'county', 'neighbour'] as const)
      for (const month of ['2025-03', '2026-02', '2026-05', '2026-06', '2026-07', '2026-11']) {
        const board = await read('provinceSupervisor', unit, { month })
        const card = board.cards.find(({ indicator }) => indicator.id === board.chosen)!
        const sum = (of: (cell: Cell) => number) => board.rows.reduce((all, { cell }) => all + of(cell), 0)
        assert.equal(
          sum(({ records }) => records),
          card.cell.records,
          `records of ${unit} in ${month}`,
        )
        assert.equal(
          sum(({ value }) => value ?? 0),
          card.cell.value ?? 0,
          `value of ${unit} in ${month}`,
        )
      }
    const names = async (month: string) =>
      (await read('provinceSupervisor', 'cityB', { month })).rows.filter(({ own }) => !own).map(({ name }) => name)
    assert.deepEqual((await names('2026-05')).sort(), ['寅县局'])
    assert.deepEqual((await names('2026-07')).sort(), ['丑县局', '寅县局'])
  })

  test('levels are together what the card says, and each is what its units did themselves', async () => {
    for (const month of ['2026-05', '2026-11'])
      for (const unit of ['province', 'cityB', 'county'] as const) {
        const board = await read('provinceSupervisor', unit, { month })
        const { cell } = board.cards.find((card) => card.indicator.id === board.chosen)!
        const levels = await levelsOf(unit, { month })
        assert.equal(
          levels.reduce((sum, { cell: { records } }) => sum + records, 0),
          cell.records,
        )
      }
    const [levels, { rows }] = [await levelsOf('county', { year: 2026 }), await read('provinceSupervisor', 'county', { year: 2026 })]
    assert.deepEqual(levels.find(({ kind }) => kind === 'county')?.cell, rows.find(({ own }) => own)?.cell)
    assert.deepEqual(levels.find(({ kind }) => kind === 'station')?.cell, rows.find(({ own }) => !own)?.cell)
  })

  /** The same question to both, and their answers as one shape. */
  async function bothSay(unit: UnitKey, indicator: string, asked: z.input<typeof BoardQuery>) {
    const board = await read('provinceSupervisor', unit, { ...asked, indicator })
    const { from, to } = board.period
    const query = { org: board.unit.id, from, to }
    const page = await world.as('provinceSupervisor', indicatorsApi).figures({ params: { indicatorId: indicator }, query })
    const { cell, months } = board.cards.find((card) => card.indicator.id === indicator)!
    const shown = [...page.before, ...page.months].map(({ month }) => month)
    return {
      rows: board.rows,
      ofBoard: [board.rows, { value: cell.value, records: cell.records }, months.filter(({ month }) => shown.includes(month))],
      ofPage: [page.children, page.total, [...page.before, ...page.months]],
    }
  }

  const asked = ['cases.filed', 'cases.inTimeRate', 'cases.overdue', 'supervision.late'].flatMap((indicator) =>
    [{ month: '2026-06' }, { year: 2026 }].map((period) => [indicator, period] as const),
  )
  test('the page of an indicator says what the boards say: numbers, months, lines and ranks', async () => {
    const ranked = new Set<string | null>()
    for (const unit of ['province', 'cityA', 'cityB', 'county', 'station', 'protection'] as const)
      for (const [indicator, period] of asked) {
        const { ofBoard, ofPage, rows } = await bothSay(unit, indicator, period)
        assert.deepEqual(ofPage, ofBoard, `${indicator} of ${unit} in ${JSON.stringify(period)}`)
        for (const { kind } of rows.filter(({ rank }) => rank !== null)) ranked.add(kind)
      }
    assert.deepEqual([...ranked].sort(), ['city', 'county', 'station'])
  })

  test('a county that moved is a line of each city for its months there, and no department is ranked among cities', async () => {
    const rowsOf = async (unit: UnitKey, indicator = 'cases.filed') =>
      (await read('provinceSupervisor', unit, { year: 2026, indicator })).rows
    const stretches = async (unit: UnitKey) =>
      (await rowsOf(unit)).flatMap(({ orgId, from, to, rank }) => (orgId === idOf(world, 'neighbour') ? [[from, to, rank]] : []))
    assert.deepEqual(await stretches('cityA'), [['2026-01', '2026-05', null]])
    assert.deepEqual(await stretches('cityB'), [['2026-06', '2026-11', null]])
    assert.deepEqual(
      (await rowsOf('province', 'supervision.late'))
        .filter(({ rank }) => rank === null)
        .map(({ name, reason }) => [name, reason.replace(/^.*；/, '')]),
      [
        ['保护处', '与参加排名的单位层级不同'],
        ['本级', '本级，不参加排名'],
      ],
    )
  })

  test('a card says what the line of the same unit says on the board above it', async () => {
    for (const month of ['2026-05', '2026-07']) {
      const above = await read('provinceSupervisor', 'province', { month })
      const below = await read('provinceSupervisor', 'cityA', { month, indicator: above.chosen })
      const line = above.rows.find(({ orgId }) => orgId === below.unit.id)
      assert.deepEqual(line?.cell, below.cards.find(({ indicator }) => indicator.id === above.chosen)?.cell)
    }
  })

  test('the map says of a county what its board says, and each tile stands once', async () => {
    const tiles = await map('province', { year: 2026 })
    assert.deepEqual(tiles.map(({ code }) => code).sort(), ['350102', '350103', '350203'])
    const board = await read('provinceSupervisor', 'neighbour', { year: 2026 })
    assert.deepEqual(
      tiles.find(({ code }) => code === '350103')?.cell,
      board.cards.find(({ indicator }) => indicator.id === board.chosen)?.cell,
    )
    assert.equal(tiles.find(({ code }) => code === '350103')?.city.name, '乙市局')
    assert.deepEqual(
      (await map('station')).map(({ code }) => code),
      ['350102'],
    )
  })

  test('a year is the sum of its months, and a month that has not begun is refused', async () => {
    const board = await read('provinceSupervisor', 'province', { year: 2026 })
    const card = board.cards.find(({ indicator }) => indicator.kind === 'flow')!
    const months = card.months.filter(({ month }) => month.startsWith('2026'))
    assert.equal(months.length, 11)
    assert.equal(
      card.cell.value,
      months.reduce((sum, { value }) => sum + (value ?? 0), 0),
    )
    assert.deepEqual([board.period, board.asOf], [{ from: '2026-01', to: '2026-11', running: true }, today])
    await assert.rejects(read('provinceSupervisor', 'province', { month: '2026-12' }), { code: 'invalid' })
    await assert.rejects(read('provinceSupervisor', 'province', { year: 2027 }), { code: 'invalid' })
    await assert.rejects(read('provinceSupervisor', 'province', { indicator: 'nobody.counts' }), { code: 'notFound' })
  })

  test('nobody sees the board, the map or the workbook of a neighbour or of a unit above him', async () => {
    for (const [who, unit] of [
      ['principalHead', 'neighbour'],
      ['principalHead', 'cityA'],
      ['headElsewhere', 'county'],
      ['stationHead', 'county'],
      ['citySupervisor', 'neighbour'], // it has moved away
      ['citySupervisor', 'province'],
    ] as const) {
      const params = { orgId: idOf(world, unit) }
      await assert.rejects(read(who, unit), { code: 'notFound' }, `${who} ${unit}`)
      await assert.rejects(world.as(who, boardsApi).map({ params, query: {} }), { code: 'notFound' })
      await assert.rejects(world.as(who, boardsApi).export({ params, query: {} }), { code: 'notFound' })
    }
    await assert.rejects(read('systemAdmin', 'county'), { code: 'notAllowed' })
    assert.equal((await read('stationHead', 'station')).board, 'unit')
    assert.deepEqual((await read('principalHead', 'county')).above, [])
    assert.deepEqual(
      (await read('citySupervisor', 'county')).above.map(({ name }) => name),
      ['甲市市场监督管理局'],
    )
  })

  test('a county that moved away is a line of the past without a board of its own', async () => {
    const { rows } = await read('citySupervisor', 'cityA', { month: '2026-05' })
    const gone = rows.find(({ name }) => name === '丑县局')
    assert.deepEqual([gone?.opens, gone?.kind], [false, null])
  })

  test('the workbook holds every number that the board shows, with its source and its day', async () => {
    const board = await read('provinceSupervisor', 'cityB', { month: '2026-07' })
    const file = await world.app.inject({
      url: `/api/boards/${board.unit.id}/export?month=2026-07`,
      cookies: { sid: world.people.provinceSupervisor.token },
    })
    assert.match(String(file.headers['content-disposition']), /\.xlsx/)
    const workbook = new Workbook()
    await workbook.xlsx.load(file.rawPayload)
    const rows = workbook.worksheets[0]?.getSheetValues().map((row) => (Array.isArray(row) ? row.map(String) : [])) ?? []
    assert.ok(rows.some(([, lead]) => lead?.includes('数据截至 2026-07-31')))
    const values = (part: string) => rows.filter((row) => row[1] === part).map((row) => row[5] ?? '')
    const words = ({ value }: Cell) => (value === null ? '' : String(value))
    assert.deepEqual(
      values('指标'),
      board.cards.map(({ cell }) => words(cell)),
    )
    assert.deepEqual(
      values('趋势'),
      board.cards.flatMap(({ months }) => months.map(words)),
    )
    assert.deepEqual(
      values('下级'),
      board.rows.map(({ cell }) => words(cell)),
    )
    assert.equal(values('地图').length, 2)
  })
})

test('every indicator of a board is declared, and stands on it once', () => {
  assert.deepEqual(
    shown.filter((id) => !indicatorOf(id)),
    [],
  )
  for (const ids of Object.values(boardIndicators)) assert.equal(new Set(ids).size, ids.length)
})
