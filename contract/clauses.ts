import { z } from 'zod'
import { ClauseDocument, clauseText, DocumentDraft, DocumentId } from './clause-documents.ts'
import { ClauseRecord, ClauseState, Evidence, RecordQuery, recordQueries } from './clause-evidence.ts'
import { LegalDay, OrgId, Page, PageQuery } from './common.ts'
import { get, post } from './endpoint.ts'
import { importEndpoints } from './import.ts'

export const ClauseId = z.uuid().brand<'ClauseId'>()
export type ClauseId = z.infer<typeof ClauseId>
/** 牵头、配合; or, where the text names several without a lead, 依职责负责. */
export const dutyParts = { lead: '牵头', co: '配合', shared: '依职责负责' } as const
export type DutyPart = keyof typeof dutyParts
export const DutyPart = z.enum(Object.keys(dutyParts) as [DutyPart, ...DutyPart[]]) // likewise

/** Whom the sentence itself names. Without one it is the business of the responsible departments alone. */
export const addressees = {
  office: '各级领导小组办公室',
  province: '省局',
  city: '市局',
  county: '县局',
  station: '市场监管所',
  centre: '保护中心、快维中心',
} as const
export type Addressee = keyof typeof addressees
export const Addressee = z.enum(Object.keys(addressees) as [Addressee, ...Addressee[]]) // likewise

export const ResponsibleUnit = z.strictObject({
  /** null: no unit of the tree bears that name. */
  orgId: OrgId.nullable(),
  name: z.string(),
  part: DutyPart,
})

const place = {
  part: z.int().min(1).max(30),
  partTitle: z.string(),
  article: z.int().min(1).max(99),
  articleTitle: z.string(),
  sentence: z.int().min(1).max(60),
  item: z.int().min(1).max(30),
}
export const Clause = z.strictObject({
  id: ClauseId,
  documentId: DocumentId,
  ...place,
  duty: z.string(),
  /** A few words of the text by which the sentence is found; the duty itself is in words of our own. */
  phrase: z.string().nullable(),
  addressees: z.array(Addressee),
  units: z.array(ResponsibleUnit),
  indicators: z.array(z.string()),
  query: RecordQuery.nullable(),
  note: z.string().nullable(),
  outside: z.strictObject({ reason: z.string(), by: z.string(), on: LegalDay }).nullable(),
  version: z.int(),
})
export type Clause = z.infer<typeof Clause>

export const ClauseWithState = z.strictObject({
  ...Clause.shape,
  state: ClauseState,
  records: z.int(),
  since: LegalDay.nullable(),
  last: LegalDay.nullable(),
  evidence: z.array(Evidence),
})
export type ClauseWithState = z.infer<typeof ClauseWithState>

/** 尚未绑定: without a query nothing that is done could ever show as evidence of it. Binding one is the office's business. */
export const isUnbound = ({ state, evidence }: Pick<ClauseWithState, 'state' | 'evidence'>): boolean =>
  state === 'none' && evidence.length === 0

const UnitDraft = z.strictObject({
  name: clauseText('责任单位', 80).meta({ title: '责任单位', description: '按文件写法，按名称与单位库对应' }),
  part: DutyPart.default('shared').meta({ title: '责任', labels: dutyParts }),
})
export const ClauseDraft = z.strictObject({
  part: place.part.meta({ title: '部分', description: '“一、”填 1' }),
  partTitle: clauseText('部分标题', 80),
  article: place.article.meta({ title: '条', description: '“（四）”填 4' }),
  articleTitle: clauseText('条标题', 80),
  sentence: place.sentence.meta({ title: '第几句', description: '不计标题，句号为一句' }),
  item: place.item.default(1).meta({ title: '同一句的第几项', description: '一句含几项要求时依次填 1、2、3' }),
  duty: clauseText('要求', 300, 4).meta({ title: '要求', widget: 'textarea', description: '用一句话概括，不照抄原文' }),
  phrase: z.string().trim().max(30, '关键词最多 30 字').optional().meta({ title: '原文关键词' }),
  addressees: z.array(Addressee).default([]).meta({ title: '点名的层级', labels: addressees }),
  units: z.array(UnitDraft).max(20).default([]).meta({ title: '责任单位' }),
  indicators: z.array(z.string().max(80)).max(20).default([]).meta({ title: '佐证指标' }),
  query: RecordQuery.nullable()
    .default(null)
    .meta({
      title: '记录查询',
      nullLabel: '不用',
      labels: Object.fromEntries(Object.entries(recordQueries).map(([name, { title }]) => [name, title])),
      description: '没有合适指标时使用',
    }),
  note: z.string().trim().max(200).optional().meta({ title: '备注' }),
})
export type ClauseDraft = z.output<typeof ClauseDraft>

const flag = z.union([z.boolean(), z.stringbool()])
const wanted = {
  /** Whose records: that unit and all below it. Without one the reader's own unit, for a department the whole area of the document. */
  orgId: OrgId.optional(),
  state: ClauseState.optional(),
  /** none: those to which no query is bound yet. */
  bound: z.enum(['none']).optional(),
  /** A responsible unit. */
  unit: OrgId.optional(),
  /** 我处室的条款, or what the text expects of units of the reader's level. */
  mine: flag.optional(),
}
export const ClauseFilter = z.strictObject({ ...wanted, documentId: DocumentId.optional() })
export type ClauseFilter = z.output<typeof ClauseFilter>

/** The document as it reads, and where each clause stands. */
export const DocumentView = z.strictObject({
  document: ClauseDocument,
  /** Whose records were counted, by the months from the document's first to today or its last. */
  unit: z.strictObject({ id: OrgId, name: z.string() }),
  from: z.string(),
  to: z.string(),
  /** `unbound` stand among `none`. */
  counts: z.strictObject({ all: z.int(), evidence: z.int(), none: z.int(), outside: z.int(), unbound: z.int() }),
  clauses: z.array(ClauseWithState),
  /** Responsible units of the whole document: for the filter. */
  units: z.array(ResponsibleUnit.pick({ orgId: true, name: true })),
  /** 'unit': the reader's department is responsible for some; 'level': the text names units of his level. */
  mine: z.enum(['unit', 'level']).nullable(),
  /** Only those are shown. */
  mineOnly: z.boolean(),
})
export type DocumentView = z.infer<typeof DocumentView>

const ofDocument = { params: z.strictObject({ documentId: DocumentId }), answer: ClauseDocument }
const ofClause = { params: z.strictObject({ clauseId: ClauseId }) }

export const clausesApi = {
  documents: get('/clause-documents', {
    title: '文件列表',
    needs: 'clause.read',
    query: z.strictObject({ ...PageQuery }),
    answer: Page(ClauseDocument),
  }),
  view: get('/clauses', { title: '意见条款', needs: 'clause.read', query: ClauseFilter, answer: DocumentView }),
  clause: get('/clauses/:clauseId', {
    title: '条款详情',
    needs: 'clause.read',
    ...ofClause,
    query: z.strictObject({ orgId: OrgId.optional() }),
    answer: z.strictObject({
      document: ClauseDocument,
      clause: ClauseWithState,
      unit: z.strictObject({ id: OrgId, name: z.string() }),
      from: z.string(),
      to: z.string(),
    }),
  }),
  records: get('/clauses/:clauseId/records', {
    title: '条款的佐证记录',
    needs: 'clause.read',
    ...ofClause,
    query: z.strictObject({ ...PageQuery, orgId: OrgId.optional(), source: z.string().max(80).optional() }),
    answer: Page(ClauseRecord),
  }),
  /** Indicators that a clause can be bound to. */
  sources: get('/clause-sources', {
    title: '可绑定的指标',
    needs: 'clause.read',
    answer: z.array(z.strictObject({ id: z.string(), title: z.string(), definition: z.string() })),
  }),
  create: post('/clause-documents', { title: '登记文件', needs: 'clause.manage', body: DocumentDraft, answer: ClauseDocument }),
  change: post('/clause-documents/:documentId', {
    title: '修改文件信息',
    needs: 'clause.manage',
    ...ofDocument,
    body: DocumentDraft,
    versioned: true,
  }),
  publish: post('/clause-documents/:documentId/publication', { title: '发布文件', needs: 'clause.manage', ...ofDocument, versioned: true }),
  discard: post('/clause-documents/:documentId/end', {
    title: '删除草稿',
    needs: 'clause.manage',
    params: ofDocument.params,
    versioned: true,
    answer: z.strictObject({ id: DocumentId }),
  }),
  renew: post('/clause-documents/:documentId/editions', {
    title: '起草新版本',
    needs: 'clause.manage',
    ...ofDocument,
    body: DocumentDraft,
    versioned: true,
  }),
  add: post('/clause-documents/:documentId/clauses', {
    title: '增加条款',
    needs: 'clause.manage',
    params: ofDocument.params,
    body: ClauseDraft,
    answer: Clause,
  }),
  edit: post('/clauses/:clauseId', {
    title: '修改条款',
    needs: 'clause.manage',
    ...ofClause,
    body: ClauseDraft,
    versioned: true,
    answer: Clause,
  }),
  setOutside: post('/clauses/:clauseId/outside', {
    title: '标为不在平台办理',
    needs: 'clause.manage',
    ...ofClause,
    body: z.strictObject({
      reason: clauseText('理由', 200, 6).meta({ title: '理由', widget: 'textarea', description: '在哪里办理、为什么平台没有记录' }),
    }),
    versioned: true,
    answer: Clause,
  }),
  clearOutside: post('/clauses/:clauseId/inside', {
    title: '恢复按记录判断',
    needs: 'clause.manage',
    ...ofClause,
    versioned: true,
    answer: Clause,
  }),
  export: post('/clause-exports', {
    title: '导出条款',
    needs: 'clause.read',
    body: ClauseFilter,
    answer: z.strictObject({ taskId: z.uuid() }),
  }),
}

export const clauseImportsApi = importEndpoints('/clause-imports', 'clause.manage', '条款')

const numerals = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
/** 12 → 十二: parts and articles of an official document are counted so. */
export function inNumerals(n: number): string {
  if (n <= 10) return numerals[n] ?? String(n)
  const [tens, ones] = [Math.trunc(n / 10), n % 10]
  return `${tens > 1 ? numerals[tens] : ''}十${ones > 0 ? numerals[ones] : ''}`
}
/** 二（四）第 3 句: where a clause stands in its document. */
export const placeWords = ({ part, article, sentence }: Pick<Clause, 'part' | 'article' | 'sentence'>): string =>
  `${inNumerals(part)}（${inNumerals(article)}）第 ${sentence} 句`
