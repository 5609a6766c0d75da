import { type LeadState, leadStates } from '#contract/case-states'
import type { LeadStep } from '#contract/lead-steps'
import { type ClockRule, first, processFor, type Refusal } from '#kernel/process'
import { handler, heads, procedure, procedureVersions, unitHead } from './heads.ts'
import type { CasePaper } from './papers/index.ts'

/** What the law asks of a lead before it is filed; every answer is made from its own rows. */
export interface LeadFacts {
  fromMediation: boolean
  isPatentPassingOff: boolean
  foundByOneself: boolean
  /** 有证据初步证明、依法应当处罚、属于本部门管辖、在处罚时效内: the four conditions of art. 19, each null when met. */
  noViolationChosen: Refusal | null
  notForPenalty: Refusal | null
  outsideJurisdiction: Refusal | null
  outsideLookBack: Refusal | null
  noParty: Refusal | null
}

const ends = ['approveFiling', 'approveNotFiled', 'transferOut', 'merge', 'withdraw'] as const satisfies readonly LeadStep[]
const accept = (title: string, limit: 'PFAKE-ACCEPT-SELF' | 'PFAKE-ACCEPT-TIP', byOneself: boolean): ClockRule<LeadStep, LeadFacts> => ({
  title,
  limit,
  from: first('open', 'foundOn'),
  until: ends,
  only: (facts) => facts.isPatentPassingOff && facts.foundByOneself === byOneself,
})

/** 案件线索核查: from a clue to a decision whether to file. Steps cite the procedure rules unless another statute is named. */
export const leadProcess = processFor<LeadState, LeadStep, CasePaper, LeadFacts>()({
  name: 'lead',
  title: '线索核查',
  versions: procedureVersions,
  states: leadStates,
  start: 'registered',
  steps: {
    assign: { title: '分派核查', basis: `${procedure}第十八条`, from: ['registered'], to: 'verifying', by: unitHead },
    reassign: { title: '调整核查人员', from: ['verifying'], by: unitHead, optional: true },
    recordFindings: { title: '记录核查情况', basis: `${procedure}第十八条`, from: ['verifying'], by: handler, optional: true },
    extendVerification: {
      title: '延长核查期限',
      basis: `${procedure}第十八条`,
      from: ['verifying', 'filingProposed', 'notFilingProposed'],
      by: heads,
      extends: 'verify',
      within: 'verify',
      optional: true,
    },
    extendComplaintVerification: {
      title: '延长调解线索核查期限',
      basis: '《市场监督管理投诉举报处理办法》第二十七条',
      from: ['verifying', 'filingProposed', 'notFilingProposed'],
      by: heads,
      when: ['isFromMediation'],
      extends: 'complaintVerify',
      within: 'complaintVerify',
      optional: true,
    },
    commission: {
      title: '委托检测、鉴定或者请权利人辨认',
      basis: `${procedure}第十八条第二款`,
      from: ['verifying'],
      by: handler,
      optional: true,
    },
    askAssistance: { title: '请求协助调查', basis: `${procedure}第四十五条`, from: ['verifying'], by: handler, optional: true },
    disputeJurisdiction: { title: '提出管辖权争议', basis: `${procedure}第十三条`, from: ['verifying'], by: handler, optional: true },
    proposeFiling: {
      title: '提请立案',
      basis: `${procedure}第十九条`,
      from: ['verifying'],
      to: 'filingProposed',
      by: handler,
      when: ['hasParty'],
    },
    proposeNotFiling: { title: '提请不予立案', basis: `${procedure}第二十条`, from: ['verifying'], to: 'notFilingProposed', by: handler },
    approveFiling: {
      title: '批准立案',
      basis: `${procedure}第十九条`,
      from: ['filingProposed'],
      to: 'filed',
      by: heads,
      when: ['isChosen', 'isForPenalty', 'isOurs', 'isInTime'],
      childrenClosed: ['jurisdiction'],
      needs: ['filingApproval'],
      anew: ['sendBack', 'withdrawProposal'],
    },
    approveNotFiled: {
      title: '批准不予立案',
      basis: `${procedure}第二十条`,
      from: ['notFilingProposed'],
      to: 'notFiled',
      by: heads,
      needs: ['filingApproval'],
      anew: ['sendBack', 'withdrawProposal'],
    },
    sendBack: { title: '退回补充核查', from: ['filingProposed', 'notFilingProposed'], to: 'verifying', by: heads, optional: true },
    withdrawProposal: { title: '撤回提请', from: ['filingProposed', 'notFilingProposed'], to: 'verifying', by: handler, optional: true },
    transferOut: {
      title: '移送',
      basis: `${procedure}第十四条、第十七条`,
      from: ['verifying', 'filingProposed', 'notFilingProposed'],
      to: 'transferredOut',
      by: heads,
      needs: ['transferLetter'],
      danger: true,
      optional: true,
    },
    merge: { title: '并案', from: ['registered', 'verifying'], to: 'merged', by: unitHead, danger: true, optional: true },
    withdraw: {
      title: '撤销登记',
      from: ['registered'],
      to: 'withdrawn',
      by: [{ role: 'officer', at: 'handling' }, unitHead],
      danger: true,
      optional: true,
    },
  },
  clocks: {
    verify: { title: '线索核查', limit: 'LEAD-VERIFY', from: first('open', 'foundOn'), until: ends, only: (facts) => !facts.fromMediation },
    complaintVerify: {
      title: '调解线索核查',
      limit: 'COMPLAINT-LEAD-VERIFY',
      from: first('open', 'foundOn'),
      until: ends,
      only: (facts) => facts.fromMediation,
    },
    patentSelf: accept('假冒专利立案（主动发现）', 'PFAKE-ACCEPT-SELF', true),
    patentTip: accept('假冒专利立案（举报、投诉）', 'PFAKE-ACCEPT-TIP', false),
  },
  checks: {
    hasParty: (facts) => facts.noParty,
    isFromMediation: (facts) => (facts.fromMediation ? null : { why: '本线索不是在投诉调解中发现的' }),
    isChosen: (facts) => facts.noViolationChosen,
    isForPenalty: (facts) => facts.notForPenalty,
    isOurs: (facts) => facts.outsideJurisdiction,
    isInTime: (facts) => facts.outsideLookBack,
  },
})
