import { z } from 'zod'
import { type Block, body, dayText, fill, heading, line, paperFor, paragraphs, words } from '#kernel/paper'
import { type CaseFacts, lastIssued } from './facts.ts'
import { choice, day, evidence, isKnown, long, party, text } from './fields.ts'
import { cause, fineImposed, priorNoticeNumber, remediesOf, remedyFields, unlawfulFacts, violated } from './particulars.ts'
import { choices, money, partyLines, penaltyLaw, procedure, remedies, signature, your } from './parts.ts'
import { evidenceBlocks } from './report.ts'

const paper = paperFor<CaseFacts>()
const content = `${penaltyLaw}第五十九条；${procedure}第六十二条`

/** A fine is due in fifteen days; three per cent a day after that, up to the fine itself: art. 67, 72. */
const payment = (how: string | undefined): Block =>
  body(
    line`当事人应当自收到本决定书之日起十五日内，通过${fill(how, 12)}缴纳罚没款。到期不缴纳罚款的，依据${penaltyLaw}第七十二条的规定，本局可以每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额，并依法申请人民法院强制执行。`,
  )

const sections = {
  party: party(),
  cause,
  source: long('案件来源和调查经过'),
  facts: unlawfulFacts,
  evidence: evidence(),
  ...remedyFields,
}

const fromFacts = (facts: CaseFacts) => ({
  party: facts.party,
  cause: facts.cause,
  source: facts.sourceFacts,
  facts: facts.findings,
  evidence: facts.evidence,
  ...remediesOf(facts),
})

/** 行政处罚决定书, with the seven elements of art. 62 of the procedure (the law's art. 59 adds none). */
export const penaltyDecision = paper({
  kind: 'penaltyDecision',
  title: '行政处罚决定书',
  formNo: 45,
  numbering: { word: '市监处罚' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 2 },
  basis: content,
  fields: z.object({
    ...sections,
    notice: day('行政处罚告知书送达日期'),
    noticeNumber: priorNoticeNumber,
    statement: long('陈述、申辩、听证情况，采纳情况及理由'),
    nature: long('对违法行为的定性'),
    violated,
    articles: text('处罚依据的条款'),
    discretion: long('裁量情节及理由'),
    correction: text('责令改正的内容').optional(),
    penalties: z.array(text('处罚')).max(20).meta({ title: '行政处罚的内容' }),
    fine: fineImposed,
    performance: text('缴款或者其他履行方式'),
  }),
  elements: [
    { name: '当事人的姓名或者名称、地址等基本情况', basis: content, field: 'party', present: (f) => isKnown(f.party) },
    {
      name: '违反法律、法规、规章的事实和证据',
      basis: content,
      field: 'evidence',
      present: (f) => Boolean(f.facts && f.evidence?.length && f.violated),
    },
    { name: '当事人陈述、申辩的采纳情况及理由', basis: content, field: 'statement', present: (f) => Boolean(f.statement) },
    { name: '行政处罚的内容和依据', basis: content, field: 'penalties', present: (f) => Boolean(f.penalties?.length && f.articles) },
    { name: '行政处罚的履行方式和期限', basis: content, field: 'performance', present: (f) => Boolean(f.performance) },
    {
      name: '申请行政复议、提起行政诉讼的途径和期限',
      basis: content,
      field: 'government',
      present: (f) => Boolean(f.government && f.court),
    },
    { name: '作出行政处罚决定的机关名称、印章和作出决定的日期', basis: content, present: (_, head) => Boolean(head.org && head.day) },
    {
      name: '处罚决定前已书面告知',
      basis: `${penaltyLaw}第四十四条、第六十二条`,
      field: 'notice',
      present: (f) => Boolean(f.notice && f.noticeNumber),
    },
  ],
  prefill: (facts) => {
    const notice = lastIssued(facts, 'priorNotice')
    return {
      ...fromFacts(facts),
      notice: notice?.servedOn,
      noticeNumber: notice?.number,
      violated: facts.violated,
      articles: facts.penaltyBasis,
      discretion: facts.discretion,
      penalties: facts.penalties,
      fine: facts.fine,
      performance: facts.org.payment,
    }
  },
  blocks: (f, head) => [
    ...partyLines(f.party),
    ...paragraphs(f.source),
    body(line`经查明，${your(f.party)}的违法事实如下：`),
    ...paragraphs(f.facts),
    body(words('上述事实，主要有以下证据证明：')),
    ...evidenceBlocks(f.evidence),
    body(
      line`本局于${dayText(f.notice)}向${your(f.party)}送达《行政处罚告知书》（${fill(f.noticeNumber, 10)}），告知拟作出的行政处罚内容及事实、理由、依据和依法享有的权利。`,
    ),
    ...paragraphs(f.statement),
    body(words('本局认为：')),
    ...paragraphs(f.nature),
    body(line`${your(f.party)}的行为违反了${fill(f.violated, 14)}的规定。`),
    ...paragraphs(f.discretion),
    body(
      line`依据${fill(f.articles, 14)}的规定，${f.correction ? line`现责令${your(f.party)}${f.correction}，并` : words('本局')}决定给予以下行政处罚：`,
    ),
    ...(f.penalties?.length ? f.penalties.map((penalty, at) => body(line`${at + 1}．${fill(penalty, 12)}；`)) : paragraphs(undefined)),
    ...(f.fine === undefined ? [] : [body(line`罚款合计：${money(f.fine)}。`)]),
    payment(f.performance),
    remedies('决定书', f),
    body(words('行政复议、行政诉讼期间，行政处罚不停止执行，法律另有规定的除外。')),
    body(words('本行政处罚决定属于依法应当公示的，本局将按照《市场监督管理行政处罚信息公示规定》通过国家企业信用信息公示系统等予以公示。')),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

const groundsOfMercy = {
  minor: '违法行为轻微并及时改正，没有造成危害后果',
  first: '初次违法且危害后果轻微并及时改正',
  noFault: '当事人有证据足以证明没有主观过错',
  expired: '违法行为已超过行政处罚时效',
  notEstablished: '违法事实不能成立',
  other: '法律、行政法规规定的其他情形',
}

/** 不予行政处罚决定书 */
export const noPenaltyDecision = paper({
  kind: 'noPenaltyDecision',
  title: '不予行政处罚决定书',
  formNo: 46,
  numbering: { word: '市监不罚' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 2 },
  basis: `${penaltyLaw}第三十三条、第五十七条；${procedure}第六十条`,
  fields: z.object({
    ...sections,
    ground: choice('不予行政处罚的情形', groundsOfMercy),
    reason: long('不予行政处罚的理由'),
    articles: text('不予行政处罚的依据'),
    education: long('教育情况').optional(),
  }),
  elements: [
    { name: '当事人的姓名或者名称、地址等基本情况', basis: content, field: 'party', present: (f) => isKnown(f.party) },
    { name: '查明的事实和证据', basis: content, field: 'evidence', present: (f) => Boolean(f.facts && f.evidence?.length) },
    {
      name: '不予行政处罚的理由和依据',
      basis: `${penaltyLaw}第三十三条、第五十七条`,
      field: 'reason',
      present: (f) => Boolean(f.ground && f.reason && f.articles),
    },
    {
      name: '对当事人的教育',
      basis: `${penaltyLaw}第三十三条第三款`,
      field: 'education',
      present: (f) => f.ground === undefined || f.ground === 'notEstablished' || Boolean(f.education),
    },
    {
      name: '申请行政复议、提起行政诉讼的途径和期限',
      basis: content,
      field: 'government',
      present: (f) => Boolean(f.government && f.court),
    },
    { name: '机关名称、印章和日期', basis: content, present: (_, head) => Boolean(head.org && head.day) },
  ],
  prefill: fromFacts,
  blocks: (f, head) => [
    ...partyLines(f.party),
    ...paragraphs(f.source),
    body(line`经查明：`),
    ...paragraphs(f.facts),
    body(words('上述事实，主要有以下证据证明：')),
    ...evidenceBlocks(f.evidence),
    heading('不予行政处罚的情形、理由和依据'),
    choices(groundsOfMercy, f.ground),
    ...paragraphs(f.reason),
    body(line`依据${fill(f.articles, 14)}的规定，本局决定对${your(f.party)}不予行政处罚。`),
    ...(f.education === undefined ? [] : paragraphs(f.education)),
    remedies('决定书', f),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})
