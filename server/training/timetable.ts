import { sql } from 'kysely'
import type { SessionDraft } from '#contract/training-steps'
import type { Ctx } from '#kernel/house'
import type { MatterRow } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { demandClass, sessionsOf } from './class.store.ts'
import { spanWords } from './text-time.ts'

type Met = { title: string; day: string; starts: string; ends: string }
type Teacher = { personId: string | null; name: string; unit: string }

/** Refused with the reason that names the other class: whoever plans can ask there. */
async function refuseClashes(ctx: Ctx, classId: string, draft: SessionDraft, teachers: readonly Teacher[]): Promise<void> {
  const keys = teachers.map(({ personId, name, unit }) => personId ?? `${name}·${unit}`)
  const { rows } = await sql<Met & { what: 'room' | 'teacher'; who: string }>`
    select * from authority.session_clashes(${classId}, ${draft.changes ?? null}, ${draft.day}, ${draft.starts}, ${draft.ends}, ${draft.room ?? null}, ${keys}::text[])`.execute(
    ctx.tx,
  )
  const [met] = rows
  if (!met) return
  const why = `${met.what === 'room' ? `教室“${met.who}”` : `教师${met.who}`}在 ${spanWords(met)} 已安排给“${met.title}”`
  throw new Problem('closed', { what: '安排课次', why, todo: '请更换时间、教室或者教师。' })
}

/** Of the class's own people, or of those who are about to be named. */
export async function refuseBusyPeople(ctx: Ctx, classId: string, people: readonly string[] | null, what: string): Promise<void> {
  const { rows } = await sql<Met & { name: string }>`
    select * from authority.person_clashes(${classId}, ${people === null ? null : [...people]}::uuid[])`.execute(ctx.tx)
  const [met] = rows
  if (!met) return
  throw new Problem('closed', {
    what,
    why: `${met.name}在 ${spanWords(met)} 已参加“${met.title}”，时间冲突`,
    todo: '请更换人员或者时间。',
  })
}

async function namedTeachers(ctx: Ctx, draft: SessionDraft): Promise<Teacher[]> {
  const ids = draft.teachers.flatMap(({ personId }) => personId ?? [])
  const inside = ids.length === 0 ? [] : await ctx.tx.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
  return draft.teachers.map(({ personId, name, unit }) => {
    if (!personId) return { personId: null, name: name ?? '', unit: unit ?? '' }
    const person = inside.find(({ id }) => id === personId)
    if (!person) throw new Problem('notFound', { what: '所选教师' })
    return { personId, name: person.name, unit: unit ?? '' }
  })
}

export async function planSession(ctx: Ctx, matter: MatterRow, draft: SessionDraft): Promise<void> {
  const own = await demandClass(ctx, matter.id)
  if (draft.day < own.starts_on || draft.day > own.ends_on)
    throw new Problem('invalid', { issues: [{ path: 'day', message: `课次应当在 ${own.starts_on} 至 ${own.ends_on} 之间` }] })
  const teachers = await namedTeachers(ctx, draft)
  await refuseClashes(ctx, matter.id, draft, teachers)
  const columns = {
    day: draft.day,
    starts: draft.starts,
    ends: draft.ends,
    subject: draft.subject,
    hours: draft.hours,
    room: draft.room || null,
    live_link: draft.liveLink ?? null,
  }
  const id = draft.changes ? await changeSession(ctx, matter, draft.changes, columns) : await addSession(ctx, matter, own.org_id, columns)
  for (const { personId, name, unit } of teachers) {
    await ctx.tx
      .insertInto('session_teacher')
      // Class and times are the trigger's.
      .values({
        session_id: id,
        class_id: matter.id,
        person_id: personId,
        name,
        unit,
        key: '',
        day: draft.day,
        starts: draft.starts,
        ends: draft.ends,
      })
      .execute()
  }
  await refuseOwnTeachers(ctx, matter.id)
  await refuseBusyPeople(ctx, matter.id, null, '安排课次')
}

type Columns = { day: string; starts: string; ends: string; subject: string; hours: number; room: string | null; live_link: string | null }

async function addSession(ctx: Ctx, matter: MatterRow, orgId: string, columns: Columns): Promise<string> {
  const { id } = await ctx.tx
    .insertInto('class_session')
    .values({ class_id: matter.id, org_id: orgId, ...columns })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Teachers leave first, so that those who stay are not in their own way. */
async function changeSession(ctx: Ctx, matter: MatterRow, id: string, columns: Columns): Promise<string> {
  const taught = await ctx.tx.selectFrom('attendance').select('person_id').where('session_id', '=', id).executeTakeFirst()
  if (taught) throw new Problem('closed', { what: '修改课次', why: '已有学员签到，时间和课程不能再改' })
  await ctx.tx.updateTable('session_teacher').set({ gone: true }).where('session_id', '=', id).where('gone', '=', false).execute()
  const { numUpdatedRows } = await ctx.tx
    .updateTable('class_session')
    .set((eb) => ({ ...columns, sequence: eb('sequence', '+', 1) }))
    .where('id', '=', id)
    .where('class_id', '=', matter.id)
    .where('dropped', '=', false)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该课次' })
  return id
}

/** Nobody teaches and sits in the same class at once. */
async function refuseOwnTeachers(ctx: Ctx, classId: string): Promise<void> {
  const row = await ctx.tx
    .selectFrom('session_teacher as t')
    .innerJoin('enrolment as e', (join) => join.onRef('e.class_id', '=', 't.class_id').onRef('e.person_id', '=', 't.person_id'))
    .select('t.name')
    .where('t.class_id', '=', classId)
    .where('t.gone', '=', false)
    .where('e.status', 'in', ['nominated', 'enrolled'])
    .executeTakeFirst()
  if (row) throw new Problem('closed', { what: '安排课次', why: `${row.name}是本班学员，不能同时担任教师` })
}

export async function dropSession(ctx: Ctx, matter: MatterRow, id: string): Promise<void> {
  const taught = await ctx.tx.selectFrom('attendance').select('person_id').where('session_id', '=', id).executeTakeFirst()
  if (taught) throw new Problem('closed', { what: '取消课次', why: '已有学员签到' })
  const { numUpdatedRows } = await ctx.tx
    .updateTable('class_session')
    .set((eb) => ({ dropped: true, sequence: eb('sequence', '+', 1) }))
    .where('id', '=', id)
    .where('class_id', '=', matter.id)
    .where('dropped', '=', false)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该课次' })
}

/** 延期: the whole timetable moves by as many days as the beginning. The farthest goes first, so that the sessions do not meet each other on the way. */
export async function shiftSessions(ctx: Ctx, classId: string, days: number): Promise<void> {
  const sessions = await sessionsOf(ctx, classId)
  const inOrder = days > 0 ? sessions.toReversed() : sessions
  for (const session of inOrder) {
    const teachers = await ctx.tx
      .selectFrom('session_teacher')
      .select(['person_id', 'name', 'unit', 'key'])
      .where('session_id', '=', session.id)
      .where('gone', '=', false)
      .execute()
    const day = shifted(session.day, days)
    await refuseClashes(
      ctx,
      classId,
      {
        changes: session.id,
        day,
        starts: session.starts,
        ends: session.ends,
        subject: session.subject,
        hours: session.hours,
        room: session.room ?? undefined,
        teachers: [],
      },
      teachers.map(({ person_id, name, unit }) => ({ personId: person_id, name, unit })),
    )
    await ctx.tx
      .updateTable('class_session')
      .set((eb) => ({ day, sequence: eb('sequence', '+', 1) }))
      .where('id', '=', session.id)
      .execute()
  }
  await refuseBusyPeople(ctx, classId, null, '重定日期')
}

export const shifted = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
export const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000
