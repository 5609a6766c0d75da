import { sql } from 'kysely'
import type { MatterId } from '#contract/common'
import type { ClassExamDraft } from '#contract/training-steps'
import { addExamCandidates, createExamFor, examForCourse, removeExamCandidates } from '#exams'
import type { Ctx } from '#kernel/house'
import { findMatter, type MatterRow } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { demandClass } from './class.store.ts'

/** 结业考试 that a class asks for: of the own unit, since nobody else may keep the list of who sits. `kept`: the one that it has already. */
export async function demandExam(ctx: Ctx, examId: string | undefined, orgId: string, kept: string | null = null): Promise<void> {
  if (examId === undefined || examId === kept) return
  const { title, cancelled } = await examForCourse(ctx, examId)
  const matter = await findMatter(ctx, examId)
  const refuse = (message: string) => new Problem('invalid', { issues: [{ path: 'examId', message }] })
  if (matter?.ownerOrgId !== orgId)
    throw refuse(`“${title}”由其他单位举办，本班不能把学员编入它的考生名单；请选择本单位的考试，或者由本班安排结业考试`)
  if (cancelled) throw refuse(`“${title}”已经取消，请改选`)
}

export interface ExamList {
  hasExam: boolean
  /** Enrolled, and not on the list of the exam. */
  missing: readonly string[]
  /** On the list, and no longer of the class. */
  gone: readonly string[]
}

const isListed = (state: string | undefined) => state === 'draft' || state === 'announced'

/** How the list of the exam stands to the class. What the exam does not take any more is no difference: nobody leaves it once it has begun. */
export async function examListOf(ctx: Ctx, classId: string): Promise<ExamList> {
  const { rows } = await sql<{ exam: string | null }>`select exam_id exam from training_class where matter_id = ${classId}`.execute(ctx.tx)
  const exam = rows[0]?.exam
  if (!exam) return { hasExam: false, missing: [], gone: [] }
  const state = (await findMatter(ctx, exam))?.state
  const { rows: people } = await sql<{ id: string; is: boolean }>`
    select e.person_id id, e.status = 'enrolled' "is" from enrolment e
      left join exam_candidate c on c.exam_id = ${exam} and c.person_id = e.person_id
     where e.class_id = ${classId}
       and case when e.status = 'enrolled' then c.person_id is null and exists (select 1 from person p where p.id = e.person_id)
                else e.status in ('withdrawn', 'dismissed') and c.person_id is not null end`.execute(ctx.tx)
  const named = (is: boolean) => people.flatMap((one) => (one.is === is ? [one.id] : []))
  return { hasExam: true, missing: isListed(state) || state === 'open' ? named(true) : [], gone: isListed(state) ? named(false) : [] }
}

/**
 * Who is enrolled comes on the list of the exam, who left goes off it: with every step that the organiser takes. What a unit does by itself follows with
 * the next one, or by 更新考生名单, which says how many differ.
 */
export async function followExam(ctx: Ctx, classId: MatterId): Promise<void> {
  const own = await demandClass(ctx, classId)
  if (own.exam_id === null || ctx.actor.role !== 'trainingOfficer' || ctx.actor.orgId !== own.orgId) return
  const { missing, gone } = await examListOf(ctx, classId)
  if (missing.length > 0) await addExamCandidates(ctx, own.exam_id, missing)
  if (gone.length > 0) await removeExamCandidates(ctx, own.exam_id, gone)
}

/** 安排结业考试: a draft in the name of the own unit; paper and rules are completed there. */
export async function arrangeExam(ctx: Ctx, matter: MatterRow, draft: ClassExamDraft): Promise<void> {
  const { id } = await createExamFor(ctx, draft, matter.id)
  await ctx.tx.updateTable('training_class').set({ exam_id: id }).where('matter_id', '=', matter.id).execute()
  await followExam(ctx, matter.id)
}

/** The class asks for another exam, or for none: its people leave the list of the first. */
export async function leaveExam(ctx: Ctx, classId: MatterId, examId: string): Promise<void> {
  if (!isListed((await findMatter(ctx, examId))?.state)) return
  const people = await ctx.tx.selectFrom('enrolment').select('person_id').where('class_id', '=', classId).execute()
  await removeExamCandidates(
    ctx,
    examId,
    people.map(({ person_id }) => person_id),
  )
}
