import type { collectionSteps } from '#contract/track-outcomes'
import { first, last, latest, processFor, type Refusal } from '#kernel/process'
import { byItself, coercionLaw, handler, heads, procedure } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'

type State = 'due' | 'demanded' | 'applied' | 'accepted' | 'declined' | 'enforced' | 'paid' | 'ended'

export interface CollectionFacts {
  /** What is still owed, surcharge included, on the last day of payment. */
  owed: number
  /** A postponement or the last instalment still lies ahead of us. */
  deferralRuns: boolean
  /** Reconsideration or suit under way: no surcharge meanwhile, and no court enforcement before it is over. */
  remedyRuns: boolean
  /** The end of both terms was entered once: the three months run from it. */
  remediesLapsed: boolean
  article58: boolean
  /** Decided on the spot: reconsideration comes before any suit (行政复议法 art. 23 para. 1 item 1). */
  reconsiderationFirst: boolean
}

const open: readonly State[] = ['due', 'demanded', 'applied', 'accepted', 'declined', 'enforced']
const allowed = (refusal: Refusal, stands: boolean) => (stands ? null : refusal)

/** 罚没款执行, from the fifteen days to the court. The surcharge is computed in surcharge-account.ts. */
export const collectionProcess = processFor<State, keyof typeof collectionSteps, CasePaper, CollectionFacts>()({
  name: 'collection',
  title: '罚没款执行',
  versions: [{ from: '2021-07-15', law: `${procedure}、${coercionLaw}` }],
  states: {
    due: { title: '待缴纳' },
    demanded: { title: '已催告' },
    applied: { title: '已申请强制执行' },
    accepted: { title: '法院已受理' },
    declined: { title: '法院不予受理' },
    enforced: { title: '法院准予执行' },
    paid: { title: '已缴清', end: true },
    ended: { title: '已终结', end: true },
  },
  start: 'due',
  steps: {
    pay: { title: '登记缴款', basis: `${procedure}第七十二条`, from: open, by: handler },
    defer: {
      title: '批准延期或者分期缴纳',
      basis: `${procedure}第七十四条；《行政处罚法》第六十六条第二款`,
      from: ['due', 'demanded'],
      by: heads,
      needs: ['instalmentNotice'],
    },
    startRemedy: {
      title: '登记复议、诉讼',
      basis: '《行政处罚法》第七十三条',
      from: ['due', 'demanded'],
      by: handler,
      when: ['noRemedyRuns'],
    },
    endRemedy: {
      title: '登记复议、诉讼结果',
      basis: '《行政处罚法》第七十三条',
      from: ['due', 'demanded'],
      by: handler,
      when: ['remedyRuns'],
    },
    lapseRemedies: {
      title: '复议、诉讼期限届满',
      basis: `${coercionLaw}第五十三条`,
      from: ['due', 'demanded'],
      by: [byItself, handler],
      when: ['noRemedyRuns', 'notLapsed'],
    },
    demand: {
      title: '送达履行催告书',
      basis: `${procedure}第七十六条；${coercionLaw}第五十四条`,
      from: ['due'],
      to: 'demanded',
      by: handler,
      needs: ['demandLetter'],
      after: 'payment',
      when: ['deferralOver'],
      optional: true,
    },
    applyCourt: {
      title: '申请人民法院强制执行',
      basis: `${procedure}第七十六条；${coercionLaw}第五十三条`,
      from: ['demanded'],
      to: 'applied',
      by: heads,
      needs: ['enforcementApplication'],
      after: 'urge',
      within: 'window',
      when: ['noRemedyRuns', 'remediesLapsed', 'deferralOver', 'stillOwed'],
      danger: true,
    },
    courtAccept: { title: '法院受理', basis: `${coercionLaw}第五十六条`, from: ['applied'], to: 'accepted', by: handler },
    courtDecline: { title: '法院不予受理', basis: `${coercionLaw}第五十六条第二款`, from: ['applied'], to: 'declined', by: handler },
    askCourtAgain: {
      title: '对不予受理裁定申请复议',
      basis: `${coercionLaw}第五十六条第二款`,
      from: ['declined'],
      to: 'applied',
      by: heads,
      within: 'declinedReview',
    },
    courtGrant: { title: '裁定准予执行', basis: `${coercionLaw}第五十七条、第五十八条`, from: ['accepted'], to: 'enforced', by: handler },
    courtRefuse: { title: '裁定不准予执行', basis: `${coercionLaw}第五十八条`, from: ['accepted'], to: 'ended', by: handler, danger: true },
    settle: { title: '缴清结束', basis: `${procedure}第七十二条、第七十七条`, from: open, to: 'paid', by: handler, when: ['nothingOwed'] },
    endExecution: {
      title: '法院终结执行',
      basis: `${procedure}第七十七条`,
      from: ['enforced'],
      to: 'ended',
      by: handler,
      optional: true,
      danger: true,
    },
    stop: { title: '停止执行', from: ['due', 'demanded', 'applied', 'declined'], to: 'ended', by: heads, optional: true, danger: true },
  },
  clocks: {
    payment: { title: '缴纳罚没款', limit: 'PAY-FINE', from: first('open', 'servedOn'), until: ['settle', 'stop'] },
    reconsideration: {
      title: '申请行政复议',
      limit: 'RECONSIDER',
      from: first('open', 'servedOn'),
      until: ['startRemedy', 'lapseRemedies', 'stop'],
    },
    suit: {
      title: '提起行政诉讼',
      limit: 'SUE',
      from: first('open', 'servedOn'),
      until: ['startRemedy', 'lapseRemedies', 'stop'],
      only: ({ reconsiderationFirst }) => !reconsiderationFirst,
    },
    urge: { title: '催告后等待', limit: 'URGE', from: last('demand', 'servedOn'), until: ['applyCourt', 'settle', 'stop'] },
    window: {
      title: '申请法院强制执行',
      limit: 'COURT-EXEC',
      // Art. 76 para. 2: what was postponed runs from the end of the postponement, where that lies later.
      from: latest(['lapseRemedies', 'defer'], 'endsOn'),
      until: ['applyCourt', 'settle', 'stop'],
    },
    courtAcceptance: {
      title: '法院受理',
      limit: 'COURT-ACCEPT',
      from: last(['applyCourt', 'askCourtAgain']),
      until: ['courtAccept', 'courtDecline', 'settle', 'stop'],
    },
    declinedReview: {
      title: '对不予受理裁定申请复议',
      limit: 'COURT-NOACCEPT-RECON',
      from: last('courtDecline'),
      until: ['askCourtAgain', 'settle', 'stop'],
    },
    ruling: {
      title: '法院裁定',
      limit: 'COURT-RULE',
      from: last('courtAccept'),
      until: ['courtGrant', 'courtRefuse', 'settle'],
      only: ({ article58 }) => !article58,
    },
    ruling58: {
      title: '法院裁定（第五十八条情形）',
      limit: 'COURT-RULE-58',
      from: last('courtAccept'),
      until: ['courtGrant', 'courtRefuse', 'settle'],
      only: ({ article58 }) => article58,
    },
  },
  checks: {
    noRemedyRuns: ({ remedyRuns }) => allowed({ why: '行政复议或者行政诉讼尚未结束', basis: `${coercionLaw}第五十三条` }, !remedyRuns),
    notLapsed: ({ remediesLapsed }) => allowed({ why: '已经登记复议、诉讼期限届满' }, !remediesLapsed),
    remediesLapsed: ({ remediesLapsed }) =>
      allowed(
        {
          why: '当事人申请复议、起诉的法定期限还没有届满',
          basis: `${procedure}第七十六条；${coercionLaw}第五十三条`,
          todo: '届满以后请先登记。',
        },
        remediesLapsed,
      ),
    remedyRuns: ({ remedyRuns }) => allowed({ why: '没有登记正在进行的行政复议或者行政诉讼' }, remedyRuns),
    deferralOver: ({ deferralRuns }) =>
      allowed({ why: '批准的延期、分期期限尚未结束', basis: `${procedure}第七十四条、第七十六条` }, !deferralRuns),
    stillOwed: ({ owed }) => allowed({ why: '罚没款已经缴清' }, owed > 0),
    nothingOwed: ({ owed }) => allowed({ why: `还有 ${owed} 元没有缴清（含加处罚款）`, basis: `${procedure}第七十二条` }, owed <= 0),
  },
})
