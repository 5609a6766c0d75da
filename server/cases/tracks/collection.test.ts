import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { tracksApi } from '#contract/tracks'
import { openTrackWorld, type TrackWorld } from '#test/track-case'
import { trackRooms, trackRoutes, tracks } from './index.ts'
import { takeByItself } from './track.jobs.ts'

describe('collecting a fine', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-03-03', { tracks, rooms: trackRooms, routes: trackRoutes })
  })
  after(() => w.close())

  const decision = { decisionNumber: '甲子市监处罚〔2026〕1号', servedOn: '2026-03-03', fine: 10_000, confiscated: 2_000 }
  const due = async () => {
    w.setDay('2026-03-03')
    const parent = await w.openCase()
    return w.track(parent, 'collect', { ...decision, partyId: await w.partyOf(parent) })
  }
  const pay = (id: string, fine: number, confiscated = 0, surcharge = 0) =>
    w.take('officer', id, 'pay', { fine, confiscated, surcharge, receipt: '缴款书1' })
  const account = (id: MatterId) => w.world.as('officer', tracksApi).collection({ params: { matterId: id }, query: {} })
  const lapse = (id: MatterId) => w.inService((ctx) => takeByItself(ctx, { matterId: id, step: 'lapseRemedies', due: '2026-09-03' }))
  const letter = async (id: string, servedOn: string) => {
    await w.issue(id, 'demandLetter')
    await w.take('officer', id, 'demand', { servedOn })
  }
  const court = { court: '某县人民法院', unperformed: '罚款一万元' }

  test('starts the fifteen days and both remedies from the day of service', async () => {
    assert.deepEqual(await w.due(await due()), { payment: '2026-03-18', reconsideration: '2026-05-06', suit: '2026-09-03' })
  })

  test('takes payments in parts, none above what is owed, and is settled when nothing is', async () => {
    const id = await due()
    await pay(id, 4_000, 2_000)
    await assert.rejects(pay(id, 6_001), { code: 'invalid' })
    await assert.rejects(pay(id, 0), { code: 'invalid' })
    await assert.rejects(w.take('officer', id, 'settle'), { code: 'closed' })
    await pay(id, 6_000)
    assert.equal((await w.take('officer', id, 'settle')).state, 'paid')
  })

  test('adds three per cent a day from the sixteenth day, with its arithmetic on the page', async () => {
    const id = await due()
    w.setDay('2026-03-20')
    const { remaining, surcharge } = await account(id)
    assert.deepEqual([remaining.total, surcharge.formula], [12_600, '10000元×3%×2日＝600元'])
    await pay(id, 10_000, 2_000)
    await assert.rejects(w.take('officer', id, 'settle'), { code: 'closed' })
    w.setDay('2026-04-20')
    assert.equal((await account(id)).remaining.surcharge, 600) // a surcharge bears none
    await assert.rejects(pay(id, 0, 0, 601), { code: 'invalid' })
    await pay(id, 0, 0, 600)
    assert.equal((await w.take('officer', id, 'settle')).closed, true)
  })

  test('adds nothing while a suit is pending', async () => {
    const id = await due()
    await w.take('officer', id, 'startRemedy', { kind: 'suit', proof: '应诉通知书' })
    w.setDay('2026-06-01')
    assert.equal((await account(id)).remaining.surcharge, 0)
    await w.take('officer', id, 'endRemedy', { result: 'upheld', proof: '判决书' })
    w.setDay('2026-06-03')
    assert.equal((await account(id)).remaining.surcharge, 600)
  })

  test('postponed by the head with a notice, adds nothing until that day', async () => {
    const id = await due()
    const deferral = { how: 'instalments', endsOn: '2026-06-30', reason: '经营困难' }
    await assert.rejects(w.take('officer', id, 'defer', deferral), { code: 'notAllowed' })
    await assert.rejects(w.take('deputyHead', id, 'defer', deferral), { code: 'incomplete' })
    await w.issue(id, 'instalmentNotice')
    await w.take('deputyHead', id, 'defer', deferral)
    assert.equal((await w.due(id)).window, '2026-09-30')
    w.setDay('2026-06-30')
    assert.equal((await account(id)).remaining.surcharge, 0)
    await w.issue(id, 'demandLetter')
    await assert.rejects(w.take('officer', id, 'demand', { servedOn: '2026-06-30' }), { code: 'closed' })
    w.setDay('2026-07-01')
    assert.equal((await account(id)).remaining.surcharge, 300)
  })

  test('is not demanded before the fifteen days are over', async () => {
    const id = await due()
    await w.issue(id, 'demandLetter')
    w.setDay('2026-03-18')
    await assert.rejects(w.take('officer', id, 'demand', { servedOn: '2026-03-18' }), { code: 'tooEarly' })
    w.setDay('2026-03-19')
    assert.equal((await w.take('officer', id, 'demand', { servedOn: '2026-03-19' })).state, 'demanded')
  })

  test('comes before the court after the demand, within three months after both remedies have lapsed', async () => {
    const id = await due()
    w.setDay('2026-08-20')
    await letter(id, '2026-08-20')
    assert.equal((await w.due(id)).urge, '2026-09-03')
    await w.issue(id, 'enforcementApplication')
    w.setDay('2026-09-03')
    await assert.rejects(w.take('deputyHead', id, 'applyCourt', court), { code: 'tooEarly' })
    await lapse(id) // the suit may still be brought today
    assert.equal((await w.due(id)).window, undefined)
    w.setDay('2026-09-04')
    await assert.rejects(w.take('deputyHead', id, 'applyCourt', court), { code: 'closed' }) // the end of both terms is not entered
    await lapse(id)
    await lapse(id)
    assert.equal((await w.due(id)).window, '2026-12-03')
    const sent = await w.take('deputyHead', id, 'applyCourt', court)
    assert.equal(sent.history.filter((act) => act.step === 'lapseRemedies').length, 1)
    assert.equal((await w.due(id)).courtAcceptance, '2026-09-11')
  })

  test('is too late for the court when the three months are over, and not while a remedy is pending', async () => {
    const [late, suing] = [await due(), await due()]
    await w.take('officer', suing, 'startRemedy', { kind: 'reconsideration', proof: '受理通知书' })
    w.setDay('2026-09-04')
    for (const id of [late, suing]) {
      await letter(id, '2026-09-04')
      await w.issue(id, 'enforcementApplication')
      await lapse(id)
    }
    await assert.rejects(w.take('officer', late, 'lapseRemedies', { endsOn: '2026-09-01' }), { code: 'closed' })
    w.setDay('2026-12-04')
    await assert.rejects(w.take('deputyHead', late, 'applyCourt', court), { code: 'tooLate' })
    await assert.rejects(w.take('deputyHead', suing, 'applyCourt', court), { code: 'closed' })
    await w.take('officer', suing, 'endRemedy', { result: 'upheld', proof: '复议决定书' })
    w.setDay('2026-12-22')
    await w.take('officer', suing, 'lapseRemedies', { endsOn: '2026-12-21' })
    assert.equal((await w.due(suing)).window, '2027-03-21')
    assert.equal((await w.take('principalHead', suing, 'applyCourt', court)).state, 'applied')
  })

  test('postponed beyond both remedies, is brought before the court from the end of the postponement, and never before they have lapsed', async () => {
    const deferral = { how: 'postponed', endsOn: '2027-01-31', reason: '经营困难' }
    const [long, short] = [await due(), await due()]
    for (const id of [long, short]) {
      await w.issue(id, 'instalmentNotice', 'enforcementApplication')
      await w.take('deputyHead', id, 'defer', id === long ? deferral : { ...deferral, endsOn: '2026-04-30' })
    }
    w.setDay('2026-05-06')
    await letter(short, '2026-05-06')
    w.setDay('2026-06-01')
    await assert.rejects(w.take('deputyHead', short, 'applyCourt', court), /法定期限还没有届满/u)
    w.setDay('2026-09-04')
    for (const id of [long, short]) await lapse(id)
    // Three months of the term that ended last, whichever was entered last.
    assert.deepEqual([(await w.due(short)).window, (await w.due(long)).window], ['2026-12-03', '2027-04-30'])
    assert.equal((await w.take('deputyHead', short, 'applyCourt', court)).state, 'applied')
    w.setDay('2027-02-01')
    await letter(long, '2027-02-01')
    w.setDay('2027-03-01')
    assert.equal((await w.take('deputyHead', long, 'applyCourt', court)).state, 'applied')
  })

  const applied = async () => {
    const id = await due()
    w.setDay('2026-09-04')
    await letter(id, '2026-08-03')
    await lapse(id)
    await w.issue(id, 'enforcementApplication')
    await w.take('deputyHead', id, 'applyCourt', court)
    return id
  }

  test('waits for the court by the article that it named, up to the end', async () => {
    for (const [article58, clocks] of [
      [false, { ruling: '2026-09-15' }],
      [true, { ruling58: '2026-10-08' }],
    ] as const) {
      const id = await applied()
      await w.take('officer', id, 'courtAccept', { number: '行审1号', article58 })
      assert.deepEqual(await w.due(id), { payment: '2026-03-18', ...clocks })
      await w.take('officer', id, 'courtGrant', { ruling: '行审裁1号' })
      assert.equal((await w.take('officer', id, 'endExecution', { reason: '无财产可供执行', proof: '裁定书' })).state, 'ended')
    }
  })

  test('declined by the court, is asked again within fifteen days and not later', async () => {
    const [inTime, late] = [await applied(), await applied()]
    for (const id of [inTime, late]) await w.take('officer', id, 'courtDecline', { reason: '材料不全' })
    assert.equal((await w.due(inTime)).declinedReview, '2026-09-19')
    w.setDay('2026-09-19')
    assert.equal((await w.take('deputyHead', inTime, 'askCourtAgain', { reason: '材料齐全' })).state, 'applied')
    w.setDay('2026-09-21')
    await assert.rejects(w.take('deputyHead', late, 'askCourtAgain', { reason: '晚了' }), { code: 'tooLate' })
  })

  test('is not seen from the side', async () => {
    const id = await due()
    await assert.rejects(w.world.as('officerElsewhere', tracksApi).collection({ params: { matterId: id }, query: {} }), {
      code: 'notFound',
    })
  })
})
