import type { PenaltyFacts } from '#contract/penalty'
import type { Condition } from './violation.ts'

/** No gains (没有违法所得) is null or nothing: both take the branch without gains. */
const none = (amount: number | null): amount is null | 0 => amount === null || amount === 0

/** Is the condition of a fine met? "以上" and "以下" include the number itself (程序规定 art. 84): read the name of each kind. */
export function holds(condition: Condition, facts: PenaltyFacts): boolean {
  switch (condition.kind) {
    case 'always':
      return true
    case 'turnoverAtLeast':
      return facts.turnover !== null && facts.turnover >= condition.yuan
    case 'turnoverBelowOrNone':
      return facts.turnover === null || facts.turnover < condition.yuan
    case 'gainsAbove':
      return facts.illegalGains !== null && facts.illegalGains > condition.yuan
    case 'gainsAtMostOrNone':
      return facts.illegalGains === null || facts.illegalGains <= condition.yuan
    case 'hasGains':
      return !none(facts.illegalGains)
    case 'noGains':
      return none(facts.illegalGains)
    case 'flag':
      return facts.flags.includes(condition.flag)
    case 'without':
      return !facts.flags.includes(condition.flag)
    case 'all':
      return condition.of.every((part) => holds(part, facts))
  }
}
