import { type RawBuilder, sql } from 'kysely'
import type { LegalDay, OrgId, PersonId } from '#contract/common'
import type { Attendance, LectureDraft, LectureFilter, LectureLine, Series } from '#contract/lectures'
import type { Ctx } from '#kernel/house'

export interface LectureRow extends Omit<LectureLine, never> {
  seriesId: string
  hostId: OrgId
  summary: string | null
  subject: string | null
  place: string | null
  heldOn: LegalDay | null
  postponedFrom: LegalDay[]
  reason: string | null
  countsMonthly: boolean
  qualifies: boolean
  attended: number
  /** Within the reader's own units: its training officer may keep it. */
  inPlace: boolean
}

/** Announced to everybody; who heard it is seen by reach. */
const lectures = (ctx: Ctx, wanted: RawBuilder<unknown>, rest: RawBuilder<unknown>) => sql<LectureRow>`
  select l.id, l.version, l.series_id "seriesId", s.name series, l.title, l.summary, l.theme, l.subject, o.id "hostId", o.short_name host, l.planned_on "plannedOn",
         l.starts_at "startsAt", l.minutes, l.place, l.live_url "liveUrl", l.recording_url "recordingUrl", l.state, l.held_on "heldOn",
         l.postponed_from::text[] "postponedFrom", l.reason, l.counts_monthly "countsMonthly", l.qualifies,
         coalesce((select jsonb_agg(jsonb_build_object('personId', k.person_id, 'name', k.name, 'unit', k.unit) order by k.position)
                     from lecture_speaker k where k.lecture_id = l.id), '[]') speakers,
         (select a.mode from lecture_attendance a where a.lecture_id = l.id and a.person_id = ${ctx.actor.personId}) mine,
         (select count(*)::int from lecture_attendance a where a.lecture_id = l.id) attended, coalesce(authority.place() @> l.org_at, false) "inPlace"
    from lecture l join lecture_series s on s.id = l.series_id join org o on o.id = l.org_id
   where ${wanted} ${rest}`

export const findLecture = async (ctx: Ctx, id: string): Promise<LectureRow | undefined> =>
  (await lectures(ctx, sql`l.id = ${id}`, sql``).execute(ctx.tx)).rows[0]

export async function listLectures(ctx: Ctx, { page, size, seriesId, state, mine, text }: LectureFilter) {
  const pattern = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const wanted = sql.join(
    [
      sql`true`,
      ...(seriesId ? [sql`l.series_id = ${seriesId}`] : []),
      ...(state ? [sql`l.state = ${state}`] : []),
      ...(mine ? [sql`exists (select 1 from lecture_attendance a where a.lecture_id = l.id and a.person_id = ${ctx.actor.personId})`] : []),
      ...(text
        ? [
            sql`(l.title ilike ${pattern} or exists (select 1 from lecture_speaker k where k.lecture_id = l.id and k.name ilike ${pattern}))`,
          ]
        : []),
    ],
    sql` and `,
  )
  // What is to come first, the nearest on top; then what was, the latest on top.
  const order = sql`order by (l.state = 'planned' and l.planned_on >= ${ctx.today}::date) desc,
    case when l.state = 'planned' and l.planned_on >= ${ctx.today}::date then l.planned_on end, l.planned_on desc, l.id
    limit ${size} offset ${(page - 1) * size}`
  const { rows } = await lectures(ctx, wanted, order).execute(ctx.tx)
  const counted = await sql<{ n: number }>`select count(*)::int n from (select 1 from lecture l where ${wanted} limit 10001) x`.execute(
    ctx.tx,
  )
  const total = counted.rows[0]?.n ?? 0
  return { rows: rows.map(lineOf), total: Math.min(total, 10_000), totalIsAtLeast: total > 10_000 }
}

function lineOf(row: LectureRow): LectureLine {
  const { id, version, series, title, theme, host, plannedOn, startsAt, minutes, state, speakers, liveUrl, recordingUrl, mine } = row
  return { id, version, series, title, theme, host, plannedOn, startsAt, minutes, state, speakers, liveUrl, recordingUrl, mine }
}

export async function listSeries(ctx: Ctx): Promise<Series[]> {
  return ctx.tx.selectFrom('lecture_series').select(['id', 'name', 'active']).orderBy('at').orderBy('name').execute()
}

const columnsOf = (draft: LectureDraft) => ({
  series_id: draft.seriesId,
  title: draft.title,
  summary: draft.summary ?? null,
  theme: draft.theme ?? null,
  subject: draft.subject ?? null,
  planned_on: draft.plannedOn,
  starts_at: draft.startsAt,
  minutes: draft.minutes,
  place: draft.place ?? null,
  live_url: draft.liveUrl ?? null,
  counts_monthly: draft.countsMonthly,
  qualifies: draft.qualifies,
})

export async function insertLecture(ctx: Ctx, draft: LectureDraft): Promise<string> {
  const { id } = await ctx.tx
    .insertInto('lecture')
    .values({ ...columnsOf(draft), org_id: draft.hostOrgId ?? ctx.actor.orgId ?? '', org_at: '0', at: ctx.now }) // the trigger places it
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeSpeakers(ctx, id, draft)
  return id
}

type Change = Partial<{ state: string; held_on: string; minutes: number; recording_url: string | null; reason: string }>

/** False: somebody else changed it meanwhile. */
export async function changeLecture(ctx: Ctx, id: string, version: number, change: Change): Promise<boolean> {
  const moved = await ctx.tx
    .updateTable('lecture')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return moved.numUpdatedRows === 1n
}

/** A day for which it was announced before stays known (延期). */
export async function rewriteLecture(ctx: Ctx, id: string, version: number, draft: LectureDraft): Promise<boolean> {
  const moved = await ctx.tx
    .updateTable('lecture')
    .set({
      ...columnsOf(draft),
      ...(draft.hostOrgId ? { org_id: draft.hostOrgId } : {}),
      postponed_from: sql`case when planned_on = ${draft.plannedOn}::date or planned_on = any (postponed_from) then postponed_from else postponed_from || planned_on end`,
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n) return false
  await ctx.tx.deleteFrom('lecture_speaker').where('lecture_id', '=', id).execute()
  await writeSpeakers(ctx, id, draft)
  return true
}

/** Names of inside speakers are kept as they were that day: who moves to another unit later was of this one. */
async function writeSpeakers(ctx: Ctx, id: string, { insideSpeakers = [], outsideSpeakers = [] }: LectureDraft): Promise<void> {
  const { rows: inside } = await sql<{ personId: PersonId; name: string; unit: string }>`
    select p.id "personId", p.name, coalesce(d.unit, '') unit from person p left join lateral (
      select o.short_name unit from duty d join org o on o.id = d.org_id
       where d.person_id = p.id and d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity') order by d.from_day, d.id limit 1) d on true
     where p.id = any (${insideSpeakers}::uuid[])`.execute(ctx.tx)
  const all = [...inside, ...outsideSpeakers.map((one) => ({ personId: null, ...one }))]
  if (all.length === 0) return
  const rows = all.map(({ personId, name, unit }, position) => ({ lecture_id: id, position, person_id: personId, name, unit }))
  await ctx.tx.insertInto('lecture_speaker').values(rows).execute()
}

export async function listAttendance(ctx: Ctx, id: string, { page, size }: { page: number; size: number }) {
  const { rows } = await sql<{
    id: PersonId
    name: string
    unit: string
    mode: Attendance['mode']
    how: Attendance['how']
    at: Date
    total: number
  }>`
    select a.person_id id, coalesce(p.name, '') "name", coalesce(d.unit, '') unit, a.mode, a.how, a.at, count(*) over ()::int total
      from lecture_attendance a left join person p on p.id = a.person_id left join lateral (
        select o.short_name unit from duty d join org o on o.id = d.org_id
         where d.person_id = a.person_id and d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity') order by d.from_day, d.id limit 1) d on true
     where a.lecture_id = ${id} order by p.name collate "zh-x-icu", a.person_id limit ${size} offset ${(page - 1) * size}`.execute(ctx.tx)
  return {
    rows: rows.map(({ id: personId, name, unit, mode, how, at }) => ({
      person: { id: personId, name, unit },
      mode,
      how,
      at: at.toISOString(),
    })),
    total: rows[0]?.total ?? 0,
    totalIsAtLeast: false,
  }
}

/** Who is on the list already stays as he is; answers who is new. */
export async function insertAttendance(
  ctx: Ctx,
  id: string,
  people: readonly PersonId[],
  mode: Attendance['mode'],
  how: 'list' | 'import',
): Promise<PersonId[]> {
  const made = await ctx.tx
    .insertInto('lecture_attendance')
    .values(people.map((personId) => ({ lecture_id: id, person_id: personId, mode, how, at: ctx.now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute()
  return made.map(({ person_id }) => person_id as PersonId) // the table's key of persons
}

export async function deleteAttendance(ctx: Ctx, id: string, personId: string): Promise<boolean> {
  const gone = await ctx.tx
    .deleteFrom('lecture_attendance')
    .where('lecture_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return gone.numDeletedRows === 1n
}

export async function attendees(ctx: Ctx, id: string): Promise<{ personId: PersonId; mode: Attendance['mode'] }[]> {
  const { rows } = await sql<{ personId: PersonId; mode: Attendance['mode'] }>`
    select person_id "personId", mode from lecture_attendance where lecture_id = ${id} order by person_id`.execute(ctx.tx)
  return rows
}
