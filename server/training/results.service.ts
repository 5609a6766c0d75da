import { sql } from 'kysely'
import type { MatterId } from '#contract/common'
import { examResultsOf } from '#exams'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

/** 考试成绩 of one of one's people, once they are released. Out of reach there is nobody. */
export async function examResultsOfPerson(ctx: Ctx, personId: string) {
  const { rows } = await sql<{ is: boolean }>`
    select ${personId}::uuid = ${ctx.actor.personId} or ${personId}::uuid in (select authority.my_people()) "is"`.execute(ctx.tx)
  if (!rows[0]?.is) throw new Problem('notFound', { what: '该人员' })
  const results = await examResultsOf(ctx, [personId])
  return results.map(({ personId: _, examId, ...result }) => ({ ...result, examId: examId as MatterId })) // the key is the branded id
}
