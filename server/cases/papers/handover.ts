import { z } from 'zod'
import { body, dayText, fill, line, paperFor, paragraphs, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { day, long, party, text } from './fields.ts'
import { cause, contactFields, contactOf, formerCoercion, formerDay, formerOf, listNumber, optionalContactFields } from './particulars.ts'
import { addressee, cited, coercionLaw, contact, partyLines, procedure, signature, unverified, unverifiedLabel, your } from './parts.ts'

const paper = paperFor<CaseFacts>()

/** 案件交办通知书: a department gives a case of its own to one below it. What must by law be done above may not be handed down. */
export const assignmentNotice = paper({
  kind: 'assignmentNotice',
  title: '案件交办通知书',
  formNo: 3,
  numbering: { word: '市监交办' },
  external: true,
  layout: 'letter',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第十五条`,
  fields: z.object({
    to: text('被交办单位'),
    cause,
    facts: long('案件基本情况'),
    requirement: long('办理要求'),
    reportOn: day('报告办理结果的期限').optional(),
    attachments: long('移交材料清单'),
    ...optionalContactFields,
  }),
  elements: [],
  prefill: (facts) => ({ cause: facts.cause, facts: facts.sourceFacts, ...contactOf(facts) }),
  blocks: (f, head) => [
    addressee(f.to),
    body(line`现将${fill(f.cause, 14)}一案交由你单位办理。案件基本情况如下：`),
    ...paragraphs(f.facts),
    body(line`依据${procedure}第十五条的规定，请你单位依法办理，并按照下列要求办结：`),
    ...paragraphs(f.requirement),
    ...(f.reportOn === undefined ? [] : [body(line`请于${dayText(f.reportOn)}前将办理结果书面报告本局。`)]),
    body(line`附件：`),
    ...paragraphs(f.attachments),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送被交办单位，一份归档' },
})

const goodsFollow = `${coercionLaw}第二十一条${unverified}`

/** 查封/扣押物品移送告知书: the things follow the case to the police, and the party is told so in writing. */
export const goodsTransferNotice = paper({
  kind: 'goodsTransferNotice',
  title: '查封/扣押物品移送告知书',
  formNo: 6,
  numbering: { word: '市监物移' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: goodsFollow,
  fields: z.object({
    party: party(),
    formerNumber: formerCoercion,
    formerDay,
    suspected: text('涉嫌犯罪的罪名'),
    to: text('受移送机关'),
    transferredOn: day('移送日期'),
    listNumber,
    articles: text(unverifiedLabel('移送物品的法律依据')),
    ...contactFields,
  }),
  elements: [
    { name: '受移送的机关', basis: goodsFollow, field: 'to', present: (f) => Boolean(f.to) },
    { name: '移送的物品（清单）', basis: goodsFollow, field: 'listNumber', present: (f) => Boolean(f.listNumber) },
  ],
  prefill: (facts) => ({
    party: facts.party,
    ...formerOf(facts),
    articles: `${coercionLaw}第二十一条`,
    listNumber: facts.issued.findLast((issued) => issued.kind === 'propertyList')?.number,
    ...contactOf(facts),
  }),
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(
      line`本局${cited('实施行政强制措施决定书', f.formerNumber, f.formerDay)}，对${your(f.party)}的有关物品实施查封（扣押）。经调查，${your(f.party)}的行为涉嫌构成${fill(f.suspected, 8)}。`,
    ),
    body(
      line`依据${fill(f.articles, 14)}的规定，本局于${dayText(f.transferredOn)}将《场所/设施/财物清单》（编号：${fill(f.listNumber, 6)}）所列物品随案移送${fill(f.to, 10)}处理，现予告知。`,
    ),
    body(words('上述物品的后续处理，请向受移送机关了解。')),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})
