import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { aPenalty, aReport, type CaseWorld, openCaseWorld } from '#test/case-world'

describe('the notice of a penalty', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  test('goes by electronic service only to a party that consented in its confirmation of address (art. 82 item 3)', async () => {
    const id = await w.file()
    await w.issue(id, 'investigationReport', 'reviewForm', 'priorNotice')
    await w.take('officer', id, 'report', await aReport(w, id))
    await w.take('officer', id, 'submitReview')
    await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
    await w.take('deputyHead', id, 'approveNotice')
    await w.take('officer', id, 'serveNotice')
    const service = await w.child('officer', id, '送达')
    await w.issue(service, 'serviceReceipt')
    const electronically = () => w.take('officer', service, 'serveElectronic', { address: 'a@example.com', capture: '截屏1' })
    await assert.rejects(electronically(), { code: 'closed' })
    await w.issue(id, 'serviceAddress')
    await assert.rejects(electronically(), { code: 'closed' }, 'an address alone is no consent')
    await w.world.sql.query(
      `insert into paper (id, matter_id, kind, title, state, org_id, org_at, issued_on, issued_by, issued_as, fields)
       select gen_random_uuid(), id, 'serviceAddress', '送达地址确认书', 'issued', owner_org_id, 0, '2026-03-03', '测试', '测试', '{"consent": true}'
         from matter where id = $1`,
      [id],
    )
    await electronically()
    assert.equal((await w.read('officer', id)).state, 'noticed')
  })
})

describe('a notice given anew', () => {
  test('is a paper of its own, and only then may the decision weigh more', async () => {
    const w = await openCaseWorld('2026-03-03')
    const id = await w.file()
    const review = async (fine: number) => {
      await w.issue(id, 'investigationReport', 'reviewForm')
      await w.take('officer', id, 'report', await aReport(w, id, {}, { fine }))
      await w.take('officer', id, 'submitReview')
      await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
    }
    const waive = () => w.take('officer', id, 'waiveStatement', { writing: '放弃声明' })
    const { parties } = await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
    const decide = () => w.take('deputyHead', id, 'decide', { penalties: [{ ...aPenalty(parties[0]!.id), fine: 5000 }] })
    await review(3000)
    await w.issue(id, 'priorNotice')
    await w.take('deputyHead', id, 'approveNotice')
    await w.tell('officer', id)
    await waive()
    await w.issue(id, 'penaltyDecision')
    await assert.rejects(decide(), /高于告知/u)
    await w.take('deputyHead', id, 'returnProposal', { reason: '裁量过轻' })
    await review(5000)
    await w.take('deputyHead', id, 'noticeAgain', { reason: '拟罚内容有变' })
    await assert.rejects(w.tell('officer', id), { code: 'incomplete' })
    await w.issue(id, 'priorNotice')
    assert.equal((await w.tell('officer', id)).state, 'noticed')
    await waive()
    await w.issue(id, 'penaltyDecision')
    assert.equal((await decide()).state, 'decided')
    await w.close()
  })
})

describe('a seizure', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-06-10')
  })
  after(() => w.close())

  const seizedIn = async (code: string, filing: object) => {
    const day = '2026-06-10'
    const id = await w.file(
      { foundOn: day, violationCode: code as never },
      { conductFrom: day, conductTo: day, violationCode: code, ...filing },
    )
    await w.take('officer', id, 'seize', { ...aSeizure, unfairCompetition: false })
    return (await w.read('officer', id)).children.map(({ process }) => process)
  }
  const aSeizure = { measure: 'seal', basis: '《商标法》第六十二条', reason: '可能转移、隐匿侵权商品', urgent: false }

  test('in a case of unfair competition is approved above, whatever the officer ticked (反不正当竞争法 art. 16)', async () => {
    assert.deepEqual(await seizedIn('UC-101', {}), ['查封、扣押（反不正当竞争，报上一级批准）'])
    assert.deepEqual(await seizedIn('TM-103', {}), ['查封、扣押'])
  })
})

describe('goods', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const closable = async (id: string) => {
    await w.issue(id, 'mattersApproval', 'closingApproval', 'goodsDisposal')
    await w.take('deputyHead', id, 'terminate', { cause: 'bodyEnded', reason: '企业已注销，无承受人' })
    const close = (await w.read('deputyHead', id)).steps.find(({ name }) => name === 'close')
    return close?.reason ?? 'open'
  }

  test('that were held and not given back are disposed of before the case closes; a case without goods asks for nothing', async () => {
    assert.equal(await closable(await w.file()), 'open')
    const id = await w.file()
    await w.take('officer', id, 'preserve', { reason: '证据可能灭失', urgent: false })
    const track = await w.child('officer', id, '先行登记保存')
    await w.world.sql.query("update matter set state = 'disposed', closed = true, closed_on = '2026-03-03' where id = $1", [track])
    assert.match(await closable(id), /还没有登记处理情况/u)
    await w.take('officer', id, 'recordDisposal', { content: '已移交' })
    await w.take('deputyHead', id, 'close', { summary: '终止调查' })
    assert.equal((await w.world.as('officer', casesApi).case({ params: { matterId: id as never } })).decidedOn, null)
  })

  test('that were given back by the release ask for nothing more', async () => {
    const id = await w.file()
    await w.take('officer', id, 'preserve', { reason: '证据可能灭失', urgent: false })
    const track = await w.child('officer', id, '先行登记保存')
    await w.world.sql.query("update matter set state = 'released', closed = true, closed_on = '2026-03-03' where id = $1", [track])
    assert.equal(await closable(id), 'open')
  })
})
