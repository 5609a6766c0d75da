import { z } from 'zod'
import { body, fill, line, minuteText, paperFor, paragraphs, signLines, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, isKnown, long, minute, officers, party, text } from './fields.ts'
import { fineImposed, government, twoOfficers, violated } from './particulars.ts'
import { choices, money, officersText, partyLines, penaltyLaw, procedure, signature, signedBy, your } from './parts.ts'

const paper = paperFor<CaseFacts>()
const fineModes = { warning: '警告', fine: '罚款' }
const collections = { bank: '自收到决定书之日起十五日内到指定银行或者通过电子支付系统缴纳', onSpot: '当场收缴' }

/**
 * 当场行政处罚决定书. Against a penalty decided on the spot one must first ask for reconsideration
 * (Reconsideration Law 2023 art. 23 item 1); the ministry's form of 2021 still names the suit, and is out of date.
 */
export const onSpotDecision = paper({
  kind: 'onSpotDecision',
  title: '当场行政处罚决定书',
  formNo: 44,
  numbering: { word: '市监当罚' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 2 },
  basis: `${penaltyLaw}第五十一条、第五十二条；${procedure}第六十六条至第六十九条`,
  fields: z.object({
    party: party(),
    at: minute('作出处罚的时间'),
    place: text('作出处罚的地点'),
    facts: long('违法行为'),
    violated,
    articles: text('处罚依据'),
    statement: long('陈述、申辩情况'),
    penalty: choice('处罚种类', fineModes),
    fine: fineImposed,
    collection: choice('罚款缴纳方式', collections).optional(),
    payment: text('收款银行及账户或者电子支付方式').optional(),
    government,
    officers: officers(),
  }),
  elements: [
    { name: '当事人的违法行为', basis: `${penaltyLaw}第五十二条`, field: 'facts', present: (f) => isKnown(f.party) && Boolean(f.facts) },
    { name: '行政处罚的种类和依据', basis: `${penaltyLaw}第五十二条`, field: 'articles', present: (f) => Boolean(f.penalty && f.articles) },
    {
      name: '罚款数额',
      basis: `${penaltyLaw}第五十二条`,
      field: 'fine',
      present: (f) => f.penalty !== 'fine' || Boolean(f.fine && f.collection),
    },
    { name: '时间、地点', basis: `${penaltyLaw}第五十二条`, present: (f) => Boolean(f.at && f.place) },
    {
      name: '先行申请行政复议的途径和期限',
      basis: `《中华人民共和国行政复议法》第二十三条；${penaltyLaw}第五十二条`,
      field: 'government',
      present: (f) => Boolean(f.government),
    },
    { name: '行政机关名称', basis: `${penaltyLaw}第五十二条`, present: (_, head) => Boolean(head.org && head.day) },
    twoOfficers('执法人员', `${penaltyLaw}第四十二条、第五十二条`),
    {
      name: '罚款不超过当场处罚的限额（自然人二百元、法人或者其他组织三千元；个体工商户从严按二百元）',
      basis: `${penaltyLaw}第五十一条`,
      field: 'fine',
      present: (f) => f.fine === undefined || f.fine <= (f.party?.kind === 'organisation' ? 3000 : 200),
    },
  ],
  prefill: (facts) => ({
    party: facts.party,
    place: facts.place,
    facts: facts.findings,
    violated: facts.violated,
    articles: facts.penaltyBasis,
    fine: facts.fine,
    payment: facts.org.payment,
    government: facts.org.government,
    officers: facts.officers,
  }),
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(line`经查，${minuteText(f.at)}，本局执法人员在${fill(f.place, 10)}检查发现，${your(f.party)}存在以下违法行为：`),
    ...paragraphs(f.facts),
    body(
      line`上述行为违反了${fill(f.violated, 14)}的规定。本局当场告知了拟作出行政处罚的内容及事实、理由、依据和陈述、申辩的权利。当事人的陈述、申辩情况：`,
    ),
    ...paragraphs(f.statement, 1),
    body(line`依据${fill(f.articles, 14)}和${penaltyLaw}第五十一条的规定，本局决定当场给予以下行政处罚：`),
    choices(fineModes, f.penalty),
    body(line`罚款数额：${money(f.fine)}`),
    body(words('罚款缴纳方式：')),
    choices(collections, f.collection),
    body(line`收款银行及账户或者电子支付方式：${fill(f.payment, 12)}`),
    body(
      line`如不服本决定，应当依据《中华人民共和国行政复议法》第二十三条的规定，自收到本决定书之日起六十日内先向${fill(f.government, 8)}申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内依法向人民法院提起行政诉讼。`,
    ),
    body(line`执法人员：${officersText(f.officers)}`),
    signature(head),
    signLines(line`执法人员（签名或者盖章）：${fill(undefined, 6)}、${fill(undefined, 6)}`, signedBy('当事人（签名或者盖章）')),
  ],
  copies: { count: 2, where: '一份当场交付当事人，一份归档' },
})
