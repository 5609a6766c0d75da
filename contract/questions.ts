import { z } from 'zod'
import { Instant, LegalDay, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { importEndpoints } from './import.ts'

export const questionKinds = {
  single: '单项选择题',
  multiple: '多项选择题',
  trueFalse: '判断题',
  blank: '填空题',
  short: '简答题',
  case: '案例分析题',
} as const
export type QuestionKind = keyof typeof questionKinds
export const QuestionKind = z.enum(Object.keys(questionKinds) as [QuestionKind, ...QuestionKind[]]) // the keys of a const object

export const questionStates = { draft: '待审核', reviewed: '已审核', retired: '已停用' } as const
export type QuestionState = keyof typeof questionStates
export const QuestionState = z.enum(Object.keys(questionStates) as [QuestionState, ...QuestionState[]]) // likewise

export const difficultyNames = { 1: '易', 2: '较易', 3: '中等', 4: '较难', 5: '难' } as const
export const Difficulty = z.int().min(1).max(5)

const words = (most: number, message: string) => z.string().trim().min(1, message).max(most, `不超过 ${most} 字`)
export const Option = z.strictObject({ id: z.string().regex(/^[A-Z]$/u, '选项号应为一个大写字母'), text: words(1000, '请填写选项内容') })
export type Option = z.infer<typeof Option>
const Options = z
  .array(Option)
  .min(2, '至少两个选项')
  .max(10, '至多十个选项')
  .refine((options) => new Set(options.map(({ id }) => id)).size === options.length, '选项号重复')
const stem = words(8000, '请填写题干')

/** What a candidate reads of a question that stands by itself. Nothing of its key is here. */
export const PartContent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), stem, options: Options }),
  z.strictObject({ kind: z.literal('multiple'), stem, options: Options }),
  z.strictObject({ kind: z.literal('trueFalse'), stem }),
  z.strictObject({ kind: z.literal('blank'), stem, blanks: z.int().min(1).max(20) }),
  z.strictObject({ kind: z.literal('short'), stem }),
])
export type PartContent = z.infer<typeof PartContent>

/** 案例分析: one text with sub-questions, each with its share of the marks. */
export const CaseContent = z.strictObject({
  kind: z.literal('case'),
  stem,
  parts: z
    .array(z.strictObject({ share: z.number().positive().max(100), content: PartContent }))
    .min(1, '至少一个小题')
    .max(20),
})
export type CaseContent = z.infer<typeof CaseContent>
export const QuestionContent = z.union([PartContent, CaseContent])
export type QuestionContent = z.infer<typeof QuestionContent>

const optionId = z.string().regex(/^[A-Z]$/u, '答案应为选项号')
export const PartKey = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), right: optionId }),
  z.strictObject({ kind: z.literal('multiple'), right: z.array(optionId).min(1, '请选择正确选项') }),
  z.strictObject({ kind: z.literal('trueFalse'), right: z.boolean() }),
  /** For each blank every wording that is accepted. */
  z.strictObject({ kind: z.literal('blank'), accepted: z.array(z.array(words(200, '请填写答案')).min(1).max(20)).min(1) }),
  /** 评分标准: points with their share of the marks, read by markers. */
  z.strictObject({
    kind: z.literal('short'),
    sample: words(8000, '请填写参考答案'),
    points: z.array(z.strictObject({ text: words(1000, '请填写得分点'), share: z.number().positive().max(100) })).max(30),
  }),
])
export type PartKey = z.infer<typeof PartKey>
export const QuestionKey = z.union([PartKey, z.strictObject({ kind: z.literal('case'), parts: z.array(PartKey).min(1) })])
export type QuestionKey = z.infer<typeof QuestionKey>

const partFault = (content: PartContent, key: PartKey | undefined): string | null => {
  if (!key || content.kind !== key.kind) return '答案与题型不一致'
  if ((content.kind === 'single' || content.kind === 'multiple') && (key.kind === 'single' || key.kind === 'multiple')) {
    const ids = content.options.map(({ id }) => id)
    return [key.right].flat().every((id) => ids.indexOf(id) >= 0) ? null : '正确答案不在选项之中'
  }
  if (content.kind === 'blank' && key.kind === 'blank' && key.accepted.length !== content.blanks) return `应有 ${content.blanks} 个空的答案`
  return null
}

/** Does the key answer this question, and every sub-question of it? In words, or null. */
export function keyFault(content: QuestionContent, key: QuestionKey): string | null {
  if (content.kind !== 'case') return key.kind === 'case' ? '答案与题型不一致' : partFault(content, key)
  if (key.kind !== 'case' || key.parts.length !== content.parts.length) return '每个小题都要有答案'
  return content.parts.map((part, at) => partFault(part.content, key.parts[at])).find((fault) => fault !== null) ?? null
}

const draft = {
  content: QuestionContent,
  key: QuestionKey,
  analysis: z.string().trim().max(8000).default(''),
  difficulty: Difficulty.default(3),
  theme: z.string().trim().max(60).default(''),
}
const fits = (value: { content: QuestionContent; key: QuestionKey }, report: z.RefinementCtx) => {
  const fault = keyFault(value.content, value.key)
  if (fault) report.addIssue({ code: 'custom', path: ['key'], message: fault })
}
export const QuestionDraft = z
  .strictObject({ categoryId: z.uuid('请选择分类'), secretUntil: LegalDay.nullable().default(null), ...draft })
  .superRefine(fits)
export type QuestionDraft = z.infer<typeof QuestionDraft>
export const QuestionEdit = z
  .strictObject({ ...draft, secretUntil: LegalDay.nullable().optional(), categoryId: z.uuid().optional() })
  .superRefine(fits)

export const QuestionLine = z.strictObject({
  id: z.uuid(),
  versionId: z.uuid(),
  number: z.int(),
  version: z.int(),
  kind: QuestionKind,
  stem: z.string(),
  category: z.string(),
  difficulty: z.int(),
  theme: z.string(),
  state: QuestionState,
  author: z.string(),
  reviewer: z.string().nullable(),
  secretUntil: LegalDay.nullable(),
  at: Instant,
})
export type QuestionLine = z.infer<typeof QuestionLine>

/** With its key: for the examiners of its unit alone, and each reading is in the ledger. */
export const QuestionView = QuestionLine.extend({
  categoryId: z.uuid(),
  content: QuestionContent,
  key: QuestionKey,
  keyRevision: z.int(),
  analysis: z.string(),
  isOwn: z.boolean(),
  versions: z.array(
    z.strictObject({
      id: z.uuid(),
      number: z.int(),
      state: QuestionState,
      author: z.string(),
      reviewer: z.string().nullable(),
      at: Instant,
    }),
  ),
})
export type QuestionView = z.infer<typeof QuestionView>

export const QuestionFilter = {
  text: z.string().trim().max(60).optional(),
  kind: QuestionKind.optional(),
  state: QuestionState.optional(),
  categoryId: z.uuid().optional(),
  difficulty: z.coerce.number().int().min(1).max(5).optional(),
}
const params = z.strictObject({ questionId: z.uuid() })
const answer = QuestionView
const needs = 'question.manage'

export const questionsApi = {
  categories: get('/question-categories', {
    title: '题库分类',
    needs,
    answer: z.array(z.strictObject({ id: z.uuid(), name: z.string(), reviewed: z.int(), all: z.int() })),
  }),
  addCategory: post('/question-categories', {
    title: '新增题库分类',
    needs,
    body: z.strictObject({ name: words(40, '请填写分类名称') }),
    answer: z.strictObject({ id: z.uuid() }),
  }),
  list: get('/questions', { title: '题库', needs, query: z.strictObject({ ...QuestionFilter, ...PageQuery }), answer: Page(QuestionLine) }),
  read: get('/questions/:questionId', { title: '查看试题', needs, params, answer }),
  create: post('/questions', { title: '新增试题', needs, body: QuestionDraft, answer }),
  /** A new version, to be reviewed again. */
  edit: post('/questions/:questionId', { title: '修改试题', needs, params, body: QuestionEdit, answer, versioned: true }),
  review: post('/questions/:questionId/review', { title: '审核试题', needs, params, answer, versioned: true }),
  retire: post('/questions/:questionId/retire', { title: '停用试题', needs, params, answer, versioned: true }),
  /** 更正答案: the wording stands, the key gets a further revision with its reason; exams that are being marked are scored again. */
  correctKey: post('/questions/:questionId/key', {
    title: '更正答案',
    needs,
    params,
    body: z.strictObject({ key: QuestionKey, reason: words(400, '请填写更正的理由') }),
    answer,
    versioned: true,
  }),
  importQti: post('/questions/qti', {
    title: '导入 QTI 3 试题',
    needs,
    kind: 'upload',
    body: z.strictObject({ categoryId: z.uuid('请选择分类') }),
    answer: z.strictObject({ made: z.int() }),
  }),
  exportQti: post('/questions/qti-export', {
    title: '导出 QTI 3 试题',
    needs,
    kind: 'download',
    body: z.strictObject({ ids: z.array(z.uuid()).min(1, '请选择试题').max(1000) }),
  }),
}

export const questionImportsApi = importEndpoints('/question-imports', needs, '试题')
