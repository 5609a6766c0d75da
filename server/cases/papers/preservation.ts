import { z } from 'zod'
import { body, dayText, fill, line, paperFor, paragraphs } from '#kernel/paper'
import { type CaseFacts, lastIssued } from './facts.ts'
import { choice, day, long, party, text } from './fields.ts'
import { conduct, contactOf, keptAt, listNumber, optionalContactFields, releasedFrom, releaseFields } from './particulars.ts'
import { choices, cited, contact, partyLines, penaltyLaw, procedure, signature, your } from './parts.ts'

const paper = paperFor<CaseFacts>()

/** 先行登记保存通知书 */
export const preservationNotice = paper({
  kind: 'preservationNotice',
  title: '先行登记保存通知书',
  formNo: 19,
  numbering: { word: '市监先登' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${penaltyLaw}第五十六条；${procedure}第三十三条`,
  fields: z.object({
    party: party(),
    conduct,
    reason: text('证据可能灭失或者以后难以取得的情形'),
    listNumber,
    keptAt,
    ...optionalContactFields,
  }),
  elements: [],
  prefill: (facts) => ({
    party: facts.party,
    conduct: facts.conduct,
    listNumber: lastIssued(facts, 'propertyList')?.number,
    ...contactOf(facts),
  }),
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(
      line`经查，${your(f.party)}涉嫌${fill(f.conduct, 14)}。因${fill(f.reason, 12)}，依据${penaltyLaw}第五十六条的规定，经本局负责人批准，决定对有关证据（详见《财物清单》，编号：${fill(f.listNumber, 6)}）予以先行登记保存，存放地点：${fill(f.keptAt, 10)}。`,
    ),
    body(line`本局将在先行登记保存之日起七个工作日内及时作出处理决定。逾期未作出处理决定的，先行登记保存措施自动解除。`),
    body(line`先行登记保存期间，当事人或者有关人员不得损毁、销毁或者转移证据。`),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    body(line`附件：《财物清单》（编号：${fill(f.listNumber, 6)}）`),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

const releases = { all: '全部解除', part: '部分解除' }

/** 解除先行登记保存通知书 */
export const preservationRelease = paper({
  kind: 'preservationRelease',
  title: '解除先行登记保存通知书',
  formNo: 20,
  numbering: { word: '市监解登' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${procedure}第三十三条至第三十五条`,
  fields: z.object({
    party: party(),
    formerNumber: text('原先行登记保存通知书文号'),
    formerDay: day('原通知书日期'),
    scope: choice('解除范围', releases),
    releasedFrom,
    reason: long('解除理由'),
    ...releaseFields,
  }),
  elements: [],
  prefill: (facts) => {
    const former = lastIssued(facts, 'preservationNotice')
    return { party: facts.party, formerNumber: former?.number, formerDay: former?.day, scope: 'all' as const }
  },
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(line`本局${cited('先行登记保存通知书', f.formerNumber, f.formerDay)}，对${your(f.party)}的有关证据予以先行登记保存。`),
    ...paragraphs(f.reason),
    body(line`依据${procedure}的有关规定，自${dayText(f.releasedFrom)}起对上述证据解除先行登记保存：`),
    choices(releases, f.scope),
    body(line`解除物品清单编号：${fill(f.listNumber, 8)}`),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})
