import { cents, yuanText } from './money.ts'

export interface PaymentDays {
  fine: number
  /** The last day on which the fine could be paid in time. */
  dueOn: string
  paidOn: string
  /** Reconsideration or litigation (复议、诉讼期间), both days included; not counted by art. 73 para. 3. */
  suspended: readonly { from: string; to: string }[]
}

export interface Surcharge {
  days: number
  amount: number
  isCapped: boolean
  formula: string
  article: string
}

const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000

/** The surcharge (加处罚款): 3 % of the fine for each day after the due day up to the day of payment, never more than the fine itself. */
export function surcharge({ fine, dueOn, paidOn, suspended }: PaymentDays): Surcharge {
  const [due, paid] = [day(dueOn), day(paidOn)]
  const pauses = suspended.map(({ from, to }) => [day(from), day(to)] as const)
  let days = 0
  for (let each = due + 1; each <= paid; each += 1) if (!pauses.some(([from, to]) => from <= each && each <= to)) days += 1
  const full = cents(fine * 0.03 * days)
  const isCapped = full > fine
  const amount = isCapped ? fine : full
  const formula = `${yuanText(fine)}×3%×${days}日＝${yuanText(full)}${isCapped ? `，不得超出罚款数额，计${yuanText(amount)}` : ''}`
  return { days, amount, isCapped, formula, article: '《行政处罚法》第72条第1款第1项、第73条第3款；《市场监督管理行政处罚程序规定》第75条' }
}
