import { z } from 'zod'
import { LegalDay, OrgId, PersonId } from './common.ts'

/** 培训形式: how it was learned. Cadres are judged by it. The two that rules name; more by configuration (学时规则). */
export const trainingForms = { class: '集中培训', online: '网络培训', practice: '实践活动', other: '其他形式' } as const
/** 科目: what was learned. Professional staff are judged by it. */
export const trainingSubjects = { public: '公需科目', professional: '专业科目' } as const
/** A code of the configuration; the ones above stand always. */
export const HoursCode = z.string().regex(/^[a-z][A-Za-z]{1,30}$/, '代码由 2 至 31 个英文字母组成，首字母小写')

/** Where an hour comes from: every entry shows it. */
export const hoursSources = {
  training: '培训班',
  courses: '网络课程',
  exams: '考试',
  lecture: '大讲堂',
  national: '国家远程教育平台',
  manual: '人工补录',
  contest: '竞赛',
  teaching: '授课',
} as const
export type HoursSource = keyof typeof hoursSources
export const HoursSource = z.enum(Object.keys(hoursSources) as [HoursSource, ...HoursSource[]]) // the keys of a const object

/** 学时 and 天 in halves. */
export const Hours = z.number().min(0).max(2000).multipleOf(0.5)
export const Days = z.number().min(0).max(366).multipleOf(0.5)

/**
 * What a room says when somebody has earned hours. One credit for a person and a source, however often it is said; hours and days are two measures
 * and are given as they were earned, never one made of the other (PX-01).
 */
export const Credit = z.strictObject({
  personId: PersonId,
  form: HoursCode,
  /** Null: neither 公需 nor 专业 was said. */
  subject: HoursCode.nullable(),
  theme: z.string().max(60).nullable(),
  hours: Hours,
  days: Days,
  fromDay: LegalDay,
  /** The day on which it was completed: it decides the year. */
  earnedOn: LegalDay,
  source: z.strictObject({ room: HoursSource, id: z.string().min(1).max(300), title: z.string().min(1).max(200) }),
  hostOrgId: OrgId.nullable(),
  /** 合格培训 for the rotation (轮训). */
  qualifies: z.boolean(),
  /** A credit given anew after the first was reversed (冲销) is the second turn of its source. */
  turn: z.int().min(1).max(99).optional(),
})
export type Credit = z.infer<typeof Credit>

/** 期次: something that a unit hosts, planned for a day; said again whenever it is put off, held or cancelled. */
export const HostedSession = z.strictObject({
  room: z.enum(['training', 'lecture']),
  id: z.string().min(1).max(80),
  hostOrgId: OrgId,
  /** `businessTraining` (业务培训) is what the rule of the month counts. */
  kind: z.enum(['businessTraining', 'lecture', 'other']),
  title: z.string().min(1).max(200),
  plannedOn: LegalDay,
  heldOn: LegalDay.nullable(),
  cancelled: z.boolean(),
  /** Days for which it was planned before, where the room knows them; what was recorded before stays in any case. */
  postponedFrom: z.array(LegalDay).optional(),
})
export type HostedSession = z.infer<typeof HostedSession>
