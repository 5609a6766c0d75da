import type { LegalDay } from '#contract/common'
import type { MonthJudged, MonthState, SessionLine } from '#contract/hours-monthly'

export interface MonthlyRule {
  /** The first month that is watched. */
  from: string
  /** 第三周: the day of the month from which a month without a session is at risk. */
  warnFrom: number
}

const monthOf = (day: LegalDay) => day.slice(0, 7)

function stateOf(month: string, isKept: boolean, today: LegalDay, { from, warnFrom }: MonthlyRule): MonthState {
  if (month < from) return 'notInForce'
  if (isKept) return 'kept'
  if (month < monthOf(today)) return 'broken'
  if (month > monthOf(today)) return 'future'
  return Number(today.slice(8)) >= warnFrom ? 'atRisk' : 'open'
}

/**
 * ZC-01: at least one session (期) in each calendar month, counted where it was held and not where it was planned: one that was put off into the next
 * month leaves its own month without it. Sessions, not people; never thirty days back.
 */
export function judgeMonth(month: string, sessions: readonly SessionLine[], today: LegalDay, rule: MonthlyRule): MonthJudged {
  const isHere = (day: LegalDay | null) => day !== null && monthOf(day) === month
  const counts = sessions.filter(({ not }) => not === null)
  const counted = counts.filter(({ heldOn }) => heldOn !== null && heldOn <= today && isHere(heldOn))
  const planned = counts.filter(({ heldOn, plannedOn }) => heldOn === null && isHere(plannedOn))
  const putOff = counts.filter(
    ({ postponedFrom, plannedOn, heldOn }) =>
      (postponedFrom.some(isHere) || (heldOn !== null && isHere(plannedOn))) && !isHere(heldOn ?? plannedOn),
  )
  const others = sessions.filter(({ not, heldOn, plannedOn }) => not !== null && isHere(heldOn ?? plannedOn))
  return { month, state: stateOf(month, counted.length > 0, today, rule), counted, planned, putOff, others }
}

export const judgeYear = (year: number, sessions: readonly SessionLine[], today: LegalDay, rule: MonthlyRule): MonthJudged[] =>
  Array.from({ length: 12 }, (_, at) => judgeMonth(`${year}-${String(at + 1).padStart(2, '0')}`, sessions, today, rule))
