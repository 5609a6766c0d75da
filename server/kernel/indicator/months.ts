import type { Month } from '#contract/indicators'

/** Every month from one to another, both included. */
export function monthsFrom(from: Month, to: Month): Month[] {
  const months: Month[] = []
  for (let month = from; month <= to; month = monthAfter(month)) months.push(month)
  return months
}

export function monthAfter(month: Month): Month {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}

export const aYearBefore = (month: Month): Month => `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`
export const monthOf = (day: string): Month => day.slice(0, 7)
export const firstDayOf = (month: Month) => `${month}-01`
