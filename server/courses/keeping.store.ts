import { type SqlBool, sql } from 'kysely'
import type { OrgId } from '#contract/common'
import type { CourseId, CourseSubject, EditionState, UnitId } from '#contract/courses'
import type { EditionView, KeptCourse } from '#contract/courses-keeping'
import { examTitles } from '#exams'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { unitsOf } from './unit.store.ts'

/** Courses as who keeps them sees them: at his unit and below. Those of units above are learned here and kept there. */
const kept = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('course as c')
    .innerJoin('org as g', 'g.id', 'c.org_id')
    .leftJoin('course_programme as p', 'p.id', 'c.programme_id')
    // What is worked on: the draft, else what is published, else what was last.
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('course_edition as x')
          .selectAll('x')
          .whereRef('x.course_id', '=', 'c.id')
          .orderBy(sql`case x.state when 'draft' then 0 when 'published' then 1 else 2 end`)
          .orderBy('x.number', 'desc')
          .limit(1)
          .as('e'),
      (join) => join.onTrue(),
    )
    .select([
      'c.id',
      'c.version',
      'c.org_id as orgId',
      'g.name as orgName',
      'c.offered',
      'p.title as programme',
      'e.id as editionId',
      'e.number as edition',
      'e.state',
      'e.title',
      'e.summary',
      'e.theme',
      'e.hours',
      'e.subject',
      'e.qualifies',
      'e.click_minutes as clickMinutes',
      'e.max_rate as maxRate',
      'e.withdrawn_why as withdrawnWhy',
      'e.published_at as publishedAt',
      sql<number>`(select count(*)::integer from course_unit u where u.edition_id = e.id)`.as('units'),
      sql<number>`(select count(*)::integer from course_enrolment n where n.course_id = c.id)`.as('learners'),
      sql<number>`(select count(*)::integer from course_enrolment n where n.course_id = c.id and n.completed_on is not null)`.as(
        'completed',
      ),
    ])
    .where(sql<SqlBool>`(select authority.place()) @> c.org_at`)

export type Kept = Awaited<ReturnType<ReturnType<typeof kept>['executeTakeFirstOrThrow']>>

// The database's keys and words are those that the contract brands and lists.
const shown = (ctx: Ctx, row: Kept): KeptCourse => ({
  id: row.id as CourseId,
  version: row.version,
  title: row.title,
  org: { id: row.orgId as OrgId, name: row.orgName },
  mine: row.orgId === ctx.actor.orgId,
  state: row.offered && row.state === 'draft' ? 'published' : (row.state as EditionState),
  edition: row.edition,
  hasDraft: row.state === 'draft',
  theme: row.theme,
  hours: row.hours,
  units: row.units,
  learners: row.learners,
  completed: row.completed,
  publishedAt: row.publishedAt?.toISOString() ?? null,
})

const counted = 10_000

export async function listKept(
  ctx: Ctx,
  asked: { page: number; size: number; text?: string | undefined; state?: EditionState | undefined },
) {
  let found = kept(ctx)
  if (asked.text) found = found.where('e.title', 'ilike', `%${asked.text.replace(/[\\%_]/g, '\\$&')}%`)
  if (asked.state === 'published') found = found.where('c.offered', '=', true)
  else if (asked.state) found = found.where('e.state', '=', asked.state)
  const { n } = await ctx.tx
    .selectFrom(found.limit(counted + 1).as('x'))
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  const rows = await found
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id')
    .limit(asked.size)
    .offset((asked.page - 1) * asked.size)
    .execute()
  return { rows: rows.map((row) => shown(ctx, row)), total: Math.min(Number(n), counted), totalIsAtLeast: Number(n) > counted }
}

export async function findKept(ctx: Ctx, courseId: string): Promise<Kept> {
  const row = await kept(ctx).where('c.id', '=', courseId).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该课程' })
  return row
}

export async function editionView(ctx: Ctx, courseId: string): Promise<EditionView> {
  const row = await findKept(ctx, courseId)
  const editions = await ctx.tx
    .selectFrom('course_edition as e')
    .select([
      'e.number',
      'e.state',
      'e.published_at as publishedAt',
      sql<number>`(select count(*)::integer from course_enrolment n where n.edition_id = e.id)`.as('learners'),
    ])
    .where('e.course_id', '=', courseId)
    .orderBy('e.number', 'desc')
    .execute()
  const units = await unitsOf(ctx, row.editionId)
  const exams = await examTitles(
    ctx,
    units.flatMap(({ examId }) => examId ?? []),
  )
  const programmes = await ctx.tx.selectFrom('course_programme').select('title').where('org_id', '=', row.orgId).orderBy('title').execute()
  return {
    ...shown(ctx, row),
    programme: row.programme,
    summary: row.summary,
    subject: row.subject as CourseSubject, // of the check constraint
    qualifies: row.qualifies,
    clickMinutes: row.clickMinutes,
    maxRate: row.maxRate,
    withdrawnWhy: row.withdrawnWhy,
    content: units.map(({ id, position, title, kind, required, name, bytes, seconds, examId, share, minutes, items }) => ({
      ...{ id: id as UnitId, position, title, kind, required, name, bytes, seconds, examId, share, minutes },
      examTitle: (examId && exams.get(examId)) ?? null,
      items: items.map((item) => ({ id: item.id, title: item.title })),
    })),
    editions: editions.map((one) => ({
      ...one,
      state: one.state as EditionState,
      publishedAt: one.publishedAt?.toISOString() ?? null,
    })),
    programmes: programmes.map(({ title }) => title),
  }
}

/** Who began it, of the asker's people. */
export async function listLearners(
  ctx: Ctx,
  courseId: CourseId,
  asked: { page: number; size: number; state?: 'learning' | 'completed' | undefined; text?: string | undefined },
) {
  const course = await ctx.tx.selectFrom('course').select('id').where('id', '=', courseId).executeTakeFirst()
  if (!course) throw new Problem('notFound', { what: '该课程' })
  let found = ctx.tx
    .selectFrom('course_enrolment as n')
    .innerJoin('person as p', 'p.id', 'n.person_id')
    .leftJoin('course_edition as e', 'e.id', 'n.edition_id')
    .select([
      'n.person_id as personId',
      'p.name',
      sql<string>`coalesce((select string_agg(distinct o.short_name, '、') from duty d join org o on o.id = d.org_id
                    where d.person_id = n.person_id and d.status = 'active' and clock.today() between d.from_day and coalesce(d.to_day, 'infinity')), '')`.as(
        'org',
      ),
      sql<number>`coalesce(e.number, 0)`.as('edition'),
      'n.began_at as beganAt',
      'n.completed_on as completedOn',
      sql<number>`(select count(*)::integer from course_unit u where u.edition_id = n.edition_id and u.required)`.as('required'),
      sql<number>`(select count(*)::integer from unit_completion k join course_unit u on u.id = k.unit_id
                    where k.enrolment_id = n.id and u.required)`.as('learned'),
    ])
    .where('n.course_id', '=', courseId)
    .where(sql<SqlBool>`n.person_id in (select authority.my_people())`)
  if (asked.text) found = found.where('p.name', 'ilike', `%${asked.text.replace(/[\\%_]/g, '\\$&')}%`)
  if (asked.state) found = found.where('n.completed_on', asked.state === 'completed' ? 'is not' : 'is', null)
  const { n } = await ctx.tx
    .selectFrom(found.limit(counted + 1).as('x'))
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  const rows = await found
    .orderBy('n.completed_on', (order) => order.desc().nullsLast())
    .orderBy('n.began_at', 'desc')
    .orderBy('n.id')
    .limit(asked.size)
    .offset((asked.page - 1) * asked.size)
    .execute()
  return {
    rows: rows.map((row) => ({ ...row, personId: row.personId as never, beganAt: row.beganAt.toISOString() })), // the database's own key
    total: Math.min(Number(n), counted),
    totalIsAtLeast: Number(n) > counted,
  }
}
