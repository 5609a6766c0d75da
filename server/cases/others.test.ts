import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { z } from 'zod'
import type { ComplaintDraft, SimpleDraft } from '#contract/case-drafts'
import { casesApi } from '#contract/cases'
import { type CaseWorld, openCaseWorld } from '#test/case-world'

const aComplaint = {
  receivedOn: '2026-05-06',
  complainant: '消费者甲',
  divisionCode: '350102',
  place: '子县东街 1 号',
  content: '购买的鞋是假冒商标',
  demand: '退货退款',
  respondent: { name: '子县某鞋行' },
} as const satisfies z.input<typeof ComplaintDraft>

describe('a complaint', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-05-06')
  })
  after(() => w.close())
  const register = async (draft = {}) =>
    (await w.world.as('officer', casesApi).registerComplaint({ body: { ...aComplaint, ...draft } })).id as string

  test('is accepted in seven working days and mediated in sixty days, appraisal not counted', async () => {
    const id = await register()
    assert.deepEqual(
      (await w.read('officer', id)).deadlines.map(({ name, due }) => [name, due]),
      [['accept', '2026-05-14']],
    )
    await w.take('officer', id, 'accept')
    assert.deepEqual(
      (await w.read('officer', id)).deadlines.map(({ name, due }) => [name, due]),
      [['mediate', '2026-07-05']],
    )
    w.setDay('2026-05-11')
    assert.equal((await w.take('officer', id, 'startAppraisal', { body: '某鉴定机构' })).deadlines[0]?.paused, true)
    w.setDay('2026-05-20')
    assert.equal((await w.take('officer', id, 'endAppraisal', { result: '不符合' })).deadlines[0]?.due, '2026-07-15')
    w.setDay('2026-05-06')
  })

  test('gives rise to a lead with its own fifteen working days', async () => {
    const id = await register()
    await w.take('officer', id, 'accept')
    await w.take('officer', id, 'discoverLead', { content: '店内还有大量同款' })
    const { related } = await w.world.as('officer', casesApi).complaint({ params: { matterId: id as never } })
    const lead = await w.read('officer', related[0]!.id)
    assert.deepEqual(
      lead.deadlines.map(({ limitId, due }) => [limitId, due]),
      [['COMPLAINT-LEAD-VERIFY', '2026-05-26']],
    )
    assert.deepEqual(lead.title, '子县某鞋行涉嫌知识产权违法')
  })

  test('that fails is told to both in seven working days', async () => {
    const id = await register()
    await w.take('officer', id, 'accept')
    await w.take('officer', id, 'terminate', { ground: 'absent' })
    assert.deepEqual(
      (await w.read('officer', id)).deadlines.map(({ name, due }) => [name, due]),
      [['endNotice', '2026-05-14']],
    )
    assert.equal((await w.take('officer', id, 'notifyEnd', { how: '短信' })).state, 'ended')
  })

  test('received before the measure was in force has no rule on that day', async () => {
    await assert.rejects(register({ receivedOn: '2026-04-14' }), /没有生效的程序规定/u)
  })
})

describe('the simple procedure', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const draft = (change: object = {}, penalty: object = {}): z.input<typeof SimpleDraft> => ({
    foundOn: '2026-03-03',
    divisionCode: '350102',
    place: '子县东街 1 号',
    violationCode: 'TM-103',
    facts: '销售一双侵权鞋',
    violated: '《商标法》第五十七条第三项',
    party: { name: '子县某鞋行', kind: 'legal' },
    officers: [w.world.people.officer.id, w.world.people.officer2.id] as never,
    factsClear: true,
    penalty: { target: 'party', measures: ['orderStop'], fine: 3000, confiscatedGains: 0, confiscatedGoodsValue: 0, ...penalty },
    ...change,
  })
  const open = async (change = {}, penalty = {}) =>
    (await w.world.as('officer', casesApi).openSimple({ body: draft(change, penalty) })).id as string

  test('decides on the spot, hands the cash in within two working days and the papers within seven', async () => {
    const id = await open()
    await assert.rejects(w.take('officer', id, 'decideOnSpot', { statement: '无' }), { code: 'incomplete' })
    await w.issue(id, 'onSpotDecision')
    const decided = await w.take('officer', id, 'decideOnSpot', { statement: '无' })
    assert.deepEqual(
      decided.deadlines.map(({ name, due }) => [name, due]),
      [
        ['archive', '2026-03-12'],
        ['pay', '2026-03-18'],
      ],
    )
    const cash = { ground: 'hardLater', amount: 3000, receipt: '票 1' }
    await assert.rejects(w.take('officer', id, 'collectCash', { ...cash, ground: 'upToHundred' }), { code: 'invalid' })
    await assert.rejects(w.take('officer', id, 'collectCash', { ...cash, amount: 2999 }), { code: 'invalid' })
    await w.take('officer', id, 'collectCash', cash)
    await assert.rejects(w.take('officer', id, 'archive'), { code: 'closed' })
    await assert.rejects(w.take('officer', id, 'payBank', { receipt: '银行 1' }), { code: 'incomplete' })
    const handed = await w.take('officer', id, 'handIn', { receipt: '上交 1' })
    assert.deepEqual(
      handed.deadlines.map(({ name, due }) => [name, due]),
      [
        ['archive', '2026-03-12'],
        ['bank', '2026-03-05'],
      ],
    )
    await w.take('officer', id, 'payBank', { receipt: '银行 1' })
    assert.equal((await w.take('officer', id, 'archive')).state, 'archived')
  })

  test('keeps the number of its decision, and the next case on the party names it', async () => {
    const party = { name: '子县某帽行', kind: 'legal', creditCode: '91350102MA00000077' }
    const [id, next] = [await open({ party }), await open({ party })]
    await w.world.sql.query(
      `insert into paper (matter_id, kind, title, state, number, word, year, serial, org_id, org_at, issued_on, issued_by, issued_as)
       select id, 'onSpotDecision', '当场行政处罚决定书', 'issued', '子市监当罚〔2026〕7号', '子市监当罚', 2026, 7, owner_org_id, 0, '2026-03-03', '测试', '测试'
         from matter where id = $1`,
      [id],
    )
    const detail = async (of: string) => w.world.as('officer', casesApi).case({ params: { matterId: of as never } })
    assert.equal((await detail(id)).decisionNumber, null)
    await w.take('officer', id, 'decideOnSpot', { statement: '无' })
    assert.equal((await detail(id)).decisionNumber, '子市监当罚〔2026〕7号')
    assert.deepEqual(
      (await detail(next)).earlier.map(({ decisionNumber }) => decisionNumber),
      ['子市监当罚〔2026〕7号'],
    )
  })

  test('deposits the file while the fine is still owed, and ends when the bank has it', async () => {
    const id = await open()
    await w.issue(id, 'onSpotDecision')
    await w.take('officer', id, 'decideOnSpot', { statement: '无' })
    await assert.rejects(w.take('officer', id, 'archive'), /罚款尚未缴清/u)
    const waiting = await w.take('officer', id, 'depositFile')
    assert.deepEqual([waiting.state, waiting.closed, waiting.deadlines.map(({ name }) => name)], ['decided', false, ['pay']])
    await assert.rejects(w.take('officer', id, 'depositFile'), { code: 'closed' })
    await assert.rejects(w.take('officer', id, 'archive'), /罚款尚未缴清/u)
    w.setDay('2026-03-16')
    assert.equal((await w.take('officer', id, 'recordPayment', { receipt: '银行回单 1' })).state, 'paid')
    assert.equal((await w.take('officer', id, 'archive')).state, 'archived')
    w.setDay('2026-03-03')
  })

  test('collects what was not paid in time like every fine: after the fifteen days, by demand and court, with reconsideration before any suit', async () => {
    const id = await open()
    await w.issue(id, 'onSpotDecision')
    await w.take('officer', id, 'decideOnSpot', { statement: '无' })
    w.setDay('2026-03-18')
    await assert.rejects(w.take('officer', id, 'collect'), { code: 'tooEarly' })
    w.setDay('2026-03-19')
    await w.take('officer', id, 'collect')
    await assert.rejects(w.take('officer', id, 'collect'), { code: 'closed' })
    await assert.rejects(w.take('officer', id, 'recordPayment', { receipt: '回单' }), /罚没款执行中登记/u)
    await assert.rejects(w.take('officer', id, 'archive'), { code: 'closed' })
    const track = await w.child('officer', id, '罚没款执行')
    const { deadlines, steps } = await w.read('officer', track)
    // No term for a suit: the party may not sue before it was reconsidered.
    assert.deepEqual(
      deadlines.map(({ name, due }) => [name, due]),
      [
        ['payment', '2026-03-18'],
        ['reconsideration', '2026-05-06'],
      ],
    )
    assert.ok(steps.some(({ name }) => name === 'demand'))
    await assert.rejects(w.take('officer', track, 'startRemedy', { kind: 'suit', proof: '应诉通知书' }), { code: 'invalid' })
    await w.take('officer', track, 'startRemedy', { kind: 'reconsideration', proof: '受理通知书' })
    await w.take('officer', track, 'endRemedy', { result: 'upheld', proof: '复议决定书' })
    await w.take('officer', track, 'startRemedy', { kind: 'suit', proof: '应诉通知书' })
    await w.take('officer', track, 'endRemedy', { result: 'upheld', proof: '判决书' })
    await w.issue(track, 'demandLetter')
    await w.take('officer', track, 'demand', { servedOn: '2026-03-19' })
    await w.take('officer', track, 'pay', { fine: 3000, confiscated: 0, surcharge: 0, receipt: '银行回单 2' })
    await w.take('officer', track, 'settle')
    assert.equal((await w.take('officer', id, 'archive')).state, 'archived')
    w.setDay('2026-03-03')
  })

  test('that nobody took to reconsideration is ready for the court when those sixty days are over', async () => {
    const id = await open()
    await w.issue(id, 'onSpotDecision')
    await w.take('officer', id, 'decideOnSpot', { statement: '无' })
    w.setDay('2026-05-07')
    await w.take('officer', id, 'collect')
    const track = await w.child('officer', id, '罚没款执行')
    await assert.rejects(w.take('officer', track, 'lapseRemedies', { endsOn: '2026-05-05' }), { code: 'invalid' })
    const lapsed = await w.take('officer', track, 'lapseRemedies', { endsOn: '2026-05-06' })
    assert.equal(lapsed.deadlines.find(({ name }) => name === 'window')?.due, '2026-08-06')
    w.setDay('2026-03-03')
  })

  test('of a mere warning ends with its file; there is no fine whose file could go ahead', async () => {
    const id = await open({ violationCode: 'TM-210' }, { measures: ['warning'], fine: 0 })
    await w.issue(id, 'onSpotDecision')
    await w.take('officer', id, 'decideOnSpot', { statement: '无' })
    await assert.rejects(w.take('officer', id, 'depositFile'), { code: 'closed' })
    assert.equal((await w.take('officer', id, 'archive')).state, 'archived')
  })

  test('stops at 3,000 yuan for a body and at 200 for a person, and knows no confiscation', async () => {
    for (const id of [
      await open({}, { fine: 3000.01 }),
      await open({ party: { name: '某甲', kind: 'natural' } }, { fine: 200.01 }),
      await open({ party: { name: '某店', kind: 'soleTrader' } }, { fine: 200.01 }),
      await open({}, { measures: ['orderStop', 'confiscateGoods'], confiscatedGoodsValue: 10 }),
      await open({ factsClear: false }),
    ]) {
      await w.issue(id, 'onSpotDecision')
      await assert.rejects(w.take('officer', id, 'decideOnSpot', { statement: '无' }), /第66条/u)
    }
    const person = await open({ party: { name: '某甲', kind: 'natural' } }, { fine: 200 })
    await w.issue(person, 'onSpotDecision')
    assert.equal((await w.take('officer', person, 'decideOnSpot', { statement: '无' })).state, 'decided')
  })

  test('is not for one officer, nor for whoever is not there', async () => {
    const { officer, officer2, officer3 } = w.world.people
    await assert.rejects(open({ officers: [officer.id] }), { code: 'invalid' })
    await assert.rejects(open({ officers: [officer2.id, officer3.id] }), { code: 'invalid' })
  })

  test('turns into a lead where it should have been the ordinary procedure', async () => {
    const id = await open({}, { fine: 20_000 })
    assert.equal((await w.take('officer', id, 'turnOrdinary', { reason: '罚款超过当场处罚限额' })).state, 'turnedOrdinary')
    const { related } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
    assert.equal(related[0]?.process, 'lead')
  })
})
