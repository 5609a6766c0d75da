import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { demandsOf, placeholdersOf, plain, renderDocx, renderHtml, within } from '#kernel/paper'
import { archiveOrder, type CaseFacts, type CasePaper, casePaper, casePapers, isCasePaper } from './index.ts'

const kinds = Object.keys(casePapers).filter(isCasePaper)
const officers = [
  { name: '某甲', certificate: '35010000001' },
  { name: '某乙', certificate: '35010000002' },
]
const facts: CaseFacts = {
  org: { name: '某某市市场监督管理局', government: '某某市人民政府', court: '某某市人民法院', payment: '银行缴款' },
  party: { kind: 'organisation', name: '某某公司', address: '某路1号' },
  officers,
  evidence: [{ name: '现场笔录', proves: '销售的事实' }],
  goods: [{ name: '鞋', quantity: '3' }],
  penalties: ['罚款2000元'],
  fine: 2000,
  issued: [{ kind: 'coerciveMeasure', title: '实施行政强制措施决定书', number: '榕市监强制〔2026〕3号', day: '2026-03-16' }],
}
const head = { org: facts.org.name, day: '2026-05-12' }

type Schema = {
  type?: string
  enum?: unknown[]
  format?: string
  widget?: string
  items?: Schema
  properties?: Record<string, Schema>
  title?: string
  required?: string[]
}
// A paper's form is the JSON Schema that zod made of its fields.
const formOf = (kind: CasePaper) => casePaper(kind).form as Schema

function sampleOf(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return 3
  if (schema.format === 'date') return '2026-03-18'
  if (schema.widget === 'minute') return '2026-03-18T09:05'
  if (schema.type === 'array') return [sampleOf(schema.items ?? {})]
  if (schema.type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, sampleOf(value)]))
  return `${schema.title}`
}

/** What the sample of a schema cannot know: rules between fields. */
const particular: Partial<Record<CasePaper, Record<string, unknown>>> = {
  electronicDataRecord: { hash: 'a'.repeat(64) },
  collectiveDiscussion: { present: '某丙、某丁' },
  earlyDisposalNotice: { until: '2026-06-12' },
  refundOrder: { dueOn: '2026-06-12' },
}

const complete = (kind: CasePaper): Record<string, unknown> => ({
  // The sample of an object schema is an object.
  ...(sampleOf(formOf(kind)) as Record<string, unknown>),
  ...casePaper(kind).prefill(facts),
  ...particular[kind],
})
const missing = (kind: CasePaper, change: Record<string, unknown>, on: { org: string; day?: string } = head) =>
  casePaper(kind)
    .completeness({ ...complete(kind), ...change }, on)
    .map((each) => each.name)

describe('the papers of a case', () => {
  test('are the 56 forms of the ministry, each once, with its article and its Chinese labels', () => {
    const numbers = kinds.map((kind) => casePaper(kind).formNo)
    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      Array.from({ length: 56 }, (_, at) => at + 1),
    )
    for (const kind of kinds) {
      assert.equal(casePaper(kind).kind, kind)
      assert.match(casePaper(kind).basis, /《/u)
      for (const [field, schema] of Object.entries(formOf(kind).properties ?? {}))
        assert.match(schema.title ?? '', /\p{Script=Han}/u, `${kind}.${field}`)
    }
  })

  test('have kinds of number of their own, so that no two share a register', () => {
    const words = kinds.flatMap((kind) => {
      const { numbering } = casePaper(kind)
      return typeof numbering === 'object' ? [numbering.word] : []
    })
    assert.equal(new Set(words).size, words.length)
    assert.equal(words.includes('市监处罚') && words.includes('市监罚告') && words.includes('市监不罚'), true)
    assert.equal(
      words.some((word) => word.includes('听告')),
      false,
    )
  })

  test('have a placeholder of its own for everything that a template must print', () => {
    for (const kind of kinds) {
      const names = placeholdersOf(casePaper(kind)).map(({ name, list }) => within(list, name))
      assert.deepEqual(names, [...new Set(names)], kind)
      for (const { label, anyOf } of demandsOf(casePaper(kind)))
        assert.ok(
          anyOf.every((name) => names.includes(name)),
          `${kind}: ${label}`,
        )
    }
    const of = (kind: CasePaper) => demandsOf(casePaper(kind)).map(({ label }) => label)
    for (const label of [
      '机关名称',
      '文号',
      '成文日期',
      '当事人：名称（姓名）',
      '当事人：住所（住址）',
      '证据：证据名称',
      '行政复议机关',
      '人民法院',
    ])
      assert.ok(of('penaltyDecision').includes(label), label)
    assert.ok(of('sceneRecord').includes('检查人员：执法证号'))
    assert.equal(of('sceneRecord').includes('文号'), false)
  })

  for (const kind of kinds) {
    test(`${kind} is complete when it is filled in, and names each mandatory field that is taken away`, () => {
      assert.deepEqual(missing(kind, {}), [])
      const properties = formOf(kind).properties ?? {}
      for (const field of formOf(kind).required ?? []) {
        assert.ok(missing(kind, { [field]: undefined }).includes(properties[field]?.title ?? ''), `${kind} without ${field}`)
      }
    })

    test(`${kind} is drawn empty and full, as Word and as page`, async () => {
      for (const fields of [{}, complete(kind)]) {
        const composed = casePaper(kind).compose(fields, head)
        assert.ok((await renderDocx(composed)).length > 5000)
        const html = renderHtml(composed)
        assert.equal(/undefined|NaN|\[object/u.test(html), false, kind)
        assert.ok(html.includes(composed.title) && html.includes(head.org))
      }
    })
  }
})

const one = [officers[0]]
/** The forbidden half of each rule: what is changed, and what the paper then says is missing. */
const broken: readonly (readonly [CasePaper, Record<string, unknown>, string])[] = [
  ['filingApproval', { outcome: 'file', handlers: '某甲' }, '两名以上办案人员'],
  ['sceneRecord', { officers: one }, '两名以上执法人员及其执法证号'],
  ['sceneRecord', { officers: [{ name: '某甲' }, { name: '某乙' }] }, '两名以上执法人员及其执法证号'],
  ['sceneRecord', { certificateShown: false }, '主动出示执法证件'],
  ['sceneRecord', { rightsTold: false }, '告知陈述权、申辩权和申请回避权'],
  ['sceneRecord', { attendance: 'absent', witness: '', recording: '' }, '当事人未到场或者拒绝配合时的见证人或者音像记录'],
  ['serviceAddress', { mode: 'electronic', consent: false }, '受送达人同意电子送达并确认接收文书的电子地址'],
  ['evidenceExtraction', { officers: one }, '两名以上执法人员及其执法证号'],
  ['electronicDataRecord', { hash: 'abc' }, '完整性校验值（64位十六进制）'],
  ['inquiryRecord', { officers: one }, '两名以上询问人及其执法证号'],
  ['inquiryRecord', { rightsTold: false }, '告知陈述权、申辩权和申请回避权'],
  ['propertyList', { goods: [{ name: '鞋' }] }, '名称和数量'],
  ['coerciveMeasure', { days: 31 }, '期限不超过三十日'],
  ['coerciveMeasure', { party: { kind: 'person', name: '某丙' } }, '当事人的姓名或者名称、地址'],
  ['coerciveExtension', { days: 31 }, '延长期限不超过三十日'],
  ['appraisalPeriod', { from: '2026-03-02', to: '2026-03-01' }, '明确的期间'],
  ['investigationReport', { officers: one }, '两名以上办案人员'],
  ['reviewForm', { handlers: '某甲、某乙', reviewer: '某乙' }, '审核人不是本案办案人员'],
  ['priorNotice', { party: { kind: 'person', name: '某丙' } }, '当事人的姓名或者名称'],
  ['hearingNotice', { handlers: '某甲、某乙', recorder: '某甲' }, '主持人、听证员、记录员不是本案办案人员'],
  ['hearingRecord', { rightsTold: false }, '告知权利义务并询问是否申请回避'],
  ['collectiveDiscussion', { present: '某丙' }, '两名以上部门负责人出席'],
  ['onSpotDecision', { penalty: 'fine', fine: undefined }, '罚款数额'],
  ['onSpotDecision', { fine: 3001 }, '罚款不超过当场处罚的限额（自然人二百元、法人或者其他组织三千元；个体工商户从严按二百元）'],
  [
    'onSpotDecision',
    { fine: 201, party: { kind: 'business', name: '某店', address: '某路' } },
    '罚款不超过当场处罚的限额（自然人二百元、法人或者其他组织三千元；个体工商户从严按二百元）',
  ],
  ['noPenaltyDecision', { ground: 'minor', education: undefined }, '对当事人的教育'],
  ['instalmentNotice', { answer: 'postpone', until: undefined }, '延期的期限或者分期的安排'],
  ['instalmentNotice', { answer: 'instalments', instalments: undefined }, '延期的期限或者分期的安排'],
  ['demandLetter', { fine: 100, surcharge: 101 }, '加处罚款不超出罚款数额'],
  ['enforcementApplication', { fine: 100, surcharge: 101 }, '加处罚款不超出罚款数额'],
  ['serviceReceipt', { mode: 'direct', receivedBy: undefined }, '收件人'],
  ['serviceReceipt', { mode: 'lien', witness: undefined, recording: undefined }, '留置送达的见证人或者拍照、录像记录，以及拒收事由'],
  ['serviceReceipt', { mode: 'electronic', recording: undefined }, '电子送达、公告送达的截屏或者拍照、录像记录'],
  ['goodsDisposal', { disposal: 'destroy', supervisor: undefined, recording: undefined }, '监督人或者音像记录'],
  ['goodsDisposal', { disposal: 'giveBack', receiver: undefined }, '接收单位'],
  ['goodsTransferNotice', { listNumber: undefined }, '清单编号'],
  ['detentionAssistance', { goods: [{ quantity: '3' }] }, '协助扣押的物品'],
  ['seal', { sealedOn: undefined }, '加封日期'],
  ['custodyAppointment', { goods: [{ name: '鞋' }] }, '委托保管物品的名称和数量'],
  ['earlyDisposalConsent', { wish: undefined }, '权利人的意见'],
  ['earlyDisposalConsent', { approvedBy: undefined }, '批准的部门负责人'],
  ['earlyDisposalConsent', { officers: one }, '两名以上执法人员'],
  ['earlyDisposalNotice', { until: '2026-05-12' }, '公告期'],
  ['samplingRecord', { officers: one }, '两名以上抽样人员及其执法证号'],
  ['samplingRecord', { sealed: false }, '对样品加贴封条'],
  ['samplingRecord', { listed: false }, '开具样品清单'],
  ['samplingRecord', { way: 'remote', recording: undefined }, '网络、电话购买抽样的音像记录'],
  ['samplingRecord', { attendance: 'absent', witness: undefined, recording: undefined }, '当事人未到场或者拒绝配合时的见证人或者音像记录'],
  ['refundOrder', { amount: 0 }, '应当退还的金额'],
  ['refundOrder', { dueOn: '2026-05-11' }, '退还期限'],
  ['archiveNote', { binder: '某甲', checker: '某甲' }, '检查人不是立卷人'],
]

describe('a legal element that is not there', () => {
  for (const [kind, change, name] of broken)
    test(`${kind}: ${name} (${Object.keys(change)})`, () => assert.deepEqual(missing(kind, change), [name]))

  test('the seven elements of a decision are named one by one', () => {
    for (const [change, name] of [
      [{ party: { kind: 'organisation', name: '某某公司' } }, '当事人的姓名或者名称、地址等基本情况'],
      [{ evidence: [] }, '证据'],
      [{ statement: '' }, '陈述、申辩、听证情况，采纳情况及理由'],
      [{ penalties: [] }, '行政处罚的内容'],
      [{ performance: undefined }, '缴款或者其他履行方式'],
      [{ government: undefined }, '行政复议机关'],
      [{ court: undefined }, '人民法院'],
    ] as const)
      assert.ok(missing('penaltyDecision', change).includes(name), name)
    assert.deepEqual(missing('penaltyDecision', {}, { org: head.org }), ['作出行政处罚决定的机关名称、印章和作出决定的日期'])
  })
})

const wordsOf = (kind: CasePaper, change: Record<string, unknown> = {}) =>
  casePaper(kind)
    .compose({ ...complete(kind), ...change }, head)
    .blocks.map((block) => ('text' in block && typeof block.text !== 'string' ? plain(block.text) : ''))
    .join('\n')

describe('what the ministry’s forms of 2021 still have, and the law no longer', () => {
  test('service by announcement takes thirty days, not sixty', () => {
    assert.match(wordsOf('serviceAnnouncement'), /自公告发布之日起经过三十日，即视为送达/u)
    assert.doesNotMatch(wordsOf('serviceAnnouncement'), /六十日/u)
  })

  test('against a penalty on the spot reconsideration comes first; against another one may choose', () => {
    assert.match(wordsOf('onSpotDecision'), /先向某某市人民政府申请行政复议；对行政复议决定不服的/u)
    assert.doesNotMatch(wordsOf('onSpotDecision'), /也可以.*提起行政诉讼/u)
    assert.match(wordsOf('penaltyDecision'), /六十日内向某某市人民政府申请行政复议，也可以.*六个月内依法向某某市人民法院提起行政诉讼/u)
  })

  test('the hearing is a box on the notice, and only then a right told', () => {
    assert.match(wordsOf('priorNotice', { right: 'hearing' }), /五个工作日内向本局提出陈述、申辩意见，或者要求举行听证/u)
    assert.doesNotMatch(wordsOf('priorNotice', { right: 'statement' }), /要求举行听证/u)
  })

  test('preservation ends by itself after seven working days, and the paper says so', () => {
    assert.match(wordsOf('preservationNotice'), /七个工作日内.*逾期未作出处理决定的，先行登记保存措施自动解除/u)
  })
})

describe('what no source of ours confirms', () => {
  const doubtful: readonly CasePaper[] = [
    'goodsTransferNotice',
    'detentionAssistance',
    'seal',
    'custodyAppointment',
    'earlyDisposalConsent',
    'earlyDisposalNotice',
    'refundOrder',
  ]
  test('is marked where an officer reads the article, and nowhere else', () => {
    assert.deepEqual(
      kinds.filter((kind) => casePaper(kind).basis.includes('条文未核实')),
      kinds.filter((kind) => doubtful.includes(kind)),
    )
  })

  test('is printed only as the officer confirmed it, without the mark', () => {
    for (const kind of doubtful) {
      const { articles } = formOf(kind).properties ?? {}
      const printed = renderHtml(casePaper(kind).compose({ ...complete(kind), ...(articles && { articles: '《某法》第一条' }) }, head))
      assert.doesNotMatch(printed, /未核实/u, kind)
      if (!articles) continue
      assert.match(articles.title ?? '', /条文未核实/u)
      assert.match(printed, /《某法》第一条/u)
    }
  })
})

describe('a case’s file', () => {
  const filed = (id: string, kind: CasePaper, day: string, serves?: string) => ({ id, kind, day, ...(serves && { serves }) })

  test('has the order of art. 78 in both volumes, each receipt behind its paper', () => {
    const { main, secondary } = archiveOrder([
      filed('disposal', 'goodsDisposal', '2026-06-01'),
      filed('closing', 'closingApproval', '2026-06-02'),
      filed('hearing', 'hearingRecord', '2026-04-25'),
      filed('scene', 'sceneRecord', '2026-03-02'),
      filed('noticeReceipt', 'serviceReceipt', '2026-04-02', 'notice'),
      filed('notice', 'priorNotice', '2026-04-01'),
      filed('decisionReceipt', 'serviceReceipt', '2026-05-13', 'decision'),
      filed('review', 'reviewForm', '2026-03-28'),
      filed('decision', 'penaltyDecision', '2026-05-12'),
      filed('filing', 'filingApproval', '2026-03-01'),
      filed('report', 'investigationReport', '2026-03-25'),
      filed('hearingReport', 'hearingReport', '2026-04-28'),
      filed('source', 'caseSourceRegistration', '2026-02-20'),
    ])
    assert.deepEqual(
      main.map((each) => each.id),
      ['filing', 'decision', 'decisionReceipt', 'notice', 'noticeReceipt', 'scene', 'hearing', 'disposal'],
    )
    assert.deepEqual(
      secondary.map((each) => each.id),
      ['source', 'report', 'review', 'hearingReport', 'closing'],
    )
  })

  test('keeps a receipt whose paper is not in it', () => {
    assert.deepEqual(
      archiveOrder([filed('a', 'serviceReceipt', '2026-01-01', 'gone')]).main.map((each) => each.id),
      ['a'],
    )
  })
})

test('a later paper cites the earlier one without anyone typing it', () => {
  const prefilled = casePapers.coerciveExtension.prefill(facts)
  assert.deepEqual([prefilled.formerNumber, prefilled.formerDay], ['榕市监强制〔2026〕3号', '2026-03-16'])
  assert.match(wordsOf('coerciveExtension'), /2026年3月16日作出的《实施行政强制措施决定书》（榕市监强制〔2026〕3号）/u)
})
