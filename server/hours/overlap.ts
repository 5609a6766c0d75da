import type { LegalDay } from '#contract/common'
import type { HoursSource } from '#contract/hours'

/** A standing entry, as far as it may stand for the same learning as another. */
export interface Spanned {
  id: string
  room: HoursSource
  sourceId: string
  title: string
  form: string
  fromDay: LegalDay
  earnedOn: LegalDay
}

/** What a class asks for besides: its own exam, its own course. */
export interface ClassAsks {
  classId: string
  examId: string | null
  courseId: string | null
}

const isSame = (one: Spanned, other: Spanned) => one.room === other.room && one.sourceId === other.sourceId
/** A course beside the work takes weeks, and is no sign of anything. */
const holdsTheDay = ({ room, form, fromDay, earnedOn }: Spanned) =>
  room !== 'courses' && room !== 'national' && !(form === 'online' && fromDay !== earnedOn)
const meets = (one: Spanned, other: Spanned) => one.fromDay <= other.earnedOn && other.fromDay <= one.earnedOn

const asks = (one: Spanned, other: Spanned, classes: readonly ClassAsks[]) =>
  one.room === 'training' &&
  classes.some(
    ({ classId, examId, courseId }) =>
      classId === one.sourceId &&
      ((other.room === 'exams' && other.sourceId === examId) || (other.room === 'courses' && other.sourceId === courseId)),
  )

/**
 * 可能重复: entries of two sources that fall on the same day, and a class with the exam or course that it asks for itself. Nothing is taken off: the officer
 * judges, and reverses one of them where it is the same learning.
 */
export function mayBeTwice(entries: readonly Spanned[], classes: readonly ClassAsks[]): Map<string, string[]> {
  const others = (one: Spanned) =>
    entries.filter(
      (other) =>
        !isSame(one, other) &&
        ((holdsTheDay(one) && holdsTheDay(other) && meets(one, other)) || asks(one, other, classes) || asks(other, one, classes)),
    )
  return new Map(entries.map((one) => [one.id, others(one).map(({ title }) => title)]))
}
