import { type RawBuilder, sql } from 'kysely'
import type { Deadline } from '#contract/deadline'
import type { DeadlineRow, Scope } from '#contract/inbox'
import { addDays, addMonths, limitsOfAuthorities } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { countedTo, type LineRow, lineDeadline, lineOf, pageOf } from './line.ts'

/** How many terms end on each day of a month, and how many of them are late. Looking back to a past event ends nothing. */
export async function readMonth(ctx: Ctx, { month, scope }: { month: string; scope: Scope }) {
  const first = `${month}-01`
  const last = addDays(addMonths(first, 1), -1)
  const { rows } = await sql<{ day: string; count: number; red: number }>`
    select k.due "day", count(*)::integer "count",
           (count(*) filter (where k.due < ${ctx.today}::date and k.kind in ('deadline', 'advanceNotice')
             and k.limit_id = any (${limitsOfAuthorities}::text[])))::integer red
      from matter_clock k
     where k.due between ${first}::date and ${last}::date and ${running} and ${inScope(ctx, scope)}
     group by k.due order by k.due`.execute(ctx.tx)
  const calendar = ctx.house.calendar()
  const days = daysBetween(first, last)
  return {
    month,
    days: rows,
    daysOff: days.filter((day) => !calendar.isWorkingDay(day)),
    provisional: !calendar.covers(Number(month.slice(0, 4))),
  }
}

function daysBetween(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

/** The terms that end on one day. */
export async function readDay(ctx: Ctx, day: string, { scope, page, size }: { scope: Scope; page: number; size: number }) {
  const found = sql`from matter_clock k join matter m on m.id = k.matter_id and not m.closed
     where k.due = ${day}::date and ${running} and ${inScope(ctx, scope)}`
  const { rows } = await sql<LineRow & { detail: Deadline }>`
    select m.id, m.process, m.number, m.title, m.state, m.closed, h.id handling_id, h.short_name handling_name, k.detail
      from (select k.matter_id, k.title, k.detail ${found} order by k.matter_id, k.name, k.entry limit ${size} offset ${(page - 1) * size}) k
      join matter m on m.id = k.matter_id
      join org h on h.id = m.handling_org_id
     order by m.id, k.title`.execute(ctx.tx)
  const { rows: counted } = await sql<{ n: number }>`select count(*)::integer n from (select 1 ${found} limit ${countedTo + 1}) x`.execute(
    ctx.tx,
  )
  const lines = rows.map((row): DeadlineRow => ({ ...lineOf(ctx, row), deadline: lineDeadline(ctx, row.detail) }))
  return pageOf(lines, counted[0]?.n ?? 0)
}

const running = sql`k.ended_on is null and k.kind <> 'lookBack'`

/** Within the active duty's reach in any case: row security and the literal bounds say the same. */
function inScope({ actor, today }: Ctx, scope: Scope): RawBuilder<unknown> {
  const { reach, personId } = actor
  if (!reach) return sql`false`
  const below = sql`k.handling_at between ${reach.lo}::bigint and ${reach.hi}::bigint - 1`
  if (scope === 'below') return below
  if (scope === 'unit') return sql`k.handling_at = ${reach.lo}::bigint`
  return sql`${below} and k.matter_id in (select a.matter_id from matter_assignee a
    where a.person_id = ${personId} and a.to_day is null and a.from_day <= ${today}::date)`
}
