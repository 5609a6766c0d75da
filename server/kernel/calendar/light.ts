import type { LegalDay } from '#contract/common'
import type { Light, LimitUnit } from '#contract/deadline'
import type { Calendar } from './calendar.ts'
import { addDays, dayAfter, dayBefore, daysBetween } from './day.ts'
import type { Deadline } from './term.ts'

/** When a term turns yellow; red is always after its last day. Configuration, never set by hand (design §6.20). */
export interface LightRule {
  /** Yellow when no more than this share of the time is left. */
  share: number
  /** Or no more than so many working days; a term that is itself no longer goes by the share alone, else it would begin yellow. */
  workingDays: number
}

export const defaultLight: LightRule = { share: 0.2, workingDays: 5 }

/** What `remaining` counts in: months run down in natural days. */
export const remainingUnit = (unit: LimitUnit): 'day' | 'workingDay' | 'hour' => (unit === 'month' ? 'day' : unit)

/** How much is left: 0 on the last day, below zero when late. Null where there is no last day, and for hours when the instant is not given. */
export function remaining(deadline: Deadline, today: LegalDay, calendar: Calendar, now?: string): number | null {
  if (deadline.due === null) return null
  if (deadline.unit === 'workingDay') return workingDaysBetween(today, deadline.due, calendar)
  if (deadline.unit !== 'hour') return daysBetween(today, deadline.due)
  return deadline.dueAt === null || now === undefined ? null : Math.floor((Date.parse(deadline.dueAt) - Date.parse(now)) / 3_600_000)
}

/** The working days after `from`, up to and with `to`; negative when `to` lies before. */
export function workingDaysBetween(from: LegalDay, to: LegalDay, calendar: Calendar): number {
  if (to < from) return 0 - workingDaysBetween(to, from, calendar)
  let count = 0
  for (let day = from; day < to; ) {
    day = dayAfter(day)
    if (calendar.isWorkingDay(day)) count += 1
  }
  return count
}

/** The light of a running term. A wait, a validity and a look-back have none: nobody is late for them. */
export function lightOf(deadline: Deadline, today: LegalDay, calendar: Calendar, now?: string, rule: LightRule = defaultLight): Light {
  if (deadline.paused) return 'paused'
  if (deadline.due === null || !isDuty(deadline)) return 'none'
  if (isLate(deadline, deadline.due, today, now)) return 'red'
  const near = nearFrom(deadline, calendar, rule)
  return near !== null && today >= near ? 'yellow' : 'green'
}

const isDuty = ({ kind }: Deadline): boolean => kind === 'deadline' || kind === 'advanceNotice'

const isLate = (deadline: Deadline, due: LegalDay, today: LegalDay, now: string | undefined): boolean =>
  today > due || (deadline.dueAt !== null && now !== undefined && Date.parse(now) > Date.parse(deadline.dueAt))

/**
 * The day from which a running term is yellow: kept with its row, so that lists and reminders find what presses without computing every term.
 * Null where there is no last day and for what nobody can be late for.
 */
export function nearFrom(deadline: Deadline, calendar: Calendar, rule: LightRule = defaultLight): LegalDay | null {
  const { begun, due } = deadline
  if (due === null || !isDuty(deadline)) return null
  if (deadline.unit === 'hour') return begun
  if (deadline.limitId === 'AGREED') return agreedNearFrom({ begun, due }, calendar, rule)
  const whole = daysBetween(begun, due)
  const byShare = whole > 0 ? addDays(due, -Math.floor(whole * rule.share)) : null
  const isShort = whole > 0 && workingDaysBetween(begun, due, calendar) <= rule.workingDays
  const byWorkingDays = isShort ? null : workingDaysBefore(due, rule.workingDays, calendar)
  return [byShare, byWorkingDays].filter((day) => day !== null).sort()[0] ?? null
}

/**
 * An agreed day is neared in working days alone, the share too (design §6.20): yellow from the first day on which no more of them are left than the
 * rule's share of all, or its number. Like a statutory term, one that is itself no longer than that number goes by the share alone.
 */
export function agreedNearFrom({ begun, due }: { begun: LegalDay; due: LegalDay }, calendar: Calendar, rule: LightRule): LegalDay {
  const whole = workingDaysBetween(begun, due, calendar)
  const byShare = Math.floor(whole * rule.share)
  const near = workingDaysBefore(due, whole > rule.workingDays ? Math.max(byShare, rule.workingDays) : Math.max(byShare, 0), calendar)
  return near < begun ? begun : near
}

/** The first day from which no more than so many working days lead up to `due`. */
function workingDaysBefore(due: LegalDay, count: number, calendar: Calendar): LegalDay {
  let day = due
  // A step back from a working day leaves that day between: it is one more to go.
  for (let left = count; left > 0 || !calendar.isWorkingDay(day); day = dayBefore(day)) {
    if (calendar.isWorkingDay(day)) left -= 1
  }
  return day
}
