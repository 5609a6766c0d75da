import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { aReport, type CaseWorld, openCaseWorld } from '#test/case-world'

const claim = { unaware: true, lawfulSource: true, supplierNamed: true, exclusions: [] as string[] }
/** 责令停止销售, and nothing else. */
const order = { measures: ['orderStopSale'], fine: 0, confiscatedGains: 0, confiscatedGoodsValue: 0, goodFaith: claim }

describe('a sale in good faith', () => {
  let w: CaseWorld
  let id: string
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const report = async (change: Record<string, unknown>, penalty: Record<string, unknown>) =>
    w.take('officer', id, 'report', await aReport(w, id, change, penalty))

  test('is proven by all three conditions and none of the exclusions', async () => {
    id = await w.file()
    await w.issue(id, 'investigationReport', 'reviewForm', 'noPenaltyDecision')
    const none = { outcome: 'noPenalty' }
    for (const missing of ['unaware', 'lawfulSource', 'supplierNamed'])
      await assert.rejects(report(none, { ...order, goodFaith: { ...claim, [missing]: false } }), /不构成.*未证明/u)
    for (const exclusion of ['abnormalChannel', 'refusedAccounts', 'hidEvidence', 'repeated', 'otherwiseKnew'])
      await assert.rejects(report(none, { ...order, goodFaith: { ...claim, exclusions: [exclusion] } }), /不得认定为不知道/u)
  })

  test('ends in the order to stop selling: no fine, no confiscation, and no penalty as the outcome', async () => {
    const none = { outcome: 'noPenalty' }
    await assert.rejects(report(none, { ...order, fine: 1 }), /只责令停止销售/u)
    await assert.rejects(report(none, { ...order, confiscatedGoodsValue: 10 }), /只责令停止销售/u)
    await assert.rejects(report(none, { ...order, measures: ['orderStopSale', 'confiscateGoods'] }), /只责令停止销售/u)
    await assert.rejects(report({ outcome: 'penalty' }, order), { code: 'invalid' })
    await report(none, order)
    const { proposed } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
    assert.deepEqual([proposed[0]?.measures, proposed[0]?.fine, proposed[0]?.hearing], [['orderStopSale'], 0, false])
    await w.take('officer', id, 'submitReview')
    await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
    const decided = await w.take('deputyHead', id, 'decideNoPenalty', {
      ground: 'goodFaithSale',
      reason: '能证明合法取得并说明提供者',
      education: '已对当事人进行教育',
    })
    assert.equal(decided.state, 'noPenalty')
  })

  test('makes its supplier a lead of its own, known and tied, before the case may be closed', async () => {
    await w.issue(id, 'closingApproval')
    const close = () => w.take('deputyHead', id, 'close', { summary: '善意销售，不予处罚' })
    await assert.rejects(close(), /对商品提供者还没有立案查处/u)
    const supplier = { name: '丙市某批发部', kind: 'soleTrader', place: '丙市小商品市场' }
    await assert.rejects(w.take('deputyHead', id, 'openSupplierLead', supplier), { code: 'notAllowed' })
    await w.take('officer', id, 'openSupplierLead', supplier)
    const { related } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
    const tied = related.find(({ kind }) => kind === '上下游')
    const lead = await w.world.as('officer', casesApi).lead({ params: { matterId: String(tied?.id) as never } })
    assert.deepEqual(
      [lead.parties[0]?.name, lead.violation?.code, /由丙市某批发部提供/u.test(lead.content)],
      ['丙市某批发部', 'TM-103', true],
    )
    await assert.rejects(close(), /尚未送达/u)
  })

  test('is no ground where the report did not find it', async () => {
    id = await w.file()
    await w.issue(id, 'investigationReport', 'reviewForm', 'noPenaltyDecision')
    const { penalties: _none, ...rest } = await aReport(w, id, { outcome: 'noPenalty' })
    await w.take('officer', id, 'report', rest)
    await w.take('officer', id, 'submitReview')
    await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
    const end = (ground: string) => w.take('deputyHead', id, 'decideNoPenalty', { ground, reason: '理由', education: '教育' })
    await assert.rejects(end('goodFaithSale'), { code: 'invalid' })
    assert.equal((await end('firstAndMinor')).state, 'noPenalty')
    const lead = w.take('officer', id, 'openSupplierLead', { name: '某批发部', place: '某市场' })
    await assert.rejects(lead, /没有认定善意销售/u)
  })

  test('knows no such rule for making the goods oneself', async () => {
    id = await w.file({ violationCode: 'TM-101' }, { violationCode: 'TM-101' })
    await w.issue(id, 'investigationReport')
    await assert.rejects(report({ outcome: 'noPenalty' }, order), /没有善意销售免罚的规定/u)
  })
})
