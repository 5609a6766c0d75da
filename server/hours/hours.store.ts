import { type RawBuilder, sql } from 'kysely'
import type { LegalDay, PersonId } from '#contract/common'
import type { HoursSource } from '#contract/hours'
import type { Belonging, HoursExport } from '#contract/hours-people'
import type { StaffCategory } from '#contract/hours-rules'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import type { Belonging as Belongs, Earned } from './judge.ts'
import { type ClassAsks, mayBeTwice, type Spanned } from './overlap.ts'

/** The duty under which somebody is listed: the one that he has held longest. */
const listedDuty = (ctx: Ctx) => sql`left join lateral (
  select o.short_name unit, d.title duty from duty d join org o on o.id = d.org_id
   where d.person_id = p.id and d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')
   order by d.from_day, d.id limit 1) d on true`

export interface Named {
  id: PersonId
  name: string
  unit: string
  duty: string
}

const named = sql`p.id, p.name, coalesce(d.unit, '') unit, coalesce(d.duty, '') duty`

/** Oneself, or one of one's people. Out of reach there is nobody. */
export async function findPerson(ctx: Ctx, personId: string): Promise<Named | undefined> {
  const { rows } = await sql<Named>`
    select ${named} from person p ${listedDuty(ctx)}
     where p.id = ${personId} and (p.id = ${ctx.actor.personId} or p.id in (select authority.my_people()))`.execute(ctx.tx)
  return rows[0]
}

/** More are not judged at once; a province has fewer. */
export const mostPeople = 20_000

/** Of the filter, in the order of names. Who they are is read for the page that is shown alone. */
export async function listIds(ctx: Ctx, { text, orgId, category }: HoursExport, asOf: LegalDay): Promise<string[]> {
  const pattern = `%${(text ?? '').replace(/[\\%_]/g, '\\$&').toLowerCase()}%`
  const wanted: RawBuilder<unknown>[] = [sql`true`]
  if (text) wanted.push(sql`(p.name ilike ${pattern} or p.initials like ${pattern} or p.account like ${pattern})`)
  if (orgId)
    wanted.push(sql`exists (select 1 from duty d join org u on u.id = ${orgId} where d.person_id = p.id and d.status = 'active'
      and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity') and d.org_at between u.lo and u.hi - 1)`)
  const belongs = sql`exists (select 1 from staff_category c where c.person_id = p.id and ${asOf}::date between c.from_day and coalesce(c.to_day, 'infinity')
    ${category === undefined || category === 'none' ? sql`` : sql`and c.category = ${category}`})`
  if (category) wanted.push(category === 'none' ? sql`not ${belongs}` : belongs)
  const { rows } = await sql<{ id: string }>`
    with mine as materialized (select id from authority.my_people() id)
    select p.id from mine m join person p on p.id = m.id where ${sql.join(wanted, sql` and `)}
     order by p.name collate "zh-x-icu", p.id limit ${mostPeople}`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

export async function namedOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Named>> {
  const { rows } = await sql<Named>`select ${named} from person p ${listedDuty(ctx)} where p.id = any (${[...ids]}::uuid[])`.execute(ctx.tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Without the reversed ones and their reversals. */
const standing = sql`e.reverses is null and not exists (select 1 from hours_entry r where r.reverses = e.id)`

export async function earnedOf(ctx: Ctx, personId: string): Promise<Earned[]> {
  const { rows } = await sql<Earned>`
    select e.form, e.subject, e.hours, e.days, e.earned_on "earnedOn" from hours_entry e where e.person_id = ${personId} and ${standing}`.execute(
    ctx.tx,
  )
  return rows
}

/** Of many at once, month by month: windows are whole months, but for the year after an appointment. */
export async function earnedByMonth(ctx: Ctx, people: readonly string[], since: LegalDay, until: LegalDay): Promise<Map<string, Earned[]>> {
  const { rows } = await sql<Earned & { personId: string }>`
    select e.person_id "personId", e.form, e.subject, sum(e.hours)::float8 hours, sum(e.days)::float8 days, case when exists (select 1 from staff_category c where c.person_id = e.person_id and c.unmet) then e.earned_on
             else date_trunc('month', e.earned_on)::date end "earnedOn"
      from hours_entry e where e.person_id = any (${[...people]}::uuid[]) and e.earned_on between ${since} and ${until} and ${standing}
     group by 1, 2, 3, 6`.execute(ctx.tx)
  return Map.groupBy(rows, ({ personId }) => personId)
}

export async function belongingsOf(ctx: Ctx, people: readonly string[]): Promise<Map<string, (Belongs & Belonging)[]>> {
  const { rows } = await sql<Belonging & { personId: string }>`
    select id, person_id "personId", category, from_day "from", to_day "to", unmet, note from staff_category
     where person_id = any (${[...people]}::uuid[]) order by from_day desc`.execute(ctx.tx)
  return Map.groupBy(
    rows.map(({ personId, ...one }) => ({ personId, ...one })),
    ({ personId }) => personId,
  )
}

export interface EntryRow {
  id: string
  personId: string
  form: string
  subject: string | null
  theme: string | null
  hours: number
  days: number
  fromDay: LegalDay
  earnedOn: LegalDay
  room: HoursSource
  sourceId: string
  sourceTitle: string
  host: string | null
  qualifies: boolean
  by: string
  at: Date
  reverses: string | null
  reason: string | null
  reversedBy: string | null
  reversedAt: Date | null
  reversedWhy: string | null
  restoredBy: string | null
  restoredAt: Date | null
  restoredWhy: string | null
}

export async function entriesOf(ctx: Ctx, personId: string, from: LegalDay, to: LegalDay): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.id, e.person_id "personId", e.form, e.subject, e.theme, e.hours, e.days, e.from_day "fromDay", e.earned_on "earnedOn", e.source_room room,
           e.source_id "sourceId", e.source_title "sourceTitle", o.short_name host, e.qualifies, e.by_name "by", e.recorded_at "at", e.reverses, e.reason,
           r.by_name "reversedBy", r.recorded_at "reversedAt", r.reason "reversedWhy",
           b.by_name "restoredBy", b.at "restoredAt", b.reason "restoredWhy"
      from hours_entry e left join hours_entry r on r.reverses = e.id left join org o on o.id = e.host_org_id
      left join hours_restoration b on b.entry_id = e.id
     where e.person_id = ${personId} and e.earned_on between ${from} and ${to}
     order by e.earned_on desc, e.recorded_at desc, e.id`.execute(ctx.tx)
  return rows
}

/** Standing entries that touch the year, with what the classes among them ask for: what may stand for the same learning twice. */
export async function spansOf(ctx: Ctx, personId: string, from: LegalDay, to: LegalDay): Promise<Map<string, string[]>> {
  const { rows } = await sql<Spanned>`
    select e.id, e.source_room room, e.source_id "sourceId", e.source_title title, e.form, e.from_day "fromDay", e.earned_on "earnedOn" from hours_entry e
     where e.person_id = ${personId} and e.from_day <= ${to} and e.earned_on >= ${from} and ${standing}
     order by e.earned_on, e.id`.execute(ctx.tx)
  const { rows: classes } = await sql<ClassAsks>`
    select c.matter_id "classId", c.exam_id "examId", c.course_id "courseId" from training_class c
     where c.matter_id::text = any (${rows.flatMap(({ room, sourceId }) => (room === 'training' ? [sourceId] : []))}::text[])`.execute(
    ctx.tx,
  )
  return mayBeTwice(rows, classes)
}

export async function yearsOf(ctx: Ctx, personId: string): Promise<{ year: number; hours: number; days: number }[]> {
  const { rows } = await sql<{ year: number; hours: number; days: number }>`
    select extract(year from e.earned_on)::int "year", sum(e.hours)::float8 hours, sum(e.days)::float8 days from hours_entry e
     where e.person_id = ${personId} and ${standing} group by 1 order by 1 desc`.execute(ctx.tx)
  return rows
}

export interface FoundEntry {
  personId: PersonId
  title: string
  earnedOn: LegalDay
  reverses: string | null
  isReversed: boolean
  isRestored: boolean
  room: HoursSource
  sourceId: string
  turn: number
}

export async function findEntry(ctx: Ctx, entryId: string): Promise<FoundEntry | undefined> {
  const { rows } = await sql<FoundEntry>`
    select e.person_id "personId", e.source_title title, e.earned_on "earnedOn", e.reverses,
           e.source_room room, e.source_id "sourceId", e.turn,
           exists (select 1 from hours_entry r where r.reverses = e.id) "isReversed",
           exists (select 1 from hours_restoration b where b.entry_id = e.id) "isRestored"
      from hours_entry e where e.id = ${entryId}`.execute(ctx.tx)
  return rows[0]
}

/** The trigger writes the opposite of what is reversed; here stands only which, why, and what the columns demand. */
export async function insertReversal(
  ctx: Ctx,
  entryId: string,
  personId: string,
  reason: string,
  /** For whom a job does it; otherwise the actor, whom the trigger enters. */
  by?: { personId: string | null; name: string },
): Promise<void> {
  await ctx.tx
    .insertInto('hours_entry')
    .values({
      person_id: personId,
      form: 'other',
      hours: 0,
      days: 0,
      from_day: ctx.today,
      earned_on: ctx.today,
      source_room: 'manual',
      source_id: entryId,
      source_title: '冲销',
      qualifies: false,
      reverses: entryId,
      reason,
      ...(by ? { by_person_id: by.personId, by_name: by.name } : {}),
      recorded_at: ctx.now,
    })
    .execute()
  // Its unit may be beyond the reach of who reverses: the service takes the hours out of the figures.
  await enqueue(ctx.tx, 'hours.count', { entryId }, { key: `hours-count:${entryId}` })
}

/** A change of category closes the one before; the same day again corrects it. */
export async function keepCategory(
  ctx: Ctx,
  personId: string,
  { category, from, unmet, note }: { category: StaffCategory; from: LegalDay; unmet: boolean; note?: string | undefined },
): Promise<void> {
  const same = await ctx.tx
    .updateTable('staff_category')
    .set({ category, unmet, note: note ?? null, by_person_id: ctx.actor.personId })
    .where('person_id', '=', personId)
    .where('from_day', '=', from)
    .executeTakeFirst()
  if (same.numUpdatedRows > 0n) return
  await ctx.tx
    .updateTable('staff_category')
    .set({ to_day: sql`${from}::date - 1` })
    .where('person_id', '=', personId)
    .where('from_day', '<', from)
    .where('to_day', 'is', null)
    .execute()
  await ctx.tx
    .insertInto('staff_category')
    .values({ person_id: personId, category, from_day: from, unmet, note: note ?? null, by_person_id: ctx.actor.personId, at: ctx.now })
    .execute()
}
