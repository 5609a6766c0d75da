import type { LegalDay } from '#contract/common'
import type { Calendar } from './calendar.ts'
import { dayAfter, dayBefore } from './day.ts'
import { explainNotice } from './explain.ts'
import type { Limit } from './statutes.ts'
import type { Deadline, Term } from './term.ts'

/**
 * The latest day for a notice ahead of an event (提前量), counted backwards. Neither the day of the event nor the day of the notice
 * is counted, the strictest reading: the full number of days lies between the two.
 */
export function latestNoticeDay(limit: Limit, eventDay: LegalDay, calendar: Calendar): LegalDay {
  if (limit.kind !== 'advanceNotice' || limit.length === null) throw new RangeError(`${limit.id} is no advance notice`)
  const counts = (day: LegalDay) => limit.unit === 'day' || calendar.isWorkingDay(day)
  let day = eventDay
  for (let left = limit.length; left > 0; ) {
    day = dayBefore(day)
    if (counts(day)) left -= 1
  }
  return dayBefore(day)
}

/** An advance notice as a deadline: it begins with the event, and its last day lies before it. */
export function noticeDeadlineOf({ limit, begun: eventDay, calendar }: Term): Deadline {
  const due = latestNoticeDay(limit, eventDay, calendar)
  return {
    limitId: limit.id,
    kind: limit.kind,
    unit: limit.unit,
    begun: eventDay,
    due,
    dueAt: null,
    paused: false,
    provisional: isAnyProvisional(due, eventDay, calendar),
    rollOverMark: null,
    steps: explainNotice(limit, eventDay, due, calendar),
  }
}

function isAnyProvisional(from: LegalDay, to: LegalDay, calendar: Calendar): boolean {
  for (let day = from; day < to; day = dayAfter(day)) if (calendar.isProvisional(day)) return true
  return false
}
