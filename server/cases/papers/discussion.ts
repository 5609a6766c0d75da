import { z } from 'zod'
import { cell, fill, flush, form, heading, line, minuteText, paperFor, paragraphs, row, signLines, tallRow } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, long, party, text } from './fields.ts'
import { cause, handlers, opinionFields, place, recorder, span } from './particulars.ts'
import { boxes, dayOf, officerNames, opinion, partyRows, penaltyLaw, procedure, signDay } from './parts.ts'

const paper = paperFor<CaseFacts>()

/** 行政处罚案件集体讨论记录. The heads decide together; who only attends has no vote. */
export const collectiveDiscussion = paper({
  kind: 'collectiveDiscussion',
  title: '行政处罚案件集体讨论记录',
  formNo: 42,
  numbering: 'none',
  external: false,
  layout: 'record',
  archive: { volume: 'secondary', place: 6 },
  basis: `${penaltyLaw}第五十七条第二款；${procedure}第六十条`,
  fields: z.object({
    cause,
    party: party(),
    ...span('讨论'),
    place,
    chair: text('主持人'),
    present: text('出席人员（部门负责人）及职务'),
    attending: text('列席人员及职务').optional(),
    recorder,
    report: long('办案人员汇报'),
    review: long('审核机构汇报审核意见'),
    questions: long('询问和讨论').optional(),
    opinions: long('出席人员发表的意见'),
    conclusion: long('结论性意见'),
  }),
  elements: [
    {
      name: '两名以上部门负责人出席',
      basis: `${penaltyLaw}第五十七条第二款`,
      field: 'present',
      present: (f) => !f.present || f.present.split(/[、,，；;\n]+/u).filter((name) => name.trim()).length >= 2,
    },
    { name: '出席人员发表的意见', basis: `${procedure}第六十条`, field: 'opinions', present: (f) => Boolean(f.opinions) },
    { name: '结论性意见', basis: `${procedure}第六十条`, field: 'conclusion', present: (f) => Boolean(f.conclusion) },
  ],
  prefill: (facts) => ({ cause: facts.cause, party: facts.party, report: facts.findings, place: facts.org.address }),
  blocks: (f) => [
    flush(line`案由：${fill(f.cause, 22)}`),
    flush(line`当事人：${fill(f.party?.name, 18)}`),
    flush(line`讨论时间：${minuteText(f.from)}至${minuteText(f.to)}`),
    flush(line`地点：${fill(f.place, 14)}　主持人：${fill(f.chair, 6)}　记录人：${fill(f.recorder, 6)}`),
    flush(line`出席人员及职务：${fill(f.present, 20)}`),
    flush(line`列席人员及职务：${fill(f.attending, 20)}`),
    heading('一、办案人员汇报'),
    ...paragraphs(f.report, 3),
    heading('二、审核机构汇报审核意见'),
    ...paragraphs(f.review, 3),
    heading('三、询问和讨论'),
    ...paragraphs(f.questions, 3),
    heading('四、出席人员发表意见'),
    ...paragraphs(f.opinions, 3),
    heading('五、结论性意见'),
    ...paragraphs(f.conclusion, 2),
    signLines(
      line`主持人（签名）：${fill(undefined, 8)}　${signDay}`,
      line`出席人员（签名）：${fill(undefined, 20)}`,
      line`记录人（签名）：${fill(undefined, 8)}　${signDay}`,
    ),
  ],
})

const decisions = {
  penalty: '给予行政处罚',
  noPenalty: '依法不予行政处罚',
  notEstablished: '违法事实不能成立，不予行政处罚',
  transfer: '移送其他行政管理部门',
  criminal: '涉嫌犯罪，移送司法机关',
}

/** 行政处理决定审批表: the five ends of art. 60. */
export const decisionApproval = paper({
  kind: 'decisionApproval',
  title: '行政处理决定审批表',
  formNo: 43,
  numbering: 'internal',
  external: false,
  layout: 'sheet',
  archive: { volume: 'secondary', place: 6 },
  basis: `${procedure}第六十条`,
  fields: z.object({
    cause,
    party: party(),
    handlers,
    decision: choice('拟作出的决定', decisions),
    noticeSummary: long('告知以及陈述、申辩、听证情况'),
    recheck: long('复核及采纳情况').optional(),
    proposal: long('处理建议及依据'),
    ...opinionFields,
  }),
  elements: [],
  prefill: (facts) => ({
    cause: facts.cause,
    party: facts.party,
    handlers: officerNames(facts.officers),
    noticeSummary: facts.issued
      .filter((issued) => issued.kind === 'priorNotice' && issued.servedOn)
      .map((issued) => `《行政处罚告知书》（${issued.number ?? ''}）已于${dayOf(issued.servedOn)}送达。`)
      .join('\n'),
    proposal: facts.penalties.join('\n'),
  }),
  blocks: (f) => [
    form(
      row(['案由', cell(f.cause)], ['办案人员', cell(f.handlers)]),
      ...partyRows(f.party),
      row(['拟作出的\n决定', boxes(decisions, f.decision)]),
      tallRow(18, ['告知以及\n陈述申辩、\n听证情况', cell(f.noticeSummary)]),
      tallRow(12, ['复核及\n采纳情况', cell(f.recheck)]),
      opinion('办案人员\n处理建议\n及依据', f.proposal, 26),
      opinion('办案机构\n负责人意见', f.unitOpinion, 20),
      opinion('部门\n负责人意见', f.headOpinion, 20),
    ),
  ],
})
