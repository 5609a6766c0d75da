import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Ctx } from '#kernel/house'
import { serve } from '#kernel/jobs'
import { idOf } from '#test/planted'
import { fc } from '#test/property'
import { openWorld, type World } from '#test/world'
import { countFacts, figuresOf, monthOf, recordsBehind, registerIndicators, reverseFacts } from './index.ts'

// A random year of acts in a small world, each with its indicators and a unit of its own: counted, voided, corrected and ended, while units move, are founded late
// and merge. A model that knows no months and no intervals says what every number must be.

const units = ['province', 'cityA', 'cityB', 'county', 'neighbour', 'countyB', 'station', 'stationElsewhere', 'young'] as const
type Unit = (typeof units)[number]
const said = { title: '试', unit: '件', definition: '试验', clauses: [], source: '试验', mark: 'assumption' } as const

const day = fc.integer({ min: 0, max: 363 })
const anAct = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('count' as const),
      stock: fc.boolean(),
      unit: fc.constantFrom(...units),
      day,
      value: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('void' as const), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('end' as const), which: fc.nat(), later: fc.integer({ min: 0, max: 90 }) }) },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.record({
        act: fc.constant('move' as const),
        unit: fc.constantFrom('county' as const, 'neighbour' as const),
        to: fc.constantFrom('cityA' as const, 'cityB' as const),
        day,
      }),
      fc.record({
        act: fc.constant('move' as const),
        unit: fc.constantFrom('station' as const, 'young' as const),
        to: fc.constantFrom('county' as const, 'neighbour' as const, 'countyB' as const),
        day,
      }),
    ),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('merge' as const), day }) },
  // A look in between: what it keeps of the trees must not outlive a later move.
  { weight: 1, arbitrary: fc.record({ act: fc.constant('look' as const) }) },
)
type Act = typeof anAct extends fc.Arbitrary<infer T> ? T : never

interface Counted {
  unit: Unit
  stock: boolean
  day: string
  value: number
  ended: string | null
}

describe('the months of all units', () => {
  let world: World
  const edges: { unit: Unit; parent: Unit; from: string }[] = []
  let year = 2018
  let merged = false
  before(async () => {
    world = await openWorld('2026-12-31')
  })
  after(() => world.close())

  const org = (unit: Unit) => (unit === 'young' ? young : idOf(world, unit))
  let young = ''
  const dayOf = (n: number) => new Date(Date.UTC(year, 0, 1 + n)).toISOString().slice(0, 10)
  const asHead = <T>(work: (ctx: Ctx) => Promise<T>) =>
    serve(world.house, world.people.provinceHead.token, work, () => new Date('2026-12-31T02:00:00Z'))
  async function shape(text: string, values: unknown[]) {
    await world.sql.query('begin')
    await world.sql.query("select authority.enter($1, 'r', 'a', '2026-12-31T02:00:00Z')", [world.people.systemAdmin.token])
    const { rows } = await world.sql.query(text, values)
    await world.sql.query('commit')
    return rows[0]
  }

  async function begin() {
    year += 1
    merged = false
    counted = []
    edges.length = 0
    for (const [unit, parent] of [
      ['cityA', 'province'],
      ['cityB', 'province'],
      ['countyB', 'cityB'],
      ['stationElsewhere', 'neighbour'],
    ] as const)
      edges.push({ unit, parent, from: '2018-11-01' })
    // Where the years before have left the others.
    const { rows } = await world.sql.query(
      'select distinct on (e.org_id) e.org_id, e.parent_id, lower(e.valid)::text as from from org_edge e order by e.org_id, lower(e.valid) desc',
    )
    const known = new Map(units.filter((unit) => unit !== 'young').map((unit) => [org(unit) as string, unit]))
    for (const { org_id, parent_id } of rows) {
      const [unit, parent] = [known.get(org_id), known.get(parent_id)]
      if (unit && parent && ['county', 'neighbour', 'station'].includes(unit)) edges.push({ unit, parent, from: '2018-11-01' })
    }
    // Founded in the course of the year: what was entered for days before still belongs to somebody.
    const made = await shape("select authority.create_org($1, 'station', $2, $2 || '新设市场监管所', $2, '', $3, 'x') as id", [
      org('countyB'),
      `新${year}`,
      `${year}-03-15`,
    ])
    young = made.id
    edges.push({ unit: 'young', parent: 'countyB', from: `${year}-03-15` })
    for (const kind of ['flow', 'stock'] as const) registerIndicators([{ ...said, id: `p${year}.${kind}`, kind }])
  }

  const isBelow = (unit: Unit, above: Unit, on: string): boolean => {
    for (let at: Unit | undefined = unit; at; at = parentOf(at, on)) if (at === above) return true
    return false
  }
  function parentOf(unit: Unit, on: string): Unit | undefined {
    const own = edges.filter((edge) => edge.unit === unit).sort((a, b) => a.from.localeCompare(b.from))
    return (own.findLast((edge) => edge.from <= on) ?? own[0])?.parent
  }

  let counted: Counted[] = []
  const naming = (one: Counted) => ({ indicator: `p${year}.${one.stock ? 'stock' : 'flow'}`, record: `r${counted.indexOf(one)}` })
  async function count({ stock, unit, day, value }: Extract<Act, { act: 'count' }>) {
    const one = { unit, stock, day: dayOf(day), value, ended: null }
    counted.push(one)
    await world.inService((ctx) => countFacts(ctx, [{ ...naming(one), orgId: org(unit), day: one.day, value }]))
  }
  /** Without days it never was; else it ended so many days later. */
  async function end(which: number, days?: number) {
    const standing = counted.filter((one) => one.ended === null)
    const one = standing[which % Math.max(standing.length, 1)]
    if (!one) return
    const on = days === undefined ? undefined : dayAfter(one.day, days)
    one.ended = on ?? one.day
    await world.inService((ctx) => reverseFacts(ctx, [{ ...naming(one), ...(on ? { day: on } : {}) }]))
  }
  async function take(act: Act) {
    if (act.act === 'count') await count(act)
    if (act.act === 'void') await end(act.which)
    if (act.act === 'end') await end(act.which, act.later)
    if (act.act === 'move') await move(act.unit, act.to, dayOf(act.day))
    if (act.act === 'merge') await merge(dayOf(act.day))
    if (act.act === 'look') await asHead((ctx) => figures(ctx, 'province'))
  }
  const dayAfter = (from: string, days: number) => {
    const then = new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10)
    return then > `${year}-12-31` ? `${year}-12-31` : then
  }
  const since = (unit: Unit) => edges.filter((edge) => edge.unit === unit).reduce((latest, { from }) => (from > latest ? from : latest), '')
  /** A unit does not move before it came to where it stands, nor after it went into another. */
  async function move(unit: Unit, parent: Unit, on: string) {
    if (on <= since(unit) || parentOf(unit, on) === parent || (unit === 'young' && merged)) return
    edges.push({ unit, parent, from: on })
    await shape('select authority.move_org($1, $2, $3, $4)', [org(unit), org(parent), on, 'x'])
  }
  async function merge(on: string) {
    if (merged || on <= since('young')) return
    merged = true
    edges.push({ unit: 'young', parent: 'station', from: on })
    await shape('select authority.merge_org($1, $2, $3, $4)', [org('young'), org('station'), on, 'x'])
  }

  const figures = (ctx: Ctx, unit: Unit, by: 'self' | 'child' = 'self') =>
    figuresOf(ctx, { indicators: [`p${year}.flow`, `p${year}.stock`], orgId: org(unit), from: `${year}-01`, to: `${year}-12`, by })

  /** What one record adds to a month that ends on this day: no sums kept, no intervals, only what was done. */
  function adds({ stock, day, value, ended }: Counted, last: string): number[] {
    if (stock) return day <= last && (ended === null || ended > last) ? [value] : []
    const month = monthOf(last)
    if (ended !== null && monthOf(ended) === monthOf(day)) return []
    return [...(monthOf(day) === month ? [value] : []), ...(ended !== null && monthOf(ended) === month ? [-value] : [])]
  }
  function expected(unit: Unit, month: string, stock: boolean) {
    const last = new Date(Date.UTC(year, Number(month.slice(5)), 0)).toISOString().slice(0, 10)
    const added = counted.filter((one) => one.stock === stock && isBelow(one.unit, unit, last)).flatMap((one) => adds(one, last))
    return { value: total(added), records: added.length }
  }
  const total = (values: readonly (number | null)[]) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0)

  async function compareFigures(ctx: Ctx) {
    for (const unit of units) {
      const lines = await figures(ctx, unit, 'child')
      for (const { indicator, month, value, records } of await figures(ctx, unit)) {
        const must = expected(unit, month, indicator.endsWith('stock'))
        const where = `${indicator} ${unit} ${month}`
        // Before anybody counted there is no figure.
        assert.deepEqual({ value: value ?? 0, records }, must, where)
        const parts = lines.filter((line) => line.indicator === indicator && line.month === month)
        assert.deepEqual(
          { value: total(parts.map((part) => part.value)), records: total(parts.map((part) => part.records)) },
          must,
          `lines of ${where}`,
        )
      }
    }
  }

  async function compareLists(ctx: Ctx) {
    const list = (indicator: string, unit: Unit, from: string, to: string) =>
      recordsBehind(ctx, { indicator, orgId: org(unit), from, to, page: 1, size: 1000 })
    for (const unit of ['province', 'cityA', 'countyB', 'young'] as const) {
      const told = await figures(ctx, unit)
      for (const { indicator, month, value, records } of told) {
        const { rows, total: length } = await list(indicator, unit, month, month)
        assert.deepEqual(
          [rows.length, length, total(rows.map((row) => row.value))],
          [records, records, value ?? 0],
          `${indicator} ${unit} ${month}`,
        )
      }
      const { rows } = await list(`p${year}.flow`, unit, `${year}-01`, `${year}-12`)
      const flows = told.filter(({ indicator }) => indicator.endsWith('flow'))
      assert.equal(rows.length, total(flows.map(({ records }) => records)))
    }
  }

  async function compareRebuilt() {
    const all = async () =>
      (await world.sql.query('select indicator, month, org_id, value::int, records::int from indicator_month order by 1, 2, 3')).rows
    const incremental = await all()
    await world.sql.query('delete from indicator_month')
    await world.inService((ctx) => ctx.tx.selectNoFrom((eb) => eb.fn('authority.rebuild_months').as('n')).execute())
    assert.deepEqual(await all(), incremental)
  }

  test('rebuilding all roll-ups from the facts equals the incremental state after a random year of acts, and lines, lists and totals are what was done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 30, maxLength: 70 }), async (acts) => {
        await begin()
        for (const act of acts) await take(act)
        await asHead(compareFigures)
        await asHead(compareLists)
        await compareRebuilt()
      }),
      // A year for each run: a second look at the same year would find the tree where the first has left it.
      { numRuns: 5, endOnFailure: true },
    )
  })
})
