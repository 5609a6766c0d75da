import { z } from 'zod'
import { LegalDay, MatterId, OrgId } from './common.ts'
import { OrgKind } from './orgs.ts'

/** 流量: counted by its day and added over months. 存量: what stands at the end of a month; never added over months. 比率: one figure over another, times a hundred. */
export const indicatorKinds = { flow: '流量', stock: '存量', ratio: '比率' } as const
export type IndicatorKind = keyof typeof indicatorKinds

/** The five abilities (五种能力) and the five 高 of 231号文 二（三）: two dimensions, not one. */
export const abilities = ['创造', '运用', '保护', '管理', '服务'] as const
export const fiveHigh = ['高质量创造', '高标准保护', '高效益运用', '高水平服务', '高效能合作'] as const

export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应写作 2026-03')
export type Month = z.infer<typeof Month>
/** What one query may span; both months are counted. */
export const mostMonths = 60
export const monthsBetween = (from: Month, to: Month): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1

/** How a figure came to be. A derived one stands apart from an official one; a provisional one may still change. */
export const figureSources = { records: '系统生成', outside: '外部数据', derived: '推算' } as const
export type FigureSource = keyof typeof figureSources

/** One figure: an indicator for a unit and all below it, in a month or at its end, by the tree of that month. Null: no data, shown as 「—」, never as 0. */
export const Figure = z.strictObject({
  indicator: z.string(),
  orgId: OrgId,
  orgName: z.string(),
  month: Month,
  value: z.number().nullable(),
  /** 本级: what the unit did itself, beside the lines of the units below it; all lines together are the unit's figure. */
  own: z.boolean(),
  /** How many records stand behind it: the length of the list that it opens to. Of a ratio: those of its denominator. */
  records: z.number().int(),
  /** Of a ratio: what was divided by what. Each opens to a list of its own. */
  over: z.strictObject({ numerator: z.number(), denominator: z.number() }).nullable(),
  source: z.enum(['records', 'outside', 'derived']),
  provisional: z.boolean(),
})
export type Figure = z.infer<typeof Figure>

/** A number over one or several months, and the list that it opens to: `records` lines. Null: no data, never nought. */
export const Cell = z.strictObject({
  value: z.number().nullable(),
  records: z.int(),
  /** Of a ratio. Each opens a list of its own. */
  over: z.strictObject({ numerator: z.number(), denominator: z.number() }).nullable(),
  provisional: z.boolean(),
})
export type Cell = z.infer<typeof Cell>
export const MonthCell = Cell.extend({ month: Month })
export type MonthCell = z.infer<typeof MonthCell>

/** A unit below another, or what that one did itself, with what it came to in a period and its place among its peers. */
export const RankedRow = z.strictObject({
  orgId: OrgId,
  name: z.string(),
  /** 本级: what the unit itself did. */
  own: z.boolean(),
  /** null: a unit of a former tree that is no longer one of the units below. */
  kind: OrgKind.nullable(),
  cell: Cell,
  /** The months of the period in which it stood here: a unit that moved has a line on each side, and each opens its own months. */
  from: Month,
  to: Month,
  /** Equal figures share a rank. null: not ranked, and `reason` says why. */
  rank: z.int().nullable(),
  reason: z.string(),
  /** Stands within the reader's reach today. */
  opens: z.boolean(),
})
export type RankedRow = z.infer<typeof RankedRow>

/** A record behind a figure. Out of today's reach it is a line without a name, so that the list is still as long as the figure says. */
export const RecordBehind = z.strictObject({
  fact: z.string(),
  day: LegalDay,
  orgId: OrgId,
  orgName: z.string(),
  value: z.number(),
  /** null: the record is not within reach. */
  title: z.string().nullable(),
  matterId: MatterId.nullable(),
  /** Where it opens in the page. */
  path: z.string().nullable(),
})
export type RecordBehind = z.infer<typeof RecordBehind>
