import type { LegalDay } from '#contract/common'
import type { Light } from '#contract/deadline'
import { dayAfter, defaultLight } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'

/** The last day that is still near: as many working days ahead as the rule of the lights says (design §6.20). */
export function lightBounds(ctx: Ctx): { near: LegalDay } {
  const calendar = ctx.house.calendar()
  let day = ctx.today
  for (let left = defaultLight.workingDays; left > 0; ) {
    day = dayAfter(day)
    if (calendar.isWorkingDay(day)) left -= 1
  }
  return { near: day }
}

/** The light of a list: by the earliest deadline alone. The matter's page weighs the share of the whole term besides. */
export function lightOfRow(ctx: Ctx, row: { closed: boolean; due: LegalDay | null }): Light {
  if (row.closed || row.due === null) return 'none'
  if (row.due < ctx.today) return 'red'
  return row.due <= lightBounds(ctx).near ? 'yellow' : 'green'
}
