import { z } from 'zod'
import { Instant, MatterId, OrgId, Page, PageQuery, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'
import { examStates, Review, reviews } from './exams-steps.ts'
import { QuestionKind } from './questions.ts'

export const partials = { none: '漏选、错选均不得分', half: '漏选得一半分，错选不得分', share: '漏选按选对比例得分，错选不得分' } as const
export const Partial = z.enum(Object.keys(partials) as [keyof typeof partials, ...(keyof typeof partials)[]]) // the keys of a const object
export type Partial = z.infer<typeof Partial>
export const audiences = { listed: '名单内人员', reach: '本单位和下级单位全体人员' } as const
export const Audience = z.enum(['listed', 'reach'])
export const ExamState = z.enum(Object.keys(examStates) as [keyof typeof examStates, ...(keyof typeof examStates)[]]) // likewise

const rules = {
  title: z.string().trim().min(2, '请填写考试名称').max(80).meta({ title: '考试名称' }),
  instructions: z.string().trim().max(2000).default('').meta({ title: '考试须知', widget: 'textarea' }),
  paperId: z.uuid().nullable().default(null).meta({ title: '试卷' }),
  audience: Audience.default('listed').meta({ title: '参加人员', labels: audiences }),
  opensAt: Instant.meta({ title: '开始时间', future: true }),
  closesAt: Instant.meta({ title: '结束时间', future: true }),
  minutes: z.int('请填写整数').min(1, '至少 1 分钟').max(600).meta({ title: '答题时长（分钟）' }),
  lateMinutes: z
    .int()
    .min(0)
    .max(600)
    .nullable()
    .default(null)
    .meta({ title: '迟到超过多少分钟不得入场', description: '留空：窗口期内都可以开始' }),
  shuffleQuestions: z.boolean().default(true).meta({ title: '打乱试题顺序' }),
  shuffleOptions: z.boolean().default(true).meta({ title: '打乱选项顺序' }),
  passShare: z.number().min(0).max(1).default(0.6).meta({ title: '合格线（占总分的比例）' }),
  partial: Partial.default('none').meta({ title: '多选题漏选', labels: partials }),
  doubleMarking: z.boolean().default(true).meta({ title: '主观题两人阅卷' }),
  differenceShare: z.number().min(0).max(1).default(0.2).meta({ title: '两人评分相差超过该题分值的多少，由第三人评' }),
  review: Review.default('score').meta({ title: '公布后考生可以查看', labels: reviews }),
  hours: z
    .number()
    .positive()
    .max(200)
    .multipleOf(0.5, '以 0.5 学时为单位')
    .nullable()
    .default(null)
    .meta({ title: '合格计学时', description: '留空：不计学时' }),
  tells: z.boolean().default(true).meta({ title: '写入学习记录' }),
}
const inOrder = (value: { opensAt: string; closesAt: string }, report: z.RefinementCtx) => {
  if (Date.parse(value.closesAt) <= Date.parse(value.opensAt))
    report.addIssue({ code: 'custom', path: ['closesAt'], message: '结束时间应晚于开始时间' })
}
/** 拟定考试. */
export const ExamDraft = z
  .strictObject({
    ...rules,
    makeupOf: MatterId.nullable().default(null),
    personIds: z.array(PersonId).max(5000).default([]),
    markerIds: z.array(PersonId).max(50).default([]),
  })
  .superRefine(inOrder)
export type ExamDraft = z.infer<typeof ExamDraft>
export const ExamEdit = z.strictObject(rules).superRefine(inOrder)
export type ExamEdit = z.infer<typeof ExamEdit>

export const ExamLine = z.strictObject({
  id: MatterId,
  title: z.string(),
  org: z.strictObject({ id: OrgId, name: z.string() }),
  state: ExamState,
  opensAt: Instant,
  closesAt: Instant,
  minutes: z.int(),
  candidates: z.int(),
  begun: z.int(),
  handedIn: z.int(),
  passed: z.int().nullable(),
})
export type ExamLine = z.infer<typeof ExamLine>

export const ExamView = ExamLine.extend({
  version: z.int(),
  instructions: z.string(),
  paper: z.strictObject({ id: z.uuid(), title: z.string(), marks: z.number(), items: z.int() }).nullable(),
  audience: Audience,
  lateMinutes: z.int().nullable(),
  shuffleQuestions: z.boolean(),
  shuffleOptions: z.boolean(),
  passShare: z.number(),
  partial: Partial,
  doubleMarking: z.boolean(),
  differenceShare: z.number(),
  review: Review,
  hours: z.number().nullable(),
  tells: z.boolean(),
  makeupOf: z.strictObject({ id: MatterId, title: z.string() }).nullable(),
  classId: MatterId.nullable(),
  scored: z.boolean(),
  markers: z.array(z.strictObject({ id: PersonId, name: z.string() })),
})
export type ExamView = z.infer<typeof ExamView>

/** One line for each candidate, begun or not. `total` only once the marking is finished. */
export const CandidateLine = z.strictObject({
  personId: PersonId,
  name: z.string(),
  org: z.string().nullable(),
  extraMinutes: z.int(),
  extraReason: z.string().nullable(),
  attemptId: z.uuid().nullable(),
  startedAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  closedBy: z.enum(['candidate', 'time', 'exam']).nullable(),
  /** 切屏: how often the page was left; a record, no verdict. */
  away: z.int(),
  total: z.number().nullable(),
  passed: z.boolean().nullable(),
})
export type CandidateLine = z.infer<typeof CandidateLine>
export const closings = { candidate: '本人交卷', time: '到时自动交卷', exam: '考试结束收卷' } as const

export const ScoreLine = z.strictObject({
  item: z.int(),
  part: z.int(),
  kind: QuestionKind,
  marks: z.number(),
  history: z.array(
    z.strictObject({
      score: z.number(),
      kind: z.enum(['auto', 'marking', 'change', 'key']),
      reason: z.string().nullable(),
      by: z.string(),
      at: Instant,
    }),
  ),
})
export type ScoreLine = z.infer<typeof ScoreLine>
export const scoreKinds = { auto: '系统评分', marking: '阅卷评分', change: '更正', key: '答案更正后重评' } as const

/** 试题分析 of one unit of the paper. */
export const ItemStatistic = z.strictObject({
  item: z.int(),
  part: z.int(),
  kind: QuestionKind,
  marks: z.number(),
  /** Null for whoever may not read the question. */
  stem: z.string().nullable(),
  n: z.int(),
  mean: z.number(),
  /** 难度 P: mean score by full marks. */
  difficulty: z.number().nullable(),
  /** 区分度 D: the upper 27 % less the lower 27 %. */
  discrimination: z.number().nullable(),
  /** 点二列相关 (of a graded unit: product-moment), with the total without this unit. */
  correlation: z.number().nullable(),
})
export type ItemStatistic = z.infer<typeof ItemStatistic>
export const ExamStatistics = z.strictObject({
  n: z.int(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  highest: z.number().nullable(),
  lowest: z.number().nullable(),
  passed: z.int(),
  /** Cronbach's alpha. */
  reliability: z.number().nullable(),
  bands: z.array(z.strictObject({ from: z.number(), to: z.number(), n: z.int() })),
  items: z.array(ItemStatistic),
})
export type ExamStatistics = z.infer<typeof ExamStatistics>

const params = z.strictObject({ examId: MatterId })
const ofAttempt = z.strictObject({ examId: MatterId, attemptId: z.uuid() })
const needs = 'exam.manage'
const people = z.strictObject({ personIds: z.array(PersonId).min(1, '请选择人员').max(2000) })
const done = z.strictObject({ done: z.int() })

/** For those who run exams. Steps (announce, open, close …) are taken as those of every matter. */
export const examsApi = {
  list: get('/exams', {
    title: '考试管理',
    needs,
    query: z.strictObject({ text: z.string().trim().max(60).optional(), state: ExamState.optional(), ...PageQuery }),
    answer: Page(ExamLine),
  }),
  create: post('/exams', { title: '拟定考试', needs, body: ExamDraft, answer: z.strictObject({ id: MatterId }) }),
  read: get('/exams/:examId', { title: '查看考试', needs, params, answer: ExamView }),
  edit: post('/exams/:examId', { title: '修改考试', needs, params, body: ExamEdit, answer: ExamView, versioned: true }),
  candidates: get('/exams/:examId/candidates', {
    title: '考生和成绩',
    needs,
    params,
    query: z.strictObject({ text: z.string().trim().max(40).optional(), ...PageQuery }),
    answer: Page(CandidateLine),
  }),
  addCandidates: post('/exams/:examId/candidates', { title: '增加考生', needs, params, body: people, answer: done }),
  removeCandidates: post('/exams/:examId/candidates/removal', { title: '移除考生', needs, params, body: people, answer: done }),
  /** 加时: also while he sits; his end moves out. The reason is personal, so it stands with the candidate and not in the history of the matter. */
  giveTime: post('/exams/:examId/extra-time', {
    title: '给考生加时',
    needs,
    params,
    body: z.strictObject({
      personId: PersonId,
      minutes: z.int('请填写整数').min(1, '至少 1 分钟').max(600, '至多 600 分钟'),
      reason: z.string().trim().min(2, '请填写加时的理由').max(200),
    }),
    answer: done,
  }),
  setMarkers: post('/exams/:examId/markers', {
    title: '指定阅卷人员',
    needs,
    params,
    body: z.strictObject({ personIds: z.array(PersonId).max(50) }),
    answer: done,
  }),
  /** 补考: a new exam with the same rules for those who were absent or did not pass. */
  makeUp: post('/exams/:examId/make-up', {
    title: '安排补考',
    needs,
    params,
    body: z.strictObject({ opensAt: Instant, closesAt: Instant }).superRefine(inOrder),
    answer: z.strictObject({ id: MatterId }),
  }),
  scores: get('/exams/:examId/attempts/:attemptId/scores', { title: '查看得分', needs, params: ofAttempt, answer: z.array(ScoreLine) }),
  changeScore: post('/exams/:examId/attempts/:attemptId/scores', {
    title: '更正得分',
    needs,
    params: ofAttempt,
    body: z.strictObject({
      item: z.int(),
      part: z.int(),
      score: z.number().min(0),
      reason: z.string().trim().min(2, '请填写更正的理由').max(400),
    }),
    answer: z.array(ScoreLine),
  }),
  statistics: get('/exams/:examId/statistics', { title: '成绩与试题分析', needs, params, answer: ExamStatistics }),
  export: post('/exams/:examId/export', { title: '导出成绩', needs, params, answer: z.strictObject({ taskId: z.uuid() }) }),
}
