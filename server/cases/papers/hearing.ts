import { z } from 'zod'
import { body, dayText, fill, flush, heading, line, minuteText, note, paperFor, paragraphs, signLines, words } from '#kernel/paper'
import { type CaseFacts, lastIssued } from './facts.ts'
import { day, long, minute, party, text, tick } from './fields.ts'
import { agent, cause, contactFields, handlers, hearingBench, hearingOpenness, hearingPlace, openness, span } from './particulars.ts'
import {
  addressee,
  choices,
  contact,
  dayOf,
  flushed,
  hearingRules,
  officerNames,
  partyLines,
  penaltyLaw,
  signature,
  signDay,
  signedBy,
  your,
} from './parts.ts'

const paper = paperFor<CaseFacts>()

/** Names written with 、 between them. */
const names = (list: string | undefined): readonly string[] => (list ?? '').split(/[、,，\s]+/u).filter(Boolean)

/** 听证通知书. It must reach the party seven working days before the hearing: the process keeps that limit. */
export const hearingNotice = paper({
  kind: 'hearingNotice',
  title: '听证通知书',
  formNo: 39,
  numbering: { word: '市监听通' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${penaltyLaw}第六十四条；${hearingRules}第二十条`,
  fields: z.object({
    party: party(),
    cause,
    at: minute('听证时间'),
    place: hearingPlace,
    openness: hearingOpenness,
    ...hearingBench,
    handlers,
    ...contactFields,
  }),
  elements: [
    { name: '听证的时间、地点', basis: `${penaltyLaw}第六十四条第二项`, present: (f) => Boolean(f.at && f.place) },
    {
      name: '主持人、听证员、记录员不是本案办案人员',
      basis: `${penaltyLaw}第六十四条第四项；${hearingRules}第十一条`,
      field: 'presider',
      present: (f) => !names([f.presider, f.members, f.recorder].join('、')).some((name) => names(f.handlers).includes(name)),
    },
  ],
  prefill: (facts) => ({
    party: facts.party,
    cause: facts.cause,
    place: facts.org.address,
    openness: 'open' as const,
    handlers: officerNames(facts.officers),
    contactPhone: facts.org.phone,
  }),
  blocks: (f, head) => [
    addressee(f.party?.name),
    body(
      line`应${your(f.party)}的要求，依据${penaltyLaw}第六十四条、${hearingRules}第二十条的规定，本局决定于${minuteText(f.at)}在${fill(f.place, 10)}就${fill(f.cause, 12)}一案举行听证。听证方式：`,
    ),
    choices(openness, f.openness),
    body(line`听证主持人：${fill(f.presider, 6)}　听证员：${fill(f.members, 8)}　记录员：${fill(f.recorder, 6)}`),
    body(line`办案人员：${fill(f.handlers, 10)}`),
    body(
      words(
        '一、当事人可以亲自参加听证，也可以委托一至二人代理。委托代理人参加听证的，应当在听证举行前提交授权委托书和代理人身份证明，载明委托事项和权限。',
      ),
    ),
    body(words('二、当事人认为听证主持人、听证员、记录员与本案有直接利害关系的，有权申请回避。')),
    body(words('三、当事人有权陈述、申辩和质证，可以在听证时提交证据、申请通知证人出席。')),
    body(words('四、当事人及其代理人无正当理由拒不出席听证或者未经许可中途退出听证的，视为放弃听证权利，终止听证。')),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

/** 听证笔录 */
export const hearingRecord = paper({
  kind: 'hearingRecord',
  title: '听证笔录',
  formNo: 40,
  numbering: 'none',
  external: false,
  layout: 'record',
  archive: { volume: 'main', place: 5 },
  basis: `${penaltyLaw}第六十四条第八项`,
  fields: z.object({
    ...span('听证'),
    place: hearingPlace,
    openness: hearingOpenness,
    cause,
    ...hearingBench,
    party: party(),
    agent,
    handlers,
    others: text('第三人、证人、翻译等').optional(),
    rightsTold: tick('已核对身份并告知权利义务、询问是否申请回避'),
    accusation: long('办案人员提出的事实、证据、处罚建议和依据'),
    defence: long('当事人的陈述、申辩和质证'),
    debate: long('辩论').optional(),
    last: long('最后陈述意见'),
  }),
  elements: [
    {
      name: '告知权利义务并询问是否申请回避',
      basis: `${penaltyLaw}第六十四条第四项`,
      field: 'rightsTold',
      present: (f) => f.rightsTold === true,
    },
    {
      name: '办案人员提出的违法事实、证据和处罚建议',
      basis: `${penaltyLaw}第六十四条第七项`,
      field: 'accusation',
      present: (f) => Boolean(f.accusation),
    },
    { name: '当事人的申辩和质证', basis: `${penaltyLaw}第六十四条第七项`, field: 'defence', present: (f) => Boolean(f.defence) },
  ],
  prefill: (facts) => ({ cause: facts.cause, party: facts.party, handlers: officerNames(facts.officers), place: facts.org.address }),
  blocks: (f) => [
    flush(line`听证时间：${minuteText(f.from)}至${minuteText(f.to)}`),
    flush(line`听证地点：${fill(f.place, 24)}`),
    flush(line`案由：${fill(f.cause, 24)}`),
    flush(words('听证方式：')),
    choices(openness, f.openness),
    flush(line`听证主持人：${fill(f.presider, 6)}　听证员：${fill(f.members, 6)}　记录员：${fill(f.recorder, 6)}`),
    flush(line`办案人员：${fill(f.handlers, 14)}`),
    ...flushed(partyLines(f.party)),
    flush(line`委托代理人：${fill(f.agent, 10)}　其他参加人：${fill(f.others, 10)}`),
    { kind: 'ticks', options: [{ text: words('已核对身份、告知权利义务并询问是否申请回避'), ticked: f.rightsTold === true }] },
    heading('一、办案人员提出当事人违法的事实、证据、行政处罚建议和依据'),
    ...paragraphs(f.accusation, 4),
    heading('二、当事人及其委托代理人陈述、申辩和质证'),
    ...paragraphs(f.defence, 4),
    heading('三、辩论'),
    ...paragraphs(f.debate),
    heading('四、最后陈述意见'),
    ...paragraphs(f.last),
    signLines(
      line`以上笔录经核对无误：${fill(undefined, 10)}（由听证参加人书写）`,
      signedBy('当事人（代理人）（签名）'),
      signedBy('办案人员（签名）'),
      line`听证主持人（签名）：${fill(undefined, 5)}　${signDay}`,
      line`记录员（签名）：${fill(undefined, 5)}`,
    ),
    note(words('当事人或者其代理人拒绝签名或者盖章的，由听证主持人在笔录中注明。')),
  ],
})

/** 听证报告. The decision is made according to the record: art. 65. */
export const hearingReport = paper({
  kind: 'hearingReport',
  title: '听证报告',
  formNo: 41,
  numbering: 'none',
  external: false,
  layout: 'sheet',
  archive: { volume: 'secondary', place: 4 },
  basis: `${hearingRules}第二十九条`,
  fields: z.object({
    cause,
    party: party(),
    heldOn: day('听证日期'),
    place: hearingPlace,
    openness: hearingOpenness,
    ...hearingBench,
    handlers,
    course: long('听证的基本情况'),
    accusation: long('办案人员的意见和理由'),
    defence: long('当事人的意见和理由'),
    opinion: long('听证主持人的处理意见和理由'),
  }),
  elements: [],
  prefill: (facts) => ({
    cause: facts.cause,
    party: facts.party,
    handlers: officerNames(facts.officers),
    heldOn: lastIssued(facts, 'hearingRecord')?.day,
  }),
  blocks: (f) => [
    body(line`案由：${fill(f.cause, 18)}`),
    body(line`当事人：${fill(f.party?.name, 14)}`),
    body(line`听证时间：${fill(dayOf(f.heldOn), 8)}　听证地点：${fill(f.place, 10)}`),
    body(line`听证方式：${fill(f.openness && openness[f.openness], 10)}`),
    body(line`听证主持人：${fill(f.presider, 6)}　听证员：${fill(f.members, 6)}　记录员：${fill(f.recorder, 6)}`),
    body(line`办案人员：${fill(f.handlers, 12)}`),
    heading('一、听证的基本情况'),
    ...paragraphs(f.course),
    heading('二、办案人员的意见和理由'),
    ...paragraphs(f.accusation),
    heading('三、当事人的意见和理由'),
    ...paragraphs(f.defence),
    heading('四、听证主持人的处理意见和理由'),
    ...paragraphs(f.opinion),
    signLines(line`听证主持人（签名）：${fill(undefined, 8)}　${dayText(undefined)}`),
  ],
})
