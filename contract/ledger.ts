import { z } from 'zod'
import { Instant, LegalDay, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'

/** What was done, as the audit administrator reads it. */
export const ledgerActions = {
  insert: '新增',
  update: '变更',
  delete: '删除',
  read: '查看',
  export: '导出',
  download: '下载',
  signIn: '登录',
  signOut: '退出',
  refuse: '拒绝',
  job: '后台任务',
} as const
/** What it was done to: the tables under the ledger, and what code notes. A name that is not here is shown as it is. */
export const ledgerObjects: Readonly<Record<string, string>> = {
  matter: '事项',
  matter_step: '办理步骤',
  matter_grant: '事项授权',
  matter_assignee: '承办人员',
  person: '人员',
  'person.status': '账号状态',
  'person.code': '启用码',
  duty: '职务',
  org: '单位',
  org_edge: '隶属关系',
  org_name: '单位名称',
  org_merger: '单位合并',
  session: '登录会话',
  paper: '文书',
  paper_template: '文书模板',
  file: '文件',
  evidence: '证据',
  custody_entry: '证据保管记录',
  delegation: '委托',
  holiday_year: '节假日安排',
  import_batch: '批量导入',
  role: '角色',
  person_secret: '登录密码',
  one_time_token: '一次性口令',
  indicator_fact: '指标数据',
  lead: '线索',
  lead_informant: '举报人信息',
  complaint: '投诉',
  enforcement_case: '案件',
  case_party: '当事人',
  case_penalty: '处罚内容',
  related_matter: '关联事项',
  held_item: '涉案财物',
  hearing: '听证',
  service: '送达',
  publication: '处罚信息公示',
  collection: '罚没款执行',
  payment: '缴款',
  hours_entry: '学时',
  staff_category: '人员类别',
  hours_setting: '学时规则',
  hosted_session: '培训期次',
  hours_claim: '外来学习记录',
  activity_credit: '活动学时对照',
  lecture_series: '讲座系列',
  lecture: '讲座',
  lecture_speaker: '讲座主讲人',
  lecture_attendance: '讲座听讲',
  course_programme: '课程专题',
  course: '网络课程',
  course_edition: '课程版本',
  course_unit: '学习单元',
  content_package: '课件包',
  course_enrolment: '课程学习',
  unit_completion: '单元完成记录',
  ledger_entry: '审计台账',
  api_client: '学习记录接口',
  xapi: '学习记录接口请求',
  xapi_statement: '学习记录',
}
export const ledgerOutcomes = { done: '成功', refused: '被拒绝', failed: '失败' } as const

export const LedgerLine = z.strictObject({
  id: z.string(),
  at: Instant,
  actor: z.string(),
  org: z.string().nullable(),
  role: z.string().nullable(),
  address: z.string().nullable(),
  action: z.string(),
  object: z.string(),
  objectId: z.string().nullable(),
  outcome: z.enum(Object.keys(ledgerOutcomes) as ['done', 'refused', 'failed']), // the keys of a const object
  request: z.string().nullable(),
  /** SHA-256 of the row before and after, in hex. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
})
export type LedgerLine = z.infer<typeof LedgerLine>

const filter = {
  from: LegalDay.optional(),
  to: LegalDay.optional(),
  actor: z.string().trim().max(40).optional(),
  action: z.string().max(40).optional(),
  object: z.string().trim().max(60).optional(),
  objectId: z.string().trim().max(80).optional(),
  outcome: z.enum(['done', 'refused', 'failed']).optional(),
  request: z.string().trim().max(80).optional(),
}
export const LedgerFilter = z.strictObject(filter)
export type LedgerFilter = z.infer<typeof LedgerFilter>

export const ledgerApi = {
  list: get('/ledger', {
    title: '审计台账',
    needs: 'ledger.read',
    query: z.strictObject({ ...filter, ...PageQuery }),
    answer: Page(LedgerLine),
  }),
  /** 导出, as a task: what the filter shows at that moment; the export is itself an entry (S37). */
  export: post('/ledger/export', {
    title: '导出审计台账',
    needs: 'ledger.read',
    body: LedgerFilter,
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
}
