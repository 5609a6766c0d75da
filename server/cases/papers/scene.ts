import { z } from 'zod'
import { body, fill, flush, heading, line, minuteText, paperFor, paragraphs, signLines, ticks, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, long, officers, party, text, tick } from './fields.ts'
import {
  attendance,
  attended,
  certificateIsShown,
  certificateShown,
  isWitnessed,
  recording,
  rightsAreTold,
  rightsTold,
  span,
  twoOfficers,
  witness,
} from './particulars.ts'
import { choices, flushed, officersText, partyLines, penaltyLaw, procedure, signDay } from './parts.ts'

const paper = paperFor<CaseFacts>()

/** 现场笔录 */
export const sceneRecord = paper({
  kind: 'sceneRecord',
  title: '现场笔录',
  formNo: 9,
  numbering: 'none',
  external: false,
  layout: 'record',
  archive: { volume: 'main', place: 4 },
  basis: `${procedure}第二十八条`,
  fields: z.object({
    ...span('检查'),
    place: text('检查地点'),
    officers: officers('检查人员'),
    party: party(),
    attendance: attended,
    onSite: text('现场负责人或者在场人员').optional(),
    certificateShown,
    rightsTold,
    found: long('现场情况'),
    measures: long('当场实施强制措施的告知情况').optional(),
    statement: long('当事人的陈述、申辩'),
    witness,
    recording,
  }),
  elements: [twoOfficers(), certificateIsShown, rightsAreTold, isWitnessed],
  prefill: (facts) => ({ place: facts.place, officers: facts.officers, party: facts.party, onSite: facts.party?.representative }),
  blocks: (f, head) => [
    flush(line`检查时间：${minuteText(f.from)}至${minuteText(f.to)}`),
    flush(line`检查地点：${fill(f.place, 24)}`),
    flush(line`检查人员：${officersText(f.officers)}`),
    ...flushed(partyLines(f.party)),
    flush(line`现场负责人或者在场人员：${fill(f.onSite, 12)}`),
    flush(words('通知当事人到场情况：')),
    choices(attendance, f.attendance),
    heading('一、告知'),
    body(
      line`我们是${head.org}的执法人员，现向你出示执法证件，请确认。你依法享有陈述权、申辩权；认为执法人员与案件有直接利害关系或者有其他关系可能影响公正执法的，有权申请回避。你应当如实回答询问，并协助检查，不得拒绝或者阻挠。`,
    ),
    ticks([
      { text: words('执法证件已出示'), ticked: f.certificateShown === true },
      { text: words('上述权利义务已告知'), ticked: f.rightsTold === true },
    ]),
    heading('二、现场情况'),
    ...paragraphs(f.found, 6),
    heading('三、当场实施行政强制措施的告知'),
    ...(f.measures === undefined ? [body(words('未当场实施行政强制措施。'))] : paragraphs(f.measures)),
    heading('四、当事人的陈述、申辩'),
    ...paragraphs(f.statement, 2),
    flush(line`音像记录编号：${fill(f.recording, 12)}`),
    signLines(
      line`以上笔录经核对无误：${fill(undefined, 10)}（由当事人书写）`,
      line`当事人（签名或者盖章）：${fill(undefined, 6)}　${signDay}`,
      line`见证人（签名或者盖章）：${fill(f.witness, 6)}　${signDay}`,
      line`检查人员（签名）：${fill(undefined, 5)}、${fill(undefined, 5)}　${signDay}`,
      line`记录人（签名）：${fill(undefined, 5)}`,
    ),
  ],
})

const modes = { paper: '邮寄或者直接送达', electronic: '电子送达' }

/** 送达地址确认书 */
export const serviceAddress = paper({
  kind: 'serviceAddress',
  title: '送达地址确认书',
  formNo: 10,
  numbering: 'none',
  external: false,
  layout: 'record',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第八十二条、第八十三条`,
  fields: z.object({
    party: party('受送达人'),
    mode: choice('送达方式', modes),
    address: text('送达地址'),
    postcode: text('邮政编码').optional(),
    recipient: text('收件人'),
    phone: text('收件人联系电话'),
    consent: tick('受送达人同意电子送达').optional(),
    electronicAddress: text('电子送达地址（传真、电子邮件、即时通讯账号等）').optional(),
  }),
  elements: [
    {
      name: '受送达人同意电子送达并确认接收文书的电子地址',
      basis: `${procedure}第八十二条；${penaltyLaw}第六十一条`,
      field: 'electronicAddress',
      present: (f) => f.mode !== 'electronic' || (f.consent === true && Boolean(f.electronicAddress)),
    },
  ],
  prefill: (facts) => ({ party: facts.party, address: facts.party?.address, recipient: facts.party?.name, phone: facts.party?.phone }),
  blocks: (f, head) => [
    ...flushed(partyLines(f.party)),
    heading('一、告知事项'),
    body(words('1．受送达人应当提供真实、准确的送达地址，并对其真实性、准确性负责。')),
    body(words('2．送达地址变更的，应当及时书面告知本局；未及时告知的，本局按原地址送达，视为依法送达。')),
    body(words('3．因提供的送达地址不准确、拒不签收等原因致使文书未能实际接收的，文书被退回之日视为送达之日。')),
    body(words('4．同意电子送达的，以文书到达受送达人特定系统的日期为送达日期。')),
    heading('二、送达地址及方式'),
    choices(modes, f.mode),
    flush(line`送达地址：${fill(f.address, 20)}　邮政编码：${fill(f.postcode, 5)}`),
    flush(line`收件人：${fill(f.recipient, 10)}　联系电话：${fill(f.phone, 9)}`),
    ticks([{ text: words('同意采用电子方式送达本案文书'), ticked: f.consent === true }]),
    flush(line`电子送达地址：${fill(f.electronicAddress, 18)}`),
    heading('三、受送达人确认'),
    body(line`我已阅读${head.org}的上述告知事项，确认以上送达地址及方式真实、准确、有效。`),
    signLines(
      line`受送达人或者其委托代理人（签名或者盖章）：${fill(undefined, 8)}`,
      signDay,
      line`执法人员（签名）：${fill(undefined, 6)}、${fill(undefined, 6)}`,
    ),
  ],
})
