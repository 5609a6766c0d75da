import { z } from 'zod'
import { serviceModeNames } from '#contract/track-outcomes'
import { body, cell, fill, form, line, note, paperFor, paragraphs, row, tallRow, words } from '#kernel/paper'
import type { CaseFacts } from './facts.ts'
import { choice, day, long, party, text } from './fields.ts'
import { contactFields, contactOf, witness } from './particulars.ts'
import { boxes, cited, contact, dayOf, officerNames, penaltyLaw, procedure, signature, signDay } from './parts.ts'

const paper = paperFor<CaseFacts>()

/** 送达回证: one for each paper served. */
export const serviceReceipt = paper({
  kind: 'serviceReceipt',
  title: '送达回证',
  formNo: 50,
  numbering: 'none',
  external: false,
  layout: 'sheet',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第八十一条、第八十二条`,
  fields: z.object({
    served: text('送达文书名称及文号'),
    recipient: text('受送达人'),
    servedOn: day('送达日期'),
    place: text('送达地点'),
    mode: choice('送达方式', serviceModeNames),
    receivedBy: text('收件人').optional(),
    relation: text('收件人与受送达人的关系').optional(),
    servers: text('送达人'),
    witness,
    recording: text('拍照、录像或者截屏的编号').optional(),
    remark: long('备注（拒收事由等）').optional(),
  }),
  elements: [
    {
      name: '收件人',
      basis: `${procedure}第八十二条`,
      field: 'receivedBy',
      present: (f) => (f.mode !== 'direct' && f.mode !== 'entrusted' && f.mode !== 'forwarded') || Boolean(f.receivedBy),
    },
    {
      name: '留置送达的见证人或者拍照、录像记录，以及拒收事由',
      basis: `${procedure}第八十二条`,
      field: 'remark',
      present: (f) => f.mode !== 'lien' || (Boolean(f.witness || f.recording) && Boolean(f.remark)),
    },
    {
      name: '电子送达、公告送达的截屏或者拍照、录像记录',
      basis: `${procedure}第八十二条`,
      field: 'recording',
      present: (f) => (f.mode !== 'electronic' && f.mode !== 'announcement') || Boolean(f.recording),
    },
  ],
  prefill: (facts) => ({
    recipient: facts.party?.name,
    place: facts.party?.address,
    servers: officerNames(facts.officers),
    served: facts.issued
      .slice(-1)
      .map((issued) => `《${issued.title}》${issued.number ? `（${issued.number}）` : ''}`)
      .join(''),
  }),
  blocks: (f) => [
    form(
      tallRow(16, ['送达文书\n名称及文号', cell(f.served)]),
      row(['受送达人', cell(f.recipient)], ['送达日期', cell(dayOf(f.servedOn))]),
      row(['送达地点', cell(f.place)]),
      row(['送达方式', boxes(serviceModeNames, f.mode)]),
      {
        cells: [
          [
            '收件人',
            cell(f.receivedBy, [
              line`收件人（签名或者盖章）：${fill(undefined, 8)}`,
              line`与受送达人的关系：${fill(f.relation, 5)}`,
              signDay,
            ]),
          ],
        ],
        height: 30,
      },
      { cells: [['送达人', cell(f.servers, [line`送达人（签名）：${fill(undefined, 5)}、${fill(undefined, 5)}`, signDay])]], height: 26 },
      { cells: [['见证人', cell(f.witness, [line`见证人（签名或者盖章）：${fill(undefined, 6)}`, signDay])]], height: 26 },
      row(['音像记录\n编号', cell(f.recording)]),
      tallRow(24, ['备注', cell(f.remark)]),
    ),
    note(words('受送达人拒绝接收的，应当在备注中记明拒收事由和日期。')),
  ],
})

/**
 * 送达公告. Thirty days (procedure art. 82 as amended from 2022-11-01); the ministry's form of 2021 still says sixty, and is out of date.
 * Allowed only when the whereabouts are unknown or no other way of service worked, so the reason and the course must stand in it.
 */
export const serviceAnnouncement = paper({
  kind: 'serviceAnnouncement',
  title: '送达公告',
  formNo: 51,
  numbering: { word: '市监罚送告' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第八十二条；${penaltyLaw}第六十一条`,
  fields: z.object({
    party: party('受送达人'),
    reason: long('公告送达的原因和经过'),
    served: text('送达文书名称'),
    servedNumber: text('送达文书文号'),
    servedDay: day('送达文书日期'),
    summary: long('文书的主要内容'),
    rights: long('当事人的权利、期限和救济途径'),
    where: text('领取文书的地点'),
    ...contactFields,
  }),
  elements: [{ name: '公告送达的原因和经过', basis: `${procedure}第八十二条`, field: 'reason', present: (f) => Boolean(f.reason) }],
  prefill: (facts) => {
    const served = facts.issued.at(-1)
    return {
      party: facts.party,
      served: served?.title,
      servedNumber: served?.number,
      servedDay: served?.day,
      where: facts.org.address,
      ...contactOf(facts),
    }
  },
  blocks: (f, head) => [
    body(line`${fill(f.party?.name, 12)}${f.party?.creditCode ? `（统一社会信用代码：${f.party.creditCode}）` : words('')}：`),
    ...paragraphs(f.reason),
    body(
      line`依据${procedure}第八十二条的规定，现向你（单位）公告送达本局${cited(f.served ?? '　　　　', f.servedNumber, f.servedDay)}。主要内容为：`,
    ),
    ...paragraphs(f.summary),
    ...paragraphs(f.rights),
    body(line`请自本公告发布之日起三十日内到${fill(f.where, 10)}领取上述文书，逾期不领取的，自公告发布之日起经过三十日，即视为送达。`),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    signature(head),
  ],
})
