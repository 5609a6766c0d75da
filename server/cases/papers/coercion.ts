import { z } from 'zod'
import { body, dayText, fill, line, paperFor, paragraphs } from '#kernel/paper'
import { type CaseFacts, lastIssued } from './facts.ts'
import { choice, count, day, isKnown, long, officers, party, text } from './fields.ts'
import {
  conduct,
  formerCoercion,
  formerDay,
  keptAt,
  listNumber,
  releasedFrom,
  releaseFields,
  remediesOf,
  remedyFields,
  twoOfficers,
} from './particulars.ts'
import { choices, cited, coercionLaw, officersText, partyLines, procedure, remedies, signature, your } from './parts.ts'

const paper = paperFor<CaseFacts>()

const measures = { seal: '查封', detain: '扣押' }
const scopes = { all: '全部解除', part: '部分解除' }
const grounds = `${coercionLaw}第二十四条`

/** 实施行政强制措施决定书. The elements are those of Coercion Law art. 24. */
export const coerciveMeasure = paper({
  kind: 'coerciveMeasure',
  title: '实施行政强制措施决定书',
  formNo: 21,
  numbering: { word: '市监强制' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${coercionLaw}第十八条、第二十四条；${procedure}第三十六条`,
  fields: z.object({
    party: party(),
    conduct,
    articles: text('实施强制措施的法律依据'),
    measure: choice('强制措施', measures),
    listNumber,
    keptAt,
    days: count('期限（日，不超过三十日）'),
    from: day('起始日期'),
    to: day('届满日期'),
    officers: officers(),
    ...remedyFields,
  }),
  elements: [
    { name: '当事人的姓名或者名称、地址', basis: grounds, field: 'party', present: (f) => isKnown(f.party) },
    { name: '查封、扣押的理由、依据和期限', basis: grounds, present: (f) => Boolean(f.conduct && f.articles && f.days && f.from && f.to) },
    { name: '查封、扣押场所、设施或者财物的名称、数量等', basis: grounds, field: 'listNumber', present: (f) => Boolean(f.listNumber) },
    { name: '申请行政复议或者提起行政诉讼的途径和期限', basis: grounds, present: (f) => Boolean(f.government && f.court) },
    { name: '行政机关的名称、印章和日期', basis: grounds, present: (_, head) => Boolean(head.org && head.day) },
    {
      name: '期限不超过三十日',
      basis: `${coercionLaw}第二十五条；${procedure}第三十八条`,
      field: 'days',
      present: (f) => f.days === undefined || (f.days > 0 && f.days <= 30),
    },
    twoOfficers('执法人员', `${coercionLaw}第十八条`),
  ],
  prefill: (facts) => ({
    party: facts.party,
    conduct: facts.conduct,
    listNumber: lastIssued(facts, 'propertyList')?.number,
    days: 30,
    officers: facts.officers,
    ...remediesOf(facts),
  }),
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(
      line`经查，${your(f.party)}涉嫌${fill(f.conduct, 14)}。依据${fill(f.articles, 14)}的规定，经批准，本局决定对《场所/设施/财物清单》（编号：${fill(f.listNumber, 6)}）所列的场所、设施或者财物实施${fill(f.measure && measures[f.measure], 5)}的行政强制措施。`,
    ),
    body(
      line`期限为${fill(f.days, 3)}日，自${dayText(f.from)}起至${dayText(f.to)}止。情况复杂需要延长期限的，另行书面告知。对物品需要进行检测、检验、检疫或者技术鉴定的，其期间不计入上述期限，本局将书面告知。`,
    ),
    body(
      line`存放地点：${fill(f.keptAt, 12)}。在此期间，当事人对就地封存的场所、设施或者财物应当妥善保管，不得使用、销毁、转移、损毁或者擅自启封。`,
    ),
    body(line`你（单位）依法享有陈述、申辩的权利。`),
    remedies('决定书', f),
    body(line`执法人员：${officersText(f.officers)}`),
    body(line`附件：《场所/设施/财物清单》（编号：${fill(f.listNumber, 6)}）`),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

/** 延长行政强制措施期限决定书: thirty days more, with reasons. */
export const coerciveExtension = paper({
  kind: 'coerciveExtension',
  title: '延长行政强制措施期限决定书',
  formNo: 22,
  numbering: { word: '市监延强' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${coercionLaw}第二十五条；${procedure}第三十八条`,
  fields: z.object({
    party: party(),
    formerNumber: formerCoercion,
    formerDay,
    reason: long('延长的理由'),
    days: count('延长期限（日，不超过三十日）'),
    from: day('延长起始日期'),
    to: day('延长届满日期'),
    ...remedyFields,
  }),
  elements: [
    { name: '延长的理由', basis: `${coercionLaw}第二十五条第二款`, field: 'reason', present: (f) => Boolean(f.reason) },
    {
      name: '延长期限不超过三十日',
      basis: `${coercionLaw}第二十五条第一款`,
      field: 'days',
      present: (f) => f.days === undefined || (f.days > 0 && f.days <= 30),
    },
  ],
  prefill: (facts) => {
    const former = lastIssued(facts, 'coerciveMeasure')
    return {
      party: facts.party,
      formerNumber: former?.number,
      formerDay: former?.day,
      ...remediesOf(facts),
    }
  },
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(
      line`本局${cited('实施行政强制措施决定书', f.formerNumber, f.formerDay)}，对有关场所、设施或者财物实施行政强制措施。因下列情况复杂的事由，需要延长期限：`,
    ),
    ...paragraphs(f.reason),
    body(
      line`依据${coercionLaw}第二十五条、${procedure}第三十八条的规定，经批准，本局决定将上述行政强制措施的期限延长${fill(f.days, 3)}日，自${dayText(f.from)}起至${dayText(f.to)}止。`,
    ),
    remedies('决定书', f),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

/** 解除行政强制措施决定书 */
export const coerciveRelease = paper({
  kind: 'coerciveRelease',
  title: '解除行政强制措施决定书',
  formNo: 23,
  numbering: { word: '市监解强' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${coercionLaw}第二十八条；${procedure}第四十二条`,
  fields: z.object({
    party: party(),
    formerNumber: formerCoercion,
    formerDay,
    reason: long('解除的理由'),
    scope: choice('解除范围', scopes),
    releasedFrom,
    ...releaseFields,
  }),
  elements: [],
  prefill: (facts) => {
    const former = lastIssued(facts, 'coerciveMeasure')
    return { party: facts.party, formerNumber: former?.number, formerDay: former?.day, scope: 'all' as const }
  },
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(line`本局${cited('实施行政强制措施决定书', f.formerNumber, f.formerDay)}，对有关场所、设施或者财物实施行政强制措施。现因：`),
    ...paragraphs(f.reason),
    body(line`依据${coercionLaw}第二十八条的规定，本局决定自${dayText(f.releasedFrom)}起对上述场所、设施或者财物解除行政强制措施：`),
    choices(scopes, f.scope),
    body(line`解除物品清单编号：${fill(f.listNumber, 8)}。请${your(f.party)}及时领取退还的财物。`),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})
