import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { z } from 'zod'
import { type Board, type BoardIndicator, type BoardQuery, boardsApi } from '#contract/boards'
import type { Cell } from '#contract/indicators'
import { indicatorsApi } from '#contract/indicators-catalogue'
import type { OrgKind } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import { type RecordsAsked, recordsBehind } from '#kernel/indicator'
import { serve } from '#kernel/jobs'
import { openGeneratedYear, today, type UnitKey, units } from '#test/generated-year'
import { idOf } from '#test/planted'
import type { World } from '#test/world'
import { boardIndicators } from './boards.data.ts'

/** A number of a board with the list that the page opens for it. */
interface Opened {
  indicator: BoardIndicator
  cell: Cell
  orgId: string
  from: string
  to: string
  own?: boolean
  kind?: OrgKind
}
interface List {
  total: number
  rows: number
  sum: number
}

const periods = ['2026-02', '2026-06', '2026-11', 2026] as const
const askFor = (period: string | number): z.input<typeof BoardQuery> => (typeof period === 'number' ? { year: period } : { month: period })

describe('a number of a board over a generated year', () => {
  let world: World
  before(async () => {
    world = await openGeneratedYear([...new Set(Object.values(boardIndicators).flat())])
  })
  after(() => world.close())

  const boards = () => world.as('provinceSupervisor', boardsApi)
  const asProvince = <T>(work: (ctx: Ctx) => Promise<T>) =>
    serve(world.house, world.people.provinceSupervisor.token, work, () => new Date(`${today}T02:00:00Z`))

  /** Each list whole, every row of it, read once: the same number stands on many boards. */
  const lists = new Map<string, List>()
  async function listOf(ctx: Ctx, asked: Omit<RecordsAsked, 'page' | 'size'>): Promise<List> {
    const key = JSON.stringify(asked)
    const known = lists.get(key)
    if (known) return known
    const { rows, total } = await recordsBehind(ctx, { ...asked, page: 1, size: 1e6 })
    const list = { total, rows: rows.length, sum: rows.reduce((sum, { value }) => sum + value, 0) }
    lists.set(key, list)
    return list
  }

  /** A ratio opens two lists: the records of the cell are those of its denominator. */
  async function faultsOf(ctx: Ctx, { indicator, cell, orgId, from, to, own = false, kind }: Opened): Promise<string[]> {
    const asked = { indicator: indicator.id, orgId, from, to, own, ...(kind ? { kind } : {}) }
    const list = await listOf(ctx, asked)
    const above = cell.over ? await listOf(ctx, { ...asked, part: 'numerator' }) : null
    // Before one of the two of a ratio was ever counted there is nothing to divide, and the other has its records.
    const sum = cell.over ? cell.over.denominator : cell.value
    const pairs = [
      [list.total, cell.records],
      [list.rows, cell.records],
      ...(sum === null ? [] : [[list.sum, sum]]),
      ...(above && cell.over
        ? [
            [above.rows, above.total],
            [above.sum, cell.over.numerator],
          ]
        : []),
    ]
    return pairs.every(([found, told]) => found === told) ? [] : [`${JSON.stringify(asked)}: lists and board say ${JSON.stringify(pairs)}`]
  }
  async function areLists(cells: readonly Opened[]): Promise<void> {
    const faults = await asProvince(async (ctx) => {
      const found: string[] = []
      for (const cell of cells) found.push(...(await faultsOf(ctx, cell)))
      return found
    })
    assert.deepEqual(faults, [])
  }

  const chosenOf = ({ cards, chosen }: Board) => cards.find(({ indicator }) => indicator.id === chosen)!.indicator
  const cardCells = ({ unit, period: { from, to }, cards }: Board): Opened[] =>
    cards.flatMap(({ indicator, cell, months }) => [
      { indicator, cell, orgId: unit.id, from, to },
      ...months.flatMap(({ month, ...of }) => (month < '2026-01' ? [] : [{ indicator, cell: of, orgId: unit.id, from: month, to: month }])),
    ])
  const rowCells = (board: Board): Opened[] =>
    board.rows.map(({ orgId, own, cell, from, to }) => ({ indicator: chosenOf(board), orgId, own, cell, from, to }))
  async function mapCells(board: Board, query: z.input<typeof BoardQuery>): Promise<Opened[]> {
    const tiles = await boards().map({ params: { orgId: board.unit.id }, query })
    return tiles.map(({ orgId, cell, from, to }) => ({ indicator: chosenOf(board), orgId, cell, from, to }))
  }
  async function levelCells(board: Board, query: z.input<typeof BoardQuery>): Promise<Opened[]> {
    const { unit, period } = board
    const levels = await boards().levels({ params: { orgId: unit.id }, query })
    return levels.map(({ kind, cell }) => ({ indicator: chosenOf(board), orgId: unit.id, kind, cell, from: period.from, to: period.to }))
  }
  const read = (unit: UnitKey, query: z.input<typeof BoardQuery>) => boards().read({ params: { orgId: idOf(world, unit) }, query })

  test('opens to a list with as many rows as it says, which add up to it: cards, their months and the rows of every board', async () => {
    const cells: Opened[] = []
    for (const unit of units)
      for (const period of periods) {
        const board = await read(unit, askFor(period))
        cells.push(...cardCells(board), ...rowCells(board))
      }
    await areLists(cells)
    assert.ok(cells.length > 5000 && lists.size > 1000, `${cells.length} cells, ${lists.size} lists`)
    assert.ok([...lists.values()].filter(({ rows }) => rows > 0).length > 500, 'most lists of such a year hold something')
  })

  test('does so for every indicator, of each unit below, on the map and by level, where a county moved from one city to the other', async () => {
    for (const indicator of boardIndicators.city)
      for (const unit of ['province', 'cityA', 'cityB'] as const) {
        const query = { year: 2026, indicator }
        const board = await read(unit, query)
        await areLists([...rowCells(board), ...(await mapCells(board, query)), ...(await levelCells(board, query))])
      }
  })

  test('is the same list at the front door, page by page', async () => {
    const some = [...lists].filter(([, { rows }]) => rows > 1).filter((_, at) => at % 100 === 0)
    assert.ok(some.length > 3, String(some.length))
    for (const [key, { total }] of some) {
      const { indicator: indicatorId, orgId: org, own, ...asked } = JSON.parse(key)
      const size = Math.min(100, Math.ceil(total / 2))
      const facts = new Set<string>()
      for (let page = 1; page <= Math.ceil(total / size); page++) {
        const query = { ...asked, org, ...(own ? { own: 'yes' as const } : {}), page, size }
        const list = await world.as('provinceSupervisor', indicatorsApi).records({ params: { indicatorId }, query })
        assert.equal(list.total, total, key)
        for (const { fact } of list.rows) facts.add(fact)
      }
      assert.equal(facts.size, total, key)
    }
  })
})
