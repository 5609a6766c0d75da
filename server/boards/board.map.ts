import type { BoardQuery, MapLine } from '#contract/boards'
import type { Figure } from '#contract/indicators'
import { inertTiles } from '#contract/map'
import type { Ctx } from '#kernel/house'
import { countingOf, figuresBelow, linesOfUnit } from '#kernel/indicator'
import { type AskedBoard, askedBoard, wholeOf } from './board.service.ts'
import { citiesBelow, type Unit, unitsAbove, unitsNamed } from './board.store.ts'

/**
 * 地图: a figure for each tile within the unit: its counties, and 平潭, which is a city with no county below it. Asked for beside the board and for one
 * indicator alone: a question to the figures for each city. A county that moved from one city to another is one tile, in the city where it stands at the end.
 */
export async function readMap(ctx: Ctx, orgId: string, query: BoardQuery): Promise<MapLine[]> {
  const asked = await askedBoard(ctx, orgId, query)
  const cities = await citiesOf(ctx, asked.unit)
  const found: { figure: Figure; city: Unit }[] = []
  for (const city of cities)
    for (const figure of await figuresBelow(ctx, { indicator: asked.chosen, unit: city, period: asked.period }))
      if (!figure.own) found.push({ figure, city })
  const named = await unitsNamed(
    ctx,
    found.map(({ figure }) => figure.orgId),
  )
  const counties = [...Map.groupBy(found, ({ figure }) => figure.orgId).entries()].flatMap(([id, months]) => {
    const county = named.get(id)
    return county?.kind === 'county' && !inertTiles.includes(county.code) ? (tileOf(months, county, asked) ?? []) : []
  })
  const whole = cities.filter(({ id }) => !counties.some(({ city }) => city.id === id))
  if (cities.length === 0 && asked.unit.kind === 'county') whole.push(asked.unit)
  const alone: MapLine[] = []
  for (const unit of whole) alone.push(await selfTile(ctx, asked, unit))
  return [...counties, ...alone]
}

/** The cities whose tiles the board of a unit shows: all of the province, its own of a city or a county. */
async function citiesOf(ctx: Ctx, unit: Unit): Promise<Unit[]> {
  if (unit.kind === 'province') return citiesBelow(ctx, unit)
  return [unit, ...(await unitsAbove(ctx, unit))].filter(({ kind }) => kind === 'city')
}

function tileOf(found: readonly { figure: Figure; city: Unit }[], county: Unit, asked: AskedBoard): MapLine | undefined {
  const figures = found.map(({ figure }) => figure)
  const line = linesOfUnit(countingOf(asked.chosen), figures, county.kind, asked.period).at(-1)
  const last = found.findLast(({ figure }) => figure.month === line?.to)
  if (!line || !last) return undefined
  const { cell, from, to } = line
  return {
    orgId: county.id,
    code: county.code,
    name: county.shortName,
    city: { id: last.city.id, name: last.city.shortName },
    cell,
    from,
    to,
  }
}

async function selfTile(ctx: Ctx, asked: AskedBoard, unit: Unit): Promise<MapLine> {
  const { id, code, shortName: name } = unit
  const { from, to } = asked.period
  return { orgId: id, code, name, city: { id, name }, cell: await wholeOf(ctx, { ...asked, unit }), from, to }
}
