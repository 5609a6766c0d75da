import { z } from 'zod'
import { Instant, LegalDay, MatterId, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'
import { Leave } from './training.ts'
import { classStates, enrolmentStatuses } from './training-steps.ts'

// The keys of const objects, in their order.
const keys = <const K extends string>(labels: Record<K, string>) => z.enum(Object.keys(labels) as [K, ...K[]])
const matterParams = z.strictObject({ matterId: MatterId })
const Time = z.string().regex(/^\d\d:\d\d$/)

export const MySession = z.strictObject({
  id: z.uuid(),
  classId: MatterId,
  classTitle: z.string(),
  day: LegalDay,
  starts: Time,
  ends: Time,
  subject: z.string(),
  room: z.string().nullable(),
  where: z.string(),
  liveLink: z.string().nullable(),
  teaching: z.boolean(),
  arrivedAt: Instant.nullable(),
})
export type MySession = z.infer<typeof MySession>
export const MyClass = z.strictObject({
  id: MatterId,
  title: z.string(),
  organiser: z.string(),
  startsOn: LegalDay,
  endsOn: LegalDay,
  where: z.string(),
  state: keys(classStates),
  status: keys(enrolmentStatuses),
  evaluationOpen: z.boolean(),
})
export const MyCertificate = z.strictObject({
  id: z.uuid(),
  number: z.string(),
  classTitle: z.string(),
  issuedOn: LegalDay,
  hours: z.number(),
  days: z.number(),
  code: z.string(),
  revokedOn: LegalDay.nullable(),
})

/** 评价: five questions with one to five points, and words. */
export const evaluationQuestions = {
  content: '课程内容切合工作实际',
  teaching: '教师讲授清楚、有针对性',
  method: '教学方式（案例、研讨等）合适',
  organisation: '组织安排与服务周到',
  gain: '我的收获',
} as const
export type EvaluationQuestion = keyof typeof evaluationQuestions
const Score = z.int().min(1, '请打分').max(5)
const perQuestion = <T extends z.ZodType>(each: T) =>
  z.strictObject({ content: each, teaching: each, method: each, organisation: each, gain: each })
/** 【建议】 Fewer answers than these are not shown: who answered could be guessed. */
export const answersToShow = 5

export const learningApi = {
  mine: get('/training/mine', {
    title: '我的培训',
    needs: 'signedIn',
    answer: z.strictObject({
      sessions: z.array(MySession),
      classes: z.array(MyClass),
      certificates: z.array(MyCertificate),
      leaves: z.array(Leave.extend({ classTitle: z.string() })),
    }),
  }),
  askLeave: post('/training/classes/:matterId/leaves', {
    title: '申请请假',
    needs: 'signedIn',
    params: matterParams,
    body: z.strictObject({
      sessionIds: z.array(z.uuid()).min(1, '请选择要请假的课次').max(200).meta({ title: '请假的课次' }),
      reason: z.string().trim().min(2, '请填写请假事由').max(500).meta({ title: '事由', widget: 'textarea' }),
    }),
    answer: z.strictObject({ id: z.uuid(), warning: z.string().nullable() }),
  }),
  withdrawLeave: post('/training/leaves/:leaveId/withdraw', {
    title: '撤回请假申请',
    needs: 'signedIn',
    params: z.strictObject({ leaveId: z.uuid() }),
    answer: z.strictObject({ withdrawn: z.boolean() }),
  }),
  /** For his unit head and training officer, who have no part in the exams; released results alone. */
  examResults: get('/training/people/:personId/exam-results', {
    title: '人员考试成绩',
    needs: 'signedIn',
    params: z.strictObject({ personId: PersonId }),
    answer: z.array(
      z.strictObject({
        examId: MatterId,
        title: z.string(),
        total: z.number(),
        marks: z.number(),
        passed: z.boolean(),
        satOn: LegalDay,
      }),
    ),
  }),
  evaluate: post('/training/classes/:matterId/evaluation', {
    title: '评价培训班',
    needs: 'signedIn',
    params: matterParams,
    body: z.strictObject({ scores: perQuestion(Score), words: z.string().trim().max(1000).default('') }),
    answer: z.strictObject({ given: z.boolean() }),
  }),
  evaluation: get('/training/classes/:matterId/evaluation', {
    title: '评价结果',
    needs: 'signedIn',
    params: matterParams,
    answer: z.strictObject({
      /** People may answer still: nothing is shown, since whoever looks again after each answer would know whose it was. */
      open: z.boolean(),
      answers: z.int().nullable(),
      /** Null while it is open, and under five answers. */
      averages: perQuestion(z.number()).nullable(),
      words: z.array(z.string()),
    }),
  }),
}
