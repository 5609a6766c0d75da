import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { lockMatter, takeStep } from '#kernel/matter'
import { countResults } from './counted.ts'
import { creditPassed } from './credit.ts'
import { lastMoment } from './exam.room.ts'
import { stateOf } from './exam.store.ts'
import { reportedOf, tellResults } from './result.statements.ts'
import { rescoreVersion, scoreExam } from './scoring.ts'

const ofExam = z.object({ examId: z.uuid() })

/** The clock takes the step, when it is its time and nobody was faster: locked first, or another clock or an officer could come between the look and the step. */
async function step(ctx: Ctx, examId: string, name: 'open' | 'close', from: string): Promise<void> {
  const matter = await lockMatter(ctx, examId)
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
  const results = await reportedOf(ctx, examId)
  const { hours } = exam
  if (hours !== null)
    for (const { personId, passed, day } of results) if (passed) await creditPassed(ctx, { ...exam, hours }, personId, day)
  await tellResults(ctx, exam, results)
  await countResults(ctx, examId)
}
/** A result that was changed after the release is told anew. */
async function tellAnew(ctx: Ctx, examId: string): Promise<void> {
  const exam = await ctx.tx.selectFrom('exam').selectAll().where('matter_id', '=', examId).executeTakeFirst()
  if (exam && stateOf(exam) === 'released') await tellResults(ctx, exam, await reportedOf(ctx, examId))
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
  'exams.count': { payload: ofExam, run: (ctx: Ctx, { examId }) => countResults(ctx, examId) },
  'exams.tell': { payload: ofExam, run: (ctx: Ctx, { examId }) => tellAnew(ctx, examId) },
  'exams.report': { payload: ofExam, run: (ctx: Ctx, { examId }) => report(ctx, examId) },
})
