import { sql } from 'kysely'
import type { MatterId, PersonId } from '#contract/common'
import { type AttendanceLine, type SignInOutcome, signInWords } from '#contract/training-attendance'
import type { Ctx } from '#kernel/house'
import { qrPath } from '#kernel/paper'
import { Problem } from '#kernel/problem'
import { demandClass, demandRun, enrolledIn } from './class.store.ts'
import { originOf } from './origin.ts'
import { minute, shanghai, spanWords } from './text-time.ts'

async function demandSession(ctx: Ctx, id: string) {
  const row = await ctx.tx
    .selectFrom('class_session')
    .select(['id', 'class_id', 'day', 'starts', 'ends', 'subject'])
    .where('id', '=', id)
    .where('dropped', '=', false)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该课次' })
  return row
}

/** What the projector shows. The key stays in the database; the code of this step is all that leaves it. */
export async function showCode(ctx: Ctx, sessionId: string) {
  const session = await demandSession(ctx, sessionId)
  const own = await demandClass(ctx, session.class_id)
  const { rows } = await sql<{ code: string | null; left: number; arrived: number; enrolled: number }>`
    select authority.session_code(${sessionId}) code, (10 - floor(extract(epoch from clock.now()))::bigint % 10)::integer "left",
           (select count(*)::integer from attendance a where a.session_id = ${sessionId}) arrived,
           (select count(*)::integer from enrolment e where e.class_id = ${session.class_id} and e.status = 'enrolled') enrolled`.execute(
    ctx.tx,
  )
  const [row] = rows
  if (!row?.code) throw new Problem('notAllowed', { what: '显示签到码', rule: '由办班单位的培训管理人员或者本次课的教师显示' })
  return {
    code: row.code,
    secondsLeft: row.left,
    title: own.title,
    subject: session.subject,
    day: session.day,
    starts: minute(session.starts),
    ends: minute(session.ends),
    arrived: row.arrived,
    enrolled: row.enrolled,
    qr: qrPath(`${originOf(ctx)}/s/${row.code}`),
  }
}

interface Answered {
  outcome: SignInOutcome
  session_id: string | null
  class_id: MatterId | null
  class_title: string | null
  subject: string | null
  day: string | null
  starts: string | null
  ends: string | null
  arrived_at: Date | null
  left_at: Date | null
}

export async function signIn(ctx: Ctx, code: string, leaving: boolean) {
  const { rows } = await sql<Answered>`select * from authority.attend_session(${code}, ${leaving})`.execute(ctx.tx)
  const [row] = rows
  if (!row) throw new Problem('signInNeeded', {})
  const { outcome, class_id: id, class_title: title } = row
  return {
    outcome,
    words: signInWords[outcome],
    class: id !== null && title !== null ? { id, title } : null,
    subject: row.subject,
    day: row.day,
    starts: row.starts === null ? null : minute(row.starts),
    ends: row.ends === null ? null : minute(row.ends),
    arrivedAt: row.arrived_at?.toISOString() ?? null,
    leftAt: row.left_at?.toISOString() ?? null,
  }
}

/** For who runs the class, and for its teachers; others find only what is theirs, which is no list. */
export async function attendanceOf(ctx: Ctx, sessionId: string): Promise<AttendanceLine[]> {
  const session = await demandSession(ctx, sessionId)
  await demandReader(ctx, session.class_id)
  const people = (await enrolledIn(ctx, session.class_id)).filter(({ status }) => status === 'enrolled' || status === 'dismissed')
  const marks = await ctx.tx.selectFrom('attendance').selectAll().where('session_id', '=', sessionId).execute()
  const { rows: away } = await sql<{ person_id: string }>`
    select person_id from class_leave where class_id = ${session.class_id} and state = 'granted' and ${sessionId} = any(session_ids)`.execute(
    ctx.tx,
  )
  return people.map(({ person_id: id, person_name: name, org_name: unit }) => {
    const mark = marks.find(({ person_id }) => person_id === id)
    return {
      personId: id as PersonId, // the key is the branded id; the table's check holds how
      name,
      unit,
      arrivedAt: mark?.arrived_at.toISOString() ?? null,
      leftAt: mark?.left_at?.toISOString() ?? null,
      how: (mark?.how ?? null) as AttendanceLine['how'],
      by: mark && mark.how === 'list' ? mark.by_name : null,
      onLeave: away.some(({ person_id }) => person_id === id),
    }
  })
}

/** The organiser and the teachers; to everybody else the list does not exist. */
export async function demandReader(ctx: Ctx, classId: string) {
  const own = await demandClass(ctx, classId)
  if (own.runs) return own
  const { rows } = await sql<{ is: boolean }>`select ${classId} in (select authority.classes_taught()) "is"`.execute(ctx.tx)
  if (!rows[0]?.is) throw new Problem('notAllowed', { what: '查看名册', rule: '由办班单位的培训管理人员或者本班教师查看' })
  return own
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
/** By list as by code: from an hour before the beginning to an hour after the end, and nobody has come who is still to come. Null: it may be written so. */
export function faultOfTimes(
  ctx: Ctx,
  session: { day: string; starts: string; ends: string },
  arrived: string,
  left: string | null,
): string | null {
  const [from, to] = [minutes(session.starts) - 60, minutes(session.ends) + 60]
  if (session.day > ctx.today) return `本次课在 ${session.day}，不能预先登记签到。`
  if (minutes(arrived) < from || minutes(left ?? arrived) > to)
    return `到达和离开时间应当在本次课（${spanWords(session)}）上课前一小时至下课后一小时之内。`
  if (minutes(arrived) >= minutes(session.ends)) return `到达时间晚于下课时间（${minute(session.ends)}），不能登记签到。`
  if (shanghai(session.day, arrived) > ctx.now) return '到达时间还没有到，不能预先登记签到。'
  return left !== null && left < arrived ? '离开时间不能早于到达时间。' : null
}

type Mark = { personId: string; arrived: string; left: string | null }
/** 按名单登记: times as the officer writes them, by his name. What the person himself scanned is not overwritten, but may be given an end. */
export async function markAttendance(ctx: Ctx, sessionId: string, marks: readonly Mark[]): Promise<{ marked: number }> {
  const session = await demandSession(ctx, sessionId)
  const own = await demandRun(ctx, session.class_id, '登记签到')
  if (own.state === 'postponed' || own.state === 'cancelled')
    throw new Problem('closed', { what: '登记签到', why: own.cancelled ? '本班已取消' : '本班已延期', todo: '重定日期后再登记。' })
  const enrolled = new Set(
    (await enrolledIn(ctx, session.class_id)).flatMap(({ status, person_id }) => (status === 'enrolled' ? [person_id] : [])),
  )
  for (const { personId, arrived, left } of marks) {
    if (!enrolled.has(personId)) throw new Problem('notFound', { what: '所选学员' })
    const fault = faultOfTimes(ctx, session, arrived, left)
    if (fault) throw new Problem('invalid', { what: fault })
    const leftAt = left === null ? null : shanghai(session.day, left)
    await sql`
      insert into attendance as a (session_id, person_id, class_id, arrived_at, left_at, how, by_person_id, by_name)
      values (${sessionId}, ${personId}, ${session.class_id}, ${shanghai(session.day, arrived)}, ${leftAt}, 'list', ${ctx.actor.personId}, ${ctx.actor.name})
      on conflict (session_id, person_id) do update set
        arrived_at = case when a.how = 'code' then a.arrived_at else excluded.arrived_at end,
        left_at = coalesce(greatest(excluded.left_at, case when a.how = 'code' then a.arrived_at end), a.left_at),
        by_person_id = excluded.by_person_id, by_name = excluded.by_name`.execute(ctx.tx)
  }
  return { marked: marks.length }
}
