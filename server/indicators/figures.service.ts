import { type Figure, type Month, type MonthCell, monthsBetween } from '#contract/indicators'
import type { CountedFigures } from '#contract/indicators-catalogue'
import type { Ctx } from '#kernel/house'
import { aYearBefore, cellOf, countingOf, figuresOf, indicatorOf, monthOf, rankedBelow, type Span, shownMonths } from '#kernel/indicator'
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
function span(ctx: Ctx, { from, to: asked }: Asked): Span {
  const thisMonth = monthOf(ctx.today)
  const to = asked === undefined || asked > thisMonth ? thisMonth : asked
  const begin = from ?? `${to.slice(0, 4)}-01`
  if (begin > to) throw new Problem('invalid', { issues: [{ path: 'from', message: '起始月不能晚于截止月' }] })
  if (monthsBetween(begin, to) > mostMonths) throw new Problem('invalid', { what: `一次最多查询 ${mostMonths} 个月，请缩短期间。` })
  return { from: begin, to }
}
/**
 * Figures that the platform counts, of a unit over some months: month by month, a year before, in all, and ranked below it. Numbers and ranks are those of
 * the boards, which ask the kernel the same.
 */
export async function countedFigures(ctx: Ctx, id: string, asked: Asked): Promise<CountedFigures> {
  const indicator = indicatorOf(id)
  if (!indicator) throw new Problem('notFound', { what: '该指标的计算数值' })
  const unit = await reachableUnit(ctx, asked.org)
  const period = span(ctx, asked)
  const counting = countingOf(indicator)
  const shown = await figuresOf(ctx, { indicators: [id], orgId: unit.id, ...shownMonths(period, monthOf(ctx.today)), by: 'self' })
  const monthly = (from: Month, to: Month): MonthCell[] =>
    shown.flatMap(({ month }) => (month < from || month > to ? [] : [{ month, ...cellOf(counting, shown, { from: month, to: month }) }]))
  const { value, records } = cellOf(counting, shown, period)
  return {
    unit: { id: unit.id, name: unit.name, parentId: unit.parentId },
    ...period,
    months: monthly(period.from, period.to),
    // Months in which nothing was counted yet have no figure, and what has no base has no 同比.
    before: monthly(aYearBefore(period.from), aYearBefore(period.to)),
    total: { value, records },
    children: await rankedBelow(ctx, { indicator, unit, period }),
    targets: await targetsOf(ctx, id, unit.id),
  }
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
