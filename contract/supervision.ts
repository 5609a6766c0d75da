import { z } from 'zod'
import { Instant, LegalDay, MatterId, OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { importEndpoints } from './import.ts'
import { directions, SupervisedTaskState, TaskLight, targetKinds, taskFields, taskSources } from './supervision-steps.ts'

const keys = <K extends string>(labels: Record<K, string>) => z.enum(Object.keys(labels) as [K, ...K[]]) // Object.keys forgets the key type
const Unit = z.strictObject({ id: OrgId, name: z.string() })

/** 亮灯规则: configuration of a province or a city; the defaults are proposals of the platform and carry their mark. */
export const LightSettings = z.strictObject({
  share: z.number().min(0).max(1).meta({ title: '黄灯：剩余时间不超过全部时间的比例', description: '如 0.2 即 20%，按工作日计' }),
  workingDays: z.int().min(0).max(60).meta({ title: '黄灯：剩余不超过多少个工作日', description: '全部时间不超过该天数的短任务只按比例' }),
  progress: z
    .int()
    .min(0)
    .max(101)
    .meta({ title: '黄灯：进度低于多少（%）', description: '达到该进度的临期任务仍为绿灯；填 101 则不看进度' }),
  remindBefore: z.int().min(0).max(30).meta({ title: '亮黄灯前多少个工作日提醒' }),
  receiptDays: z.int().min(1).max(30).meta({ title: '签收期限（工作日）' }),
  palette: z
    .enum(['greenYellowRed', 'blueOrangeRed'])
    .meta({ title: '颜色体系', labels: { greenYellowRed: '绿、黄、红', blueOrangeRed: '蓝、橙、红' } }),
})
export type LightSettings = z.infer<typeof LightSettings>
export const defaultLights: LightSettings = {
  ...{ share: 0.2, workingDays: 5, progress: 80, remindBefore: 3, receiptDays: 3, palette: 'greenYellowRed' },
}
export const lightMarks = {
  default: '系统默认（建议值），可由省、市综合协调人员调整；不是法规规定。',
  blueOrangeRed: '蓝、橙、红三色为三明市 2017 年的公开做法，是否采用由各市自定。',
} as const

export const paletteNames: Record<LightSettings['palette'], Record<TaskLight, string>> = {
  greenYellowRed: { green: '绿灯', yellow: '黄灯', red: '红灯', grey: '灰灯' },
  blueOrangeRed: { green: '蓝灯', yellow: '橙灯', red: '红灯', grey: '灰灯' },
}

const lit = {
  light: TaskLight,
  palette: LightSettings.shape.palette,
  /** Whose step it stands on, and which: said of every task that is open. */
  standsOn: z.strictObject({ unit: z.string(), what: z.string() }).nullable(),
  /** Working days that are left; below zero when late. */
  left: z.int().nullable(),
}

export const TaskRow = z.strictObject({
  id: MatterId,
  number: z.string().nullable(),
  title: z.string(),
  state: SupervisedTaskState,
  version: z.int(),
  source: keys(taskSources),
  keyTask: z.string(),
  measure: z.string(),
  issuer: Unit,
  lead: Unit,
  supports: z.array(z.string()),
  parentTitle: z.string().nullable(),
  mandatory: z.boolean(),
  issuedOn: LegalDay.nullable(),
  dueOn: LegalDay.nullable(),
  /** The first date, where it was put off. */
  firstDueOn: LegalDay.nullable(),
  reportOn: z.array(LegalDay),
  /** Percent of the target; null: nothing said yet. */
  progress: z.int().nullable(),
  bound: z.boolean(),
  noticedOn: LegalDay.nullable(),
  endedOn: LegalDay.nullable(),
  proposals: z.int(),
  ...lit,
})
export type TaskRow = z.infer<typeof TaskRow>

export const SubTask = z.strictObject({
  id: MatterId,
  parentId: MatterId.nullable(),
  title: z.string(),
  lead: z.string(),
  state: SupervisedTaskState,
  mandatory: z.boolean(),
  dueOn: LegalDay.nullable(),
  progress: z.int().nullable(),
  ...lit,
})
export type SubTask = z.infer<typeof SubTask>

export const TaskProposal = z.strictObject({
  id: z.uuid(),
  org: Unit,
  title: z.string(),
  measure: z.string(),
  dueOn: LegalDay,
  mandatory: z.boolean(),
  state: z.enum(['proposed', 'issued', 'refused']),
  childId: MatterId.nullable(),
  reason: z.string().nullable(),
})

export const TaskDetail = TaskRow.extend({
  clauseId: z.uuid().nullable(),
  clauseTitle: z.string().nullable(),
  sourceText: z.string().nullable(),
  sourceNumber: z.string().nullable(),
  designation: z.strictObject({ number: z.string(), scope: z.string(), until: LegalDay }).nullable(),
  target: z.strictObject({
    kind: keys(targetKinds),
    indicator: z.string().nullable(),
    indicatorTitle: z.string().nullable(),
    unit: z.string().nullable(),
    org: Unit.nullable(),
    value: z.number().nullable(),
    direction: keys(directions).nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    deliverable: z.string().nullable(),
  }),
  /** Of a bound target: the figure as it is now. `records` is the length of the list that it opens to; null: out of this reader's reach. */
  figure: z.strictObject({ value: z.number().nullable(), records: z.int(), percent: z.int().nullable() }).nullable(),
  progressLog: z.array(z.strictObject({ id: z.string(), day: LegalDay, percent: z.int(), figure: z.number().nullable() })),
  dues: z.array(z.strictObject({ since: LegalDay, dueOn: LegalDay })),
  reports: z.array(z.strictObject({ day: LegalDay, reportedOn: LegalDay.nullable() })),
  supportUnits: z.array(
    z.strictObject({ org: Unit, contributedOn: LegalDay.nullable(), endedOn: LegalDay.nullable(), endReason: z.string().nullable() }),
  ),
  subTasks: z.array(SubTask),
  proposalList: z.array(TaskProposal),
  /** The form of the draft as it stands, for its amendment. */
  draft: z.record(z.string(), z.unknown()),
  suggested: z.strictObject({ signBy: LegalDay }),
  mayDecompose: z.boolean(),
  lightRule: z.string(),
})
export type TaskDetail = z.infer<typeof TaskDetail>

const some = <T extends z.ZodType>(one: T) =>
  z
    .union([z.array(one).max(20), one])
    .default([])
    .transform((value) => [value].flat() as z.output<T>[]) // one value of the address is a list of one
export const taskScopes = { expected: '本单位承办', support: '本单位配合', issued: '本单位交办', all: '全部' } as const
export const TaskFilter = z.strictObject({
  scope: keys(taskScopes).optional(),
  text: z.string().trim().min(1).max(60).optional(),
  light: some(TaskLight),
  state: some(SupervisedTaskState),
  source: some(keys(taskSources)),
  /** The lead unit, with what is below it. */
  lead: OrgId.optional(),
  clause: z.uuid().optional(),
  dueFrom: LegalDay.optional(),
  dueTo: LegalDay.optional(),
  parent: MatterId.optional(),
})
export type TaskFilter = z.output<typeof TaskFilter>
export const TaskQuery = z.strictObject({ ...PageQuery, ...TaskFilter.shape })
export type TaskQuery = z.output<typeof TaskQuery>

/** What of it may be the same matter already (去重提醒): a hint, never a refusal. */
export const SimilarTask = z.strictObject({
  id: MatterId,
  title: z.string(),
  lead: z.string(),
  state: SupervisedTaskState,
  why: z.string(),
})

export const LightCount = z.strictObject({ light: TaskLight, count: z.int(), ids: z.array(MatterId) })
export type LightCount = z.infer<typeof LightCount>

/** 分解: what is the same for all sub-tasks, and who has which. */
export const Decomposition = z.strictObject({
  units: z
    .array(OrgId)
    .min(1, '请选择责任单位')
    .max(100)
    .meta({ title: '责任单位', widget: 'orgPicker', description: '每个单位一项子任务' }),
  title: taskFields.title.meta({ title: '子任务名称' }),
  measure: taskFields.measure,
  target: taskFields.target,
  dueOn: taskFields.dueOn,
  reportOn: taskFields.reportOn,
  mandatory: taskFields.mandatory,
})
export type Decomposition = z.output<typeof Decomposition>

const params = z.strictObject({ matterId: MatterId })
const created = z.strictObject({ id: MatterId, number: z.string().nullable() })

export const supervisionApi = {
  list: get('/supervised-tasks', { title: '督办任务', needs: 'task.read', query: TaskQuery, answer: Page(TaskRow) }),
  lights: get('/supervised-tasks/lights', {
    title: '督办任务亮灯计数',
    needs: 'task.read',
    query: TaskFilter.omit({ light: true }),
    answer: z.array(LightCount.omit({ ids: true })),
  }),
  choices: get('/supervised-tasks/choices', {
    title: '立项可选的条款和指标',
    needs: 'task.read',
    answer: z.strictObject({
      indicators: z.array(z.strictObject({ value: z.string(), label: z.string() })),
      clauses: z.array(z.strictObject({ value: z.string(), label: z.string() })),
      signBy: LegalDay,
      mayIssue: z.boolean(),
    }),
  }),
  similar: get('/supervised-tasks/similar', {
    title: '同对象同事项提醒',
    needs: 'task.manage',
    query: z.strictObject({ lead: OrgId, title: z.string().trim().max(150), clause: z.uuid().optional() }),
    answer: z.array(SimilarTask),
  }),
  create: post('/supervised-tasks', {
    title: '督办任务立项',
    needs: 'task.manage',
    body: z.strictObject({
      ...taskFields,
      issue: z.boolean().default(true).meta({ title: '立项后立即交办' }),
      signBy: LegalDay.optional().meta({ title: '签收截止日', widget: 'day', future: true, description: '不填的，按配置的签收期限' }),
    }),
    answer: created,
  }),
  read: get('/supervised-tasks/:matterId', { title: '督办任务详情', needs: 'task.read', params, answer: TaskDetail }),
  decompose: post('/supervised-tasks/:matterId/decompose', {
    title: '分解督办任务',
    needs: 'task.manage',
    params,
    body: Decomposition,
    answer: z.array(created),
  }),
  export: post('/supervised-tasks/export', {
    title: '导出督办任务清单',
    needs: 'task.read',
    body: z.strictObject({ filter: TaskFilter }),
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
  settings: get('/supervision-settings', {
    title: '亮灯规则',
    needs: 'task.read',
    answer: z.strictObject({
      settings: LightSettings,
      /** Whose configuration it is; null: the defaults of the platform. */
      from: z.string().nullable(),
      changed: z.strictObject({ by: z.string(), at: Instant, reason: z.string() }).nullable(),
      version: z.int(),
      mayChange: z.boolean(),
    }),
  }),
  saveSettings: post('/supervision-settings', {
    title: '修改亮灯规则',
    needs: 'task.manage',
    versioned: true,
    body: z.strictObject({
      settings: LightSettings,
      reason: z.string().trim().min(2, '请填写修改的理由').max(500).meta({ title: '修改的理由' }),
    }),
    answer: z.strictObject({ version: z.int() }),
  }),
}

export const supervisedTaskImportsApi = importEndpoints('/supervised-task-imports', 'task.manage', '督办任务清单')
