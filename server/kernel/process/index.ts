export type { Act } from './act.ts'
export { type Clock, type Clocks, clocksOf, intervalsOf, type NoRule } from './clocks.ts'
export { usualCourse } from './course.ts'
export {
  type Agreed,
  type By,
  type ClockRule,
  type Declaration,
  type ExclusionRule,
  first,
  type GrantPurpose,
  last,
  lastOfEach,
  latest,
  type Process,
  placesOf,
  processFor,
  type Refusal,
  rulesOn,
  type StepRule,
} from './declaration.ts'
export { isOfThisRound, judge, openSteps, orgsAt, type Situation, type Standing, standsFor, type Verdict } from './judge.ts'
