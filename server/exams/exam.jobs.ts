import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { findMatter, takeStep } from '#kernel/matter'
import { actorOfPerson, tell } from '#xapi'
import { creditPassed } from './credit.ts'
import { lastMoment } from './exam.room.ts'
import { stateOf } from './exam.store.ts'
import { rescoreVersion, scoreExam } from './scoring.ts'

const ofExam = z.object({ examId: z.uuid() })

/** The clock takes the step, when it is its time and nobody was faster. */
async function step(ctx: Ctx, examId: string, name: 'open' | 'close', from: string): Promise<void> {
  const matter = await findMatter(ctx, examId)
  if (matter?.state === from) await takeStep(ctx, { matterId: examId, step: name, happenedOn: ctx.today, input: {} })
}

/** The queue goes by its own clock: where that one is ahead of the exam's, a job that comes again at once would come for ever. */
const later = (at: Date) => new Date(Math.max(at.getTime(), Date.now() + 30_000))

async function openExam(ctx: Ctx, examId: string): Promise<void> {
  const exam = await ctx.tx.selectFrom('exam').select('opens_at').where('matter_id', '=', examId).executeTakeFirst()
  if (exam && ctx.now < exam.opens_at)
    return enqueue(ctx.tx, 'exams.open', { examId }, { key: `exam-open:${examId}`, at: later(exam.opens_at) })
  if (exam) await step(ctx, examId, 'open', 'announced')
}

/** Comes again when somebody was given time meanwhile. An exam that nobody could open (the house was down) is opened first, so that its course is whole. */
async function closeExam(ctx: Ctx, examId: string): Promise<void> {
  const exam = await ctx.tx.selectFrom('exam as e').select(lastMoment.as('last')).where('e.matter_id', '=', examId).executeTakeFirst()
  if (!exam) return
  if (ctx.now < exam.last)
    return enqueue(ctx.tx, 'exams.close', { examId }, { key: `exam-close:${examId}`, at: later(new Date(exam.last.getTime() + 1000)) })
  await step(ctx, examId, 'open', 'announced')
  await step(ctx, examId, 'close', 'open')
}

/** After the release: hours for whoever passed, and a statement of each result for the learning record store. Twice does not matter to either. */
async function report(ctx: Ctx, examId: string): Promise<void> {
  const exam = await ctx.tx.selectFrom('exam').selectAll().where('matter_id', '=', examId).executeTakeFirst()
  if (!exam || stateOf(exam) !== 'released') return
  const results = await resultsOf(ctx, examId)
  const { hours } = exam
  if (hours !== null)
    for (const { personId, passed, day } of results) if (passed) await creditPassed(ctx, { ...exam, hours }, personId, day)
  if (exam.tells) for (const result of results) await tell(ctx, statementOf(ctx, exam, result))
}

type Result = Awaited<ReturnType<typeof resultsOf>>[number]
const resultsOf = (ctx: Ctx, examId: string) =>
  ctx.tx
    .selectFrom('exam_result as r')
    .innerJoin('exam_attempt as a', 'a.id', 'r.attempt_id')
    .innerJoin('exam as e', 'e.matter_id', 'r.exam_id')
    .innerJoin('exam_paper as p', 'p.id', 'e.paper_id')
    .select(['r.attempt_id as attemptId', 'r.person_id as personId', 'r.total', 'r.passed', 'a.started_at', 'a.closed_at', 'p.marks'])
    .select(sql<string>`(a.closed_at at time zone 'Asia/Shanghai')::date::text`.as('day'))
    .where('r.exam_id', '=', examId)
    .execute()

/** xAPI: one statement an attempt, under the attempt's own id. Accounts alone; no name leaves. */
function statementOf(ctx: Ctx, { matter_id, title }: { matter_id: string; title: string }, result: Result): Record<string, unknown> {
  const actor = actorOfPerson(ctx.house, result.personId)
  const word = result.passed ? 'passed' : 'failed'
  const seconds = Math.round(((result.closed_at ?? ctx.now).getTime() - result.started_at.getTime()) / 1000)
  return {
    id: result.attemptId,
    actor,
    verb: { id: `http://adlnet.gov/expapi/verbs/${word}`, display: { 'zh-CN': result.passed ? '合格' : '不合格' } },
    object: {
      id: `${actor.account.homePage}/exams/${matter_id}`,
      definition: { name: { 'zh-CN': title }, type: 'http://adlnet.gov/expapi/activities/assessment' },
    },
    result: {
      score: {
        raw: result.total,
        min: 0,
        max: result.marks,
        scaled: Math.min(1, Math.round((result.total / result.marks) * 10_000) / 10_000),
      },
      success: result.passed,
      completion: true,
      duration: `PT${seconds}S`,
    },
    timestamp: (result.closed_at ?? ctx.now).toISOString(),
  }
}

export const examJobs = jobs({
  'exams.open': { payload: ofExam, run: (ctx: Ctx, { examId }) => openExam(ctx, examId) },
  'exams.close': { payload: ofExam, run: (ctx: Ctx, { examId }) => closeExam(ctx, examId) },
  'exams.end': {
    payload: z.object({}),
    async run(ctx: Ctx) {
      await sql`select authority.end_attempts()`.execute(ctx.tx)
    },
  },
  'exams.score': { payload: ofExam, run: (ctx: Ctx, { examId }) => scoreExam(ctx, examId) },
  'exams.rescore': { payload: z.object({ versionId: z.uuid() }), run: (ctx: Ctx, { versionId }) => rescoreVersion(ctx, versionId) },
  'exams.report': { payload: ofExam, run: (ctx: Ctx, { examId }) => report(ctx, examId) },
})
