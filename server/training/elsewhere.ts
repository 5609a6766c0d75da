import { courseCompleted } from '#courses'
import { examPassed } from '#exams'
import type { Ctx } from '#kernel/house'
import type { ClassRecord } from './class.store.ts'

type CourseArguments = Parameters<typeof courseCompleted>

/** Who passed the exam and who completed the course that the class asks for. Null: it asks for none. */
export async function outsideResults(
  ctx: Ctx,
  own: ClassRecord,
  people: readonly string[],
): Promise<{ exams: ReadonlySet<string> | null; courses: ReadonlySet<string> | null }> {
  const exams = own.exam_id === null ? null : await examPassed(ctx, own.exam_id, people)
  // The database's own keys are the ids that the contract brands.
  const courses =
    own.course_id === null
      ? null
      : new Set((await courseCompleted(ctx, own.course_id as CourseArguments[1], people as CourseArguments[2])).keys())
  return { exams, courses }
}
