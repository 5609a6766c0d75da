import { z } from 'zod'
import { choice, line, nothing, text, yuan } from './case-fields.ts'

/** 可以当场收缴罚款的情形: Administrative Penalty Law arts. 68 and 69. */
export const cashGrounds = {
  upToHundred: '依法给予一百元以下罚款',
  hardLater: '不当场收缴事后难以执行',
  remote: '边远、水上、交通不便地区，当事人提出向指定银行缴纳或者电子支付确有困难',
}

export const simpleSteps = {
  decideOnSpot: z.object({ statement: text('当事人的陈述、申辩', '请填写陈述、申辩情况；没有的写“无”') }),
  collectCash: z.object({
    ground: choice('当场收缴的情形', cashGrounds),
    amount: yuan('当场收缴的金额'),
    receipt: line('专用票据号', '请填写专用票据号'),
  }),
  handIn: z.object({ receipt: line('上交凭证', '请填写上交凭证') }),
  payBank: z.object({ receipt: line('缴付银行凭证', '请填写缴付凭证') }),
  recordPayment: z.object({ receipt: line('缴款凭证', '请填写缴款凭证') }),
  // What is owed is what was decided: nothing is typed again.
  collect: nothing,
  depositFile: nothing,
  turnOrdinary: z.object({ reason: text('改用普通程序的理由', '请填写理由') }),
  abandon: z.object({ reason: text('撤销登记的理由', '请填写撤销登记的理由') }),
  archive: nothing,
}
export type SimpleStep = keyof typeof simpleSteps
