export { type AgreedTerm, agreedTermOf } from './agreed.ts'
export { type Calendar, calendarFor, type YearTable } from './calendar.ts'
export { addDays, addMonths, dayAfter, dayBefore, daysBetween, isWeekend, legalDayOf } from './day.ts'
export { deadlineOf, hourDeadlineOf } from './deadline.ts'
export { type ExtensionAnswer, extensionAllowed } from './extension.ts'
export { agreedNearFrom, type LightRule, nearFrom, workingDaysBetween } from './light.ts'
export { withinLookBack } from './lookback.ts'
export type { RollOverRule, RollOverRules } from './rollover.ts'
export {
  type ActorKind,
  type ExclusionReason,
  type Extension,
  type Limit,
  type LimitId,
  limitById,
  limitOn,
  limits,
  limitsOfAuthorities,
} from './statutes.ts'
export type { Deadline, GrantedExtension, Interval, Term } from './term.ts'
export { deadlineToday, type Shown, viewDeadline } from './view.ts'
