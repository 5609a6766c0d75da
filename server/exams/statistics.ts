// 试题分析, from the raw definitions. A row is one candidate, a column one unit of the paper.

export interface ItemFigures {
  mean: number
  /** 难度 P: mean by full marks; 1 is easy. */
  difficulty: number | null
  /** 区分度 D: P of the upper group less P of the lower, each 27 % by total (Kelley). */
  discrimination: number | null
  /** Product-moment with the total of the other units; of right-or-wrong units that is the point-biserial one, corrected. */
  correlation: number | null
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
export const mean = (values: readonly number[]): number => sum(values) / values.length

/** Of everybody who sat, so by n. */
export function variance(values: readonly number[]): number {
  const middle = mean(values)
  return sum(values.map((value) => (value - middle) ** 2)) / values.length
}

function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const [mx, my] = [mean(xs), mean(ys)]
  let [xy, xx, yy] = [0, 0, 0]
  xs.forEach((x, at) => {
    const [dx, dy] = [x - mx, (ys[at] ?? 0) - my]
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  })
  return xx < 1e-12 || yy < 1e-12 ? null : xy / Math.sqrt(xx * yy)
}

const column = (rows: readonly (readonly number[])[], at: number) => rows.map((row) => row[at] ?? 0)

/** Totals that are equal stand in the order in which they came: both groups always have the same size. */
function groups(rows: readonly (readonly number[])[]): { upper: readonly (readonly number[])[]; lower: readonly (readonly number[])[] } {
  const size = Math.max(1, Math.round(rows.length * 0.27))
  const ordered = rows.map((row, at) => ({ row, at, total: sum(row) })).sort((a, b) => b.total - a.total || a.at - b.at)
  return { upper: ordered.slice(0, size).map(({ row }) => row), lower: ordered.slice(-size).map(({ row }) => row) }
}

export function itemFigures(rows: readonly (readonly number[])[], full: readonly number[]): ItemFigures[] {
  if (rows.length === 0) return full.map(() => ({ mean: 0, difficulty: null, discrimination: null, correlation: null }))
  const { upper, lower } = groups(rows)
  const totals = rows.map(sum)
  return full.map((marks, at) => {
    const own = column(rows, at)
    const average = mean(own)
    const rest = totals.map((total, row) => total - (own[row] ?? 0))
    return {
      mean: average,
      difficulty: marks > 0 ? average / marks : null,
      discrimination: marks > 0 && rows.length >= 2 ? (mean(column(upper, at)) - mean(column(lower, at))) / marks : null,
      correlation: correlation(own, rest),
    }
  })
}

/** 信度: Cronbach's alpha. Null with fewer than two units or without any difference between candidates. */
export function reliability(rows: readonly (readonly number[])[], units: number): number | null {
  if (units < 2 || rows.length < 2) return null
  const whole = variance(rows.map(sum))
  if (whole < 1e-12) return null
  const parts = Array.from({ length: units }, (_, at) => variance(column(rows, at)))
  return (units / (units - 1)) * (1 - sum(parts) / whole)
}

/** Ten bands from nothing to full marks; the last holds its upper end. */
export function bands(totals: readonly number[], full: number): { from: number; to: number; n: number }[] {
  const width = full / 10
  return Array.from({ length: 10 }, (_, at) => {
    const inside = totals.filter((total) => Math.min(9, Math.floor(total / width)) === at)
    return { from: at * width, to: (at + 1) * width, n: inside.length }
  })
}
