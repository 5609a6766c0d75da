import { inertTiles, type MapTile, mapTiles } from '#contract/map'
import type { ChartLook } from './look.ts'
import { stepAt } from './steps.ts'
import type { Opening } from './types.ts'
import { figureWords } from './words.ts'

/** What the map is told of a unit. Tiles that it is told nothing of are drawn without a figure. */
export interface MapUnit {
  code: string
  name: string
  /** The city above it, or itself. */
  group: string
  value: number | null
  opens: Opening | null
  into: Opening | null
}

export interface DrawnTile extends MapTile {
  unit: MapUnit | null
  fill: string
  ink: string
  said: string
}

const isInert = ({ code }: MapTile) => inertTiles.indexOf(code) >= 0

function saidOf(tile: MapTile, unit: MapUnit | null, words: string): string {
  if (isInert(tile)) return `${tile.name}：图上绘出，平台不设单位。`
  return unit ? `${unit.name}：${unit.value === null ? '无数据' : figureWords(unit.value, words)}` : `${tile.name}：不在本图的范围内`
}

export function drawnTiles(units: readonly MapUnit[], borders: readonly number[], words: string, look: ChartLook): DrawnTile[] {
  const byCode = new Map(units.map((one) => [one.code, one]))
  return mapTiles.map((tile) => {
    const unit = (isInert(tile) ? null : byCode.get(tile.code)) ?? null
    const value = unit?.value ?? null
    const colours = value === null ? look.none : (look.steps[stepAt(borders, value)] ?? look.none)
    return { ...tile, unit, ...colours, said: saidOf(tile, unit, words) }
  })
}

export interface LegendStep {
  words: string
  fill: string
}

/** 图例: what each colour stands for, in the order of the steps. */
export function legendOf(borders: readonly number[], unit: string, look: ChartLook): LegendStep[] {
  const words = (from: number, next: number | undefined) => {
    if (borders.length === 1) return figureWords(from, unit)
    return next === undefined ? `${figureWords(from, unit)}及以上` : `${figureWords(from)} 至不足 ${figureWords(next, unit)}`
  }
  const steps = borders.map((from, at) => ({ words: words(from, borders[at + 1]), fill: (look.steps[at] ?? look.none).fill }))
  return [...steps, { words: '无数据', fill: look.none.fill }]
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
export const isArrow = (key: string) => key in arrows

/** The next tile in the direction of the key that opens something: rows and columns have holes. */
export function nextTile(tiles: readonly DrawnTile[], from: MapTile, key: string): DrawnTile | undefined {
  const [right, down] = arrows[key] ?? [0, 0]
  const far = (tile: MapTile) => {
    const [x, y] = [tile.column - from.column, tile.row - from.row]
    const along = x * right + y * down
    return along <= 0 ? Number.POSITIVE_INFINITY : along + 3 * Math.abs(x * down + y * right)
  }
  return tiles.filter((tile) => tile.unit?.into && Number.isFinite(far(tile))).sort((a, b) => far(a) - far(b))[0]
}
