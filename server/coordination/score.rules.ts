import type { LegalDay } from '#contract/common'
import type { CoordinationSettings, Measure, Score, ScoreLight } from '#contract/coordination-scores'
import { addDays, type Calendar } from '#kernel/calendar'

/** What of one request the measures ask. Dates alone; nothing is judged by hand. */
export interface Measured {
  id: string
  orgId: string
  kind: string
  sentOn: LegalDay
  /** Of sending, of the first response and of the first answer: when each was recorded here. Entered days say to which period it belongs, these who was late. */
  sentRecorded: LegalDay
  respondedRecorded: LegalDay | null
  /** What the first response, or the last since, said. */
  response: string | null
  /** The agreed day by which the first answer is judged. */
  due: LegalDay | null
  answeredOn: LegalDay | null
  answeredRecorded: LegalDay | null
  returnedOn: LegalDay | null
  score: number | null
  ratedOn: LegalDay | null
  withdrawn: boolean
}

export interface Frame {
  from: LegalDay
  to: LegalDay
  today: LegalDay
  settings: CoordinationSettings
  calendar: Calendar
}

/** One request in one measure: does it count (as a case), with how many points of how many, and did it meet the measure? */
interface Counted {
  points: number
  of: number
  met: boolean
}

const lies = (day: LegalDay | null, { from, to }: Frame): day is LegalDay => day !== null && from <= day && day <= to
const met = (is: boolean): Counted => ({ points: is ? 1 : 0, of: 1, met: is })

/** The last day of so many working days; the day of sending is not counted. */
export function lastWorkingDay(from: LegalDay, days: number, calendar: Calendar): LegalDay {
  let day = from
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (calendar.isWorkingDay(day)) left -= 1
  }
  return day
}

/** Null: no case of this measure in this period. What was withdrawn before it was answered is nobody's failing. */
export const counts: Record<Measure, (request: Measured, frame: Frame) => Counted | null> = {
  accepted(request, frame) {
    if (!lies(request.sentOn, frame)) return null
    const until = lastWorkingDay(request.sentRecorded, frame.settings.acceptDays, frame.calendar)
    if (request.respondedRecorded) return met(request.respondedRecorded <= until)
    return frame.today > until && !request.withdrawn ? met(false) : null
  },
  answered({ due, answeredRecorded, withdrawn }, frame) {
    if (!lies(due, frame)) return null
    if (answeredRecorded) return met(answeredRecorded <= due)
    return frame.today > due && !withdrawn ? met(false) : null
  },
  complete({ answeredOn, returnedOn, ratedOn }, frame) {
    if (!lies(answeredOn, frame) || (returnedOn === null && ratedOn === null)) return null
    return met(returnedOn === null)
  },
  satisfied({ score, ratedOn }, frame) {
    return score !== null && lies(ratedOn, frame) ? { points: score, of: 5, met: score >= 4 } : null
  },
  reported({ kind, sentOn, sentRecorded, answeredOn, withdrawn }, frame) {
    if (kind !== 'leadTransfer' || !lies(sentOn, frame)) return null
    if (answeredOn) return met(true)
    return frame.today > addDays(sentRecorded, frame.settings.reportDays) && !withdrawn ? met(false) : null
  },
}

/** Exactly at the threshold is reached: compared in whole numbers, so that no rounding decides. */
export function lightOf(numerator: number, denominator: number, { good, fair }: { good: number; fair: number }): ScoreLight {
  if (denominator === 0) return 'none'
  if (numerator * 100 >= good * denominator) return 'good'
  return numerator * 100 >= fair * denominator ? 'fair' : 'poor'
}

export const rateOf = (numerator: number, denominator: number): number | null =>
  denominator === 0 ? null : Math.floor((numerator * 1000) / denominator) / 10

export function scoreOf(measure: Measure, requests: readonly Measured[], frame: Frame): Omit<Score, 'rank'> {
  const counted = requests.flatMap((request) => counts[measure](request, frame) ?? [])
  const numerator = counted.reduce((sum, { points }) => sum + points, 0)
  const denominator = counted.reduce((sum, { of }) => sum + of, 0)
  return {
    ...{ measure, numerator, denominator, cases: counted.length, met: counted.filter((one) => one.met).length },
    rate: rateOf(numerator, denominator),
    light: lightOf(numerator, denominator, frame.settings.thresholds[measure]),
  }
}

/** Equal rates share a rank, and the next one is as many places behind; who has too few cases has none. */
export function withRanks<R extends Omit<Score, 'rank'>>(scores: readonly R[], minimum: number): (R & { rank: number | null })[] {
  const ranked = scores.filter(({ cases }) => cases >= minimum)
  const isBetter = (a: R, b: R) => a.numerator * b.denominator > b.numerator * a.denominator
  return scores.map((score) => ({
    ...score,
    rank: score.cases >= minimum ? ranked.filter((other) => isBetter(other, score)).length + 1 : null,
  }))
}
