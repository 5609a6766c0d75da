import type { LegalDay } from '#contract/common'
import type { ViolationCode } from '#contract/penalty'
import { limitOn, withinLookBack } from '#kernel/calendar'
import type { Refusal } from '#kernel/process'
import { type JurisdictionFlags, jurisdictionCheck, type OrgLevel, violationOf } from './penalty/index.ts'

/** 假冒专利: implementing regulations art. 101; they have terms of their own beside those of the procedure rules. */
const patentPassingOff: readonly string[] = ['PT-101', 'PT-102', 'PT-103', 'PT-104', 'PT-105']
export const isPatentPassingOff = (code: string | null): boolean => code !== null && patentPassingOff.includes(code)

/** What the office does not close by a penalty, and where it goes instead. */
const otherWays = {
  correctionOrder: '应当责令改正，不进入处罚程序',
  adjudication: '属于行政裁决，不得作出行政处罚',
  revocationByNationalOffice: '由国家知识产权局处理，应当移送',
  handledByNationalOffice: '由国家知识产权局处理，应当移送',
  transferOut: '不属于市场监管部门职权，应当移送',
  creditDiscipline: '属于信用惩戒，按严重违法失信名单管理办法办理',
} as const

/** 依法应当给予行政处罚: art. 19 item 2. */
export function forPenalty(code: ViolationCode): Refusal | null {
  const { result, name } = violationOf(code)
  if (result === 'penalty') return null
  return { why: `“${name}”${otherWays[result]}`, basis: '《市场监督管理行政处罚程序规定》第十九条第二项' }
}

/** 属于本部门管辖: art. 19 item 3. A warning asks for the paper on which the power rests; without it the case is not ours. */
export function ours(code: ViolationCode, orgLevel: OrgLevel, flags: JurisdictionFlags): Refusal | null {
  const answer = jurisdictionCheck({ code, orgLevel, flags })
  if (answer.kind === 'allowed') return null
  const todo = answer.kind === 'refused' ? `请移送${answer.competent}。` : `请将${answer.requires}入卷，并在提请立案时注明。`
  return { why: answer.sentence, basis: answer.article, todo }
}

/** 在行政处罚追责期限内: art. 19 item 4. Conduct that still goes on is always in time. */
export function inTime(conductEnded: LegalDay | null, foundOn: LegalDay, lifeOrFinance: boolean): Refusal | null {
  if (conductEnded === null || conductEnded > foundOn) return null
  const limit = limitOn(lifeOrFinance ? 'PUNISH-LOOKBACK-5Y' : 'PUNISH-LOOKBACK-2Y', foundOn)
  if (!limit) return { why: `${foundOn} 当日没有生效的追责时效规定`, todo: '请核对发现之日。' }
  if (withinLookBack(limit, conductEnded, foundOn)) return null
  return { why: `违法行为于 ${conductEnded} 终了，至 ${foundOn} 发现时已超过追责时效`, basis: limit.basis }
}
