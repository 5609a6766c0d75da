import { z } from 'zod'
import {
  type Block,
  body,
  cell,
  dayText,
  fill,
  form,
  heading,
  line,
  paperFor,
  paragraphs,
  row,
  signLines,
  tallRow,
  words,
} from '#kernel/paper'
import { type CaseFacts, lastIssued } from './facts.ts'
import { choice, day, type Evidence, evidence, long, officers, party, text } from './fields.ts'
import { cause, filedOn, handlers, remediesOf, remedyFields, twoOfficers, unlawfulFacts, violated } from './particulars.ts'
import {
  boxes,
  dayOf,
  officerNames,
  officersText,
  opinion,
  partyLines,
  partyRows,
  penaltyLaw,
  procedure,
  remedies,
  signature,
  signDay,
  your,
} from './parts.ts'

const paper = paperFor<CaseFacts>()

/** 责令改正通知书 */
export const correctionOrder = paper({
  kind: 'correctionOrder',
  title: '责令改正通知书',
  formNo: 33,
  numbering: { word: '市监责改' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${penaltyLaw}第二十八条第一款`,
  fields: z.object({
    party: party(),
    facts: unlawfulFacts,
    violated,
    articles: text('责令改正的依据'),
    requirement: long('改正的内容和要求'),
    dueOn: day('改正期限').optional(),
    ...remedyFields,
  }),
  elements: [],
  prefill: (facts) => ({
    party: facts.party,
    facts: facts.findings ?? facts.conduct,
    violated: facts.violated,
    articles: `${penaltyLaw}第二十八条第一款`,
    ...remediesOf(facts),
  }),
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(line`经查，${your(f.party)}存在以下违法行为：`),
    ...paragraphs(f.facts),
    body(
      line`上述行为违反了${fill(f.violated, 14)}的规定。依据${fill(f.articles, 12)}的规定，现责令${your(f.party)}${f.dueOn ? [{ text: '于' }, ...dayText(f.dueOn), { text: '前' }] : { text: '立即' }}改正：`,
    ),
    ...paragraphs(f.requirement),
    body(words('拒不改正的，本局将依法处理。')),
    remedies('通知书', f),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

/** Each piece of evidence with what it proves, numbered. */
export const evidenceBlocks = (list: readonly Evidence[] | undefined): readonly Block[] =>
  list?.length
    ? list.map((item, at) => body(line`${at + 1}．${fill(item.name, 8)}，证明${fill(item.proves, 12)}；`))
    : [
        body(line`1．${fill(undefined, 10)}，证明${fill(undefined, 10)}；`),
        body(line`2．${fill(undefined, 10)}，证明${fill(undefined, 10)}。`),
      ]

/** 案件调查终结报告: the six parts of art. 48. */
export const investigationReport = paper({
  kind: 'investigationReport',
  title: '案件调查终结报告',
  formNo: 35,
  numbering: 'internal',
  external: false,
  layout: 'sheet',
  archive: { volume: 'secondary', place: 2 },
  basis: `${procedure}第四十八条`,
  fields: z.object({
    party: party(),
    cause,
    filedOn,
    officers: officers('办案人员'),
    source: long('案件来源、调查经过及采取行政强制措施的情况'),
    facts: long('调查认定的事实'),
    evidence: evidence(),
    nature: long('违法行为性质'),
    violated,
    discretion: long('自由裁量理由'),
    proposal: long('处理意见及其依据'),
  }),
  elements: [
    { name: '当事人的基本情况', basis: `${procedure}第四十八条`, field: 'party', present: (f) => Boolean(f.party?.name) },
    {
      name: '案件来源、调查经过及采取行政强制措施的情况',
      basis: `${procedure}第四十八条`,
      field: 'source',
      present: (f) => Boolean(f.source),
    },
    {
      name: '调查认定的事实及主要证据',
      basis: `${procedure}第四十八条`,
      field: 'evidence',
      present: (f) => Boolean(f.facts && f.evidence?.length),
    },
    { name: '违法行为性质', basis: `${procedure}第四十八条`, field: 'nature', present: (f) => Boolean(f.nature) },
    { name: '处理意见及依据', basis: `${procedure}第四十八条`, field: 'proposal', present: (f) => Boolean(f.proposal) },
    {
      name: '自由裁量的理由等其他需要说明的事项',
      basis: `${procedure}第四十八条`,
      field: 'discretion',
      present: (f) => Boolean(f.discretion),
    },
    twoOfficers('办案人员', `${penaltyLaw}第四十二条；${procedure}第十九条`),
  ],
  prefill: (facts) => ({
    party: facts.party,
    cause: facts.cause,
    filedOn: facts.filedOn,
    officers: facts.officers,
    source: facts.sourceFacts,
    facts: facts.findings,
    evidence: facts.evidence,
    violated: facts.violated,
    discretion: facts.discretion,
    proposal: facts.penalties.join('\n'),
  }),
  blocks: (f) => [
    body(line`案由：${fill(f.cause, 18)}`),
    body(line`立案日期：${dayText(f.filedOn)}　办案人员：${officersText(f.officers)}`),
    heading('一、当事人的基本情况'),
    ...partyLines(f.party),
    heading('二、案件来源、调查经过及采取行政强制措施的情况'),
    ...paragraphs(f.source),
    heading('三、调查认定的事实及主要证据'),
    ...paragraphs(f.facts),
    body(words('上述事实，有以下证据证明：')),
    ...evidenceBlocks(f.evidence),
    heading('四、违法行为性质'),
    ...paragraphs(f.nature),
    body(line`上述行为违反了${fill(f.violated, 14)}的规定。`),
    heading('五、自由裁量理由'),
    ...paragraphs(f.discretion),
    heading('六、处理意见及其依据'),
    ...paragraphs(f.proposal),
    signLines(line`办案人员（签名）：${fill(undefined, 6)}、${fill(undefined, 6)}　${signDay}`),
  ],
})

const reviews = { legal: '法制审核', ordinary: '案件审核' }
const findings = {
  agree: '事实清楚、证据充分、定性准确、适用依据正确、程序合法、处理适当，同意办案机构意见',
  correct: '定性不准、适用依据错误、程序不合法或者处理不当，建议纠正',
  supplement: '事实不清、证据不足，建议补充调查',
  transfer: '违法行为轻微、不属于本局管辖或者涉嫌犯罪等，提出其他处理意见',
}

/** 案件审核 / 法制审核表. Who handled the case may not review it. */
export const reviewForm = paper({
  kind: 'reviewForm',
  title: '案件审核/法制审核表',
  titleFor: (f) => (f.review ? `${reviews[f.review]}表` : '案件审核/法制审核表'),
  formNo: 36,
  numbering: 'internal',
  external: false,
  layout: 'sheet',
  archive: { volume: 'secondary', place: 3 },
  basis: `${procedure}第四十九条至第五十五条`,
  fields: z.object({
    review: choice('审核类别', reviews),
    cause,
    party: party(),
    handlers,
    sentOn: day('送审时间'),
    returnedOn: day('退卷时间').optional(),
    finding: choice('审核结论', findings),
    opinion: long('审核意见'),
    reviewer: text('审核人'),
    headOpinion: long('审核机构负责人意见').optional(),
  }),
  elements: [
    {
      name: '审核人不是本案办案人员',
      basis: `${procedure}第四十九条至第五十五条`,
      field: 'reviewer',
      present: (f) => !f.reviewer || !(f.handlers ?? '').split(/[、,，\s]+/u).includes(f.reviewer),
    },
  ],
  prefill: (facts) => ({
    cause: facts.cause,
    party: facts.party,
    handlers: officerNames(facts.officers),
    sentOn: lastIssued(facts, 'investigationReport')?.day,
  }),
  blocks: (f) => [
    form(
      row(['审核类别', boxes(reviews, f.review)], ['案由', cell(f.cause)]),
      ...partyRows(f.party),
      row(['办案人员', cell(f.handlers)], ['审核人', cell(f.reviewer)]),
      row(['送审时间', cell(dayOf(f.sentOn))], ['退卷时间', cell(dayOf(f.returnedOn))]),
      row(['审核结论', boxes(findings, f.finding)]),
      opinion('审核意见', f.opinion, 38),
      opinion('审核机构\n负责人意见', f.headOpinion),
      tallRow(12, ['备注', {}]),
    ),
  ],
})
