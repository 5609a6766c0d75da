import { sql } from 'kysely'
import type { MatterId } from '#contract/common'
import { type EvaluationQuestion, evaluationQuestions, type MySession } from '#contract/training-learning'
import type { ClassState, EnrolmentStatus } from '#contract/training-steps'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { leavesOf, whereOf } from './class.read.ts'
import { demandClass, leaveHoursOf, sessionsOf, taughtHours } from './class.store.ts'
import { judgeLeave } from './leave.ts'
import { minute, shanghai } from './text-time.ts'

type SessionRow = Omit<MySession, 'arrivedAt' | 'where' | 'starts' | 'ends'> & {
  starts: string
  ends: string
  arrivedAt: Date | null
  place: string | null
  live_link: string | null
}

/** From the last month on: what comes next, and what was attended. */
async function mySessions(ctx: Ctx, personId: string): Promise<MySession[]> {
  const { rows } = await sql<SessionRow>`
    select s.id, c.matter_id "classId", c.title "classTitle", s.day, s.starts, s.ends, s.subject, s.room, c.place, c.live_link,
           coalesce(s.live_link, c.live_link) "liveLink", t.id is not null teaching, a.arrived_at "arrivedAt"
      from class_session s join training_class c on c.matter_id = s.class_id
      left join session_teacher t on t.session_id = s.id and t.person_id = ${personId} and not t.gone
      left join attendance a on a.session_id = s.id and a.person_id = ${personId}
     where not s.dropped and c.state <> 'cancelled' and s.day >= ${ctx.today}::date - 31
       and (t.id is not null or exists (select 1 from enrolment e where e.class_id = s.class_id and e.person_id = ${personId} and e.status = 'enrolled'))
     order by s.day, s.starts limit 300`.execute(ctx.tx)
  return rows.map(({ place, live_link, starts, ends, arrivedAt, ...row }) => ({
    ...row,
    where: whereOf({ place, live_link }),
    starts: minute(starts),
    ends: minute(ends),
    arrivedAt: arrivedAt?.toISOString() ?? null,
  }))
}

export async function myTraining(ctx: Ctx) {
  const me = ctx.actor.personId ?? ''
  const classes = await ctx.tx
    .selectFrom('enrolment as e')
    .innerJoin('training_class as c', 'c.matter_id', 'e.class_id')
    .innerJoin('org as o', 'o.id', 'c.org_id')
    .select([
      'c.matter_id as id',
      'c.title',
      'o.name as organiser',
      'c.starts_on as startsOn',
      'c.ends_on as endsOn',
      'c.place',
      'c.live_link',
      'c.state',
      'e.status',
      'c.evaluating',
    ])
    .select(
      sql<boolean>`exists (select 1 from class_evaluation_given g where g.class_id = c.matter_id and g.person_id = ${me})`.as('evaluated'),
    )
    .where('e.person_id', '=', me)
    .orderBy('c.starts_on', 'desc')
    .limit(200)
    .execute()
  const certificates = await ctx.tx
    .selectFrom('class_certificate')
    .select(['id', 'number', 'class_title as classTitle', 'issued_on as issuedOn', 'hours', 'days', 'code', 'revoked_on as revokedOn'])
    .where('person_id', '=', me)
    .orderBy('issued_on', 'desc')
    .execute()
  return {
    sessions: await mySessions(ctx, me),
    classes: classes.map(({ place, live_link, evaluating, evaluated, ...row }) => ({
      ...row,
      id: row.id as MatterId, // the key is the branded id; states are the kernel's own, statuses held by the table's check
      state: row.state as ClassState,
      status: row.status as EnrolmentStatus,
      where: whereOf({ place, live_link }),
      evaluationOpen: evaluating && !evaluated && row.status === 'enrolled',
    })),
    certificates,
    leaves: await leavesOf(ctx, { personId: me }),
  }
}

/** 请假 for sessions that have not begun. What it would come to is said at once; whether it is granted is the organiser's. */
export async function askLeave(ctx: Ctx, classId: string, { sessionIds, reason }: { sessionIds: readonly string[]; reason: string }) {
  const me = ctx.actor.personId ?? ''
  const own = await demandClass(ctx, classId)
  const mine = await ctx.tx
    .selectFrom('enrolment')
    .select('person_name')
    .where('class_id', '=', classId)
    .where('person_id', '=', me)
    .where('status', '=', 'enrolled')
    .executeTakeFirst()
  if (!mine) throw new Problem('closed', { what: '请假', why: '您不是本班录取的学员' })
  if (own.state !== 'confirmed' && own.state !== 'running')
    throw new Problem('closed', { what: '请假', why: '培训班不在确定开班至授课结束之间' })
  const sessions = await sessionsOf(ctx, classId)
  const asked = sessions.filter(({ id }) => sessionIds.includes(id))
  if (asked.length !== new Set(sessionIds).size) throw new Problem('notFound', { what: '所选课次' })
  const past = asked.find(({ day, starts }) => shanghai(day, starts) <= ctx.now)
  if (past)
    throw new Problem('invalid', {
      issues: [{ path: 'sessionIds', message: `${past.day} ${minute(past.starts)} 的课次已经开始，不能请假；没有到的，请联系办班单位` }],
    })
  const { rows: twice } = await sql<{ day: string }>`
    select s.day from class_leave l join class_session s on s.id = any(l.session_ids)
     where l.class_id = ${classId} and l.person_id = ${me} and l.state in ('asked', 'granted') and s.id = any(${asked.map(({ id }) => id)}::uuid[]) limit 1`.execute(
    ctx.tx,
  )
  if (twice[0]) throw new Problem('closed', { what: '请假', why: `${twice[0].day} 的课次已经请过假` })
  const hours = taughtHours(asked)
  const { id } = await ctx.tx
    .insertInto('class_leave')
    .values({
      class_id: classId,
      person_id: me,
      person_name: mine.person_name,
      session_ids: asked.map((session) => session.id),
      hours,
      reason,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueue(ctx.tx, 'training.leaveAsked', { leaveId: id }, { key: `leave asked:${id}` })
  const sum = hours + ((await leaveHoursOf(ctx, classId)).get(me) ?? 0)
  const { tooLong } = judgeLeave(sum, taughtHours(sessions))
  return { id, warning: tooLong ? `累计请假将达 ${sum} 学时，超过总学时的七分之一；超过的，办班单位可以责令退学。` : null }
}

export async function withdrawLeave(ctx: Ctx, id: string): Promise<{ withdrawn: boolean }> {
  const row = await ctx.tx
    .selectFrom('class_leave')
    .select(['state', 'matter_id'])
    .where('id', '=', id)
    .where('person_id', '=', ctx.actor.personId)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该请假' })
  if (row.state !== 'asked') throw new Problem('closed', { what: '撤回请假', why: '该请假已经审批' })
  await ctx.tx.updateTable('class_leave').set({ state: 'withdrawn' }).where('id', '=', id).where('state', '=', 'asked').execute()
  await enqueue(ctx.tx, 'training.leaveWithdrawn', { leaveId: id }, { key: `leave withdrawn:${id}` })
  return { withdrawn: true }
}

type Scores = Record<EvaluationQuestion, number>
const questions = Object.keys(evaluationQuestions) as EvaluationQuestion[] // the keys of a const object

export async function evaluate(ctx: Ctx, classId: string, scores: Scores, words: string): Promise<{ given: boolean }> {
  await demandClass(ctx, classId)
  const { rows } = await sql<{ given: boolean }>`
    select authority.evaluate_class(${classId}, ${JSON.stringify(scores)}::jsonb, ${words}) given`.execute(ctx.tx)
  if (!rows[0]?.given) throw new Problem('closed', { what: '评价培训班', why: '您不是本班学员、已经评价过，或者评价没有开放' })
  return { given: true }
}

export async function evaluationOf(ctx: Ctx, classId: string) {
  await demandClass(ctx, classId)
  const { rows } = await sql<{ open: boolean; answers: number | null; scores: Scores[] | null; words: string[] | null }>`
    select * from authority.evaluation_of(${classId})`.execute(ctx.tx)
  const { open = false, answers = null, scores = null, words = null } = rows[0] ?? {}
  return { open, answers, averages: scores === null ? null : averages(scores), words: words ?? [] }
}

function averages(all: readonly Scores[]): Scores {
  const one = (question: EvaluationQuestion) =>
    Math.round((all.reduce((sum, scores) => sum + scores[question], 0) / all.length) * 100) / 100
  return Object.fromEntries(questions.map((question) => [question, one(question)])) as Scores // every question
}
