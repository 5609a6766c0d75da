import { z } from 'zod'
import { body, dayText, fill, flush, heading, line, paperFor, paragraphs, signLines, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, day, goods, long, officers, party, text } from './fields.ts'
import { contactFields, contactOf, formerCoercion, formerDay, formerOf, twoOfficers } from './particulars.ts'
import {
  choices,
  cited,
  contact,
  flushed,
  goodsList,
  officersText,
  partyLines,
  procedure,
  signature,
  signDay,
  signedBy,
  unverified,
  unverifiedLabel,
} from './parts.ts'

const paper = paperFor<CaseFacts>()

/** That the head approves is known; on what condition things go before the case is decided stands in no source that we read. */
const basis = `${procedure}第四十一条${unverified}`
const wishes = { agree: '同意先行处置', apply: '申请先行处置' }

/** 先行处置物品确认书: the owner agrees, or asks for it himself. */
export const earlyDisposalConsent = paper({
  kind: 'earlyDisposalConsent',
  title: '先行处置物品确认书',
  formNo: 27,
  numbering: 'none',
  external: false,
  layout: 'record',
  archive: { volume: 'main', place: 6 },
  basis,
  fields: z.object({
    party: party('权利人'),
    formerNumber: formerCoercion,
    formerDay,
    goods: goods('先行处置的物品'),
    reason: long('不宜长期保存的情况'),
    wish: choice('权利人的意见', wishes),
    how: text('拟采取的处置方式'),
    kept: text('留存证据的情况'),
    approvedBy: text('批准的部门负责人'),
    approvedOn: day('批准日期'),
    officers: officers(),
  }),
  elements: [
    { name: '权利人同意或者申请', basis, field: 'wish', present: (f) => f.wish !== undefined },
    { name: '留存证据', basis, field: 'kept', present: (f) => Boolean(f.kept) },
    {
      name: '部门负责人批准',
      basis: `${procedure}第四十一条`,
      field: 'approvedBy',
      present: (f) => Boolean(f.approvedBy && f.approvedOn),
    },
    twoOfficers('执法人员'),
  ],
  prefill: (facts) => ({ party: facts.party, ...formerOf(facts), goods: facts.goods, officers: facts.officers }),
  blocks: (f, head) => [
    ...flushed(partyLines(f.party)),
    body(line`${head.org}${cited('实施行政强制措施决定书', f.formerNumber, f.formerDay)}，对下列物品实施了行政强制措施：`),
    goodsList(f.goods, 3),
    heading('一、不宜长期保存的情况'),
    ...paragraphs(f.reason),
    heading('二、权利人的意见'),
    choices(wishes, f.wish),
    flush(line`拟采取的处置方式：${fill(f.how, 18)}`),
    heading('三、留存证据和批准的情况'),
    flush(line`留存证据：${fill(f.kept, 20)}`),
    flush(line`批准人：${fill(f.approvedBy, 8)}　批准日期：${dayText(f.approvedOn)}`),
    flush(line`执法人员：${officersText(f.officers)}`),
    signLines(
      line`以上内容经确认无误：${fill(undefined, 10)}（由权利人书写）`,
      signedBy('权利人（签名或者盖章）'),
      line`执法人员（签名）：${fill(undefined, 5)}、${fill(undefined, 5)}　${signDay}`,
    ),
  ],
})

/** 先行处置物品公告: nobody is known to own them. How long the announcement stands is no rule that we could verify: the office enters it. */
export const earlyDisposalNotice = paper({
  kind: 'earlyDisposalNotice',
  title: '先行处置物品公告',
  formNo: 28,
  numbering: { word: '市监先处告' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis,
  fields: z.object({
    origin: long('物品的来源和查封、扣押的情况'),
    goods: goods('拟先行处置的物品'),
    reason: long('不宜长期保存的情况'),
    until: day('公告期满日期（公告期条文未核实）'),
    articles: text(unverifiedLabel('先行处置的法律依据')),
    ...contactFields,
    contactAddress: text('联系地址'),
  }),
  elements: [
    { name: '拟先行处置的物品', basis, field: 'goods', present: (f) => (f.goods ?? []).some((item) => item.name) },
    { name: '公告期', basis, field: 'until', present: (f, head) => f.until === undefined || head.day === undefined || f.until > head.day },
  ],
  prefill: (facts) => ({
    goods: facts.goods,
    articles: `${procedure}第四十一条`,
    ...contactOf(facts),
    contactAddress: facts.org.address,
  }),
  blocks: (f, head) => [
    ...paragraphs(f.origin),
    body(words('因下列情况，上述物品不宜长期保存：')),
    ...paragraphs(f.reason),
    goodsList(f.goods, 3),
    body(
      line`依据${fill(f.articles, 14)}的规定，请权利人于${dayText(f.until)}前持有关证明到本局确认权利并提出意见。期满仍没有权利人同意或者申请的，本局将依法先行处置。`,
    ),
    contact({ person: f.contactPerson, phone: f.contactPhone, address: f.contactAddress }),
    signature(head),
  ],
})
