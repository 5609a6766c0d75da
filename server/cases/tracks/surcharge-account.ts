import type { LegalDay } from '#contract/common'
import { surcharge } from '../penalty/index.ts'

export interface Paid {
  day: LegalDay
  fine: number
  confiscated: number
  surcharge: number
}

export interface AccountInput {
  fine: number
  confiscated: number
  /** The last day on which the fine could be paid in time, postponed or not; null where no limit is in force. */
  dueOn: LegalDay | null
  payments: readonly Paid[]
  /** 复议、诉讼期间: no surcharge (Penalty Law art. 73 para. 3). */
  remedies: readonly { from: LegalDay; to: LegalDay | null }[]
  /** The day of asking. */
  on: LegalDay
}

export interface Account {
  remaining: { fine: number; confiscated: number; surcharge: number; total: number }
  surcharge: { amount: number; isCapped: boolean; formula: string; article: string; marks: string[] }
}

const cents = (yuan: number) => Math.round(yuan * 100) / 100
const rate = 0.03

/**
 * What is owed on a day. The surcharge (加处罚款) is three per cent a day of what is still unpaid of the fine, part after part, and never more in all
 * than the fine itself. On a sum that is confiscated there is none.
 */
export function accountOf({ fine, confiscated, dueOn, payments, remedies, on }: AccountInput): Account {
  const until = payments.filter((paid) => paid.day <= on).toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const suspended = remedies.filter(({ from }) => from <= on).map(({ from, to }) => ({ from, to: to ?? on }))
  const lines: string[] = []
  let [unpaid, added, since] = [fine, 0, dueOn]
  for (const { day, fine: part } of [...until, { day: on, fine: 0 }]) {
    const { days } = surcharge({ fine: unpaid, dueOn: since ?? day, paidOn: day, suspended })
    if (days > 0 && unpaid > 0) {
      const grown = cents(unpaid * rate * days)
      added = cents(added + grown)
      lines.push(`${unpaid}元×3%×${days}日＝${grown}元`)
    }
    if (since !== null && day > since) since = day
    unpaid = cents(unpaid - part)
  }
  const amount = Math.min(added, fine)
  const paidOf = (key: 'fine' | 'confiscated' | 'surcharge') => until.reduce((sum, paid) => cents(sum + paid[key]), 0)
  const left = { fine: unpaid, confiscated: cents(confiscated - paidOf('confiscated')), surcharge: cents(amount - paidOf('surcharge')) }
  return {
    remaining: { ...left, total: cents(left.fine + left.confiscated + left.surcharge) },
    surcharge: { amount, isCapped: added > fine, ...said(lines, added, fine, until.length > 0) },
  }
}

const article = '《行政处罚法》第七十二条第一款第一项、第七十三条第三款；《市场监督管理行政处罚程序规定》第七十五条'

function said(
  lines: readonly string[],
  added: number,
  fine: number,
  inParts: boolean,
): { formula: string; article: string; marks: string[] } {
  if (lines.length === 0) return { formula: '没有加处罚款', article, marks: [] }
  const sum = lines.length > 1 ? `；合计${added}元` : ''
  const cap = added > fine ? `；不得超出罚款数额，计${fine}元` : ''
  return {
    formula: `${lines.join('；')}${sum}${cap}`,
    article,
    marks: inParts ? ['分次缴纳的，按尚未缴纳的罚款计算加处罚款，依据文字未明写，未核实'] : [],
  }
}
