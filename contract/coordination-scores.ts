import { z } from 'zod'
import { LegalDay, OrgId, Page, PageQuery } from './common.ts'
import { RequestRow } from './coordination-requests.ts'
import { get, post } from './endpoint.ts'

/**
 * The five measures of cooperation (协作评价), of the unit that was asked. Definitions and thresholds are proposed (【建议】): no office has laid them down.
 * They are all that is published: nothing is deducted besides.
 */
export const measures = {
  accepted: {
    title: '受理及时率',
    formula: '收到请求后 N 个工作日内首次回应（受理、不予受理或者要求补充）的件数 ÷ 已回应或者已满 N 个工作日的件数 × 100%',
    day: '按请求发出之日归入所选期间',
  },
  answered: {
    title: '按期答复率',
    formula: '在约定答复日期（经请求单位同意延期的，为延期后的日期）当日或者之前首次答复的件数 ÷ 约定日期已到或者已经答复的件数 × 100%',
    day: '按首次答复时的约定答复日期归入所选期间',
  },
  complete: {
    title: '答复完整率',
    formula: '首次答复后没有被退回补充的件数 ÷ 答复后请求单位已经评价或者退回的件数 × 100%',
    day: '按首次答复之日归入所选期间',
  },
  satisfied: {
    title: '满意度',
    formula: '评价得分之和 ÷（评价件数 × 5）× 100%',
    day: '按评价之日归入所选期间',
  },
  reported: {
    title: '线索回告率',
    formula: '移送的线索中已经回告处理结果的件数 ÷ 移送满 N 日或者已经回告的件数 × 100%',
    day: '按线索移送之日归入所选期间',
  },
} as const
export type Measure = keyof typeof measures
export const Measure = z.enum(Object.keys(measures) as [Measure, ...Measure[]]) // the keys of a const object
export const measureMark = '【建议】'

const percent = (title: string) => z.int().min(0).max(100).meta({ title })
const Threshold = z.strictObject({ good: percent('达标（%）'), fair: percent('接近达标（%）') }).refine(({ good, fair }) => fair <= good, {
  path: ['fair'],
  message: '“接近达标”不能高于“达标”',
})
/** What the province's office may set; the defaults are proposed. */
export const CoordinationSettings = z.strictObject({
  acceptDays: z.int().min(1).max(60).meta({ title: '受理期限（工作日）' }),
  reportDays: z.int().min(1).max(730).meta({ title: '线索回告期限（日）' }),
  receiptDays: z.int().min(1).max(180).meta({ title: '未签收提醒（日）' }),
  minimum: z.int().min(1).max(1000).meta({ title: '参加排名的最少件数' }),
  thresholds: z.strictObject({
    accepted: Threshold.meta({ title: measures.accepted.title }),
    answered: Threshold.meta({ title: measures.answered.title }),
    complete: Threshold.meta({ title: measures.complete.title }),
    satisfied: Threshold.meta({ title: measures.satisfied.title }),
    reported: Threshold.meta({ title: measures.reported.title }),
  }),
})
export type CoordinationSettings = z.infer<typeof CoordinationSettings>
export const defaultCoordinationSettings: CoordinationSettings = {
  acceptDays: 5,
  reportDays: 90,
  receiptDays: 15,
  minimum: 5,
  thresholds: {
    accepted: { good: 95, fair: 80 },
    answered: { good: 95, fair: 80 },
    complete: { good: 90, fair: 75 },
    satisfied: { good: 90, fair: 75 },
    reported: { good: 90, fair: 75 },
  },
}

/** Said under the formulas: who backdates is not on time by it. */
export const recordedWords = '是否及时、是否按期，以系统记录之日为准；填写的日期只用于显示和归期。'

export const scoreLights = { good: '达标', fair: '接近达标', poor: '未达标', none: '—' } as const
export type ScoreLight = keyof typeof scoreLights

export const Score = z.strictObject({
  measure: Measure,
  /** Of 满意度: points and the most that could be. */
  numerator: z.int(),
  denominator: z.int(),
  /** How many requests stand behind each: as long as the lists are. */
  cases: z.int(),
  met: z.int(),
  /** In tenths of a per cent, cut and not rounded up: 94.96 is 94.9, not 95. Null without a case. */
  rate: z.number().nullable(),
  light: z.enum(Object.keys(scoreLights) as [ScoreLight, ...ScoreLight[]]), // likewise
  /** Null: too few cases. */
  rank: z.int().nullable(),
})
export type Score = z.infer<typeof Score>

export const ScoreRow = z.strictObject({
  orgId: OrgId,
  org: z.string(),
  scores: z.array(Score),
  /** Of the cases of 受理及时率, those that were declined (不予受理): in time or not, that is a response. */
  declined: z.int(),
})
export type ScoreRow = z.infer<typeof ScoreRow>

/** A partner outside who works by a link: he is measured by nothing, what became of the requests is said. */
export const OutsideRow = z.strictObject({ name: z.string(), sent: z.int(), answered: z.int(), declined: z.int() })
export type OutsideRow = z.infer<typeof OutsideRow>

const Period = { from: LegalDay, to: LegalDay }
/** Everything, the first of the year before by default: the page says which. */
export const ScoreFilter = z.strictObject({ from: Period.from.optional(), to: Period.to.optional() })
export const ScoreBoard = z.strictObject({
  ...Period,
  asOf: LegalDay,
  settings: CoordinationSettings,
  changed: z.boolean(),
  mayChange: z.boolean(),
  rows: z.array(ScoreRow),
  outside: z.array(OutsideRow),
})
export type ScoreBoard = z.infer<typeof ScoreBoard>

export const scoresApi = {
  board: get('/coordination/scores', { title: '协作评价', needs: 'request.read', query: ScoreFilter, answer: ScoreBoard }),
  export: get('/coordination/scores/export', { title: '导出协作评价', needs: 'request.read', query: ScoreFilter, kind: 'download' }),
  behind: get('/coordination/scores/requests', {
    title: '评价所统计的请求',
    needs: 'request.read',
    query: z.strictObject({
      ...PageQuery,
      ...Period,
      measure: Measure,
      orgId: OrgId,
      /** all: the cases. met: those that met it; of 满意度 those with four points or five. declined: of 受理及时率, those that were declined. */
      part: z.enum(['all', 'met', 'declined']).default('all'),
    }),
    answer: Page(RequestRow),
  }),
  settings: post('/coordination/settings', {
    title: '修改协作评价设置',
    needs: 'request.act',
    body: z.strictObject({
      settings: CoordinationSettings,
      reason: z.string().trim().min(2, '请填写修改的理由').max(300).meta({ title: '修改的理由' }),
    }),
    answer: z.strictObject({ saved: z.boolean() }),
  }),
}
