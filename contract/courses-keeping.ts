import { z } from 'zod'
import { Instant, LegalDay, OrgId, Page, PageQuery, PersonId } from './common.ts'
import { CourseId, CourseSubject, courseSubjects, EditionState, UnitId, UnitKind } from './courses.ts'
import { get, post } from './endpoint.ts'

const params = z.strictObject({ courseId: CourseId })

/** What a unit's content is taken from: an upload that was found in order, or an exam. */
export const UnitDraft = z.strictObject({
  title: z.string({ error: '请填写单元名称' }).trim().min(1, '请填写单元名称').max(80, '单元名称不超过 80 字').meta({ title: '单元名称' }),
  kind: UnitKind.meta({ title: '类型' }),
  required: z.boolean().default(true).meta({ title: '必修' }),
  uploadId: z.uuid().optional(),
  examId: z.uuid('考试编号不正确').optional(),
  share: z.number().min(0.5, '不低于 50%').max(1, '不超过 100%').default(0.9).meta({ title: '须观看的比例' }),
  minutes: z.int().min(0).max(600, '不超过 600 分钟').default(0).meta({ title: '至少阅读分钟数' }),
})
export type UnitDraft = z.output<typeof UnitDraft>

export const CourseDraft = z.strictObject({
  title: z
    .string({ error: '请填写课程名称' })
    .trim()
    .min(2, '课程名称至少 2 个字')
    .max(80, '课程名称不超过 80 字')
    .meta({ title: '课程名称' }),
  programme: z
    .string()
    .trim()
    .max(60, '专题名称不超过 60 字')
    .optional()
    .meta({ title: '专题', description: '同一专题的课程放在一起，例如“新修订商标法专题”；可以不填。' }),
  theme: z.string({ error: '请选择主题' }).trim().min(1, '请选择主题').max(20).meta({ title: '主题', placeholder: '从专题列表选择' }),
  hours: z
    .number({ error: '请填写学时' })
    .min(0, '学时不能小于 0')
    .max(200, '学时不超过 200')
    .multipleOf(0.5, '学时以 0.5 为单位')
    .meta({ title: '学时', description: '完成全部必修单元后计入学时台账；0 表示不计学时。' }),
  subject: CourseSubject.default('professional').meta({
    title: '学时计入科目',
    labels: courseSubjects,
    description: '【建议】系统默认计入专业科目，以省局和人力资源社会保障部门口径为准，可以改选。',
  }),
  qualifies: z.boolean().default(true).meta({
    title: '计入轮训合格培训',
    description: '【建议】系统默认计入，以省局口径为准，可以改选。',
  }),
  summary: z.string().trim().max(1000, '简介不超过 1000 字').default('').meta({ title: '简介', widget: 'textarea' }),
  clickMinutes: z
    .int('请填写整数')
    .min(1, '至少 1 分钟')
    .max(60, '不超过 60 分钟')
    .optional()
    .meta({ title: '防挂机：每隔几分钟点击确认', description: '观看视频每满这么多分钟，暂停并等学员点击；不填则不询问。' }),
  maxRate: z
    .number()
    .min(1, '不低于 1 倍')
    .max(2, '不超过 2 倍')
    .default(1.5)
    .meta({ title: '最高播放倍速', description: '计入观看时间的最高倍速，1 至 2。' }),
})
export type CourseDraft = z.output<typeof CourseDraft>

/** A course as who keeps it sees it: the present edition, and the draft beside it. */
export const KeptCourse = z.strictObject({
  id: CourseId,
  version: z.int(),
  title: z.string(),
  org: z.strictObject({ id: OrgId, name: z.string() }),
  mine: z.boolean(),
  state: EditionState,
  edition: z.int(),
  hasDraft: z.boolean(),
  theme: z.string(),
  hours: z.number(),
  units: z.int(),
  learners: z.int(),
  completed: z.int(),
  publishedAt: Instant.nullable(),
})
export type KeptCourse = z.infer<typeof KeptCourse>

export const KeptUnit = z.strictObject({
  id: UnitId,
  position: z.int(),
  title: z.string(),
  kind: UnitKind,
  required: z.boolean(),
  name: z.string().nullable(),
  bytes: z.int().nullable(),
  seconds: z.number().nullable(),
  examId: z.uuid().nullable(),
  /** Of a quiz, for whoever may see that exam. */
  examTitle: z.string().nullable(),
  items: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  share: z.number(),
  minutes: z.int(),
})
export type KeptUnit = z.infer<typeof KeptUnit>

export const EditionView = z.strictObject({
  ...KeptCourse.shape,
  programme: z.string().nullable(),
  summary: z.string(),
  subject: CourseSubject,
  qualifies: z.boolean(),
  clickMinutes: z.int().nullable(),
  maxRate: z.number(),
  withdrawnWhy: z.string().nullable(),
  content: z.array(KeptUnit),
  editions: z.array(z.strictObject({ number: z.int(), state: EditionState, publishedAt: Instant.nullable(), learners: z.int() })),
  programmes: z.array(z.string()),
})
export type EditionView = z.infer<typeof EditionView>

export const Learner = z.strictObject({
  personId: PersonId,
  name: z.string(),
  org: z.string(),
  edition: z.int(),
  beganAt: Instant,
  completedOn: LegalDay.nullable(),
  learned: z.int(),
  required: z.int(),
})
export type Learner = z.infer<typeof Learner>

export const KeptFilter = z.strictObject({
  ...PageQuery,
  text: z.string().trim().max(60).optional().meta({ title: '课程名称' }),
  state: EditionState.optional().meta({ title: '状态' }),
})
export const LearnerFilter = z.strictObject({
  ...PageQuery,
  state: z.enum(['learning', 'completed']).optional().meta({ title: '学习情况' }),
  text: z.string().trim().max(40).optional().meta({ title: '姓名' }),
})

const ofUnit = z.strictObject({ courseId: CourseId, unitId: UnitId })

/** Of who keeps courses (培训管理人员). Every change goes to the draft and names the version that was seen. */
export const courseKeepingApi = {
  list: get('/course-keeping', { title: '课程管理', needs: 'course.manage', query: KeptFilter, answer: Page(KeptCourse) }),
  read: get('/course-keeping/:courseId', { title: '编辑课程', needs: 'course.manage', params, answer: EditionView }),
  create: post('/course-keeping', { title: '新建课程', needs: 'course.manage', body: CourseDraft, answer: EditionView }),
  change: post('/course-keeping/:courseId', {
    title: '修改课程',
    needs: 'course.manage',
    params,
    body: CourseDraft,
    answer: EditionView,
    versioned: true,
  }),
  addUnit: post('/course-keeping/:courseId/units', {
    title: '添加学习单元',
    needs: 'course.manage',
    params,
    body: UnitDraft,
    answer: EditionView,
    versioned: true,
  }),
  changeUnit: post('/course-keeping/:courseId/units/:unitId', {
    title: '修改学习单元',
    needs: 'course.manage',
    params: ofUnit,
    body: UnitDraft.pick({ title: true, required: true, share: true, minutes: true }),
    answer: EditionView,
    versioned: true,
  }),
  removeUnit: post('/course-keeping/:courseId/units/:unitId/remove', {
    title: '移除学习单元',
    needs: 'course.manage',
    params: ofUnit,
    answer: EditionView,
    versioned: true,
  }),
  order: post('/course-keeping/:courseId/order', {
    title: '调整单元顺序',
    needs: 'course.manage',
    params,
    body: z.strictObject({ units: z.array(UnitId).max(200) }),
    answer: EditionView,
    versioned: true,
  }),
  publish: post('/course-keeping/:courseId/publish', {
    title: '发布课程',
    needs: 'course.manage',
    params,
    answer: EditionView,
    versioned: true,
  }),
  withdraw: post('/course-keeping/:courseId/withdraw', {
    title: '下架课程',
    needs: 'course.manage',
    params,
    body: z.strictObject({
      reason: z
        .string({ error: '请写明下架原因' })
        .trim()
        .min(2, '请写明下架原因')
        .max(200)
        .meta({ title: '下架原因', description: '已经开始学习的人员仍可学完。', widget: 'textarea' }),
    }),
    answer: EditionView,
    versioned: true,
  }),
  redraft: post('/course-keeping/:courseId/draft', {
    title: '编写新版本',
    needs: 'course.manage',
    params,
    answer: EditionView,
    versioned: true,
  }),
  learners: get('/course-keeping/:courseId/learners', {
    title: '课程学习情况',
    needs: 'training.read',
    params,
    query: LearnerFilter,
    answer: Page(Learner),
  }),
}
