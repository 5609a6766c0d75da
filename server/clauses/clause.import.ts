import { sql } from 'kysely'
import type { ClauseDocument } from '#contract/clause-documents'
import { type RecordQuery, recordQueries } from '#contract/clause-evidence'
import { type Addressee, addressees, ClauseDraft, clauseImportsApi, type DutyPart, dutyParts } from '#contract/clauses'
import { type ImportRow, importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { faultAt, type SheetFault, type SheetPlan, type SheetRead } from '#kernel/sheet'
import { documentOf, insertClause, keepsDocuments } from './clause.store.ts'
import { judgeClause } from './office.service.ts'

const byTitle = <K extends string>(table: Readonly<Record<K, string>>) =>
  new Map(Object.entries<string>(table).map(([key, title]) => [title, key as K])) // keys of a const object
const queries: ReadonlyMap<string, RecordQuery> = new Map(
  Object.entries(recordQueries).map(([name, { title }]) => [title, name as RecordQuery]),
) // likewise
const levels = byTitle<Addressee>(addressees)
const parts = byTitle<DutyPart>(dutyParts)

const planFor = (documents: readonly string[]): SheetPlan => ({
  name: '条款',
  columns: [
    {
      key: 'document',
      title: '文件',
      required: true,
      width: 40,
      help: '文号；没有文号的填文件名称。须先在平台登记文件',
      ...(documents.length > 0
        ? { kind: 'choice' as const, options: documents, example: documents[0] ?? '' }
        : { example: '某市监知〔2026〕1号' }),
    },
    { key: 'part', title: '部分', kind: 'number', required: true, help: '“一、”填 1', example: '1', width: 8 },
    { key: 'partTitle', title: '部分标题', required: true, example: '加强队伍建设', width: 24 },
    { key: 'article', title: '条', kind: 'number', required: true, help: '“（四）”填 4', example: '1', width: 8 },
    { key: 'articleTitle', title: '条标题', required: true, example: '加大业务培训力度', width: 24 },
    { key: 'sentence', title: '第几句', kind: 'number', required: true, help: '不计标题', example: '1', width: 10 },
    { key: 'item', title: '第几项', kind: 'number', help: '同一句含几项要求时依次填 1、2、3；不填为 1', example: '1', width: 10 },
    { key: 'duty', title: '要求', required: true, help: '一句话概括', example: '每季度组织一次业务培训', width: 50 },
    { key: 'phrase', title: '原文关键词', example: '业务培训', width: 18 },
    {
      key: 'units',
      title: '责任单位',
      help: '用顿号分开，牵头单位写“牵头：某某”，配合单位写“配合：某某”',
      example: '知识产权科、执法支队',
      width: 40,
    },
    { key: 'levels', title: '点名的层级', help: `用顿号分开：${[...levels.keys()].join('、')}`, example: '县局', width: 24 },
    { key: 'indicators', title: '佐证指标', help: '指标编号，用顿号分开，见“指标”页', example: '', width: 24 },
    { key: 'query', title: '记录查询', kind: 'choice', options: [...queries.keys()], help: '没有合适指标时选用', example: '', width: 24 },
    { key: 'note', title: '备注', example: '', width: 24 },
  ],
  instructions: [
    '每行一条要求。先在“意见条款”登记文件，再把条款导入到草稿或者已发布的文件。',
    '条款的情况（已有记录、尚无记录）由平台按佐证指标和记录查询得出，不在表里填写。',
    '导入后可以整批撤销；已经分解出督办任务的条款保留。',
  ],
})
const reads = planFor([])

interface ClauseRow extends ImportRow {
  documentId: string | null
  document: string
  draft: unknown
}

/** 顿号, 逗号 and 分号 all part a list in a cell. */
const listed = (text = '') =>
  text
    .split(/[、，,；;]/)
    .map((one) => one.trim())
    .filter(Boolean)

function unitsOf(text: string): { name: string; part: DutyPart }[] {
  return listed(text).map((one) => {
    const [, word = '', name = ''] = /^(牵头|配合|依职责负责)[:：](.+)$/.exec(one) ?? []
    const part = parts.get(word)
    return part ? { name: name.trim(), part } : { name: one, part: 'shared' }
  })
}

const nameOf = ({ number, title }: Pick<ClauseDocument, 'number' | 'title'>) => number ?? title

/** Documents of the own office that may still take clauses: not those that were replaced. */
async function ownDocuments(ctx: Ctx) {
  if (!keepsDocuments(ctx)) return []
  const { rows } = await sql<{ id: string; number: string | null; title: string }>`
    select d.id, d.number, d.title from clause_document d
     where d.org_id = ${ctx.actor.orgId} and not exists (select 1 from clause_document n where n.replaces = d.id and n.published)
     order by d.published, d.edition desc, d.issued_on desc`.execute(ctx.tx)
  return rows
}

type Say = (key: string | null, message: string) => void

async function judge(ctx: Ctx, read: SheetRead): Promise<{ rows: ClauseRow[]; faults: SheetFault[] }> {
  const faults = [...read.faults]
  const said = new Set(faults.map(({ row, column }) => `${row} ${column}`))
  const own = await ownDocuments(ctx)
  const seen = new Set<string>()
  const rows: ClauseRow[] = []
  for (const { row, cells } of read.rows) {
    const say: Say = (key, message) => {
      if (key === null || !said.has(`${row} ${read.places[key]}`)) faults.push(faultAt(read, reads, row, key, message))
    }
    // A draft comes first: what is being entered is not yet the edition in force.
    const document = own.find((one) => nameOf(one) === cells.document)
    if (!document && cells.document) say('document', '本单位没有登记这个文件，请先登记，或者核对文号')
    const draft = readDraft(cells, say)
    if (draft && document) await sayPlace(ctx, document.id, draft, seen, say)
    rows.push({ row, documentId: document?.id ?? null, document: cells.document ?? '', draft })
  }
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}

function readDraft(cells: Readonly<Record<string, string>>, say: Say): ClauseDraft | null {
  const parsed = ClauseDraft.safeParse(draftOf(cells, say))
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) say(columnOf(String(path[0])), message)
  return null
}

async function sayPlace(ctx: Ctx, documentId: string, draft: ClauseDraft, seen: Set<string>, say: Say): Promise<void> {
  const place = [documentId, draft.part, draft.article, draft.sentence, draft.item].join(' ')
  if (seen.has(place)) say('item', '与前面的行位置相同')
  seen.add(place)
  for (const { path, message } of await judgeClause(ctx, documentId, draft, null)) say(path, message)
}

const columnOf = (field: string) => (field === 'addressees' ? 'levels' : reads.columns.some(({ key }) => key === field) ? field : null)

function draftOf(cells: Readonly<Record<string, string>>, say: (key: string, message: string) => void) {
  const wrong = listed(cells.levels).filter((level) => !levels.has(level))
  if (wrong.length > 0) say('levels', `没有这些层级：${wrong.join('、')}`)
  const number = (text: string | undefined) => (text ? Number(text) : undefined)
  const words = (text: string | undefined) => text || undefined
  return {
    part: number(cells.part),
    partTitle: cells.partTitle ?? '',
    article: number(cells.article),
    articleTitle: cells.articleTitle ?? '',
    sentence: number(cells.sentence),
    item: number(cells.item),
    duty: cells.duty ?? '',
    phrase: words(cells.phrase),
    units: unitsOf(cells.units ?? ''),
    addressees: listed(cells.levels).flatMap((level) => levels.get(level) ?? []),
    indicators: listed(cells.indicators),
    query: queries.get(cells.query ?? '') ?? null,
    note: words(cells.note),
  }
}

/** 条款导入: into documents that the own office keeps. */
export const clauseImport = importRoom<ClauseRow>(clauseImportsApi, {
  kind: 'clause',
  title: '条款',
  counted: '条条款',
  plan: async (ctx) => planFor((await ownDocuments(ctx)).map(nameOf)),
  reads,
  judge,
  preview: [
    { title: '文件', of: ({ document }) => document },
    { title: '要求', of: ({ draft }) => ClauseDraft.safeParse(draft).data?.duty },
  ],
  async make(ctx, { row, documentId, draft }) {
    // `judge` let no row through without a document.
    if (documentId === null) throw new Error(`row ${row} was not judged`)
    return insertClause(ctx, await documentOf(ctx, documentId), ClauseDraft.parse(draft))
  },
  async takeBack(ctx, _batch, made) {
    const kept: string[] = []
    for (const id of made) if (!(await takeClauseBack(ctx, id))) kept.push(id)
    return kept
  },
})

/** A clause that somebody changed, that something came from or that was published, stays. */
async function takeClauseBack(ctx: Ctx, id: string): Promise<boolean> {
  await sql`savepoint clause`.execute(ctx.tx)
  try {
    await sql`delete from clause_unit u using clause c where c.id = u.clause_id and c.id = ${id} and c.version = 1`.execute(ctx.tx)
    const gone = await ctx.tx.deleteFrom('clause').where('id', '=', id).where('version', '=', 1).executeTakeFirst()
    if (gone.numDeletedRows === 1n) return true
    // Changed since, or of a document that was published meanwhile: it keeps its units too.
    await sql`rollback to savepoint clause`.execute(ctx.tx)
    return false
  } catch (error) {
    // A task names it (foreign key): 23503.
    if ((error as { code?: string }).code !== '23503') throw error // pg's errors carry their SQLSTATE
    await sql`rollback to savepoint clause`.execute(ctx.tx)
    return false
  }
}
