import { z } from 'zod'
import { body, dayText, fill, line, paperFor, paragraphs } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { day, goods, long, text } from './fields.ts'
import { cause, contactFields, contactOf, inquiredMatter } from './particulars.ts'
import { addressee, contact, goodsList, procedure, signature } from './parts.ts'

const paper = paperFor<CaseFacts>()

/** 协助辨认/鉴别通知书: the right holder says whether the goods are his. */
export const identificationNotice = paper({
  kind: 'identificationNotice',
  title: '协助辨认/鉴别通知书',
  formNo: 16,
  numbering: { word: '市监辨鉴通' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第三十条`,
  fields: z.object({
    to: text('权利人'),
    matter: inquiredMatter,
    right: text('涉及的权利（注册商标号、专利号等）'),
    goods: goods('待辨认（鉴别）物品'),
    questions: long('辨认（鉴别）事项'),
    dueOn: day('提交书面意见的期限'),
    place: text('辨认（鉴别）地点').optional(),
    ...contactFields,
  }),
  elements: [],
  prefill: (facts) => ({
    matter: facts.cause && `查处${facts.cause}一案`,
    goods: facts.goods,
    questions: '上述物品是否为你单位生产或者许可生产的产品。',
    place: facts.org.address,
    ...contactOf(facts),
  }),
  blocks: (f, head) => [
    addressee(f.to),
    body(line`为${fill(f.matter, 12)}，依据${procedure}第三十条的规定，请你单位对以下涉及${fill(f.right, 12)}的物品予以辨认（鉴别）：`),
    goodsList(f.goods),
    body(line`辨认（鉴别）事项：`),
    ...paragraphs(f.questions),
    body(
      line`请于${dayText(f.dueOn)}前提交书面辨认（鉴别）意见，说明结论和依据的特征，并附权利证明、辨认（鉴别）人的身份证明和授权委托书。你单位应当对出具意见的真实性负责。`,
    ),
    contact({ person: f.contactPerson, phone: f.contactPhone, address: f.place }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送权利人，一份归档' },
})

/** 协助调查函. Fifteen working days: art. 45. */
export const assistanceLetter = paper({
  kind: 'assistanceLetter',
  title: '协助调查函',
  formNo: 17,
  numbering: { word: '市监协查' },
  external: true,
  layout: 'letter',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第四十五条`,
  fields: z.object({
    to: text('协助单位'),
    cause,
    facts: long('案件基本情况'),
    questions: long('请求协助调查的事项'),
    attachments: long('附件').optional(),
    ...contactFields,
    address: text('联系地址').optional(),
  }),
  elements: [],
  prefill: (facts) => ({
    cause: facts.cause,
    facts: facts.sourceFacts,
    ...contactOf(facts),
    address: facts.org.address,
  }),
  blocks: (f, head) => [
    addressee(f.to),
    body(line`本局正在查办${fill(f.cause, 14)}一案。基本情况如下：`),
    ...paragraphs(f.facts),
    body(line`因案件调查需要，依据《中华人民共和国行政处罚法》第二十六条、${procedure}第四十五条的规定，请你单位协助调查以下事项：`),
    ...paragraphs(f.questions),
    body(line`请在接到本函之日起十五个工作日内完成相关工作，并将调查结果及有关证据材料函复本局；需要延期完成的，请在期限届满前告知本局。`),
    contact({ person: f.contactPerson, phone: f.contactPhone, address: f.address }),
    ...(f.attachments === undefined ? [] : [body(line`附件：`), ...paragraphs(f.attachments)]),
    signature(head),
  ],
  copies: { count: 2, where: '一份送协助单位，一份归档' },
})
