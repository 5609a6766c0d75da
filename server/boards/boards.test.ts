import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import type { z } from 'zod'
import { type Board, type BoardIndicator, type BoardQuery, boardsApi } from '#contract/boards'
import type { OrgId } from '#contract/common'
import type { Cell } from '#contract/indicators'
import { indicatorsApi } from '#contract/indicators-catalogue'
import { OrgKind, orgsApi } from '#contract/orgs'
import type { Ctx } from '#kernel/house'
import { countFacts, type Fact, indicatorOf, recordsBehind, reverseFacts } from '#kernel/indicator'
import { serve } from '#kernel/jobs'
import { openCaseWorld } from '#test/case-world'
import { idOf, paper } from '#test/planted'
import { fc } from '#test/property'
import type { PersonKey, World } from '#test/world'
import { boardIndicators } from './boards.data.ts'

const today = '2026-11-22'
const movedOn = '2026-06-10'
const units = ['province', 'cityA', 'cityB', 'county', 'neighbour', 'countyB', 'station', 'stationElsewhere'] as const
type UnitKey = (typeof units)[number]

/** What boards show and what is counted for it: of a ratio, its two. */
const shown = [...new Set(Object.values(boardIndicators).flat())]
const countedFor = (id: string) => Object.values(indicatorOf(id)?.over ?? { id })

/** A year of acts, two years long: where, what, when, how much, and what was taken back later. */
const acts = () =>
  fc.record({
    unit: fc.constantFrom(...units),
    indicator: fc.constantFrom(...new Set(shown.flatMap(countedFor))),
    month: fc.integer({ min: 0, max: 22 }),
    day: fc.integer({ min: 1, max: 28 }),
    value: fc.constantFrom(1, 1, 1, 250),
    backAfter: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 4 }),
  })
type Act = ReturnType<typeof acts> extends fc.Arbitrary<infer A> ? A : never

const dayOf = (month: number, day: number) => {
  const at = `${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return at > today ? today : at
}

describe('boards over a generated year, with a county that moved to another city in its middle', () => {
  let world: World
  let close: () => Promise<void>
  before(async () => {
    const w = await openCaseWorld('2026-03-03')
    ;[world, close] = [w.world, w.close]
    // A few acts through the front door; the others are counted as rooms count them.
    await w.register('officer')
    await w.register('stationOfficer')
    await w.file()
    const generated = fc.sample(acts(), 400)
    await live(generated, (act) => dayOf(act.month, act.day) < movedOn)
    world.setDay(movedOn)
    const orgId = idOf(world, 'neighbour')
    const admin = world.as('systemAdmin', orgsApi)
    const { version } = await admin.read({ params: { orgId } })
    await admin.move({ params: { orgId }, version, body: { parentId: idOf(world, 'cityB'), from: movedOn, paper } })
    await live(generated, (act) => dayOf(act.month, act.day) >= movedOn)
  })
  after(() => close())

  async function live(all: readonly Act[], when: (act: Act) => boolean) {
    world.setDay(today)
    await world.inService(async (ctx) => {
      for (const act of all) {
        if (!when(act)) continue
        const record = randomUUID()
        const stock = indicatorOf(act.indicator)?.kind === 'stock'
        const fact: Fact = {
          indicator: act.indicator,
          orgId: idOf(world, act.unit),
          day: dayOf(act.month, act.day),
          value: stock ? 1 : act.value,
          record,
        }
        await countFacts(ctx, [fact])
        if (act.backAfter !== null)
          await reverseFacts(ctx, [{ indicator: act.indicator, record, day: dayOf(act.month + act.backAfter, 28) }])
      }
    })
  }

  const read = (who: PersonKey, unit: UnitKey, query: z.input<typeof BoardQuery> = {}) =>
    world.as(who, boardsApi).read({ params: { orgId: idOf(world, unit) }, query })
  const map = (unit: UnitKey, query: z.input<typeof BoardQuery> = {}) =>
    world.as('provinceSupervisor', boardsApi).map({ params: { orgId: idOf(world, unit) }, query })

  const levelsOf = (unit: UnitKey, query: z.input<typeof BoardQuery>) =>
    world.as('provinceSupervisor', boardsApi).levels({ params: { orgId: idOf(world, unit) }, query })

  /** How long each list is, asked once: the same cell stands on many boards. By the kernel for all, and every fiftieth through the front door too. */
  const lists = new Map<string, number>()
  const asProvince = <T>(work: (ctx: Ctx) => Promise<T>) =>
    serve(world.house, world.people.provinceSupervisor.token, work, () => new Date(`${today}T02:00:00Z`))
  async function lengthOf(ctx: Ctx, { indicator, org, from, to, own = false, kind }: Asked): Promise<number> {
    const key = [indicator, org, from, to, own, kind].join(' ')
    const known = lists.get(key) ?? (await recordsBehind(ctx, { indicator, orgId: org, from, to, own, kind, page: 1, size: 1 })).total
    lists.set(key, known)
    return known
  }
  async function frontDoorSays([key, length]: [string, number]): Promise<void> {
    const [indicatorId = '', org = '', from = '', to = '', own, kind] = key.split(' ')
    const query = {
      org: org as OrgId,
      from,
      to,
      ...(own === 'true' ? { own: 'yes' as const } : {}),
      ...(kind ? { kind: OrgKind.parse(kind) } : {}),
      size: 100,
    } // an id of this world
    const list = await world.as('provinceSupervisor', indicatorsApi).records({ params: { indicatorId }, query })
    assert.deepEqual([list.total, list.rows.length], [length, Math.min(length, 100)], key)
  }

  interface Asked {
    indicator: string
    org: string
    from: string
    to: string
    own?: boolean
    kind?: OrgKind
  }
  interface Opened {
    indicator: BoardIndicator
    org: string
    from: string
    to: string
    own?: boolean
    kind?: OrgKind
    cell: Cell
  }
  /** Opens a number as the page does. A ratio opens two lists, each as long as the number of its part's records. */
  async function isAsLong(ctx: Ctx, { indicator: { id, over }, cell, ...where }: Opened): Promise<string[]> {
    const length = await lengthOf(ctx, { indicator: over?.denominator ?? id, ...where })
    return length === cell.records ? [] : [`${id} of ${Object.values(where)}: ${cell.records} on the board, ${length} in the list`]
  }

  const periods = ['2026-02', '2026-06', '2026-11', 2026] as const
  const askFor = (period: string | number) => (typeof period === 'number' ? { year: period } : { month: period })

  function cellsOf(board: Board): Opened[] {
    const [org, { from, to }] = [board.unit.id, board.period]
    const chosen = board.cards.find(({ indicator }) => indicator.id === board.chosen)!.indicator
    return [
      ...board.cards.map(({ indicator, cell }) => ({ indicator, org, from, to, cell })),
      ...board.cards.flatMap(({ indicator, months }) =>
        months.flatMap(({ month, ...cell }) => (month < '2026-01' ? [] : [{ indicator, org, from: month, to: month, cell }])),
      ),
      ...board.rows.map(({ orgId, own, cell, from, to }) => ({ indicator: chosen, org: orgId, from, to, own, cell })),
    ]
  }

  /** Every unit in every period; and every indicator over its year at the units that a move went between. */
  async function everyCell(): Promise<Opened[]> {
    const cells: Opened[] = []
    for (const unit of units) for (const period of periods) cells.push(...cellsOf(await read('provinceSupervisor', unit, askFor(period))))
    for (const indicator of boardIndicators.city)
      for (const unit of ['cityA', 'cityB'] as const)
        cells.push(...cellsOf(await read('provinceSupervisor', unit, { year: 2026, indicator })))
    return cells
  }

  test('every number of every board opens to a list as long as it says', async () => {
    const cells = await everyCell()
    const faults = await asProvince(async (ctx) => {
      const found: string[] = []
      for (const cell of cells) found.push(...(await isAsLong(ctx, cell)))
      return found
    })
    assert.deepEqual(faults, [])
    assert.ok(cells.length > 5000 && lists.size > 1000, `${cells.length} cells, ${lists.size} lists`)
    for (const list of [...lists].filter((_, at) => at % 50 === 0)) await frontDoorSays(list)
  })

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

  test('levels are together what the card says, each is what its units did themselves, and opens to as long a list', async () => {
    for (const month of ['2026-05', '2026-11'])
      for (const unit of ['province', 'cityB', 'county'] as const) {
        const board = await read('provinceSupervisor', unit, { month })
        const { indicator, cell } = board.cards.find((card) => card.indicator.id === board.chosen)!
        const levels = await levelsOf(unit, { month })
        assert.equal(
          levels.reduce((sum, { cell: { records } }) => sum + records, 0),
          cell.records,
        )
        const opened = levels.map(({ kind, cell: own }) => ({ indicator, org: board.unit.id, from: month, to: month, kind, cell: own }))
        const faults = await asProvince(async (ctx) => {
          const found: string[] = []
          for (const one of opened) found.push(...(await isAsLong(ctx, one)))
          return found
        })
        assert.deepEqual(faults, [])
      }
    const [levels, { rows }] = [await levelsOf('county', { year: 2026 }), await read('provinceSupervisor', 'county', { year: 2026 })]
    assert.deepEqual(levels.find(({ kind }) => kind === 'county')?.cell, rows.find(({ own }) => own)?.cell)
    assert.deepEqual(levels.find(({ kind }) => kind === 'station')?.cell, rows.find(({ own }) => !own)?.cell)
  })

  test('a line of the indicator page opens the months in which the unit stood there: before and after the move', async () => {
    const moved: unknown[] = []
    for (const unit of ['cityA', 'cityB'] as const) {
      const asked = { params: { indicatorId: 'cases.filed' }, query: { org: idOf(world, unit), from: '2026-01', to: '2026-11' } }
      const { children } = await world.as('provinceSupervisor', indicatorsApi).figures(asked)
      await asProvince(async (ctx) => {
        for (const {
          orgId: org,
          own,
          from,
          to,
          cell: { records },
          rank,
        } of children) {
          assert.equal(await lengthOf(ctx, { indicator: 'cases.filed', org, own, from, to }), records, `${org} ${from} ${to}`)
          if (org === idOf(world, 'neighbour')) moved.push([unit, from, to, rank])
        }
      })
    }
    assert.deepEqual(moved, [
      ['cityA', '2026-01', '2026-05', null],
      ['cityB', '2026-06', '2026-11', null],
    ])
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
