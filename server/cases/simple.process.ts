import { type SimpleState, simpleStates } from '#contract/case-states'
import type { SimpleStep } from '#contract/simple-steps'
import { first, processFor, type Refusal } from '#kernel/process'
import { handler, procedure } from './heads.ts'
import type { CasePaper } from './papers/index.ts'

export interface SimpleFacts {
  /** Why this may not be decided on the spot; null when it may. */
  notSimple: Refusal | null
  tooFewOfficers: Refusal | null
  fined: boolean
  cashCollected: boolean
  /** The fine is in the bank, by the party or by the office. */
  paid: boolean
  deposited: boolean
  /** A fine that was not paid in time has a track of its own. */
  collecting: boolean
}

/** 简易程序: decided on the spot. */
export const simpleProcess = processFor<SimpleState, SimpleStep, CasePaper, SimpleFacts>()({
  name: 'simple',
  title: '行政处罚简易程序',
  versions: [
    { from: '2021-07-15', law: `${procedure}（总局令第42号修正）` },
    { from: '2022-11-01', law: `${procedure}（总局令第61号修正）` },
  ],
  states: simpleStates,
  start: 'found',
  steps: {
    decideOnSpot: {
      title: '当场决定',
      basis: `${procedure}第六十六条至第六十九条`,
      from: ['found'],
      to: 'decided',
      by: handler,
      when: ['hasTwoOfficers', 'isSimple'],
      needs: ['onSpotDecision'],
    },
    collectCash: {
      title: '当场收缴罚款',
      basis: `${procedure}第七十三条；《行政处罚法》第六十八条、第六十九条`,
      from: ['decided'],
      by: handler,
      when: ['isFined', 'isNotCollected', 'isNotCollecting'],
      optional: true,
    },
    handIn: {
      title: '上交罚款',
      basis: `${procedure}第七十三条`,
      from: ['decided'],
      by: handler,
      following: ['collectCash'],
      optional: true,
    },
    payBank: {
      title: '缴付银行',
      basis: `${procedure}第七十三条`,
      from: ['decided'],
      to: 'paid',
      by: handler,
      following: ['handIn'],
      optional: true,
    },
    recordPayment: {
      title: '登记缴款',
      basis: `${procedure}第七十二条`,
      from: ['decided'],
      to: 'paid',
      by: handler,
      when: ['isFined', 'isNotCollected', 'isNotCollecting'],
      optional: true,
    },
    // Not paid in time: surcharge, demand and the court, as for every fine.
    collect: {
      title: '办理逾期罚款的催告和强制执行',
      basis: `${procedure}第七十二条、第七十六条；《行政处罚法》第五十三条、第七十二条`,
      from: ['decided'],
      by: handler,
      after: 'pay',
      when: ['isOwing', 'isNotCollected', 'isNotCollecting'],
      optional: true,
    },
    turnOrdinary: {
      title: '转普通程序',
      basis: `${procedure}第六十六条`,
      from: ['found'],
      to: 'turnedOrdinary',
      by: handler,
      danger: true,
      optional: true,
    },
    abandon: { title: '撤销登记', from: ['found'], to: 'abandoned', by: handler, danger: true, optional: true },
    // The file is due within seven working days, the money within fifteen days: the file does not wait for the money, nor the money for the file.
    depositFile: {
      title: '交存材料（罚款尚未缴清）',
      basis: `${procedure}第七十条`,
      from: ['decided'],
      by: handler,
      when: ['isOwing', 'isNotDeposited'],
      optional: true,
    },
    archive: {
      title: '交存归档并办结',
      basis: `${procedure}第七十条`,
      from: ['decided', 'paid'],
      to: 'archived',
      by: handler,
      childrenClosed: ['collection'],
      when: ['isSettled'],
    },
  },
  clocks: {
    archive: { title: '材料交存归档', limit: 'SIMPLE-ARCHIVE', from: first('decideOnSpot'), until: ['archive', 'depositFile'] },
    pay: {
      title: '缴纳罚款',
      limit: 'PAY-FINE',
      from: first('decideOnSpot'),
      until: ['collectCash', 'recordPayment', 'collect'],
      only: (facts) => facts.fined,
    },
    handIn: { title: '上交当场收缴的罚款', limit: 'CASH-HANDIN', from: first('collectCash'), until: ['handIn'] },
    bank: { title: '缴付银行', limit: 'CASH-BANK', from: first('handIn'), until: ['payBank'] },
  },
  checks: {
    hasTwoOfficers: (facts) => facts.tooFewOfficers,
    isSimple: (facts) => facts.notSimple,
    isFined: (facts) => (facts.fined ? null : { why: '本案没有罚款' }),
    isNotCollected: (facts) => (facts.cashCollected ? { why: '罚款已经当场收缴' } : null),
    isNotCollecting: (facts) => (facts.collecting ? { why: '已经办理催告和强制执行，缴款请在罚没款执行中登记' } : null),
    isOwing: (facts) => (facts.fined && !facts.paid ? null : { why: '没有未缴的罚款，请直接交存归档' }),
    isNotDeposited: (facts) => (facts.deposited ? { why: '材料已经交存' } : null),
    isSettled: ({ fined, paid, cashCollected, collecting }) => {
      // Collected or given up: its track is closed, or archiving waits for it.
      if (!fined || paid || collecting) return null
      if (cashCollected) return { why: '当场收缴的罚款尚未缴付银行', basis: `${procedure}第七十三条` }
      return { why: '罚款尚未缴清', basis: `${procedure}第七十二条`, todo: '材料可以先行交存，缴款后再办结。' }
    },
  },
})
