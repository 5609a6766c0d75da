import { handler, heads, procedure } from './heads.ts'
import { held, type PenaltySteps } from './penalty.states.ts'

/** 决定以后: service, publicity, money and goods, closing, archive. */
export const executionSteps = {
  serve: { title: '送达', basis: `${procedure}第八十一条、第八十二条`, from: ['decided', 'noPenalty', 'notEstablished'], by: handler },
  confirmService: {
    title: '确认送达',
    basis: `${procedure}第八十一条、第八十二条`,
    from: ['decided'],
    to: 'served',
    by: handler,
    following: ['serve'],
    childrenClosed: ['service'],
    when: ['isServed'],
  },
  publish: {
    title: '办理公示',
    basis: '《市场监督管理行政处罚信息公示规定》第九条、第十条',
    from: ['decided', 'served', 'executed'],
    by: handler,
    when: ['isForPublicity', 'isNotPublished'],
  },
  collect: {
    title: '办理罚没款收缴',
    basis: `${procedure}第七十二条`,
    // The fifteen days of a party run from its own service; nobody waits for another one who is still looked for.
    from: ['decided', 'served'],
    by: handler,
    when: ['isMoneyDue', 'isNotCollecting'],
  },
  // 对供货商立案查处或者移送: the seller goes free because he names who supplied him.
  openSupplierLead: {
    title: '对商品提供者另立线索',
    basis: '《商标侵权判断标准》第二十九条',
    from: ['reported', 'underReview', 'reviewed', 'noticeApproved', 'noticed', 'discussed', 'decided', 'served', 'executed', 'noPenalty'],
    by: handler,
    when: ['isInGoodFaith'],
    optional: true,
  },
  recordDisposal: {
    title: '登记涉案财物处理',
    basis: `${procedure}第七十七条`,
    from: ['decided', 'served', 'executed', 'noPenalty', 'notEstablished', 'transferred', 'terminated'],
    by: handler,
    needs: ['goodsDisposal'],
    optional: true,
  },
  finishExecution: {
    title: '执行完毕',
    basis: `${procedure}第七十七条`,
    from: ['served'],
    to: 'executed',
    by: handler,
    childrenClosed: ['collection', ...held],
    when: ['isCollected'],
  },
  close: {
    title: '批准结案',
    basis: `${procedure}第七十七条`,
    from: ['executed', 'noPenalty', 'notEstablished', 'transferred', 'terminated'],
    to: 'closed',
    by: heads,
    childrenClosed: ['service', 'collection', 'appraisal', 'assistance', 'jurisdiction', 'criminalTransfer', ...held],
    when: ['isSupplierFollowed', 'isPublicityBegun', 'isOutcomeServed', 'isDisposed'],
    needs: ['closingApproval'],
  },
  archive: { title: '归档', basis: `${procedure}第七十八条`, from: ['closed'], to: 'archived', by: handler, needs: ['archiveNote'] },
} as const satisfies PenaltySteps
