import { z } from 'zod'
import { Instant, LegalDay, OrgId, Page, PageQuery, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'
import { HoursSource } from './hours.ts'
import { RuleMark, StaffCategory, staffCategories } from './hours-rules.ts'
import { importEndpoints } from './import.ts'

export const HoursEntry = z.strictObject({
  id: z.uuid(),
  form: z.string(),
  formTitle: z.string(),
  subject: z.string().nullable(),
  subjectTitle: z.string().nullable(),
  theme: z.string().nullable(),
  hours: z.number(),
  days: z.number(),
  fromDay: LegalDay,
  earnedOn: LegalDay,
  source: z.strictObject({ room: HoursSource, id: z.string(), title: z.string() }),
  host: z.string().nullable(),
  qualifies: z.boolean(),
  by: z.string(),
  at: Instant,
  /** This entry is itself a reversal (冲销). */
  reverses: z.uuid().nullable(),
  reason: z.string().nullable(),
  /** When and why it was reversed. */
  reversed: z.strictObject({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
  /** A lecture's hours whose reversal was itself wrong (恢复): when and why they were credited again. */
  restored: z.strictObject({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
  /** 可能重复: other standing entries that may be the same learning, by title; the officer judges. */
  mayBeTwice: z.array(z.string()),
  mayReverse: z.boolean(),
  mayRestore: z.boolean(),
})
export type HoursEntry = z.infer<typeof HoursEntry>

export const Requirement = z.strictObject({
  rule: z.string(),
  title: z.string(),
  text: z.string(),
  article: z.string(),
  mark: RuleMark,
  note: z.string().nullable(),
  from: LegalDay,
  to: LegalDay,
  of: z.enum(['any', 'all']),
  met: z.boolean().nullable(),
  lines: z.array(
    z.strictObject({
      label: z.string(),
      measure: z.enum(['hours', 'days']),
      needed: z.number().nullable(),
      done: z.number(),
      missing: z.number().nullable(),
      carried: z.number(),
      counts: z.string(),
    }),
  ),
})
export type Requirement = z.infer<typeof Requirement>

export const verdicts = { met: '已达标', short: '尚有缺额', unknown: '无法判断' } as const
export const Verdict = z.enum(Object.keys(verdicts) as [keyof typeof verdicts, ...(keyof typeof verdicts)[]]) // the keys of a const object
export type Verdict = z.infer<typeof Verdict>

export const Belonging = z.strictObject({
  id: z.uuid(),
  category: StaffCategory,
  from: LegalDay,
  to: LegalDay.nullable(),
  unmet: z.boolean(),
  note: z.string().nullable(),
})
export type Belonging = z.infer<typeof Belonging>

const Total = z.strictObject({ form: z.string(), subject: z.string().nullable(), hours: z.number(), days: z.number() })

/** 个人学时: what somebody has learned in a year, and what is still missing. */
export const PersonHours = z.strictObject({
  person: z.strictObject({ id: PersonId, name: z.string(), unit: z.string(), duty: z.string() }),
  year: z.int(),
  /** Up to this day it is judged: today, or the last day of a year that is over. */
  asOf: LegalDay,
  category: StaffCategory.nullable(),
  /** When the category changed in the year: by which one is judged, and why. */
  categoryNote: z.string().nullable(),
  belongings: z.array(Belonging),
  verdict: Verdict,
  requirements: z.array(Requirement),
  totals: z.array(Total),
  /** Years with entries, with what they came to. */
  years: z.array(z.strictObject({ year: z.int(), hours: z.number(), days: z.number() })),
  entries: z.array(HoursEntry),
  /** Of a lecture, course or class that is not yet credited nothing stands here. */
  mayKeep: z.boolean(),
})
export type PersonHours = z.infer<typeof PersonHours>

const year = z.coerce.number().int().min(2000).max(2100).optional()

const wanted = {
  text: z.string().trim().max(40).optional(),
  orgId: OrgId.optional(),
  category: z.enum(['none', ...StaffCategory.options]).optional(),
  verdict: Verdict.optional(),
  year,
}
export const HoursFilter = z.strictObject({ ...PageQuery, ...wanted })
export type HoursFilter = z.output<typeof HoursFilter>

/** 导出: everybody of the filter, on all its pages. */
export const HoursExport = z.strictObject(wanted)
export type HoursExport = z.output<typeof HoursExport>

export const HoursLine = z.strictObject({
  id: PersonId,
  name: z.string(),
  unit: z.string(),
  duty: z.string(),
  category: StaffCategory.nullable(),
  verdict: Verdict,
  /** 集中培训, 网络培训, all: of the year. */
  classHours: z.number(),
  classDays: z.number(),
  onlineHours: z.number(),
  allHours: z.number(),
  professionalHours: z.number(),
  /** What is missing, in words: 「集中培训学时 24」. */
  missing: z.array(z.string()),
})
export type HoursLine = z.infer<typeof HoursLine>

export const CategoryDraft = z.strictObject({
  category: StaffCategory.meta({ title: '人员类别', labels: staffCategories }),
  from: LegalDay.meta({ title: '起始日', widget: 'day', description: '同一日再次登记即为更正；类别变动的，填变动之日' }),
  unmet: z
    .boolean()
    .default(false)
    .meta({ title: '属于提任前教育培训未达标', description: '勾选“是”的，系统生成提任后 1 年内的补训任务（PX-04）' }),
  note: z.string().trim().max(200).optional().meta({ title: '依据', placeholder: '例如 任职文号' }),
})
export type CategoryDraft = z.output<typeof CategoryDraft>

const ofPerson = z.strictObject({ personId: PersonId })

export const hoursApi = {
  mine: get('/hours/mine', { title: '我的学时', needs: 'signedIn', query: z.strictObject({ year }), answer: PersonHours }),
  people: get('/hours/people', { title: '人员学时', needs: 'training.read', query: HoursFilter, answer: Page(HoursLine) }),
  export: post('/hours/exports', {
    title: '导出人员学时',
    needs: 'training.read',
    body: HoursExport,
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
  person: get('/hours/people/:personId', {
    title: '个人学时',
    needs: 'signedIn',
    params: ofPerson,
    query: z.strictObject({ year }),
    answer: PersonHours,
  }),
  setCategory: post('/hours/people/:personId/category', {
    title: '登记人员类别',
    needs: 'training.manage',
    params: ofPerson,
    body: CategoryDraft,
    answer: PersonHours,
  }),
  reverse: post('/hours/entries/:entryId/reverse', {
    title: '冲销学时',
    needs: 'training.manage',
    params: z.strictObject({ entryId: z.uuid() }),
    body: z.strictObject({
      reason: z.string().trim().min(2, '请填写冲销原因').max(200).meta({ title: '冲销原因', widget: 'textarea' }),
    }),
    answer: PersonHours,
  }),
  restore: post('/hours/entries/:entryId/restore', {
    title: '恢复误冲销的学时',
    needs: 'training.manage',
    params: z.strictObject({ entryId: z.uuid() }),
    body: z.strictObject({
      reason: z.string().trim().min(2, '请填写恢复原因').max(200).meta({ title: '恢复原因', widget: 'textarea' }),
    }),
    answer: PersonHours,
  }),
}

export const categoryImportsApi = importEndpoints('/hours/category-imports', 'training.manage', '人员类别')
