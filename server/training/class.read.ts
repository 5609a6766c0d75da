import { sql } from 'kysely'
import type { MatterId, OrgId, PersonId } from '#contract/common'
import type { ClassDetail, ClassRow, Leave, Participant, Session } from '#contract/training'
import type { ClassState, EnrolmentStatus } from '#contract/training-steps'
import { examTitles } from '#exams'
import type { Ctx } from '#kernel/house'
import { attendedHoursOf, type ClassRecord, demandClass, enrolledIn, leaveHoursOf, sessionsOf, taughtHours } from './class.store.ts'
import { judgeLeave } from './leave.ts'
import { placesOf } from './place.store.ts'
import { minute, spanWords } from './text-time.ts'

export const whereOf = ({ place, live_link: link }: { place: string | null; live_link: string | null }) =>
  [place, link ? '线上直播' : null].filter(Boolean).join('、')

interface Filter {
  q?: string | undefined
  theme?: string | undefined
  state?: ClassState | undefined
  year?: number | undefined
  page: number
  size: number
}

/** What the row's own policy lets through: one's own unit's classes, and every class that was called. */
export async function listClasses(ctx: Ctx, { q, theme, state, year, page, size }: Filter) {
  const found = ctx.tx
    .selectFrom('training_class as c')
    .$if(q !== undefined && q !== '', (query) => query.where('c.title', 'like', `%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`))
    .$if(theme !== undefined, (query) => query.where('c.theme', '=', theme ?? ''))
    .$if(state !== undefined, (query) => query.where('c.state', '=', state ?? ''))
    .$if(year !== undefined, (query) => query.where(sql<boolean>`extract(year from c.starts_on) = ${year ?? 0}`))
  const { total } = await found.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .innerJoin('org as o', 'o.id', 'c.org_id')
    .leftJoin('matter as m', 'm.id', 'c.matter_id')
    .select([
      'c.matter_id as id',
      'm.number',
      'c.title',
      'c.theme',
      'o.name as organiser',
      'c.state',
      'c.starts_on as startsOn',
      'c.ends_on as endsOn',
      'c.place',
      'c.live_link',
      'c.places',
    ])
    .select(
      sql<number>`(select count(*)::integer from enrolment e where e.class_id = c.matter_id and e.status = 'enrolled')`.as('enrolled'),
    )
    .orderBy('c.starts_on', 'desc')
    .orderBy('c.matter_id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const shown = rows.map(({ place, live_link, ...row }) => ({ ...row, where: whereOf({ place, live_link }) }))
  return { rows: shown as ClassRow[], total: Number(total), totalIsAtLeast: false } // ids and states as they were parsed before they were written
}

async function sessionViews(ctx: Ctx, own: ClassRecord): Promise<Session[]> {
  const sessions = await sessionsOf(ctx, own.id)
  const teachers = await ctx.tx
    .selectFrom('session_teacher')
    .select(['session_id', 'person_id', 'name', 'unit'])
    .where('class_id', '=', own.id)
    .where('gone', '=', false)
    .orderBy('name')
    .execute()
  return sessions.map(({ id, day, starts, ends, subject, hours, room, live_link }) => {
    const named = teachers.filter(({ session_id }) => session_id === id)
    return {
      id,
      day,
      starts: minute(starts),
      ends: minute(ends),
      subject,
      hours,
      room,
      liveLink: live_link,
      teachers: named.map(({ person_id, name, unit }) => ({ personId: person_id as PersonId | null, name, unit })), // the key is the branded id
      mayShowCode: own.runs || named.some(({ person_id }) => person_id === ctx.actor.personId),
    }
  })
}

async function participantsOf(ctx: Ctx, own: ClassRecord, sessions: readonly { hours: number }[]): Promise<Participant[]> {
  const [people, leave, attended] = [await enrolledIn(ctx, own.id), await leaveHoursOf(ctx, own.id), await attendedHoursOf(ctx, own.id)]
  const certificates = await ctx.tx
    .selectFrom('class_certificate')
    .select(['id', 'person_id', 'number', 'revoked_on'])
    .where('class_id', '=', own.id)
    .execute()
  return people.map((row) => {
    const certificate = certificates.find(({ person_id }) => person_id === row.person_id)
    const leaveHours = leave.get(row.person_id) ?? 0
    return {
      personId: row.person_id as PersonId, // the key is the branded id
      name: row.person_name,
      unit: row.org_name,
      status: row.status as EnrolmentStatus, // the table's check holds it
      reason: row.reason,
      leaveHours,
      leaveTooLong: judgeLeave(leaveHours, taughtHours(sessions)).tooLong,
      attendedHours: attended.get(row.person_id) ?? 0,
      certificate: certificate ? { id: certificate.id, number: certificate.number, revoked: certificate.revoked_on !== null } : null,
    }
  })
}

export async function leavesOf(ctx: Ctx, where: { classId?: string; personId?: string }): Promise<(Leave & { classTitle: string })[]> {
  const { classId, personId } = where
  const rows = await ctx.tx
    .selectFrom('class_leave as l')
    .innerJoin('training_class as c', 'c.matter_id', 'l.class_id')
    .selectAll('l')
    .select([
      'c.title',
      sql<
        { day: string; starts: string; ends: string; subject: string }[]
      >`(select coalesce(json_agg(json_build_object('day', s.day, 'starts', s.starts, 'ends', s.ends, 'subject', s.subject) order by s.day, s.starts), '[]')
      from class_session s where s.id = any(l.session_ids))`.as('sessions'),
    ])
    .$if(classId !== undefined, (query) => query.where('l.class_id', '=', classId ?? ''))
    .$if(personId !== undefined, (query) => query.where('l.person_id', '=', personId ?? ''))
    .orderBy('l.at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id as PersonId, // the keys are the branded ids; the table's check holds the state
    name: row.person_name,
    sessions: row.sessions.map((session) => `${spanWords(session)} ${session.subject}`),
    hours: row.hours,
    reason: row.reason,
    state: row.state as Leave['state'],
    answer: row.answer,
    matterId: row.matter_id as MatterId | null,
    classTitle: row.title,
  }))
}

const materialsOf = async (ctx: Ctx, classId: string) => {
  const rows = await ctx.tx
    .selectFrom('class_material')
    .select(['id', 'title', 'media_type as mediaType', 'bytes'])
    .where('class_id', '=', classId)
    .where('removed', '=', false)
    .orderBy('at')
    .execute()
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }))
}

async function standingOf(ctx: Ctx, own: ClassRecord, mine: Participant | undefined): Promise<ClassDetail['mine']> {
  if (!mine) return null
  const given = await ctx.tx.selectFrom('class_evaluation_given').select('class_id').where('class_id', '=', own.id).executeTakeFirst()
  return { status: mine.status, leaveHours: mine.leaveHours, evaluated: given !== undefined }
}

/** One answer for the organiser, the teacher, a unit and a learner: each sees the rows that the policies give him. */
export async function readClass(ctx: Ctx, id: string): Promise<ClassDetail> {
  const own = await demandClass(ctx, id)
  const sessions = await sessionViews(ctx, own)
  const participants = await participantsOf(ctx, own, sessions)
  const line = own.plan_line_id
    ? await ctx.tx.selectFrom('training_plan_line').select(['id', 'title']).where('id', '=', own.plan_line_id).executeTakeFirst()
    : undefined
  const leaves = await leavesOf(ctx, { classId: id })
  return {
    id: own.id,
    number: own.number,
    title: own.title,
    theme: own.theme,
    audience: own.audience,
    organiser: { id: own.orgId, name: own.organiser },
    host: { id: own.hostId, name: own.host },
    batch: own.batch,
    planLine: line ?? null,
    outsideReason: own.runs ? own.outside_reason : null,
    startsOn: own.starts_on,
    endsOn: own.ends_on,
    place: own.place,
    liveLink: own.live_link,
    partners: own.partners,
    places: own.places,
    hours: own.hours,
    days: own.days,
    form: own.form,
    subject: own.subject,
    qualifies: own.qualifies,
    attendancePercent: Math.round(own.attendance_share * 100),
    examId: own.exam_id,
    examTitle: own.exam_id === null ? null : ((await examTitles(ctx, [own.exam_id])).get(own.exam_id) ?? null),
    courseId: own.course_id,
    callUntil: own.call_until,
    cancelled: own.state === 'cancelled',
    evaluating: own.evaluating,
    runs: own.runs,
    teaches: sessions.some(({ teachers }) => teachers.some(({ personId }) => personId !== null && personId === ctx.actor.personId)),
    mine: await standingOf(
      ctx,
      own,
      participants.find(({ personId }) => personId === ctx.actor.personId),
    ),
    sessions,
    quotas: (await placesOf(ctx, { classId: id })).map(({ splitFrom: _, orgId, ...place }) => ({ ...place, orgId: orgId as OrgId })), // as above
    participants,
    leaves: leaves.map(({ classTitle: _, ...leave }) => leave),
    materials: await materialsOf(ctx, id),
  }
}
