import { z } from 'zod'
import { Instant, MatterId } from './common.ts'
import { get, post } from './endpoint.ts'
import { Option, PartKey, QuestionKey, QuestionKind } from './questions.ts'

/** What a candidate answers to a question that stands by itself: option ids, yes or no, words for each blank, a text. Null: not answered. */
export const PartAnswer = z.union([z.boolean(), z.string().max(20_000), z.array(z.string().max(400)).max(20)]).nullable()
export type PartAnswer = z.infer<typeof PartAnswer>
/** One for each sub-question; a question without sub-questions has one. */
export const Answer = z.array(PartAnswer).max(20)
export type Answer = z.infer<typeof Answer>

/** As it is shown: shuffled for this candidate, without its key. */
export const ShownPart = z.strictObject({
  kind: QuestionKind,
  stem: z.string(),
  marks: z.number(),
  options: z.array(Option),
  blanks: z.int(),
})
export type ShownPart = z.infer<typeof ShownPart>
export const ShownItem = z.strictObject({
  item: z.int(),
  kind: QuestionKind,
  /** The material of a case; empty for a question that stands by itself. */
  material: z.string(),
  marks: z.number(),
  parts: z.array(ShownPart),
})
export type ShownItem = z.infer<typeof ShownItem>

export const KeptAnswer = z.strictObject({ item: z.int(), seq: z.int().min(0), answer: Answer, flagged: z.boolean() })
export type KeptAnswer = z.infer<typeof KeptAnswer>

export const myExamStates = {
  coming: '未开始',
  now: '可以参加',
  running: '作答中',
  handedIn: '已交卷，待公布',
  missed: '未参加',
  released: '成绩已公布',
  cancelled: '已取消',
} as const
export const MyExam = z.strictObject({
  id: MatterId,
  title: z.string(),
  org: z.string(),
  state: z.enum(Object.keys(myExamStates) as [keyof typeof myExamStates, ...(keyof typeof myExamStates)[]]), // the keys of a const object
  opensAt: Instant,
  closesAt: Instant,
  minutes: z.int(),
  extraMinutes: z.int(),
  makeup: z.boolean(),
  total: z.number().nullable(),
  marks: z.number().nullable(),
  passed: z.boolean().nullable(),
})
export type MyExam = z.infer<typeof MyExam>

export const MyExamView = MyExam.extend({
  instructions: z.string(),
  lateMinutes: z.int().nullable(),
  items: z.int().nullable(),
  /** Why it cannot be begun now, in words; null when it can. */
  hindrance: z.string().nullable(),
  review: z.enum(['score', 'answers', 'full']),
  /** The sum of what was handed in (SHA-256): the receipt. */
  receipt: z.string().nullable(),
  handedInAt: Instant.nullable(),
  graceSeconds: z.int(),
  now: Instant,
})
export type MyExamView = z.infer<typeof MyExamView>

/** A running attempt, on whatever device: the questions, what is kept of the answers, and how much time is left by the server's clock. */
export const Sitting = z.strictObject({
  examId: MatterId,
  title: z.string(),
  instructions: z.string(),
  startedAt: Instant,
  endsAt: Instant,
  now: Instant,
  graceSeconds: z.int(),
  items: z.array(ShownItem),
  answers: z.array(KeptAnswer),
})
export type Sitting = z.infer<typeof Sitting>

export const SaveCall = z.strictObject({
  items: z.array(KeptAnswer).max(300),
  /** Seconds of each absence since the last call. */
  away: z.array(z.int().min(0).max(86_400)).max(100).default([]),
})
export type SaveCall = z.infer<typeof SaveCall>
export const Saved = z.strictObject({
  /** By question: the sequence that the server holds now. */
  kept: z.record(z.string(), z.int()),
  /** What another device has written since. */
  newer: z.array(KeptAnswer),
  endsAt: Instant,
  now: Instant,
})
export type Saved = z.infer<typeof Saved>
export const Receipt = z.strictObject({
  receipt: z.string(),
  handedInAt: Instant,
  closedBy: z.enum(['candidate', 'time', 'exam']),
  answered: z.int(),
})
export type Receipt = z.infer<typeof Receipt>

export const ReviewedItem = ShownItem.extend({
  answer: Answer,
  scores: z.array(z.number()),
  /** Only where the exam shows it and its term of secrecy has run out. */
  key: QuestionKey.nullable(),
  keyParts: z.array(PartKey).nullable(),
  analysis: z.string().nullable(),
})
export type ReviewedItem = z.infer<typeof ReviewedItem>

const params = z.strictObject({ examId: MatterId })
const needs = 'signedIn'
/** For the candidate: everything is about himself. */
export const examRoomApi = {
  mine: get('/my-exams', { title: '我的考试', needs, answer: z.array(MyExam) }),
  read: get('/my-exams/:examId', { title: '查看我的考试', needs, params, answer: MyExamView }),
  /** Begun once, however often it is asked: the second time it goes on. What it answers, the questions, is not kept beside a key. */
  start: post('/my-exams/:examId/start', { title: '开始或继续作答', needs, params, answer: Sitting, repeatable: true }),
  /** Sent again it changes nothing; an older sequence never replaces a newer one. What the server has received by the end and its grace counts. */
  save: post('/my-exams/:examId/answers', { title: '保存作答', needs, params, body: SaveCall, answer: Saved, repeatable: true }),
  handIn: post('/my-exams/:examId/hand-in', { title: '交卷', needs, params, body: SaveCall, answer: Receipt }),
  review: get('/my-exams/:examId/review', { title: '查看本人答卷', needs, params, answer: z.array(ReviewedItem) }),
}

export const MarkingLine = z.strictObject({
  examId: MatterId,
  title: z.string(),
  org: z.string(),
  state: z.enum(['waiting', 'open', 'marked']),
})
export type MarkingLine = z.infer<typeof MarkingLine>
/** One answer to be marked: without name, unit or anybody's mark. */
export const ToMark = z.strictObject({
  code: z.string(),
  item: z.int(),
  part: z.int(),
  marks: z.number(),
  material: z.string(),
  stem: z.string(),
  sample: z.string(),
  points: z.array(z.strictObject({ text: z.string(), marks: z.number() })),
  analysis: z.string(),
  answer: z.string(),
})
export type ToMark = z.infer<typeof ToMark>
export const MarkingProgress = z.strictObject({ item: z.int(), part: z.int(), done: z.int(), waiting: z.int(), third: z.int() })
export type MarkingProgress = z.infer<typeof MarkingProgress>

/** For markers: whoever was named for an exam, whatever his duty. */
export const markingApi = {
  mine: get('/marking', { title: '阅卷任务', needs, answer: z.array(MarkingLine) }),
  next: get('/marking/:examId', {
    title: '待阅答卷',
    needs,
    params,
    answer: z.strictObject({ title: z.string(), queue: z.array(ToMark), progress: z.array(MarkingProgress) }),
  }),
  mark: post('/marking/:examId', {
    title: '评分',
    needs,
    params,
    body: z.strictObject({
      code: z.string().max(20),
      item: z.int(),
      part: z.int(),
      score: z.number().min(0, '不能小于 0').multipleOf(0.5, '以 0.5 分为单位'),
      remark: z.string().trim().max(400).default(''),
    }),
    answer: z.strictObject({ settled: z.boolean() }),
  }),
}
