import { z } from 'zod'
import { Instant, LegalDay, OrgId, Page, PageQuery, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'
import { HoursCode } from './hours.ts'
import { importEndpoints } from './import.ts'

export const lectureStates = { planned: '预告', held: '已举办', cancelled: '已取消' } as const
export type LectureState = keyof typeof lectureStates
export const LectureState = z.enum(Object.keys(lectureStates) as [LectureState, ...LectureState[]]) // the keys of a const object
export const attendanceModes = { onsite: '现场', online: '线上' } as const
export const AttendanceMode = z.enum(Object.keys(attendanceModes) as [keyof typeof attendanceModes, ...(keyof typeof attendanceModes)[]]) // likewise
export const attendanceWays = { list: '名单登记', import: '表格导入', code: '签到码' } as const
const Way = z.enum(Object.keys(attendanceWays) as [keyof typeof attendanceWays, ...(keyof typeof attendanceWays)[]]) // likewise

export const Series = z.strictObject({ id: z.uuid(), name: z.string(), active: z.boolean() })
export type Series = z.infer<typeof Series>

const Speaker = z.strictObject({
  /** 系统内: a person of the platform; null for 外部专家. */
  personId: PersonId.nullable(),
  name: z.string(),
  unit: z.string(),
})

export const LectureLine = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  series: z.string(),
  title: z.string(),
  theme: z.string().nullable(),
  host: z.string(),
  plannedOn: LegalDay,
  startsAt: z.string(),
  minutes: z.int(),
  state: LectureState,
  speakers: z.array(Speaker),
  liveUrl: z.string().nullable(),
  recordingUrl: z.string().nullable(),
  /** How I was there; null when I was not. */
  mine: AttendanceMode.nullable(),
})
export type LectureLine = z.infer<typeof LectureLine>

export const Lecture = LectureLine.extend({
  seriesId: z.uuid(),
  hostId: OrgId,
  summary: z.string().nullable(),
  subject: z.string().nullable(),
  place: z.string().nullable(),
  heldOn: LegalDay.nullable(),
  postponedFrom: z.array(LegalDay),
  reason: z.string().nullable(),
  countsMonthly: z.boolean(),
  qualifies: z.boolean(),
  /** What it credits by the rule of the configuration. */
  hours: z.number(),
  /** As many as the reader may see. */
  attended: z.int(),
  mayManage: z.boolean(),
  /** It is today, and one signs in with the code that is shown. */
  maySignIn: z.boolean(),
})
export type Lecture = z.infer<typeof Lecture>

const link = z
  .url({ protocol: /^https?$/, error: '请填写以 http:// 或 https:// 开头的网址' })
  .max(500)
  .optional()

export const LectureDraft = z.strictObject({
  seriesId: z.uuid().meta({ title: '系列' }),
  hostOrgId: OrgId.optional().meta({
    title: '主办单位',
    widget: 'orgPicker',
    description: '默认本单位；可选下属单位，如“知创福建”平台',
  }),
  title: z.string().trim().min(2, '请填写题目').max(100).meta({ title: '题目' }),
  summary: z.string().trim().max(500).optional().meta({ title: '内容简介', widget: 'textarea' }),
  theme: z.string().max(20).optional().meta({ title: '主题' }),
  subject: HoursCode.optional().meta({ title: '科目' }),
  plannedOn: LegalDay.meta({ title: '日期', widget: 'day', future: true }),
  startsAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间格式应为 09:00')
    .meta({ title: '开始时间', placeholder: '09:00' }),
  minutes: z.int().min(10, '时长至少 10 分钟').max(1440).meta({ title: '时长（分钟）' }),
  place: z.string().trim().max(80).optional().meta({ title: '地点', description: '只有线上的不填' }),
  liveUrl: link.meta({ title: '直播链接' }),
  insideSpeakers: z.array(PersonId).max(10).optional().meta({ title: '系统内主讲人', widget: 'personPicker' }),
  outsideSpeakers: z
    .array(
      z.strictObject({
        name: z.string().trim().min(2, '请填写姓名').max(40).meta({ title: '姓名' }),
        unit: z.string().trim().min(2, '请填写单位').max(80).meta({ title: '单位及职务' }),
      }),
    )
    .max(10)
    .optional()
    .meta({ title: '外部专家' }),
  countsMonthly: z
    .boolean()
    .default(false)
    .meta({ title: '作为业务培训计入每月一期', description: '由“知创福建”省平台主办的才会抵作当月期次' }),
  qualifies: z.boolean().default(false).meta({ title: '计作轮训合格培训' }),
})
export type LectureDraft = z.output<typeof LectureDraft>

export const LectureFilter = z.strictObject({
  ...PageQuery,
  seriesId: z.uuid().optional(),
  state: LectureState.optional(),
  /** 我听过的. */
  mine: z.enum(['yes']).optional(),
  text: z.string().trim().max(40).optional(),
})
export type LectureFilter = z.output<typeof LectureFilter>

export const Attendance = z.strictObject({
  person: z.strictObject({ id: PersonId, name: z.string(), unit: z.string() }),
  mode: AttendanceMode,
  how: Way,
  at: Instant,
})
export type Attendance = z.infer<typeof Attendance>

const ofLecture = { params: z.strictObject({ lectureId: z.uuid() }) }
const act = { needs: 'training.manage', ...ofLecture, answer: Lecture } as const
const done = z.strictObject({ done: z.boolean() })

export const lecturesApi = {
  series: get('/lecture-series', { title: '讲座系列', needs: 'signedIn', answer: z.array(Series) }),
  keepSeries: post('/lecture-series', {
    title: '增设讲座系列',
    needs: 'training.manage',
    body: z.strictObject({ name: z.string().trim().min(2, '请填写名称').max(40).meta({ title: '系列名称' }) }),
    answer: z.array(Series),
  }),
  list: get('/lectures', { title: '大讲堂', needs: 'signedIn', query: LectureFilter, answer: Page(LectureLine) }),
  read: get('/lectures/:lectureId', { title: '讲座', needs: 'signedIn', ...ofLecture, answer: Lecture }),
  create: post('/lectures', { title: '安排讲座', needs: 'training.manage', body: LectureDraft, answer: Lecture }),
  edit: post('/lectures/:lectureId', { title: '修改讲座', ...act, body: LectureDraft, versioned: true }),
  hold: post('/lectures/:lectureId/hold', {
    title: '登记已举办',
    ...act,
    body: z.strictObject({
      heldOn: LegalDay.meta({ title: '举办日期', widget: 'day' }),
      minutes: z.int().min(10).max(1440).meta({ title: '实际时长（分钟）' }),
      recordingUrl: link.meta({ title: '回放链接' }),
    }),
    versioned: true,
  }),
  cancel: post('/lectures/:lectureId/cancel', {
    title: '取消讲座',
    ...act,
    body: z.strictObject({ reason: z.string().trim().min(2, '请填写原因').max(200).meta({ title: '取消原因', widget: 'textarea' }) }),
    versioned: true,
  }),
  /** 回放 often comes days later. */
  setRecording: post('/lectures/:lectureId/recording', {
    title: '登记回放链接',
    ...act,
    body: z.strictObject({ recordingUrl: link.meta({ title: '回放链接' }) }),
    versioned: true,
  }),
  attendance: get('/lectures/:lectureId/attendance', {
    title: '听讲名单',
    needs: 'training.read',
    ...ofLecture,
    query: z.strictObject({ ...PageQuery }),
    answer: Page(Attendance),
  }),
  attend: post('/lectures/:lectureId/attendance', {
    title: '登记听讲人员',
    needs: 'training.manage',
    ...ofLecture,
    body: z.strictObject({
      people: z.array(PersonId).min(1, '请选择听讲人员').max(200).meta({ title: '听讲人员', widget: 'personPicker' }),
      mode: AttendanceMode.meta({ title: '方式', labels: attendanceModes }),
    }),
    answer: done,
  }),
  drop: post('/lectures/:lectureId/attendance/:personId/drop', {
    title: '移出听讲名单',
    needs: 'training.manage',
    params: z.strictObject({ lectureId: z.uuid(), personId: PersonId }),
    answer: done,
  }),
  /** The digits of this half minute, shown on the screen of the hall. */
  code: get('/lectures/:lectureId/code', {
    title: '签到码',
    needs: 'training.manage',
    ...ofLecture,
    answer: z.strictObject({ code: z.string() }),
  }),
  signIn: post('/lectures/:lectureId/sign-in', {
    title: '讲座签到',
    needs: 'signedIn',
    ...ofLecture,
    body: z.strictObject({
      code: z
        .string()
        .trim()
        .regex(/^\d{8}$/, '签到码为 8 位数字')
        .meta({ title: '签到码' }),
      mode: AttendanceMode.meta({ title: '方式', labels: attendanceModes }),
    }),
    answer: Lecture,
  }),
}

/** A table for one lecture: the lecture is named in each row by its title and day, as the template says. */
export const attendanceImportsApi = importEndpoints('/lecture-attendance-imports', 'training.manage', '听讲名单')
