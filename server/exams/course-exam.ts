import type { Ctx } from '#kernel/house'
import { findExam } from './exam.store.ts'

/** What a course must know of the exam that is its quiz. */
export interface CourseExam {
  title: string
  /** Writes its results into the learning record store. */
  tells: boolean
  /** Credits hours by itself. */
  hours: number | null
  cancelled: boolean
}

/** Of an exam that the asker may see; any other is notFound. */
export async function examForCourse(ctx: Ctx, examId: string): Promise<CourseExam> {
  const { title, tells, hours, cancelled_at } = await findExam(ctx, examId)
  return { title, tells, hours, cancelled: cancelled_at !== null }
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

/** The exam itself first, then its make-ups (补考). */
export async function examWithMakeups(ctx: Ctx, examId: string): Promise<string[]> {
  const rows = await ctx.tx.selectFrom('exam').select('matter_id').where('makeup_of', '=', examId).orderBy('opens_at').execute()
  return [examId, ...rows.map((row) => row.matter_id)]
}
