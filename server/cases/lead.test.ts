import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { inboxApi } from '#contract/inbox'
import { aFiling, type CaseWorld, openCaseWorld } from '#test/case-world'

describe('a lead', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const proposed = async (filing: Record<string, unknown>, draft = {}) => {
    const lead = await w.register('officer', draft)
    await w.take('unitHead', lead, 'assign', { officers: [w.world.people.officer.id] })
    await w.take('officer', lead, 'proposeFiling', { ...aFiling, ...filing })
    await w.issue(lead, 'filingApproval')
    return lead
  }

  test('of a station belongs to its county, and the county decides', async () => {
    const lead = await w.register('stationOfficer')
    const view = await w.read('deputyHead', lead)
    assert.deepEqual([view.owner.name, view.handling.name], ['甲市子县市场监督管理局', '子县东街市场监管所'])
    await w.take('stationHead', lead, 'assign', { officers: [w.world.people.stationOfficer.id] })
    await assert.rejects(w.take('officer', lead, 'proposeFiling', aFiling), { code: 'notAllowed' })
    await w.take('stationOfficer', lead, 'proposeFiling', aFiling)
    await w.issue(lead, 'filingApproval')
    await assert.rejects(w.take('stationHead', lead, 'approveFiling'), { code: 'notAllowed' })
    assert.equal((await w.take('deputyHead', lead, 'approveFiling')).state, 'filed')
  })

  test('is extended once by fifteen working days, and not again', async () => {
    const lead = await w.register('officer')
    await w.take('unitHead', lead, 'assign', { officers: [w.world.people.officer.id] })
    await assert.rejects(w.take('officer', lead, 'extendVerification', { reason: '复杂' }), { code: 'notAllowed' })
    const view = await w.take('deputyHead', lead, 'extendVerification', { reason: '涉及多个权利人' })
    assert.deepEqual(
      view.deadlines.map(({ name, due }) => [name, due]),
      [['verify', '2026-04-15']],
    )
    await assert.rejects(w.take('deputyHead', lead, 'extendVerification', { reason: '仍然复杂' }), { code: 'closed' })
  })

  test('is not filed past two years, but within five where life was endangered', async () => {
    const old = { conductFrom: '2023-01-01', conductTo: '2024-03-02' }
    const late = await proposed(old)
    await assert.rejects(w.take('deputyHead', late, 'approveFiling'), /超过追责时效/u)
    assert.equal((await w.take('deputyHead', await proposed({ ...old, lifeOrFinance: true }), 'approveFiling')).state, 'filed')
    assert.equal((await w.take('deputyHead', await proposed({ ...old, conductTo: '2024-03-03' }), 'approveFiling')).state, 'filed')
  })

  test('is not filed where the law gives another way, or another level', async () => {
    await assert.rejects(w.take('deputyHead', await proposed({ violationCode: 'PT-106' }), 'approveFiling'), /责令改正/u)
    await assert.rejects(w.take('deputyHead', await proposed({ wellKnownMark: true }), 'approveFiling'), /驰名商标/u)
    await assert.rejects(w.take('deputyHead', await proposed({ violationCode: 'PA-301' }), 'approveFiling'), /专利代理/u)
    const delegated = await proposed({ violationCode: 'PA-301', authorityDocument: true })
    assert.equal((await w.take('deputyHead', delegated, 'approveFiling')).state, 'filed')
  })

  test('on patent passing-off shows the disputed terms beside the fifteen days, and they do not block', async () => {
    const tip = await w.read('officer', await w.register('officer', { violationCode: 'PT-102' }))
    const self = await w.read('officer', await w.register('officer', { violationCode: 'PT-102', source: 'inspection' }))
    assert.deepEqual(
      tip.deadlines.map(({ name, disputed }) => [name, disputed]),
      [
        ['verify', false],
        ['patentTip', true],
      ],
    )
    assert.deepEqual(
      self.deadlines.map(({ name, due }) => [name, due]),
      [
        ['verify', '2026-03-24'],
        ['patentSelf', '2026-03-10'],
      ],
    )
  })

  test('goes back with its reason, is withdrawn by its officer, and ends not filed with a ground', async () => {
    const lead = await proposed({})
    assert.equal((await w.take('deputyHead', lead, 'sendBack', { reason: '补充进货凭证' })).state, 'verifying')
    await w.take('officer', lead, 'proposeNotFiling', { ground: 'minorAndCorrected', findings: '数量很少，已经改正' })
    await w.take('officer', lead, 'withdrawProposal')
    await w.take('officer', lead, 'proposeNotFiling', { ground: 'minorAndCorrected', findings: '数量很少，已经改正' })
    // The form of the first proposal asked for a filing: it does not approve the opposite.
    await assert.rejects(w.take('deputyHead', lead, 'approveNotFiled'), /重新制作的《立案\/不予立案审批表》/u)
    await w.issue(lead, 'filingApproval')
    assert.equal((await w.take('deputyHead', lead, 'approveNotFiled')).state, 'notFiled')
  })

  test('handed to another bureau is read there, received as its own lead, and not handed on again', async () => {
    const lead = await proposed({})
    await assert.rejects(w.take('deputyHead', lead, 'transferOut', { toOrg: w.world.orgs.get('neighbour'), reason: '发生地在丑县' }), {
      code: 'incomplete',
    })
    await w.issue(lead, 'transferLetter')
    await assert.rejects(w.take('deputyHead', lead, 'transferOut', { reason: '发生地在丑县' }), { code: 'invalid' })
    await assert.rejects(w.read('officerElsewhere', lead), { code: 'notFound' })
    await w.take('deputyHead', lead, 'transferOut', { toOrg: w.world.orgs.get('neighbour'), reason: '发生地在丑县' })
    assert.equal((await w.read('officerElsewhere', lead)).state, 'transferredOut')
    const receive = (who: 'officerElsewhere' | 'officer') =>
      w.register(who, { source: 'transfer', receivedFrom: lead as never, divisionCode: '350103' })
    const stands = async (who: 'officerElsewhere' | 'officer') =>
      (await w.world.as(who, casesApi).lead({ params: { matterId: lead as never } })).transfer
    const told = await w.world.as('officerElsewhere', inboxApi).messages({ query: {} })
    assert.deepEqual(
      told.rows.map(({ title, matter, finished }) => [/收到移送的线索/u.test(title), matter?.id, finished]),
      [[true, lead, false]],
    )
    assert.equal((await w.world.as('officer', inboxApi).messages({ query: {} })).total, 0)
    assert.deepEqual([await stands('officerElsewhere'), await stands('officer')], ['open', null])
    await assert.rejects(receive('officer'), /没有移送给本局/u)
    const received = await w.register('officerElsewhere', { source: 'transfer', receivedFrom: lead as never, divisionCode: '350103' })
    assert.equal(await stands('officerElsewhere'), 'received')
    await assert.rejects(receive('officerElsewhere'), /已经接收过/u)
    await w.world.sql.query(
      "insert into matter_assignee (matter_id, person_id, person_name, from_day) values ($1, $2, 'x', '2026-03-03')",
      [received, w.world.people.officerElsewhere.id],
    )
    await w.world.sql.query("update matter set state = 'verifying' where id = $1", [received])
    await w.issue(received, 'transferLetter')
    const onward = w.take('headElsewhere', received, 'transferOut', { toOrg: w.world.orgs.get('countyB'), reason: '不属本局' })
    await assert.rejects(onward, /不得再自行移送/u)
  })

  test('is merged into another of the same bureau, never into one of another', async () => {
    const into = await w.register('officer')
    const lead = await w.register('officer')
    const foreign = await w.register('officerElsewhere', { divisionCode: '350103' })
    await assert.rejects(w.take('unitHead', lead, 'merge', { into: foreign, reason: '同一事实' }), { code: 'notFound' })
    assert.equal((await w.take('unitHead', lead, 'merge', { into, reason: '同一事实' })).state, 'merged')
  })

  test('changes by its own unit and by the version that was seen', async () => {
    const lead = await w.register('officer')
    const api = w.world.as('officer', casesApi)
    const params = { matterId: lead as never }
    const body = { divisionCode: '350102', place: '子县西街', content: '更正地点', parties: [{ name: '子县另一鞋行' }] }
    assert.equal((await api.changeLead({ params, body, version: 1 })).place, '子县西街')
    await assert.rejects(api.changeLead({ params, body, version: 1 }), { code: 'stale' })
    await assert.rejects(w.world.as('deputyHead', casesApi).changeLead({ params, body, version: 2 }), { code: 'notAllowed' })
  })

  test('keeps its informant to those who act on it', async () => {
    const lead = await w.register('officer', { informant: { name: '举报人甲', phone: '13900000000' } })
    const params = { matterId: lead as never }
    assert.equal((await w.world.as('officer', casesApi).lead({ params })).informant?.name, '举报人甲')
    for (const who of ['citySupervisor', 'legalReviewer', 'cityHead'] as const) {
      const seen = await w.world.as(who, casesApi).lead({ params })
      assert.deepEqual([seen.informant, seen.informantHidden], [null, true])
    }
    const { rows } = await w.world.sql.query(
      "select 1 from ledger_entry where action = 'read' and object = 'lead_informant' and object_id = $1",
      [lead],
    )
    assert.equal(rows.length, 1)
  })
})
