import { z } from 'zod'
import { FileId, LegalDay, MatterId, OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { choice, line, maybeLine, nothing, plannedDay, text, time, unit, words } from './training-fields.ts'

export const meetingForms = { plenary: '全体会议', special: '专题会议', liaison: '联络员会议' } as const
export type MeetingForm = keyof typeof meetingForms
export const meetingStates = {
  planned: '筹备',
  agreed: '议程已定',
  noticed: '已通知',
  held: '已召开',
  minuted: '纪要待印发',
  issued: '纪要已印发',
  cancelled: '已取消',
} as const
export type MeetingState = keyof typeof meetingStates
export const noticeStates = { sent: '待签收', received: '已签收', ended: '已结束' } as const
export type NoticeState = keyof typeof noticeStates
export const noticeAnswers = { comes: '按时参加', substitute: '派员代会', leave: '请假' } as const
export type NoticeAnswer = keyof typeof noticeAnswers
export const presences = { present: '出席', substitute: '代会', leave: '请假', absent: '缺席' } as const
export type Presence = keyof typeof presences

const where = {
  day: plannedDay('会议日期'),
  starts: time('开始时间'),
  place: line('会议地点'),
  chair: line('主持人职务', '只填职务，不填姓名'),
}
export const MeetingDraft = z.strictObject({
  bodyId: z.uuid().meta({ title: '议事协调机构' }),
  form: choice('会议类型', meetingForms),
  title: line('会议名称'),
  ...where,
})
export type MeetingDraft = z.infer<typeof MeetingDraft>

const ItemDraft = z.object({
  changes: z.uuid().optional().meta({ title: '修改的议题', widget: 'hidden' }),
  title: line('议题'),
  reporter: line('汇报单位', '单位和职务'),
  files: z.array(FileId).max(20).default([]).meta({ title: '会议材料', widget: 'files' }),
})
/** While it is drafted, a decision may still lack its owner or its day; issued it may not. */
const DecisionDraft = z.object({
  changes: z.uuid().optional().meta({ title: '修改的议定事项', widget: 'hidden' }),
  text: z.string().trim().min(2, '请填写议定事项').max(500).meta({ title: '议定事项', widget: 'textarea' }),
  ownerOrgId: unit('责任单位（平台内）', '印发后自动成为该单位的督办任务').optional(),
  ownerName: maybeLine('责任单位（平台外）', '平台外成员单位只登记，以函件督促'),
  supportOrgIds: z.array(OrgId).max(30).default([]).meta({ title: '配合单位', widget: 'orgPicker', more: true }),
  due: plannedDay('完成时限').optional(),
  itemId: z.uuid().optional().meta({ title: '所属议题', more: true }),
})

export const meetingSteps = {
  writeItem: ItemDraft,
  dropItem: z.object({ itemId: z.uuid().meta({ title: '议题' }) }),
  amend: z.object({ title: line('会议名称'), ...where }),
  fixAgenda: nothing,
  reopenAgenda: z.object({ reason: text('重开议程的理由') }),
  sendNotice: z.object({
    memberIds: z.array(z.uuid()).min(1, '请选择参会单位').max(100).meta({ title: '参会单位' }),
    note: words('通知说明'),
  }),
  hold: z.object({
    attendance: z
      .array(
        z.object({
          meetingMemberId: z.uuid().meta({ title: '参会单位' }),
          presence: choice('到会情况', presences),
          who: z.string().trim().max(60).optional().meta({ title: '参会人职务' }),
        }),
      )
      .max(100)
      .default([])
      .meta({ title: '到会登记' }),
  }),
  writeDecision: DecisionDraft,
  dropDecision: z.object({ decisionId: z.uuid().meta({ title: '议定事项' }) }),
  draftMinutes: nothing,
  revise: z.object({ reason: text('修改的理由') }),
  issueMinutes: nothing,
  cancel: z.object({ reason: text('取消的理由') }),
}
export type MeetingStep = keyof typeof meetingSteps
export const noticeSteps = {
  receive: z
    .object({
      answer: choice('参会安排', noticeAnswers),
      who: z.string().trim().max(60).optional().meta({ title: '参会人职务', description: '代会的必填；只填职务' }),
      reason: z.string().trim().max(300).optional().meta({ title: '理由', description: '代会、请假的必填', widget: 'textarea' }),
    })
    .refine(({ answer, reason }) => answer === 'comes' || Boolean(reason), { path: ['reason'], message: '代会、请假请填写理由' })
    .refine(({ answer, who }) => answer !== 'substitute' || Boolean(who), { path: ['who'], message: '代会请填写代会人职务' }),
  end: nothing,
}

export const MeetingRow = z.strictObject({
  id: MatterId,
  number: z.string().nullable(),
  title: z.string(),
  body: z.string(),
  form: z.enum(Object.keys(meetingForms) as [MeetingForm, ...MeetingForm[]]), // likewise
  state: z.enum(Object.keys(meetingStates) as [MeetingState, ...MeetingState[]]), // likewise
  day: LegalDay,
  starts: z.string(),
  place: z.string(),
  decisions: z.int(),
})
export type MeetingRow = z.infer<typeof MeetingRow>

export const Decision = z.strictObject({
  id: z.uuid(),
  position: z.int(),
  text: z.string(),
  item: z.string().nullable(),
  ownerOrgId: OrgId.nullable(),
  owner: z.string().nullable(),
  outside: z.boolean(),
  supports: z.array(z.string()),
  supportOrgIds: z.array(OrgId),
  due: LegalDay.nullable(),
  /** What it still lacks before the minutes may be issued. */
  lacks: z.array(z.string()),
  task: z
    .strictObject({ id: MatterId, number: z.string().nullable(), light: z.string(), lightTitle: z.string(), state: z.string() })
    .nullable(),
})
export type Decision = z.infer<typeof Decision>

export const MeetingDetail = z.strictObject({
  ...MeetingRow.shape,
  chair: z.string(),
  bodyId: z.uuid(),
  org: z.string(),
  /** Is the reader its office? */
  runs: z.boolean(),
  candidates: z.array(z.strictObject({ id: z.uuid(), name: z.string(), post: z.string() })),
  items: z.array(
    z.strictObject({
      id: z.uuid(),
      position: z.int(),
      title: z.string(),
      reporter: z.string(),
      files: z.array(z.strictObject({ id: FileId, name: z.string() })),
    }),
  ),
  members: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      post: z.string(),
      /** Outside the platform: told by letter. */
      outside: z.boolean(),
      answer: z.enum(Object.keys(noticeAnswers) as [NoticeAnswer, ...NoticeAnswer[]]).nullable(), // likewise
      answeredOn: LegalDay.nullable(),
      reason: z.string().nullable(),
      presence: z.enum(Object.keys(presences) as [Presence, ...Presence[]]).nullable(), // likewise
      who: z.string().nullable(),
    }),
  ),
  decisions: z.array(Decision),
})
export type MeetingDetail = z.infer<typeof MeetingDetail>

const OfMeeting = z.strictObject({ matterId: MatterId })

export const meetingsApi = {
  list: get('/coordination/meetings', {
    title: '协调会议',
    needs: 'meeting.read',
    query: z.strictObject({
      ...PageQuery,
      q: z.string().trim().max(60).optional(),
      state: z.enum(Object.keys(meetingStates) as [MeetingState, ...MeetingState[]]).optional(), // likewise
      bodyId: z.uuid().optional(),
    }),
    answer: Page(MeetingRow),
  }),
  open: post('/coordination/meetings', {
    title: '筹备会议',
    needs: 'meeting.manage',
    body: MeetingDraft,
    answer: z.strictObject({ id: MatterId }),
  }),
  read: get('/coordination/meetings/:matterId', { title: '查看会议', needs: 'meeting.read', params: OfMeeting, answer: MeetingDetail }),
  notice: get('/coordination/notices/:matterId', {
    title: '会议通知',
    needs: 'meeting.read',
    params: OfMeeting,
    answer: z.strictObject({
      id: MatterId,
      meetingId: MatterId,
      title: z.string(),
      body: z.string(),
      day: LegalDay,
      starts: z.string(),
      place: z.string(),
      chair: z.string(),
      items: z.array(z.strictObject({ position: z.int(), title: z.string(), reporter: z.string() })),
      answer: z.enum(Object.keys(noticeAnswers) as [NoticeAnswer, ...NoticeAnswer[]]).nullable(), // likewise
    }),
  }),
  decisions: get('/coordination/meetings/:matterId/decisions', {
    title: '导出议定事项',
    needs: 'meeting.read',
    params: OfMeeting,
    kind: 'download',
  }),
}
