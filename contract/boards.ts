import { z } from 'zod'
import { Instant, LegalDay, OrgId } from './common.ts'
import { get } from './endpoint.ts'
import { Cell, indicatorKinds, Month, MonthCell, RankedRow } from './indicators.ts'
import { Mark, OrgKind } from './orgs.ts'

/** Boards (看板), by the level of the unit that they are about. */
export const boardKinds = { province: '省局驾驶舱', city: '市局看板', county: '县局看板', unit: '本单位看板' } as const
export type BoardKind = keyof typeof boardKinds
const BoardKind = z.enum(Object.keys(boardKinds) as [BoardKind, ...BoardKind[]]) // the keys of a const object

/** 环比、同比: only with a base, and in per cent only when both periods are over. */
export const Comparison = z.strictObject({
  from: Month,
  to: Month,
  base: z.number(),
  /** Per cent with one decimal, of a ratio in percentage points; null where the period is still running or the base is nought. */
  change: z.number().nullable(),
})
export type Comparison = z.infer<typeof Comparison>

export const BoardIndicator = z.strictObject({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  kind: z.enum(Object.keys(indicatorKinds) as [keyof typeof indicatorKinds, ...(keyof typeof indicatorKinds)[]]), // likewise
  definition: z.string(),
  source: z.string(),
  mark: Mark,
  clauses: z.array(z.string()),
  direction: z.enum(['more', 'less']).nullable(),
  /** What a ratio divides by what; each is an indicator of its own and opens its own list. */
  over: z.strictObject({ numerator: z.string(), denominator: z.string() }).nullable(),
})
export type BoardIndicator = z.infer<typeof BoardIndicator>

export const BoardCard = z.strictObject({
  indicator: BoardIndicator,
  cell: Cell,
  /** The months of the year shown and of the year before, as far as they have begun. */
  months: z.array(MonthCell),
  /** The month before: 环比. Not for a year. */
  before: Comparison.nullable(),
  /** The same months a year ago: 同比. */
  yearBefore: Comparison.nullable(),
})
export type BoardCard = z.infer<typeof BoardCard>

/** How many stand at a state, and where they open in the page. */
export const Light = z.strictObject({ state: z.string(), title: z.string(), count: z.int(), path: z.string() })
export type Light = z.infer<typeof Light>

const unit = z.strictObject({ id: OrgId, name: z.string() })
export const Board = z.strictObject({
  unit: unit.extend({ kind: OrgKind, code: z.string() }),
  board: BoardKind,
  /** The units above it within reach, the highest first. */
  above: z.array(unit),
  period: z.strictObject({
    from: Month,
    to: Month,
    /** A month or a year that is not over: figures still grow. */
    running: z.boolean(),
  }),
  /** Figures hold what happened up to this day. */
  asOf: LegalDay,
  /** The day whose tree says which units lie below; each past month has its own. */
  treeDay: LegalDay,
  computedAt: Instant,
  cards: z.array(BoardCard),
  /** What ranking, distribution and map show. */
  chosen: z.string(),
  rows: z.array(RankedRow),
  clauses: z.array(Light),
  tasks: z.array(Light),
})
export type Board = z.infer<typeof Board>

export const BoardQuery = z.strictObject({
  month: Month.optional(),
  /** A whole year instead of a month. */
  year: z.coerce.number().int().min(2018, '平台没有更早的数据').max(2100).optional(),
  indicator: z.string().max(80).optional(),
})
export type BoardQuery = z.output<typeof BoardQuery>

/** 按层级: what the units of one kind did themselves, at or below the unit. */
export const LevelLine = z.strictObject({ kind: OrgKind, title: z.string(), cell: Cell })
export type LevelLine = z.infer<typeof LevelLine>

/** One unit that is a tile of the map: a county, or 平潭. */
export const MapLine = z.strictObject({
  orgId: OrgId,
  code: z.string(),
  name: z.string(),
  city: unit,
  cell: Cell,
  from: Month,
  to: Month,
})
export type MapLine = z.infer<typeof MapLine>

const params = z.strictObject({ orgId: OrgId })
const asked = { needs: 'figure.read' as const, params, query: BoardQuery }

export const boardsApi = {
  read: get('/boards/:orgId', { title: '看板', ...asked, answer: Board }),
  map: get('/boards/:orgId/map', { title: '看板地图', ...asked, answer: z.array(MapLine) }),
  levels: get('/boards/:orgId/levels', { title: '看板按层级分布', ...asked, answer: z.array(LevelLine) }),
  export: get('/boards/:orgId/export', { title: '导出看板', ...asked, kind: 'download' }),
}
