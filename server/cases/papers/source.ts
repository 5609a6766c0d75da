import { z } from 'zod'
import { body, cell, fill, form, line, paperFor, paragraphs, row, tallRow } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, day, long, party, text } from './fields.ts'
import { cause, optionalContactFields } from './particulars.ts'
import { addressee, boxes, dayOf, opinion, partyRows, procedure, signature } from './parts.ts'

const paper = paperFor<CaseFacts>()

export const sources = {
  inspection: '监督检查',
  complaint: '投诉、举报',
  transferred: '其他部门移送',
  assigned: '上级交办',
  other: '其他',
}

/** 案件来源登记表 */
export const caseSourceRegistration = paper({
  kind: 'caseSourceRegistration',
  title: '案件来源登记表',
  formNo: 1,
  numbering: 'internal',
  external: false,
  layout: 'sheet',
  archive: { volume: 'secondary', place: 1 },
  basis: `${procedure}第十八条`,
  fields: z.object({
    source: choice('来源类别', sources),
    foundOn: day('发现或者收到时间'),
    provider: text('案源提供人').optional(),
    providerContact: text('案源提供人联系方式').optional(),
    party: party().optional(),
    content: long('案源内容'),
    registeredBy: text('登记人'),
    registeredOn: day('登记日期'),
    opinion: long('处理意见').optional(),
  }),
  elements: [],
  prefill: (facts) => ({
    source: facts.source,
    foundOn: facts.foundOn,
    provider: facts.sourceProvider,
    party: facts.party,
    content: facts.sourceFacts,
  }),
  blocks: (f) => [
    form(
      row(['案件来源', boxes(sources, f.source)]),
      row(['发现或者\n收到时间', cell(dayOf(f.foundOn))], ['登记日期', cell(dayOf(f.registeredOn))]),
      row(['案源提供人', cell(f.provider)], ['联系方式', cell(f.providerContact)]),
      ...partyRows(f.party),
      tallRow(52, ['案源内容', cell(f.content)]),
      row(['登记人', cell(f.registeredBy)]),
      opinion('办案机构\n负责人\n处理意见', f.opinion),
      tallRow(14, ['备注', {}]),
    ),
  ],
})

const designationGrounds = {
  dispute: '对管辖权发生争议，协商不成报请指定管辖',
  unable: '对案件不便或者难以行使管辖权',
  higher: '上级市场监督管理部门认为必要',
}

/** 指定管辖通知书 */
export const designationNotice = paper({
  kind: 'designationNotice',
  title: '指定管辖通知书',
  formNo: 2,
  numbering: { word: '市监指定' },
  external: true,
  layout: 'letter',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第十三条、第十五条、第十六条`,
  fields: z.object({
    to: text('主送单位'),
    cause,
    ground: choice('指定事由', designationGrounds),
    articles: text('指定管辖依据的条款'),
    designated: text('被指定管辖的单位'),
    handover: text('材料移送要求').optional(),
  }),
  elements: [],
  prefill: (facts) => ({ cause: facts.cause }),
  blocks: (f, head) => [
    addressee(f.to),
    body(
      line`关于${fill(f.cause, 12)}一案，因${fill(f.ground && designationGrounds[f.ground], 12)}，依据${procedure}${fill(f.articles, 5)}的规定，现指定该案由${fill(f.designated, 10)}管辖。`,
    ),
    body(line`请有关单位收到本通知后及时办理案件材料和涉案财物的移交手续。${f.handover ?? ''}`),
    signature(head),
    { kind: 'imprint', lines: [line`抄送：${fill(f.designated, 14)}`, line`${head.org}　　　${head.day ? `${dayOf(head.day)}印发` : ''}`] },
  ],
  copies: { count: 3, where: '一份送主送单位，一份送被指定单位，一份归档' },
})

const transferGrounds = {
  notOurs: '不属于本局管辖',
  otherDepartment: '属于其他行政管理部门管辖',
  difficult: '由本局管辖存在困难，不便行使管辖权',
}

/** 案件移送函 */
export const transferLetter = paper({
  kind: 'transferLetter',
  title: '案件移送函',
  formNo: 4,
  numbering: { word: '市监案移' },
  external: true,
  layout: 'letter',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第十四条、第十七条`,
  fields: z.object({
    to: text('受移送单位'),
    cause,
    party: party().optional(),
    ground: choice('移送理由', transferGrounds),
    reason: long('移送理由的说明'),
    articles: text('移送依据的条款'),
    attachments: long('移送材料清单'),
    ...optionalContactFields,
  }),
  elements: [],
  prefill: (facts) => ({ cause: facts.cause, party: facts.party, contactPhone: facts.org.phone }),
  blocks: (f, head) => [
    addressee(f.to),
    body(
      line`本局在查办${fill(f.party?.name, 10)}${fill(f.cause, 10)}一案中，发现该案${fill(f.ground && transferGrounds[f.ground], 10)}。`,
    ),
    ...paragraphs(f.reason),
    body(line`依据${fill(f.articles, 12)}的规定，现将该案移送你单位处理。请在收到案件材料后及时将签收回执及处理结果函告本局。`),
    body(line`联系人：${fill(f.contactPerson, 5)}　联系电话：${fill(f.contactPhone, 7)}`),
    body(line`附件：`),
    ...paragraphs(f.attachments),
    signature(head),
  ],
  copies: { count: 2, where: '一份送受移送单位，一份归档' },
})

/** 涉嫌犯罪案件移送书 */
export const criminalTransfer = paper({
  kind: 'criminalTransfer',
  title: '涉嫌犯罪案件移送书',
  formNo: 5,
  numbering: { word: '市监涉罪移' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: '《行政执法机关移送涉嫌犯罪案件的规定》第三条、第五条、第六条',
  fields: z.object({
    to: text('受移送的公安机关'),
    party: party('涉案当事人'),
    suspected: text('涉嫌犯罪的罪名'),
    summary: long('案件基本情况'),
    approvedBy: text('批准移送的正职负责人或者主持工作的负责人'),
    approvedOn: day('批准移送日期'),
    report: text('涉嫌犯罪案件情况的调查报告'),
    goodsList: text('涉案物品清单'),
    expertise: text('检验报告或者鉴定结论').optional(),
    otherMaterials: long('其他有关涉嫌犯罪的材料').optional(),
    procuratorate: text('抄送的人民检察院'),
    ...optionalContactFields,
  }),
  elements: [
    {
      name: '正职负责人或者主持工作的负责人批准',
      basis: '《行政执法机关移送涉嫌犯罪案件的规定》第五条',
      field: 'approvedBy',
      present: (f) => Boolean(f.approvedBy && f.approvedOn),
    },
    {
      name: '调查报告和涉案物品清单',
      basis: '《行政执法机关移送涉嫌犯罪案件的规定》第六条',
      present: (f) => Boolean(f.report && f.goodsList),
    },
  ],
  prefill: (facts) => ({ party: facts.party, summary: facts.findings, contactPhone: facts.org.phone }),
  blocks: (f, head) => [
    addressee(f.to),
    body(
      line`本局查办的${fill(f.party?.name, 12)}一案，经调查，当事人的行为涉嫌构成${fill(f.suspected, 8)}。依据《中华人民共和国行政处罚法》第二十七条、《行政执法机关移送涉嫌犯罪案件的规定》第三条的规定，现将该案移送你单位。`,
    ),
    ...paragraphs(f.summary),
    body(line`请依法审查，并将是否立案的决定书面通知本局；决定不予立案的，请说明理由并退回有关案卷材料。`),
    body(line`联系人：${fill(f.contactPerson, 5)}　联系电话：${fill(f.contactPhone, 7)}`),
    body(line`附件：1．${fill(f.report, 12)}`),
    body(line`　　　2．${fill(f.goodsList, 12)}`),
    body(line`　　　3．${fill(f.expertise, 12)}`),
    body(line`　　　4．${fill(f.otherMaterials, 12)}`),
    signature(head),
    { kind: 'imprint', lines: [line`抄送：${fill(f.procuratorate, 14)}`] },
  ],
  copies: { count: 3, where: '一份送公安机关，一份抄送人民检察院，一份归档' },
})
