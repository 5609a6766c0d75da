import { z } from 'zod'
import { Instant, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { Difficulty, QuestionKind } from './questions.ts'

/** 组卷蓝图: so many questions of a kind, from a category, of a difficulty, each with its marks. */
export const BlueprintRow = z.strictObject({
  kind: QuestionKind.meta({ title: '题型' }),
  categoryId: z.uuid().nullable().default(null),
  difficulty: Difficulty.nullable().default(null),
  theme: z.string().trim().max(60).nullable().default(null),
  count: z.int().min(1, '至少一题').max(200),
  marks: z.number().positive('分值应大于零').max(100).multipleOf(0.5, '分值以 0.5 分为单位'),
})
export type BlueprintRow = z.infer<typeof BlueprintRow>

const title = z.string().trim().min(2, '请填写试卷名称').max(80)
const shared = z.boolean().default(false)
export const PaperDraft = z.discriminatedUnion('how', [
  /** Drawn at random, by a seed that is kept. Left out, the server makes one. */
  z.strictObject({
    how: z.literal('drawn'),
    title,
    shared,
    rows: z.array(BlueprintRow).min(1, '请填写组卷要求').max(40),
    seed: z.string().trim().min(1).max(60).optional(),
  }),
  z.strictObject({
    how: z.literal('fixed'),
    title,
    shared,
    items: z
      .array(z.strictObject({ versionId: z.uuid(), marks: z.number().positive('分值应大于零').max(100) }))
      .min(1, '请选择试题')
      .max(300),
  }),
])
export type PaperDraft = z.infer<typeof PaperDraft>

/** What training officers see of a paper: enough to choose one, nothing of what is asked. */
export const ExamPaperLine = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  org: z.string(),
  isOwn: z.boolean(),
  shared: z.boolean(),
  items: z.int(),
  marks: z.number(),
  drawn: z.boolean(),
  inUse: z.boolean(),
  at: Instant,
})
export type ExamPaperLine = z.infer<typeof ExamPaperLine>

export const ExamPaperView = ExamPaperLine.extend({
  blueprint: z.array(BlueprintRow).nullable(),
  seed: z.string().nullable(),
  bankHash: z.string().nullable(),
  questions: z.array(
    z.strictObject({
      number: z.int(),
      versionId: z.uuid(),
      questionId: z.uuid(),
      kind: QuestionKind,
      stem: z.string(),
      category: z.string(),
      difficulty: z.int(),
      marks: z.number(),
      author: z.string(),
    }),
  ),
})
export type ExamPaperView = z.infer<typeof ExamPaperView>

const params = z.strictObject({ paperId: z.uuid() })
export const examPapersApi = {
  list: get('/exam-papers', { title: '试卷', needs: 'exam.manage', query: z.strictObject(PageQuery), answer: Page(ExamPaperLine) }),
  /** With its questions: for the examiners of its unit. */
  read: get('/exam-papers/:paperId', { title: '查看试卷', needs: 'question.manage', params, answer: ExamPaperView }),
  create: post('/exam-papers', { title: '组卷', needs: 'question.manage', body: PaperDraft, answer: z.strictObject({ id: z.uuid() }) }),
}
