import type { z } from 'zod'
import { type HolidayNotice, type HolidayYear, holidaysApi } from '#contract/holidays'
import { isWeekend } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { type Handlers, routesOf } from '#kernel/http'
import { Problem } from '#kernel/problem'

/** From the first year that the rules here speak of to the one after next: what is not yet published stands there as 暂定. */
const years = (today: string) => {
  const now = Number(today.slice(0, 4))
  return Array.from({ length: now + 2 - 2021 + 1 }, (_, index) => 2021 + index).reverse()
}

async function listYears(ctx: Ctx): Promise<HolidayYear[]> {
  const rows = await ctx.tx.selectFrom('holiday_year').select(['year', 'notice', 'holidays', 'workdays', 'entered_at']).execute()
  const calendar = ctx.house.calendar()
  const all = new Set([...years(ctx.today), ...rows.map(({ year }) => year)])
  return [...all]
    .sort((a, b) => b - a)
    .map((year) => {
      const own = rows.find((row) => row.year === year)
      return {
        year,
        covered: own !== undefined || calendar.covers(year),
        entered: own !== undefined,
        source: own ? `${own.notice}（管理员录入）` : calendar.sourceOf(year),
        holidays: own?.holidays ?? daysOf(year, calendar.isStatutoryHoliday),
        workdays: own?.workdays ?? daysOf(year, calendar.isMadeUpWorkday),
        notice: own?.notice ?? null,
        enteredAt: own ? own.entered_at.toISOString() : null,
      }
    })
}

function daysOf(year: number, is: (day: string) => boolean): string[] {
  const days: string[] = []
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    if (is(day)) days.push(day)
  }
  return days
}

/** 录入国务院办公厅通知. The days in force follow within a minute in every process; a notice may be amended by entering it again. */
async function enterYear(ctx: Ctx, year: number, given: z.infer<typeof HolidayNotice>): Promise<HolidayYear> {
  // It moves the deadlines of the whole province; the database refuses everybody else too.
  if (ctx.actor.orgKind !== 'province') throw new Problem('notAllowed', { what: '录入放假安排', rule: '由省局系统管理员录入' })
  const issues = [
    ...given.holidays.filter((day) => !day.startsWith(`${year}-`)).map((day) => ({ path: 'holidays', message: `${day} 不在 ${year} 年` })),
    ...given.workdays.filter((day) => !isWeekend(day)).map((day) => ({ path: 'workdays', message: `${day} 不是周末，不是调休上班` })),
    ...given.workdays
      .filter((day) => given.holidays.includes(day))
      .map((day) => ({ path: 'workdays', message: `${day} 同时列为放假和上班` })),
  ]
  if (issues.length > 0) throw new Problem('invalid', { issues })
  const days = (list: string[]) => [...new Set(list)].sort()
  const row = { notice: given.notice, holidays: days(given.holidays), workdays: days(given.workdays), entered_by: ctx.actor.personId }
  await ctx.tx
    .insertInto('holiday_year')
    .values({ year, ...row })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ ...row, entered_at: ctx.now }))
    .execute()
  const entered = (await listYears(ctx)).find((one) => one.year === year)
  if (!entered) throw new Error('the year just entered is not listed')
  return entered
}

const handlers: Handlers<typeof holidaysApi> = {
  list: (ctx) => listYears(ctx),
  enter: (ctx, { params, body }) => enterYear(ctx, params.year, body),
}
export const holidayRoutes = routesOf('holidays', holidaysApi, handlers)
