import type { OrgId } from '#contract/common'
import type { Figure, Month } from '#contract/indicators'
import { daysOf, type OutsideLine, type OutsidePoint, Period } from '#contract/indicators-outside'
import type { Ctx } from '#kernel/house'
import { entryOf, lineOf, outsideSeriesOf, population } from './catalogue.ts'
import { compared, perCapita } from './outside.rules.ts'
import { standingPoints } from './outside.store.ts'
import { lineage, reachableUnit } from './units.ts'

interface Place {
  /** Null: the nation. */
  id: string | null
  code: string
  name: string
}
const nation: Place = { id: null, code: 'nation', name: '全国' }

/** What stands in the compiled catalogue for a place, where it is the indicator itself in a plain period. */
function publishedOf(series: string, code: string): OutsidePoint[] {
  const values = entryOf(series)?.values ?? []
  return values.flatMap((one) => {
    if (one.place !== code || one.kind !== 'actual' || !Period.safeParse(one.period).success) return []
    const { period, value, mark, note } = one
    const rest = { asOf: null, document: null, provisional: false, derived: false, from: null, yearOnYear: null }
    return [{ period, value, mark, note, source: one.source ?? '出处未取得', ...rest }]
  })
}

/** Official and derived points of each place, each in the order of its periods. */
export async function pointsOf(ctx: Ctx, series: string, places: readonly Place[]): Promise<OutsidePoint[][]> {
  const over = entryOf(series)?.over ?? null
  const wanted = over === null ? [series] : [series, over, population.id]
  const stored = await standingPoints(
    ctx,
    wanted,
    places.flatMap(({ id }) => id ?? []),
  )
  const unit = lineOf(series)?.unit ?? ''
  return places.map((place) => {
    const official = (of: string): OutsidePoint[] => {
      const own = stored
        .filter((one) => one.series === of && one.nation === (place.id === null) && (place.id === null || one.orgId === place.id))
        .map(({ series: _, orgId: __, nation: ___, ...point }) => point)
      // What a second person confirmed here goes before what was compiled from the press.
      return [...own, ...publishedOf(of, place.code).filter(({ period }) => !own.some((one) => one.period === period))]
    }
    const derived = over === null ? [] : perCapita(official(over), official(population.id), lineOf(over)?.unit ?? '')
    return compared([...official(series), ...derived], unit).sort((a, b) => (daysOf(a.period).to < daysOf(b.period).to ? -1 : 1))
  })
}

/** The unit's own line, those of the units above it, and the nation's: beside each other, never in one. */
export async function outsideLines(ctx: Ctx, series: string, unitId: string): Promise<OutsideLine[]> {
  const [own, ...above] = await lineage(ctx, unitId)
  const places: Place[] = [...(own ? [own] : []), ...above, nation]
  const points = await pointsOf(ctx, series, places)
  return places.map((place, at) => ({ place: place.name, own: place.id === unitId, points: points[at] ?? [] }))
}

export interface OutsideAsked {
  indicators: readonly string[]
  orgId: string
  from: Month
  to: Month
  by: 'self' | 'child'
}

/**
 * Outside figures in the shape of all others. Each stands in the month in which its period ends; of a stock, the last known before `to` when none ends
 * within. Missing is null. They are never summed: a unit without a figure of its own has none.
 */
export async function outsideFiguresOf(ctx: Ctx, { indicators, orgId, from, to, by }: OutsideAsked): Promise<Figure[]> {
  const unit = await reachableUnit(ctx, orgId)
  const places = by === 'self' ? [unit] : await childrenOf(ctx, unit.id)
  const figures: Figure[] = []
  for (const id of indicators) {
    const points = await pointsOf(ctx, id, places)
    places.forEach((place, at) => {
      const rest = { indicator: id, orgId: place.id as OrgId, orgName: place.name, own: false, records: 0, over: null } // ids of the org table
      const chosen = chosenOf(points[at] ?? [], outsideSeriesOf(id)?.stock === true, from, to)
      if (chosen.length === 0) figures.push({ ...rest, month: to, value: null, source: 'outside', provisional: false })
      for (const { period, value, provisional, derived } of chosen)
        figures.push({ ...rest, month: monthOf(period), value, provisional, source: derived ? 'derived' : 'outside' })
    })
  }
  return figures
}

const monthOf = (period: string): Month => daysOf(period).to.slice(0, 7)

function chosenOf(points: readonly OutsidePoint[], stock: boolean, from: Month, to: Month): OutsidePoint[] {
  // An official figure goes before a derived one of the same period.
  const best = points.filter((one) => !one.derived || !points.some((other) => !other.derived && other.period === one.period))
  const within = best.filter(({ period }) => monthOf(period) >= from && monthOf(period) <= to)
  if (within.length > 0 || !stock) return within
  return best.filter(({ period }) => monthOf(period) < from).slice(-1)
}

async function childrenOf(ctx: Ctx, unitId: string): Promise<Place[]> {
  return ctx.tx
    .selectFrom('org')
    .select(['id', 'code', 'short_name as name'])
    .where('parent_id', '=', unitId)
    .where('active', '=', true)
    .where('kind', 'in', ['city', 'county'])
    .orderBy('code')
    .execute()
}
