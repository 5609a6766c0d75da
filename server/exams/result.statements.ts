import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { actorOfPerson, derivedId, ownStatements, tell, voiding } from '#xapi'

interface Told {
  matter_id: string
  title: string
  tells: boolean
}

export type Reported = Awaited<ReturnType<typeof reportedOf>>[number]

/** Who sat, with what counts now. */
export const reportedOf = (ctx: Ctx, examId: string) =>
  ctx.tx
    .selectFrom('exam_result as r')
    .innerJoin('exam_attempt as a', 'a.id', 'r.attempt_id')
    .innerJoin('exam as e', 'e.matter_id', 'r.exam_id')
    .innerJoin('exam_paper as p', 'p.id', 'e.paper_id')
    .select(['r.attempt_id as attemptId', 'r.person_id as personId', 'r.total', 'r.passed', 'a.started_at', 'a.closed_at', 'p.marks'])
    .select(sql<string>`(a.closed_at at time zone 'Asia/Shanghai')::date::text`.as('day'))
    .where('r.exam_id', '=', examId)
    .execute()

/**
 * 写入学习记录: a statement for each result, in the registration of its attempt. What was told and still says the same stays; what was changed since
 * (更正得分, 更正答案) is voided and told anew.
 */
export async function tellResults(ctx: Ctx, exam: Told, results: readonly Reported[]): Promise<void> {
  if (!exam.tells) return
  const attempts = results.map(({ attemptId }) => attemptId)
  const before = Map.groupBy(await ownStatements(ctx, attempts), ({ statement }) => statement.context?.registration)
  await tell(
    ctx,
    results.flatMap((result) => {
      const told = (before.get(result.attemptId) ?? []).filter(({ statement }) => statement.result !== undefined)
      const standing = told.filter(({ voided }) => !voided)
      const statement = statementOf(ctx, exam, result, told.length)
      if (standing.some((one) => saysTheSame(one.statement.result, statement.result))) return []
      return [...standing.map((one) => voiding(ctx.house, one.statement.id)), statement]
    }),
  )
}

type Result = ReturnType<typeof statementOf>['result']
/** What the store gives back are the very letters that were told. */
const saysTheSame = (told: object | undefined, now: Result) => JSON.stringify(told) === JSON.stringify(now)

/** xAPI: accounts alone; no name leaves. `turn` counts how often the result of the attempt was told before. */
function statementOf(ctx: Ctx, { matter_id, title }: Told, result: Reported, turn: number) {
  const actor = actorOfPerson(ctx.house, result.personId)
  const word = result.passed ? 'passed' : 'failed'
  const seconds = Math.round(((result.closed_at ?? ctx.now).getTime() - result.started_at.getTime()) / 1000)
  return {
    id: derivedId(`result ${result.attemptId} ${turn}`),
    actor,
    verb: { id: `http://adlnet.gov/expapi/verbs/${word}`, display: { 'zh-CN': result.passed ? '合格' : '不合格' } },
    object: {
      id: `${actor.account.homePage}/exams/${matter_id}`,
      definition: { name: { 'zh-CN': title }, type: 'http://adlnet.gov/expapi/activities/assessment' },
    },
    result: {
      score: {
        raw: result.total,
        min: 0,
        max: result.marks,
        scaled: Math.min(1, Math.round((result.total / result.marks) * 10_000) / 10_000),
      },
      success: result.passed,
      completion: true,
      duration: `PT${seconds}S`,
    },
    context: { registration: result.attemptId },
    timestamp: (result.closed_at ?? ctx.now).toISOString(),
  }
}
