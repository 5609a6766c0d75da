import { z } from 'zod'
import { body, dayText, fill, flush, heading, line, minuteText, note, paperFor, paragraphs, signLines, ticks, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { count, day, dialogue, long, minute, officers, party, text } from './fields.ts'
import {
  certificateIsShown,
  certificateShown,
  contactFields,
  contactOf,
  inquiredMatter,
  recorder,
  rightsAreTold,
  rightsTold,
  span,
  twoOfficers,
} from './particulars.ts'
import { addressee, contact, officersText, penaltyLaw, procedure, signature, signDay, your } from './parts.ts'

const paper = paperFor<CaseFacts>()

/** 询问通知书 */
export const inquiryNotice = paper({
  kind: 'inquiryNotice',
  title: '询问通知书',
  formNo: 13,
  numbering: { word: '市监询通' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第二十九条`,
  fields: z.object({
    party: party('被通知人'),
    matter: text('询问事由'),
    at: minute('询问时间'),
    place: text('询问地点'),
    bring: long('需要携带的材料').optional(),
    ...contactFields,
  }),
  elements: [],
  prefill: (facts) => ({
    party: facts.party,
    matter: facts.cause && `调查${facts.cause}一案`,
    place: facts.org.address,
    ...contactOf(facts),
  }),
  blocks: (f, head) => [
    addressee(f.party?.name),
    body(
      line`为${fill(f.matter, 12)}，依据《中华人民共和国行政处罚法》第五十五条、${procedure}第二十九条的规定，请${your(f.party)}于${minuteText(f.at)}到${fill(f.place, 10)}接受询问调查。`,
    ),
    body(words('接受询问时，请携带以下材料：')),
    body(words('（一）本通知书；')),
    body(words('（二）身份证明；委托他人接受询问的，还应当提供授权委托书和受托人身份证明；')),
    ...(f.bring === undefined ? [] : paragraphs(f.bring)),
    body(words('当事人或者有关人员应当如实回答询问，并协助调查，不得拒绝或者阻挠。')),
    contact({ person: f.contactPerson, phone: f.contactPhone, address: f.place }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

/** 询问笔录 */
export const inquiryRecord = paper({
  kind: 'inquiryRecord',
  title: '询问笔录',
  formNo: 14,
  numbering: 'none',
  external: false,
  layout: 'record',
  archive: { volume: 'main', place: 4 },
  basis: `${procedure}第二十九条`,
  fields: z.object({
    times: count('第几次询问'),
    ...span('询问'),
    place: text('询问地点'),
    officers: officers('询问人'),
    recorder,
    name: text('被询问人姓名'),
    sex: text('性别').optional(),
    idNumber: text('身份证件号码'),
    employer: text('工作单位及职务').optional(),
    address: text('住址'),
    phone: text('联系电话').optional(),
    certificateShown,
    rightsTold,
    turns: dialogue(),
  }),
  elements: [twoOfficers('询问人及其执法证号'), certificateIsShown, rightsAreTold],
  prefill: (facts) => ({
    times: 1,
    place: facts.org.address,
    officers: facts.officers,
    name: facts.party?.kind === 'person' ? facts.party.name : facts.party?.representative,
    idNumber: facts.party?.idNumber,
    address: facts.party?.address,
    phone: facts.party?.phone,
    employer: facts.party?.kind === 'person' ? undefined : facts.party?.name,
  }),
  blocks: (f, head) => [
    { kind: 'numberLine', align: 'center', text: line`（第${fill(f.times, 2)}次）` },
    flush(line`询问时间：${minuteText(f.from)}至${minuteText(f.to)}`),
    flush(line`询问地点：${fill(f.place, 24)}`),
    flush(line`询问人：${officersText(f.officers)}`),
    flush(line`记录人：${fill(f.recorder, 8)}`),
    flush(line`被询问人：${fill(f.name, 8)}　性别：${fill(f.sex, 3)}　联系电话：${fill(f.phone, 8)}`),
    flush(line`身份证件号码：${fill(f.idNumber, 14)}`),
    flush(line`工作单位及职务：${fill(f.employer, 18)}`),
    flush(line`住址：${fill(f.address, 24)}`),
    heading('告知'),
    body(
      line`我们是${head.org}的执法人员，现向你出示执法证件，请确认。依据${penaltyLaw}和${procedure}的规定，你依法享有陈述权、申辩权和申请回避的权利；你应当如实回答询问，并协助调查，不得拒绝或者阻挠。`,
    ),
    ticks([
      { text: words('执法证件已出示'), ticked: f.certificateShown === true },
      { text: words('上述权利义务已告知'), ticked: f.rightsTold === true },
    ]),
    heading('询问内容'),
    {
      kind: 'dialogue',
      turns: (f.turns ?? [{}, {}, {}]).map(({ ask, answer }) => ({ ask: [fill(ask, 22)], answer: [fill(answer, 22)] })),
    },
    signLines(
      line`以上笔录经核对无误：${fill(undefined, 10)}（由被询问人书写）`,
      line`被询问人（签名或者盖章）：${fill(undefined, 6)}　${signDay}`,
      line`询问人（签名）：${fill(undefined, 5)}、${fill(undefined, 5)}　${signDay}`,
      line`记录人（签名）：${fill(undefined, 5)}`,
    ),
    note(words('被询问人应当在笔录上逐页签名、盖章或者以其他方式确认；修改之处由其签名、盖章或者以其他方式确认。')),
  ],
})

/** 限期提供材料通知书 */
export const materialsNotice = paper({
  kind: 'materialsNotice',
  title: '限期提供材料通知书',
  formNo: 15,
  numbering: { word: '市监限提' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第三十条`,
  fields: z.object({
    party: party('被通知人'),
    matter: inquiredMatter,
    materials: long('应当提供的材料'),
    dueOn: day('提供材料的期限'),
    place: text('提供材料的地点'),
    ...contactFields,
  }),
  elements: [],
  prefill: (facts) => ({
    party: facts.party,
    matter: facts.cause && `调查${facts.cause}一案`,
    place: facts.org.address,
    ...contactOf(facts),
  }),
  blocks: (f, head) => [
    addressee(f.party?.name),
    body(
      line`为${fill(f.matter, 12)}，依据${procedure}第三十条的规定，请${your(f.party)}于${dayText(f.dueOn)}前向本局提供以下材料，并在材料上签名或者盖章：`,
    ),
    ...paragraphs(f.materials, 4),
    body(words('提供的材料应当真实、完整。提供复制件的，应当注明与原件核对一致，并签名或者盖章。')),
    contact({ person: f.contactPerson, phone: f.contactPhone, address: f.place }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})
