import { z } from 'zod'
import { Role, roles } from './authority.ts'
import { DutyId, Instant, LegalDay, OrgId, Page, PageQuery, PersonId } from './common.ts'
import { get, post } from './endpoint.ts'

/** S20: what is not `active` opens nothing, whatever the role. */
export const personStatuses = { invited: '待启用', active: '在用', suspended: '停用', left: '离职' } as const
export type PersonStatus = keyof typeof personStatuses
export const PersonStatus = z.enum(Object.keys(personStatuses) as [PersonStatus, ...PersonStatus[]]) // the keys of a const object
export const dutyStatuses = { invited: '待任命', active: '在任', suspended: '暂停', left: '已撤回' } as const
export const DutyStatus = z.enum(Object.keys(dutyStatuses) as [keyof typeof dutyStatuses, ...(keyof typeof dutyStatuses)[]]) // likewise

export const Duty = z.strictObject({
  id: DutyId,
  version: z.number().int(),
  role: Role,
  title: z.string(),
  org: z.strictObject({ id: OrgId, name: z.string() }),
  from: LegalDay,
  to: LegalDay.nullable(),
  status: DutyStatus,
  /** In force today. */
  now: z.boolean(),
  /** May the present duty end it? */
  mayEnd: z.boolean(),
})
export type Duty = z.infer<typeof Duty>

export const PersonLine = z.strictObject({
  id: PersonId,
  name: z.string(),
  account: z.string(),
  certificateNo: z.string().nullable(),
  status: PersonStatus,
  duties: z.array(z.strictObject({ role: Role, title: z.string(), org: z.string(), status: DutyStatus })),
  /** 休假委托期间 and until when. */
  away: z.string().nullable(),
  version: z.number().int(),
})
export type PersonLine = z.infer<typeof PersonLine>

/** 法律职业资格, and since when somebody has reviewed penalty decisions for law: who began without it before the law asked for it may go on. */
const legalStanding = {
  legalLicenceNo: z.string().nullable(),
  legalLicensedOn: LegalDay.nullable(),
  legalReviewSince: LegalDay.nullable(),
}

/** 一人一档, its beginning: who it is, the duties over time, and how much is in hand. */
export const PersonCard = z.strictObject({
  id: PersonId,
  version: z.number().int(),
  name: z.string(),
  account: z.string(),
  staffNo: z.string().nullable(),
  certificateNo: z.string().nullable(),
  ...legalStanding,
  status: PersonStatus,
  since: Instant,
  away: z.string().nullable(),
  duties: z.array(Duty),
  /** Open and closed matters assigned to this person within the reader's reach; null for duties that read no matters. */
  matters: z.strictObject({ open: z.number().int(), closed: z.number().int() }).nullable(),
  mayManage: z.boolean(),
  mayGiveDuties: z.boolean(),
  /** 个人学时: of one's people, for heads, supervisors and training officers. */
  mayReadHours: z.boolean(),
})
export type PersonCard = z.infer<typeof PersonCard>

const account = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,63}$/, '账号由小写字母、数字、点、横线组成，3 至 64 位')
  .meta({ title: '账号', description: '登录用，一人一个，不得共用' })
/** 张　三: in tables a name of two characters is spaced out to the width of three; it is the same name. */
export const plainName = (name: string): string => name.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
const personName = z.string().trim().overwrite(plainName).min(2, '请填写姓名').max(40, '姓名最多 40 字').meta({ title: '姓名' })
const staffNo = z.string().trim().max(40).optional().meta({ title: '工号' })
const certificateNo = z.string().trim().max(40).optional().meta({ title: '执法证号', description: '办案人员必须持证；没有的不填' })

const legalFields = {
  legalLicenceNo: z
    .string()
    .trim()
    .max(40)
    .optional()
    .meta({ title: '法律职业资格证书号', description: '初次从事法制审核的人员必须取得（《行政处罚法》第五十八条第二款）' }),
  legalLicensedOn: LegalDay.optional().meta({ title: '法律职业资格取得之日', widget: 'day' }),
  legalReviewSince: LegalDay.optional().meta({
    title: '开始从事法制审核之日',
    widget: 'day',
    description: '2018 年 1 月 1 日以前已经从事的，不属于初次从事',
  }),
}

export const PersonDraft = z.strictObject({ account, name: personName, staffNo, certificateNo, ...legalFields })
export type PersonDraft = z.infer<typeof PersonDraft>
export const PersonEdit = z.strictObject({ name: personName, staffNo, certificateNo, ...legalFields })
export const StatusChange = z.strictObject({
  status: z.enum(['active', 'suspended', 'left']).meta({ title: '改为', labels: personStatuses }),
  reason: z.string().trim().min(2, '请填写原因').max(200).meta({ title: '原因', widget: 'textarea' }),
})
export const DutyDraft = z.strictObject({
  orgId: OrgId.meta({ title: '单位', widget: 'orgPicker' }),
  role: Role.meta({ title: '职责', labels: roles }),
  title: z.string().trim().min(2, '请填写职务名称').max(40).meta({ title: '职务名称', description: '例如 执法大队副大队长' }),
  from: LegalDay.meta({ title: '任职起始日', widget: 'day', future: true }),
  to: LegalDay.optional().meta({ title: '任职结束日', widget: 'day', description: '没有期限的不填', future: true }),
})
export const DutyEnd = z.strictObject({
  to: LegalDay.meta({ title: '最后一日', widget: 'day', description: '当日仍可办理，次日起失效；填昨天或更早则立即失效', future: true }),
})

/** Shown once and never kept: its owner redeems it within a day and sets his own password (S1, S10). */
export const OneTimeCode = z.strictObject({ personId: PersonId, name: z.string(), account: z.string(), code: z.string(), until: Instant })
export type OneTimeCode = z.infer<typeof OneTimeCode>

export const PersonOption = z.strictObject({
  id: PersonId,
  name: z.string(),
  org: z.string(),
  duty: z.string(),
  role: Role,
  certificateNo: z.string().nullable(),
  away: z.string().nullable(),
})
export type PersonOption = z.infer<typeof PersonOption>

export const PeopleFilter = z.strictObject({
  ...PageQuery,
  text: z.string().trim().max(40).optional(),
  orgId: OrgId.optional(),
  scope: z.enum(['self', 'subtree']).default('subtree'),
  role: Role.optional(),
  status: PersonStatus.optional(),
})
export type PeopleFilter = z.infer<typeof PeopleFilter>

/** Of one unit and what is below it, or of all within reach. */
export const RosterCall = z.strictObject({ orgId: OrgId.optional() })
export type RosterCall = z.infer<typeof RosterCall>

const params = z.strictObject({ personId: PersonId })

export const peopleApi = {
  list: get('/people', { title: '人员', needs: 'person.read', query: PeopleFilter, answer: Page(PersonLine) }),
  exportRoster: post('/roster-exports', {
    title: '导出花名册',
    needs: 'person.manage',
    body: RosterCall,
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
  /** For pickers: by unit and role, within reach. */
  options: get('/people/options', {
    title: '选择人员',
    needs: 'signedIn',
    query: z.strictObject({ text: z.string().trim().max(40).default(''), orgId: OrgId.optional(), role: Role.optional() }),
    answer: z.array(PersonOption),
  }),
  option: get('/people/options/:personId', { title: '人员姓名', needs: 'signedIn', params, answer: PersonOption }),
  read: get('/people/:personId', { title: '一人一档', needs: 'person.read', params, answer: PersonCard }),
  create: post('/people', { title: '新建账号', needs: 'person.manage', body: PersonDraft, answer: PersonCard }),
  edit: post('/people/:personId', {
    title: '修改人员信息',
    needs: 'person.manage',
    params,
    body: PersonEdit,
    answer: PersonCard,
    versioned: true,
  }),
  setStatus: post('/people/:personId/status', {
    title: '停用或恢复账号',
    needs: 'person.manage',
    params,
    body: StatusChange,
    answer: PersonCard,
    versioned: true,
  }),
  /** Starts activation (account not used yet) or a reset; the answer is given once and never stored. */
  offerCode: post('/people/:personId/code', {
    title: '发放一次性启用码',
    needs: 'person.manage',
    params,
    answer: OneTimeCode,
    answeredOnce: true,
  }),
  giveDuty: post('/people/:personId/duties', { title: '任命职务', needs: 'duty.manage', params, body: DutyDraft, answer: PersonCard }),
  endDuty: post('/duties/:dutyId/end', {
    title: '结束职务',
    needs: 'duty.manage',
    params: z.strictObject({ dutyId: DutyId }),
    body: DutyEnd,
    answer: PersonCard,
    versioned: true,
  }),
  /** Duties that a roster or a merger proposed, in force from the security administrator's word. */
  confirmDuties: post('/duties/confirm', {
    title: '批量任命',
    needs: 'duty.manage',
    body: z.strictObject({ dutyIds: z.array(DutyId).min(1).max(500) }),
    answer: z.strictObject({ given: z.number().int() }),
  }),
  proposedDuties: get('/duties/proposed', {
    title: '待任命职务',
    needs: 'duty.manage',
    query: z.strictObject({ ...PageQuery }),
    answer: Page(z.strictObject({ ...Duty.shape, person: z.strictObject({ id: PersonId, name: z.string(), account: z.string() }) })),
  }),
  /** After a merger: everybody who held a duty at the merged unit gets the same one at the other. */
  carryDuties: post('/duties/carry', {
    title: '合并后转任职务',
    needs: 'duty.manage',
    body: z.strictObject({ fromOrgId: OrgId }),
    answer: z.strictObject({ carried: z.number().int() }),
  }),
}
