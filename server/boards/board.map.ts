import type { BoardCell, BoardQuery, MapLine } from '#contract/boards'
import type { Ctx } from '#kernel/house'
import { type AskedBoard, askedBoard, linesOf, wholeOf } from './board.service.ts'
import { citiesBelow, type Unit, unitsAbove, unitsNamed } from './board.store.ts'

/**
 * 地图: a figure for each tile within the unit: its counties, and 平潭, which is a city with no county below it. Asked for beside the board and for one
 * indicator alone: a question to the figures for each city.
 */
export async function readMap(ctx: Ctx, orgId: string, query: BoardQuery): Promise<MapLine[]> {
  const asked = await askedBoard(ctx, orgId, query)
  const lines: MapLine[] = []
  for (const city of await citiesOf(ctx, asked.unit)) lines.push(...(await tilesOf(ctx, asked, city)))
  return lines.length === 0 && asked.unit.kind === 'county' ? [await selfTile(ctx, asked, asked.unit)] : lines
}

/** The cities whose tiles the board of a unit shows: all of the province, its own of a city or a county. */
async function citiesOf(ctx: Ctx, unit: Unit): Promise<Unit[]> {
  if (unit.kind === 'province') return citiesBelow(ctx, unit)
  return [unit, ...(await unitsAbove(ctx, unit))].filter(({ kind }) => kind === 'city')
}

async function tilesOf(ctx: Ctx, asked: AskedBoard, city: Unit): Promise<MapLine[]> {
  const lines = (await linesOf(ctx, { ...asked, unit: city })).filter(({ kind, own }) => kind === 'county' && !own)
  const named = await unitsNamed(
    ctx,
    lines.map(({ orgId }) => orgId),
  )
  const tiles = lines.flatMap(({ orgId, cell }) => {
    const county = named.get(orgId)
    return county ? [tileOf(cell, county, city)] : []
  })
  return tiles.length > 0 ? tiles : [await selfTile(ctx, asked, city)]
}

const selfTile = async (ctx: Ctx, asked: AskedBoard, unit: Unit) => tileOf(await wholeOf(ctx, { ...asked, unit }), unit, unit)

const tileOf = (cell: BoardCell, { id, code, shortName }: Unit, city: Unit): MapLine => ({
  orgId: id,
  code,
  name: shortName,
  city: { id: city.id, name: city.shortName },
  cell,
})
