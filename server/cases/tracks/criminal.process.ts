import type { criminalTransferSteps } from '#contract/track-outcomes'
import { first, last, processFor, type Refusal } from '#kernel/process'
import { handler, heads, principalHead } from '../heads.ts'
import type { CasePaper } from '../papers/index.ts'

type State =
  | 'reported'
  | 'approved'
  | 'sent'
  | 'received'
  | 'filed'
  | 'notFiled'
  | 'reconsidering'
  | 'upheld'
  | 'supervised'
  | 'handed'
  | 'returned'
  | 'refused'
export interface CriminalFacts {
  /** Things of this case are under seizure, and whether the party was told in writing that they go along. */
  isSeized: boolean
  isTold: boolean
}

const partyIsTold = ({ isSeized, isTold }: CriminalFacts): Refusal | null =>
  isSeized && !isTold
    ? {
        why: '本案有查封、扣押的物品，还没有制发《查封/扣押物品移送告知书》',
        basis: '《行政强制法》第二十一条',
        todo: '请先制发告知书，再移交物品。',
      }
    : null

const rules = '《行政执法机关移送涉嫌犯罪案件的规定》'
const decided = ['policeFile', 'policeDecline'] as const

/** 移送涉嫌犯罪. Reasonable suspicion is enough for intellectual property (art. 3); the principal head alone decides (art. 5). Neither review nor hearing comes first. */
export const criminalTransferProcess = processFor<State, keyof typeof criminalTransferSteps, CasePaper, CriminalFacts>()({
  name: 'criminalTransfer',
  title: '移送涉嫌犯罪案件',
  versions: [{ from: '2020-08-07', law: `${rules}（2020年修订）` }],
  states: {
    reported: { title: '已书面报告，待决定' },
    approved: { title: '已批准移送' },
    sent: { title: '已移送' },
    received: { title: '公安机关已签收' },
    filed: { title: '公安机关已立案' },
    notFiled: { title: '公安机关不予立案' },
    reconsidering: { title: '已提请复议' },
    upheld: { title: '复议维持不立案' },
    supervised: { title: '已建议检察监督' },
    handed: { title: '已移交物品和材料', end: true },
    returned: { title: '退回，依法继续行政处理', end: true },
    refused: { title: '不批准移送', end: true },
  },
  start: 'reported',
  steps: {
    approve: { title: '批准移送', basis: `${rules}第五条第二款`, from: ['reported'], to: 'approved', by: principalHead, danger: true },
    refuse: { title: '不批准移送', basis: `${rules}第五条第二款`, from: ['reported'], to: 'refused', by: principalHead, danger: true },
    send: {
      title: '向同级公安机关移送',
      basis: `${rules}第五条、第六条`,
      from: ['approved'],
      to: 'sent',
      by: handler,
      needs: ['criminalTransfer'],
    },
    receipt: { title: '公安机关签收', basis: `${rules}第七条`, from: ['sent'], to: 'received', by: handler },
    policeFile: { title: '公安机关决定立案', basis: `${rules}第八条`, from: ['received'], to: 'filed', by: handler },
    policeDecline: { title: '公安机关决定不予立案', basis: `${rules}第八条`, from: ['received'], to: 'notFiled', by: handler },
    askReconsideration: {
      title: '提请公安机关复议',
      basis: `${rules}第九条第一款`,
      from: ['notFiled'],
      to: 'reconsidering',
      by: heads,
      within: 'objection',
    },
    reconsiderFile: { title: '复议决定立案', basis: `${rules}第九条第二款`, from: ['reconsidering'], to: 'filed', by: handler },
    reconsiderDecline: { title: '复议维持不予立案', basis: `${rules}第九条第二款`, from: ['reconsidering'], to: 'upheld', by: handler },
    suggestSupervision: {
      title: '建议检察机关立案监督',
      basis: `${rules}第九条第一款`,
      from: ['notFiled'],
      to: 'supervised',
      by: heads,
      within: 'objection',
    },
    suggestAfterReconsideration: {
      title: '建议检察机关立案监督（复议后）',
      basis: `${rules}第九条第二款`,
      from: ['upheld'],
      to: 'supervised',
      by: heads,
      within: 'supervision',
    },
    supervisedFile: { title: '监督后公安机关立案', basis: `${rules}第九条`, from: ['supervised'], to: 'filed', by: handler },
    superviseEnd: {
      title: '监督终结，不立案',
      basis: `${rules}第九条、第十条`,
      from: ['supervised'],
      to: 'returned',
      by: handler,
      danger: true,
    },
    acceptDecline: {
      title: '同意不予立案，继续行政处理',
      basis: `${rules}第十条`,
      from: ['notFiled', 'upheld'],
      to: 'returned',
      by: heads,
      danger: true,
    },
    handGoods: {
      title: '移交涉案物品和材料',
      basis: `${rules}第十二条`,
      from: ['filed'],
      to: 'handed',
      by: handler,
      when: ['partyIsTold'],
      danger: true,
    },
  },
  clocks: {
    approval: { title: '决定是否移送', limit: 'XS-APPROVE', from: first('open'), until: ['approve', 'refuse'] },
    sending: { title: '向同级公安机关移送', limit: 'XS-TRANSFER', from: last('approve', 'approvedAt'), until: ['send'] },
    policeReview: { title: '公安机关审查', limit: 'XS-POLICE-REVIEW', from: last('receipt'), until: decided },
    policeDecision: { title: '公安机关决定是否立案（最迟）', limit: 'XS-POLICE-DECIDE', from: last('receipt'), until: decided },
    objection: {
      title: '提请复议或者建议检察监督',
      limit: 'XS-RECON-POLICE',
      from: last('policeDecline'),
      until: ['askReconsideration', 'suggestSupervision', 'acceptDecline'],
    },
    reply: {
      title: '公安机关复议答复',
      limit: 'XS-RECON-REPLY',
      from: last('askReconsideration'),
      until: ['reconsiderFile', 'reconsiderDecline'],
    },
    supervision: {
      title: '建议检察机关立案监督',
      limit: 'XS-PROCURATE',
      from: last('reconsiderDecline'),
      until: ['suggestAfterReconsideration', 'acceptDecline'],
    },
    goods: {
      title: '移交涉案物品与材料',
      limit: 'XS-GOODS',
      from: last(['policeFile', 'reconsiderFile', 'supervisedFile']),
      until: ['handGoods'],
    },
  },
  checks: { partyIsTold },
})
