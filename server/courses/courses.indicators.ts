import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import type { Indicator, NamedRecord } from '#kernel/indicator'

/** Enrolments of one's own people; row security leaves out everybody else's. */
async function enrolmentsNamed(ctx: Ctx, ids: readonly string[]): Promise<NamedRecord[]> {
  const { rows } = await sql<{ id: string; title: string; courseId: string }>`
    select n.id, p.name || '：' || e.title title, n.course_id "courseId"
      from course_enrolment n join course_edition e on e.id = n.edition_id join person p on p.id = n.person_id where n.id = any (${[...ids]}::uuid[])`.execute(
    ctx.tx,
  )
  return rows.map(({ id, title, courseId }) => ({ id, title, path: `/courses/${courseId}` }))
}

export const courseIndicators: readonly Indicator[] = [
  {
    id: 'courses.completed',
    title: '完成网络课程',
    unit: '人次',
    kind: 'flow',
    clauses: ['1.1'],
    direction: 'more',
    source: '课程学习记录',
    mark: 'assumption',
    definition: '学完网络课程全部必修内容的人员，按人次计，计入完成当日、本人当日所在单位。',
    records: enrolmentsNamed,
  },
]
