import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { aPenalty, aReport, type CaseWorld, openCaseWorld } from '#test/case-world'

/** From the report to the notice in the party's hands, as the ordinary course has it. */
async function notify(w: CaseWorld, id: string, day: string) {
  await w.issue(id, 'investigationReport')
  await w.take('officer', id, 'report', await aReport(w, id))
  await w.take('officer', id, 'submitReview')
  await w.issue(id, 'reviewForm')
  await w.take('caseReviewer', id, 'passCaseReview', { opinion: '事实清楚，同意' })
  await w.take('deputyHead', id, 'approveNotice')
  await w.issue(id, 'priorNotice')
  await w.tell('officer', id, day)
}

describe('a case from lead to archive', () => {
  let w: CaseWorld
  let id: string
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const party = async () => (await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })).parties[0]!

  test('a lead is verified in fifteen working days from the day it was found', async () => {
    const lead = await w.register('officer')
    const view = await w.read('officer', lead)
    assert.deepEqual(
      view.deadlines.map(({ name, due, limitId }) => [name, due, limitId]),
      [['verify', '2026-03-24', 'LEAD-VERIFY']],
    )
    assert.match(view.number ?? '', /^甲子市监线〔2026〕\d+号$/u)
  })

  test('is filed by the bureau, carries what the lead knew, and the ninety days begin', async () => {
    id = await w.file()
    const view = await w.read('officer', id)
    assert.deepEqual([view.state, view.number, view.owner.name], ['investigating', '甲子市监立〔2026〕1号', '甲市子县市场监督管理局'])
    assert.deepEqual(
      view.deadlines.map(({ name, due }) => [name, due]),
      [['term', '2026-06-01']],
    )
    const detail = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
    assert.deepEqual(
      [detail.parties[0]?.name, detail.source, detail.filedOn, detail.related[0]?.process],
      ['子县某鞋行', 'report', '2026-03-03', 'lead'],
    )
  })

  test('is decided the day after the five working days for statement and defence, not on the last of them', async () => {
    w.setDay('2026-03-20')
    await notify(w, id, '2026-03-20') // a Friday
    await w.issue(id, 'penaltyDecision')
    const decision = { penalties: [aPenalty((await party()).id)] }
    w.setDay('2026-03-27')
    await assert.rejects(w.take('deputyHead', id, 'decide', decision), { code: 'tooEarly' })
    w.setDay('2026-03-28')
    await assert.rejects(w.take('officer', id, 'decide', decision), { code: 'notAllowed' })
    assert.equal((await w.take('deputyHead', id, 'decide', decision)).state, 'decided')
  })

  test('is served, published, collected, closed and archived, each after what it waits for', async () => {
    w.setDay('2026-03-30')
    await assert.rejects(w.take('officer', id, 'confirmService'), { code: 'incomplete' })
    await w.take('officer', id, 'serve', { paperId: await w.paper(id, 'penaltyDecision'), partyId: (await party()).id })
    const service = await w.child('officer', id, '送达')
    await assert.rejects(w.take('officer', id, 'confirmService'), { code: 'closed' })
    await w.issue(service, 'serviceReceipt')
    await w.take('officer', service, 'serveDirect', { receivedBy: '店主', place: '店内' })
    assert.equal((await w.take('officer', id, 'confirmService')).state, 'served')
    await w.take('officer', id, 'publish')
    await assert.rejects(w.take('officer', id, 'finishExecution', { content: '已缴清' }), { code: 'closed' })
    await w.take('officer', id, 'collect')
    const collection = await w.child('officer', id, '罚没款执行')
    await w.take('officer', collection, 'pay', { fine: 3000, confiscated: 0, surcharge: 0, receipt: '票据 001' })
    await w.take('officer', collection, 'settle')
    await w.take('officer', id, 'finishExecution', { content: '罚款已缴清，侵权商品已销毁' })
    await w.issue(id, 'closingApproval', 'goodsDisposal')
    // Goods were confiscated: the closing form asks where they went (art. 77).
    await assert.rejects(w.take('deputyHead', id, 'close', { summary: '执行完毕' }), /还没有登记处理情况/u)
    await w.take('officer', id, 'recordDisposal', { content: '侵权商品已监督销毁' })
    assert.equal((await w.take('deputyHead', id, 'close', { summary: '执行完毕' })).state, 'closed')
    await w.issue(id, 'archiveNote')
    const archived = await w.take('officer', id, 'archive', { number: '2026-行罚-001', keptBy: '县办案甲', checkedBy: '县办案乙' })
    assert.deepEqual([archived.state, archived.closed, archived.steps.length], ['archived', true, 0])
  })
})
