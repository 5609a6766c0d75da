import { type SqlBool, sql } from 'kysely'
import type { MatterId, OrgId, PersonId } from '#contract/common'
import type { Parsed } from '#contract/endpoint'
import type { CandidateLine, ExamLine, ExamView, examsApi } from '#contract/exams'
import type { ExamState } from '#contract/exams-steps'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { closedAt, closedBy } from './grace.ts'

interface Course {
  announced_at: Date | null
  opened_at: Date | null
  closed_at: Date | null
  marked_at: Date | null
  released_at: Date | null
  cancelled_at: Date | null
}

/** The state from the exam's own instants: a candidate cannot see the matter, and both move in one transaction. */
export function stateOf(course: Course): ExamState {
  if (course.cancelled_at) return 'cancelled'
  if (course.released_at) return 'released'
  if (course.marked_at) return 'marked'
  if (course.closed_at) return 'closed'
  if (course.opened_at) return 'open'
  return course.announced_at ? 'announced' : 'draft'
}

const inState: Record<ExamState, ReturnType<typeof sql<SqlBool>>> = {
  cancelled: sql<SqlBool>`e.cancelled_at is not null`,
  released: sql<SqlBool>`e.released_at is not null`,
  marked: sql<SqlBool>`e.marked_at is not null and e.released_at is null`,
  closed: sql<SqlBool>`e.closed_at is not null and e.marked_at is null`,
  open: sql<SqlBool>`e.opened_at is not null and e.closed_at is null`,
  announced: sql<SqlBool>`e.announced_at is not null and e.opened_at is null and e.cancelled_at is null`,
  draft: sql<SqlBool>`e.announced_at is null and e.cancelled_at is null`,
}

/** Through the matter, so that who merely sits an exam does not find it among those that he runs. */
const exams = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('exam as e')
    .innerJoin('matter as m', 'm.id', 'e.matter_id')
    .innerJoin('org as o', 'o.id', 'e.org_id')
    .leftJoin('exam_paper as p', 'p.id', 'e.paper_id')

const counted = {
  candidates: sql<number>`(select count(*)::int from exam_candidate c where c.exam_id = e.matter_id)`.as('candidates'),
  begun: sql<number>`(select count(*)::int from exam_attempt a where a.exam_id = e.matter_id)`.as('begun'),
  handedIn: sql<number>`(select count(*)::int from exam_attempt a where a.exam_id = e.matter_id and ${closedAt} is not null)`.as(
    'handedIn',
  ),
  passed: sql<number>`(select count(*)::int from exam_result r where r.exam_id = e.matter_id and r.passed)`.as('passed'),
}

const rows = (ctx: Ctx) =>
  exams(ctx)
    .selectAll('e')
    .select(['m.version', 'o.name as orgName', 'p.title as paperTitle', 'p.marks as paperMarks', 'p.items as paperItems'])
    .select(Object.values(counted))

export type ExamRow = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>

function lineOf(row: ExamRow): ExamLine {
  return {
    id: row.matter_id as MatterId, // the database's key is the id that the contract brands
    title: row.title,
    org: { id: row.org_id as OrgId, name: row.orgName }, // likewise
    state: stateOf(row),
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    minutes: row.minutes,
    candidates: row.candidates,
    begun: row.begun,
    handedIn: row.handedIn,
    passed: row.marked_at ? row.passed : null,
  }
}

export async function listExams(ctx: Ctx, { text, state, page, size }: Parsed<typeof examsApi.list, 'query'>) {
  const filtered = <Q extends { where: (condition: ReturnType<typeof sql<SqlBool>>) => Q }>(query: Q): Q => {
    let q = query
    if (text) q = q.where(sql<SqlBool>`e.title ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`)
    if (state) q = q.where(inState[state])
    return q
  }
  const found = await (filtered(rows(ctx) as never) as ReturnType<typeof rows>) // the builder's type grows with each word; the condition does not care
    .orderBy('e.opens_at', 'desc')
    .orderBy('e.matter_id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const { n } = await (filtered(exams(ctx) as never) as ReturnType<typeof exams>)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow() // likewise
  return { rows: found.map(lineOf), total: n, totalIsAtLeast: false }
}

/** The exam as who runs it sees it. Out of reach is notFound. */
export async function findExam(ctx: Ctx, id: string): Promise<ExamRow> {
  const row = await rows(ctx).where('e.matter_id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '这场考试' })
  return row
}

export async function readExam(ctx: Ctx, id: string): Promise<ExamView> {
  const row = await findExam(ctx, id)
  const makeup = row.makeup_of
    ? await ctx.tx.selectFrom('exam').select(['matter_id', 'title']).where('matter_id', '=', row.makeup_of).executeTakeFirst()
    : undefined
  return {
    ...lineOf(row),
    version: row.version,
    instructions: row.instructions,
    paper: row.paper_id ? { id: row.paper_id, title: row.paperTitle ?? '', marks: row.paperMarks ?? 0, items: row.paperItems ?? 0 } : null,
    audience: row.audience as ExamView['audience'], // its constraint names the values
    lateMinutes: row.late_minutes,
    shuffleQuestions: row.shuffle_questions,
    shuffleOptions: row.shuffle_options,
    passShare: row.pass_share,
    partial: row.partial as ExamView['partial'], // likewise
    doubleMarking: row.double_marking,
    differenceShare: row.difference_share,
    review: row.review as ExamView['review'], // likewise
    hours: row.hours,
    tells: row.tells,
    makeupOf: makeup ? { id: makeup.matter_id as MatterId, title: makeup.title } : null,
    classId: row.class_id as MatterId | null,
    scored: row.scored_at !== null,
    markers: await markersOf(ctx, id),
  }
}

async function markersOf(ctx: Ctx, id: string): Promise<ExamView['markers']> {
  const found = await ctx.tx
    .selectFrom('exam_marker as k')
    .leftJoin('person as p', 'p.id', 'k.person_id')
    .select(['k.person_id as id', 'p.name'])
    .where('k.exam_id', '=', id)
    .orderBy('k.at')
    .execute()
  return found.map(({ id: person, name }) => ({ id: person as PersonId, name: name ?? '管辖范围以外的人员' }))
}

/** Who is on the list, and who has begun without a list: one line each. */
const candidates = (ctx: Ctx, examId: string) =>
  ctx.tx
    .selectFrom(
      sql<{
        person_id: string
      }>`(select person_id from exam_candidate where exam_id = ${examId} union select person_id from exam_attempt where exam_id = ${examId})`.as(
        'w',
      ),
    )
    .leftJoin('person as p', 'p.id', 'w.person_id')
    .leftJoin('exam_candidate as c', (join) => join.onRef('c.person_id', '=', 'w.person_id').on('c.exam_id', '=', examId))
    .leftJoin('exam_attempt as a', (join) => join.onRef('a.person_id', '=', 'w.person_id').on('a.exam_id', '=', examId))
    .leftJoin('exam_result as r', 'r.attempt_id', 'a.id')

const candidateRows = (ctx: Ctx, examId: string) =>
  candidates(ctx, examId).select([
    'w.person_id as personId',
    'p.name',
    'c.extra_minutes as extraMinutes',
    'c.extra_reason as extraReason',
    'a.id as attemptId',
    'a.started_at as startedAt',
    'a.ends_at as endsAt',
    closedAt.as('closedAt'),
    closedBy.as('closedBy'),
    'r.total',
    'r.passed',
    sql<string | null>`coalesce((select o.name from org o where o.id = a.org_id),
      (select o.name from duty d join org o on o.id = d.org_id where d.person_id = w.person_id and d.status = 'active' order by d.from_day desc limit 1))`.as(
      'org',
    ),
    sql<number>`(select count(*)::int from exam_away y where y.attempt_id = a.id)`.as('away'),
  ])

const iso = (at: Date | null) => at?.toISOString() ?? null
type CandidateRow = Awaited<ReturnType<ReturnType<typeof candidateRows>['executeTakeFirstOrThrow']>>
const candidateOf = (row: CandidateRow): CandidateLine => ({
  personId: row.personId as PersonId,
  name: row.name ?? '管辖范围以外的人员',
  org: row.org,
  extraMinutes: row.extraMinutes ?? 0,
  extraReason: row.extraReason,
  attemptId: row.attemptId,
  startedAt: iso(row.startedAt),
  endsAt: iso(row.endsAt),
  closedAt: iso(row.closedAt),
  closedBy: row.closedBy as CandidateLine['closedBy'], // its constraint names the values
  away: row.away,
  total: row.total,
  passed: row.passed,
})

export async function listCandidates(ctx: Ctx, examId: string, { text, page, size }: Parsed<typeof examsApi.candidates, 'query'>) {
  await findExam(ctx, examId)
  const named = sql<SqlBool>`${text ?? ''} = '' or p.name ilike ${`%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`}`
  const found = await candidateRows(ctx, examId)
    .where(named)
    .orderBy(sql`p.name collate "zh-x-icu"`)
    .orderBy('w.person_id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const { n } = await candidates(ctx, examId).where(named).select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow()
  return { rows: found.map(candidateOf), total: n, totalIsAtLeast: false }
}

export async function candidateIds(ctx: Ctx, examId: string): Promise<string[]> {
  const found = await candidates(ctx, examId)
    .select('w.person_id as id')
    .orderBy(sql`p.name collate "zh-x-icu"`)
    .orderBy('w.person_id')
    .execute()
  return found.map(({ id }) => id)
}

export async function candidatesNamed(ctx: Ctx, examId: string, ids: readonly string[]): Promise<CandidateLine[]> {
  const found = await candidateRows(ctx, examId)
    .where('w.person_id', 'in', [...ids])
    .execute()
  const byId = new Map(found.map((row) => [row.personId, candidateOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
