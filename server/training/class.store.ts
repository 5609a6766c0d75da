import { sql } from 'kysely'
import type { MatterId, OrgId } from '#contract/common'
import type { ClassState } from '#contract/training-steps'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

/** A class as its row says, under the row's own policy: its organiser, and whoever is signed in once it was called. */
export async function findClass(ctx: Ctx, id: string) {
  const row = await ctx.tx
    .selectFrom('training_class as c')
    .innerJoin('org as o', 'o.id', 'c.org_id')
    .innerJoin('org as h', (join) => join.on((eb) => eb('h.id', '=', eb.fn.coalesce('c.host_org_id', 'c.org_id'))))
    .leftJoin('matter as m', 'm.id', 'c.matter_id')
    .selectAll('c')
    .select([
      'o.name as organiser',
      'h.id as hostId',
      'h.name as host',
      'm.number',
      sql<boolean>`authority.runs_class(c.matter_id)`.as('runs'),
    ])
    .where('c.matter_id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  // Keys are the branded ids; the state was parsed before it was written.
  return {
    ...row,
    id: row.matter_id as MatterId,
    orgId: row.org_id as OrgId,
    hostId: row.hostId as OrgId,
    state: row.state as ClassState,
  }
}
export type ClassRecord = NonNullable<Awaited<ReturnType<typeof findClass>>>

export async function demandClass(ctx: Ctx, id: string): Promise<ClassRecord> {
  const found = await findClass(ctx, id)
  if (!found) throw new Problem('notFound', { what: '该培训班' })
  return found
}

/** For what only the organiser's training officer does beside the steps. Refusals: notFound, notAllowed. */
export async function demandRun(ctx: Ctx, id: string, what: string): Promise<ClassRecord> {
  const found = await demandClass(ctx, id)
  if (!found.runs) throw new Problem('notAllowed', { what, rule: '由办班单位的培训管理人员办理' })
  return found
}

export const sessionsOf = (ctx: Ctx, classId: string) =>
  ctx.tx
    .selectFrom('class_session')
    .select(['id', 'class_id', 'day', 'starts', 'ends', 'subject', 'hours', 'room', 'live_link', 'sequence'])
    .where('class_id', '=', classId)
    .where('dropped', '=', false)
    .orderBy('day')
    .orderBy('starts')
    .execute()

/** The hours that are taught: what leave and attendance are measured by. */
export const taughtHours = (sessions: readonly { hours: number }[]) => sessions.reduce((sum, { hours }) => sum + hours, 0)

export const enrolledIn = (ctx: Ctx, classId: string) =>
  ctx.tx
    .selectFrom('enrolment')
    .select(['id', 'person_id', 'person_name', 'org_id', 'org_name', 'status', 'reason', 'place_id'])
    .where('class_id', '=', classId)
    .orderBy('org_name')
    .orderBy('person_name')
    .execute()

/** By the timetable as it stands: a session that was dropped or shortened since is leave from what is taught, no more. */
export const leaveHoursOf = async (ctx: Ctx, classId: string): Promise<Map<string, number>> => {
  const rows = await ctx.tx
    .selectFrom('class_leave as l')
    .innerJoin('class_session as s', (join) => join.on(sql<boolean>`s.id = any (l.session_ids)`))
    .select(['l.person_id', sql<number>`sum(s.hours)`.as('hours')])
    .where('l.class_id', '=', classId)
    .where('l.state', '=', 'granted')
    .where('s.dropped', '=', false)
    .groupBy('l.person_id')
    .execute()
  return new Map(rows.map(({ person_id, hours }) => [person_id, hours]))
}

export const attendedHoursOf = async (ctx: Ctx, classId: string): Promise<Map<string, number>> => {
  const rows = await ctx.tx
    .selectFrom('attendance as a')
    .innerJoin('class_session as s', 's.id', 'a.session_id')
    .select(['a.person_id', sql<number>`sum(s.hours)`.as('hours')])
    .where('a.class_id', '=', classId)
    .where('s.dropped', '=', false)
    .groupBy('a.person_id')
    .execute()
  return new Map(rows.map(({ person_id, hours }) => [person_id, hours]))
}
