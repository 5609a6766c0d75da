import { z } from 'zod'
import { LegalDay, OrgId } from './common.ts'
import { get, post } from './endpoint.ts'
import { choice, maybeLine } from './training-fields.ts'

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

const OfBody = z.strictObject({ bodyId: z.uuid() })
const done = z.strictObject({ done: z.boolean() })

export const bodiesApi = {
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
}
