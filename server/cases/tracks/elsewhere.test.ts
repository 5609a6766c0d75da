import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTrackWorld, type TrackWorld } from '#test/track-case'
import { trackRooms, tracks } from './index.ts'

describe('assistance from another unit', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-03-03', { tracks, rooms: trackRooms })
  })
  after(() => w.close())

  const asked = async () => {
    w.setDay('2026-03-03')
    const parent = await w.openCase()
    const request = { orgId: w.world.orgs.get('neighbour'), content: '请协助调查仓库', until: '2026-03-20' }
    const id = await w.track(parent, 'askAssistance', request)
    await w.issue(id, 'assistanceLetter')
    await w.take('officer', id, 'send')
    return { parent, id }
  }

  test('is not seen by the other unit before the letter is sent', async () => {
    const parent = await w.openCase()
    const id = await w.track(parent, 'askAssistance', { orgId: w.world.orgs.get('neighbour'), content: '协助', until: '2026-03-20' })
    await assert.rejects(w.read('officerElsewhere', id), { code: 'notFound' })
    await assert.rejects(w.take('officer', id, 'send'), { code: 'incomplete' })
  })

  test('lets the other unit act on the request and only read the case, until its day', async () => {
    const { parent, id } = await asked()
    assert.deepEqual(await w.openSteps(id, 'officerElsewhere'), ['receive'])
    assert.deepEqual(await w.openSteps(id, 'officer'), ['withdraw'])
    assert.deepEqual((await w.read('officerElsewhere', parent)).steps, [])
    await assert.rejects(w.take('officerElsewhere', parent, 'finish'), { code: 'notAllowed' })
    await assert.rejects(w.take('officer', id, 'receive', { contact: '某' }), { code: 'notAllowed' })
    for (const stranger of ['officerB', 'cityOfficer'] as const)
      await assert.rejects(w.take(stranger, id, 'receive', { contact: '某' }), {
        code: stranger === 'officerB' ? 'notFound' : 'notAllowed',
      })
    w.setDay('2026-03-21')
    await assert.rejects(w.read('officerElsewhere', parent), { code: 'notFound' })
    assert.equal((await w.read('officerElsewhere', id)).id, id)
  })

  test('gives fifteen working days from receipt, a delay is told before they are over, and the answer closes it', async () => {
    const { parent, id } = await asked()
    w.setDay('2026-03-04')
    await w.take('officerElsewhere', id, 'receive', { contact: '某，电话略' })
    assert.deepEqual(await w.due(id), { answer: '2026-03-25' })
    const { rows } = await w.world.sql.query('select distinct org_id, role from inbox_item where matter_id = $1 order by role', [id])
    assert.deepEqual(
      rows.map((row) => [row.org_id, row.role]),
      [
        [w.world.orgs.get('neighbour'), 'officer'],
        [w.world.orgs.get('neighbour'), 'unitHead'],
      ],
    )
    w.setDay('2026-03-25')
    await w.take('officerElsewhere', id, 'tellDelay', { length: 5, reason: '需要再次走访' })
    assert.deepEqual(await w.due(id), { answer: '2026-04-01' })
    await assert.rejects(w.take('officerElsewhere', id, 'tellDelay', { length: 5, reason: '再延' }), { code: 'closed' })
    await w.take('officerElsewhere', id, 'answer', { result: '仓库已搬空' })
    assert.equal((await w.take('officer', id, 'accept')).closed, true)
    assert.equal((await w.read('officer', parent)).children[0]?.closed, true)
    w.setDay('2026-03-26')
    await assert.rejects(w.read('officerElsewhere', id), { code: 'notFound' })
  })

  test('is not prolonged once the fifteen days are over', async () => {
    const { id } = await asked()
    w.setDay('2026-03-04')
    await w.take('officerElsewhere', id, 'receive', { contact: '某' })
    w.setDay('2026-03-26')
    await assert.rejects(w.take('officerElsewhere', id, 'tellDelay', { length: 5, reason: '晚了' }), { code: 'tooLate' })
  })

  test('cannot be made to act, or handed on, by whoever only reads: neither through the tables', async () => {
    const { parent } = await asked()
    await assert.rejects(
      w.asOfficerElsewhere(
        `insert into matter_grant (matter_id, org_id, purpose, acts, from_day) values ('${parent}', '${w.world.orgs.get('neighbour')}', 'assistance', true, '2026-03-03')`,
      ),
      /row-level security/,
    )
    await assert.rejects(
      w.asOfficerElsewhere(`update matter set state = 'done', version = version + 1 where id = '${parent}'`),
      /row-level security/,
    )
  })

  test('is not asked of oneself', async () => {
    w.setDay('2026-03-03')
    const own = { orgId: w.world.orgs.get('county'), content: '协助', until: '2026-03-20' }
    await assert.rejects(w.take('officer', await w.openCase(), 'askAssistance', own), { code: 'invalid' })
  })
})

describe('a question of jurisdiction', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-04-20', { tracks, rooms: trackRooms })
  })
  after(() => w.close())

  const disputed = async (other: string, cause = 'dispute') => {
    w.setDay('2026-04-20')
    const parent = await w.openCase()
    const question = { cause, orgId: w.world.orgs.get(other), disputedOn: '2026-04-20', reason: '两局都认为有权管辖' }
    return { parent, id: await w.track(parent, 'disputeJurisdiction', question) }
  }

  test('is consulted about for seven working days, by the rule of its kind', async () => {
    const { id } = await disputed('neighbour')
    assert.deepEqual(await w.due(id), { consultation: '2026-04-29' })
    assert.deepEqual(await w.due((await disputed('neighbour', 'tip')).id), { tipConsultation: '2026-04-29' })
    assert.deepEqual(await w.due((await disputed('neighbour', 'transferred')).id), {})
  })

  test('about a case that was itself transferred is not settled by handing it on', async () => {
    const { id } = await disputed('neighbour', 'transferred')
    const agreement = { orgId: w.world.orgs.get('neighbour'), detail: '由邻县办理' }
    await assert.rejects(w.take('deputyHead', id, 'agree', agreement), { code: 'closed' })
    assert.equal((await w.take('deputyHead', id, 'report', { reason: '不属本局管辖' })).state, 'reported')
  })

  test('is decided by the common superior within seven working days, and the case moves with its sight', async () => {
    const { parent, id } = await disputed('neighbour')
    const seizure = await w.track(parent, 'seize', { measure: 'seal', basis: '《商标法》第62条', reason: '侵权商品' })
    await w.take('deputyHead', id, 'report', { reason: '协商不成' })
    for (const who of ['deputyHead', 'provinceHead', 'headElsewhere'] as const)
      await assert.rejects(w.take(who, id, 'receiveReport'), { code: who === 'headElsewhere' ? 'notFound' : 'notAllowed' })
    w.setDay('2026-04-21')
    await w.take('cityHead', id, 'receiveReport')
    assert.deepEqual(await w.due(id, 'cityHead'), { designation: '2026-04-30' })
    const received = await w.read('officer', id) // who asked goes on reading
    assert.deepEqual([received.owner.id, received.steps], [w.world.orgs.get('cityA'), []])
    const designation = { orgId: w.world.orgs.get('neighbour'), reason: '违法行为发生地' }
    await assert.rejects(w.take('cityHead', id, 'designate', designation), { code: 'incomplete' })
    await assert.rejects(w.take('principalHead', id, 'designate', designation), { code: 'notAllowed' })
    await w.issue(id, 'designationNotice')
    await w.take('cityHead', id, 'designate', designation)
    const moved = await w.read('officerElsewhere', parent)
    assert.deepEqual([moved.owner.id, moved.assignees.map((one) => one.to)], [w.world.orgs.get('neighbour'), ['2026-04-21', '2026-04-21']])
    assert.equal((await w.read('officerElsewhere', seizure)).owner.id, w.world.orgs.get('neighbour'))
    for (const id of [parent, seizure]) await assert.rejects(w.read('officer', id), { code: 'notFound' })
    assert.deepEqual((await w.read('officerElsewhere', id)).state, 'designated')
    assert.deepEqual(await w.openSteps(seizure, 'headElsewhere'), ['approve', 'refuse'])
  })

  test('between two cities goes to the province', async () => {
    const { id } = await disputed('countyB')
    await w.take('principalHead', id, 'report', { reason: '协商不成' })
    await assert.rejects(w.take('cityHead', id, 'receiveReport'), { code: 'notAllowed' })
    assert.equal((await w.take('provinceHead', id, 'receiveReport')).state, 'received')
  })

  test('is not put to oneself', async () => {
    const own = { cause: 'dispute', orgId: w.world.orgs.get('county'), disputedOn: '2026-04-20', reason: '争议' }
    w.setDay('2026-04-20')
    await assert.rejects(w.take('officer', await w.openCase(), 'disputeJurisdiction', own), { code: 'invalid' })
  })
})
