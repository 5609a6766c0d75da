import { z } from 'zod'
import { OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { abilities, fiveHigh, Month, MonthCell, RankedRow, RecordBehind } from './indicators.ts'
import { Mark, OrgKind } from './orgs.ts'

/** How a figure behaves over time. Only a 流量 is ever added over months. */
export const indicatorTypes = {
  flow: '流量',
  stock: '存量',
  ratio: '比率',
  cumulative: '累计',
  yearly: '年度',
  survey: '调查',
  rating: '评价',
} as const
export const IndicatorType = z.enum(Object.keys(indicatorTypes) as [keyof typeof indicatorTypes, ...(keyof typeof indicatorTypes)[]]) // the keys of a const object
export type IndicatorType = z.infer<typeof IndicatorType>

/** Where the figures of an entry come from, today. */
export const collections = { here: '平台计算', outside: '外部数据', none: '尚未取得' } as const
export const Collected = z.enum(Object.keys(collections) as [keyof typeof collections, ...(keyof typeof collections)[]]) // likewise
export type Collected = z.infer<typeof Collected>

/** What an entry's source is worth; 'assumption' is a definition that no document gives. */
export const indicatorMarks: Record<Mark, string> = {
  verified: '原文可见',
  secondary: '媒体或转载',
  unverified: '未核实',
  assumption: '系统默认口径【建议】',
}

export const IndicatorId = z.string().regex(/^[A-Za-z][A-Za-z0-9.-]{1,60}$/, '指标编号不正确')

/** One line of the catalogue (指标目录): of the compiled 53, of what the platform counts besides, or a base figure such as the population. */
export const IndicatorLine = z.strictObject({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  type: IndicatorType,
  ability: z.enum(abilities).nullable(),
  fiveHigh: z.enum(fiveHigh).nullable(),
  /** Clauses of 231号文 that it gives evidence for: 1.1 is 一（一）. */
  clauses: z.array(z.string()),
  collected: Collected,
  /** In words: how it is collected, or why it is not. */
  how: z.string(),
  /** One of the compiled catalogue; the others are the platform's own. */
  listed: z.boolean(),
  frequency: z.string().nullable(),
  levels: z.array(z.string()),
  mark: Mark,
})
export type IndicatorLine = z.infer<typeof IndicatorLine>

export const valueKinds = { actual: '实绩', target: '目标', derived: '推算', new: '当期新增' } as const
/** A value that stands in the compiled catalogue: what was published, by whom, and how far it may be trusted. */
export const PublishedValue = z.strictObject({
  period: z.string(),
  value: z.number(),
  scope: z.string(),
  kind: z.enum(Object.keys(valueKinds) as [keyof typeof valueKinds, ...(keyof typeof valueKinds)[]]), // likewise
  mark: Mark,
  source: z.string().nullable(),
  note: z.string().nullable(),
})
export type PublishedValue = z.infer<typeof PublishedValue>

const Named = z.strictObject({ id: z.string(), title: z.string() })
export const Plausibility = z.strictObject({
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** Change against the last period, in percent, that asks for a second look. */
  change: z.number().min(0).nullable(),
})
export type Plausibility = z.infer<typeof Plausibility>

export const IndicatorDetail = z.strictObject({
  line: IndicatorLine,
  definition: z.string(),
  formula: z.string().nullable(),
  source: z.string().nullable(),
  note: z.string().nullable(),
  direction: z.enum(['more', 'less']).nullable(),
  /** Counted here, and it is what it is at the end of a month: a stock, or a ratio of stocks. */
  standing: z.boolean(),
  /** Of a ratio: what it is made of, each of which opens its own list. */
  over: z.strictObject({ numerator: Named, denominator: Named }).nullable(),
  /** An entry that is really several figures (件;%). */
  parts: z.array(Named.extend({ unit: z.string() })),
  /** What the platform counts for this entry. */
  counted: z.array(Named),
  published: z.array(PublishedValue),
  plausibility: Plausibility.nullable(),
  plausibilityChanged: z.boolean(),
  mayManage: z.boolean(),
  mayKeepRules: z.boolean(),
})
export type IndicatorDetail = z.infer<typeof IndicatorDetail>

export const Target = z.strictObject({
  id: z.uuid().nullable(),
  orgId: OrgId.nullable(),
  orgName: z.string(),
  year: z.int(),
  value: z.number(),
  source: z.string(),
  mark: Mark,
})
export type Target = z.infer<typeof Target>
export const TargetDraft = z.strictObject({
  orgId: OrgId.meta({ title: '单位', widget: 'orgPicker' }),
  year: z.int('请填写年度').min(2018).max(2100).meta({ title: '年度' }),
  value: z.number('请填写目标值').nullable().meta({ title: '目标值', nullLabel: '撤销该年度目标' }),
  source: z.string().trim().min(2, '请填写目标出处').max(200).meta({ title: '目标出处', placeholder: '文件名称、文号' }),
  mark: Mark.meta({ title: '核实情况', labels: indicatorMarks }),
})

const unit = z.strictObject({ id: OrgId, name: z.string(), parentId: OrgId.nullable() })
const FiguresQuery = z.strictObject({ org: OrgId.optional(), from: Month.optional(), to: Month.optional() })

/** The figures of an indicator that the platform counts. */
export const CountedFigures = z.strictObject({
  unit,
  from: Month,
  to: Month,
  months: z.array(MonthCell),
  /** The same months a year before, for the comparison; null where nothing is known. */
  before: z.array(MonthCell),
  /** Of a flow the sum, of a stock what stands at the end, of a ratio that of the whole period. */
  total: z.strictObject({ value: z.number().nullable(), records: z.int() }),
  /** As the board of the unit ranks them. */
  children: z.array(RankedRow),
  targets: z.array(Target),
})
export type CountedFigures = z.infer<typeof CountedFigures>

const params = z.strictObject({ indicatorId: IndicatorId })
export const indicatorsApi = {
  list: get('/indicators', { title: '指标目录', needs: 'figure.read', answer: z.array(IndicatorLine) }),
  read: get('/indicators/:indicatorId', { title: '查看指标', needs: 'figure.read', params, answer: IndicatorDetail }),
  figures: get('/indicators/:indicatorId/figures', {
    title: '指标数值',
    needs: 'figure.read',
    params,
    query: FiguresQuery,
    answer: CountedFigures,
  }),
  /** The list behind a number: as long as the figure says (`records`). */
  records: get('/indicators/:indicatorId/records', {
    title: '指标背后的记录',
    needs: 'figure.read',
    params,
    query: z.strictObject({
      org: OrgId,
      from: Month,
      to: Month,
      /** 本级 alone. */
      own: z.enum(['yes']).optional(),
      /** What the units of a kind did themselves, at or below the unit. */
      kind: OrgKind.optional(),
      /** Of a ratio, which of its two lists. */
      part: z.enum(['numerator', 'denominator']).optional(),
      ...PageQuery,
    }),
    answer: Page(RecordBehind),
  }),
  export: get('/indicators/:indicatorId/export', {
    title: '导出指标数值',
    needs: 'figure.read',
    params,
    query: FiguresQuery,
    kind: 'download',
  }),
  exportCatalogue: get('/indicator-catalogue/export', { title: '导出指标目录', needs: 'figure.read', kind: 'download' }),
  setTarget: post('/indicators/:indicatorId/targets', {
    title: '设定指标目标',
    needs: 'indicator.manage',
    params,
    body: TargetDraft,
    answer: z.array(Target),
  }),
  setPlausibility: post('/indicators/:indicatorId/plausibility', {
    title: '设定指标合理范围',
    needs: 'indicator.manage',
    params,
    body: z.strictObject({
      min: z.number().nullable().meta({ title: '下限', nullLabel: '不限' }),
      max: z.number().nullable().meta({ title: '上限', nullLabel: '不限' }),
      change: z.number().min(0).nullable().meta({ title: '较上期变动超过（%）', nullLabel: '不比较' }),
      reason: z.string().trim().min(2, '请填写修改依据').max(200).meta({ title: '修改依据' }),
    }),
    answer: IndicatorDetail,
  }),
}
