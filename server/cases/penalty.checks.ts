import type { Refusal } from '#kernel/process'
import { penaltyLaw, procedure } from './heads.ts'
import { collectiveDiscussionNeeded, legalReviewNeeded } from './penalty/index.ts'
import type { RecusalRank } from './recusal.ts'

/** A case as the law looks at it. Made from its rows and its history; no question is asked twice. */
export interface PenaltyFacts {
  state: string
  isPatentPassingOff: boolean
  /** Officers on the case today who hold a certificate. */
  certifiedOfficers: number
  /** Requests for withdrawal (回避) not yet decided, by who has to decide them. */
  recusals: Readonly<Record<RecusalRank, number>>
  termExtensions: number
  majorPublicInterest: boolean
  complex: boolean
  inCatalogue: boolean
  /** The reader is a legal reviewer who began after the law asked for the qualification, and has none. */
  unqualifiedForLaw: boolean
  /** The proposal of the last report. */
  proposesPenalty: boolean
  /** Sent back or returned, and no report since. */
  awaitsReport: boolean
  noticed: boolean
  /** The party was told of a proposal, and reported anew it was afterwards. */
  toldOfOlder: boolean
  /** How many parties of the proposal have no service of this round's notice, have one that is under way, have it, and have it unrecorded. */
  notices: Readonly<Record<'missing' | 'running' | 'served' | 'unrecorded', number>>
  partyNames: ReadonlyMap<string, string>
  /** The parties that may ask to be heard, and of those that have their notice: who gave it up, and who asked since. */
  hearingRights: readonly string[]
  hearingWaived: readonly string[]
  hearingRequested: readonly string[]
  hearingHeld: boolean
  /** Legal review passed after the last hearing had ended. */
  reviewedAfterHearing: boolean
  /** 移送涉嫌犯罪: how the last transfer stands. */
  criminal: 'none' | 'open' | 'handed' | 'over'
  /** Every decision paper has reached its party. */
  outcomeServed: boolean
  moneyDue: number
  /** Parties that owe and have no collection: all of them, and those that have the decision. */
  uncollected: Readonly<Record<'all' | 'served', number>>
  /** What must be published, and by the party's own province or another's; null: nothing. */
  publishes: 'here' | 'elsewhere' | null
  publicityBegun: boolean
  /** Goods were confiscated, or held and not given back: the closing form asks where they went (财物处置). */
  goodsToDispose: boolean
  disposed: boolean
  /** A sale in good faith is claimed, or was found; and whoever supplied the goods is a lead of its own. */
  inGoodFaith: boolean
  supplierOwed: boolean
}

type Check = (facts: PenaltyFacts) => Refusal | null
const unless = (holds: boolean, why: string, basis?: string, todo?: string): Refusal | null =>
  holds ? null : { why, ...(basis ? { basis } : {}), ...(todo ? { todo } : {}) }

/** 初次从事行政处罚决定法制审核的人员应当取得法律职业资格. */
const unqualified = (f: PenaltyFacts): Refusal | null =>
  unless(
    !f.unqualifiedForLaw,
    '初次从事法制审核的人员应当通过国家统一法律职业资格考试取得法律职业资格，您的人员信息中没有登记',
    `${penaltyLaw}第五十八条第二款`,
    '请由取得法律职业资格的人员审核；已经取得的，请系统管理员在人员信息中登记证书号和取得之日。',
  )

export const penaltyChecks = {
  hasRecusalRequest: (f) =>
    unless(
      f.recusals.officer > 0,
      f.recusals.deputy + f.recusals.principal > 0
        ? '待决定的是负责人的回避，由主要负责人决定或者由负责人集体讨论决定'
        : '没有待决定的回避申请',
    ),
  hasDeputyRecusalRequest: (f) => unless(f.recusals.deputy > 0, '没有待决定的其他负责人的回避申请'),
  hasPrincipalRecusalRequest: (f) => unless(f.recusals.principal > 0, '没有待决定的主要负责人的回避申请'),
  hasTwoOfficers: (f) =>
    unless(f.certifiedOfficers >= 2, '具有执法证的办案人员少于两人', `${penaltyLaw}第四十二条`, '请由办案机构负责人调整办案人员。'),
  isFirstExtension: (f) => unless(f.termExtensions === 0, '第一次延长已经用完，再次延长须经集体讨论', `${procedure}第六十四条`),
  isSecondExtension: (f) => unless(f.termExtensions === 1, '须先经部门负责人批准延长一次', `${procedure}第六十四条`),
  isReportedAnew: (f) =>
    unless(!f.awaitsReport, '退回以后还没有重新提交调查终结报告', `${procedure}第四十八条、第四十九条`, '请按退回意见补正后重新提交报告。'),
  isToldOfThis: (f) =>
    unless(
      !f.toldOfOlder,
      '告知以后又重新提交了调查终结报告，当事人还没有被告知现在的内容、事实、理由和依据',
      `${penaltyLaw}第四十四条、第六十二条`,
      '请先重新告知。',
    ),
  isReportedOrHeard: (f) =>
    unless(f.state === 'reported' || f.hearingHeld, '告知后只有经过听证的案件须再送法制审核', `${procedure}第五十条`),
  needsNoLegalReview: (f) => {
    const needed = legalReviewNeeded(f)
    return unless(!needed.holds, `本案应当法制审核：${needed.reasons.join('；')}`, undefined, '请由法制审核人员审核。')
  },
  needsLegalReview: (f) => unless(legalReviewNeeded(f).holds, '本案不属于应当法制审核的案件，由案件审核人员审核', `${procedure}第五十条`),
  isQualifiedForLaw: (f) => unqualified(f),
  isQualifiedWhereLawIsReviewed: (f) => (legalReviewNeeded(f).holds ? unqualified(f) : null),
  proposesPenalty: (f) => unless(f.proposesPenalty, '调查终结报告没有建议给予处罚'),
  isNotNoticed: (f) => unless(!f.noticed, '已经告知过；内容变化的请重新告知', `${procedure}第五十七条`),
  isNoticed: (f) => unless(f.noticed, '尚未告知', `${procedure}第五十七条`),
  isReviewedAfterHearing: (f) =>
    unless(
      !f.hearingHeld || f.reviewedAfterHearing,
      '经过听证的案件，听证结束后须经法制审核',
      `${procedure}第五十条`,
      '请由办案人员送审。',
    ),
  isDiscussedIfNeeded: (f) => {
    const needed = collectiveDiscussionNeeded({ ...f, penalty: true, secondExtension: false })
    return unless(
      !needed.holds || f.state === 'discussed',
      `本案须经部门负责人集体讨论：${needed.reasons.join('；')}`,
      undefined,
      '请先登记集体讨论。',
    )
  },
  isNoticeMissing: (f) => unless(f.notices.missing > 0, '告知书已经在送达或者已经送达', `${procedure}第五十七条`),
  hasNewlyServedNotice: (f) =>
    unless(f.notices.unrecorded > 0, '告知书送达后自动登记', undefined, '请先“送达行政处罚告知书”，并在送达事项中办结送达。'),
  isServedOnAll: (f) =>
    unless(
      f.notices.served > 0 && f.notices.missing + f.notices.running === 0,
      '还有当事人没有收到告知书',
      `${procedure}第五十七条`,
      '请先“送达行政处罚告知书”，并在送达事项中办结送达；全部送达后自动进入下一步。',
    ),
  hasHearingRight: (f) =>
    unless(
      f.hearingRights.length > f.hearingWaived.length,
      f.hearingWaived.length > 0 ? '当事人已书面放弃听证' : '本案拟作出的处罚不属于听证范围',
      '《市场监督管理行政处罚听证办法》第五条',
    ),
  isNotRequested: (f) =>
    unless(
      f.hearingRights.some((party) => !f.hearingRequested.includes(party) && !f.hearingWaived.includes(party)),
      '已经登记听证要求',
    ),
  isNotTransferring: (f) => unless(f.criminal !== 'open', '已经提请移送，尚未办结'),
  isHandedToPolice: (f) => unless(f.criminal === 'handed', '公安机关尚未立案并接收移交'),
  isServed: (f) => unless(f.outcomeServed, '决定书尚未送达', `${procedure}第八十一条`, '请先办结送达。'),
  isForPublicity: (f) => unless(f.publishes !== null, '本案决定依法不予公示', '《市场监督管理行政处罚信息公示规定》第二条'),
  isNotPublished: (f) => unless(!f.publicityBegun, '已经办理公示'),
  isMoneyDue: (f) => unless(f.moneyDue > 0, '本案没有罚没款'),
  isNotCollecting: (f) =>
    unless(
      f.uncollected.served > 0,
      f.uncollected.all > 0 ? '决定书尚未送达应当缴款的当事人' : '已经办理罚没款收缴',
      `${procedure}第七十二条`,
    ),
  isCollected: (f) => unless(f.uncollected.all === 0, '罚没款尚未收缴', `${procedure}第七十二条`, '请先办理罚没款收缴。'),
  isPublicityBegun: (f) =>
    unless(f.publishes === null || f.publicityBegun, '处罚信息尚未公示', '《市场监督管理行政处罚信息公示规定》第九条', '请先办理公示。'),
  isDisposed: (f) =>
    unless(
      !f.goodsToDispose || f.disposed,
      '没收或者查封、扣押、先行登记保存的财物还没有登记处理情况',
      `${procedure}第七十七条`,
      '请先登记涉案财物处理。',
    ),
  isInGoodFaith: (f) => unless(f.inGoodFaith, '本案没有认定善意销售'),
  isSupplierFollowed: (f) =>
    unless(
      !f.supplierOwed,
      '善意销售成立，对商品提供者还没有立案查处或者移送',
      '《商标侵权判断标准》第二十九条',
      '请先办理“对商品提供者另立线索”，不属于本局管辖的，在该线索中移送。',
    ),
  isOutcomeServed: (f) =>
    unless(
      !['noPenalty', 'notEstablished'].includes(f.state) || f.outcomeServed,
      '不予处罚决定书尚未送达',
      `${procedure}第八十一条`,
      '请先办结送达。',
    ),
} satisfies Record<string, Check>
