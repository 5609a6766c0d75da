import { z } from 'zod'
import { FileId, Instant, LegalDay, MatterId, OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { NamedFile } from './files.ts'
import { Month } from './indicators.ts'
import { choice, nothing, plannedDay, text, words } from './training-fields.ts'

export const itemKinds = { progress: '工作动态', experience: '经验做法', problem: '问题建议', case: '典型案例', other: '其他' } as const
export type ItemKind = keyof typeof itemKinds
export const adoptionLevels = { national: '国家级', province: '省级', city: '市级', county: '县级' } as const
export type AdoptionLevel = keyof typeof adoptionLevels
export const channels = { briefing: '简报、刊物', special: '专报', flash: '快讯', website: '网站、公众号', other: '其他' } as const
export type ItemChannel = keyof typeof channels
export const adoptionForms = { whole: '单篇采用', part: '综合采用' } as const
export type AdoptionForm = keyof typeof adoptionForms

const keys = <K extends string>(labels: Record<K, string>) => z.enum(Object.keys(labels) as [K, ...K[]]) // Object.keys forgets the key type

export const itemStates = { drafted: '拟稿', submitted: '已报送', received: '已签收', ended: '已办结' } as const
export type ItemState = keyof typeof itemStates

export const CallId = z.uuid().brand<'InfoCallId'>()
export type CallId = z.infer<typeof CallId>

const files = (title: string, description?: string) =>
  z
    .array(FileId)
    .max(20)
    .default([])
    .meta({ title, widget: 'files', ...(description ? { description } : {}) })
const written = {
  kind: choice('种类', itemKinds),
  title: z.string().trim().min(2, '请填写标题').max(100).meta({ title: '标题' }),
  text: z.string().trim().min(10, '正文至少 10 字').max(20_000).meta({ title: '正文', widget: 'textarea' }),
  sources: z.string().trim().min(2, '请填写来源').max(500).meta({ title: '来源', description: '内容出自哪项工作、哪份材料，便于核实' }),
}
export const ItemDraft = z.strictObject({
  ...written,
  callId: CallId.optional().meta({ title: '对应约稿' }),
  files: files('附件'),
})
export type ItemDraft = z.infer<typeof ItemDraft>

const level = choice('级别', adoptionLevels)
export const itemSteps = {
  amend: z.object({ ...written, files: files('附件') }),
  submit: z.object({ note: words('说明') }),
  receive: nothing,
  passOn: z.object({ note: words('转报意见') }),
  sendBack: z.object({ reason: text('退回原因') }),
  adopt: z.object({
    level,
    channel: choice('采用渠道', channels),
    form: choice('采用方式', adoptionForms),
    place: z.string().trim().min(2, '请填写采用的刊物或者平台').max(120).meta({ title: '刊物或者平台', description: '名称和期号' }),
    files: z.array(FileId).min(1, '采用必须附佐证').max(20).meta({ title: '采用的佐证', widget: 'files' }),
  }),
  instruct: z.object({
    level,
    place: z.string().trim().min(2, '请填写批示的载体').max(120).meta({ title: '批示载体', description: '职务和载体，不填写姓名' }),
    files: z.array(FileId).min(1, '批示必须附佐证材料').max(20).meta({ title: '批示的佐证', widget: 'files' }),
  }),
  voidAdoption: z.object({ adoptionId: z.uuid().meta({ title: '登记', widget: 'hidden' }), reason: text('作废原因') }),
  end: z.object({ note: words('办结意见') }),
}
export type ItemStep = keyof typeof itemSteps

/** One point of the table: what one adoption at a level, in a channel, in a form is worth. */
const BasePoints = z.object({
  level,
  channel: choice('采用渠道', channels),
  form: choice('采用方式', adoptionForms),
  points: z.number().min(0).max(1000).meta({ title: '分值' }),
})
/** score = Σ base(level, channel, form) + Σ instruction(level): the form of the table; its numbers are the office's. */
export const ScoreTable = z.strictObject({
  combine: choice('同一稿件多级采用', { highest: '取最高', sum: '累加' }),
  base: z.array(BasePoints).max(100).meta({ title: '采用基础分' }),
  instructions: z
    .array(z.object({ level, points: z.number().min(0).max(1000).meta({ title: '分值' }) }))
    .max(20)
    .default([])
    .meta({ title: '批示加分' }),
})
export type ScoreTable = z.infer<typeof ScoreTable>

/** 外地样例 (§6.5), for the eye alone: reprints, of other places. Never in force by themselves. */
export const scoreExamples = [
  {
    place: '六安（2013）',
    words: '本级要情采用 10、快讯 5、专报 10；报省办 5、省办采用 40；报国办 30、国办采用 80；市主要领导批示另加 30',
  },
  { place: '常山（2014）', words: '月度基础分封顶 10、年 120；县级采用 5/10/30；市级 20/50/80' },
  { place: '河南工信（2011）', words: '中办国办采用 20；部、省刊物 10；共享 0.5；厅简报 6' },
] as const

export const ItemRow = z.strictObject({
  id: MatterId,
  title: z.string(),
  kind: keys(itemKinds),
  state: keys(itemStates),
  org: z.strictObject({ id: OrgId, name: z.string() }),
  at: z.string().nullable(),
  submittedOn: LegalDay.nullable(),
  adoptions: z.int(),
  instructions: z.int(),
  /** Null: nothing was scored, for there was no table or nothing was adopted. */
  score: z.number().nullable(),
})
export type ItemRow = z.infer<typeof ItemRow>

export const Adoption = z.strictObject({
  id: z.uuid(),
  what: z.enum(['adopted', 'instruction']),
  level: keys(adoptionLevels),
  channel: keys(channels).nullable(),
  form: keys(adoptionForms).nullable(),
  place: z.string(),
  on: LegalDay,
  points: z.number().nullable(),
  by: z.string(),
  files: z.array(NamedFile),
  voided: z.strictObject({ on: LegalDay, reason: z.string() }).nullable(),
  /** By whoever reads: registered by his unit or below it. */
  mayVoid: z.boolean(),
})
export type Adoption = z.infer<typeof Adoption>

export const ItemDetail = z.strictObject({
  ...ItemRow.shape,
  text: z.string(),
  sources: z.string(),
  files: z.array(NamedFile),
  call: z.string().nullable(),
  log: z.array(Adoption),
})
export type ItemDetail = z.infer<typeof ItemDetail>

export const ItemFilter = z.strictObject({
  ...PageQuery,
  box: z.enum(['all', 'own', 'here']).default('all'),
  kind: keys(itemKinds).optional(),
  state: keys(itemStates).optional(),
  adopted: z.enum(['yes', 'no']).optional(),
  call: CallId.optional(),
  org: OrgId.optional(),
  q: z.string().trim().max(60).optional(),
  from: LegalDay.optional(),
  to: LegalDay.optional(),
})
export type ItemFilter = z.infer<typeof ItemFilter>

export const Call = z.strictObject({
  id: CallId,
  org: z.string(),
  title: z.string(),
  wanted: z.string(),
  dueOn: LegalDay,
  /** The units that it was sent to, by their short names; none: every unit below. */
  to: z.array(z.string()),
  /** How many items came for it, as far as the reader sees them. */
  items: z.int(),
})
export type Call = z.infer<typeof Call>
export const CallDraft = z.strictObject({
  title: z.string().trim().min(2, '请填写约稿主题').max(100).meta({ title: '约稿主题' }),
  wanted: z.string().trim().min(2, '请填写约稿要求').max(1000).meta({ title: '约稿要求', widget: 'textarea' }),
  to: z
    .array(OrgId)
    .max(200)
    .default([])
    .meta({ title: '发给', widget: 'orgPicker', description: '选中的单位及其下级可见，并收到消息；不选的，发给所辖全部单位' }),
  dueOn: plannedDay('截止日'),
})
export type CallDraft = z.output<typeof CallDraft>

const Counted = z.strictObject({ value: z.number().nullable(), records: z.int() })
export const Ranking = z.strictObject({
  unit: z.strictObject({ id: OrgId, name: z.string() }),
  from: Month,
  to: Month,
  configured: z.boolean(),
  rows: z.array(
    z.strictObject({
      orgId: OrgId,
      orgName: z.string(),
      own: z.boolean(),
      items: Counted,
      adopted: Counted,
      score: Counted,
      rank: z.int().nullable(),
    }),
  ),
})
export type Ranking = z.infer<typeof Ranking>

export const ScoreTableView = z.strictObject({
  table: ScoreTable.nullable(),
  by: z.string().nullable(),
  at: Instant.nullable(),
  reason: z.string().nullable(),
  mayChange: z.boolean(),
})
export type ScoreTableView = z.infer<typeof ScoreTableView>

const OfItem = z.strictObject({ matterId: MatterId })
export const itemsApi = {
  list: get('/exchange/items', { title: '信息稿件', needs: 'exchange.read', query: ItemFilter, answer: Page(ItemRow) }),
  export: get('/exchange/items/export', { title: '导出信息稿件', needs: 'exchange.read', query: ItemFilter, kind: 'download' }),
  write: post('/exchange/items', {
    title: '撰写信息',
    needs: 'exchange.act',
    body: ItemDraft,
    answer: z.strictObject({ id: MatterId }),
  }),
  read: get('/exchange/items/:matterId', { title: '查看信息稿件', needs: 'exchange.read', params: OfItem, answer: ItemDetail }),
  calls: get('/exchange/calls', { title: '约稿', needs: 'exchange.read', answer: z.array(Call) }),
  addCall: post('/exchange/calls', {
    title: '发出约稿',
    needs: 'exchange.manage',
    body: CallDraft,
    answer: z.strictObject({ id: CallId }),
  }),
  ranking: get('/exchange/ranking', {
    title: '信息采用排名',
    needs: 'exchange.read',
    query: z.strictObject({ org: OrgId.optional(), from: Month.optional(), to: Month.optional() }),
    answer: Ranking,
  }),
  table: get('/exchange/scores', { title: '信息计分表', needs: 'exchange.read', answer: ScoreTableView }),
  setTable: post('/exchange/scores', {
    title: '设置信息计分表',
    needs: 'exchange.manage',
    body: z.strictObject({
      table: ScoreTable.meta({ title: '计分表' }),
      reason: z.string().trim().min(2, '请填写依据').max(300).meta({ title: '依据', description: '文件名称、文号；没有文件的写明' }),
    }),
    answer: ScoreTableView,
  }),
}
