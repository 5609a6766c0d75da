import { z } from 'zod'
import { FileId, LegalDay, MatterId, OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { choice, line, maybeLine, nothing, plannedDay, text, time, unit, words } from './training-fields.ts'

export const bodyForms = { leadingGroup: '领导小组', jointMeeting: '联席会议', mechanism: '议事协调机制', other: '其他' } as const
export type BodyForm = keyof typeof bodyForms
export const memberParts = { lead: '组长（召集人）', deputy: '副组长（副召集人）', member: '成员', office: '办公室' } as const
export type MemberPart = keyof typeof memberParts
export const bodyMarks = { verified: '已核实', secondary: '转引', unverified: '未核实', assumption: '假定' } as const

/**
 * Units that a national joint meeting was written to in 2021 (部际联席会议 2021 年度推进计划的主送单位，【转】): offered as names for the list of members.
 * They are not the members of Fujian, whose list was not obtained.
 */
export const memberCandidates = [
  ...[
    '组织部门',
    '宣传部门',
    '政法委',
    '网信办',
    '法院',
    '检察院',
    '发展改革部门',
    '教育部门',
    '科技部门',
    '工业和信息化部门',
    '公安机关',
    '司法行政部门',
  ],
  ...[
    '财政部门',
    '人力资源社会保障部门',
    '农业农村部门',
    '商务部门',
    '文化和旅游部门',
    '卫生健康部门',
    '人民银行',
    '国资监管部门',
    '海关',
    '市场监管部门',
  ],
  ...['广电部门', '统计部门', '科研院所', '林草部门', '中医药管理部门', '知识产权部门', '贸促会', '科协'],
] as const

const post_ = z.string().trim().max(60).default('').meta({ title: '职务', description: '只填职务，不填姓名' })
export const BodyDraft = z.strictObject({
  form: choice('机构类型', bodyForms),
  name: z.string().trim().min(2, '请填写名称').max(80).meta({ title: '名称', description: '以设立文件为准，如××领导小组、××联席会议' }),
  officeName: z.string().trim().min(2, '请填写办公室名称').max(80).meta({ title: '办公室名称' }),
  paper: maybeLine('设立文件', '名称和文号'),
  mark: choice('核实情况', bodyMarks).default('unverified'),
  markNote: maybeLine('核实说明'),
  from: LegalDay.meta({ title: '设立日期', widget: 'day' }),
})
export const MemberDraft = z
  .strictObject({
    orgId: OrgId.optional().meta({ title: '平台内单位', widget: 'orgPicker' }),
    name: z.string().trim().max(80).optional().meta({ title: '平台外单位名称', description: '与平台内单位二者填一' }),
    part: choice('组成', memberParts).default('member'),
    post: post_,
    paper: maybeLine('依据文件'),
    from: LegalDay.meta({ title: '开始日期', widget: 'day' }),
  })
  .refine(({ orgId, name }) => Boolean(orgId) !== Boolean(name), {
    path: ['name'],
    message: '请选择平台内单位，或者填写平台外单位名称，二者填一',
  })

export const BodyMember = z.strictObject({
  id: z.uuid(),
  orgId: OrgId.nullable(),
  name: z.string(),
  part: z.enum(Object.keys(memberParts) as [MemberPart, ...MemberPart[]]), // the keys of a const object
  post: z.string(),
  paper: z.string().nullable(),
  from: LegalDay,
  to: LegalDay.nullable(),
})
export const Body = z.strictObject({
  id: z.uuid(),
  orgId: OrgId,
  org: z.string(),
  level: z.string(),
  form: z.enum(Object.keys(bodyForms) as [BodyForm, ...BodyForm[]]), // likewise
  name: z.string(),
  officeName: z.string(),
  paper: z.string().nullable(),
  mark: z.enum(Object.keys(bodyMarks) as [keyof typeof bodyMarks, ...(keyof typeof bodyMarks)[]]), // likewise
  markNote: z.string().nullable(),
  from: LegalDay,
  to: LegalDay.nullable(),
  mayKeep: z.boolean(),
  members: z.array(BodyMember),
})
export type Body = z.infer<typeof Body>

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
const OfBody = z.strictObject({ bodyId: z.uuid() })
const done = z.strictObject({ done: z.boolean() })

export const meetingsApi = {
  bodies: get('/coordination/bodies', { title: '议事协调机构', needs: 'meeting.read', answer: z.array(Body) }),
  addBody: post('/coordination/bodies', {
    title: '登记议事协调机构',
    needs: 'meeting.manage',
    body: BodyDraft,
    answer: z.strictObject({ id: z.uuid() }),
  }),
  changeBody: post('/coordination/bodies/:bodyId', {
    title: '修改议事协调机构',
    needs: 'meeting.manage',
    params: OfBody,
    body: BodyDraft,
    answer: done,
  }),
  endBody: post('/coordination/bodies/:bodyId/end', {
    title: '撤销议事协调机构',
    needs: 'meeting.manage',
    params: OfBody,
    body: z.strictObject({ on: LegalDay.meta({ title: '撤销日期', widget: 'day' }) }),
    answer: done,
  }),
  addMember: post('/coordination/bodies/:bodyId/members', {
    title: '增加成员单位',
    needs: 'meeting.manage',
    params: OfBody,
    body: MemberDraft,
    answer: done,
  }),
  endMember: post('/coordination/members/:memberId/end', {
    title: '成员单位退出',
    needs: 'meeting.manage',
    params: z.strictObject({ memberId: z.uuid() }),
    body: z.strictObject({ on: LegalDay.meta({ title: '退出日期', widget: 'day' }) }),
    answer: done,
  }),
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
