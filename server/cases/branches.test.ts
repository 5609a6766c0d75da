import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { matterApi } from '#contract/matter'
import { aPenalty, aReport, type CaseWorld, openCaseWorld } from '#test/case-world'

const caseDetail = (w: CaseWorld, id: string) => w.world.as('officer', casesApi).case({ params: { matterId: id as never } })

/** A reported case, sent to review. */
async function submitted(w: CaseWorld, change: Record<string, unknown> = {}, penalty: Record<string, unknown> = {}): Promise<string> {
  const id = await w.file()
  await w.issue(id, 'investigationReport')
  await w.take('officer', id, 'report', await aReport(w, id, change, penalty))
  await w.take('officer', id, 'submitReview')
  await w.issue(id, 'reviewForm')
  return id
}

async function noticed(w: CaseWorld, penalty: Record<string, unknown> = {}): Promise<string> {
  const id = await submitted(w, {}, penalty)
  await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
  await w.take('deputyHead', id, 'approveNotice')
  await w.issue(id, 'priorNotice')
  await w.tell('officer', id)
  return id
}

describe('an investigation', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  test('needs two officers, each with a certificate', async () => {
    const { officer, officer2, officer3 } = w.world.people
    const id = await w.file()
    await assert.rejects(w.take('unitHead', id, 'reassignOfficers', { officers: [officer.id], reason: '调整' }), { code: 'invalid' })
    await w.world.sql.query('update person set certificate_no = null where id = $1', [officer3.id])
    await assert.rejects(
      w.take('unitHead', id, 'reassignOfficers', { officers: [officer.id, officer3.id], reason: '调整' }),
      /没有行政执法证/u,
    )
    await w.take('officer', id, 'requestRecusal', { person: officer2.id, by: 'party', reason: '与当事人有亲属关系' })
    await assert.rejects(w.take('officer', id, 'decideRecusal', { person: officer2.id, granted: true, reason: '属实' }), {
      code: 'notAllowed',
    })
    await w.take('deputyHead', id, 'decideRecusal', { person: officer2.id, granted: true, reason: '属实' })
    await w.issue(id, 'investigationReport')
    await assert.rejects(w.take('officer', id, 'report', await aReport(w, id)), /少于两人/u)
  })

  test('stands still while suspended, and its term moves by as many days', async () => {
    const id = await w.file()
    await w.issue(id, 'mattersApproval')
    w.setDay('2026-03-10')
    const still = await w.take('deputyHead', id, 'suspend', { cause: 'awaitsRuling', reason: '商标权属诉讼未审结' })
    assert.deepEqual(
      still.deadlines.map(({ name, due, paused }) => [name, due, paused]),
      [['term', null, true]],
    )
    w.setDay('2026-03-19')
    const again = await w.take('deputyHead', id, 'resume', { reason: '判决已生效' })
    assert.equal(again.deadlines[0]?.due, '2026-06-11')
    w.setDay('2026-03-03')
  })

  test('is extended by thirty days, then by the length that the collective discussion fixed, and not a third time', async () => {
    const id = await w.file()
    await w.issue(id, 'collectiveDiscussion')
    await assert.rejects(w.take('principalHead', id, 'extendTermAgain', { reason: '特别复杂', length: 20 }), { code: 'closed' })
    assert.equal((await w.take('deputyHead', id, 'extendTerm', { reason: '复杂' })).deadlines[0]?.due, '2026-07-01')
    await assert.rejects(w.take('deputyHead', id, 'extendTerm', { reason: '复杂' }), { code: 'closed' })
    await assert.rejects(w.take('deputyHead', id, 'extendTermAgain', { reason: '特别复杂', length: 20 }), { code: 'notAllowed' })
    assert.equal((await w.take('principalHead', id, 'extendTermAgain', { reason: '特别复杂', length: 20 })).deadlines[0]?.due, '2026-07-21')
    await assert.rejects(w.take('principalHead', id, 'extendTermAgain', { reason: '仍复杂', length: 20 }), { code: 'closed' })
  })

  test('proposes no fine outside the range, which is named with its article', async () => {
    const id = await w.file()
    await w.issue(id, 'investigationReport')
    const beyond = w.take('officer', id, 'report', await aReport(w, id, {}, { fine: 250_000.01 }))
    await assert.rejects(beyond, /250,000元以下.*《商标法》.*第60条第2款.*高于法定上限/u)
    const report = await aReport(w, id, { turnover: 60_000 }, { fine: 300_000.01 })
    await assert.rejects(w.take('officer', id, 'report', report), { code: 'invalid' })
    await w.take('officer', id, 'report', await aReport(w, id, { turnover: 60_000 }, { fine: 300_000 }))
    assert.equal((await caseDetail(w, id)).proposed[0]?.hearing, true)
  })

  test('shows the range while the officer still writes', async () => {
    const id = await w.file()
    const penalty = aPenalty((await caseDetail(w, id)).parties[0]!.id)
    const draft = { conductFrom: '2026-01-10', conductTo: '2026-03-03', turnover: 2640, illegalGains: 660, goodsValue: null, flags: [] }
    const preview = (fine: number) =>
      w.world
        .as('officer', casesApi)
        .previewProposal({ params: { matterId: id as never }, body: { ...draft, penalty: { ...penalty, fine } as never } })
    const lawful = await preview(3000)
    assert.deepEqual([lawful.ok, lawful.range?.max, lawful.hearing?.holds], [true, 250_000, false])
    const beyond = await preview(300_000)
    assert.deepEqual([beyond.ok, /高于法定上限/u.test(beyond.sentence ?? '')], [false, true])
  })
})

describe('review and notice', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  test('sent back, the case keeps everything and returns to its officer', async () => {
    const id = await submitted(w)
    await assert.rejects(w.take('officer', id, 'sendBack', { reason: '补充' }), { code: 'notAllowed' })
    const back = await w.take('legalReviewer', id, 'sendBack', { reason: '补充进货来源的调查' })
    assert.deepEqual([back.state, back.history.at(-1)?.input.reason], ['reported', '补充进货来源的调查'])
    assert.equal((await caseDetail(w, id)).proposed[0]?.fine, 3000)
    await w.issue(id, 'investigationReport')
    await w.take('officer', id, 'report', await aReport(w, id))
    assert.equal((await w.take('officer', id, 'submitReview')).state, 'underReview')
  })

  test('goes to legal review in the four kinds of case, and to nobody who handles it', async () => {
    const complex = await submitted(w, { complex: true })
    await assert.rejects(w.take('caseReviewer', complex, 'passCaseReview', { opinion: '同意' }), /应当法制审核/u)
    assert.equal((await w.take('legalReviewer', complex, 'passLegalReview', { opinion: '同意' })).state, 'reviewed')
    const plain = await submitted(w)
    await assert.rejects(w.take('legalReviewer', plain, 'passLegalReview', { opinion: '同意' }), { code: 'closed' })
    await w.world.sql.query(
      "insert into matter_assignee (matter_id, person_id, person_name, certificate_no, from_day) values ($1, $2, '案审甲', '闽执9', '2026-03-03')",
      [plain, w.world.people.caseReviewer.id],
    )
    await assert.rejects(w.take('caseReviewer', plain, 'passCaseReview', { opinion: '同意' }), { code: 'notAllowed' })
  })

  test('for law is closed to a beginner without the qualification, whichever way he decides; open with it, or to who began before 2018', async () => {
    const { id: reviewer } = w.world.people.legalReviewer
    const licence = (no: string | null, on: string | null, since: string | null) =>
      w.world.sql.query('update person set legal_licence_no = $2, legal_licensed_on = $3, legal_review_since = $4 where id = $1', [
        ...[reviewer, no, on, since],
      ])
    const [complex, older, plain] = [await submitted(w, { complex: true }), await submitted(w, { complex: true }), await submitted(w)]
    const pass = (id: string) => w.take('legalReviewer', id, 'passLegalReview', { opinion: '同意' })
    const closed = /初次从事法制审核的人员应当.*取得法律职业资格.*第五十八条第二款/u
    for (const since of [null, '2018-01-01']) {
      await licence(null, null, since)
      await assert.rejects(pass(complex), closed)
      await assert.rejects(w.take('legalReviewer', complex, 'sendBack', { reason: '补充' }), closed)
    }
    // What needs no legal review is reviewed by whoever has the duty.
    assert.equal((await w.take('legalReviewer', plain, 'passCaseReview', { opinion: '同意' })).state, 'reviewed')
    await licence('法职2', '2026-03-04', null)
    await assert.rejects(pass(complex), closed)
    await licence('法职2', '2026-03-03', null)
    assert.equal((await pass(complex)).state, 'reviewed')
    await licence(null, null, '2017-12-31')
    assert.equal((await pass(older)).state, 'reviewed')
    await licence('法职1', '2019-03-01', null)
  })

  test('a written waiver opens the decision at once; where a hearing may be asked for it must give up that too', async () => {
    const id = await noticed(w)
    await w.take('officer', id, 'waiveStatement', { writing: '放弃声明' })
    await w.issue(id, 'penaltyDecision')
    const decision = { penalties: [aPenalty((await caseDetail(w, id)).parties[0]!.id)] }
    assert.equal((await w.take('deputyHead', id, 'decide', decision)).state, 'decided')
    const grave = await noticed(w, { fine: 120_000 })
    await assert.rejects(w.take('officer', grave, 'waiveStatement', { writing: '放弃声明' }), { code: 'invalid' })
    await w.take('officer', grave, 'waiveStatement', { writing: '放弃声明', hearingToo: true })
    await assert.rejects(w.take('officer', grave, 'requestHearing', { how: 'oral', request: '要求听证' }), /书面放弃/u)
  })

  test('decides no heavier than was told, unless told anew', async () => {
    const id = await noticed(w)
    await w.take('officer', id, 'waiveStatement', { writing: '放弃声明' })
    await w.issue(id, 'penaltyDecision')
    const penalty = aPenalty((await caseDetail(w, id)).parties[0]!.id)
    const decide = (change: object) => w.take('deputyHead', id, 'decide', { penalties: [{ ...penalty, ...change }] })
    await assert.rejects(decide({ fine: 3000.01 }), /高于告知/u)
    await assert.rejects(decide({ measures: [...penalty.measures, 'destroyGoods'] }), /没有告知过/u)
    const gains = { measures: [...penalty.measures, 'confiscateGains'], gainsReason: '依《行政处罚法》第28条第2款' }
    await assert.rejects(decide({ ...gains, confiscatedGains: 660 }), /没收违法所得高于/u)
    const twice = w.take('deputyHead', id, 'decide', { penalties: [penalty, { ...penalty, fine: 1000 }] })
    await assert.rejects(twice, /填写了两项处罚/u)
    assert.equal((await decide({ fine: 2000 })).state, 'decided')
  })

  test('a complex case is decided only after the heads have discussed it', async () => {
    const id = await submitted(w, { complex: true })
    await w.take('legalReviewer', id, 'passLegalReview', { opinion: '同意' })
    await w.take('deputyHead', id, 'approveNotice')
    await w.issue(id, 'priorNotice')
    await w.tell('officer', id)
    await w.take('officer', id, 'waiveStatement', { writing: '放弃声明' })
    await w.issue(id, 'penaltyDecision')
    const decision = { penalties: [aPenalty((await caseDetail(w, id)).parties[0]!.id)] }
    await assert.rejects(w.take('deputyHead', id, 'decide', decision), /集体讨论/u)
    await assert.rejects(w.take('deputyHead', id, 'discuss', { present: '局长甲', conclusion: '同意' }), { code: 'incomplete' })
    await w.issue(id, 'collectiveDiscussion')
    await w.take('deputyHead', id, 'discuss', { present: '局长甲、分管局长甲', conclusion: '同意' })
    assert.equal((await w.take('principalHead', id, 'decide', decision)).state, 'decided')
  })
})

describe('a hearing', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  test('may be asked for on the fifth working day, and not on the sixth', async () => {
    const [inTime, late] = [await noticed(w, { fine: 120_000 }), await noticed(w, { fine: 120_000 })]
    const small = await noticed(w)
    w.setDay('2026-03-10')
    await w.take('officer', inTime, 'requestHearing', { how: 'written', request: '要求听证' })
    await assert.rejects(w.take('officer', inTime, 'requestHearing', { how: 'written', request: '要求听证' }), { code: 'closed' })
    await assert.rejects(w.take('officer', small, 'requestHearing', { how: 'written', request: '要求听证' }), { code: 'closed' })
    w.setDay('2026-03-11')
    await assert.rejects(w.take('officer', late, 'requestHearing', { how: 'written', request: '要求听证' }), { code: 'tooLate' })
  })

  test('once held, is followed by legal review and discussion before any decision', async () => {
    w.setDay('2026-03-03')
    const id = await noticed(w, { fine: 120_000 })
    await w.take('officer', id, 'requestHearing', { how: 'written', request: '要求听证' })
    await w.issue(id, 'penaltyDecision', 'collectiveDiscussion')
    w.setDay('2026-03-11')
    const party = (await caseDetail(w, id)).parties[0]!.id
    const decision = { penalties: [{ ...aPenalty(party), fine: 100_000 }] }
    await assert.rejects(w.take('deputyHead', id, 'decide', decision), { code: 'closed' })
    const hearing = await w.child('officer', id, '听证')
    await w.endHearing(hearing)
    await assert.rejects(w.take('deputyHead', id, 'decide', decision), /听证结束后须经法制审核/u)
    await w.take('officer', id, 'submitReview')
    await assert.rejects(w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' }), /应当法制审核/u)
    // The form of the review before the notice is not that of the review after the hearing.
    await assert.rejects(w.take('legalReviewer', id, 'passLegalReview', { opinion: '同意' }), { code: 'incomplete' })
    await w.issue(id, 'reviewForm')
    await w.take('legalReviewer', id, 'passLegalReview', { opinion: '同意' })
    await assert.rejects(w.take('deputyHead', id, 'decide', decision), /集体讨论/u)
    await w.take('principalHead', id, 'discuss', { present: '局长甲', conclusion: '同意' })
    assert.equal((await w.take('principalHead', id, 'decide', decision)).state, 'decided')
  })
})

describe('a second version', () => {
  test('of a step is refused when somebody moved the case meanwhile', async () => {
    const w = await openCaseWorld('2026-03-03')
    const lead = await w.register('officer')
    const call = {
      params: { matterId: lead as never, step: 'assign' },
      body: { happenedOn: '2026-03-03', input: { officers: [w.world.people.officer.id] } },
    }
    await w.world.as('unitHead', matterApi).take({ ...call, version: 1 })
    await assert.rejects(w.world.as('unitHead', matterApi).take({ ...call, version: 1 }), { code: 'stale' })
    await w.close()
  })
})
