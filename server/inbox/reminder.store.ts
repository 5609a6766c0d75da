import { sql } from 'kysely'
import { limitsOfAuthorities } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import type { Pressing } from './reminder.rules.ts'

export interface PressingRow extends Pressing {
  personId: string
  matterId: string
  number: string | null
  title: string
  clockTitle: string
  why: 'mine' | 'standIn' | 'unit'
}

/** A digest that nobody can read helps nobody: the rest is one click away in the calendar. One more is read, to say that there is more. */
export const linesAtMost = 60

/** The next people by id, for batches: a province is walked in short transactions. */
export async function nextPeople(ctx: Ctx, after: string, size: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from person where status = 'active' and id > ${after}::uuid order by id limit ${size}`.execute(ctx.tx)
  return rows.map((row) => row.id)
}

/**
 * What presses on these people: on the officers of a matter, on who stands in for them, and on the head of the handling unit when it is late
 * or when nobody has the matter yet. Person by person (`lateral`), so that each is a few index reads however much the province has running.
 */
export async function pressingOn(ctx: Ctx, people: readonly string[], stopAfter: number): Promise<PressingRow[]> {
  const { rows } = await sql<PressingRow>`
    with pressing as (
      select p.id person_id, x.* from unnest(${[...people]}::uuid[]) p(id) cross join lateral (
        (${mine(ctx, stopAfter)}) union all (${standingIn(ctx, stopAfter)}) union all (${ofUnit(ctx, stopAfter)})) x),
    once as (select distinct on (person_id, matter_id, clock_title, due) * from pressing order by person_id, matter_id, clock_title, due, rank),
    ranked as (
      select o.*, m.number, m.title, row_number() over (partition by o.person_id order by o.due desc, o.matter_id) n
        from once o join matter m on m.id = o.matter_id and not m.closed)
    select r.person_id "personId", r.matter_id "matterId", r.number, r.title, r.clock_title "clockTitle", r.due, r.yellow_on "yellowOn", r.why,
           (select max((g.at at time zone 'Asia/Shanghai')::date) from message_line l join message g on g.id = l.message_id
             where l.person_id = r.person_id and l.matter_id = r.matter_id and l.clock_title = r.clock_title and l.due = r.due) "toldOn"
      from ranked r where r.n <= ${linesAtMost + 1} order by r.person_id, r.due, r.matter_id`.execute(ctx.tx)
  return rows
}

const columns = sql`c.matter_id, c.title clock_title, c.due, c.yellow_on`
const held = (ctx: Ctx) => sql`a.to_day is null and a.from_day <= ${ctx.today}::date`
const near = (ctx: Ctx, stopAfter: number) => sql`c.ended_on is null and c.yellow_on <= ${ctx.today}::date
  and c.due >= ${ctx.today}::date - ${stopAfter}::integer and c.limit_id = any (${limitsOfAuthorities}::text[])`

const runs = (ctx: Ctx, duty: string) =>
  sql`${sql.ref(`${duty}.status`)} = 'active' and ${ctx.today}::date between ${sql.ref(`${duty}.from_day`)} and coalesce(${sql.ref(`${duty}.to_day`)}, 'infinity')`

/** Whoever went to another unit left the matter there: it is not told to him any more. A duty above the handling unit, at it or below it holds him to it. */
const stillThere = (ctx: Ctx, person: string) => sql`exists (
  select 1 from matter m join org w on w.id = m.handling_org_id join duty h on h.person_id = ${sql.ref(person)} join org u on u.id = h.org_id
   where m.id = c.matter_id and ${runs(ctx, 'h')} and (w.lo between u.lo and u.hi - 1 or u.lo between w.lo and w.hi - 1) offset 0)`

const mine = (ctx: Ctx, stopAfter: number) => sql`
  select 1 rank, 'mine' why, ${columns} from matter_assignee a join matter_clock c on c.matter_id = a.matter_id
   where a.person_id = p.id and ${held(ctx)} and ${near(ctx, stopAfter)} and ${stillThere(ctx, 'p.id')} order by c.due desc limit ${linesAtMost + 1}`

/** Of the unit whose duty was delegated, while the stand-in holds the same duty there. */
const standingIn = (ctx: Ctx, stopAfter: number) => sql`
  select 2, 'standIn', ${columns}
    from delegation g join duty d on d.id = g.duty_id join matter_assignee a on a.person_id = g.person_id join matter_clock c on c.matter_id = a.matter_id
   where g.to_person_id = p.id and g.ended_at is null and ${ctx.today}::date between g.from_day and g.to_day and ${runs(ctx, 'd')}
     and exists (select 1 from duty s where s.person_id = p.id and s.org_id = d.org_id and s.role = d.role and ${runs(ctx, 's')} offset 0)
     and exists (select 1 from matter m where m.id = c.matter_id and d.org_id in (m.handling_org_id, m.owner_org_id) offset 0)
     and ${held(ctx)} and ${near(ctx, stopAfter)} order by c.due desc limit ${linesAtMost + 1}`

const ofUnit = (ctx: Ctx, stopAfter: number) => sql`
  select 3, 'unit', u.* from duty d cross join lateral (
    select ${columns} from matter_clock c
     where c.handling_at = d.org_at and ${near(ctx, stopAfter)} and c.due is not null
       and (c.due < ${ctx.today}::date
         or not exists (select 1 from matter_assignee a where a.matter_id = c.matter_id and ${held(ctx)} and ${stillThere(ctx, 'a.person_id')} offset 0))
     order by c.handling_at desc, c.due desc limit ${linesAtMost + 1}) u
   where d.person_id = p.id and d.role = 'unitHead' and ${runs(ctx, 'd')}`

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
