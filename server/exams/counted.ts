import { unitsOn } from '#hours'
import type { Ctx } from '#kernel/house'
import { settleFacts } from '#kernel/indicator'
import { stateOf } from './exam.store.ts'
import { reportedOf } from './result.statements.ts'

/**
 * Who sat and who passed, as it stands now: after the release, and again after each correction. By the service: a candidate's unit may lie beyond the
 * reach of who corrects.
 */
export async function countResults(ctx: Ctx, examId: string): Promise<void> {
  const exam = await ctx.tx.selectFrom('exam').selectAll().where('matter_id', '=', examId).executeTakeFirst()
  if (!exam) return
  const results = stateOf(exam) === 'released' ? await reportedOf(ctx, examId) : []
  const units = await unitsOn(ctx, results)
  const wanted = results.flatMap(({ personId, day, passed }) => {
    const act = { orgId: units.get(`${personId} ${day}`) ?? exam.org_id, day, matterId: examId, record: personId }
    return [{ ...act, indicator: 'exams.sat' }, ...(passed ? [{ ...act, indicator: 'exams.passed' }] : [])]
  })
  await settleFacts(ctx, { indicators: ['exams.sat', 'exams.passed'], matterId: examId }, wanted)
}
