import { z } from 'zod'
import { body, dayText, fill, heading, line, paperFor, paragraphs, signLines, words, yuan } from '#kernel/paper'
import { type CaseFacts, lastIssued } from './facts.ts'
import { choice, day, long, party, sum, text } from './fields.ts'
import { contactFields, contactOf, decisionServedOn } from './particulars.ts'
import { addressee, choices, cited, coercionLaw, contact, partyLines, penaltyLaw, procedure, signature, your } from './parts.ts'

const paper = paperFor<CaseFacts>()
const answers = { postpone: '同意延期缴纳罚款', instalments: '同意分期缴纳罚款', refuse: '不同意延期（分期）缴纳罚款' }
const amount = (value: number | undefined) => fill(value === undefined ? undefined : yuan(value), 6)

const decisionCited = (facts: CaseFacts) => {
  const decision = lastIssued(facts, 'penaltyDecision')
  return { party: facts.party, decisionNumber: decision?.number, decisionDay: decision?.day }
}

const decisionFields = { party: party(), decisionNumber: text('行政处罚决定书文号'), decisionDay: day('行政处罚决定书日期') }

/** 延期/分期缴纳罚款通知书 */
export const instalmentNotice = paper({
  kind: 'instalmentNotice',
  title: '延期/分期缴纳罚款通知书',
  titleFor: (f) =>
    f.answer === 'postpone' ? '延期缴纳罚款通知书' : f.answer === 'instalments' ? '分期缴纳罚款通知书' : '延期/分期缴纳罚款通知书',
  formNo: 47,
  numbering: { word: '市监延分通' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${penaltyLaw}第六十六条第二款；${procedure}第七十四条`,
  fields: z.object({
    ...decisionFields,
    appliedOn: day('当事人申请日期'),
    answer: choice('审批结果', answers),
    until: day('延期缴纳的期限').optional(),
    instalments: z
      .array(z.strictObject({ due: day('缴纳期限').optional(), sum: sum('金额').optional() }))
      .max(36)
      .meta({ title: '分期安排' })
      .optional(),
    reason: long('理由').optional(),
  }),
  elements: [
    {
      name: '延期的期限或者分期的安排',
      basis: `${procedure}第七十四条`,
      field: 'until',
      present: (f) =>
        f.answer === 'postpone'
          ? Boolean(f.until)
          : f.answer !== 'instalments' || Boolean(f.instalments?.every((part) => part.due && part.sum)),
    },
  ],
  prefill: decisionCited,
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(
      line`本局${cited('行政处罚决定书', f.decisionNumber, f.decisionDay)}，对${your(f.party)}处以罚款。${your(f.party)}于${dayText(f.appliedOn)}申请延期（分期）缴纳罚款。依据${penaltyLaw}第六十六条、${procedure}第七十四条的规定，本局决定：`,
    ),
    choices(answers, f.answer),
    ...(f.answer === 'postpone' ? [body(line`延期至${dayText(f.until)}前缴纳。`)] : []),
    ...(f.answer === 'instalments'
      ? (f.instalments ?? []).map((part, at) => body(line`第${at + 1}期：${dayText(part.due)}前，缴纳${amount(part.sum)}；`))
      : []),
    ...(f.reason === undefined ? [] : paragraphs(f.reason)),
    body(words('期满未缴纳的，本局将依法加处罚款或者申请人民法院强制执行。')),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

/** 履行催告书. Ten days here are working days: Coercion Law art. 54, 69. */
export const demandLetter = paper({
  kind: 'demandLetter',
  title: '行政处罚决定履行催告书',
  formNo: 48,
  numbering: { word: '市监罚催' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${coercionLaw}第五十四条；${procedure}第七十六条`,
  fields: z.object({
    ...decisionFields,
    servedOn: decisionServedOn,
    duties: long('未履行的义务'),
    fine: sum('未缴纳的罚款'),
    surcharge: sum('加处罚款'),
    arithmetic: text('加处罚款的计算'),
    how: text('履行方式'),
    ...contactFields,
  }),
  elements: [
    { name: '履行义务的期限和方式', basis: `${coercionLaw}第三十五条、第五十四条`, field: 'how', present: (f) => Boolean(f.how) },
    {
      name: '明确的金额和给付方式',
      basis: `${coercionLaw}第三十五条`,
      field: 'fine',
      present: (f) => f.fine !== undefined && f.surcharge !== undefined,
    },
    {
      name: '加处罚款不超出罚款数额',
      basis: `${penaltyLaw}第七十二条第一款第一项`,
      field: 'surcharge',
      present: (f) => (f.surcharge ?? 0) <= (f.fine ?? Number.POSITIVE_INFINITY),
    },
  ],
  prefill: (facts) => ({
    ...decisionCited(facts),
    servedOn: lastIssued(facts, 'penaltyDecision')?.servedOn,
    fine: facts.fine,
    how: facts.org.payment,
    ...contactOf(facts),
  }),
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(
      line`本局${cited('行政处罚决定书', f.decisionNumber, f.decisionDay)}，已于${dayText(f.servedOn)}送达。${your(f.party)}逾期未履行以下义务：`,
    ),
    ...paragraphs(f.duties),
    body(line`其中：未缴纳的罚款${amount(f.fine)}；加处罚款${amount(f.surcharge)}（${fill(f.arithmetic, 12)}）。`),
    body(
      line`依据${coercionLaw}第五十四条、${procedure}第七十六条的规定，现催告${your(f.party)}自收到本催告书之日起十个工作日内，以${fill(f.how, 10)}的方式履行上述义务。逾期仍不履行的，本局将依法申请人民法院强制执行。`,
    ),
    body(line`${your(f.party)}收到本催告书后有权进行陈述和申辩。`),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

const remediesUsed = {
  none: '在法定期限内未申请行政复议，也未提起行政诉讼',
  upheld: '经行政复议或者行政诉讼，行政处罚决定已被维持或者驳回请求',
}

/** 行政处罚强制执行申请书: the papers of Coercion Law art. 55. */
export const enforcementApplication = paper({
  kind: 'enforcementApplication',
  title: '行政处罚强制执行申请书',
  formNo: 49,
  numbering: { word: '市监执申' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${coercionLaw}第五十三条、第五十五条；${procedure}第七十六条`,
  fields: z.object({
    ...decisionFields,
    court: text('受理申请的人民法院'),
    servedOn: decisionServedOn,
    remedies: choice('行政复议、行政诉讼情况', remediesUsed),
    demandNumber: text('催告书文号'),
    demandServedOn: day('催告书送达日期'),
    opinion: long('当事人的意见'),
    unperformed: long('申请强制执行的标的（未履行的内容）'),
    fine: sum('未缴纳的罚款').optional(),
    surcharge: sum('加处罚款').optional(),
    arithmetic: text('加处罚款的计算').optional(),
    headSigned: text('签署申请的机关负责人'),
    attachments: long('附件（决定书及其事实、理由和依据，催告情况，其他材料）'),
    orgAddress: text('申请机关地址'),
    ...contactFields,
  }),
  elements: [
    {
      name: '行政决定书及作出决定的事实、理由和依据',
      basis: `${coercionLaw}第五十五条`,
      field: 'attachments',
      present: (f) => Boolean(f.decisionNumber && f.attachments),
    },
    {
      name: '当事人的意见及行政机关催告情况',
      basis: `${coercionLaw}第五十五条`,
      field: 'opinion',
      present: (f) => Boolean(f.opinion && f.demandNumber && f.demandServedOn),
    },
    { name: '申请强制执行标的情况', basis: `${coercionLaw}第五十五条`, field: 'unperformed', present: (f) => Boolean(f.unperformed) },
    {
      name: '机关负责人签名、机关印章和日期',
      basis: `${coercionLaw}第五十五条`,
      field: 'headSigned',
      present: (f, head) => Boolean(f.headSigned && head.org && head.day),
    },
    {
      name: '加处罚款不超出罚款数额',
      basis: `${penaltyLaw}第七十二条第一款第一项`,
      field: 'surcharge',
      present: (f) => (f.surcharge ?? 0) <= (f.fine ?? Number.POSITIVE_INFINITY),
    },
  ],
  prefill: (facts) => {
    const demand = lastIssued(facts, 'demandLetter')
    return {
      ...decisionCited(facts),
      servedOn: lastIssued(facts, 'penaltyDecision')?.servedOn,
      demandNumber: demand?.number,
      demandServedOn: demand?.servedOn,
      fine: facts.fine,
      orgAddress: facts.org.address,
      ...contactOf(facts),
    }
  },
  blocks: (f, head) => [
    addressee(f.court),
    heading('申请人'),
    body(line`名称：${head.org}　地址：${fill(f.orgAddress, 12)}`),
    body(line`联系人：${fill(f.contactPerson, 5)}　联系电话：${fill(f.contactPhone, 7)}`),
    heading('被申请人'),
    ...partyLines(f.party),
    heading('申请事项'),
    body(line`申请强制执行${cited('行政处罚决定书', f.decisionNumber, f.decisionDay)}中被申请人未履行的下列内容：`),
    ...paragraphs(f.unperformed),
    body(line`未缴纳的罚款${amount(f.fine)}；加处罚款${amount(f.surcharge)}（${fill(f.arithmetic, 12)}）。`),
    heading('事实和理由'),
    body(
      line`上述《行政处罚决定书》已于${dayText(f.servedOn)}送达被申请人。被申请人${fill(f.remedies && remediesUsed[f.remedies], 12)}，又未履行行政处罚决定。本局于${dayText(f.demandServedOn)}送达《行政处罚决定履行催告书》（${fill(f.demandNumber, 8)}），被申请人逾期仍未履行。`,
    ),
    body(line`被申请人的意见：`),
    ...paragraphs(f.opinion),
    body(line`依据${coercionLaw}第五十三条、${penaltyLaw}第七十二条第一款第四项的规定，特申请贵院强制执行。`),
    body(line`附件：`),
    ...paragraphs(f.attachments),
    signLines(line`申请机关负责人（签名）：${fill(undefined, 8)}`),
    signature(head),
  ],
  copies: { count: 2, where: '一份送人民法院，一份归档' },
})
