import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { BlueprintRow, ExamPaperLine, ExamPaperView, PaperDraft } from '#contract/exams-papers'
import type { QuestionKind } from '#contract/questions'
import type { Ctx } from '#kernel/house'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { assemble, bankHash, type Drawable, type DrawnItem } from './draw.ts'

const place = (ctx: Ctx) => ({ org_id: ctx.actor.orgId ?? '', org_at: '0' }) // the trigger places it

/** What may be drawn: reviewed versions of the own bank. */
async function bankOf(ctx: Ctx): Promise<Drawable[]> {
  const rows = await ctx.tx
    .selectFrom('question_version as v')
    .innerJoin('question as q', 'q.id', 'v.question_id')
    .select(['v.id as versionId', 'v.kind', 'q.category_id as categoryId', 'v.difficulty', 'v.theme'])
    .where('v.state', '=', 'reviewed')
    .where('v.org_id', '=', ctx.actor.orgId ?? '')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as QuestionKind })) // its constraint names the kinds
}

interface Made {
  items: DrawnItem[]
  blueprint: BlueprintRow[] | null
  seed: string | null
  bank: string | null
}

async function drawn(ctx: Ctx, rows: BlueprintRow[], seed: string): Promise<Made> {
  const bank = await bankOf(ctx)
  const result = assemble(rows, bank, seed)
  if ('short' in result)
    throw new Problem('invalid', { issues: result.short.map(({ row, words }) => ({ path: `rows.${row}.count`, message: words })) })
  return { items: result.items, blueprint: rows, seed, bank: bankHash(bank) }
}

async function fixed(ctx: Ctx, items: DrawnItem[]): Promise<Made> {
  const reviewed = new Set((await bankOf(ctx)).map(({ versionId }) => versionId))
  const wrong = items.flatMap(({ versionId }, at) =>
    reviewed.has(versionId) ? [] : [{ path: `items.${at}`, message: '只能选用本单位已审核的试题' }],
  )
  if (wrong.length > 0) throw new Problem('invalid', { issues: wrong })
  if (new Set(items.map(({ versionId }) => versionId)).size < items.length)
    throw new Problem('invalid', { what: '同一道试题不能重复选用。' })
  return { items, blueprint: null, seed: null, bank: null }
}

/** 组卷: the versions are fixed with it; what is edited later does not reach it. */
export async function createPaper(ctx: Ctx, draft: PaperDraft): Promise<{ id: string }> {
  const made =
    draft.how === 'drawn' ? await drawn(ctx, draft.rows, draft.seed ?? randomBytes(9).toString('base64url')) : await fixed(ctx, draft.items)
  const marks = made.items.reduce((total, item) => total + item.marks, 0)
  const { id } = await ctx.tx
    .insertInto('exam_paper')
    .values({
      ...place(ctx),
      title: draft.title,
      shared: draft.shared,
      blueprint: made.blueprint && JSON.stringify(made.blueprint),
      seed: made.seed,
      bank_hash: made.bank,
      marks,
      items: made.items.length,
      person_id: ctx.actor.personId ?? '',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ctx.tx
    .insertInto('exam_paper_item')
    .values(made.items.map((item, at) => ({ ...place(ctx), paper_id: id, number: at + 1, version_id: item.versionId, marks: item.marks })))
    .execute()
  return { id }
}

const papers = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('exam_paper as p')
    .innerJoin('org as o', 'o.id', 'p.org_id')
    .select([
      'p.id',
      'p.title',
      'o.name as org',
      'p.org_id as orgId',
      'p.shared',
      'p.items',
      'p.marks',
      'p.blueprint',
      'p.seed',
      'p.bank_hash as bankHash',
      'p.at',
    ])
    .select(sql<boolean>`exists (select 1 from exam e where e.paper_id = p.id)`.as('inUse'))

type PaperRow = Awaited<ReturnType<ReturnType<typeof papers>['executeTakeFirstOrThrow']>>
const lineOf = (ctx: Ctx, { id, title, org, orgId, shared, items, marks, seed, inUse, at }: PaperRow): ExamPaperLine => ({
  id,
  title,
  org,
  isOwn: orgId === ctx.actor.orgId,
  shared,
  items,
  marks,
  drawn: seed !== null,
  inUse,
  at: at.toISOString(),
})

/** Those of the reach, and those that a unit above shares: row security decides. */
export async function listPapers(ctx: Ctx, { page, size }: { page: number; size: number }) {
  const rows = await papers(ctx)
    .orderBy('p.at', 'desc')
    .orderBy('p.id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const { n } = await ctx.tx.selectFrom('exam_paper').select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  return { rows: rows.map((row) => lineOf(ctx, row)), total: n, totalIsAtLeast: false }
}

/** With its questions, for the examiners of its unit; who reads an unreleased paper is kept (S71). */
export async function readPaper(ctx: Ctx, id: string): Promise<ExamPaperView> {
  const row = await papers(ctx).where('p.id', '=', id).executeTakeFirst()
  if (!row || row.orgId !== ctx.actor.orgId) throw new Problem('notFound', { what: '这份试卷' })
  const questions = await ctx.tx
    .selectFrom('exam_paper_item as i')
    .innerJoin('question_version as v', 'v.id', 'i.version_id')
    .innerJoin('question as q', 'q.id', 'v.question_id')
    .innerJoin('question_category as c', 'c.id', 'q.category_id')
    .select([
      'i.number',
      'v.id as versionId',
      'q.id as questionId',
      'v.kind',
      'v.stem',
      'c.name as category',
      'v.difficulty',
      'i.marks',
      'v.author_name as author',
    ])
    .where('i.paper_id', '=', id)
    .orderBy('i.number')
    .execute()
  await note(ctx.tx, { action: 'read', object: 'exam_paper', objectId: id })
  return {
    ...lineOf(ctx, row),
    blueprint: row.blueprint as BlueprintRow[] | null, // written through the contract's schema
    seed: row.seed,
    bankHash: row.bankHash,
    questions: questions.map((one) => ({ ...one, kind: one.kind as QuestionKind, stem: one.stem.slice(0, 200) })), // its constraint names the kinds
  }
}
