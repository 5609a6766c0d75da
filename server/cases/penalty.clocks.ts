import type { PenaltyStep } from '#contract/case-steps'
import { type ClockRule, first, last, lastOfEach } from '#kernel/process'
import type { PenaltyFacts } from './penalty.checks.ts'
import { outcomes } from './penalty.states.ts'

const oneOfSeveral = ({ partyNames }: PenaltyFacts, partyId: string) => (partyNames.size > 1 ? partyNames.get(partyId) : undefined)

/** The terms of a case; each names a row of the statute table. */
export const penaltyClocks = {
  term: { title: '作出处理决定', limit: 'CASE-TERM', from: first('open'), until: outcomes },
  patentTerm: {
    title: '假冒专利案件结案',
    limit: 'PFAKE-TERM',
    from: first('open'),
    until: outcomes,
    only: (facts) => facts.isPatentPassingOff,
  },
  review: { title: '审核', limit: 'REVIEW', from: last('submitReview'), until: ['passCaseReview', 'passLegalReview', 'sendBack'] },
  statement: { title: '陈述、申辩', limit: 'STATEMENT', from: lastOfEach('notify', 'partyId'), until: outcomes, named: oneOfSeveral },
  hearRequest: {
    title: '要求听证',
    limit: 'HEAR-REQUEST',
    from: lastOfEach('notify', 'partyId'),
    until: ['requestHearing', ...outcomes],
    only: ({ hearingRights }, partyId) => (partyId === null ? hearingRights.length > 0 : hearingRights.includes(partyId)),
    named: oneOfSeveral,
  },
  serve: { title: '送达处罚决定书', limit: 'SERVE-DECISION', from: first('decide'), until: ['confirmService'] },
  publishHome: {
    title: '公示（登记地在本省）',
    limit: 'PUBLISH-SAME-PROV',
    from: first('decide'),
    until: ['publish'],
    only: (facts) => facts.publishes === 'here',
  },
  publishPush: {
    title: '公示（推送外省登记地）',
    limit: 'PUBLISH-PUSH',
    from: first('decide'),
    until: ['publish'],
    only: (facts) => facts.publishes === 'elsewhere',
  },
  publishPatent: {
    title: '假冒专利处罚公开',
    limit: 'PFAKE-PUBLISH',
    from: first('decide'),
    until: ['publish'],
    only: (facts) => facts.isPatentPassingOff,
  },
  close: {
    title: '填写结案审批表',
    limit: 'CLOSE',
    from: last(['finishExecution', 'decideNoPenalty', 'decideNotEstablished', 'transferOut', 'endByCriminal', 'terminate']),
    until: ['close'],
  },
} satisfies Record<string, ClockRule<PenaltyStep, PenaltyFacts>>
