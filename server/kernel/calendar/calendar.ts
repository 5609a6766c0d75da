// The table itself and not the library's functions: those read a day in the machine's zone, and take a year that they
// do not know for one without holidays (2027-10-01 is a working day to them).
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { LegalDay } from '#contract/common'
import { isWeekend, yearOf } from './day.ts'

/** The State Council's notice of one year's holidays (国务院办公厅节假日安排), entered by an administrator. */
export interface YearTable {
  year: number
  /** Every day off of the notice: the holidays, the days moved, the weekend days between. */
  holidays: readonly LegalDay[]
  /** Weekend days that are worked to make up (调休上班). */
  workdays: readonly LegalDay[]
  /** The number of the notice, e.g. 国办发明电〔2025〕7号. */
  notice: string
}

export interface Calendar {
  isWorkingDay(day: LegalDay): boolean
  /** 法定节假日 of art. 80: a day off by the State Council's notice, days moved included. An ordinary weekend is not one. */
  isStatutoryHoliday(day: LegalDay): boolean
  isDayOff(day: LegalDay): boolean
  /** 调休上班: a weekend day that is worked. */
  isMadeUpWorkday(day: LegalDay): boolean
  /** Is the notice for this year known? */
  covers(year: number): boolean
  /** 暂定: what this day is may still be changed by a notice that is not known. */
  isProvisional(day: LegalDay): boolean
  /** In words, where the days of this year come from. */
  sourceOf(year: number): string
}

const publishedHolidays: Readonly<Record<LegalDay, string>> = published.holidays
const publishedWorkdays: Readonly<Record<LegalDay, string>> = published.workdays

/** The library knows a year when it knows that year's National Day. */
const isPublished = (year: number): boolean => publishedHolidays[`${year}-10-01`]?.includes('国庆节') ?? false

/**
 * The working days of the State Council's calendar. A year that is not known is Monday to Friday and says so.
 * A table entered by an administrator fills its year, and stands in place of a published one: notices do get amended.
 */
export function calendarFor(entered: readonly YearTable[] = []): Calendar {
  const tables = new Map(entered.map((table) => [table.year, table]))
  const isReplaced = (day: LegalDay) => tables.has(yearOf(day))
  const among = (days: Readonly<Record<LegalDay, string>>, own: (table: YearTable) => readonly LegalDay[]) =>
    new Set([...Object.keys(days).filter((day) => !isReplaced(day)), ...entered.flatMap(own)])
  const holidays = among(publishedHolidays, (table) => table.holidays)
  const workdays = among(publishedWorkdays, (table) => table.workdays)

  const covers = (year: number) => tables.has(year) || isPublished(year)
  const isStatutoryHoliday = (day: LegalDay) => holidays.has(day) && !workdays.has(day)
  const isMadeUpWorkday = (day: LegalDay) => workdays.has(day)
  const isDayOff = (day: LegalDay) => isStatutoryHoliday(day) || (isWeekend(day) && !isMadeUpWorkday(day))
  return {
    isStatutoryHoliday,
    isMadeUpWorkday,
    isDayOff,
    isWorkingDay: (day) => !isDayOff(day),
    covers,
    isProvisional: (day) => !covers(yearOf(day)) || (isMovedByNextYear(day) && !covers(yearOf(day) + 1)),
    sourceOf: (year) => sourceOf(year, tables.get(year)),
  }
}

/** The notice for a year has five times taken days of the December before, the 29th at the earliest (2007, 2018). */
const isMovedByNextYear = (day: LegalDay): boolean => day.slice(5) >= '12-29'

function sourceOf(year: number, table: YearTable | undefined): string {
  if (table) return `国务院办公厅${year}年节假日安排（${table.notice}，管理员录入）`
  if (isPublished(year)) return `国务院办公厅${year}年节假日安排`
  return `${year}年节假日安排尚未公布，按周一至周五为工作日暂定`
}
