import type { ViolationCode } from '#contract/penalty'
import { violationOf } from './penalty/index.ts'

/** Title of a lead or case: who, and what of. */
export function titleOf(parties: readonly { name: string }[], code: ViolationCode | null): string {
  const [first] = parties
  const who = !first ? '未知当事人' : parties.length === 1 ? first.name : `${first.name}等${parties.length}名当事人`
  return `${who}涉嫌${code ? violationOf(code).name : '知识产权违法'}`.slice(0, 200)
}
