import { sql } from 'kysely'
import { limits } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import type { Pressing } from './reminder.rules.ts'

export interface PressingRow extends Pressing {
  personId: string
  matterId: string
  number: string | null
  title: string
  clockTitle: string
  why: 'mine' | 'standIn' | 'unit'
  /** How many press on this person in all; the rows stop at `linesAtMost`. */
  inAll: number
}

/** A digest that nobody can read helps nobody: the rest is one click away in the list. */
const linesAtMost = 60

/** A party that lets its own time run out is not reminded by us. */
const ofAuthorities = limits.filter((limit) => limit.actorKind === 'authority').map((limit) => limit.id)

/** The next people by id, for batches: a province is walked in short transactions. */
export async function nextPeople(ctx: Ctx, after: string, size: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from person where status = 'active' and id > ${after}::uuid order by id limit ${size}`.execute(ctx.tx)
  return rows.map((row) => row.id)
}

/**
 * What presses on these people: on the officers of a matter, on who stands in for them, and on the head of the handling unit when it is late
 * or when nobody has the matter yet.
 */
export async function pressingOn(ctx: Ctx, people: readonly string[], stopAfter: number): Promise<PressingRow[]> {
  const today = sql`${ctx.today}::date`
  const near = sql`c.ended_on is null and c.yellow_on <= ${today} and c.due >= ${today} - ${stopAfter}::integer and c.limit_id = any (${[...ofAuthorities]}::text[])`
  const held = sql`a.to_day is null and a.from_day <= ${today}`
  const clock = sql`c.matter_id, c.title clock_title, c.due, c.yellow_on`
  const { rows } = await sql<PressingRow>`
    with pressing as (
      select a.person_id, 1 rank, 'mine' why, ${clock}
        from matter_assignee a join matter_clock c on c.matter_id = a.matter_id and ${near}
       where a.person_id = any (${[...people]}::uuid[]) and ${held}
      union all
      select g.to_person_id, 2, 'standIn', ${clock}
        from delegation g join matter_assignee a on a.person_id = g.person_id and ${held}
        join matter_clock c on c.matter_id = a.matter_id and ${near}
       where g.to_person_id = any (${[...people]}::uuid[]) and g.ended_at is null and ${today} between g.from_day and g.to_day
      union all
      select d.person_id, 3, 'unit', ${clock}
        from duty d join matter_clock c on c.handling_at = d.org_at and ${near}
       where d.person_id = any (${[...people]}::uuid[]) and d.role = 'unitHead' and d.status = 'active'
         and ${today} between d.from_day and coalesce(d.to_day, 'infinity')
         and (c.due < ${today} or not exists (select 1 from matter_assignee a where a.matter_id = c.matter_id and ${held}))),
    once as (select distinct on (person_id, matter_id, clock_title, due) * from pressing order by person_id, matter_id, clock_title, due, rank),
    ranked as (
      select o.*, m.number, m.title, count(*) over (partition by o.person_id)::integer in_all,
             row_number() over (partition by o.person_id order by o.due desc, o.matter_id) n
        from once o join matter m on m.id = o.matter_id and not m.closed)
    select r.person_id "personId", r.matter_id "matterId", r.number, r.title, r.clock_title "clockTitle", r.due, r.yellow_on "yellowOn", r.why, r.in_all "inAll",
           (select max((g.at at time zone 'Asia/Shanghai')::date) from message_line l join message g on g.id = l.message_id
             where l.person_id = r.person_id and l.matter_id = r.matter_id and l.clock_title = r.clock_title and l.due = r.due) "toldOn"
      from ranked r where r.n <= ${linesAtMost} order by r.person_id, r.due, r.matter_id`.execute(ctx.tx)
  return rows
}

export interface Digest {
  personId: string
  title: string
  body: string
  lines: readonly PressingRow[]
}

/** One message a person a day: the key says so, and a second run of the job adds nothing. */
export async function writeDigests(ctx: Ctx, digests: readonly Digest[]): Promise<void> {
  if (digests.length === 0) return
  const made = await ctx.tx
    .insertInto('message')
    .values(
      digests.map(({ personId, title, body }) => ({ person_id: personId, kind: 'deadline', title, body, key: `deadlines:${ctx.today}` })),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'key']).doNothing())
    .returning(['id', 'person_id'])
    .execute()
  const lines = made.flatMap(({ id, person_id }) =>
    (digests.find((digest) => digest.personId === person_id)?.lines ?? []).map((line, position) => ({
      message_id: id,
      person_id,
      position,
      matter_id: line.matterId,
      number: line.number,
      title: line.title,
      clock_title: line.clockTitle,
      due: line.due,
      why: line.why,
    })),
  )
  if (lines.length > 0) await ctx.tx.insertInto('message_line').values(lines).execute()
}
