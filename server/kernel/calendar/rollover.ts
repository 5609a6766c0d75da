import type { LegalDay } from '#contract/common'
import type { Calendar } from './calendar.ts'
import { dayAfter } from './day.ts'
import type { ActorKind, Limit } from './statutes.ts'

/** What becomes of a term whose last day is a day off (顺延). */
export interface RollOverRule {
  /** A statutory holiday: art. 80 says that the term ends on the first day after it. */
  holiday: boolean
  /** An ordinary weekend: art. 80 says 法定节假日, the Civil Procedure Law art. 85 法定休假日; for terms of the regulation nobody has settled it. */
  weekend: boolean
  /** Has the weekend's half been confirmed? Until then every result that hangs on it carries the mark. */
  weekendVerified: boolean
  /** In words, why it is configured so. */
  reason: string
}

export type RollOverRules = Readonly<Record<ActorKind, RollOverRule>>

const strict = (reason: string): RollOverRule => ({ holiday: true, weekend: false, weekendVerified: false, reason })
const generous = (reason: string): RollOverRule => ({ holiday: true, weekend: true, weekendVerified: false, reason })

/** Strict on the duties of authorities, generous with the rights of parties; a bureau may configure another answer (design §6.3). */
export const defaultRollOver: RollOverRules = {
  authority: strict('按机关义务从严'),
  police: strict('按机关义务从严'),
  reconsideration: strict('按机关义务从严'),
  other: strict('按从严口径'),
  party: generous('按当事人权利从宽'),
  court: generous('参照《民事诉讼法》第85条“法定休假日”'),
}

const never: RollOverRule = { holiday: false, weekend: false, weekendVerified: true, reason: '追责时效不顺延' }

/** Looking back at a party's conduct is no term of procedure: a holiday does not lengthen it. */
export const rollOverFor = (limit: Limit, rules: RollOverRules = defaultRollOver): RollOverRule =>
  limit.kind === 'lookBack' && limit.actorKind === 'authority' ? never : rules[limit.actorKind]

/** The last day after roll-over. */
export function rolledOver(day: LegalDay, rule: RollOverRule, calendar: Calendar): LegalDay {
  const movesOn = (at: LegalDay) => (calendar.isStatutoryHoliday(at) ? rule.holiday : rule.weekend && calendar.isDayOff(at))
  let last = day
  while (movesOn(last)) last = dayAfter(last)
  return last
}
