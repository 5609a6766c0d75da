import { z } from 'zod'
import { Instant, LegalDay, OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { importEndpoints } from './import.ts'
import { IndicatorId, Plausibility, Target } from './indicators-catalogue.ts'

/** 统计期: a year, half, quarter or month. */
export const Period = z.string().regex(/^20\d\d(-(0[1-9]|1[0-2])|-Q[1-4]|-H[12])?$/, '统计期应写作 2025、2025-H1、2025-Q2 或 2025-06')
export type Period = z.infer<typeof Period>

/** The days of a period: `2025-Q2` is 2025-04-01 to 2025-06-30. */
export function daysOf(period: Period): { from: string; to: string } {
  const year = Number(period.slice(0, 4))
  const rest = period.slice(5)
  const [first, months] = spanOf(rest)
  const last = new Date(Date.UTC(year, first - 1 + months, 0))
  return { from: `${year}-${String(first).padStart(2, '0')}-01`, to: last.toISOString().slice(0, 10) }
}
function spanOf(rest: string): readonly [first: number, months: number] {
  if (rest === '') return [1, 12]
  if (rest.startsWith('Q')) return [Number(rest[1]) * 3 - 2, 3]
  if (rest.startsWith('H')) return [Number(rest[1]) * 6 - 5, 6]
  return [Number(rest), 1]
}
/** The period before it, of the same length: what a change is measured against. */
export function periodBefore(period: Period): Period {
  const year = Number(period.slice(0, 4))
  const rest = period.slice(5)
  if (rest === '') return String(year - 1)
  if (rest.startsWith('Q')) return rest === 'Q1' ? `${year - 1}-Q4` : `${year}-Q${Number(rest[1]) - 1}`
  if (rest.startsWith('H')) return rest === 'H1' ? `${year - 1}-H2` : `${year}-H1`
  return rest === '01' ? `${year - 1}-12` : `${year}-${String(Number(rest) - 1).padStart(2, '0')}`
}

/** One person enters, another one confirms; who entered it may take it back until then. */
export const outsideStates = { entered: '待复核', confirmed: '已复核', refused: '已退回', withdrawn: '已撤回' } as const
export const OutsideState = z.enum(Object.keys(outsideStates) as [keyof typeof outsideStates, ...(keyof typeof outsideStates)[]]) // the keys of a const object
export type OutsideState = z.infer<typeof OutsideState>

/** An outside figure (外部数据) as one version of it: a correction is a new version, the old one stays. */
export const OutsideValue = z.strictObject({
  id: z.uuid(),
  series: z.string(),
  title: z.string(),
  unit: z.string(),
  /** The unit for whose area it holds; 全国 stands apart from the tree. */
  orgId: OrgId,
  nation: z.boolean(),
  place: z.string(),
  period: z.string(),
  value: z.number(),
  asOf: LegalDay,
  source: z.string(),
  document: z.string().nullable(),
  provisional: z.boolean(),
  note: z.string().nullable(),
  version: z.int(),
  /** The newest confirmed version is the figure. */
  stands: z.boolean(),
  state: OutsideState,
  /** What looked implausible when it was entered, and was entered nevertheless. */
  warnings: z.array(z.string()),
  enteredBy: z.string(),
  enteredAt: Instant,
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
})
export type OutsideValue = z.infer<typeof OutsideValue>

export const OutsideDraft = z.strictObject({
  series: IndicatorId.meta({ title: '指标' }),
  orgId: OrgId.meta({ title: '单位（辖区）', widget: 'orgPicker' }),
  nation: z.boolean().default(false).meta({ title: '全国数据' }),
  period: Period.meta({ title: '统计期', placeholder: '2025、2025-H1、2025-Q2 或 2025-06' }),
  value: z.number('请填写数值').min(-1e12).max(1e12).meta({ title: '数值' }),
  asOf: LegalDay.meta({ title: '截至日', widget: 'day' }),
  source: z.string().trim().min(2, '请填写数据来源').max(100).meta({ title: '数据来源', placeholder: '发布机关或者资料名称' }),
  document: z.string().trim().max(100).optional().meta({ title: '文号' }),
  provisional: z.boolean().default(false).meta({ title: '暂定数' }),
  note: z.string().trim().max(200).optional().meta({ title: '说明（更正的写明原因）', widget: 'textarea' }),
})
export type OutsideDraft = z.infer<typeof OutsideDraft>

/** One figure of a line: official, or derived (推算) from two official ones. */
export const OutsidePoint = z.strictObject({
  period: z.string(),
  value: z.number(),
  asOf: LegalDay.nullable(),
  source: z.string(),
  document: z.string().nullable(),
  provisional: z.boolean(),
  derived: z.boolean(),
  /** Of a derived one: which two figures it is made of, the year of the population among them. */
  from: z.string().nullable(),
  note: z.string().nullable(),
  mark: z.enum(['entered', 'verified', 'secondary', 'unverified', 'assumption']),
  /** Against the same period a year before, in percent; null when that is missing. */
  yearOnYear: z.number().nullable(),
})
export type OutsidePoint = z.infer<typeof OutsidePoint>
export const OutsideLine = z.strictObject({ place: z.string(), own: z.boolean(), points: z.array(OutsidePoint) })
export type OutsideLine = z.infer<typeof OutsideLine>

export const Series = z.strictObject({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  stock: z.boolean(),
  plausibility: Plausibility,
})

export const outsideApi = {
  series: get('/indicator-series', { title: '外部数据项目', needs: 'figure.read', answer: z.array(Series) }),
  list: get('/indicator-values', {
    title: '外部数据台账',
    needs: 'figure.read',
    query: z.strictObject({
      series: IndicatorId.optional(),
      state: OutsideState.optional(),
      period: Period.optional(),
      org: OrgId.optional(),
      ...PageQuery,
    }),
    answer: Page(OutsideValue),
  }),
  /** Entered only without warnings, or when the person has seen them and says so. */
  enter: post('/indicator-values', {
    title: '登记外部数据',
    needs: 'indicator.manage',
    body: OutsideDraft.extend({ anyway: z.boolean().default(false) }),
    answer: z.strictObject({ entered: OutsideValue.nullable(), warnings: z.array(z.string()) }),
  }),
  decide: post('/indicator-values/:valueId/decisions', {
    title: '复核外部数据',
    needs: 'indicator.manage',
    params: z.strictObject({ valueId: z.uuid() }),
    body: z.strictObject({
      decision: z.enum(['confirmed', 'refused', 'withdrawn']),
      reason: z.string().trim().max(200).optional(),
    }),
    answer: OutsideValue,
  }),
  /** The unit's own line, those of the units above it and the nation's, each by itself. */
  lines: get('/indicators/:indicatorId/outside', {
    title: '指标外部数据',
    needs: 'figure.read',
    params: z.strictObject({ indicatorId: IndicatorId }),
    query: z.strictObject({ org: OrgId.optional() }),
    answer: z.strictObject({
      unit: z.strictObject({ id: OrgId, name: z.string() }),
      lines: z.array(OutsideLine),
      targets: z.array(Target),
    }),
  }),
}
export const outsideImportsApi = importEndpoints('/indicator-imports', 'indicator.manage', '外部数据')
