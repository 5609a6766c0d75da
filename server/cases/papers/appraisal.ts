import { z } from 'zod'
import { body, dayText, fill, line, paperFor, paragraphs } from '#kernel/paper'
import { type CaseFacts, lastIssued } from './facts.ts'
import { choice, day, goods, long, party, text } from './fields.ts'
import { contactFields, contactOf } from './particulars.ts'
import { addressee, cited, coercionLaw, contact, goodsList, partyLines, procedure, signature, your } from './parts.ts'

const paper = paperFor<CaseFacts>()
const kinds = { test: '检测', inspect: '检验', quarantine: '检疫', appraise: '鉴定' }
const basis = `${procedure}第三十二条`

/** 检测/检验/检疫/鉴定委托书 */
export const appraisalCommission = paper({
  kind: 'appraisalCommission',
  title: '检测/检验/检疫/鉴定委托书',
  titleFor: (f) => `${f.appraisal ? kinds[f.appraisal] : '检测/检验/检疫/鉴定'}委托书`,
  formNo: 30,
  numbering: { word: '市监检鉴委' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis,
  fields: z.object({
    to: text('受委托机构'),
    appraisal: choice('委托类别', kinds),
    qualification: text('受委托机构的资质证书编号'),
    goods: goods('委托物品'),
    questions: long('委托事项及要求'),
    dueOn: day('提交结论的期限'),
    ...contactFields,
  }),
  elements: [{ name: '受委托机构具有法定资质', basis, field: 'qualification', present: (f) => Boolean(f.qualification) }],
  prefill: (facts) => ({ goods: facts.goods, ...contactOf(facts) }),
  blocks: (f, head) => [
    addressee(f.to),
    body(
      line`因调查案件需要，依据${basis}的规定，本局委托你单位（资质证书编号：${fill(f.qualification, 8)}）对下列物品进行${fill(f.appraisal && kinds[f.appraisal], 5)}：`,
    ),
    goodsList(f.goods),
    body(line`委托事项及要求：`),
    ...paragraphs(f.questions),
    body(line`请于${dayText(f.dueOn)}前向本局提交书面结论。结论应当由有关人员签名或者盖章，并加盖机构公章。`),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送受委托机构，一份归档' },
})

/** 检测/检验/检疫/鉴定期间告知书: this time is not counted, but only once it is told in writing. */
export const appraisalPeriod = paper({
  kind: 'appraisalPeriod',
  title: '检测/检验/检疫/鉴定期间告知书',
  titleFor: (f) => `${f.appraisal ? kinds[f.appraisal] : '检测/检验/检疫/鉴定'}期间告知书`,
  formNo: 31,
  numbering: { word: '市监检鉴期' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis: `${coercionLaw}第二十五条第三款；${procedure}第三十八条`,
  fields: z.object({
    party: party(),
    appraisal: choice('类别', kinds),
    formerNumber: text('实施行政强制措施决定书文号'),
    formerDay: day('实施行政强制措施决定书日期'),
    from: day('期间起始日期'),
    to: day('期间届满日期'),
  }),
  elements: [{ name: '明确的期间', basis: `${coercionLaw}第二十五条第三款`, present: (f) => Boolean(f.from && f.to && f.from <= f.to) }],
  prefill: (facts) => {
    const former = lastIssued(facts, 'coerciveMeasure')
    return { party: facts.party, formerNumber: former?.number, formerDay: former?.day }
  },
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(
      line`本局${cited('实施行政强制措施决定书', f.formerNumber, f.formerDay)}，对有关财物实施行政强制措施。因调查需要，需对上述财物进行${fill(f.appraisal && kinds[f.appraisal], 5)}。`,
    ),
    body(
      line`依据${coercionLaw}第二十五条第三款的规定，现告知${your(f.party)}：${fill(f.appraisal && kinds[f.appraisal], 5)}的期间自${dayText(f.from)}起至${dayText(f.to)}止。该期间不计入查封、扣押的期限，所需费用由本局承担。`,
    ),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})

/** 检测/检验/检疫/鉴定结果告知书 */
export const appraisalResult = paper({
  kind: 'appraisalResult',
  title: '检测/检验/检疫/鉴定结果告知书',
  titleFor: (f) => `${f.appraisal ? kinds[f.appraisal] : '检测/检验/检疫/鉴定'}结果告知书`,
  formNo: 32,
  numbering: { word: '市监检鉴结' },
  external: true,
  layout: 'notice',
  archive: { volume: 'main', place: 3 },
  basis,
  fields: z.object({
    party: party(),
    appraisal: choice('类别', kinds),
    body: text('作出结论的机构'),
    report: text('报告名称及编号'),
    result: long('结论'),
    objection: long('提出异议的途径和期限').optional(),
    ...contactFields,
  }),
  elements: [],
  prefill: (facts) => ({ party: facts.party, ...contactOf(facts) }),
  blocks: (f, head) => [
    ...partyLines(f.party),
    body(
      line`本局委托${fill(f.body, 12)}对${your(f.party)}的有关物品进行${fill(f.appraisal && kinds[f.appraisal], 5)}。该机构出具了${fill(f.report, 12)}，结论为：`,
    ),
    ...paragraphs(f.result),
    body(line`依据${basis}的规定，现将上述结果告知${your(f.party)}。`),
    ...(f.objection === undefined ? [] : paragraphs(f.objection)),
    contact({ person: f.contactPerson, phone: f.contactPhone }),
    signature(head),
  ],
  copies: { count: 2, where: '一份送达，一份归档' },
})
