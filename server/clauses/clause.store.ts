import { sql } from 'kysely'
import type { ClauseDocument, DocumentId } from '#contract/clause-documents'
import type { RecordQuery } from '#contract/clause-evidence'
import type { Addressee, Clause, ClauseDraft, ClauseId, DutyPart } from '#contract/clauses'
import type { OrgId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

interface UnitRow {
  orgId: OrgId | null
  name: string
  part: DutyPart
}

/** Row security says which documents are read: those within reach, and those of the units above. */
const documents = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('clause_document as d')
    .innerJoin('org as o', 'o.id', 'd.org_id')
    .select([
      'd.id',
      'd.org_id as orgId',
      'o.short_name as orgName',
      'd.issuer',
      'd.title',
      'd.number',
      'd.issued_on as issuedOn',
      'd.level',
      'd.valid_from as validFrom',
      'd.valid_to as validTo',
      'd.source',
      'd.mark',
      'd.unverified',
      'd.published',
      'd.edition',
      'd.replaces',
      'd.version',
    ])
    .select(sql<string | null>`(select n.id from clause_document n where n.replaces = d.id)`.as('replacedBy'))
    .select(sql<number>`(select count(*)::int from clause c where c.document_id = d.id)`.as('clauses'))

export const keepsDocuments = ({ actor: { role, orgKind } }: Ctx): boolean =>
  role === 'coordinator' && (orgKind === 'province' || orgKind === 'city')

const shown = (ctx: Ctx, row: Record<string, unknown>) =>
  ({ ...row, mayManage: keepsDocuments(ctx) && row.orgId === ctx.actor.orgId }) as unknown as ClauseDocument // the table's keys and checks

export async function listDocuments(ctx: Ctx, { page, size }: { page: number; size: number }) {
  const rows = await documents(ctx)
    .orderBy('d.issued_on', 'desc')
    .orderBy('d.edition', 'desc')
    .orderBy('d.id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const { n } = await ctx.tx.selectFrom('clause_document').select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  return { rows: rows.map((row) => shown(ctx, row)), total: n, totalIsAtLeast: false }
}

export async function documentOf(ctx: Ctx, id: string): Promise<ClauseDocument> {
  const row = await documents(ctx).where('d.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该文件' })
  return shown(ctx, row)
}

/** What a reader opens first: in force, of the highest unit, the oldest of those: the document that the others carry out. */
export async function firstDocument(ctx: Ctx): Promise<ClauseDocument> {
  const row = await documents(ctx)
    .where('d.published', '=', true)
    .where('d.valid_from', '<=', ctx.today)
    .where((eb) => eb.or([eb('d.valid_to', 'is', null), eb('d.valid_to', '>=', ctx.today)]))
    .orderBy('o.depth')
    .orderBy('d.issued_on')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '现行的条款文件' })
  return shown(ctx, row)
}

const clauses = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('clause as c')
    .selectAll('c')
    .select(
      sql<
        UnitRow[]
      >`coalesce((select jsonb_agg(jsonb_build_object('orgId', u.org_id, 'name', coalesce(o.name, u.written), 'part', u.part) order by u.position)
      from clause_unit u left join org o on o.id = u.org_id where u.clause_id = c.id), '[]')`.as('units'),
    )

type Row = Awaited<ReturnType<ReturnType<typeof clauses>['execute']>>[number]

const asClause = (row: Row): Clause => ({
  id: row.id as ClauseId, // the key of the row; likewise below, what the table's checks allow
  documentId: row.document_id as DocumentId,
  part: row.part,
  partTitle: row.part_title,
  article: row.article,
  articleTitle: row.article_title,
  sentence: row.sentence,
  item: row.item,
  duty: row.duty,
  phrase: row.phrase,
  addressees: row.addressees as Addressee[],
  units: row.units,
  indicators: row.indicators,
  query: row.query as RecordQuery | null,
  note: row.note,
  outside:
    row.outside_reason === null || row.outside_on === null
      ? null
      : { reason: row.outside_reason, by: row.outside_by ?? '', on: row.outside_on },
  version: row.version,
})

export async function clausesOf(ctx: Ctx, documentId: string): Promise<Clause[]> {
  const rows = await clauses(ctx)
    .where('c.document_id', '=', documentId)
    .orderBy('c.part')
    .orderBy('c.article')
    .orderBy('c.sentence')
    .orderBy('c.item')
    .execute()
  return rows.map(asClause)
}

/** One clause, for whoever reads its document. Refusal: notFound. */
export async function clauseOf(ctx: Ctx, id: string): Promise<Clause> {
  const row = await clauses(ctx).where('c.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该条款' })
  return asClause(row)
}

const columnsOf = (draft: ClauseDraft) => ({
  part: draft.part,
  part_title: draft.partTitle,
  article: draft.article,
  article_title: draft.articleTitle,
  sentence: draft.sentence,
  item: draft.item,
  duty: draft.duty,
  phrase: draft.phrase ?? null,
  addressees: draft.addressees,
  indicators: draft.indicators,
  query: draft.query,
  note: draft.note ?? null,
})

export async function insertClause(ctx: Ctx, document: ClauseDocument, draft: ClauseDraft): Promise<string> {
  const { id } = await ctx.tx
    .insertInto('clause')
    .values({ document_id: document.id, ...columnsOf(draft) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeUnits(ctx, id, document.orgId, draft.units)
  return id
}

export async function updateClause(ctx: Ctx, id: string, version: number, document: ClauseDocument, draft: ClauseDraft): Promise<void> {
  await moveClause(ctx, id, version, columnsOf(draft))
  await ctx.tx.deleteFrom('clause_unit').where('clause_id', '=', id).execute()
  await writeUnits(ctx, id, document.orgId, draft.units)
}

export async function moveClause(ctx: Ctx, id: string, version: number, change: Record<string, unknown>): Promise<void> {
  const moved = await ctx.tx
    .updateTable('clause')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) throw new Problem('stale', {})
}

/** Units are written as the document writes them; those that the tree knows by that name, below the unit that keeps it, are bound to it. */
async function writeUnits(ctx: Ctx, clauseId: string, keeper: string, units: ClauseDraft['units']): Promise<void> {
  if (units.length === 0) return
  await sql`
    insert into clause_unit (clause_id, position, org_id, written, part)
    select ${clauseId}, w.position, ${unitNamed(sql`w.name`, keeper)}, w.name, w.part
      from unnest(${units.map(({ name }) => name)}::text[], ${units.map(({ part }) => part)}::text[]) with ordinality as w (name, part, position)`.execute(
    ctx.tx,
  )
}

/** Two institutions whose names differ by two characters are two: only the whole name counts, or the whole short name. */
export const unitNamed = (name: ReturnType<typeof sql>, keeper: string) => sql`(
  select o.id from org o, org k where k.id = ${keeper} and o.lo between k.lo and k.hi - 1 and o.active and ${name} in (o.name, o.short_name)
   order by (o.name = ${name}) desc, o.depth, o.lo limit 1)`
