import type { LegalDay } from '#contract/common'
import type { LimitUnit } from '#contract/deadline'
import { addDays, addMonths, dayAfter, daysBetween, hoursAfter, legalDayOf } from './day.ts'
import { explain, explainHours, explainNoLength } from './explain.ts'
import { noticeDeadlineOf } from './notice.ts'
import { rolledOver, rollOverFor } from './rollover.ts'
import type { Limit } from './statutes.ts'
import { type Count, contains, type Deadline, excludes, isClosed, type Term } from './term.ts'

/**
 * The last day of a term, and how it was found. The day that starts it is not counted, nor is a day inside an excluded interval whose
 * reason this limit knows; while one is open, the term has no last day.
 */
export function deadlineOf(term: Term): Deadline {
  const { limit, begun, calendar } = term
  if (limit.unit === 'hour') throw new RangeError(`${limit.id} is counted in hours from an instant: hourDeadlineOf`)
  if (limit.kind === 'advanceNotice') return noticeDeadlineOf(term)
  const running = { limitId: limit.id, kind: limit.kind, unit: limit.unit, begun, dueAt: null }
  if (limit.length === null) {
    return { ...running, due: null, paused: false, provisional: false, rollOverMark: null, steps: explainNoLength(term) }
  }
  const count = countOf(term, limit.length)
  if (count.open) return { ...running, due: null, paused: true, provisional: false, rollOverMark: null, steps: explain(count) }
  const due = rolledOver(count.end, count.rule, calendar)
  return {
    ...running,
    due,
    paused: false,
    provisional: isProvisional(count, due),
    rollOverMark: rollOverMark(count),
    steps: explain(count),
  }
}

export const lastDay = (term: Term): LegalDay | null => deadlineOf(term).due

/** A limit in hours runs on through nights and holidays (连续计算); nothing is excluded and nothing rolls over. */
export function hourDeadlineOf({ limit, begunAt }: { limit: Limit; begunAt: string }): Deadline {
  if (limit.unit !== 'hour' || limit.length === null) throw new RangeError(`${limit.id} is not counted in hours`)
  const dueAt = hoursAfter(begunAt, limit.length)
  return {
    limitId: limit.id,
    kind: limit.kind,
    unit: limit.unit,
    begun: legalDayOf(begunAt),
    due: legalDayOf(dueAt),
    dueAt,
    paused: false,
    provisional: false,
    rollOverMark: null,
    steps: explainHours(limit, begunAt, dueAt),
  }
}

function countOf(term: Term, length: number): Count {
  const { limit, begun, extensions, calendar } = term
  const applicable = term.excluded.filter((interval) => excludes(limit, interval))
  const closed = applicable.filter(isClosed)
  const isExcluded = (day: LegalDay) => closed.some((interval) => contains(interval, day))
  const granted = [{ length, unit: limit.unit }, ...extensions]
  const sum = (unit: LimitUnit) => granted.reduce((total, part) => (part.unit === unit ? total + part.length : total), 0)

  // Months by the corresponding day first, then days (art. 36 of the 2015 measures: one month and fifteen days). No article adds working days to these.
  const naturalDays = daysBetween(begun, addDays(addMonths(begun, sum('month')), sum('day')))
  const afterDays = walk(begun, naturalDays, (day) => !isExcluded(day))
  const end = walk(afterDays, sum('workingDay'), (day) => !isExcluded(day) && calendar.isWorkingDay(day))
  // What opens after the term has run out does not bring it back to life.
  const open = applicable.find((interval) => interval.to === null && interval.from <= end)
  return { term, rule: term.rollOver ?? rollOverFor(limit), closed, end, open }
}

function walk(from: LegalDay, count: number, counts: (day: LegalDay) => boolean): LegalDay {
  let day = from
  for (let left = count; left > 0; ) {
    day = dayAfter(day)
    if (day >= '9999') throw new RangeError('a term that does not end')
    if (counts(day)) left -= 1
  }
  return day
}

/** Working days hang on every day passed; days and months on the last one, if it may roll over at all. */
function isProvisional({ term, rule, end }: Count, due: LegalDay): boolean {
  const isWorkingDays = term.limit.unit === 'workingDay'
  if (!isWorkingDays && !rule.holiday && !rule.weekend) return false
  for (let day = isWorkingDays ? dayAfter(term.begun) : end; day <= due; day = dayAfter(day)) {
    if (term.calendar.isProvisional(day)) return true
  }
  return false
}

/** Did an ordinary weekend decide about the last day, while nobody has confirmed the rule? */
function rollOverMark({ term, rule, end }: Count): string | null {
  if (rule.weekendVerified) return null
  const { calendar } = term
  const afterHoliday = rolledOver(end, { ...rule, weekend: false }, calendar)
  if (calendar.isWorkingDay(afterHoliday) || calendar.isStatutoryHoliday(afterHoliday)) return null
  return `未核实：期限末日为普通周末的是否顺延，规章文字不明；现${rule.reason}${rule.weekend ? '顺延' : '不顺延'}`
}
