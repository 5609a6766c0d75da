import { z } from 'zod'
import { Instant, OrgId, PersonId } from './common.ts'
import { trainingForms, trainingSubjects } from './hours.ts'
import {
  choice,
  count,
  halves,
  line,
  link,
  maybeLine,
  nothing,
  people,
  person,
  plannedDay,
  text,
  theme,
  time,
  trainingLevels,
  unit,
  words,
} from './training-fields.ts'

const partners = z
  .array(z.string().trim().min(2).max(60))
  .max(10)
  .default([])
  .meta({ title: '合作单位', description: '如中国知识产权培训中心、审协北京中心福建分中心；填写一项后按回车' })
const partnerOrgs = z.array(OrgId).max(10).default([]).meta({ title: '合作单位（单位目录内）', widget: 'orgPicker' })

/** One line of a plan as it is written; `changes` says which one is rewritten. */
export const PlanLineDraft = z.object({
  changes: z.uuid().optional().meta({ title: '修改的计划项', widget: 'hidden' }),
  title: line('培训项目名称'),
  theme,
  level: choice('培训层级', trainingLevels),
  month: count('计划月份', 12),
  batches: count('计划期数', 50),
  places: count('每期人数', 5000),
  hours: halves('每期学时', 400),
  partners,
  partnerOrgIds: partnerOrgs,
})
export type PlanLineDraft = z.infer<typeof PlanLineDraft>

export const planSteps = {
  writeLine: PlanLineDraft,
  dropLine: z.object({ lineId: z.uuid().meta({ title: '计划项' }), reason: text('删除的理由') }),
  submit: z.object({ note: words('说明') }),
  approve: z.object({ opinion: words('审批意见') }),
  sendBack: z.object({ reason: text('退回的理由') }),
  adjust: z.object({ reason: text('调整的理由') }),
  close: z.object({ summary: text('年度执行情况') }),
}
export type PlanStep = keyof typeof planSteps
export const planStates = {
  drafted: '编制中',
  submitted: '待审批',
  approved: '已批准',
  adjusting: '调整中',
  closed: '已结束',
} as const
export type PlanState = keyof typeof planStates

/** What a class says of itself; its opening and every amendment ask for the same. */
export const classFields = {
  title: line('培训班名称'),
  hostOrgId: unit('主办单位', '默认本单位；可选下属单位，如“知创福建”平台。每月一期按主办单位计').optional(),
  theme,
  audience: line('培训对象'),
  startsOn: plannedDay('开班日期'),
  endsOn: plannedDay('结束日期'),
  place: maybeLine('培训地点', '线上培训可不填，但要填写直播地址'),
  liveLink: link('直播地址'),
  places: count('计划人数', 5000),
  hours: halves('结业计入学时', 400),
  days: halves('结业计入天数', 200, 0, '按天认定的填写；学时与天分别累计，互不折算'),
  form: choice('培训形式', { class: trainingForms.class, online: trainingForms.online }),
  subject: choice('科目', trainingSubjects).optional(),
  qualifies: z.boolean().default(true).meta({ title: '计入轮训（合格培训）' }),
  attendancePercent: z
    .int()
    .min(0)
    .max(100)
    .default(80)
    .meta({ title: '结业的最低出勤率（%）', description: '系统默认 80%，可由培训管理人员调整；不是法规规定' }),
  examId: z.uuid().optional().meta({ title: '结业考试', description: '选择后，成绩合格方可结业', more: true }),
  courseId: z.uuid().optional().meta({ title: '结业须完成的网络课程', description: '选择后，完成该课程方可结业', more: true }),
  partners,
}

const inOrder = <T extends { startsOn: string; endsOn: string }>({ startsOn, endsOn }: T) => startsOn <= endsOn
const orderWords = { path: ['endsOn'], message: '结束日期不能早于开班日期' }
const somewhere = <T extends { place?: string | undefined; liveLink?: string | undefined }>({ place, liveLink }: T) =>
  Boolean(place) || Boolean(liveLink)
const placeWords = { path: ['place'], message: '请填写培训地点或者直播地址' }

export const ClassDraft = z
  .strictObject({
    ...classFields,
    planLineId: z.uuid().optional().meta({ title: '所属计划项' }),
    outsideReason: z.string().trim().max(500).optional().meta({ title: '计划外举办的理由', widget: 'textarea' }),
  })
  .refine(inOrder, orderWords)
  .refine(somewhere, placeWords)
export type ClassDraft = z.infer<typeof ClassDraft>

const teacher = z.object({
  personId: PersonId.optional().meta({ title: '系统内教师', widget: 'personPicker' }),
  name: maybeLine('系统外教师姓名'),
  unit: maybeLine('系统外教师单位'),
})

export const SessionDraft = z
  .object({
    changes: z.uuid().optional().meta({ title: '修改的课次', widget: 'hidden' }),
    day: plannedDay('日期'),
    starts: time('开始时间'),
    ends: time('结束时间'),
    subject: line('课程'),
    hours: halves('学时', 24),
    room: maybeLine('教室'),
    liveLink: link('直播地址'),
    teachers: z.array(teacher).max(10).default([]).meta({ title: '教师' }),
  })
  .refine(({ starts, ends }) => starts < ends, { path: ['ends'], message: '结束时间应当晚于开始时间' })
  .refine(({ teachers }) => teachers.every(({ personId, name }) => Boolean(personId) !== Boolean(name)), {
    path: ['teachers'],
    message: '每位教师请选择系统内人员，或者填写系统外教师的姓名，二者择一',
  })
export type SessionDraft = z.infer<typeof SessionDraft>

/** 结业考试 of a class: its window; paper, marks and markers are set where exams are kept. */
export const ClassExamDraft = z
  .object({
    title: line('考试名称').max(80),
    opensAt: Instant.meta({ title: '开始时间', future: true }),
    closesAt: Instant.meta({ title: '结束时间', future: true }),
    minutes: count('答题时长（分钟）', 600),
  })
  .refine(({ opensAt, closesAt }) => Date.parse(opensAt) < Date.parse(closesAt), { path: ['closesAt'], message: '结束时间应晚于开始时间' })
export type ClassExamDraft = z.infer<typeof ClassExamDraft>

const quotas = z
  .array(z.object({ orgId: unit('单位'), places: count('名额', 5000) }))
  .min(1, '请至少给一个单位分配名额')
  .max(200)
  .meta({ title: '名额分配' })

export const classSteps = {
  amend: z.object(classFields).refine(inOrder, orderWords).refine(somewhere, placeWords),
  planSession: SessionDraft,
  dropSession: z.object({ sessionId: z.uuid().meta({ title: '课次' }), reason: text('取消的理由') }),
  arrangeExam: ClassExamDraft,
  fillExam: nothing,
  callForEnrolment: z.object({ until: plannedDay('报名截止日'), quotas }),
  addQuotas: z.object({ quotas }),
  extendCall: z.object({ until: plannedDay('新的报名截止日') }),
  confirmClass: z.object({ note: words('开班通知要点') }),
  startClass: nothing,
  dismiss: z.object({ participantId: person('学员'), reason: text('退学的理由') }),
  finishClass: z.object({ evaluating: z.boolean().default(true).meta({ title: '向学员开放评价' }) }),
  certify: z.object({ note: words('说明') }),
  certifyMore: z.object({ note: text('补发的理由') }),
  closeEvaluation: nothing,
  revoke: z.object({ participantId: person('学员'), reason: text('撤销证书的理由') }),
  closeClass: nothing,
  cancelClass: z.object({ reason: text('取消的理由') }),
  postpone: z.object({ reason: text('延期的理由') }),
  reschedule: z
    .object({ startsOn: plannedDay('新的开班日期'), until: plannedDay('新的报名截止日') })
    .refine(({ startsOn, until }) => until <= startsOn, { path: ['until'], message: '报名截止日不能晚于开班日期' }),
}
export type ClassStep = keyof typeof classSteps
export const classStates = {
  preparing: '筹备中',
  calling: '报名中',
  postponed: '已延期',
  confirmed: '已确定开班',
  running: '进行中',
  finished: '已结束授课',
  certified: '已结业发证',
  closed: '已归档',
  cancelled: '已取消',
} as const
export type ClassState = keyof typeof classStates

export const placeSteps = {
  nominate: z.object({
    people: people('报名人员', '只能选择本单位及所属单位的在岗人员'),
    waiting: z.boolean().default(false).meta({ title: '列为候补', description: '名额已满时可以列为候补，有空额时按先后递补' }),
  }),
  removeNominee: z.object({ nomineeId: person('人员'), reason: text('撤回的理由') }),
  swap: z.object({ out: person('换下的人员'), personId: person('换上的人员'), reason: text('更换的理由') }),
  promote: z.object({ nomineeId: person('候补人员') }),
  split: z.object({ quotas }),
  submit: z.object({ note: words('说明') }),
  change: z.object({ out: person('换下的人员'), personId: person('换上的人员'), reason: text('更换的理由') }),
  withdrawEnrolled: z.object({ nomineeId: person('人员'), reason: text('退出的理由') }),
  confirm: nothing,
  sendBack: z.object({ reason: text('退回的理由') }),
  setQuota: z.object({ places: count('名额', 5000, 0), reason: text('调整的理由') }),
  reopen: z.object({ reason: text('重新开放报名的理由') }),
  forgo: z.object({ reason: text('放弃名额的理由') }),
  end: z.object({ why: text('理由') }),
}
export type PlaceStep = keyof typeof placeSteps
export const placeStates = {
  nominating: '待报名',
  submitted: '待确认',
  returned: '已退回',
  confirmed: '已确认',
  forgone: '已放弃',
  ended: '已结束',
} as const
export type PlaceState = keyof typeof placeStates

export const leaveSteps = { grant: z.object({ answer: words('意见') }), refuse: z.object({ answer: text('不同意的理由') }) }
export type LeaveStep = keyof typeof leaveSteps
export const leaveStates = { asked: '待审批', granted: '已同意', refused: '未同意', withdrawn: '已撤回' } as const

export const enrolmentStatuses = {
  nominated: '已报名，待确认',
  waiting: '候补',
  enrolled: '已录取',
  withdrawn: '已退出',
  dismissed: '已退学',
} as const
export type EnrolmentStatus = keyof typeof enrolmentStatuses
