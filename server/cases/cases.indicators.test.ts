import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import type { OrgId } from '#contract/common'
import { indicatorsApi } from '#contract/indicators-catalogue'
import { aPenalty, aReport, type CaseWorld, openCaseWorld } from '#test/case-world'
import { movedBy } from '#test/counted'
import { caseIndicators } from './cases.indicators.ts'
import { countMissed } from './missed.jobs.ts'

/** Every act with all that it moves; what stands in no line is not moved by it. */
describe('what the case room counts', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-05-06')
  })
  after(() => w.close())

  const seen = new Set<string>()
  const moves = async (act: () => Promise<unknown>, expected: Record<string, number>) => {
    assert.deepEqual(await movedBy(w.world.sql, act), expected)
    for (const id of Object.keys(expected)) seen.add(id)
  }
  const nothing = (act: () => Promise<unknown>) => moves(act, {})
  const party = async (id: string) => (await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })).parties[0]!
  const org = (key: string) => w.world.orgs.get(key) as OrgId // the world's own key
  const found = { foundOn: '2026-05-06' }
  const { officer, officer2 } = { officer: 'officer', officer2: 'officer2' } as const

  test('leads: registered, withdrawn, handed on, filed or not', async () => {
    let id = ''
    await moves(async () => (id = await w.register(officer, found)), { 'leads.registered': 1, 'leads.open': 1 })
    await moves(() => w.take(officer, id, 'withdraw', { reason: '重复登记' }), { 'leads.withdrawn': 1, 'leads.open': -1 })
    id = await w.register(officer, found)
    await nothing(() => w.take('unitHead', id, 'assign', { officers: [w.world.people.officer.id, w.world.people.officer2.id] }))
    await w.issue(id, 'transferLetter')
    await moves(() => w.take('deputyHead', id, 'transferOut', { toOutside: '某县公安局', reason: '不属于本局' }), {
      'leads.transferred': 1,
      'leads.open': -1,
    })
    id = await w.register(officer, found)
    await w.take('unitHead', id, 'assign', { officers: [w.world.people.officer.id, w.world.people.officer2.id] })
    await nothing(() => w.take(officer, id, 'proposeNotFiling', { ground: 'other', findings: '没有违法事实' }))
    await w.issue(id, 'filingApproval')
    await moves(() => w.take('deputyHead', id, 'approveNotFiled'), { 'leads.notFiled': 1, 'leads.open': -1 })
  })

  test('complaints: received, and mediated with or without an agreement', async () => {
    const complaint = {
      receivedOn: '2026-05-06',
      ...{ complainant: '消费者甲', divisionCode: '350102', place: '子县东街 1 号', content: '假冒商标', demand: '退货' },
      respondent: { name: '子县某鞋行' },
    } as const
    const receive = async () => (await w.world.as(officer, casesApi).registerComplaint({ body: complaint })).id as string
    let id = ''
    await moves(async () => (id = await receive()), { 'complaints.received': 1, 'complaints.open': 1 })
    await nothing(() => w.take(officer, id, 'accept'))
    await moves(() => w.take(officer, id, 'settle', { agreement: '退货退款' }), {
      'complaints.open': -1,
      'complaints.settled': 1,
      'complaints.mediated': 1,
    })
    id = await receive()
    await w.take(officer, id, 'accept')
    await moves(() => w.take(officer, id, 'terminate', { ground: 'absent' }), { 'complaints.mediated': 1 })
    await moves(() => w.take(officer, id, 'notifyEnd', { how: '短信' }), { 'complaints.open': -1 })
  })

  test('a case: filed, decided in time with its field and its money, published, closed', async () => {
    let id = ''
    await moves(async () => (id = await w.file(found)), { 'leads.registered': 1, 'leads.filed': 1, 'cases.filed': 1, 'cases.open': 1 })
    await w.issue(id, 'investigationReport')
    await nothing(async () => w.take(officer, id, 'report', await aReport(w, id)))
    await w.take(officer, id, 'submitReview')
    await w.issue(id, 'reviewForm')
    await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
    await w.take('deputyHead', id, 'approveNotice')
    await w.issue(id, 'priorNotice', 'penaltyDecision')
    await nothing(() => w.tell(officer, id))
    w.setDay('2026-05-15')
    const decision = { penalties: [aPenalty((await party(id)).id)] }
    const decided = { 'cases.decided': 1, 'cases.concluded': 1, 'cases.concludedInTime': 1 }
    await moves(() => w.take('deputyHead', id, 'decide', decision), {
      ...decided,
      ...{ 'cases.decidedTrademark': 1, 'cases.handled': 1, 'cases.fined': 4200 },
    })
    await w.serve(officer, id, 'penaltyDecision')
    await nothing(() => w.take(officer, id, 'confirmService'))
    await w.take(officer, id, 'publish')
    const publicity = await w.child(officer, id, '行政处罚信息公示')
    await moves(() => w.take(officer, publicity, 'publish', { address: 'https://example.com/1' }), { 'cases.published': 1 })
    await w.take(officer, id, 'collect')
    const collection = await w.child(officer, id, '罚没款执行')
    await w.take(officer, collection, 'pay', { fine: 3000, confiscated: 0, surcharge: 0, receipt: '票据 001' })
    await w.take(officer, collection, 'settle')
    await w.take(officer, id, 'finishExecution', { content: '罚款已缴清' })
    await w.issue(id, 'closingApproval', 'goodsDisposal')
    await w.take(officer, id, 'recordDisposal', { content: '已销毁' })
    await moves(() => w.take('deputyHead', id, 'close', { summary: '执行完毕' }), { 'cases.closed': 1, 'cases.open': -1 })
    w.setDay('2026-05-06')
  })

  test('a case that is decided after its ninety days is concluded, and not in time', async () => {
    w.setDay('2026-01-05')
    const early = { foundOn: '2026-01-05' }
    const id = await w.file(early, { conductFrom: '2025-12-10', conductTo: '2026-01-04' })
    await w.issue(id, 'investigationReport')
    await w.take(officer, id, 'report', await aReport(w, id))
    await w.take(officer, id, 'submitReview')
    await w.issue(id, 'reviewForm')
    await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
    await w.take('deputyHead', id, 'approveNotice')
    await w.issue(id, 'priorNotice', 'penaltyDecision')
    await w.tell(officer, id)
    w.setDay('2026-05-15')
    const decision = { penalties: [aPenalty((await party(id)).id)] }
    await moves(() => w.take('deputyHead', id, 'decide', decision), {
      ...{ 'cases.decided': 1, 'cases.decidedTrademark': 1, 'cases.concluded': 1, 'cases.handled': 1, 'cases.fined': 4200 },
    })
    w.setDay('2026-05-06')
  })

  test('a decision on the spot is decided and not concluded: no term of ninety days ran', async () => {
    const body = {
      ...found,
      ...{ divisionCode: '350102', place: '子县东街 1 号', violationCode: 'TM-103', facts: '销售一双侵权鞋', violated: '《商标法》' },
      party: { name: '子县某鞋行', kind: 'legal' },
      officers: [w.world.people[officer].id, w.world.people[officer2].id] as never,
      factsClear: true,
      penalty: { target: 'party', measures: ['orderStop'], fine: 3000, confiscatedGains: 0, confiscatedGoodsValue: 0 },
    } as const
    let id = ''
    await nothing(async () => (id = (await w.world.as(officer, casesApi).openSimple({ body: body as never })).id))
    await w.issue(id, 'onSpotDecision')
    await moves(() => w.take(officer, id, 'decideOnSpot', { statement: '无' }), {
      ...{ 'cases.decided': 1, 'cases.decidedTrademark': 1, 'cases.handled': 1, 'cases.fined': 3000 },
    })
  })

  test('what goes to the police, and what another unit is asked for', async () => {
    const id = await w.file(found)
    await nothing(() =>
      w.take(officer, id, 'transferCriminal', { crime: '假冒注册商标罪', report: '有合理嫌疑', team: '县办案甲、县办案乙' }),
    )
    const transfer = await w.child(officer, id, '移送涉嫌犯罪案件')
    await w.take('principalHead', transfer, 'approve', { approvedAt: '2026-05-06T09:30' })
    await w.issue(transfer, 'criminalTransfer')
    const materials = { police: '某县公安局', hasReport: true, hasList: true, copied: true }
    await moves(() => w.take(officer, transfer, 'send', materials), { 'cases.toPolice': 1 })
    await nothing(() => w.take(officer, transfer, 'receipt', { signedBy: '某民警' }))
    await moves(() => w.take(officer, transfer, 'policeFile', { notice: '立字1号' }), { 'cases.policeFiled': 1 })
    const ask = { orgId: org('neighbour'), content: '请协助询问', until: '2026-06-30' }
    await nothing(() => w.take(officer, id, 'askAssistance', ask))
    const letter = await w.child(officer, id, '协助调查')
    await w.issue(letter, 'assistanceLetter')
    await moves(() => w.take(officer, letter, 'send'), { 'cases.assistanceAsked': 1 })
    await nothing(() => w.take('officerElsewhere', letter, 'receive', { contact: '邻县办案甲' }))
    await nothing(() => w.take('officerElsewhere', letter, 'answer', { result: '已询问' }))
    await moves(() => w.take(officer, letter, 'accept'), { 'cases.assistanceAnswered': 1 })
  })

  test('a term that ran out is counted the day after, stands until it is done, and is no term missed when it was put off', async () => {
    const night = (day: string) => {
      w.setDay(day)
      return w.world.inService(countMissed)
    }
    const late = await w.register('officerB', { foundOn: '2026-05-06', divisionCode: '350203' })
    const { deadlines } = await w.read('officerB', late)
    assert.deepEqual(
      deadlines.map(({ due }) => due),
      ['2026-05-26'],
    )
    await w.world.sql.query('delete from matter_clock where matter_id <> $1', [late])
    await nothing(() => night('2026-05-26'))
    await moves(() => night('2026-05-27'), { 'cases.missed': 1, 'cases.overdue': 1 })
    await nothing(() => night('2026-05-28'))
    await w.world.sql.query("update matter_clock set ended_on = '2026-06-02' where matter_id = $1", [late])
    await moves(() => night('2026-06-03'), { 'cases.overdue': -1 })
    const { rows } = await w.world.sql.query(
      "select day::text, value::int from indicator_fact where indicator = 'cases.overdue' and matter_id = $1 order by id",
      [late],
    )
    assert.deepEqual(rows, [
      { day: '2026-05-27', value: 1 },
      { day: '2026-06-02', value: -1 },
    ])
    await w.world.sql.query("update matter_clock set due = '2026-06-10' where matter_id = $1", [late])
    await moves(() => night('2026-06-04'), { 'cases.missed': -1 })
  })

  test('is at the front door what was counted, in ratios too, and not for a neighbour', async () => {
    w.setDay('2026-06-04')
    const figures = (id: string, who: 'provinceHead' | 'headElsewhere' = 'provinceHead') =>
      w.world
        .as(who, indicatorsApi)
        .figures({ params: { indicatorId: id }, query: { org: org(who === 'provinceHead' ? 'province' : 'county') } })
    const sums = new Map(
      (await w.world.sql.query('select indicator, sum(value)::float as value from indicator_fact group by 1')).rows.map((row) => [
        row.indicator,
        row.value,
      ]),
    )
    for (const id of ['leads.registered', 'cases.fined', 'cases.overdue', 'complaints.mediated'])
      assert.equal((await figures(id)).total.value, sums.get(id), id)
    assert.equal((await figures('complaints.settledRate')).total.value, 50)
    assert.equal((await figures('cases.inTimeRate')).total.value, 50)
    await assert.rejects(figures('cases.fined', 'headElsewhere'), { code: 'notFound' })
  })

  test('is declared once each, with a definition, and each was moved here but those that need a world of their own', () => {
    const ids = caseIndicators.map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
    assert.ok(caseIndicators.every(({ definition, clauses, source }) => definition.length > 10 && clauses.length > 0 && source))
    const left = caseIndicators.filter(({ id, over }) => over === undefined && !seen.has(id)).map(({ id }) => id)
    // Other fields of right go the road of the trademark; a hearing is walked with its track.
    assert.deepEqual(left.sort(), ['cases.decidedAgency', 'cases.decidedGeographic', 'cases.decidedPatent', 'cases.hearings'])
  })
})
