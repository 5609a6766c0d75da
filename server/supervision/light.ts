import type { LegalDay } from '#contract/common'
import type { LightSettings } from '#contract/supervision'
import type { SupervisedTaskState, TaskLight } from '#contract/supervision-steps'
import { agreedNearFrom, type Calendar, workingDaysBetween } from '#kernel/calendar'

/** What the colour of a task follows from: days and percents that acts have left, nothing else. */
export interface TaskTimeline {
  issuedOn: LegalDay | null
  /** To which day it was agreed, and from when on; the first at its issue. */
  dues: readonly { since: LegalDay; dueOn: LegalDay }[]
  /** In the order of their days. */
  progress: readonly { day: LegalDay; percent: number }[]
  /** The day on which it was closed or waived. */
  endedOn: LegalDay | null
}

export type LightRule = Pick<LightSettings, 'share' | 'workingDays' | 'progress'>

/** The day that is agreed as known on a day. */
export const dueOn = ({ dues }: Pick<TaskTimeline, 'dues'>, day: LegalDay): LegalDay | null =>
  dues.findLast(({ since }) => since <= day)?.dueOn ?? null

export const progressOn = ({ progress }: Pick<TaskTimeline, 'progress'>, day: LegalDay): number | null =>
  progress.findLast((said) => said.day <= day)?.percent ?? null

/**
 * 亮灯: the colour of a task on a day (design §6.20). Red after its date; yellow when little is left in working days and not enough is done; grey before
 * it is issued and when it is over. Computed, so that nobody sets it.
 */
export function light(task: TaskTimeline, day: LegalDay, calendar: Calendar, rule: LightRule): TaskLight {
  const due = dueOn(task, day)
  if (task.issuedOn === null || due === null || day < task.issuedOn || (task.endedOn !== null && day >= task.endedOn)) return 'grey'
  if (day > due) return 'red'
  if (day < nearFrom({ begun: task.issuedOn, due }, calendar, rule)) return 'green'
  return (progressOn(task, day) ?? 0) < rule.progress ? 'yellow' : 'green'
}

// A province's list asks for thousands of tasks that were issued together: the same walk over the same days.
const known = new WeakMap<Calendar, Map<string, LegalDay>>()
const mostKnown = 20_000

/** The first day on which it is near, whatever is done by then: reminders go by it. */
export function nearFrom({ begun, due }: { begun: LegalDay; due: LegalDay }, calendar: Calendar, rule: LightRule): LegalDay {
  let days = known.get(calendar)
  if (!days || days.size > mostKnown) {
    days = new Map()
    known.set(calendar, days)
  }
  const key = `${begun} ${due} ${rule.share} ${rule.workingDays}`
  const day = days.get(key) ?? agreedNearFrom({ begun, due }, calendar, rule)
  days.set(key, day)
  return day
}

/** Working days to the agreed one; below zero when late. */
export const daysLeft = (due: LegalDay, day: LegalDay, calendar: Calendar): number => workingDaysBetween(day, due, calendar)

type Side = 'lead' | 'issuer'
const stands: Partial<Record<SupervisedTaskState, { side: Side; what: string }>> = {
  draft: { side: 'issuer', what: '交办' },
  issued: { side: 'lead', what: '签收' },
  handling: { side: 'lead', what: '办理' },
  extending: { side: 'issuer', what: '审批延期' },
  claimed: { side: 'issuer', what: '核验' },
  accepted: { side: 'issuer', what: '销号' },
}

/** Whose step it stands on: a red task may wait for who issued it. */
export const standsOn = (state: SupervisedTaskState) => stands[state] ?? null
