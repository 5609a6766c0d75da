import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { randomFrom } from './draw.ts'
import { bands, itemFigures, reliability } from './statistics.ts'

const full = [1, 1, 1, 2, 2, 1, 5, 10]

/** 10,000 candidates of different ability; every unit has a difficulty of its own, the last two are graded. */
function simulated(n: number): number[][] {
  const random = randomFrom('ten thousand candidates')
  const logistic = (x: number) => 1 / (1 + Math.exp(-x))
  return Array.from({ length: n }, () => {
    const ability = (random() + random() + random() + random() - 2) * 1.7
    return full.map((marks, at) => {
      const chance = logistic(ability * (0.5 + at * 0.2) - (at - 3) * 0.4)
      if (at < 6) return random() < chance ? marks : 0
      return Math.round(marks * Math.min(1, Math.max(0, chance + (random() - 0.5) * 0.4)) * 2) / 2
    })
  })
}

// The same figures by other formulas: sums of squares, the point-biserial as it stands in textbooks, two-pass order statistics. Nothing is shared with the code.
function independently(rows: readonly number[][], at: number) {
  const n = rows.length
  const total = rows.map((row) => row.reduce((a, b) => a + b, 0))
  const x = rows.map((row) => row[at] ?? 0)
  const rest = total.map((t, i) => t - (x[i] ?? 0))
  const cut = Math.round(n * 0.27)
  const byTotal = Array.from(total.keys()).sort((a, b) => (total[b] ?? 0) - (total[a] ?? 0) || a - b)
  const of = (ids: readonly number[]) => ids.reduce((s, i) => s + (x[i] ?? 0), 0) / cut / (full[at] ?? 1)
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    const [a, b] = [x[i] ?? 0, rest[i] ?? 0]
    sx += a
    sy += b
    sxx += a * a
    syy += b * b
    sxy += a * b
  }
  const right = rest.filter((_, i) => (x[i] ?? 0) > 0)
  const wrong = rest.filter((_, i) => (x[i] ?? 0) === 0)
  const sd = Math.sqrt(syy / n - (sy / n) ** 2)
  const avg = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
  const p = right.length / n
  return {
    difficulty: sx / n / (full[at] ?? 1),
    discrimination: of(byTotal.slice(0, cut)) - of(byTotal.slice(n - cut)),
    pearson: (n * sxy - sx * sy) / Math.sqrt((n * sxx - sx * sx) * (n * syy - sy * sy)),
    pointBiserial: at < 6 ? ((avg(right) - avg(wrong)) / sd) * Math.sqrt(p * (1 - p)) : null,
  }
}

const near = (a: number | null, b: number, what: string) => assert.ok(a !== null && Math.abs(a - b) < 1e-9, `${what}: ${a} and ${b}`)

describe('item statistics', () => {
  test('of 10,000 simulated candidates equal an independent computation', () => {
    const rows = simulated(10_000)
    itemFigures(rows, full).forEach((figures, at) => {
      const expected = independently(rows, at)
      near(figures.difficulty, expected.difficulty, `P of ${at}`)
      near(figures.discrimination, expected.discrimination, `D of ${at}`)
      near(figures.correlation, expected.pearson, `r of ${at}`)
      if (expected.pointBiserial !== null) near(figures.correlation, expected.pointBiserial, `point-biserial of ${at}`)
    })
  })

  test('are those worked out by hand for four candidates and two questions', () => {
    const rows = [
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ]
    const [first] = itemFigures(rows, [1, 1])
    assert.deepEqual(first, { mean: 0.5, difficulty: 0.5, discrimination: 1, correlation: 0 })
    assert.equal(reliability(rows, 2), 0)
    assert.ok(
      Math.abs(
        (reliability(
          [
            [1, 1],
            [1, 1],
            [0, 0],
          ],
          2,
        ) ?? 0) - 1,
      ) < 1e-12,
    )
  })

  test('say nothing where nothing can be said: nobody sat, or nobody differs', () => {
    assert.deepEqual(itemFigures([], [1]), [{ mean: 0, difficulty: null, discrimination: null, correlation: null }])
    assert.equal(
      itemFigures(
        [
          [1, 1],
          [1, 1],
        ],
        [1, 1],
      )[0]?.correlation,
      null,
    )
    assert.equal(reliability([[1], [0]], 1), null)
  })

  test('count every total in one band, full marks in the last', () => {
    assert.deepEqual(
      bands([0, 9.9, 10, 59.5, 60, 100], 100).map(({ n }) => n),
      [2, 1, 0, 0, 0, 1, 1, 0, 0, 1],
    )
  })
})
