import { sql } from 'kysely'
import type { MatterId } from '#contract/common'
import type { MyExam, MyExamView } from '#contract/exams-room'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { closedAt, graceSeconds } from './grace.ts'
import { hindranceWords, myState } from './my-exam.ts'

/** What the person may sit, sits or sat. His own attempt and result; row security shows no other. */
const own = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('exam as e')
    .innerJoin('org as o', 'o.id', 'e.org_id')
    .leftJoin('exam_attempt as a', (join) => join.onRef('a.exam_id', '=', 'e.matter_id').on('a.person_id', '=', ctx.actor.personId))
    .leftJoin('exam_candidate as c', (join) => join.onRef('c.exam_id', '=', 'e.matter_id').on('c.person_id', '=', ctx.actor.personId))
    .leftJoin('exam_result as r', (join) => join.onRef('r.attempt_id', '=', 'a.id').on('e.released_at', 'is not', null))
    .where(sql<boolean>`e.matter_id in (select authority.my_exams())`)
    .select([
      'e.matter_id',
      'e.title',
      'o.name as org',
      'e.opens_at',
      'e.closes_at',
      'e.minutes',
      'e.makeup_of',
      'e.opened_at',
      'e.closed_at as examClosedAt',
    ])
    .select([
      'e.released_at',
      'e.cancelled_at',
      'a.id as attemptId',
      closedAt.as('closed_at'),
      sql<string | null>`authority.own_receipt(a.id)`.as('receipt'),
      'c.extra_minutes',
      'r.total',
      'r.passed',
    ])
    .select(['e.instructions', 'e.late_minutes', 'e.review', 'e.shuffle_questions', 'e.shuffle_options'])

type Row = Awaited<ReturnType<ReturnType<typeof own>['executeTakeFirstOrThrow']>>

const lineOf = (ctx: Ctx, row: Row): MyExam => ({
  id: row.matter_id as MatterId, // the database's key is the id that the contract brands
  title: row.title,
  org: row.org,
  state: myState({
    cancelled: row.cancelled_at !== null,
    released: row.released_at !== null,
    begun: row.attemptId !== null,
    handedIn: row.closed_at !== null,
    open: row.opened_at !== null && row.examClosedAt === null,
    opensAt: row.opens_at.getTime(),
    closesAt: row.closes_at.getTime(),
    now: ctx.now.getTime(),
  }),
  opensAt: row.opens_at.toISOString(),
  closesAt: row.closes_at.toISOString(),
  minutes: row.minutes,
  extraMinutes: row.extra_minutes ?? 0,
  makeup: row.makeup_of !== null,
  total: row.total,
  marks: null,
  passed: row.passed,
})

export async function listMyExams(ctx: Ctx): Promise<MyExam[]> {
  const rows = await own(ctx).orderBy('e.opens_at', 'desc').limit(200).execute()
  return rows.map((row) => lineOf(ctx, row))
}

/** Out of reach and absent are one answer. */
async function findOwn(ctx: Ctx, examId: string): Promise<Row> {
  const row = await own(ctx).where('e.matter_id', '=', examId).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '这场考试' })
  return row
}

export async function demandOwnExam(ctx: Ctx, examId: string) {
  const row = await findOwn(ctx, examId)
  return {
    id: row.matter_id as MatterId, // as above
    title: row.title,
    instructions: row.instructions,
    review: row.review,
    released: row.released_at !== null,
    shuffleQuestions: row.shuffle_questions,
    shuffleOptions: row.shuffle_options,
  }
}

export async function readMyExam(ctx: Ctx, examId: string): Promise<MyExamView> {
  const row = await findOwn(ctx, examId)
  const line = lineOf(ctx, row)
  const { rows } = await sql<{ why: string | null }>`select authority.exam_hindrance(${examId}) as why`.execute(ctx.tx)
  const why = row.attemptId ? (row.closed_at ? 'closed' : null) : (rows[0]?.why ?? null)
  return {
    ...line,
    instructions: row.instructions,
    lateMinutes: row.late_minutes,
    items: null,
    hindrance: why === null ? null : (hindranceWords[why] ?? null),
    review: row.review as MyExamView['review'], // its constraint names the values
    receipt: row.receipt,
    handedInAt: row.closed_at?.toISOString() ?? null,
    graceSeconds: await graceSeconds(ctx),
    now: ctx.now.toISOString(),
  }
}
