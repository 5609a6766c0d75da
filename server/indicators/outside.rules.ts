import type { Plausibility } from '#contract/indicators-catalogue'
import { daysOf, type OutsidePoint, type Period } from '#contract/indicators-outside'
import { population } from './catalogue.ts'

/** 【建议】 No document says what is plausible; these ask a person and stop nobody. */
export function usualPlausibility({ id, unit }: { id: string; unit: string }): Plausibility {
  if (id === population.id) return { min: 0, max: null, change: 5 }
  return { min: 0, max: unit === '%' || unit === '分' ? 100 : null, change: 30 }
}

const percent = (value: number) => Math.round(value * 10) / 10

/** What looks wrong with a value, in sentences; empty when nothing does. */
export function warningsOf(value: number, { min, max, change }: Plausibility, last: { period: string; value: number } | null): string[] {
  const moved = last === null || last.value === 0 ? null : ((value - last.value) / Math.abs(last.value)) * 100
  return [
    ...(min !== null && value < min ? [`低于合理下限 ${min}`] : []),
    ...(max !== null && value > max ? [`高于合理上限 ${max}`] : []),
    ...(last !== null && change !== null && moved !== null && Math.abs(moved) > change
      ? [`较上期（${last.period}：${last.value}）变动 ${percent(moved)}%，超过 ${change}%`]
      : []),
  ]
}

/** Why the day cannot be the as-of day of that period; null when it can. */
export function judgeAsOf(period: Period, asOf: string, today: string): string | null {
  if (asOf > today) return '截至日不能晚于今天'
  if (asOf < daysOf(period).from) return `截至日不能早于统计期的第一天 ${daysOf(period).from}`
  return null
}

type Official = Pick<OutsidePoint, 'period' | 'value' | 'provisional'>

const notOfItsYear = '，本年人口尚未取得'
/** Over the people of its own year, as everything is that is not derived: else a change would say nothing but that people are missing. */
const isComparable = ({ derived, from }: OutsidePoint) => !derived || from?.includes(notOfItsYear) === false

/**
 * 人均, from two official figures of one place. Whether the population of the year or of the year before is meant is for the statistics to say (未核实):
 * that of the same year where it is known, else the latest before it, and the year is always named.
 */
export function perCapita(counted: readonly Official[], people: readonly Official[], unit: string): OutsidePoint[] {
  const yearly = people.filter(({ period, value }) => period.length === 4 && value > 0)
  return counted.flatMap(({ period, value, provisional }) => {
    const year = period.slice(0, 4)
    const among = yearly.filter((one) => one.period <= year).sort((a, b) => (a.period < b.period ? 1 : -1))
    const by = among[0]
    if (!by) return []
    const point: OutsidePoint = {
      period,
      value: Math.round((value / by.value) * 100) / 100,
      asOf: null,
      source: '由两项外部数据推算',
      document: null,
      provisional: provisional || by.provisional,
      derived: true,
      from: `${value} ${unit} ÷ ${by.value} 万人（${by.period} 年常住人口${by.period === year ? '' : notOfItsYear}）`,
      note: null,
      mark: 'unverified',
      yearOnYear: null,
    }
    return [point]
  })
}

/** 同比, official against official and derived against derived; a missing base gives none, nor do the people of another year. Shares and scores are not compared in percent. */
export function compared(points: readonly OutsidePoint[], unit: string): OutsidePoint[] {
  if (unit === '%' || unit === '分') return [...points]
  return points.map((point) => {
    const year = String(Number(point.period.slice(0, 4)) - 1)
    const base = points.filter(isComparable).find((one) => one.derived === point.derived && one.period === year + point.period.slice(4))
    return {
      ...point,
      yearOnYear: base && isComparable(point) && base.value !== 0 ? percent(((point.value - base.value) / base.value) * 100) : null,
    }
  })
}
