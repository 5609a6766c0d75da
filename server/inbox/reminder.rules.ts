import type { LegalDay } from '#contract/common'
import { addDays, daysBetween } from '#kernel/calendar'

/** When a running term speaks: on the day it turns yellow, on its last day, and after it ever more rarely until somebody else must act. */
export interface ReminderRule {
  /** Days after the last day. */
  overdueOn: readonly number[]
  /** Then every so many days. */
  thenEvery: number
  /** And no more after so many: from there on it is a matter of supervision, not of one more message. */
  stopAfter: number
}

export const reminderRule: ReminderRule = { overdueOn: [1, 3, 7], thenEvery: 7, stopAfter: 60 }

export interface Pressing {
  yellowOn: LegalDay
  due: LegalDay
  /** When this person was last told of this very term. */
  toldOn: LegalDay | null
}

/** The latest day, up to today, on which the term had to speak; null when its time to speak is over or has not come. */
export function spokeOn(rule: ReminderRule, { yellowOn, due }: Pick<Pressing, 'yellowOn' | 'due'>, today: LegalDay): LegalDay | null {
  if (today < yellowOn) return null
  if (today < due) return yellowOn
  const late = daysBetween(due, today)
  if (late > rule.stopAfter) return null
  const days = [0, ...rule.overdueOn]
  for (let day = (days.at(-1) ?? 0) + rule.thenEvery; day <= rule.stopAfter; day += rule.thenEvery) days.push(day)
  return addDays(due, days.findLast((day) => day <= late) ?? 0)
}

/** Days on which nothing ran are made up for: what counts is whether the person was told since. */
export function asksToday(rule: ReminderRule, term: Pressing, today: LegalDay): boolean {
  const on = spokeOn(rule, term, today)
  return on !== null && (term.toldOn === null || term.toldOn < on)
}
