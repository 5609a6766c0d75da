import { sql } from 'kysely'
import type { z } from 'zod'
import type { Page } from '#contract/common'
import type { Parsed } from '#contract/endpoint'
import type { QuestionContent, QuestionKey, QuestionLine, QuestionView, questionsApi } from '#contract/questions'
import type { Ctx } from '#kernel/house'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'

/** The wording that counts now: the newest version of each question. Row security shows the bank of the own unit to its examiners alone. */
const latest = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('question as q')
    .innerJoin('question_category as c', 'c.id', 'q.category_id')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('question_version as n')
          .selectAll('n')
          .whereRef('n.question_id', '=', 'q.id')
          .orderBy('n.number', 'desc')
          .limit(1)
          .as('v'),
      (join) => join.onTrue(),
    )
    .where('q.org_id', '=', ctx.actor.orgId ?? '')

const lineColumns = [
  'q.id',
  'v.id as versionId',
  'v.number',
  'q.version',
  'v.kind',
  'v.stem',
  'c.name as category',
  'v.difficulty',
  'v.theme',
  'v.state',
  'v.author_name as author',
  'v.reviewer_name as reviewer',
  'q.secret_until as secretUntil',
  'v.at',
] as const

interface LineRow extends Omit<QuestionLine, 'at'> {
  at: Date
}
const lineOf = (row: LineRow): QuestionLine => ({ ...row, stem: row.stem.slice(0, 200), at: row.at.toISOString() })

type Filter = Parsed<typeof questionsApi.list, 'query'>
type QuestionPage = z.infer<ReturnType<typeof Page<typeof QuestionLine>>>

export async function listQuestions(ctx: Ctx, filter: Filter): Promise<QuestionPage> {
  let query = latest(ctx)
  if (filter.text) query = query.where('v.stem', 'ilike', `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`)
  if (filter.kind) query = query.where('v.kind', '=', filter.kind)
  if (filter.state) query = query.where('v.state', '=', filter.state)
  if (filter.categoryId) query = query.where('q.category_id', '=', filter.categoryId)
  if (filter.difficulty) query = query.where('v.difficulty', '=', filter.difficulty)
  const { n } = await query.select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  const rows = await query
    .select(lineColumns)
    .orderBy('q.at', 'desc')
    .orderBy('q.id')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute()
  return { rows: rows.map((row) => lineOf(row as LineRow)), total: n, totalIsAtLeast: false } // kind and state hold what their constraints name
}

/** Whoever opens a question reads its key: that is kept (S27). */
export async function readQuestion(ctx: Ctx, id: string): Promise<QuestionView> {
  const row = await latest(ctx)
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('question_key as k')
          .selectAll('k')
          .whereRef('k.version_id', '=', 'v.id')
          .orderBy('k.revision', 'desc')
          .limit(1)
          .as('key'),
      (join) => join.onTrue(),
    )
    .select(lineColumns)
    .select([
      'q.category_id as categoryId',
      'v.content',
      'key.key',
      'key.revision as keyRevision',
      'key.analysis',
      'v.author_id as authorId',
    ])
    .where('q.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '这道试题' })
  const { authorId, content, key, ...rest } = row
  await note(ctx.tx, { action: 'read', object: 'question_key', objectId: row.versionId })
  const line = lineOf(rest as unknown as LineRow) // as in listQuestions
  return {
    ...rest,
    ...line,
    stem: rest.stem,
    content: content as QuestionContent, // written through the contract's schema
    key: key as QuestionKey, // likewise
    isOwn: authorId === ctx.actor.personId,
    versions: await versionsOf(ctx, id),
  }
}

async function versionsOf(ctx: Ctx, id: string): Promise<QuestionView['versions']> {
  const rows = await ctx.tx
    .selectFrom('question_version')
    .select(['id', 'number', 'state', 'author_name as author', 'reviewer_name as reviewer', 'at'])
    .where('question_id', '=', id)
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, state: row.state as QuestionLine['state'], at: row.at.toISOString() })) // its constraint names the states
}

export async function categoriesOf(ctx: Ctx): Promise<{ id: string; name: string; reviewed: number; all: number }[]> {
  return ctx.tx
    .selectFrom('question_category as c')
    .select([
      'c.id',
      'c.name',
      sql<number>`(select count(distinct v.question_id)::int from question q join question_version v on v.question_id = q.id where q.category_id = c.id and v.state = 'reviewed')`.as(
        'reviewed',
      ),
      sql<number>`(select count(*)::int from question q where q.category_id = c.id)`.as('all'),
    ])
    .where('c.org_id', '=', ctx.actor.orgId ?? '')
    .orderBy(sql`c.name collate "zh-x-icu"`)
    .execute()
}
