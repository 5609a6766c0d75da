import type { LegalDay } from '#contract/common'
import type { ArithmeticStep, LimitUnit } from '#contract/deadline'
import type { Calendar } from './calendar.ts'
import { addMonths, dayAfter, dayBefore, yearOf } from './day.ts'
import { rolledOver } from './rollover.ts'
import type { Limit } from './statutes.ts'
import { type ClosedInterval, type Count, contains, excludes, type Interval, isClosed, type Term } from './term.ts'

const measures: Record<LimitUnit, string> = { day: '日', workingDay: '个工作日', hour: '小时', month: '个月' }

/** `30 日`, `15 个工作日`. */
export const amount = (length: number, unit: LimitUnit): string => `${length} ${measures[unit]}`

/** The arithmetic of a term, opened for people. */
export function explain(count: Count): ArithmeticStep[] {
  const { term, end, open } = count
  const opening = [begunStep(term.begun), ...lengthSteps(term), ...extensionSteps(term), ...intervalSteps(count)]
  if (open)
    return [...opening, { kind: 'paused', text: `自 ${open.from} 起${paperOf(open)}（${open.reason}），恢复前没有届满日`, day: open.from }]
  const due = rolledOver(end, count.rule, term.calendar)
  return [...opening, ...daysOffSteps(count), ...endSteps(count, due), ...calendarSteps(count, due)]
}

export const explainNoLength = (term: Term): ArithmeticStep[] => [
  begunStep(term.begun),
  { kind: 'noLength', text: '依据未规定固定长度，须由批准文书写明' },
]

export const explainHours = (limit: Limit, begunAt: string, dueAt: string): ArithmeticStep[] => [
  { kind: 'begun', text: `自 ${clock(begunAt)} 起算，开始之时不计入` },
  { kind: 'length', text: `期限 ${amount(limit.length ?? 0, limit.unit)}，连续计算，不因休息日、节假日停止` },
  { kind: 'end', text: `届满于 ${clock(dueAt)}` },
]

export function explainNotice(limit: Limit, eventDay: LegalDay, due: LegalDay, calendar: Calendar): ArithmeticStep[] {
  const steps: ArithmeticStep[] = [
    { kind: 'begun', text: `自 ${eventDay} 向前倒算，当日不计入`, day: eventDay },
    { kind: 'length', text: `提前 ${amount(limit.length ?? 0, limit.unit)}` },
    { kind: 'end', text: `最迟于 ${due} 通知，通知当日不计入`, day: due },
  ]
  if (calendar.isDayOff(due)) {
    const workday = walkBack(due, calendar)
    steps.push({ kind: 'notRolledOver', text: `${due} 为休息日，倒算不顺延；宜不迟于 ${workday} 通知`, day: workday })
  }
  return [...steps, ...sources(due, eventDay, calendar)]
}

const begunStep = (day: LegalDay): ArithmeticStep => ({ kind: 'begun', text: `起算日 ${day} 不计入`, day })

function lengthSteps({ limit, begun }: Term): ArithmeticStep[] {
  const length = limit.length ?? 0
  const corresponding = limit.unit === 'month' ? `，对应日 ${addMonths(begun, length)}` : ''
  return [{ kind: 'length', text: `期限 ${amount(length, limit.unit)}（${limit.basis}）${corresponding}` }]
}

const extensionSteps = ({ limit, extensions }: Term): ArithmeticStep[] =>
  extensions.map(({ length, unit, paper }) => ({
    kind: 'extended',
    text: `延长 ${amount(length, unit)}（${limit.basis}）${paper ? `，文书：${paper}` : ''}`,
  }))

const paperOf = ({ paper }: Interval): string => (paper ? `依文书“${paper}”` : '')

/** Every interval is answered for: what it took out, or why it took out nothing. */
function intervalSteps(count: Count): ArithmeticStep[] {
  const before: ClosedInterval[] = []
  return count.term.excluded.flatMap((interval) => {
    if (interval === count.open) return []
    const step = isClosed(interval) ? closedStep(count, interval, before) : openStep(count, interval)
    if (step.kind === 'excluded' && isClosed(interval)) before.push(interval)
    return [step]
  })
}

const spanOf = (interval: Interval): string => `${interval.from} 至 ${interval.to ?? '今'}（${interval.reason}）`

/** An interval that is still running, other than the one that the pause is put down to. */
function openStep({ term, end }: Count, interval: Interval): ArithmeticStep {
  const why = !excludes(term.limit, interval)
    ? `依${term.limit.basis}不在扣除之列，照常计算`
    : interval.from > end
      ? '在期限届满之后，不再扣除'
      : '同时进行，期限不恢复'
  return { kind: 'notExcluded', text: `${spanOf(interval)}：${why}` }
}

function closedStep({ term, end }: Count, interval: ClosedInterval, before: readonly ClosedInterval[]): ArithmeticStep {
  const because = (why: string): ArithmeticStep => ({ kind: 'notExcluded', text: `${spanOf(interval)}：${why}` })
  if (!excludes(term.limit, interval)) return because(`依${term.limit.basis}不在扣除之列，照常计算`)
  if (interval.to <= term.begun) return because('在起算之前，不影响期限')
  if (interval.from > end) return because('在期限届满之后，不再扣除')
  const counts = (day: LegalDay) => term.limit.unit !== 'workingDay' || term.calendar.isWorkingDay(day)
  const days = daysOf(interval, term.begun).filter(counts)
  const fresh = days.filter((day) => !before.some((earlier) => contains(earlier, day)))
  const measure = term.limit.unit === 'workingDay' ? 'workingDay' : 'day'
  const overlap = days.length - fresh.length
  const once = overlap > 0 ? `（另有 ${amount(overlap, measure)}与前段重叠，只排除一次）` : ''
  const paper = interval.paper ? `，文书：${interval.paper}` : ''
  return { kind: 'excluded', text: `排除 ${spanOf(interval)}共 ${amount(fresh.length, measure)}${once}${paper}`, day: interval.to }
}

function daysOf(interval: ClosedInterval, begun: LegalDay): LegalDay[] {
  const days: LegalDay[] = []
  for (let day = interval.from > begun ? interval.from : dayAfter(begun); day <= interval.to; day = dayAfter(day)) days.push(day)
  return days
}

/** For working days: how many days off lie inside, and which weekend days are worked to make up. */
function daysOffSteps({ term, closed, end }: Count): ArithmeticStep[] {
  if (term.limit.unit !== 'workingDay') return []
  const inside: LegalDay[] = []
  for (let day = dayAfter(term.begun); day <= end; day = dayAfter(day)) inside.push(day)
  const counted = inside.filter((day) => !closed.some((interval) => contains(interval, day)))
  const daysOff = counted.filter(term.calendar.isDayOff).length
  const worked = counted.filter(term.calendar.isMadeUpWorkday)
  const also = worked.length > 0 ? `；调休上班的 ${worked.join('、')} 计入` : ''
  return daysOff + worked.length === 0 ? [] : [{ kind: 'daysOff', text: `其间休息日和法定节假日 ${daysOff} 天不计入${also}` }]
}

function endSteps({ term, rule, end }: Count, due: LegalDay): ArithmeticStep[] {
  const last: ArithmeticStep = { kind: 'end', text: `届满日 ${due}`, day: due }
  if (!term.calendar.isDayOff(end)) return [last]
  const isHoliday = term.calendar.isStatutoryHoliday(end)
  const off = `末日 ${end} 为${isHoliday ? '法定节假日' : '休息日'}`
  const why = isHoliday && rule.holiday ? '' : `（${rule.reason}${rule.weekendVerified ? '' : '，未核实'}）`
  if (due !== end) return [{ kind: 'rolledOver', text: `${off}，顺延至 ${due}${why}`, day: due }, last]
  return [{ kind: 'notRolledOver', text: `${off}，不顺延${why}`, day: end }, last]
}

/** A count of working days rests on every year that it crosses, the others on the year of their last day. */
function calendarSteps({ term, rule, end }: Count, due: LegalDay): ArithmeticStep[] {
  if (term.limit.unit === 'workingDay') return sources(term.begun, due, term.calendar)
  return rule.holiday || rule.weekend ? sources(end, due, term.calendar) : []
}

function sources(from: LegalDay, to: LegalDay, calendar: Calendar): ArithmeticStep[] {
  const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index)
  const known = years.map(
    (year): ArithmeticStep => ({ kind: calendar.covers(year) ? 'calendar' : 'provisional', text: calendar.sourceOf(year) }),
  )
  const next = yearOf(to) + 1
  if (!calendar.covers(yearOf(to)) || !calendar.isProvisional(to)) return known
  return [...known, { kind: 'provisional', text: `暂定：${calendar.sourceOf(next)}，可能调整上年12月末的安排` }]
}

function walkBack(day: LegalDay, calendar: Calendar): LegalDay {
  let workday = day
  while (calendar.isDayOff(workday)) workday = dayBefore(workday)
  return workday
}

/** An instant as people in China read it. */
const clock = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
