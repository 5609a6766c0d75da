import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { movedBy } from '#test/counted'
import { openTrackWorld, type TrackWorld } from '#test/track-case'
import { trackRooms, tracks } from './index.ts'

describe('a hearing', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-09-07', { tracks, rooms: trackRooms })
  })
  after(() => w.close())

  const people = () => ({ presider: w.world.people.presider.id, recorder: w.world.people.caseReviewer.id })
  const place = { at: '09:00', place: '本局会议室', openness: 'open' }
  const requested = async () => {
    w.setDay('2026-09-07')
    const parent = await w.openCase()
    return { parent, id: await w.track(parent, 'requestHearing', { how: 'written', request: '要求听证' }) }
  }
  const handedOver = async () => {
    const { parent, id } = await requested()
    await w.take('deputyHead', id, 'appointPresider', people())
    await w.take('officer', id, 'handOver', { materials: '案卷一册' })
    return { parent, id }
  }

  test('gets a presider in three working days, the file in three more, a date in five', async () => {
    const { id } = await requested()
    assert.deepEqual(await w.due(id), { presider: '2026-09-10' })
    await w.take('deputyHead', id, 'appointPresider', people())
    assert.deepEqual(await w.due(id), { handOver: '2026-09-10' })
    await w.take('officer', id, 'handOver', { materials: '案卷一册' })
    assert.deepEqual(await w.due(id), { schedule: '2026-09-14' })
  })

  test('is not led, sat in or recorded by who handled the case, nor by one person in two seats', async () => {
    const { id } = await requested()
    const { officer, presider, caseReviewer } = w.world.people
    await assert.rejects(w.take('deputyHead', id, 'appointPresider', { ...people(), presider: officer.id }), { code: 'closed' })
    await assert.rejects(w.take('deputyHead', id, 'appointPresider', { ...people(), recorder: officer.id }), { code: 'closed' })
    await assert.rejects(w.take('deputyHead', id, 'appointPresider', { presider: presider.id, recorder: presider.id }), { code: 'invalid' })
    await assert.rejects(w.take('officer', id, 'appointPresider', people()), { code: 'notAllowed' })
    // Another presider of the bureau cannot lead it.
    await w.take('deputyHead', id, 'appointPresider', { presider: caseReviewer.id, recorder: presider.id })
    await w.take('officer', id, 'handOver', { materials: '案卷一册' })
    await assert.rejects(w.take('presider', id, 'schedule', { hearingOn: '2026-09-25', ...place }), { code: 'notAllowed' })
  })

  test('is told to the party seven working days ahead at the latest, over the holiday too', async () => {
    const { id } = await handedOver()
    await w.take('presider', id, 'schedule', { hearingOn: '2026-10-12', ...place })
    // Off: 25 to 27 September, 1 to 7 October; 10 October is worked. Seven whole working days lie between, 24 September to 10 October.
    assert.deepEqual(await w.due(id), { noticeParty: '2026-09-23', noticeOfficers: '2026-09-23', noticePublic: '2026-10-07' })
    await assert.rejects(w.take('presider', id, 'notifyParty'), { code: 'incomplete' })
    await w.issue(id, 'hearingNotice')
    w.setDay('2026-09-24')
    await assert.rejects(w.take('presider', id, 'notifyParty'), { code: 'tooLate' })
    // A later date makes room again.
    await w.take('presider', id, 'schedule', { hearingOn: '2026-10-30', ...place })
    assert.equal((await w.take('presider', id, 'notifyParty')).state, 'noticed')
  })

  test('is held on its day, after officers and public were told, and reported within five working days', async () => {
    const { id } = await handedOver()
    await w.take('presider', id, 'schedule', { hearingOn: '2026-09-21', ...place })
    await w.issue(id, 'hearingNotice', 'hearingRecord')
    await w.take('presider', id, 'notifyParty')
    w.setDay('2026-09-21')
    await assert.rejects(w.take('presider', id, 'hold', { course: '如期举行' }), { code: 'closed' })
    await assert.rejects(w.take('presider', id, 'notifyOfficers'), { code: 'tooLate' })
    w.setDay('2026-09-07')
    await w.take('presider', id, 'notifyOfficers', { fileReturned: true })
    await w.take('presider', id, 'announceHearing', { where: '本局公告栏' })
    w.setDay('2026-09-18')
    await assert.rejects(w.take('presider', id, 'hold', { course: '提前举行' }), { code: 'invalid' })
    w.setDay('2026-09-21')
    assert.deepEqual(await movedBy(w.world.sql, () => w.take('presider', id, 'hold', { course: '如期举行' })), { 'cases.hearings': 1 })
    assert.deepEqual(await w.due(id), { report: '2026-09-29' })
    await assert.rejects(w.take('presider', id, 'report', { opinion: '维持' }), { code: 'incomplete' })
    await w.issue(id, 'hearingReport')
    assert.equal((await w.take('presider', id, 'report', { opinion: '维持' })).closed, true)
  })

  test('is not counted in the term of its case, from the request to its end', async () => {
    const { parent, id } = await requested()
    assert.equal((await w.due(parent)).term, null)
    w.setDay('2026-09-16')
    await w.take('deputyHead', id, 'end', { cause: 'withdrawn', reason: '当事人撤回' })
    const term = (await w.read('officer', parent)).deadlines.find(({ name }) => name === 'term')
    // Filed on 7 September: ninety days are 6 December; nine days, 8 to 16 September, are not counted (the seventh never was).
    assert.deepEqual([term?.due, term?.intervals], ['2026-12-15', [{ from: '2026-09-07', to: '2026-09-16', reason: '听证', paper: null }]])
  })

  test('suspended, starts again with a new date', async () => {
    const { id } = await handedOver()
    await w.take('presider', id, 'schedule', { hearingOn: '2026-09-25', ...place })
    await w.take('presider', id, 'suspend', { cause: 'forceMajeure', reason: '台风' })
    assert.deepEqual(await w.due(id), {})
    assert.deepEqual(await w.openSteps(id, 'presider'), ['resume', 'end'])
    assert.equal((await w.take('presider', id, 'resume', { reason: '台风过后' })).state, 'handedOver')
  })

  test('that is not public is not announced', async () => {
    const { id } = await handedOver()
    await w.take('presider', id, 'schedule', { hearingOn: '2026-09-25', ...place, openness: 'closed' })
    assert.equal((await w.due(id)).noticePublic, undefined)
    await assert.rejects(w.take('presider', id, 'announceHearing', { where: '公告栏' }), { code: 'closed' })
  })
})
