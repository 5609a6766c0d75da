import { z } from 'zod'
import { FileId, LegalDay, type MatterId, OrgId, PersonId } from './common.ts'
import { Month, monthsBetween, mostMonths } from './indicators.ts'

/** 督办任务: the words that a person meets are 督办 and 任务跟踪, never those of the governments' own inspection. */
export const supervisedTaskStates = {
  draft: '立项',
  dropped: '已撤销立项',
  issued: '待签收',
  handling: '办理中',
  extending: '延期待批',
  claimed: '申请办结',
  accepted: '已核验',
  closed: '已销号',
  waived: '已终止',
} as const
export type SupervisedTaskState = keyof typeof supervisedTaskStates
export const SupervisedTaskState = z.enum(Object.keys(supervisedTaskStates) as [SupervisedTaskState, ...SupervisedTaskState[]]) // the keys of a const object

/** Grey: not begun, over, or it does not apply. Computed, never set by hand. */
export const taskLightNames = { red: '红灯', yellow: '黄灯', green: '绿灯', grey: '灰灯' } as const
export type TaskLight = keyof typeof taskLightNames
export const TaskLight = z.enum(Object.keys(taskLightNames) as [TaskLight, ...TaskLight[]]) // likewise

export const taskSources = { clause: '文件条款', instruction: '批示或者文件', decision: '会议议定事项', other: '其他' } as const
export type TaskSource = keyof typeof taskSources

const text = (title: string, most: number, least = 2, description?: string) =>
  z
    .string()
    .trim()
    .min(least, `请填写${title}`)
    .max(most, `${title}不超过 ${most} 字`)
    .meta({ title, ...(most > 200 ? { widget: 'textarea' } : {}), ...(description ? { description } : {}) })
const day = (title: string, description?: string) =>
  LegalDay.meta({ title, widget: 'day', future: true, ...(description ? { description } : {}) })
const choice = <const K extends string>(title: string, labels: Record<K, string>) =>
  z.enum(Object.keys(labels) as [K, ...K[]]).meta({ title, labels }) // Object.keys forgets the key type
const unit = (title: string, description?: string) => OrgId.meta({ title, widget: 'orgPicker', ...(description ? { description } : {}) })
const files = (title: string) => z.array(FileId).max(20).default([]).meta({ title, widget: 'files' })

export const targetKinds = { figure: '指标数值', deliverable: '成果材料', reported: '按进展填报' } as const
export type TargetKind = keyof typeof targetKinds
export const directions = { atLeast: '不少于', atMost: '不多于' } as const

/** 目标: a figure of an indicator, whose progress follows from the records; something to be handed in; or neither, and progress is reported. */
export const TaskTarget = z
  .discriminatedUnion('kind', [
    z
      .object({
        kind: z.literal('figure'),
        indicator: z.string().min(1, '请选择指标').max(80).meta({ title: '指标' }),
        orgId: unit('统计单位', '默认责任单位；须为责任单位或者其下属单位').optional(),
        direction: choice('目标方向', directions).default('atLeast'),
        value: z.number('请填写目标值').min(0, '目标值不能小于 0').max(1e9).meta({ title: '目标值' }),
        from: Month.meta({ title: '统计自（月）', placeholder: '2026-01' }),
        to: Month.meta({ title: '统计至（月）', placeholder: '2026-12' }),
      })
      .refine(({ from, to }) => monthsBetween(from, to) <= mostMonths, { path: ['to'], message: `统计期间最长 ${mostMonths} 个月` })
      .meta({ title: targetKinds.figure }),
    z
      .object({ kind: z.literal('deliverable'), deliverable: text('成果材料', 200, 2, '申请办结时须附文件') })
      .meta({ title: targetKinds.deliverable }),
    z.object({ kind: z.literal('reported') }).meta({ title: targetKinds.reported }),
  ])
  .meta({ title: '目标', labels: targetKinds })
export type TaskTarget = z.output<typeof TaskTarget>

/** 受指定: where the government itself has assigned it, the number of its paper, the scope and until when; nothing else is said of it. */
const designation = z
  .object({ number: text('指定文号', 60), scope: text('指定范围', 200), until: day('指定期限') })
  .optional()
  .meta({ title: '受政府指定办理的，填写指定文号、范围、期限', more: true })

const reports = z
  .array(z.iso.date('报送节点应写作 2026-06-15'))
  .max(24)
  .default([])
  .meta({ title: '报送节点', description: '一项任务可有多个报送日，如 2026-06-15、2026-11-15；填写一项后按回车', more: true })

export const taskFields = {
  title: text('任务名称', 150),
  keyTask: text('重点任务', 300),
  measure: text('细化措施（落实举措）', 2000),
  source: choice('任务来源', taskSources),
  clauseId: z.uuid().optional().meta({ title: '来源条款', description: '来源为文件条款的必填' }),
  sourceText: z.string().trim().max(300).optional().meta({ title: '来源说明', description: '批示内容、文件名称、会议名称等' }),
  sourceNumber: z.string().trim().max(60).optional().meta({ title: '来源文号' }),
  leadOrgId: unit('责任（牵头）单位'),
  supportOrgIds: z.array(OrgId).max(30).default([]).meta({ title: '配合单位', widget: 'orgPicker' }),
  target: TaskTarget,
  dueOn: day('办理期限', '约定的日期，不按工作日推算；以后只能经批准延期，原定期限一直保留'),
  reportOn: reports,
  mandatory: z.boolean().default(true).meta({ title: '必办', description: '上级任务须待必办子任务销号或者终止后才能办结' }),
  designation,
}
const fits = <T extends { source: string; clauseId?: string | undefined; target: TaskTarget; reportOn: readonly string[]; dueOn: string }>(
  draft: T,
  ctx: z.RefinementCtx<T>,
) => {
  const say = (path: string[], message: string) => ctx.addIssue({ code: 'custom', path, message, input: draft })
  if (draft.source === 'clause' && !draft.clauseId) say(['clauseId'], '请选择来源条款')
  if (draft.target.kind === 'figure' && draft.target.from > draft.target.to) say(['target', 'to'], '统计的终月不能早于始月')
  if (draft.reportOn.some((one) => one > draft.dueOn)) say(['reportOn'], '报送节点不能晚于办理期限')
  if (new Set(draft.reportOn).size < draft.reportOn.length) say(['reportOn'], '报送节点有重复')
}

const signBy = day('签收截止日')
export const TaskDraft = z.strictObject(taskFields).superRefine(fits)
export type TaskDraft = z.output<typeof TaskDraft>

const progressText = text('进展情况', 1000)
export const supervisedTaskSteps = {
  amend: z.object(taskFields).superRefine(fits),
  issue: z
    .object({ dueOn: day('办理期限'), signBy, reportOn: reports })
    .refine(({ reportOn, dueOn }) => reportOn.every((one) => one <= dueOn), { path: ['reportOn'], message: '报送节点不能晚于办理期限' })
    .refine(({ signBy: sign, dueOn }) => sign <= dueOn, { path: ['signBy'], message: '签收截止日不能晚于办理期限' }),
  drop: z.object({ reason: text('撤销立项的理由', 500) }),
  sign: z.object({ contact: z.string().trim().max(60).optional().meta({ title: '联系人' }) }),
  assign: z.object({ people: z.array(PersonId).min(1, '请选择承办人').max(10).meta({ title: '承办人', widget: 'personPicker' }) }),
  progress: z.object({
    text: progressText,
    percent: z.int().min(0).max(100).optional().meta({ title: '完成比例（%）', description: '目标已绑定指标的，进度由记录得出，不填' }),
    files: files('佐证材料'),
  }),
  report: z.object({ reportDay: LegalDay.meta({ title: '报送节点' }), text: progressText, files: files('佐证材料') }),
  contribute: z.object({ text: text('配合情况', 1000), files: files('佐证材料') }),
  addSupport: z.object({
    supportOrgIds: z.array(OrgId).min(1, '请选择配合单位').max(30).meta({ title: '配合单位', widget: 'orgPicker' }),
  }),
  dropSupport: z.object({ supportOrgId: OrgId.meta({ title: '配合单位' }), reason: text('取消配合的理由', 500) }),
  propose: z.object({
    leadOrgId: unit('建议责任单位'),
    title: text('子任务名称', 150),
    measure: text('细化措施（落实举措）', 2000),
    dueOn: day('建议办理期限'),
    mandatory: z.boolean().default(true).meta({ title: '必办' }),
  }),
  issueProposed: z.object({ proposalId: z.uuid().meta({ title: '分解建议' }), dueOn: day('办理期限'), signBy }),
  refuseProposed: z.object({ proposalId: z.uuid().meta({ title: '分解建议' }), reason: text('不交办的理由', 500) }),
  askExtension: z.object({ dueOn: day('申请延至'), reason: text('延期的理由', 500), files: files('佐证材料') }),
  grantExtension: z.object({
    dueOn: day('批准延至'),
    opinion: z.string().trim().max(500).optional().meta({ title: '意见', widget: 'textarea' }),
  }),
  refuseExtension: z.object({ reason: text('不同意延期的理由', 500) }),
  urge: z.object({ text: text('催办内容', 500) }),
  notice: z.object({ text: text('通报内容', 500, 2, '红灯由本人确认后才通报；系统不会自动通报') }),
  claim: z.object({
    summary: text('完成情况', 1000),
    shortfall: z.string().trim().max(500).optional().meta({ title: '未达目标值的说明', widget: 'textarea', more: true }),
    files: files('成果和佐证材料'),
  }),
  sendBack: z.object({ reason: text('退回的理由', 500) }),
  accept: z.object({ opinion: text('核验意见', 500) }),
  close: z.object({ note: z.string().trim().max(500).optional().meta({ title: '销号说明', widget: 'textarea' }) }),
  waive: z.object({ reason: text('终止（免除）的理由', 500) }),
}
export type SupervisedTaskStep = keyof typeof supervisedTaskSteps

/** What another room asks for when it makes a task: a decision of a meeting, say. */
export interface NewTask extends z.input<z.ZodObject<typeof taskFields>> {
  /** Left out: computed from the configured term for receipt. */
  signBy?: LegalDay | undefined
  parentId?: MatterId | undefined
  /** The meeting whose decision it is. */
  sourceMatterId?: string | undefined
  /** Left out: it is issued at once. */
  issue?: boolean | undefined
  happenedOn?: LegalDay | undefined
}
