import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { inboxApi } from '#contract/inbox'
import { type CaseWorld, openCaseWorld } from '#test/case-world'

describe('a case that is not the bureau’s', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const reason = '违法行为发生地在丑县'
  const stands = async (who: 'officerElsewhere' | 'officer', id: string) =>
    (await w.world.as(who, casesApi).case({ params: { matterId: id as never } })).transfer
  const receive = (who: 'officerElsewhere' | 'officer', id: string) =>
    w.register(who, { source: 'transfer', receivedFrom: id as never, divisionCode: '350103' })

  test('is handed to another bureau, which reads it from then on and receives it as a lead of its own, once', async () => {
    const toOrg = w.world.orgs.get('neighbour')
    const id = await w.file()
    await w.issue(id, 'transferLetter')
    await assert.rejects(w.take('deputyHead', id, 'transferOut', { reason }), { code: 'invalid' })
    await assert.rejects(w.take('deputyHead', id, 'transferOut', { toOrg, toOutside: '某县公安局', reason }), { code: 'invalid' })
    await assert.rejects(w.take('deputyHead', id, 'transferOut', { toOrg: w.world.orgs.get('county'), reason }), { code: 'invalid' })
    await assert.rejects(stands('officerElsewhere', id), { code: 'notFound' })
    assert.equal((await w.take('deputyHead', id, 'transferOut', { toOrg, reason })).state, 'transferred')
    assert.deepEqual([await stands('officerElsewhere', id), await stands('officer', id)], ['open', null])
    const { rows: told } = await w.world.as('officerElsewhere', inboxApi).messages({ query: {} })
    assert.deepEqual(
      told.map(({ title }) => title.slice(0, 8)),
      ['收到移送的案件：'],
    )
    await assert.rejects(receive('officer', id), { code: 'closed' })
    await receive('officerElsewhere', id)
    assert.equal(await stands('officerElsewhere', id), 'received')
    await assert.rejects(receive('officerElsewhere', id), { code: 'closed' })
  })

  test('is handed to an authority outside by name, and nobody reads it for that', async () => {
    const id = await w.file()
    await w.issue(id, 'transferLetter')
    assert.equal((await w.take('deputyHead', id, 'transferOut', { toOutside: '某县农业农村局', reason })).state, 'transferred')
    await assert.rejects(stands('officerElsewhere', id), { code: 'notFound' })
  })

  test('that came by a transfer is not handed on again, also as a case', async () => {
    const id = await w.file()
    const from = await w.register('officerElsewhere', { divisionCode: '350103' })
    await w.world.sql.query(
      'update lead set received_from = $2 where matter_id = (select lead_id from enforcement_case where matter_id = $1)',
      [id, from],
    )
    await w.issue(id, 'transferLetter')
    const onward = w.take('deputyHead', id, 'transferOut', { toOrg: w.world.orgs.get('neighbour'), reason })
    await assert.rejects(onward, /不得再自行移送/u)
  })
})

describe('a hearing', () => {
  test('is led and recorded by nobody who ever handled the case, also not by one who had left it before it was asked for', async () => {
    const w = await openCaseWorld('2026-03-03')
    const { officer, officer2, officer3, presider, caseReviewer } = w.world.people
    const id = await w.file()
    const track = await w.world.sql.query<{ id: string }>(
      `insert into matter (process, law_of, state, title, owner_org_id, handling_org_id, owner_at, handling_at, parent_id, opened_on)
       select 'hearing', '2026-03-03', 'requested', '听证', owner_org_id, handling_org_id, 0, 0, id, '2026-03-03' from matter where id = $1 returning id`,
      [id],
    )
    const hearing = String(track.rows[0]?.id)
    await w.world.sql.query('insert into hearing (matter_id) values ($1)', [hearing])
    await w.take('unitHead', id, 'reassignOfficers', { officers: [officer.id, officer3.id], reason: '调整' })
    await w.world.sql.query('delete from matter_assignee where matter_id = $1', [hearing])
    const appoint = (recorder: string) => w.take('deputyHead', hearing, 'appointPresider', { presider: presider.id, members: [], recorder })
    await assert.rejects(appoint(officer2.id), /办案人员不得担任/u)
    await assert.rejects(appoint(officer3.id), /办案人员不得担任/u)
    assert.equal((await appoint(caseReviewer.id)).state, 'presided')
    await w.close()
  })
})
