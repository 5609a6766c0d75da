import type { LegalDay } from '#contract/common'
import type { ExchangeForm } from '#contract/exchange'
import type { Month } from '#contract/indicators'
import { addDays, addMonths, type Calendar, dayBefore } from '#kernel/calendar'
import { monthAfter } from '#kernel/indicator'

/** One period of a form: which months its figures are of, and until when it is due. */
export interface Period {
  /** 2026-W47, 2026-10, 2026-Q3, 2026, 2026-06-15. */
  key: string
  title: string
  from: Month
  to: Month
  due: LegalDay
  opensOn: LegalDay
  /** The year's holidays are not published yet, and the due day is moved by them. */
  provisional: boolean
}

type Rule = Pick<ExchangeForm, 'kind' | 'dueDay' | 'roll' | 'openBefore'> & { dueDates: readonly string[] }
type Named = Pick<Period, 'key' | 'title' | 'from' | 'to'> & { asked: LegalDay }

/** The periods of a form whose day falls between two days, in order. A month without that day ends on its last. */
export function periodsDue(rule: Rule, from: LegalDay, to: LegalDay, calendar: Calendar): Period[] {
  // A moved day may come over the edge: at most a long holiday.
  const named = namedPeriods(rule, addDays(from, -20), addDays(to, 20))
  return named
    .map(({ asked, ...period }) => {
      const due = rolled(asked, rule.roll, calendar)
      return { ...period, due, opensOn: addDays(due, -rule.openBefore), provisional: rule.roll !== 'none' && calendar.isProvisional(asked) }
    })
    .filter(({ due }) => due >= from && due <= to)
}

function rolled(day: LegalDay, roll: Rule['roll'], calendar: Calendar): LegalDay {
  const step = roll === 'after' ? 1 : -1
  let moved = day
  if (roll !== 'none') while (!calendar.isWorkingDay(moved)) moved = addDays(moved, step)
  return moved
}

function namedPeriods(rule: Rule, from: LegalDay, to: LegalDay): Named[] {
  switch (rule.kind) {
    case 'weekly':
      return weeks(rule.dueDay ?? 5, from, to)
    case 'monthly':
      return months(from, to).flatMap((month) => within(monthly(month, rule.dueDay ?? 1), from, to))
    case 'quarterly':
      return months(from, to).flatMap((month) => within(quarterly(month, rule.dueDay ?? 1), from, to))
    case 'yearly':
      return years(from, to).flatMap((year) => rule.dueDates.flatMap((day) => within(yearly(year, day), from, to)))
    case 'dated':
      return years(from, to).flatMap((year) => [...rule.dueDates].sort().flatMap((day) => within(dated(year, day), from, to)))
  }
}
const within = (period: Named | null, from: LegalDay, to: LegalDay): Named[] =>
  period && period.asked >= from && period.asked <= to ? [period] : []

function months(from: LegalDay, to: LegalDay): Month[] {
  const all: Month[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month)) all.push(month)
  return all
}
const years = (from: LegalDay, to: LegalDay): number[] =>
  Array.from({ length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1 }, (_, at) => Number(from.slice(0, 4)) + at)

const lastOf = (month: Month): LegalDay => dayBefore(`${monthAfter(month)}-01`)
const dayOf = (month: Month, day: number): LegalDay => {
  const asked = `${month}-${String(day).padStart(2, '0')}`
  return asked > lastOf(month) ? lastOf(month) : asked
}
const monthBefore = (month: Month): Month => addMonths(`${month}-01`, -1).slice(0, 7)

/** Due in this month, for the month before. */
function monthly(dueIn: Month, day: number): Named {
  const of = monthBefore(dueIn)
  return { key: of, title: `${of.slice(0, 4)}年${Number(of.slice(5))}月`, from: of, to: of, asked: dayOf(dueIn, day) }
}

/** Due in the first month after a quarter. */
function quarterly(dueIn: Month, day: number): Named | null {
  const last = monthBefore(dueIn)
  const number = Number(last.slice(5))
  if (number % 3 !== 0) return null
  const year = last.slice(0, 4)
  const quarter = number / 3
  const first = `${year}-${String(number - 2).padStart(2, '0')}`
  return { key: `${year}-Q${quarter}`, title: `${year}年第${'一二三四'[quarter - 1]}季度`, from: first, to: last, asked: dayOf(dueIn, day) }
}

/** Due in this year, for the year before. */
function yearly(dueIn: number, monthDay: string): Named {
  const year = dueIn - 1
  const asked = dayOf(`${dueIn}-${monthDay.slice(0, 2)}`, Number(monthDay.slice(3)))
  return { key: String(year), title: `${year}年度`, from: `${year}-01`, to: `${year}-12`, asked }
}

/** 分阶段报送: from the first of January to the month of the day. */
function dated(year: number, monthDay: string): Named {
  const asked = dayOf(`${year}-${monthDay.slice(0, 2)}`, Number(monthDay.slice(3)))
  const title = `${year}年截至${Number(monthDay.slice(0, 2))}月${Number(monthDay.slice(3))}日`
  return { key: `${year}-${monthDay}`, title, from: `${year}-01`, to: asked.slice(0, 7), asked }
}

const weekday = (day: LegalDay): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** Figures are kept by month: those of a week are of its month so far. The week is ISO 8601's. */
function weeks(dueDay: number, from: LegalDay, to: LegalDay): Named[] {
  const all: Named[] = []
  for (let monday = addDays(from, 1 - weekday(from)); monday <= to; monday = addDays(monday, 7)) {
    const asked = addDays(monday, dueDay - 1)
    const thursday = addDays(monday, 3)
    const year = thursday.slice(0, 4)
    const number = 1 + Math.floor((Date.parse(thursday) - Date.parse(`${year}-01-01`)) / (7 * 86_400_000))
    const month = asked.slice(0, 7)
    const title = `${year}年第${number}周（${monday.slice(5)} 至 ${addDays(monday, 6).slice(5)}）`
    if (asked >= from && asked <= to) all.push({ key: `${year}-W${String(number).padStart(2, '0')}`, title, from: month, to: month, asked })
  }
  return all
}
