import { sql } from 'kysely'
import type { z } from 'zod'
import type { KeptAnswer, Receipt, ReviewedItem, SaveCall, Saved, Sitting } from '#contract/exams-room'
import type { QuestionContent, QuestionKey } from '#contract/questions'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { arrange, shownItem } from './arrange.ts'
import { closedAt, closedBy, endLater, graceSeconds } from './grace.ts'
import { keyInLetters, seedOfItem } from './labels.ts'
import { demandOwnExam } from './my-exam.store.ts'
import { hindranceWords } from './my-exam.ts'

/** What the database's doors answer when they do not do it. */
function refuse(why: string, what: string): never {
  if (why === 'notFound') throw new Problem('notFound', { what: '这场考试' })
  throw new Problem('closed', { what, why: hindranceWords[why] ?? '考试没有在进行' })
}

async function ownAttempt(ctx: Ctx, examId: string) {
  return ctx.tx
    .selectFrom('exam_attempt as a')
    .select(['a.id', 'a.seed', 'a.started_at', 'a.ends_at', 'a.answers_hash', closedAt.as('closed_at'), closedBy.as('closed_by')])
    .where('a.exam_id', '=', examId)
    .where('a.person_id', '=', ctx.actor.personId ?? '')
    .executeTakeFirst()
}

async function demandAttempt(ctx: Ctx, examId: string) {
  const attempt = await ownAttempt(ctx, examId)
  if (!attempt) throw new Problem('notFound', { what: '本人的作答' })
  return attempt
}

/** 开始或继续作答: on a second device the same questions in the same order, with what is kept. */
export async function startAttempt(ctx: Ctx, examId: string): Promise<Sitting> {
  const exam = await demandOwnExam(ctx, examId)
  const { rows } = await sql<{ said: { refused?: string; attempt?: string; begun?: boolean } }>`
    select authority.start_attempt(${examId}) as said`.execute(ctx.tx)
  const said = rows[0]?.said
  if (said?.refused) refuse(said.refused, '开始作答')
  const attempt = await demandAttempt(ctx, examId)
  if (attempt.closed_at) refuse('closed', '继续作答')
  if (said?.begun) await endLater(ctx, attempt.ends_at)
  return {
    examId: exam.id,
    title: exam.title,
    instructions: exam.instructions,
    startedAt: attempt.started_at.toISOString(),
    endsAt: attempt.ends_at.toISOString(),
    now: ctx.now.toISOString(),
    graceSeconds: await graceSeconds(ctx),
    items: arrange(await sheetOf(ctx, attempt.id), attempt.seed, exam),
    answers: await keptAnswers(ctx, attempt.id),
  }
}

async function sheetOf(ctx: Ctx, attemptId: string) {
  const { rows } = await sql<{ item: number; kind: string; content: QuestionContent; marks: number }>`
    select * from authority.attempt_sheet(${attemptId})`.execute(ctx.tx)
  return rows
}

async function keptAnswers(ctx: Ctx, attemptId: string): Promise<KeptAnswer[]> {
  const rows = await ctx.tx
    .selectFrom('exam_answer')
    .select(['item', 'seq', 'answer', 'flagged'])
    .where('attempt_id', '=', attemptId)
    .orderBy('item')
    .execute()
  return rows.map((row) => ({ ...row, seq: Number(row.seq), answer: row.answer as KeptAnswer['answer'] })) // written through the contract's schema
}

type Save = z.output<typeof SaveCall>
interface SaidOfSave {
  refused?: string
  kept?: Record<string, number>
  newer?: KeptAnswer[]
}

async function keep(ctx: Ctx, attemptId: string, { items, away }: Save): Promise<SaidOfSave> {
  const { rows } = await sql<{ said: SaidOfSave }>`
    select authority.save_answers(${attemptId}, ${JSON.stringify(items)}::jsonb, ${[...away]}::integer[]) as said`.execute(ctx.tx)
  return rows[0]?.said ?? { refused: 'notFound' }
}

/** 自动保存. One statement does it; the sequence makes it the same however often it is sent. */
export async function saveAnswers(ctx: Ctx, examId: string, save: Save): Promise<Saved> {
  const { id, ends_at } = await demandAttempt(ctx, examId)
  const said = await keep(ctx, id, save)
  if (said.refused) refuse(said.refused, '保存作答')
  return { kept: said.kept ?? {}, newer: said.newer ?? [], endsAt: ends_at.toISOString(), now: ctx.now.toISOString() }
}

/** 交卷, once: what comes with it is kept first. Sent again it answers the same receipt. */
export async function handIn(ctx: Ctx, examId: string, save: Save): Promise<z.infer<typeof Receipt>> {
  const { id } = await demandAttempt(ctx, examId)
  // Closed or over: what comes now comes too late, and the receipt says what was kept.
  await sql`select authority.hand_in(${id}, ${JSON.stringify(save.items)}::jsonb, ${[...save.away]}::integer[])`.execute(ctx.tx)
  const { closed_at, closed_by, answers_hash } = await demandAttempt(ctx, examId)
  const answers = await keptAnswers(ctx, id)
  return {
    receipt: answers_hash ?? '',
    handedInAt: (closed_at ?? ctx.now).toISOString(),
    closedBy: closed_by as 'candidate' | 'time' | 'exam', // its constraint names the values
    answered: answers.length,
  }
}

interface ReviewRow {
  item: number
  kind: string
  content: QuestionContent
  marks: number
  answer: KeptAnswer['answer'] | null
  key: QuestionKey | null
  analysis: string | null
  scores: number[] | null
}

/** 查看本人答卷 after the release, as far as this exam shows it. */
export async function reviewAttempt(ctx: Ctx, examId: string): Promise<ReviewedItem[]> {
  const { review, released, shuffleOptions } = await demandOwnExam(ctx, examId)
  if (!released) throw new Problem('closed', { what: '查看答卷', why: '成绩还没有公布' })
  if (review === 'score') throw new Problem('closed', { what: '查看答卷', why: '这场考试只公布分数' })
  const { id, seed } = await demandAttempt(ctx, examId)
  const { rows } = await sql<ReviewRow>`select * from authority.attempt_review(${id})`.execute(ctx.tx)
  return rows.map((row) => reviewed(row, shuffleOptions ? seed : null))
}

/** In the order and letters in which he had it before him, the key too. */
function reviewed(row: ReviewRow, seed: string | null): ReviewedItem {
  const key = row.key && keyInLetters(row.content, seedOfItem(seed, row.item), row.key)
  return {
    ...shownItem(row, seed),
    answer: row.answer ?? [],
    scores: row.scores ?? [],
    key,
    keyParts: key === null ? null : key.kind === 'case' ? key.parts : [key],
    analysis: row.analysis,
  }
}
