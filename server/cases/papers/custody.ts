import { z } from 'zod'
import { body, chineseDay, dayText, fill, flush, line, note, paperFor, paragraphs, signLines, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { day, goods, long, party, text } from './fields.ts'
import { conduct, contactFields, contactOf, formerCoercion, formerDay, formerOf } from './particulars.ts'
import { addressee, cited, coercionLaw, contact, goodsList, procedure, signature, signDay, unverified, unverifiedLabel } from './parts.ts'

const paper = paperFor<CaseFacts>()

const consigned = `${procedure}第三十九条${unverified}`

/** 协助扣押通知书: goods that the party has given to a carrier are held where they are. */
export const detentionAssistance = paper({
  kind: 'detentionAssistance',
  title: '协助扣押通知书',
  formNo: 18,
  numbering: { word: '市监协扣' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: consigned,
  fields: z.object({
    to: text('协助单位'),
    party: party(),
    conduct,
    articles: text(unverifiedLabel('协助扣押的法律依据')),
    formerNumber: formerCoercion,
    formerDay,
    goods: goods('协助扣押的物品'),
    request: long('请求协助的事项'),
    ...contactFields,
  }),
  elements: [{ name: '协助扣押的物品', basis: consigned, field: 'goods', present: (f) => (f.goods ?? []).some((item) => item.name) }],
  prefill: (facts) => ({
    party: facts.party,
    conduct: facts.conduct,
    articles: `${procedure}第三十九条`,
    ...formerOf(facts),
    goods: facts.goods,
    request: '请停止运输、交付下列物品，并协助本局执法人员办理扣押。',
    ...contactOf(facts),
  }),
  blocks: (f, head) => [
    addressee(f.to),
    body(
      line`${fill(f.party?.name, 12)}涉嫌${fill(f.conduct, 14)}。本局${cited('实施行政强制措施决定书', f.formerNumber, f.formerDay)}，决定对其托运的下列物品予以扣押。依据${fill(f.articles, 14)}的规定，请你单位予以协助：`,
    ),
    ...paragraphs(f.request),
    goodsList(f.goods, 3),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送协助单位，一份归档' },
})

const sealed = `${coercionLaw}第二十六条；${procedure}第四十一条${unverified}`

/** 封条. What is sealed stands in the list; the strip itself bears the office, the day and its seal. */
export const seal = paper({
  kind: 'seal',
  title: '封条',
  formNo: 25,
  numbering: 'none',
  external: true,
  layout: 'sheet',
  archive: { volume: 'main', place: 4 },
  basis: sealed,
  fields: z.object({
    sealedOn: day('加封日期'),
    formerNumber: formerCoercion.optional(),
    sealedWhat: text('加封的场所、设施或者财物').optional(),
  }),
  elements: [{ name: '机关名称和加封日期', basis: sealed, field: 'sealedOn', present: (f, head) => Boolean(head.org && f.sealedOn) }],
  prefill: (facts) => ({ formerNumber: formerOf(facts).formerNumber }),
  blocks: (f) => [
    { kind: 'title', text: `${f.sealedOn ? chineseDay(f.sealedOn) : '　　　　年　　月　　日'}　封` },
    { kind: 'paragraph', style: 'centre', text: words('（加盖机关印章）') },
    ...(f.sealedWhat === undefined ? [] : [flush(line`加封：${f.sealedWhat}`)]),
    ...(f.formerNumber === undefined ? [] : [flush(line`依据文书：${f.formerNumber}`)]),
    note(words('封存期间，任何人不得擅自启封、损毁或者转移被封存的场所、设施、财物。')),
  ],
})

const custody = `${coercionLaw}第二十六条；${procedure}第四十一条${unverified}`

/** 委托保管书: sealed things may be kept by a third one. The office bears the cost. */
export const custodyAppointment = paper({
  kind: 'custodyAppointment',
  title: '委托保管书',
  formNo: 26,
  numbering: { word: '市监托管' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: custody,
  fields: z.object({
    to: text('受托保管单位（人）'),
    toAddress: text('受托保管单位（人）的地址'),
    toPhone: text('受托保管单位（人）的联系电话').optional(),
    formerNumber: formerCoercion,
    formerDay,
    goods: goods('委托保管的物品'),
    place: text('保管地点'),
    from: day('保管起始日期'),
    until: day('保管届满日期').optional(),
    requirement: long('保管要求'),
    articles: text(unverifiedLabel('委托保管的法律依据')),
    ...contactFields,
  }),
  elements: [
    {
      name: '委托保管物品的名称和数量',
      basis: custody,
      field: 'goods',
      present: (f) => (f.goods ?? []).length > 0 && f.goods!.every((item) => item.name && item.quantity),
    },
  ],
  prefill: (facts) => ({
    ...formerOf(facts),
    goods: facts.goods,
    requirement: '妥善保管，不得使用、损毁或者擅自转移、处置；发生损毁、丢失或者他人要求处置的，立即告知本局。',
    articles: `${coercionLaw}第二十六条`,
    ...contactOf(facts),
  }),
  blocks: (f, head) => [
    addressee(f.to),
    body(
      line`本局${cited('实施行政强制措施决定书', f.formerNumber, f.formerDay)}，对有关场所、设施或者财物实施行政强制措施。依据${fill(f.articles, 14)}的规定，现委托你单位（个人）（地址：${fill(f.toAddress, 10)}，联系电话：${fill(f.toPhone, 7)}）保管下列物品：`,
    ),
    goodsList(f.goods, 3),
    body(
      line`保管地点：${fill(f.place, 14)}。保管期限自${dayText(f.from)}起，${f.until ? [...words('至'), ...dayText(f.until), ...words('止')] : words('至本局书面通知解除保管之日止')}。`,
    ),
    body(words('保管要求：')),
    ...paragraphs(f.requirement),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    signature(head),
    signLines(
      line`受托保管单位（人）（签名或者盖章）：${fill(undefined, 8)}`,
      line`执法人员（签名）：${fill(undefined, 6)}、${fill(undefined, 6)}`,
      signDay,
    ),
  ],
  copies: { count: 2, where: '一份交受托保管单位（人），一份归档' },
})
