export { type Calendar, calendarFor, type YearTable } from './calendar.ts'
export { addDays, addMonths, dayAfter, dayBefore, daysBetween, hoursAfter, isWeekend, legalDayOf, yearOf } from './day.ts'
export { deadlineOf, hourDeadlineOf, lastDay } from './deadline.ts'
export { amount } from './explain.ts'
export { type ExtensionAnswer, extensionAllowed } from './extension.ts'
export { defaultLight, type LightRule, lightOf, nearFrom, remaining, remainingUnit, workingDaysBetween } from './light.ts'
export { withinLookBack } from './lookback.ts'
export { latestNoticeDay } from './notice.ts'
export { defaultRollOver, type RollOverRule, type RollOverRules, rolledOver, rollOverFor } from './rollover.ts'
export {
  ActorKind,
  ExclusionReason,
  type Extension,
  isLimitId,
  type Limit,
  type LimitId,
  limitById,
  limitOn,
  limits,
  limitsOfAuthorities,
} from './statutes.ts'
export type { Deadline, GrantedExtension, Interval, Term } from './term.ts'
export { deadlineToday, type Shown, viewDeadline } from './view.ts'
