import { z } from 'zod'
import { body, fill, flush, heading, line, minuteText, paperFor, paragraphs, signLines, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, isKnown, long, officers, party, text } from './fields.ts'
import { agent, cause, contactFields, contactOf, place, priorNoticeNumber, recorder, span, twoOfficers, violated } from './particulars.ts'
import { choices, contact, flushed, officersText, partyLines, penaltyLaw, procedure, signature, signDay, signedBy, your } from './parts.ts'

const paper = paperFor<CaseFacts>()
const rights = {
  statement: '你（单位）享有陈述、申辩的权利',
  hearing: '你（单位）享有陈述、申辩和要求听证的权利',
}

/** 行政处罚告知书. The hearing has no paper of its own: it is a box on this one (form 37). */
export const priorNotice = paper({
  kind: 'priorNotice',
  title: '行政处罚告知书',
  formNo: 37,
  numbering: { word: '市监罚告' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${penaltyLaw}第四十四条；${procedure}第五十七条`,
  fields: z.object({
    party: party(),
    cause,
    facts: long('拟作出行政处罚的事实'),
    violated,
    articles: text('行政处罚的依据'),
    discretion: long('行政处罚的理由（含裁量）'),
    penalties: z.array(text('处罚')).max(20).meta({ title: '拟作出的行政处罚内容' }),
    right: choice('告知的权利', rights),
    ...contactFields,
    contactAddress: text('联系地址'),
  }),
  elements: [
    { name: '当事人的姓名或者名称', basis: `${penaltyLaw}第四十四条`, field: 'party', present: (f) => isKnown(f.party) },
    { name: '拟作出的行政处罚内容', basis: `${penaltyLaw}第四十四条`, field: 'penalties', present: (f) => Boolean(f.penalties?.length) },
    {
      name: '行政处罚的事实、理由和依据',
      basis: `${penaltyLaw}第四十四条`,
      present: (f) => Boolean(f.facts && f.articles && f.discretion),
    },
    {
      name: '陈述、申辩、要求听证等权利',
      basis: `${penaltyLaw}第四十四条、第六十三条`,
      field: 'right',
      present: (f) => f.right !== undefined,
    },
  ],
  prefill: (facts) => ({
    party: facts.party,
    cause: facts.cause,
    facts: facts.findings,
    violated: facts.violated,
    articles: facts.penaltyBasis,
    discretion: facts.discretion,
    penalties: facts.penalties,
    ...contactOf(facts),
    contactAddress: facts.org.address,
  }),
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(
      line`本局对${your(f.party)}${fill(f.cause, 12)}一案已调查终结。依据${penaltyLaw}第四十四条、${procedure}第五十七条的规定，现将本局拟作出行政处罚的内容及事实、理由、依据告知如下：`,
    ),
    heading('一、事实、理由和依据'),
    ...paragraphs(f.facts),
    body(line`上述行为违反了${fill(f.violated, 14)}的规定，依据${fill(f.articles, 14)}的规定，应当给予行政处罚。`),
    ...paragraphs(f.discretion),
    heading('二、拟作出的行政处罚'),
    ...(f.penalties?.length ? f.penalties.map((penalty, at) => body(line`${at + 1}．${fill(penalty, 12)}`)) : paragraphs(undefined)),
    heading('三、权利告知'),
    choices(rights, f.right),
    body(
      f.right === 'hearing'
        ? line`依据${penaltyLaw}第四十四条、第四十五条、第六十三条、第六十四条的规定，${your(f.party)}可以自收到本告知书之日起五个工作日内向本局提出陈述、申辩意见，或者要求举行听证；逾期未提出的，视为放弃上述权利。`
        : line`依据${penaltyLaw}第四十四条、第四十五条的规定，${your(f.party)}可以自收到本告知书之日起五个工作日内向本局提出陈述、申辩意见；逾期未提出的，视为放弃上述权利。`,
    ),
    body(words('本局不因陈述、申辩或者要求听证而给予更重的处罚。')),
    contact({ person: f.contactPerson, phone: f.contactPhone, address: f.contactAddress }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

/** 陈述申辩笔录 */
export const statementRecord = paper({
  kind: 'statementRecord',
  title: '陈述申辩笔录',
  formNo: 38,
  numbering: 'none',
  external: false,
  layout: 'record',
  archive: { volume: 'main', place: 4 },
  basis: `${penaltyLaw}第四十五条；${procedure}第五十八条`,
  fields: z.object({
    ...span(''),
    place,
    party: party('陈述申辩人'),
    agent,
    officers: officers('听取人'),
    recorder,
    cause,
    noticeNumber: priorNoticeNumber,
    content: long('陈述、申辩的内容'),
    submitted: long('提交的事实、理由和证据').optional(),
  }),
  elements: [
    twoOfficers('执法人员', `${penaltyLaw}第四十二条`),
    { name: '当事人提出的事实、理由和证据', basis: `${penaltyLaw}第四十五条`, field: 'content', present: (f) => Boolean(f.content) },
  ],
  prefill: (facts) => ({
    place: facts.org.address,
    party: facts.party,
    officers: facts.officers,
    cause: facts.cause,
    noticeNumber: facts.issued.findLast((each) => each.kind === 'priorNotice')?.number,
  }),
  blocks: (f) => [
    flush(line`时间：${minuteText(f.from)}至${minuteText(f.to)}`),
    flush(line`地点：${fill(f.place, 24)}`),
    ...flushed(partyLines(f.party)),
    flush(line`委托代理人：${fill(f.agent, 10)}`),
    flush(line`听取人：${officersText(f.officers)}`),
    flush(line`记录人：${fill(f.recorder, 8)}`),
    flush(line`案由：${fill(f.cause, 20)}`),
    body(
      line`执法人员告知：${fill(f.noticeNumber, 10)}《行政处罚告知书》已送达，你（单位）依法享有陈述、申辩的权利，本局将充分听取，不因申辩而给予更重的处罚。`,
    ),
    heading('陈述、申辩的内容'),
    ...paragraphs(f.content, 6),
    heading('提交的证据材料'),
    ...paragraphs(f.submitted),
    signLines(
      line`以上笔录经核对无误：${fill(undefined, 10)}（由陈述申辩人书写）`,
      signedBy('陈述申辩人（签名或者盖章）'),
      line`听取人（签名）：${fill(undefined, 5)}、${fill(undefined, 5)}　${signDay}`,
      line`记录人（签名）：${fill(undefined, 5)}`,
    ),
  ],
})
