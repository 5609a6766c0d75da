import type { Figure, Month } from '#contract/indicators'
import type { CountedFigures, RankLine } from '#contract/indicators-catalogue'
import type { Ctx } from '#kernel/house'
import { countingOf, figuresOf, type Indicator, indicatorOf, monthOf, stretchesOf, totalOf } from '#kernel/indicator'
import { Problem } from '#kernel/problem'
import { type OutsideAsked, outsideFiguresOf } from './points.ts'
import { targetsOf } from './target.service.ts'
import { reachableUnit } from './units.ts'

export interface Asked {
  org?: string | undefined
  from?: Month | undefined
  to?: Month | undefined
}

/** Three years are as much as a page can show, and as a query should be asked for. */
const mostMonths = 36

/** A month to come has no figures: what stands is told of the last month that has begun. */
function span(ctx: Ctx, { from, to: asked }: Asked): { from: Month; to: Month } {
  const thisMonth = monthOf(ctx.today)
  const to = asked === undefined || asked > thisMonth ? thisMonth : asked
  const begin = from ?? `${to.slice(0, 4)}-01`
  if (begin > to) throw new Problem('invalid', { issues: [{ path: 'from', message: '起始月不能晚于截止月' }] })
  if (monthsBetween(begin, to) > mostMonths) throw new Problem('invalid', { what: `一次最多查询 ${mostMonths} 个月，请缩短期间。` })
  return { from: begin, to }
}
const monthsBetween = (from: Month, to: Month) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1
const yearBefore = (month: Month): Month => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`

/** Figures that the platform counts, of a unit over some months: month by month, a year before, in all, and child by child. */
export async function countedFigures(ctx: Ctx, id: string, asked: Asked): Promise<CountedFigures> {
  const indicator = indicatorOf(id)
  if (!indicator) throw new Problem('notFound', { what: '该指标的计算数值' })
  const unit = await reachableUnit(ctx, asked.org)
  const { from, to } = span(ctx, asked)
  const of = { indicators: [id], orgId: unit.id }
  const months = await figuresOf(ctx, { ...of, from, to, by: 'self' })
  const counted = { from: countingOf(indicator).standing ? to : from, to }
  const children = await figuresOf(ctx, { ...of, ...counted, by: 'child' })
  return {
    unit: { id: unit.id, name: unit.name, parentId: unit.parentId },
    from,
    to,
    months,
    // Months in which nothing was counted yet have no figure, and what has no base has no 同比.
    before: await figuresOf(ctx, { ...of, from: yearBefore(from), to: yearBefore(to), by: 'self' }),
    total: inAll(indicator, months),
    children: ranked(indicator, children, counted),
    targets: await targetsOf(ctx, id, unit.id),
  }
}

function inAll(indicator: Indicator, months: readonly Figure[]): CountedFigures['total'] {
  const { value = null, records = 0 } = totalOf(countingOf(indicator), months) ?? {}
  return { value, records }
}

/** A line for each stretch in which a unit stood there. Equal values share a rank; a unit that moved or is without data, the unit's own line, and an indicator without a direction have none. */
export function ranked(
  indicator: Pick<Indicator, 'kind' | 'direction' | 'over'>,
  figures: readonly Figure[],
  period: { from: Month; to: Month },
): RankLine[] {
  const groups = [...Map.groupBy(figures, ({ orgId, own }) => `${orgId}${own}`).values()]
  const stretches = groups.flatMap((group) => stretchesOf(group, period))
  const lines = stretches.flatMap((months): RankLine[] => {
    const whole = totalOf(countingOf(indicator), months)
    if (!whole) return []
    const [from, to] = [months[0]?.month ?? whole.month, whole.month]
    const { orgId, orgName, own, value, records, over } = whole
    return [{ orgId, orgName, own, from, to, value, records, rank: null, parts: over }]
  })
  const { direction } = indicator
  const isBetter = (a: number, b: number) => (direction === 'less' ? a < b : a > b)
  const isPeer = ({ own, from, to }: RankLine) => !own && from === period.from && to === period.to
  const among = lines.flatMap((line) => (isPeer(line) && line.value !== null ? [line.value] : []))
  const rankOf = (line: RankLine) => {
    const { value } = line
    return !isPeer(line) || value === null || direction === undefined ? null : 1 + among.filter((other) => isBetter(other, value)).length
  }
  const placed = lines.map((line) => ({ ...line, rank: rankOf(line) }))
  return placed.sort((a, b) => Number(a.own) - Number(b.own) || (a.rank ?? 1e6) - (b.rank ?? 1e6) || (b.value ?? -1) - (a.value ?? -1))
}

/** Figures of any line of the catalogue in one shape: counted here, from outside or derived. Missing is null. */
export async function anyFiguresOf(ctx: Ctx, asked: OutsideAsked): Promise<Figure[]> {
  const counted = asked.indicators.filter((id) => indicatorOf(id))
  const outside = asked.indicators.filter((id) => !indicatorOf(id))
  return [
    ...(counted.length > 0 ? await figuresOf(ctx, { ...asked, indicators: counted }) : []),
    ...(outside.length > 0 ? await outsideFiguresOf(ctx, { ...asked, indicators: outside }) : []),
  ]
}
