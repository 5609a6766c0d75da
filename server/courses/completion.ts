import { sql } from 'kysely'
import { z } from 'zod'
import type { OrgId, PersonId } from '#contract/common'
import type { CourseId } from '#contract/courses'
import { creditHours, unitsOn } from '#hours'
import { ownOrigins } from '#kernel/config'
import type { Ctx } from '#kernel/house'
import { settleFacts } from '#kernel/indicator'
import { enqueue, jobs } from '#kernel/jobs'
import { actorOfPerson, derivedId, tell } from '#xapi'
import { standingOf } from './learning.rules.ts'
import { attemptsOf, completionsOf, type Enrolment, factsOf, type Unit, unitsOf } from './unit.store.ts'

/**
 * After anything that counts: is the unit learned now, and with it the course? Each is written once; the course's hours go to the ledger of hours in the
 * same transaction. The enrolment is locked, so that two last units at once complete one course.
 */
export async function settle(ctx: Ctx, enrolment: Enrolment, unit: Unit, proof: string): Promise<{ learned: boolean; completed: boolean }> {
  const completions = await completionsOf(ctx, enrolment.id)
  const wasLearned = completions.some(({ unitId }) => unitId === unit.id)
  if (wasLearned) return { learned: true, completed: enrolment.completedOn !== null }
  const attempts = await attemptsOf(ctx, enrolment.id)
  if (!standingOf(factsOf(unit, attempts, false)).satisfied) return { learned: false, completed: enrolment.completedOn !== null }
  await sql`select 1 from course_enrolment where id = ${enrolment.id} for update`.execute(ctx.tx)
  await ctx.tx
    .insertInto('unit_completion')
    .values({ enrolment_id: enrolment.id, unit_id: unit.id, person_id: enrolment.personId, proof })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return { learned: true, completed: enrolment.completedOn !== null || (await completeCourse(ctx, enrolment)) }
}

/** 完成课程: every required unit is learned; a course without one is complete when all its units are. */
async function completeCourse(ctx: Ctx, enrolment: Enrolment): Promise<boolean> {
  const units = await unitsOf(ctx, enrolment.editionId)
  const learned = new Set((await completionsOf(ctx, enrolment.id)).map(({ unitId }) => unitId))
  const required = units.some((unit) => unit.required) ? units.filter((unit) => unit.required) : units
  if (!required.every(({ id }) => learned.has(id))) return false
  const done = await ctx.tx
    .updateTable('course_enrolment')
    .set({ completed_on: ctx.today, completed_at: ctx.now })
    .where('id', '=', enrolment.id)
    .where('completed_on', 'is', null)
    .returning('began_at')
    .executeTakeFirst()
  if (done) await announce(ctx, enrolment)
  return true
}

/** What the house learns of it: a statement in the record store, by a job, and the hours that the course says. */
async function announce(ctx: Ctx, enrolment: Enrolment): Promise<void> {
  await enqueue(ctx.tx, 'courses.completed', { enrolmentId: enrolment.id }, { key: `completed:${enrolment.id}` })
  const course = await ctx.tx
    .selectFrom('course_edition as e')
    .innerJoin('course as c', 'c.id', 'e.course_id')
    .innerJoin('course_enrolment as n', 'n.edition_id', 'e.id')
    .select(['e.title', 'e.hours', 'e.theme', 'e.subject', 'e.qualifies', 'c.org_id as orgId'])
    .select(sql<string>`(n.began_at at time zone 'Asia/Shanghai')::date::text`.as('began'))
    .where('n.id', '=', enrolment.id)
    .executeTakeFirstOrThrow()
  await credit(ctx, enrolment, course)
}

/** 完成: told by a job, from what the enrolment itself says. */
export async function tellCompleted(ctx: Ctx, enrolmentId: string): Promise<void> {
  const done = await ctx.tx
    .selectFrom('course_enrolment as n')
    .innerJoin('course_edition as e', 'e.id', 'n.edition_id')
    .innerJoin('course as c', 'c.id', 'n.course_id')
    .select([
      'n.course_id as courseId',
      'n.person_id as personId',
      'n.completed_at as at',
      'n.completed_on as on',
      'e.title',
      'c.org_id as orgId',
    ])
    .where('n.id', '=', enrolmentId)
    .executeTakeFirst()
  if (!done?.at || !done.on) return
  const { personId, on: day } = done
  const orgId = (await unitsOn(ctx, [{ personId, day }])).get(`${personId} ${day}`) ?? done.orgId
  const completed = { indicator: 'courses.completed', orgId, day, record: enrolmentId }
  await settleFacts(ctx, { indicators: [completed.indicator], records: [enrolmentId] }, [completed])
  await tell(ctx, [
    {
      id: derivedId(`completed ${enrolmentId}`),
      actor: actorOfPerson(ctx.house, done.personId),
      verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-US': 'completed', 'zh-CN': '完成' } },
      object: {
        id: `${ownOrigins(ctx.house.config)[0]}/activities/courses/${done.courseId}`,
        definition: { type: 'http://adlnet.gov/expapi/activities/course', name: { 'zh-CN': done.title } },
      },
      result: { completion: true },
      context: { registration: enrolmentId },
      timestamp: done.at.toISOString(),
    },
  ])
}

export const completionJobs = jobs({
  'courses.completed': {
    payload: z.object({ enrolmentId: z.uuid() }),
    run: (ctx: Ctx, { enrolmentId }: { enrolmentId: string }) => tellCompleted(ctx, enrolmentId),
  },
})

interface Credited {
  title: string
  hours: number
  theme: string
  subject: string
  qualifies: boolean
  orgId: string
  began: string
}

async function credit(ctx: Ctx, enrolment: Enrolment, { title, hours, theme, subject, qualifies, orgId, began }: Credited): Promise<void> {
  if (hours <= 0) return
  await creditHours(ctx, {
    // The database's own keys are the ids that the contract brands.
    personId: enrolment.personId as PersonId,
    form: 'online',
    subject: subject === 'none' ? null : subject,
    theme,
    hours,
    days: 0,
    fromDay: began < ctx.today ? began : ctx.today,
    earnedOn: ctx.today,
    source: { room: 'courses', id: enrolment.courseId, title },
    hostOrgId: orgId as OrgId,
    qualifies,
  })
}

/** Who of these has completed the course, and on which day: for a class that asks for it. Within the asker's people; a job sees everybody. */
export async function courseCompleted(ctx: Ctx, courseId: CourseId, personIds: readonly PersonId[]): Promise<Map<PersonId, string>> {
  if (personIds.length === 0) return new Map()
  const rows = await ctx.tx
    .selectFrom('course_enrolment')
    .select(['person_id', 'completed_on'])
    .where('course_id', '=', courseId)
    .where('person_id', 'in', [...personIds])
    .where('completed_on', 'is not', null)
    .execute()
  return new Map(rows.flatMap((row) => (row.completed_on ? [[row.person_id as PersonId, row.completed_on] as const] : []))) // as above
}
