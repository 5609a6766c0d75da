import type { LegalDay } from '#contract/common'
import type { Deadline as DeadlineView, Light, LimitActor } from '#contract/deadline'
import type { Calendar } from './calendar.ts'
import { lightOf, remaining, remainingUnit } from './light.ts'
import type { Limit } from './statutes.ts'
import type { Deadline, GrantedExtension, Interval } from './term.ts'

/** What a page needs besides the arithmetic. */
export interface Shown {
  /** The clock of the process. */
  name: string
  /** Its Chinese title; left out, the name of the limit. */
  title?: string | undefined
  limit: Limit
  deadline: Deadline
  excluded: readonly Interval[]
  extensions: readonly GrantedExtension[]
  today: LegalDay
  now?: string | undefined
  calendar: Calendar
}

const actorOf = ({ actorKind }: Limit): LimitActor => (actorKind === 'authority' || actorKind === 'party' ? actorKind : 'other')

/** A right that lapsed is nobody's delay: a red light of the party's would stand before one that is the office's own. */
const ownLight = (actor: LimitActor, light: Light): Light => (actor === 'authority' || light === 'paused' ? light : 'none')

/** A deadline as a page shows it. */
export function viewDeadline({ name, title, limit, deadline, excluded, extensions, today, now, calendar }: Shown): DeadlineView {
  const { steps, ...found } = deadline
  return {
    ...found,
    name,
    title: title ?? limit.name,
    actor: actorOf(limit),
    basis: limit.basis,
    disputed: limit.disputed,
    verified: limit.verified,
    fromVerified: limit.fromVerified,
    light: ownLight(actorOf(limit), lightOf(deadline, today, calendar, now)),
    remaining: remaining(deadline, today, calendar, now),
    remainingUnit: remainingUnit(deadline.unit),
    extensions: extensions.length,
    arithmetic: [...steps],
    intervals: excluded.map(({ from, to, reason, paper }) => ({ from, to, reason, paper: paper ?? null })),
    note: limit.note,
  }
}

/** A stored deadline on another day: what depends on today is asked anew, the arithmetic stays. */
export function deadlineToday(stored: DeadlineView, { today, now, calendar }: Pick<Shown, 'today' | 'now' | 'calendar'>): DeadlineView {
  // The row was written from a limit of the statute table; its lines are the steps of the arithmetic.
  const deadline: Deadline = { ...stored, limitId: stored.limitId as Limit['id'], steps: stored.arithmetic }
  return {
    ...stored,
    light: ownLight(stored.actor, lightOf(deadline, today, calendar, now)),
    remaining: remaining(deadline, today, calendar, now),
  }
}
