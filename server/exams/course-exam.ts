import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { findExam } from './exam.store.ts'

/** What a course must know of the exam that is its quiz. */
export interface CourseExam {
  title: string
  /** Credits hours by itself. */
  hours: number | null
  cancelled: boolean
}

/** Of an exam that the asker may see; any other is notFound. */
export async function examForCourse(ctx: Ctx, examId: string): Promise<CourseExam> {
  const { title, hours, cancelled_at } = await findExam(ctx, examId)
  return { title, hours, cancelled: cancelled_at !== null }
}

/** Of those that the asker may see. */
export async function examTitles(ctx: Ctx, examIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (examIds.length === 0) return new Map()
  const rows = await ctx.tx
    .selectFrom('exam')
    .select(['matter_id', 'title'])
    .where('matter_id', 'in', [...examIds])
    .execute()
  return new Map(rows.map((row) => [row.matter_id, row.title]))
}

/** A released pass of this person in the exam or one of its make-ups (补考), the best of them; null: none. `share` of the marks. */
export async function bestPass(ctx: Ctx, examId: string, personId: string): Promise<{ share: number } | null> {
  const { rows } = await sql<{ share: number }>`
    select least(round(r.total / p.marks, 4), 1)::float8 as share
      from exam_result r join exam e on e.matter_id = r.exam_id join exam_paper p on p.id = e.paper_id
     where ${examId} in (e.matter_id, e.makeup_of) and r.person_id = ${personId} and r.passed and e.released_at is not null
     order by 1 desc limit 1`.execute(ctx.tx)
  return rows[0] ?? null
}
