import { sql } from 'kysely'
import type { ClauseDocument, DocumentDraft } from '#contract/clause-documents'
import type { Clause, ClauseDraft } from '#contract/clauses'
import { dayBefore } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { allIndicators, indicatorOf } from '#kernel/indicator'
import { Problem } from '#kernel/problem'
import { clauseOf, documentOf, insertClause, keepsDocuments, moveClause, updateClause } from './clause.store.ts'

const rule = '条款文件由省、市领导小组办公室（综合协调人员）维护，各自维护本级的文件'

/** Out of reach is notFound; what is only read is refused with the rule. Row security says the same. */
export async function ownDocument(ctx: Ctx, id: string, what: string): Promise<ClauseDocument> {
  const document = await documentOf(ctx, id)
  if (!document.mayManage) throw new Problem('notAllowed', { what, rule })
  return document
}

const columnsOf = (draft: DocumentDraft) => ({
  title: draft.title,
  number: draft.number || null,
  issuer: draft.issuer,
  level: draft.level,
  issued_on: draft.issuedOn,
  valid_from: draft.validFrom,
  valid_to: draft.validTo ?? null,
  source: draft.source,
  mark: draft.mark,
  unverified: draft.unverified || null,
})

function judged(draft: DocumentDraft): void {
  if (draft.validTo !== undefined && draft.validTo < draft.validFrom)
    throw new Problem('invalid', { issues: [{ path: 'validTo', message: '不能早于施行日期' }] })
}

async function insertDocument(ctx: Ctx, draft: DocumentDraft, over: { edition: number; replaces: string } | null): Promise<ClauseDocument> {
  judged(draft)
  const orgId = ctx.actor.orgId ?? ''
  const edition = over?.edition ?? 1
  await refuseTwice(ctx, draft, edition, null)
  const { id } = await ctx.tx
    .insertInto('clause_document')
    .values({
      ...columnsOf(draft),
      org_id: orgId,
      org_at: '0', // the trigger places it
      edition,
      replaces: over?.replaces ?? null,
      by_person_id: ctx.actor.personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return documentOf(ctx, id)
}

async function refuseTwice(ctx: Ctx, { number }: DocumentDraft, edition: number, except: string | null): Promise<void> {
  if (!number) return
  const same = await ctx.tx
    .selectFrom('clause_document')
    .select('id')
    .where('org_id', '=', ctx.actor.orgId ?? '')
    .where('number', '=', number)
    .where('edition', '=', edition)
    .executeTakeFirst()
  if (same && same.id !== except)
    throw new Problem('invalid', { issues: [{ path: 'number', message: '这个文号已经登记；内容有更新的，请在原文件上起草新版本' }] })
}

export async function createDocument(ctx: Ctx, draft: DocumentDraft): Promise<ClauseDocument> {
  if (!keepsDocuments(ctx)) throw new Problem('notAllowed', { what: '登记文件', rule })
  return insertDocument(ctx, draft, null)
}

export async function changeDocument(ctx: Ctx, id: string, version: number, draft: DocumentDraft): Promise<ClauseDocument> {
  const { edition } = await ownDocument(ctx, id, '修改文件信息')
  judged(draft)
  await refuseTwice(ctx, draft, edition, id)
  await moveDocument(ctx, id, version, columnsOf(draft))
  return documentOf(ctx, id)
}

async function moveDocument(ctx: Ctx, id: string, version: number, change: Record<string, unknown>): Promise<void> {
  const moved = await ctx.tx
    .updateTable('clause_document')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) throw new Problem('stale', {})
}

/** 发布: from now on the units below read it. The edition that it replaces ends the day before and stays readable. */
export async function publishDocument(ctx: Ctx, id: string, version: number): Promise<ClauseDocument> {
  const document = await ownDocument(ctx, id, '发布文件')
  if (document.published) throw new Problem('closed', { what: '发布文件', why: '该文件已经发布' })
  if (document.clauses === 0) throw new Problem('incomplete', { what: '发布文件', missing: ['至少一条条款'] })
  await moveDocument(ctx, id, version, { published: true })
  if (document.replaces !== null) {
    const before = await documentOf(ctx, document.replaces)
    const last = dayBefore(document.validFrom)
    await moveDocument(ctx, before.id, before.version, { valid_to: last < before.validFrom ? before.validFrom : last })
  }
  return documentOf(ctx, id)
}

/** A draft that was begun by mistake is gone; what was published stays. */
export async function discardDocument(ctx: Ctx, id: string, version: number): Promise<{ id: ClauseDocument['id'] }> {
  const document = await ownDocument(ctx, id, '删除草稿')
  if (document.published) throw new Problem('closed', { what: '删除草稿', why: '该文件已经发布' })
  if (document.version !== version) throw new Problem('stale', {})
  await sql`delete from clause_unit u using clause c where c.id = u.clause_id and c.document_id = ${id}`.execute(ctx.tx)
  await ctx.tx.deleteFrom('clause').where('document_id', '=', id).execute()
  await ctx.tx.deleteFrom('clause_document').where('id', '=', id).execute()
  return { id: document.id }
}

/** 新版本: a draft with the clauses of the present one, bound as they were; the present one stays in force until the draft is published. */
export async function renewDocument(ctx: Ctx, id: string, draft: DocumentDraft): Promise<ClauseDocument> {
  const before = await ownDocument(ctx, id, '起草新版本')
  if (!before.published) throw new Problem('closed', { what: '起草新版本', why: '该文件还是草稿', todo: '请直接修改草稿。' })
  if (before.replacedBy !== null) throw new Problem('closed', { what: '起草新版本', why: '该文件已有更新的版本' })
  if (draft.validFrom <= before.validFrom)
    throw new Problem('invalid', { issues: [{ path: 'validFrom', message: `应晚于上一版的施行日期 ${before.validFrom}` }] })
  const made = await insertDocument(ctx, draft, { edition: before.edition + 1, replaces: before.id })
  await sql`
    with copy as (
      select c.*, gen_random_uuid() as made from clause c where c.document_id = ${before.id}),
    made as (
      insert into clause (id, document_id, part, part_title, article, article_title, sentence, item, duty, phrase, addressees, indicators, query, note,
                          outside_reason, outside_by, outside_on)
      select made, ${made.id}, part, part_title, article, article_title, sentence, item, duty, phrase, addressees, indicators, query, note,
             outside_reason, outside_by, outside_on from copy)
    select 1`.execute(ctx.tx)
  // A second statement: the rows of the first are not yet there for the policy of their units.
  await sql`
    insert into clause_unit (clause_id, position, org_id, written, part)
    select n.id, u.position, u.org_id, u.written, u.part
      from clause_unit u join clause c on c.id = u.clause_id and c.document_id = ${before.id}
      join clause n on n.document_id = ${made.id} and (n.part, n.article, n.sentence, n.item) = (c.part, c.article, c.sentence, c.item)`.execute(
    ctx.tx,
  )
  return documentOf(ctx, made.id)
}

/** What is wrong with a clause beside its form: a place that is taken, an indicator that nobody declares. */
export async function judgeClause(
  ctx: Ctx,
  documentId: string,
  draft: Pick<ClauseDraft, 'part' | 'article' | 'sentence' | 'item' | 'indicators'>,
  except: string | null,
): Promise<{ path: string; message: string }[]> {
  const unknown = draft.indicators.filter((id) => indicatorOf(id)?.kind !== 'flow')
  const taken = await ctx.tx
    .selectFrom('clause')
    .select('id')
    .where('document_id', '=', documentId)
    .where('part', '=', draft.part)
    .where('article', '=', draft.article)
    .where('sentence', '=', draft.sentence)
    .where('item', '=', draft.item)
    .executeTakeFirst()
  return [
    ...(unknown.length > 0 ? [{ path: 'indicators', message: `平台没有这些流量指标：${unknown.join('、')}` }] : []),
    ...(taken && taken.id !== except ? [{ path: 'item', message: '这个位置已有条款，请填同一句的下一项' }] : []),
  ]
}

async function demandSound(ctx: Ctx, documentId: string, draft: ClauseDraft, except: string | null): Promise<void> {
  const issues = await judgeClause(ctx, documentId, draft, except)
  if (issues.length > 0) throw new Problem('invalid', { issues })
}

export async function addClause(ctx: Ctx, documentId: string, draft: ClauseDraft): Promise<Clause> {
  const document = await ownDocument(ctx, documentId, '增加条款')
  await demandSound(ctx, documentId, draft, null)
  return clauseOf(ctx, await insertClause(ctx, document, draft))
}

export async function editClause(ctx: Ctx, id: string, version: number, draft: ClauseDraft): Promise<Clause> {
  const { documentId } = await clauseOf(ctx, id)
  const document = await ownDocument(ctx, documentId, '修改条款')
  await demandSound(ctx, documentId, draft, id)
  await updateClause(ctx, id, version, document, draft)
  return clauseOf(ctx, id)
}

/** 不在平台办理, with the reason. Records that are there are there: the clause is shown with its evidence all the same. */
export async function setOutside(ctx: Ctx, id: string, version: number, reason: string | null): Promise<Clause> {
  const { documentId } = await clauseOf(ctx, id)
  await ownDocument(ctx, documentId, reason === null ? '恢复按记录判断' : '标为不在平台办理')
  await moveClause(ctx, id, version, {
    outside_reason: reason,
    outside_by: reason === null ? null : ctx.actor.name,
    outside_on: reason === null ? null : ctx.today,
  })
  return clauseOf(ctx, id)
}

/** What was done is evidence: a flow. A ratio has no records of its own, and what stands open at the end of a month fulfils nothing. */
export const bindable = () =>
  allIndicators()
    .filter(({ kind }) => kind === 'flow')
    .map(({ id, title, definition }) => ({ id, title, definition }))
