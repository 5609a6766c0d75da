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
  })

  test('knows no such rule for making the goods oneself', async () => {
    id = await w.file({ violationCode: 'TM-101' }, { violationCode: 'TM-101' })
    await w.issue(id, 'investigationReport')
    await assert.rejects(report({ outcome: 'noPenalty' }, order), /没有善意销售免罚的规定/u)
  })
})
