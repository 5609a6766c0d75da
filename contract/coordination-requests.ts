import { z } from 'zod'
import { FileId, Instant, LegalDay, MatterId, Page, PageQuery } from './common.ts'
import { type QuestionKind, questionKinds } from './coordination-answers.ts'
import { get, post } from './endpoint.ts'
import { Sha256 } from './files.ts'
import { ImportFault } from './import.ts'
import { choice, line, maybeLine, nothing, plannedDay, text, unit, words } from './training-fields.ts'

export const requestKinds = { leadTransfer: '线索移送', investigation: '协助调查', information: '信息提供', service: '文书代送达' } as const
export type RequestKind = keyof typeof requestKinds
/** How the asked side works: in the platform, by a link, by an Excel form, or by letter alone (跨省). */
export const channels = {
  unit: '平台内单位',
  link: '平台外单位（链接答复）',
  sheet: '平台外单位（表格答复）',
  letter: '跨省单位（函件）',
} as const
export type Channel = keyof typeof channels

export const requestStates = {
  drafted: '拟制',
  sent: '已发出',
  received: '已签收',
  askedBack: '待补充',
  working: '办理中',
  answered: '已答复',
  rated: '已评价',
  closed: '已办结',
  declined: '不予受理',
  withdrawn: '已撤回',
} as const
export type RequestState = keyof typeof requestStates

const contact = line('联系岗位和办公电话', '填写岗位和办公电话，不填写个人手机号')

const question = z.object({
  ask: z.string().trim().min(2, '请填写问题').max(300).meta({ title: '问题', description: '一个问题只问一件事' }),
  kind: choice('答复方式', questionKinds).default('text'),
  options: z
    .array(z.string().trim().min(1).max(60))
    .max(20)
    .default([])
    .meta({ title: '选项', description: '答复方式为“单选”时填写', more: true }),
  required: z.boolean().default(true).meta({ title: '必须答复', more: true }),
})
const choosable = ({ kind, options }: { kind: QuestionKind; options: readonly string[] }) => kind !== 'choice' || options.length >= 2
const choiceWords = { path: ['options'], message: '单选题至少填写两个选项' }
export const QuestionDraft = question.refine(choosable, choiceWords)
export type QuestionDraft = z.infer<typeof QuestionDraft>

/** 证据清单: each with its hash; of a file that is brought here the house computes it. */
const evidence = z
  .array(
    z.object({
      name: line('证据名称'),
      fileId: FileId.optional().meta({ title: '文件', widget: 'files' }),
      sha256: Sha256.optional().meta({ title: '校验值（SHA-256）', description: '不随附文件的，填写原件的校验值', more: true }),
    }),
  )
  .max(50)
  .default([])
  .meta({ title: '证据清单' })

/** 线索移送单 (§6.6). */
const lead = z
  .object({
    source: line('线索来源'),
    right: line('权利信息', '商标注册号、专利号、地理标志名称等'),
    suspect: line('涉嫌主体'),
    suspectAddress: line('涉嫌主体地址'),
    conduct: text('涉嫌行为'),
  })
  .optional()
  .meta({ title: '线索移送单', description: '种类为“线索移送”时填写' })
const service = z
  .object({ recipient: line('受送达人'), address: line('送达地址'), papers: text('需要送达的文书', '写明文书名称和文号') })
  .optional()
  .meta({ title: '代送达', description: '种类为“文书代送达”时填写' })

const outside = { name: line('单位名称') }
const addressee = z
  .discriminatedUnion('channel', [
    z.object({ channel: z.literal('unit'), orgId: unit('被请求单位') }).meta({ title: channels.unit }),
    z.object({ channel: z.literal('link'), ...outside }).meta({ title: channels.link }),
    z.object({ channel: z.literal('sheet'), ...outside }).meta({ title: channels.sheet }),
    z.object({ channel: z.literal('letter'), ...outside }).meta({ title: channels.letter }),
  ])
  .meta({ title: '向谁提出', labels: channels })

const written = {
  content: z.string().trim().min(2, '请填写请求事项').max(2000).meta({ title: '请求事项', widget: 'textarea' }),
  basis: maybeLine('协作依据', '协作协议、机制或文件的名称；没有的可不填'),
  wantedOn: plannedDay('希望答复日期').optional(),
  contact,
}

export const RequestDraft = z
  .strictObject({
    kind: choice('种类', requestKinds),
    title: line('标题'),
    addressee,
    ...written,
    lead,
    service,
    questions: z.array(question).min(1, '请至少写一个问题').max(40).meta({ title: '请对方逐项答复的问题' }),
    evidence,
  })
  .refine(({ kind, lead: given }) => kind !== 'leadTransfer' || given !== undefined, {
    path: ['lead'],
    message: '线索移送请填写线索移送单',
  })
  .refine(({ kind, service: given }) => kind !== 'service' || given !== undefined, {
    path: ['service'],
    message: '文书代送达请填写代送达事项',
  })
  .refine(({ questions }) => questions.every(choosable), { path: ['questions'], message: '单选题至少填写两个选项' })
export type RequestDraft = z.infer<typeof RequestDraft>

const answerFields = {
  questionId: z.uuid().meta({ title: '问题', widget: 'hidden' }),
  answer: z.string().trim().max(4000).default('').meta({ title: '答复', widget: 'textarea' }),
  files: z.array(FileId).max(20).default([]).meta({ title: '材料', widget: 'files' }),
}
export const AnswerDraft = z.object(answerFields)
export type AnswerDraft = z.infer<typeof AnswerDraft>

export const requestSteps = {
  amend: z.object(written),
  writeQuestion: z
    .object({ changes: z.uuid().optional().meta({ title: '修改的问题', widget: 'hidden' }), ...question.shape })
    .refine(choosable, choiceWords),
  dropQuestion: z.object({ questionId: z.uuid().meta({ title: '问题' }) }),
  send: nothing,
  sendLetter: nothing,
  receive: z.object({ note: words('说明') }),
  accept: z.object({ agreedOn: plannedDay('约定答复日期', '到期前答复；确需延期的，须经请求单位同意'), contact, note: words('说明') }),
  decline: z.object({ reason: text('不予受理的理由') }),
  askBack: z.object({ question: text('需要对方补充的内容') }),
  supplement: z.object({
    content: text('补充说明'),
    files: z.array(FileId).max(20).default([]).meta({ title: '补充材料', widget: 'files' }),
  }),
  resend: z.object({ reason: text('再次请求的理由') }),
  endDeclined: z.object({ note: words('说明') }),
  answerQuestion: AnswerDraft,
  askExtension: z.object({ wantedOn: plannedDay('申请延至'), reason: text('延期的理由') }),
  extend: z.object({ agreedOn: plannedDay('同意延至'), note: words('说明') }),
  refuseExtension: z.object({ reason: text('不同意的理由') }),
  answer: z.object({ note: words('说明') }),
  registerReceipt: z.object({ how: line('回执方式', '如传真回执、电话确认记录') }),
  registerAccept: z.object({ agreedOn: plannedDay('约定答复日期'), how: line('约定方式', '如电话记录、来函文号') }),
  recordAnswer: AnswerDraft,
  recordSheet: z.object({
    name: line('表格名称'),
    answers: z.array(z.object({ questionId: z.uuid(), answer: z.string().max(4000) })).max(40),
  }),
  registerAnswer: z.object({ paper: line('答复的载体', '来函文号或者表格名称') }),
  partnerReceive: nothing,
  partnerDecline: z.object({ reason: text('不予受理的理由') }),
  partnerAnswer: nothing,
  returnAnswer: z.object({ reason: text('退回补充的理由'), agreedOn: plannedDay('约定补充答复日期') }),
  rate: z.object({
    score: choice('评价', { '5': '5 非常满意', '4': '4 满意', '3': '3 一般', '2': '2 不满意', '1': '1 很不满意' }),
    words: words('评语'),
  }),
  replyRating: z.object({ words: text('对评价的回应') }),
  close: z.object({ note: words('办结说明') }),
  withdraw: z.object({ reason: text('撤回的理由') }),
}
export type RequestStep = keyof typeof requestSteps

const OfRequest = z.strictObject({ matterId: MatterId })
/** What is kept of evidence: the hash always stands, where there is a file or the original's was given. */
export const KeptEvidence = z.strictObject({ name: z.string(), fileId: FileId.nullable(), sha256: z.string().nullable() })
export type KeptEvidence = z.infer<typeof KeptEvidence>

export const RequestRow = z.strictObject({
  id: MatterId,
  number: z.string().nullable(),
  title: z.string(),
  kind: z.enum(Object.keys(requestKinds) as [RequestKind, ...RequestKind[]]), // the keys of a const object
  state: z.enum(Object.keys(requestStates) as [RequestState, ...RequestState[]]), // likewise
  asker: z.string(),
  asked: z.string(),
  channel: z.enum(Object.keys(channels) as [Channel, ...Channel[]]), // likewise
  sentOn: LegalDay.nullable(),
  agreedOn: LegalDay.nullable(),
  answeredOn: LegalDay.nullable(),
  score: z.int().nullable(),
  /** May it be opened? Who supervises the asked unit sees the line, not the file. */
  opens: z.boolean(),
})
export type RequestRow = z.infer<typeof RequestRow>

export const KeptQuestion = z.strictObject({
  id: z.uuid(),
  position: z.int(),
  ask: z.string(),
  kind: z.enum(Object.keys(questionKinds) as [QuestionKind, ...QuestionKind[]]), // likewise
  options: z.array(z.string()),
  required: z.boolean(),
  answer: z.string().nullable(),
  files: z.array(z.strictObject({ id: FileId, name: z.string(), bytes: z.int() })),
  answeredBy: z.string().nullable(),
})
export type KeptQuestion = z.infer<typeof KeptQuestion>

export const RequestDetail = z.strictObject({
  ...RequestRow.shape,
  content: z.string(),
  basis: z.string().nullable(),
  wantedOn: LegalDay.nullable(),
  contact: z.string(),
  /** The lines of the kind's own form: 线索移送单, 代送达. */
  detail: z.array(z.strictObject({ title: z.string(), value: z.string() })),
  evidence: z.array(KeptEvidence),
  questions: z.array(KeptQuestion),
  receivedOn: LegalDay.nullable(),
  agreedFirst: LegalDay.nullable(),
  returnedOn: LegalDay.nullable(),
  scoreWords: z.string().nullable(),
  scoreReply: z.string().nullable(),
  /** Is the reader of the asking side? */
  asks: z.boolean(),
  link: z
    .strictObject({
      id: z.uuid(),
      expiresOn: LegalDay,
      madeBy: z.string(),
      revoked: z.boolean(),
      submittedAt: Instant.nullable(),
      uses: z.array(z.strictObject({ what: z.string(), at: Instant, network: z.string() })),
    })
    .nullable(),
})
export type RequestDetail = z.infer<typeof RequestDetail>

export const RequestFilter = z.strictObject({
  ...PageQuery,
  box: z.enum(['all', 'asked', 'asking']).default('all'),
  kind: z.enum(Object.keys(requestKinds) as [RequestKind, ...RequestKind[]]).optional(), // likewise
  state: z.enum(Object.keys(requestStates) as [RequestState, ...RequestState[]]).optional(), // likewise
  q: z.string().trim().max(60).optional(),
  from: LegalDay.optional(),
  to: LegalDay.optional(),
  late: z.enum(['late']).optional(),
  /** By its whole name, as the scoreboard lists it. */
  asked: z.string().trim().max(100).optional(),
  channel: z.enum(Object.keys(channels) as [Channel, ...Channel[]]).optional(), // likewise
  outcome: z.enum(['answered', 'declined']).optional(),
})
export type RequestFilter = z.infer<typeof RequestFilter>

export const requestsApi = {
  list: get('/coordination/requests', { title: '协作请求', needs: 'request.read', query: RequestFilter, answer: Page(RequestRow) }),
  export: get('/coordination/requests/export', { title: '导出协作请求', needs: 'request.read', query: RequestFilter, kind: 'download' }),
  open: post('/coordination/requests', {
    title: '新建协作请求',
    needs: 'request.act',
    body: RequestDraft,
    answer: z.strictObject({ id: MatterId }),
  }),
  read: get('/coordination/requests/:matterId', { title: '查看协作请求', needs: 'request.read', params: OfRequest, answer: RequestDetail }),
  makeLink: post('/coordination/requests/:matterId/link', {
    title: '生成答复链接',
    needs: 'request.act',
    params: OfRequest,
    body: z.strictObject({ until: plannedDay('链接有效期至', '最长一年；到期后自动失效，也可以随时停用') }),
    answer: z.strictObject({ path: z.string() }),
    answeredOnce: true,
  }),
  revokeLink: post('/coordination/requests/:matterId/link/revoke', {
    title: '停用答复链接',
    needs: 'request.act',
    params: OfRequest,
    body: z.strictObject({}),
    answer: z.strictObject({ revoked: z.boolean() }),
  }),
  form: get('/coordination/requests/:matterId/form', { title: '下载答复表格', needs: 'request.read', params: OfRequest, kind: 'download' }),
  readForm: post('/coordination/requests/:matterId/form', {
    title: '读入答复表格',
    needs: 'request.act',
    params: OfRequest,
    kind: 'upload',
    answer: z.strictObject({ written: z.int(), faults: z.array(ImportFault) }),
  }),
}
