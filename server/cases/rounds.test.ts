import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { aPenalty, aReport, type CaseWorld, openCaseWorld } from '#test/case-world'

describe('a second round of a case', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const report = async (id: string, penalty = {}, change = {}) => w.take('officer', id, 'report', await aReport(w, id, change, penalty))
  const pass = (id: string) => w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
  const decision = async (id: string, change = {}) => {
    const { parties } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
    return { penalties: [{ ...aPenalty(parties[0]!.id), ...change }] }
  }
  /** Told, and everything drawn up that the first round asks for; the party waived. */
  const told = async (penalty = {}) => {
    const id = await w.file()
    await w.issue(id, 'investigationReport', 'reviewForm', 'priorNotice')
    await report(id, penalty)
    await w.take('officer', id, 'submitReview')
    await pass(id)
    await w.take('deputyHead', id, 'approveNotice')
    await w.tell('officer', id)
    await w.take('officer', id, 'waiveStatement', { writing: '放弃声明', hearingToo: true })
    await w.issue(id, 'penaltyDecision')
    return id
  }

  test('asks for a new report and a new review form once the case was sent back', async () => {
    const id = await w.file()
    await w.issue(id, 'investigationReport', 'reviewForm')
    await report(id)
    await w.take('officer', id, 'submitReview')
    await w.take('caseReviewer', id, 'sendBack', { reason: '补充进货来源的调查' })
    await assert.rejects(w.take('officer', id, 'submitReview'), /还没有重新提交调查终结报告/u)
    await assert.rejects(report(id), /重新制作的《案件调查终结报告》/u)
    await w.issue(id, 'investigationReport')
    await report(id)
    await w.take('officer', id, 'submitReview')
    await assert.rejects(pass(id), /重新制作的《/u)
    await w.issue(id, 'reviewForm')
    assert.equal((await pass(id)).state, 'reviewed')
  })

  test('of a proposal that the heads returned is told anew before it is decided, with its own notice and its own decision', async () => {
    const id = await told()
    await w.take('deputyHead', id, 'returnProposal', { reason: '法律适用不当' })
    await w.issue(id, 'investigationReport', 'reviewForm')
    await report(id)
    await w.take('officer', id, 'submitReview')
    await pass(id)
    await assert.rejects(w.take('deputyHead', id, 'decide', await decision(id)), /还没有被告知现在的内容/u)
    await w.take('deputyHead', id, 'noticeAgain', { reason: '法律适用有变化' })
    await assert.rejects(w.tell('officer', id), /重新制作的《/u)
    await w.issue(id, 'priorNotice')
    await w.tell('officer', id)
    await assert.rejects(w.take('deputyHead', id, 'decide', await decision(id)), { code: 'tooEarly' })
    await w.take('officer', id, 'waiveStatement', { writing: '放弃声明' })
    await assert.rejects(w.take('deputyHead', id, 'decide', await decision(id)), /重新制作的《/u)
    await w.issue(id, 'penaltyDecision')
    assert.equal((await w.take('deputyHead', id, 'decide', await decision(id))).state, 'decided')
  })

  test('with a new notice brings a new right to be heard, whatever was waived before', async () => {
    const id = await told({ fine: 120_000 })
    const ask = () => w.take('officer', id, 'requestHearing', { how: 'written', request: '要求听证' })
    await assert.rejects(ask(), { code: 'closed' })
    await w.take('deputyHead', id, 'noticeAgain', { reason: '加重' })
    await w.issue(id, 'priorNotice')
    await w.tell('officer', id)
    await ask()
    await assert.rejects(ask(), { code: 'closed' })
    await assert.rejects(w.take('deputyHead', id, 'decide', await decision(id, { fine: 100_000 })), { code: 'closed' })
  })

  test('of the approval for a suspension is not that of the end of the inquiry', async () => {
    const id = await w.file()
    await w.issue(id, 'mattersApproval')
    await w.take('deputyHead', id, 'suspend', { cause: 'partyMissing', reason: '下落不明' })
    const end = () => w.take('deputyHead', id, 'terminate', { cause: 'bodyEnded', reason: '已注销且无承受人' })
    await assert.rejects(end(), { code: 'incomplete' })
    await w.issue(id, 'mattersApproval')
    assert.equal((await end()).state, 'terminated')
  })
})

describe('an extension', () => {
  test('is granted while the term runs, and not after it has run out', async () => {
    const w = await openCaseWorld('2026-03-03')
    const [inTime, late] = [await w.file(), await w.file()]
    w.setDay('2026-06-01')
    await w.take('deputyHead', inTime, 'extendTerm', { reason: '案情复杂' })
    w.setDay('2026-06-02')
    await assert.rejects(w.take('deputyHead', late, 'extendTerm', { reason: '案情复杂' }), { code: 'tooLate' })
    await w.close()
  })
})
