import { z } from 'zod'
import { body, dayText, fill, line, paperFor, paragraphs, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { day, long, party, sum, text } from './fields.ts'
import { remediesOf, remedyFields, unlawfulFacts, violated } from './particulars.ts'
import { money, partyLines, remedies, signature, unverified, unverifiedLabel, your } from './parts.ts'

const paper = paperFor<CaseFacts>()
const priceLaw = '《中华人民共和国价格法》'
const basis = `${priceLaw}第四十一条${unverified}`

/** 责令退款通知书: what was paid too much goes back to who paid it. */
export const refundOrder = paper({
  kind: 'refundOrder',
  title: '责令退款通知书',
  formNo: 34,
  numbering: { word: '市监责退' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis,
  fields: z.object({
    party: party(),
    facts: unlawfulFacts,
    violated,
    articles: text(unverifiedLabel('责令退款的依据')),
    amount: sum('应当退还的金额'),
    to: long('应当退还的对象'),
    dueOn: day('退还期限'),
    announcement: long('难以查找多付价款的消费者、经营者时的公告要求').optional(),
    ...remedyFields,
  }),
  elements: [
    { name: '应当退还的金额', basis, field: 'amount', present: (f) => (f.amount ?? 0) > 0 },
    {
      name: '退还期限',
      basis,
      field: 'dueOn',
      present: (f, head) => f.dueOn === undefined || head.day === undefined || f.dueOn >= head.day,
    },
  ],
  prefill: (facts) => ({
    party: facts.party,
    facts: facts.findings ?? facts.conduct,
    violated: facts.violated,
    articles: `${priceLaw}第四十一条`,
    ...remediesOf(facts),
  }),
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(line`经查，${your(f.party)}存在以下违法行为：`),
    ...paragraphs(f.facts),
    body(
      line`上述行为违反了${fill(f.violated, 14)}的规定。依据${fill(f.articles, 14)}的规定，现责令${your(f.party)}于${dayText(f.dueOn)}前向下列消费者（经营者）退还多付的价款${money(f.amount)}：`,
    ),
    ...paragraphs(f.to),
    ...(f.announcement === undefined ? [] : paragraphs(f.announcement)),
    body(words('请将退款的情况和凭证书面报告本局。逾期不退还的，本局将依法处理。')),
    remedies('通知书', f),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})
