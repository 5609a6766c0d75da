import { sql } from 'kysely'
import type { Parsed } from '#contract/endpoint'
import type { ExamStatistics, examsApi, ScoreLine } from '#contract/exams'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { withHours } from './credit.ts'
import { findExam } from './exam.store.ts'
import { latestScores } from './scoring.ts'
import { bands, itemFigures, mean, reliability, variance } from './statistics.ts'

/** 得分: every score of every unit with its history, the old ones too (S73). */
export async function readScores(ctx: Ctx, examId: string, attemptId: string): Promise<ScoreLine[]> {
  await demandAttempt(ctx, examId, attemptId)
  const units = await unitsOf(ctx, examId)
  const rows = await ctx.tx
    .selectFrom('exam_score')
    .select(['item', 'part', 'score', 'kind', 'reason', 'by_name as by', 'at'])
    .where('attempt_id', '=', attemptId)
    .orderBy('id', 'desc')
    .execute()
  return units.map((unit) => ({
    item: unit.item,
    part: unit.part,
    kind: unit.kind,
    marks: unit.marks,
    history: rows
      .filter((row) => row.item === unit.item && row.part === unit.part)
      .map(({ score, kind, reason, by, at }) => ({
        score,
        kind: kind as ScoreLine['history'][number]['kind'],
        reason,
        by,
        at: at.toISOString(),
      })), // its constraint names the kinds
  }))
}

/** Only through the attempts that this duty reads: an examiner, who knows codes and no names, finds none. */
async function demandAttempt(ctx: Ctx, examId: string, attemptId: string): Promise<{ person_id: string }> {
  await findExam(ctx, examId)
  const row = await ctx.tx
    .selectFrom('exam_attempt')
    .select('person_id')
    .where('id', '=', attemptId)
    .where('exam_id', '=', examId)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '这份答卷' })
  return row
}

async function unitsOf(ctx: Ctx, examId: string) {
  const rows = await ctx.tx
    .selectFrom('exam_unit as u')
    .leftJoin('question_version as v', 'v.id', 'u.version_id')
    .select(['u.item', 'u.part', 'u.kind', 'u.marks', 'v.stem'])
    .where('u.exam_id', '=', examId)
    .orderBy('u.item')
    .orderBy('u.part')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as ScoreLine['kind'] })) // its constraint names the kinds
}

/** 更正得分: the old score stays, the new one has a reason and a person. Nobody changes his own. */
export async function changeScore(
  ctx: Ctx,
  examId: string,
  attemptId: string,
  change: Parsed<typeof examsApi.changeScore, 'body'>,
): Promise<ScoreLine[]> {
  const { person_id } = await demandAttempt(ctx, examId, attemptId)
  const { org_id } = await findExam(ctx, examId)
  if (org_id !== ctx.actor.orgId || ctx.actor.role !== 'trainingOfficer')
    throw new Problem('notAllowed', { what: '更正得分', rule: '由举办单位的培训管理人员办理' })
  if (person_id === ctx.actor.personId) throw new Problem('closed', { what: '更正得分', why: '不能更正本人的得分' })
  const unit = (await unitsOf(ctx, examId)).find(({ item, part }) => item === change.item && part === change.part)
  if (!unit) throw new Problem('notFound', { what: '这道题' })
  if (change.score > unit.marks) throw new Problem('invalid', { issues: [{ path: 'score', message: `不能超过该题的分值 ${unit.marks}` }] })
  const { item, part, score, reason } = change
  const by = { by_id: ctx.actor.personId, by_name: ctx.actor.name }
  await withHours(ctx, examId, `更正得分：${reason}`, async () => {
    await ctx.tx
      .insertInto('exam_score')
      .values({ exam_id: examId, attempt_id: attemptId, item, part, score, kind: 'change', reason, ...by })
      .execute()
  })
  return readScores(ctx, examId, attemptId)
}

/** 成绩与试题分析, once all is marked: what is missing would pull the figures down. */
export async function readStatistics(ctx: Ctx, examId: string): Promise<ExamStatistics> {
  const exam = await findExam(ctx, examId)
  if (!exam.marked_at) throw new Problem('closed', { what: '查看试题分析', why: '阅卷还没有完成' })
  const units = await unitsOf(ctx, examId)
  const scores = await latestScores(ctx, examId)
  const attempts = [...new Set([...scores.keys()].map((key) => key.split(' ')[0] ?? ''))].sort()
  const rows = attempts.map((attempt) => units.map(({ item, part }) => scores.get(`${attempt} ${item} ${part}`)?.score ?? 0))
  const full = units.reduce((total, { marks }) => total + marks, 0)
  const totals = rows.map((row) => Math.round(row.reduce((total, score) => total + score, 0) * 100) / 100)
  const figures = itemFigures(
    rows,
    units.map(({ marks }) => marks),
  )
  return {
    n: rows.length,
    mean: rows.length > 0 ? mean(totals) : null,
    deviation: rows.length > 0 ? Math.sqrt(variance(totals)) : null,
    highest: rows.length > 0 ? Math.max(...totals) : null,
    lowest: rows.length > 0 ? Math.min(...totals) : null,
    passed: totals.filter((total) => total >= Math.round(exam.pass_share * full * 100_000) / 100_000).length,
    reliability: reliability(rows, units.length),
    bands: bands(totals, full),
    items: units.map((unit, at) => ({
      item: unit.item,
      part: unit.part,
      kind: unit.kind,
      marks: unit.marks,
      stem: unit.stem?.slice(0, 120) ?? null,
      n: rows.length,
      ...(figures[at] ?? { mean: 0, difficulty: null, discrimination: null, correlation: null }),
    })),
  }
}

/** Which of these persons passed an exam whose results are released. For classes: certificates ask it. */
export async function examPassed(ctx: Ctx, examId: string, personIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select r.person_id as id from exam_result r join exam e on e.matter_id = r.exam_id
     where r.passed and e.released_at is not null and (e.matter_id = ${examId} or e.makeup_of = ${examId}) and r.person_id = any (${[...personIds]}::uuid[])`.execute(
    ctx.tx,
  )
  return new Set(rows.map(({ id }) => id))
}

export interface ReleasedResult {
  examId: string
  title: string
  personId: string
  total: number
  marks: number
  passed: boolean
  /** The day on which the paper was handed in. */
  satOn: string
}

/** Released results of these persons, as far as the asker reads them: himself and his people. The newest first. */
export async function examResultsOf(ctx: Ctx, personIds: readonly string[]): Promise<ReleasedResult[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<ReleasedResult>`
    select exam_id as "examId", title, person_id as "personId", total, marks, passed, sat_on::text as "satOn"
      from authority.exam_results_of(${[...personIds]}::uuid[])`.execute(ctx.tx)
  return rows
}
