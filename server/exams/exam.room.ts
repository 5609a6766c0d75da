import { sql } from 'kysely'
import { examSteps } from '#contract/exams-steps'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import { type MatterRow, processRoom } from '#kernel/matter'
import { type ExamFacts, examProcess } from './exam.process.ts'
import { closedAt } from './grace.ts'

/** Whoever sees the matter without having a part in exams finds every step closed: nothing of the exam is told to him. */
const unseen: Omit<ExamFacts, 'now'> = {
  opensAt: Number.POSITIVE_INFINITY,
  closesAt: Number.NEGATIVE_INFINITY,
  hasPaper: false,
  audience: 'listed',
  candidates: 0,
  writers: [],
  markersListed: [],
  paperShown: false,
  running: 0,
  lastMoment: Number.POSITIVE_INFINITY,
  hasOpenQuestions: null,
  markers: 0,
  scored: false,
  unmarked: 0,
  thirds: 0,
}

/** The end of the last possible answer: window, the longest extra time, grace. */
export const lastMoment = sql<Date>`e.closes_at + authority.exam_grace()
  + make_interval(mins => coalesce((select max(c.extra_minutes) from exam_candidate c where c.exam_id = e.matter_id), 0))`

async function examFacts(ctx: Ctx, matter: MatterRow): Promise<ExamFacts> {
  const now = ctx.now.getTime()
  const row = await ctx.tx
    .selectFrom('exam as e')
    .select([
      'e.opens_at',
      'e.closes_at',
      'e.paper_id',
      'e.audience',
      'e.scored_at',
      'e.marked_at',
      'e.announced_at',
      lastMoment.as('last'),
    ])
    .select([
      sql<number>`(select count(*)::int from exam_candidate c where c.exam_id = e.matter_id)`.as('candidates'),
      sql<number>`(select count(*)::int from exam_attempt a where a.exam_id = e.matter_id and ${closedAt} is null)`.as('running'),
      sql<number>`(select count(*)::int from exam_marker k where k.exam_id = e.matter_id)`.as('markers'),
      sql<number>`(select coalesce(sum(l.waiting), 0)::int from authority.marking_left(e.matter_id) l)`.as('unmarked'),
      sql<number>`(select coalesce(sum(l.third), 0)::int from authority.marking_left(e.matter_id) l)`.as('thirds'),
    ])
    .where('e.matter_id', '=', matter.id)
    .executeTakeFirst()
  if (!row) return { now, ...unseen }
  return {
    now,
    opensAt: row.opens_at.getTime(),
    closesAt: row.closes_at.getTime(),
    hasPaper: row.paper_id !== null,
    audience: row.audience,
    candidates: row.candidates,
    ...(row.announced_at || !row.paper_id ? nobodyKnows : await whoKnows(ctx, matter.id, row.paper_id)),
    running: row.running,
    lastMoment: row.last.getTime(),
    hasOpenQuestions: row.scored_at ? row.unmarked > 0 : null,
    markers: row.markers,
    scored: row.scored_at !== null,
    unmarked: row.unmarked,
    thirds: row.thirds,
  }
}

const nobodyKnows = { writers: [], markersListed: [], paperShown: false }

/** Who of the list knows what the paper asks, and whether everybody does. */
async function whoKnows(ctx: Ctx, examId: string, paperId: string): Promise<Pick<ExamFacts, 'writers' | 'markersListed' | 'paperShown'>> {
  const listed = await ctx.tx.selectFrom('exam_candidate').select('person_id').where('exam_id', '=', examId).execute()
  const ids = listed.map((row) => row.person_id)
  const { rows } = await sql<{ shown: boolean }>`select authority.paper_was_shown(${paperId}) as shown`.execute(ctx.tx)
  return {
    writers: await writersAmong(ctx, paperId, ids),
    markersListed: await markersAmong(ctx, paperId, ids),
    paperShown: rows[0]?.shown ?? false,
  }
}

type Among = 'writers_among' | 'markers_among'
async function named(ctx: Ctx, among: Among, paperId: string, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(p.name, '（管辖范围以外的人员）') as name from ${sql.id('authority', among)}(${paperId}, ${[...personIds]}::uuid[]) w left join person p on p.id = w`.execute(
    ctx.tx,
  )
  return rows.map(({ name }) => name)
}

/** Names of those who wrote or reviewed a question of the paper, or read its bank. */
export const writersAmong = (ctx: Ctx, paperId: string, personIds: readonly string[]) => named(ctx, 'writers_among', paperId, personIds)
/** Names of those who mark a question of the paper, in whatever exam. */
export const markersAmong = (ctx: Ctx, paperId: string, personIds: readonly string[]) => named(ctx, 'markers_among', paperId, personIds)

/** The trigger sets the instant by the database's clock, once; what is given here only says which. */
type Instant = 'announced_at' | 'opened_at' | 'closed_at' | 'marked_at' | 'released_at' | 'cancelled_at'
const stamp = (ctx: Ctx, id: string, instant: Instant, more: { review?: string } = {}) =>
  ctx.tx
    .updateTable('exam')
    .set({ [instant]: ctx.now, ...more })
    .where('matter_id', '=', id)
    .execute()

async function announce(ctx: Ctx, matter: MatterRow): Promise<void> {
  await stamp(ctx, matter.id, 'announced_at')
  const { opens_at, last } = await ctx.tx
    .selectFrom('exam as e')
    .select(['e.opens_at', lastMoment.as('last')])
    .where('e.matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  await enqueue(ctx.tx, 'exams.open', { examId: matter.id }, { key: `exam-open:${matter.id}`, at: opens_at })
  await enqueue(ctx.tx, 'exams.close', { examId: matter.id }, { key: `exam-close:${matter.id}`, at: new Date(last.getTime() + 1000) })
}

export const examRoom = processRoom({
  process: examProcess,
  forms: examSteps,
  facts: examFacts,
  apply: {
    announce: (ctx, matter) => announce(ctx, matter),
    open: async (ctx, matter) => void (await stamp(ctx, matter.id, 'opened_at')),
    async close(ctx, matter) {
      await stamp(ctx, matter.id, 'closed_at')
      await enqueue(ctx.tx, 'exams.score', { examId: matter.id }, { key: `exam-score:${matter.id}` })
    },
    finishMarking: async (ctx, matter) => void (await stamp(ctx, matter.id, 'marked_at')),
    async release(ctx, matter, { input }) {
      await stamp(ctx, matter.id, 'released_at', { review: input.review })
      await enqueue(ctx.tx, 'exams.report', { examId: matter.id }, { key: `exam-report:${matter.id}` })
    },
    cancel: async (ctx, matter) => void (await stamp(ctx, matter.id, 'cancelled_at')),
  },
})
