import { sql } from 'kysely'
import { z } from 'zod'
import type { OrgId, PersonId } from '#contract/common'
import { creditHours } from '#hours'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { findMatter, takeStep } from '#kernel/matter'
import { lastMoment } from './exam.room.ts'
import { stateOf } from './exam.store.ts'
import { rescoreVersion, scoreExam } from './scoring.ts'

const ofExam = z.object({ examId: z.uuid() })

/** The clock takes the step, when it is its time and nobody was faster. */
async function step(ctx: Ctx, examId: string, name: 'open' | 'close', from: string): Promise<void> {
  const matter = await findMatter(ctx, examId)
  if (matter?.state === from) await takeStep(ctx, { matterId: examId, step: name, happenedOn: ctx.today, input: {} })
}

async function openExam(ctx: Ctx, examId: string): Promise<void> {
  const exam = await ctx.tx.selectFrom('exam').select('opens_at').where('matter_id', '=', examId).executeTakeFirst()
  if (exam && ctx.now < exam.opens_at) return enqueue(ctx.tx, 'exams.open', { examId }, { key: `exam-open:${examId}`, at: exam.opens_at })
  if (exam) await step(ctx, examId, 'open', 'announced')
}

/** Comes again when somebody was given time meanwhile. An exam that nobody could open (the house was down) is opened first, so that its course is whole. */
async function closeExam(ctx: Ctx, examId: string): Promise<void> {
  const exam = await ctx.tx.selectFrom('exam as e').select(lastMoment.as('last')).where('e.matter_id', '=', examId).executeTakeFirst()
  if (!exam) return
  if (ctx.now < exam.last)
    return enqueue(ctx.tx, 'exams.close', { examId }, { key: `exam-close:${examId}`, at: new Date(exam.last.getTime() + 1000) })
  await step(ctx, examId, 'open', 'announced')
  await step(ctx, examId, 'close', 'open')
}

/** 计学时: whoever passed, once; a make-up is the same source as the exam that it makes up. */
async function report(ctx: Ctx, examId: string): Promise<void> {
  const exam = await ctx.tx.selectFrom('exam').selectAll().where('matter_id', '=', examId).executeTakeFirst()
  if (!exam || stateOf(exam) !== 'released' || exam.hours === null) return
  const passed = await ctx.tx
    .selectFrom('exam_result as r')
    .innerJoin('exam_attempt as a', 'a.id', 'r.attempt_id')
    .select(['r.person_id as personId', sql<string>`(a.closed_at at time zone 'Asia/Shanghai')::date::text`.as('day')])
    .where('r.exam_id', '=', examId)
    .where('r.passed', '=', true)
    .execute()
  for (const { personId, day } of passed)
    await creditHours(ctx, {
      personId: personId as PersonId, // the database's keys are the ids that the contract brands
      form: 'online',
      subject: 'professional',
      theme: null,
      hours: exam.hours,
      days: 0,
      fromDay: day,
      earnedOn: day,
      source: { room: 'exams', id: exam.makeup_of ?? examId, title: exam.title },
      hostOrgId: exam.org_id as OrgId, // likewise
      qualifies: false,
    })
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
