import { sql } from 'kysely'
import { z } from 'zod'
import type { UnitId } from '#contract/courses'
import { bestPass } from '#exams'
import type { Ctx } from '#kernel/house'
import { enqueue, jobs } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { settle } from './completion.ts'
import { enrolmentIn, findUnit } from './unit.store.ts'

// 测验: an exam of room `exams`. Whether it was passed is asked of that room, which marked it; a pass of a make-up (补考) is a pass. Only the service writes that
// a quiz is passed, and the database asks the result once more (0048).

/** Who began a course waits for the results of its quizzes from then on. */
export async function expectQuizzes(ctx: Ctx, courseId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into unit_attempt (enrolment_id, unit_id, person_id)
    select n.id, u.id, n.person_id from course_enrolment n join course_unit u on u.edition_id = n.edition_id
     where n.course_id = ${courseId} and n.person_id = ${ctx.actor.personId} and u.kind = 'quiz'
    on conflict do nothing returning id`.execute(ctx.tx)
  for (const { id } of rows) await lookLater(ctx, id)
}

const lookLater = (ctx: Ctx, attemptId: string) => enqueue(ctx.tx, 'courses.quiz', { attemptId }, { key: `quiz:${attemptId}` })

/** 核对成绩: asked for by the learner; the result comes by itself in the night. */
export async function checkQuiz(ctx: Ctx, unitId: UnitId): Promise<{ asked: boolean }> {
  const unit = await findUnit(ctx, unitId)
  const enrolment = unit?.kind === 'quiz' ? await enrolmentIn(ctx, unit.editionId) : null
  if (!enrolment) throw new Problem('notFound', { what: '该测验' })
  const attempt = await ctx.tx
    .selectFrom('unit_attempt')
    .select('id')
    .where('enrolment_id', '=', enrolment.id)
    .where('unit_id', '=', unitId)
    .executeTakeFirstOrThrow()
  await lookLater(ctx, attempt.id)
  return { asked: true }
}

export async function lookAtQuiz(ctx: Ctx, attemptId: string): Promise<void> {
  const attempt = await ctx.tx
    .selectFrom('unit_attempt as a')
    .innerJoin('course_enrolment as n', 'n.id', 'a.enrolment_id')
    .select(['a.unit_id as unitId', 'n.id', 'n.course_id as courseId', 'n.edition_id as editionId'])
    .select(['n.person_id as personId', 'n.began_at as beganAt', 'n.completed_on as completedOn'])
    .where('a.id', '=', attemptId)
    .where('a.satisfied', '=', false)
    .executeTakeFirst()
  const unit = attempt && (await findUnit(ctx, attempt.unitId))
  const passed = attempt && unit?.examId ? await bestPass(ctx, unit.examId, attempt.personId) : null
  if (!attempt || !unit || !passed) return
  await ctx.tx
    .updateTable('unit_attempt')
    .set({ satisfied: true, success: 'passed', score: passed.share, updated_at: ctx.now })
    .where('id', '=', attemptId)
    .execute()
  await settle(ctx, attempt, unit, '考试成绩')
}

export const quizJobs = jobs({
  'courses.quiz': {
    payload: z.object({ attemptId: z.uuid() }),
    run: (ctx: Ctx, { attemptId }: { attemptId: string }) => lookAtQuiz(ctx, attemptId),
  },
  'courses.quizzes': {
    payload: z.object({}),
    daily: '15 20 * * *',
    async run(ctx: Ctx) {
      const waiting = await ctx.tx
        .selectFrom('unit_attempt as a')
        .innerJoin('course_unit as u', 'u.id', 'a.unit_id')
        .select('a.id')
        .where('u.kind', '=', 'quiz')
        .where('a.satisfied', '=', false)
        .execute()
      for (const { id } of waiting) await lookLater(ctx, id)
    },
  },
})
