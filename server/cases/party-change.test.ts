import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { aReport, type CaseWorld, openCaseWorld } from '#test/case-world'

describe('the parties of a case', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const detail = (id: string) => w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
  const rename = async (id: string, name: string) => {
    const { version, parties } = await detail(id)
    const [party] = parties
    const body = { parties: [{ id: party!.id, name, kind: party!.kind }, { name: '同案另一家' }] }
    return w.world.as('officer', casesApi).changeParties({ params: { matterId: id as never }, body: body as never, version }) // as the page sends it
  }

  test('change while it is investigated, and not once a report names them; further inquiry opens them again', async () => {
    const id = await w.file()
    assert.deepEqual(
      (await rename(id, '子县新鞋行')).parties.map(({ name }) => name),
      ['子县新鞋行', '同案另一家'],
    )
    await w.issue(id, 'investigationReport')
    await w.take('officer', id, 'report', await aReport(w, id))
    await assert.rejects(rename(id, '另一家'), /调查终结报告已经提交.*请先补充调查/u)
    await w.take('officer', id, 'reinvestigate', { reason: '补充当事人' })
    const { version, parties } = await detail(id)
    const body = { parties: parties.map(({ id: partyId, name, kind }) => ({ id: partyId, name: `${name}（更名）`, kind })) }
    await w.world.as('officer', casesApi).changeParties({ params: { matterId: id as never }, body: body as never, version }) // as the page sends it
  })

  test('on whom a paper was served are not deleted', async () => {
    const id = await w.file()
    // A paper of an earlier round reached him; its proposal is gone since. Planted: nothing of today's steps leaves a case so.
    await w.world.sql.query(
      `with child as (insert into matter (process, law_of, state, title, owner_org_id, owner_at, handling_org_id, handling_at, opened_on, parent_id)
         select 'service', law_of, 'served', '送达', owner_org_id, 0, handling_org_id, 0, opened_on, id from matter where id = $1 returning id)
       insert into service (matter_id, parent_id, paper, recipient, party_id) select child.id, $1, '行政处罚告知书', '店主', (select id from case_party where matter_id = $1) from child`,
      [id],
    )
    const { version } = await detail(id)
    const body = { parties: [{ name: '另一家', kind: 'legal' }] }
    await assert.rejects(
      w.world.as('officer', casesApi).changeParties({ params: { matterId: id as never }, body: body as never, version }), // as the page sends it
      /不能删除当事人：子县某鞋行已有送达记录/u,
    )
  })

  test('stay as the decision names them, and nobody is added', async () => {
    const id = await w.file()
    await w.issue(id, 'investigationReport', 'reviewForm', 'noPenaltyDecision')
    await w.take('officer', id, 'report', await aReport(w, id))
    await w.take('officer', id, 'submitReview')
    await w.take('caseReviewer', id, 'passCaseReview', { opinion: '同意' })
    await w.take('deputyHead', id, 'decideNotEstablished', { reason: '证据不足' })
    await assert.rejects(rename(id, '另一家'), /案件已经作出决定或者终结，决定所列的当事人不能修改/u)
    assert.deepEqual(
      (await detail(id)).parties.map(({ name }) => name),
      ['子县某鞋行'],
    )
  })
})
