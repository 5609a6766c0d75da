import type { LegalDay } from '#contract/common'

// A legal day has no hour and no zone, so all arithmetic is done in UTC, whatever zone the machine is in.
const oneDay = 86_400_000
const oneHour = 3_600_000
const instantOf = (day: LegalDay): number => Date.parse(`${day}T00:00:00Z`)
const dayAt = (instant: number): LegalDay => new Date(instant).toISOString().slice(0, 10)

export const yearOf = (day: LegalDay): number => Number(day.slice(0, 4))

export const addDays = (day: LegalDay, days: number): LegalDay => dayAt(instantOf(day) + days * oneDay)

export const dayBefore = (day: LegalDay): LegalDay => addDays(day, -1)

/** Most days are followed by one in the same month: no date object is made for those, for the loops here take this step millions of times. */
export function dayAfter(day: LegalDay): LegalDay {
  const inMonth = Number(day.slice(8))
  if (inMonth >= 28) return addDays(day, 1)
  return day.slice(0, 8) + String(inMonth + 1).padStart(2, '0')
}

/** How many days `to` lies after `from`; negative when before. */
export const daysBetween = (from: LegalDay, to: LegalDay): number => Math.round((instantOf(to) - instantOf(from)) / oneDay)

/** The corresponding day (对应日) so many months on; a month without that day ends on its last. */
export function addMonths(day: LegalDay, months: number): LegalDay {
  const monthsSinceYearZero = yearOf(day) * 12 + Number(day.slice(5, 7)) - 1 + months
  const year = Math.floor(monthsSinceYearZero / 12)
  const month = monthsSinceYearZero % 12
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return dayAt(Date.UTC(year, month, Math.min(Number(day.slice(8)), lastOfMonth)))
}

export function isWeekend(day: LegalDay): boolean {
  const weekday = new Date(instantOf(day)).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** Hours run on through nights and holidays (连续计算); the hour in which it happens is not counted. */
export const hoursAfter = (instant: string, hours: number): string => new Date(Date.parse(instant) + hours * oneHour).toISOString()

/** The legal day of an instant: China keeps one zone, UTC+8, since 1992 without summer time. */
export const legalDayOf = (instant: string): LegalDay => dayAt(Date.parse(instant) + 8 * oneHour)
