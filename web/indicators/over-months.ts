import dayjs from 'dayjs'
import type { MonthCell } from '#contract/indicators'
import type { Point } from '../kit/chart/types.ts'

/** A point for every month, so that lines of two years lie over each other: a month without a figure is a gap and moves none of the others. */
export function overMonths(figures: readonly MonthCell[], from: string, to: string, pointOf: (figure: MonthCell) => Point): Point[] {
  const points: Point[] = []
  for (let month = from; month <= to; month = dayjs(`${month}-01`).add(1, 'month').format('YYYY-MM')) {
    const found = figures.find((figure) => figure.month === month)
    points.push(found ? pointOf(found) : { month, value: null, opens: null })
  }
  return points
}
export const yearBefore = (month: string) => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`
