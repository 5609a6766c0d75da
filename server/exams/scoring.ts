import { sql } from 'kysely'
import type { Partial } from '#contract/exams'
import type { Answer } from '#contract/exams-room'
import type { QuestionContent, QuestionKey } from '#contract/questions'
import type { Ctx } from '#kernel/house'
import { withHours } from './credit.ts'
import { inAuthorsLetters, seedOfItem } from './labels.ts'
import { scorePart, type Unit, unitsOf } from './score.ts'

interface Keyed {
  unit: Unit
  /** Of the whole question. */
  content: QuestionContent
  versionId: string
  revision: number
  reason: string | null
  by: string
}

/** The paper's units with their keys as they stand now. For the service: nobody else reads keys of other units' banks. */
async function unitsOfExam(ctx: Ctx, examId: string): Promise<Keyed[]> {
  const { rows } = await sql<{
    item: number
    versionId: string
    marks: number
    content: QuestionContent
    key: QuestionKey
    revision: number
    reason: string | null
    by: string
  }>`select i.number as item, v.id as "versionId", i.marks, v.content, k.key, k.revision, k.reason, p.name as by
       from exam e join exam_paper_item i on i.paper_id = e.paper_id join question_version v on v.id = i.version_id
       join lateral (select * from question_key q where q.version_id = v.id order by q.revision desc limit 1) k on true
       join person p on p.id = k.person_id
      where e.matter_id = ${examId} order by i.number`.execute(ctx.tx)
  return rows.flatMap(({ item, content, key, marks, ...rest }) =>
    unitsOf(item, content, key, marks).map((unit) => ({ unit, content, ...rest })),
  )
}

interface Written {
  attemptId: string
  answers: ReadonlyMap<number, Answer>
}

/** In the author's letters, whatever letters each candidate had on his paper. */
async function attemptsOf(ctx: Ctx, examId: string, contents: ReadonlyMap<number, QuestionContent>): Promise<Written[]> {
  const { rows } = await sql<{ attemptId: string; seed: string | null; answers: Record<string, Answer> | null }>`
    select a.id as "attemptId", case when e.shuffle_options then a.seed end as seed,
           (select jsonb_object_agg(w.item, w.answer) from exam_answer w where w.attempt_id = a.id) as answers
      from exam_attempt a join exam e on e.matter_id = a.exam_id where a.exam_id = ${examId} order by a.id`.execute(ctx.tx)
  return rows.map(({ attemptId, seed, answers }) => ({
    attemptId,
    answers: new Map(
      Object.entries(answers ?? {}).map(([name, answer]) => {
        const [item, content] = [Number(name), contents.get(Number(name))]
        return [item, content ? inAuthorsLetters(content, seedOfItem(seed, item), answer) : answer]
      }),
    ),
  }))
}

const contentsOf = (units: readonly Keyed[]) => new Map(units.map(({ unit, content }) => [unit.item, content]))

export interface NewScore {
  exam_id: string
  attempt_id: string
  item: number
  part: number
  score: number
  kind: 'auto' | 'key'
  key_revision: number
  reason: string | null
  by_name: string
}

const portion = 2000
async function insertScores(ctx: Ctx, scores: readonly NewScore[]): Promise<void> {
  for (let at = 0; at < scores.length; at += portion)
    await ctx.tx
      .insertInto('exam_score')
      .values(scores.slice(at, at + portion))
      .execute()
}

/** What a part was answered with; nothing is an answer that was never given. */
const answerTo = (written: Written, { item, part }: Unit) => written.answers.get(item)?.[part] ?? null

/** 自动评分 after the close: everything that needs no reader, and what was left empty. Done once; a second run finds it done. */
export async function scoreExam(ctx: Ctx, examId: string): Promise<void> {
  const exam = await ctx.tx
    .selectFrom('exam')
    .select(['closed_at', 'scored_at', 'partial'])
    .where('matter_id', '=', examId)
    .forUpdate()
    .executeTakeFirst()
  if (!exam?.closed_at || exam.scored_at) return
  const units = await unitsOfExam(ctx, examId)
  await insertUnits(ctx, examId, units)
  const scores = (await attemptsOf(ctx, examId, contentsOf(units))).flatMap((written) =>
    units.flatMap(({ unit, revision }): NewScore[] => {
      const score = scorePart(unit.key, answerTo(written, unit), unit.marks, exam.partial as Partial) // its constraint names the values
      if (score === null) return []
      const { item, part } = unit
      return [
        {
          exam_id: examId,
          attempt_id: written.attemptId,
          item,
          part,
          score,
          kind: 'auto',
          key_revision: revision,
          reason: null,
          by_name: '系统评分',
        },
      ]
    }),
  )
  await insertScores(ctx, scores)
  await ctx.tx.updateTable('exam').set({ scored_at: ctx.now }).where('matter_id', '=', examId).execute()
}

async function insertUnits(ctx: Ctx, examId: string, units: readonly Keyed[]): Promise<void> {
  await ctx.tx
    .insertInto('exam_unit')
    .values(
      units.map(({ unit, versionId }) => ({
        exam_id: examId,
        item: unit.item,
        part: unit.part,
        kind: unit.content.kind,
        marks: unit.marks,
        open: unit.content.kind === 'short',
        version_id: versionId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** 重评 after a key was corrected: only what comes out otherwise gets a new row; what a person decided stays. */
export async function rescoreVersion(ctx: Ctx, versionId: string): Promise<void> {
  const exams = await ctx.tx
    .selectFrom('exam as e')
    .innerJoin('exam_paper_item as i', 'i.paper_id', 'e.paper_id')
    .select(['e.matter_id as id', 'e.partial'])
    .where('i.version_id', '=', versionId)
    .where('e.scored_at', 'is not', null)
    .execute()
  for (const { id, partial } of exams) await rescore(ctx, id, versionId, partial as Partial) // its constraint names the values
}

async function rescore(ctx: Ctx, examId: string, versionId: string, partial: Partial): Promise<void> {
  const units = (await unitsOfExam(ctx, examId)).filter((one) => one.versionId === versionId)
  const before = await latestScores(ctx, examId)
  const scores = (await attemptsOf(ctx, examId, contentsOf(units))).flatMap((written) =>
    units.flatMap(({ unit, revision, reason, by }): NewScore[] => {
      const score = scorePart(unit.key, answerTo(written, unit), unit.marks, partial)
      const held = before.get(`${written.attemptId} ${unit.item} ${unit.part}`)
      if (score === null || !held || held.kind === 'change' || held.kind === 'marking' || held.score === score) return []
      const { item, part } = unit
      return [
        {
          exam_id: examId,
          attempt_id: written.attemptId,
          item,
          part,
          score,
          kind: 'key',
          key_revision: revision,
          reason: reason ?? '更正答案',
          by_name: by,
        },
      ]
    }),
  )
  const [first] = scores
  if (first) await withHours(ctx, examId, `更正答案：${first.reason}`, () => insertScores(ctx, scores))
}

/** What counts: the last score of each unit of each attempt. */
export async function latestScores(ctx: Ctx, examId: string): Promise<Map<string, { score: number; kind: string }>> {
  const { rows } = await sql<{ attempt: string; item: number; part: number; score: number; kind: string }>`
    select distinct on (attempt_id, item, part) attempt_id as attempt, item, part, score, kind
      from exam_score where exam_id = ${examId} order by attempt_id, item, part, id desc`.execute(ctx.tx)
  return new Map(rows.map(({ attempt, item, part, score, kind }) => [`${attempt} ${item} ${part}`, { score, kind }]))
}
