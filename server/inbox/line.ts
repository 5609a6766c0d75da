import { type RawBuilder, sql } from 'kysely'
import type { MatterId, OrgId } from '#contract/common'
import type { Deadline } from '#contract/deadline'
import type { LineDeadline, MatterLine } from '#contract/inbox'
import { deadlineToday } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { roomOf } from '#kernel/matter'

/** What SQL brings for one line of a list of matters. */
export interface LineRow {
  id: string
  process: string
  number: string | null
  title: string
  state: string
  closed: boolean
  handling_id: string
  handling_name: string
  /** The stored view of the deadline that presses; null when none runs. */
  detail: Deadline | null
}

/** The columns of a line over `m` (matter), `h` (its handling unit) and `c` (the clock of `pressingClock`). */
export const lineColumns: RawBuilder<unknown> = sql`
  m.id, m.process, m.number, m.title, m.state, m.closed, h.id handling_id, h.short_name handling_name, c.detail`

/** The clock that the matter's own due day was taken from; a paused one where no day is left. At most a handful of rows a matter. */
export const pressingClock: RawBuilder<unknown> = sql`
  join org h on h.id = m.handling_org_id
  left join lateral (
    select k.detail from matter_clock k
     where k.matter_id = m.id and not m.closed and k.ended_on is null
       and ((k.due = m.due and k.title = m.due_name) or (m.due is null and k.paused))
     order by k.begun limit 1) c on true`

export function lineOf(ctx: Ctx, row: LineRow): MatterLine {
  const { process } = roomOf(row.process)
  return {
    // The database's own keys are the ids that the contract brands.
    id: row.id as MatterId,
    process: row.process,
    processTitle: process.title,
    number: row.number,
    title: row.title,
    stateTitle: process.states[row.state]?.title ?? row.state,
    closed: row.closed,
    handling: { id: row.handling_id as OrgId, name: row.handling_name },
    deadline: row.detail ? lineDeadline(ctx, row.detail) : null,
  }
}

export function lineDeadline(ctx: Ctx, stored: Deadline): LineDeadline {
  const { title, kind, actor, due, dueAt, paused, provisional, disputed, verified, light, remaining, remainingUnit } = deadlineToday(
    stored,
    {
      today: ctx.today,
      now: ctx.now.toISOString(),
      calendar: ctx.house.calendar(),
    },
  )
  return { title, kind, actor, due, dueAt, paused, provisional, disputed, verified, light, remaining, remainingUnit }
}

/** `%` and `_` are letters here. */
export const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Number or title holds the text; nothing asked, nothing said. */
export const matterSays = (text: string | undefined): RawBuilder<unknown> =>
  text === undefined ? sql`true` : sql`(m.number ilike ${likeText(text)} or m.title ilike ${likeText(text)})`

/** Counting stops here: nobody reads on, and the page says 999+. */
export const countedTo = 1000

export const pageOf = <Row>(rows: Row[], counted: number) => ({
  rows,
  total: Math.min(counted, countedTo),
  totalIsAtLeast: counted > countedTo,
})
