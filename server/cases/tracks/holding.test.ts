import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { assignOfficers } from '#kernel/matter'
import { openTrackWorld, type TrackWorld } from '#test/track-case'
import { trackRooms, tracks } from './index.ts'
import { findRunOut, takeByItself } from './track.jobs.ts'

const items = [{ name: '标有某商标的运动鞋', unit: '双', quantity: 120 }]
const taking = (takenAt: string) => ({ takenAt, keptAt: '本局仓库', items })
const seizure = { measure: 'detain', basis: '《商标法》第62条', reason: '有证据证明是侵犯他人注册商标专用权的物品' }

describe('a preservation of evidence', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-03-03', { tracks, rooms: trackRooms })
  })
  after(() => w.close())

  /** Approved and taken on 2026-03-03, a Tuesday. */
  const held = async () => {
    w.setDay('2026-03-03')
    const id = await w.track(await w.openCase(), 'preserve', { reason: '当事人可能转移物品' })
    await w.take('deputyHead', id, 'approve', {})
    await w.issue(id, 'preservationNotice', 'propertyList')
    await w.take('officer', id, 'take', taking('2026-03-03T09:05'))
    return id
  }

  test('is taken after approval with notice and list, and seven working days begin', async () => {
    w.setDay('2026-03-03')
    const id = await w.track(await w.openCase(), 'preserve', { reason: '当事人可能转移物品' })
    await assert.rejects(w.take('officer', id, 'take', taking('2026-03-03T09:05')), { code: 'closed' })
    await assert.rejects(w.take('officer', id, 'takeAtOnce', taking('2026-03-03T09:05')), { code: 'closed' }) // not entered as urgent
    await w.take('deputyHead', id, 'approve', {})
    await assert.rejects(w.take('officer', id, 'take', taking('2026-03-03T09:05')), { code: 'incomplete' })
    await w.issue(id, 'preservationNotice', 'propertyList')
    await assert.rejects(w.take('officer', id, 'take', taking('2026-03-02T09:05')), { code: 'invalid' })
    await w.take('officer', id, 'take', taking('2026-03-03T09:05'))
    assert.deepEqual(await w.due(id), { disposal: '2026-03-12' })
  })

  test('taken at once, is to be approved within twenty-four hours of that minute', async () => {
    w.setDay('2026-03-03')
    const id = await w.track(await w.openCase(), 'preserve', { urgent: true, reason: '当事人正在转移物品' })
    await w.issue(id, 'preservationNotice', 'propertyList')
    const seen = await w.take('officer', id, 'takeAtOnce', taking('2026-03-03T08:30'))
    const urgent = seen.deadlines.find(({ name }) => name === 'urgentApproval')
    assert.equal(urgent?.dueAt, '2026-03-04T00:30:00.000Z')
    assert.equal((await w.due(id)).disposal, '2026-03-12')
    await assert.rejects(w.take('officer', id, 'dispose', { way: 'seized', detail: '扣押' }), { code: 'closed' })
    await w.take('deputyHead', id, 'confirm', {})
    assert.deepEqual(await w.due(id), { disposal: '2026-03-12' })
  })

  test('is disposed of on the last day, and no more on the day after', async () => {
    const [inTime, late] = [await held(), await held()]
    w.setDay('2026-03-12')
    assert.equal((await w.take('officer', inTime, 'dispose', { way: 'seized', detail: '决定扣押' })).closed, true)
    w.setDay('2026-03-13')
    await assert.rejects(w.take('officer', late, 'dispose', { way: 'seized', detail: '决定扣押' }), { code: 'tooLate' })
    await w.issue(late, 'preservationRelease')
    await assert.rejects(w.take('deputyHead', late, 'release', { reason: '退还' }), { code: 'tooLate' })
  })

  test('ends by itself the day after, is never extended, and somebody has to give the things back', async () => {
    const id = await held()
    w.setDay('2026-03-12')
    await w.inService((ctx) => takeByItself(ctx, { matterId: id, step: 'lapse', due: '2026-03-12' }))
    assert.equal((await w.read('officer', id)).state, 'held')
    w.setDay('2026-03-13')
    await w.inService((ctx) => takeByItself(ctx, { matterId: id, step: 'lapse', due: '2026-03-12' }))
    await w.inService((ctx) => takeByItself(ctx, { matterId: id, step: 'lapse', due: '2026-03-12' })) // twice does not matter
    const lapsed = await w.read('officer', id)
    assert.deepEqual([lapsed.state, lapsed.history.at(-1)?.happenedOn, lapsed.history.length], ['lapsed', '2026-03-13', 4])
    const { rows } = await w.world.sql.query('select steps, person_id from inbox_item where matter_id = $1 order by person_id', [id])
    assert.deepEqual(
      rows.map((row) => [row.steps, row.person_id]),
      [w.world.people.officer.id, w.world.people.officer2.id].toSorted().map((person) => [['giveBack'], person]),
    )
    await assert.rejects(w.take('officer', id, 'giveBack', { detail: '已退还' }), { code: 'incomplete' })
    await w.issue(id, 'preservationRelease')
    assert.equal((await w.take('officer', id, 'giveBack', { detail: '已退还' })).state, 'released')
  })

  test('is found by the daily job when it has run out, and not a day earlier', async () => {
    const id = await held()
    const waiting = async () => {
      await w.inService((ctx) => findRunOut(ctx))
      const { rows } = await w.world.sql.query('select key from graphile_worker.jobs where key like $1', [`track:${id}:lapse#%`])
      return rows.length
    }
    w.setDay('2026-03-12')
    assert.equal(await waiting(), 0)
    w.setDay('2026-03-13')
    assert.equal(await waiting(), 1)
  })
})

describe('a seizure', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-03-03', { tracks, rooms: trackRooms })
  })
  after(() => w.close())

  const held = async (parent?: string) => {
    w.setDay('2026-03-03')
    const id = await w.track(parent ?? (await w.openCase()), 'seize', seizure)
    await w.take('deputyHead', id, 'approve', {})
    await w.issue(id, 'coerciveMeasure', 'propertyList')
    await w.take('officer', id, 'take', taking('2026-03-03T09:05'))
    return id
  }

  test('lasts thirty days, once thirty more by the head with a written notice, and no longer', async () => {
    const id = await held()
    assert.deepEqual(await w.due(id), { term: '2026-04-02' })
    await assert.rejects(w.take('officer', id, 'extend', { reason: '案情复杂' }), { code: 'notAllowed' })
    await assert.rejects(w.take('deputyHead', id, 'extend', { reason: '案情复杂' }), { code: 'incomplete' })
    await w.issue(id, 'coerciveExtension')
    await w.take('deputyHead', id, 'extend', { reason: '案情复杂' })
    assert.deepEqual(await w.due(id), { term: '2026-05-06' })
    await assert.rejects(w.take('deputyHead', id, 'extend', { reason: '案情仍复杂' }), { code: 'closed' })
  })

  test('is not extended after its last day, and must be released then', async () => {
    const id = await held()
    await w.issue(id, 'coerciveExtension')
    w.setDay('2026-04-03')
    await assert.rejects(w.take('deputyHead', id, 'extend', { reason: '案情复杂' }), { code: 'tooLate' })
    await assert.rejects(w.take('officer', id, 'dispose', { way: 'confiscated', detail: '没收' }), { code: 'tooLate' })
    await w.inService((ctx) => takeByItself(ctx, { matterId: id, step: 'expire', due: '2026-04-02' }))
    assert.deepEqual(await w.openSteps(id, 'officer'), [])
    await assert.rejects(w.take('deputyHead', id, 'release', { ground: 'expired', reason: '期限届满' }), { code: 'incomplete' })
    await w.issue(id, 'coerciveRelease')
    assert.equal((await w.take('deputyHead', id, 'release', { ground: 'expired', reason: '期限届满' })).closed, true)
  })

  test('does not count the appraisal of its goods; the case above it neither', async () => {
    w.setDay('2026-03-03')
    const parent = await w.openCase()
    const id = await held(parent)
    assert.equal((await w.due(parent)).term, '2026-06-01')
    w.setDay('2026-03-10')
    const appraisal = await w.track(id, 'commission', {
      kind: '鉴定',
      institution: '某鉴定机构',
      sample: '运动鞋 2 双',
      question: '是否假冒',
    })
    assert.deepEqual([(await w.due(id)).term, (await w.due(parent)).term], [null, null])
    w.setDay('2026-03-19')
    await w.issue(appraisal, 'appraisalCommission')
    await w.take('officer', appraisal, 'receiveResult', { conclusion: '系假冒', report: '鉴字1号', checked: true })
    // Ten days, 10 to 19 March, both counted.
    assert.deepEqual([(await w.due(id)).term, (await w.due(parent)).term], ['2026-04-12', '2026-06-11'])
  })

  test('for unfair competition needs the principal head of the city, not of the county', async () => {
    w.setDay('2026-03-03')
    const id = await w.track(await w.openCase(), 'seize', { ...seizure, unfairCompetition: true })
    for (const who of ['deputyHead', 'principalHead', 'cityDeputy', 'provinceHead'] as const)
      await assert.rejects(w.take(who, id, 'approve', {}), { code: 'notAllowed' })
    assert.equal((await w.take('cityHead', id, 'approve', {})).state, 'approved')
  })

  test('lets things go early only when their owner agreed in writing, or an announcement has run out', async () => {
    const go = (id: string) => w.take('deputyHead', id, 'disposeEarly', { reason: '食品即将变质', how: '变卖，价款 300 元' })
    const agreed = await held()
    await assert.rejects(go(agreed), { code: 'closed', message: /先行处置物品确认书/u })
    await w.issue(agreed, 'earlyDisposalConsent')
    assert.equal((await go(agreed)).state, 'held')
    const announced = await held()
    await w.world.sql.query(
      `insert into paper (matter_id, kind, title, state, fields, org_id, org_at, issued_on, issued_as, issued_by)
       select id, 'earlyDisposalNotice', '公告', 'issued', '{"until":"2026-03-10"}', owner_org_id, 0, '2026-03-03', '某局', '某' from matter where id = $1`,
      [announced],
    )
    w.setDay('2026-03-10')
    await assert.rejects(go(announced), { code: 'closed' })
    w.setDay('2026-03-11')
    assert.equal((await go(announced)).state, 'held')
  })

  test('taken at once and not approved must be released', async () => {
    w.setDay('2026-03-03')
    const id = await w.track(await w.openCase(), 'seize', { ...seizure, urgent: true })
    await w.issue(id, 'coerciveMeasure', 'propertyList')
    const seen = await w.take('officer', id, 'takeAtOnce', taking('2026-03-03T09:59'))
    assert.equal(seen.deadlines.find(({ name }) => name === 'urgentApproval')?.dueAt, '2026-03-04T01:59:00.000Z')
    assert.equal((await w.take('deputyHead', id, 'disapprove', { reason: '不应当查封' })).state, 'expired')
  })

  test('follows its case to other officers, and leaves the former ones', async () => {
    w.setDay('2026-03-03')
    const parent = await w.openCase()
    const id = await held(parent)
    await w.inService((ctx) => assignOfficers(ctx, { id: parent }, [w.world.people.officer3.id], '2026-03-03'))
    assert.deepEqual(await w.openSteps(id, 'officer3'), ['commission', 'dispose'])
    w.setDay('2026-03-04') // the day of the change is still theirs
    await assert.rejects(w.take('officer', id, 'dispose', { way: 'confiscated', detail: '没收' }), { code: 'notAllowed' })
  })

  test('is seen by nobody from the side', async () => {
    const id = await held()
    await assert.rejects(w.read('officerElsewhere', id), { code: 'notFound' })
  })
})

describe('an appraisal', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-03-03', { tracks, rooms: trackRooms })
  })
  after(() => w.close())

  for (const [kind, paper, wrong] of [
    ['检测', 'appraisalCommission', 'identificationNotice'],
    ['权利人辨认', 'identificationNotice', 'appraisalCommission'],
  ] as const)
    test(`of the kind ${kind} stops the case by its own reason and wants its own letter`, async () => {
      w.setDay('2026-03-03')
      const parent = await w.openCase()
      const id = await w.track(parent, 'commission', { kind, institution: '某机构', sample: '样品', question: '是否相符' })
      const term = (await w.read('officer', parent)).deadlines.find(({ name }) => name === 'term')
      assert.deepEqual([term?.due, term?.intervals.map((one) => one.reason)], [null, [kind]])
      await w.issue(id, wrong)
      const result = { conclusion: '相符', report: '无', checked: true }
      await assert.rejects(w.take('officer', id, 'receiveResult', result), { code: 'closed' })
      await w.issue(id, paper)
      await assert.rejects(w.take('officer', id, 'receiveResult', { ...result, checked: false }), { code: 'invalid' })
      await w.take('officer', id, 'receiveResult', result)
      await assert.rejects(w.take('officer', id, 'tellResult', { how: '直接送达' }), { code: 'incomplete' })
      await w.issue(id, 'appraisalResult')
      assert.equal((await w.take('officer', id, 'tellResult', { how: '直接送达' })).closed, true)
    })
})
