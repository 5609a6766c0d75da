import type { LegalDay } from '#contract/common'
import type { ArithmeticStep, LimitKind, LimitUnit } from '#contract/deadline'
import type { Calendar } from './calendar.ts'
import type { RollOverRule } from './rollover.ts'
import type { Limit, TermId } from './statutes.ts'

/** Time that is not counted (不计入的期间), both days included; `to` is null while it is still running. */
export interface Interval {
  from: LegalDay
  to: LegalDay | null
  reason: string
  paper?: string | undefined
}

export interface GrantedExtension {
  length: number
  unit: LimitUnit
  paper?: string | undefined
}

export interface Term {
  limit: Limit
  /** The day of the fact that starts it; for advance notice, the day of the event. */
  begun: LegalDay
  excluded: readonly Interval[]
  extensions: readonly GrantedExtension[]
  calendar: Calendar
  /** Left out: the default for the limit's actor. */
  rollOver?: RollOverRule | undefined
}

export interface Deadline {
  limitId: TermId
  kind: LimitKind
  unit: LimitUnit
  begun: LegalDay
  /** Null while an excluded interval is open, or where the law fixes no length. */
  due: LegalDay | null
  /** An agreed day that was put off: the one agreed first. It stays beside the new one (原定期限). */
  firstDue?: LegalDay | undefined
  /** The instant, for a limit in hours only. */
  dueAt: string | null
  paused: boolean
  /** 暂定: it rests on a year whose holidays are not published. */
  provisional: boolean
  /** Set where the last day hangs on an unverified rule of roll-over. */
  rollOverMark: string | null
  steps: readonly ArithmeticStep[]
}

/** The closed half of the intervals: what the counting needs. */
export interface ClosedInterval extends Interval {
  to: LegalDay
}

/** What the counting found, for the explanation. */
export interface Count {
  term: Term
  rule: RollOverRule
  closed: readonly ClosedInterval[]
  /** The last day before roll-over. */
  end: LegalDay
  open: Interval | undefined
}

export const isClosed = (interval: Interval): interval is ClosedInterval => interval.to !== null

export const excludes = (limit: Limit, interval: Interval): boolean => limit.excludedReasons.some((reason) => reason === interval.reason)

export const contains = (interval: ClosedInterval, day: LegalDay): boolean => interval.from <= day && day <= interval.to
