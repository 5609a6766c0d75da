import { z } from 'zod'
import { line, nothing, text, yuan } from './case-fields.ts'

export const simpleSteps = {
  decideOnSpot: z.object({ statement: text('当事人的陈述、申辩', '请填写陈述、申辩情况；没有的写“无”') }),
  collectCash: z.object({ amount: yuan('当场收缴的金额'), receipt: line('专用票据号', '请填写专用票据号') }),
  handIn: z.object({ receipt: line('上交凭证', '请填写上交凭证') }),
  payBank: z.object({ receipt: line('缴付银行凭证', '请填写缴付凭证') }),
  recordPayment: z.object({ receipt: line('缴款凭证', '请填写缴款凭证') }),
  depositFile: nothing,
  turnOrdinary: z.object({ reason: text('改用普通程序的理由', '请填写理由') }),
  abandon: z.object({ reason: text('撤销登记的理由', '请填写撤销登记的理由') }),
  archive: nothing,
}
export type SimpleStep = keyof typeof simpleSteps
