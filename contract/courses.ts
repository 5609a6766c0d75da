import { z } from 'zod'
import { Instant, LegalDay, OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'

export const CourseId = z.uuid().brand<'CourseId'>()
export type CourseId = z.infer<typeof CourseId>
export const UnitId = z.uuid().brand<'UnitId'>()
export type UnitId = z.infer<typeof UnitId>

/** 学习单元: what a course is made of. */
export const unitKinds = {
  video: '视频',
  document: '文档',
  scorm12: 'SCORM 1.2 课件',
  scorm2004: 'SCORM 2004 课件',
  cmi5: 'cmi5 课件',
  quiz: '测验',
} as const
export type UnitKind = keyof typeof unitKinds
export const UnitKind = z.enum(Object.keys(unitKinds) as [UnitKind, ...UnitKind[]]) // the keys of a const object
export type PackageKind = 'scorm12' | 'scorm2004' | 'cmi5'

/** 科目, by which hours of a course count for professional staff; neither one is possible. */
export const courseSubjects = { professional: '专业科目', public: '公需科目', none: '不分科目' } as const
export const CourseSubject = z.enum(Object.keys(courseSubjects) as [keyof typeof courseSubjects, ...(keyof typeof courseSubjects)[]]) // likewise
export type CourseSubject = z.infer<typeof CourseSubject>

export const editionStates = {
  draft: { title: '草稿', tone: 'waiting' },
  published: { title: '已发布', tone: 'done' },
  replaced: { title: '旧版本', tone: 'stopped' },
  withdrawn: { title: '已下架', tone: 'stopped' },
} as const
export type EditionState = keyof typeof editionStates
export const EditionState = z.enum(Object.keys(editionStates) as [EditionState, ...EditionState[]]) // likewise

/** How far somebody is with a course. */
export const learningStates = {
  none: { title: '未开始', tone: 'stopped' },
  learning: { title: '学习中', tone: 'running' },
  completed: { title: '已完成', tone: 'done' },
} as const
export type LearningState = keyof typeof learningStates
export const LearningState = z.enum(Object.keys(learningStates) as [LearningState, ...LearningState[]]) // likewise

export const Progress = z.strictObject({
  state: LearningState,
  /** Required units that are learned, of how many. */
  learned: z.int(),
  required: z.int(),
  beganAt: Instant.nullable(),
  completedOn: LegalDay.nullable(),
})
export type Progress = z.infer<typeof Progress>

export const CourseLine = z.strictObject({
  id: CourseId,
  title: z.string(),
  summary: z.string(),
  programme: z.string().nullable(),
  /** One of the configured themes of training, by its words. */
  theme: z.string(),
  hours: z.number(),
  org: z.strictObject({ id: OrgId, name: z.string() }),
  units: z.int(),
  edition: z.int(),
  progress: Progress,
})
export type CourseLine = z.infer<typeof CourseLine>

/** One part of a package that is launched by itself: a SCO or an assignable unit. */
export const UnitItem = z.strictObject({ id: z.string(), title: z.string(), satisfied: z.boolean() })

export const UnitView = z.strictObject({
  id: UnitId,
  position: z.int(),
  title: z.string(),
  kind: UnitKind,
  required: z.boolean(),
  examId: z.uuid().nullable(),
  name: z.string().nullable(),
  mediaType: z.string().nullable(),
  bytes: z.int().nullable(),
  /** Of a film. */
  seconds: z.number().nullable(),
  items: z.array(UnitItem),
  learned: z.boolean(),
  learnedAt: Instant.nullable(),
  /** 0 to 1 of what is asked. */
  progress: z.number(),
  /** What completes it, and what is still missing: «还差 3 分钟»; null when it is learned. */
  rule: z.string(),
  missing: z.string().nullable(),
  score: z.number().nullable(),
})
export type UnitView = z.infer<typeof UnitView>

export const CourseView = z.strictObject({
  ...CourseLine.shape,
  publishedAt: Instant.nullable(),
  /** The edition that this person learns was replaced or withdrawn meanwhile. */
  editionState: EditionState,
  mayKeep: z.boolean(),
  /** Nothing runs without a content site. */
  contentReady: z.boolean(),
  content: z.array(UnitView),
  /** 为什么还没有完成, one sentence each. */
  missing: z.array(z.string()),
})
export type CourseView = z.infer<typeof CourseView>

export const CourseFilter = z.strictObject({
  ...PageQuery,
  text: z.string().trim().max(60).optional().meta({ title: '课程名称' }),
  theme: z.string().max(40).optional().meta({ title: '主题' }),
  state: LearningState.optional().meta({ title: '学习情况' }),
})
export type CourseFilter = z.output<typeof CourseFilter>

const params = z.strictObject({ courseId: CourseId })

export const coursesApi = {
  list: get('/courses', { title: '在线课程', needs: 'signedIn', query: CourseFilter, answer: Page(CourseLine) }),
  mine: get('/courses/mine', { title: '我的课程', needs: 'signedIn', answer: z.array(CourseLine) }),
  read: get('/courses/:courseId', { title: '课程', needs: 'signedIn', params, answer: CourseView }),
  begin: post('/courses/:courseId/begin', { title: '开始学习课程', needs: 'signedIn', params, answer: CourseView }),
}
