import { z } from 'zod'
import { cell, fill, form, line, paperFor, row, tallRow } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, day, long, party, text } from './fields.ts'
import { cause, handlers, opinionFields } from './particulars.ts'
import { boxes, dayOf, officerNames, opinion, partyRows, penaltyLaw, procedure, signDay } from './parts.ts'

const paper = paperFor<CaseFacts>()

const outcomes = { file: '立案', notFile: '不予立案' }

/** 立案 / 不予立案审批表 */
export const filingApproval = paper({
  kind: 'filingApproval',
  title: '立案/不予立案审批表',
  titleFor: (f) => (f.outcome === undefined ? '立案/不予立案审批表' : `${outcomes[f.outcome]}审批表`),
  formNo: 7,
  numbering: 'internal',
  external: false,
  layout: 'sheet',
  archive: { volume: 'main', place: 1 },
  basis: `${procedure}第十八条、第十九条、第二十条`,
  fields: z.object({
    outcome: choice('审批事项', outcomes),
    cause,
    source: text('案件来源'),
    foundOn: day('发现或者收到线索时间'),
    party: party(),
    verification: long('核查情况以及立案（不予立案）理由和依据'),
    verifiedBy: text('核查人员'),
    handlers: text('指定的办案人员').optional(),
    ...opinionFields,
  }),
  elements: [
    {
      name: '两名以上办案人员',
      basis: `${procedure}第十九条；${penaltyLaw}第四十二条`,
      field: 'handlers',
      present: (f) => f.outcome !== 'file' || (f.handlers ?? '').split(/[、,，\s]+/u).filter(Boolean).length >= 2,
    },
  ],
  prefill: (facts) => ({
    cause: facts.cause,
    foundOn: facts.foundOn,
    party: facts.party,
    verification: facts.sourceFacts,
    handlers: officerNames(facts.officers),
  }),
  blocks: (f) => [
    form(
      row(['审批事项', boxes(outcomes, f.outcome)], ['案由', cell(f.cause)]),
      row(['案件来源', cell(f.source)], ['发现或者\n收到时间', cell(dayOf(f.foundOn))]),
      ...partyRows(f.party),
      tallRow(42, ['核查情况\n以及立案或\n不予立案\n理由', cell(f.verification)]),
      row(['核查人员', cell(f.verifiedBy)], ['办案人员', cell(f.handlers)]),
      opinion('办案机构\n负责人意见', f.unitOpinion, 28),
      opinion('部门\n负责人意见', f.headOpinion, 28),
      tallRow(12, ['备注', {}]),
    ),
  ],
})

/** What the one form of approvals (有关事项审批表) is used for, with the article that asks for the approval. */
export const approvalMatters = {
  verificationExtension: '核查期限延长（程序规定第十八条）',
  preservation: '先行登记保存（程序规定第三十三条）',
  preservationRelease: '解除先行登记保存（程序规定第三十三条）',
  coercion: '查封、扣押（程序规定第三十六条）',
  coercionExtension: '延长查封、扣押期限（程序规定第三十八条）',
  coercionRelease: '解除查封、扣押（程序规定第四十一条）',
  suspension: '中止调查（程序规定第四十六条）',
  resumption: '恢复调查（程序规定第四十六条）',
  termination: '终止调查（程序规定第四十七条）',
  term: '延长办案期限（程序规定第六十四条）',
  instalment: '延期或者分期缴纳罚款（程序规定第七十四条）',
  recusal: '回避（程序规定第四条）',
  other: '其他',
}

/** 行政处罚案件有关事项审批表 */
export const mattersApproval = paper({
  kind: 'mattersApproval',
  title: '行政处罚案件有关事项审批表',
  formNo: 8,
  numbering: 'internal',
  external: false,
  layout: 'sheet',
  archive: { volume: 'secondary', place: 6 },
  basis: procedure,
  fields: z.object({
    matter: choice('审批事项', approvalMatters),
    cause,
    party: party(),
    reason: long('提请审批的理由和依据'),
    handlers,
    ...opinionFields,
  }),
  elements: [],
  prefill: (facts) => ({ cause: facts.cause, party: facts.party, handlers: officerNames(facts.officers) }),
  blocks: (f) => [
    form(
      row(['审批事项', cell(f.matter && approvalMatters[f.matter])]),
      row(['案由', cell(f.cause)]),
      ...partyRows(f.party),
      {
        cells: [['提请审批的\n理由和依据', cell(f.reason, [line`办案人员签名：${fill(undefined, 5)}、${fill(undefined, 5)}`, signDay])]],
        height: 50,
      },
      row(['办案人员', cell(f.handlers)]),
      opinion('办案机构\n负责人意见', f.unitOpinion),
      opinion('部门\n负责人意见', f.headOpinion),
      tallRow(14, ['备注', {}]),
    ),
  ],
})
