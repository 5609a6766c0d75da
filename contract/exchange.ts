import { z } from 'zod'
import { FileId, Instant, LegalDay, MatterId, OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { NamedFile } from './files.ts'
import { Month } from './indicators.ts'
import { Mark, marks, OrgKind, orgKinds } from './orgs.ts'
import { choice, nothing, plannedDay, text, words } from './training-fields.ts'

export const FormId = z.uuid().brand<'ExchangeFormId'>()
export type FormId = z.infer<typeof FormId>

export const exchangeKinds = { weekly: '周简报', monthly: '月报', quarterly: '季报', yearly: '年报', dated: '定期报送' } as const
export type ExchangeKind = keyof typeof exchangeKinds
const ExchangeKind = z.enum(Object.keys(exchangeKinds) as [ExchangeKind, ...ExchangeKind[]]) // the keys of a const object

/** 遇非工作日: no document says it, so the office does. */
export const dueRolls = { none: '不调整', after: '顺延到下一个工作日', before: '提前到上一个工作日' } as const
export type DueRoll = keyof typeof dueRolls

export const askKinds = { text: '文字', file: '附件' } as const
const Ask = z.object({
  ask: z.string().trim().min(2, '请填写要求').max(200).meta({ title: '要求' }),
  kind: choice('内容', askKinds).default('text'),
  required: z.boolean().default(true).meta({ title: '必填' }),
})

const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '日期应写作 06-15')

const formFields = {
  kind: choice('周期', exchangeKinds),
  title: z.string().trim().min(2, '请填写名称').max(80).meta({ title: '名称' }),
  basis: z
    .string()
    .trim()
    .min(2, '请填写依据')
    .max(200)
    .meta({ title: '依据', description: '要求报送的文件、文号；没有的写明“本单位工作需要”' }),
  mark: Mark.meta({ title: '核实情况', labels: marks }),
  guide: z.string().trim().max(500).default('').meta({ title: '填报说明', widget: 'textarea' }),
  givers: z
    .array(OrgKind)
    .min(1, '请选择报送单位')
    .max(10)
    .meta({ title: '由谁报送', labels: orgKinds, description: '市局、县局、所为所辖全部；内设机构、直属单位等只限本单位直接所属' }),
  indicators: z.array(z.string().max(60)).max(40).default([]).meta({ title: '自动取数的指标' }),
  asks: z.array(Ask).max(20).default([]).meta({ title: '需要填写的内容' }),
  dueDay: z
    .number()
    .int()
    .min(1)
    .max(31)
    .optional()
    .meta({ title: '截止日', description: '周简报：星期几（1 至 7）；月报、季报：期满后次月几日' }),
  dueDates: z
    .array(monthDay)
    .max(12)
    .default([])
    .meta({ title: '截止日期', description: '年报：次年的日期一个；定期报送：每年的各个日期，例如 06-15、11-15' }),
  roll: choice('截止日遇非工作日', dueRolls).default('none'),
  openBefore: z.number().int().min(0).max(60).default(10).meta({ title: '提前几天开放填报' }),
  from: plannedDay('从哪一天起', '截止日不早于这一天的各期都要报送'),
}
/** What a return is opened with; it keeps it, whatever the form says later. */
export const ExchangeForm = z.strictObject(formFields)
export type ExchangeForm = z.infer<typeof ExchangeForm>
export const FormDraft = ExchangeForm.refine(
  ({ kind, dueDay }) => !['weekly', 'monthly', 'quarterly'].includes(kind) || (dueDay ?? 0) >= 1,
  { path: ['dueDay'], message: '请填写截止日' },
)
  .refine(({ kind, dueDay }) => kind !== 'weekly' || (dueDay ?? 0) <= 7, { path: ['dueDay'], message: '周简报填写星期几，1 至 7' })
  .refine(({ kind, dueDates }) => kind !== 'yearly' || dueDates.length === 1, { path: ['dueDates'], message: '年报填写一个日期' })
  .refine(({ kind, dueDates }) => kind !== 'dated' || dueDates.length > 0, { path: ['dueDates'], message: '请填写至少一个日期' })
  .refine(({ indicators, asks }) => indicators.length + asks.length > 0, { path: ['asks'], message: '请选择指标或者写明需要填写的内容' })

export const returnStates = {
  open: '待报',
  submitted: '已报',
  received: '已签收',
  sentBack: '退回补正',
  accepted: '已接收',
  waived: '免报',
} as const
export type ReturnState = keyof typeof returnStates
const ReturnState = z.enum(Object.keys(returnStates) as [ReturnState, ...ReturnState[]]) // likewise

export const returnSteps = {
  fill: z.object({
    answers: z
      .array(
        z.object({
          position: z.number().int().min(1).max(20),
          answer: z.string().trim().max(4000).default(''),
          files: z.array(FileId).max(20).default([]),
        }),
      )
      .max(20)
      .default([]),
    /** Figures are live: nothing here replaces one. */
    remarks: z
      .array(
        z
          .object({
            indicator: z.string().max(60),
            note: z.string().trim().max(500).default(''),
            claimed: z.number().min(-1e12).max(1e12).optional(),
          })
          .refine(({ note, claimed }) => claimed === undefined || note.length >= 2, {
            path: ['note'],
            message: '填写了本单位掌握数的，请说明差异原因',
          }),
      )
      .max(40)
      .default([]),
  }),
  submit: z.object({ note: words('说明') }),
  receive: nothing,
  sendBack: z.object({ reason: text('退回原因'), dueOn: plannedDay('补正期限') }),
  accept: z.object({ note: words('接收意见') }),
  waive: z.object({ reason: text('免报原因') }),
}
export type ReturnStep = keyof typeof returnSteps

export const FormView = z.strictObject({
  id: FormId,
  org: z.strictObject({ id: OrgId, name: z.string() }),
  form: ExchangeForm,
  endedOn: LegalDay.nullable(),
  version: z.int(),
  /** The next day it is due, by its rule and the calendar. */
  next: z.strictObject({ period: z.string(), due: LegalDay, opensOn: LegalDay, provisional: z.boolean() }).nullable(),
  mayManage: z.boolean(),
})
export type FormView = z.infer<typeof FormView>

export const ReturnRow = z.strictObject({
  id: MatterId,
  title: z.string(),
  form: z.strictObject({ id: FormId, kind: ExchangeKind, title: z.string() }),
  period: z.string(),
  org: z.strictObject({ id: OrgId, name: z.string() }),
  collector: z.string(),
  state: ReturnState,
  dueOn: LegalDay,
  dueFirst: LegalDay,
  submittedFirst: LegalDay.nullable(),
  acceptedOn: LegalDay.nullable(),
  /** Working days behind the day that was asked: still not handed in, or first handed in that late. Null: not late. */
  lateBy: z.int().nullable(),
  standsOn: z.strictObject({ unit: z.string(), what: z.string() }).nullable(),
})
export type ReturnRow = z.infer<typeof ReturnRow>

const FigureValue = z.strictObject({ value: z.number().nullable(), records: z.int(), provisional: z.boolean() })
export const ReturnFigure = z.strictObject({
  indicator: z.string(),
  title: z.string(),
  unit: z.string(),
  definition: z.string(),
  mark: Mark,
  live: FigureValue,
  /** As it was handed in last; never rewritten. */
  taken: z.strictObject({ ...FigureValue.shape, at: Instant, treeDay: LegalDay }).nullable(),
  /** Live less taken, where both are there and differ. */
  difference: z.number().nullable(),
  note: z.string(),
  claimed: z.number().nullable(),
})
export type ReturnFigure = z.infer<typeof ReturnFigure>

export const ReturnDetail = z.strictObject({
  ...ReturnRow.shape,
  basis: z.string(),
  mark: Mark,
  guide: z.string(),
  from: Month,
  to: Month,
  rounds: z.int(),
  locked: z.boolean(),
  figures: z.array(ReturnFigure),
  answers: z.array(
    z.strictObject({
      position: z.int(),
      ask: z.string(),
      kind: z.enum(['text', 'file']),
      required: z.boolean(),
      answer: z.string(),
      files: z.array(NamedFile),
    }),
  ),
})
export type ReturnDetail = z.infer<typeof ReturnDetail>

export const ReturnFilter = z.strictObject({
  ...PageQuery,
  /** owe: my own unit's; collect: of the units directly below; all: within reach. */
  box: z.enum(['all', 'owe', 'collect']).default('all'),
  state: ReturnState.optional(),
  kind: ExchangeKind.optional(),
  form: FormId.optional(),
  period: z.string().max(20).optional(),
  org: OrgId.optional(),
  late: z.enum(['now', 'ever']).optional(),
  /** open: not accepted or waived yet. */
  open: z.enum(['open']).optional(),
})
export type ReturnFilter = z.infer<typeof ReturnFilter>

export const CalendarView = z.strictObject({
  asOf: LegalDay,
  /** What my unit has to give in the next weeks, or owes still. */
  owed: z.array(
    z.strictObject({
      formId: FormId,
      title: z.string(),
      kind: ExchangeKind,
      collector: z.string(),
      period: z.string(),
      due: LegalDay,
      opensOn: LegalDay,
      provisional: z.boolean(),
      returnId: MatterId.nullable(),
      state: ReturnState.nullable(),
    }),
  ),
  /** What is collected from below, newest first: how many units of a form and period stand where. */
  collected: z.array(
    z.strictObject({
      formId: FormId,
      title: z.string(),
      kind: ExchangeKind,
      period: z.string(),
      periodTitle: z.string(),
      due: LegalDay,
      all: z.int(),
      waiting: z.int(),
      submitted: z.int(),
      accepted: z.int(),
      late: z.int(),
    }),
  ),
  late: z.int(),
  mayManage: z.boolean(),
})
export type CalendarView = z.infer<typeof CalendarView>

const OfForm = z.strictObject({ formId: FormId })
const OfReturn = z.strictObject({ matterId: MatterId })
export const exchangeApi = {
  calendar: get('/exchange/calendar', { title: '信息交换日历', needs: 'exchange.read', answer: CalendarView }),
  forms: get('/exchange/forms', { title: '信息交换表单', needs: 'exchange.read', answer: z.array(FormView) }),
  form: get('/exchange/forms/:formId', { title: '查看信息交换表单', needs: 'exchange.read', params: OfForm, answer: FormView }),
  /** What a form may ask for: the figures that the platform counts. */
  indicators: get('/exchange/indicators', {
    title: '可取数的指标',
    needs: 'exchange.manage',
    answer: z.array(z.strictObject({ id: z.string(), title: z.string(), unit: z.string() })),
  }),
  addForm: post('/exchange/forms', { title: '新建信息交换表单', needs: 'exchange.manage', body: FormDraft, answer: FormView }),
  changeForm: post('/exchange/forms/:formId', {
    title: '修改信息交换表单',
    needs: 'exchange.manage',
    params: OfForm,
    versioned: true,
    body: FormDraft,
    answer: FormView,
  }),
  endForm: post('/exchange/forms/:formId/end', {
    title: '停用信息交换表单',
    needs: 'exchange.manage',
    params: OfForm,
    versioned: true,
    body: z.strictObject({}),
    answer: FormView,
  }),
  returns: get('/exchange/returns', { title: '报送件', needs: 'exchange.read', query: ReturnFilter, answer: Page(ReturnRow) }),
  exportReturns: get('/exchange/returns/export', { title: '导出报送件', needs: 'exchange.read', query: ReturnFilter, kind: 'download' }),
  read: get('/exchange/returns/:matterId', { title: '查看报送件', needs: 'exchange.read', params: OfReturn, answer: ReturnDetail }),
  urge: post('/exchange/returns/:matterId/urge', {
    title: '催报',
    needs: 'exchange.act',
    params: OfReturn,
    body: z.strictObject({}),
    answer: z.strictObject({ told: z.boolean() }),
  }),
}
