import { type SqlBool, sql } from 'kysely'
import type { OrgId } from '#contract/common'
import type { CourseFilter, CourseId, CourseLine, CourseView, EditionState, LearningState, UnitId, UnitView } from '#contract/courses'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { standingOf } from './learning.rules.ts'
import { expectQuizzes } from './quiz.ts'
import { type Attempt, attemptsOf, completionsOf, factsOf, myEnrolment, offeredHere, type Unit, unitsOf } from './unit.store.ts'

/** Courses with the edition that this person learns or would learn, and how far he is. Row security has the last word on each table. */
const lines = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('course as c')
    .innerJoin('org as g', 'g.id', 'c.org_id')
    .leftJoin('course_programme as p', 'p.id', 'c.programme_id')
    .leftJoin('course_enrolment as n', (join) => join.onRef('n.course_id', '=', 'c.id').on('n.person_id', '=', ctx.actor.personId))
    .innerJoin('course_edition as e', (join) =>
      join
        .onRef('e.course_id', '=', 'c.id')
        .on(sql<SqlBool>`case when n.edition_id is null then e.state = 'published' else e.id = n.edition_id end`),
    )
    .select([
      'c.id',
      'c.org_id as orgId',
      'g.name as orgName',
      'p.title as programme',
      'e.id as editionId',
      'e.number as edition',
      'e.state as editionState',
      'e.title',
      'e.summary',
      'e.theme',
      'e.hours',
      'e.published_at as publishedAt',
      'n.began_at as beganAt',
      'n.completed_on as completedOn',
      sql<number>`(select count(*)::integer from course_unit u where u.edition_id = e.id)`.as('units'),
      sql<number>`(select count(*)::integer from course_unit u where u.edition_id = e.id and u.required)`.as('required'),
      sql<number>`(select count(*)::integer from unit_completion k join course_unit u on u.id = k.unit_id
                    where k.enrolment_id = n.id and u.edition_id = e.id and u.required)`.as('learned'),
    ])

type Line = Awaited<ReturnType<ReturnType<typeof lines>['executeTakeFirstOrThrow']>>

const stateOf = ({ beganAt, completedOn }: Pick<Line, 'beganAt' | 'completedOn'>): LearningState =>
  completedOn ? 'completed' : beganAt ? 'learning' : 'none'

// The database's keys and words are those that the contract brands and lists.
const shown = (row: Line): CourseLine => ({
  id: row.id as CourseId,
  title: row.title,
  summary: row.summary,
  programme: row.programme,
  theme: row.theme,
  hours: row.hours,
  org: { id: row.orgId as OrgId, name: row.orgName },
  units: row.units,
  edition: row.edition,
  progress: {
    state: stateOf(row),
    learned: row.learned,
    required: row.required,
    beganAt: row.beganAt?.toISOString() ?? null,
    completedOn: row.completedOn,
  },
})

const counted = 10_000

export async function listCourses(ctx: Ctx, { page, size, text, theme, state }: CourseFilter) {
  let found = lines(ctx).where(offeredHere(ctx))
  if (text) found = found.where(sql<SqlBool>`e.title || ' ' || coalesce(p.title, '') ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`)
  if (theme) found = found.where('e.theme', '=', theme)
  if (state === 'none') found = found.where('n.id', 'is', null)
  if (state === 'learning') found = found.where('n.id', 'is not', null).where('n.completed_on', 'is', null)
  if (state === 'completed') found = found.where('n.completed_on', 'is not', null)
  const { n } = await ctx.tx
    .selectFrom(found.limit(counted + 1).as('x'))
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  const rows = await found
    .orderBy('e.published_at', 'desc')
    .orderBy('c.id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  return { rows: rows.map(shown), total: Math.min(Number(n), counted), totalIsAtLeast: Number(n) > counted }
}

/** 我的课程: what I began, the unfinished first. */
export const myCourses = async (ctx: Ctx): Promise<CourseLine[]> =>
  (
    await lines(ctx)
      .where('n.id', 'is not', null)
      .orderBy(sql`n.completed_on is not null`)
      .orderBy('n.began_at', 'desc')
      .limit(200)
      .execute()
  ).map(shown)

export async function readCourse(ctx: Ctx, courseId: CourseId): Promise<CourseView> {
  const row = await lines(ctx).where('c.id', '=', courseId).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该课程' })
  const enrolment = await myEnrolment(ctx, courseId)
  const [attempts, completions] = enrolment
    ? await Promise.all([attemptsOf(ctx, enrolment.id), completionsOf(ctx, enrolment.id)])
    : [[], []]
  const content = (await unitsOf(ctx, row.editionId)).map((unit) =>
    unitView(
      unit,
      attempts,
      completions.find(({ unitId }) => unitId === unit.id),
    ),
  )
  return {
    ...shown(row),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    editionState: row.editionState as EditionState,
    mayKeep: holds(ctx.actor, 'course.manage') && row.orgId === ctx.actor.orgId,
    contentReady: ctx.house.config.contentOrigin !== null,
    content,
    missing: content.filter((unit) => unit.required && unit.missing !== null).map((unit) => `${unit.title}：${unit.missing}`),
  }
}

function unitView(unit: Unit, attempts: readonly Attempt[], completion: { at: Date } | undefined): UnitView {
  const own = attempts.filter((attempt) => attempt.unitId === unit.id)
  const { progress, rule, missing } = standingOf(factsOf(unit, own, completion !== undefined))
  const scores = own.flatMap(({ score }) => (score === null ? [] : [score]))
  return {
    id: unit.id as UnitId,
    position: unit.position,
    title: unit.title,
    kind: unit.kind,
    required: unit.required,
    examId: unit.examId,
    name: unit.name,
    mediaType: unit.mediaType,
    bytes: unit.bytes,
    seconds: unit.seconds,
    items: unit.items.map(({ id, title }) => ({ id, title, satisfied: own.some((attempt) => attempt.item === id && attempt.satisfied) })),
    learned: completion !== undefined,
    learnedAt: completion?.at.toISOString() ?? null,
    progress,
    rule,
    missing,
    score: scores.length > 0 ? Math.max(...scores) : null,
  }
}

/** 开始学习: the edition of today is kept until the end, whatever is published meanwhile. */
export async function beginCourse(ctx: Ctx, courseId: CourseId): Promise<CourseView> {
  const { personId } = ctx.actor
  if (!personId) throw new Problem('signInNeeded', {})
  const edition = await ctx.tx
    .selectFrom('course as c')
    .innerJoin('course_edition as e', 'e.course_id', 'c.id')
    .select('e.id')
    .where('c.id', '=', courseId)
    .where('e.state', '=', 'published')
    .where(offeredHere(ctx))
    .executeTakeFirst()
  if (!edition && !(await myEnrolment(ctx, courseId))) throw new Problem('notFound', { what: '该课程' })
  if (edition)
    await ctx.tx
      .insertInto('course_enrolment')
      .values({ course_id: courseId, edition_id: edition.id, person_id: personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await expectQuizzes(ctx, courseId)
  return readCourse(ctx, courseId)
}
