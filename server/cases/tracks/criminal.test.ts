import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTrackWorld, type TrackWorld } from '#test/track-case'
import { trackRooms, tracks } from './index.ts'

describe('a transfer to the police', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-03-02', { tracks, rooms: trackRooms })
  })
  after(() => w.close())

  const report = { crime: '假冒注册商标罪', report: '有合理嫌疑', team: '县办案甲、县办案乙' }
  const materials = { police: '某县公安局', hasReport: true, hasList: true, copied: true }
  const reported = async () => {
    w.setDay('2026-03-02')
    return w.track(await w.openCase(), 'transferCriminal', report)
  }
  const received = async () => {
    const id = await reported()
    await w.take('principalHead', id, 'approve', { approvedAt: '2026-03-02T09:30' })
    await w.issue(id, 'criminalTransfer')
    await w.take('officer', id, 'send', materials)
    await w.take('officer', id, 'receipt', { signedBy: '某民警' })
    return id
  }
  const declined = async () => {
    const id = await received()
    await w.take('officer', id, 'policeDecline', { notice: '不立字1号', reason: '没有犯罪事实' })
    return id
  }

  test('is decided by the principal head alone, within three natural days', async () => {
    const id = await reported()
    assert.deepEqual(await w.due(id), { approval: '2026-03-05' })
    await assert.rejects(w.take('deputyHead', id, 'approve', { approvedAt: '2026-03-02T09:30' }), { code: 'notAllowed' })
    await assert.rejects(w.take('principalHead', id, 'approve', { approvedAt: '2026-03-01T09:30' }), { code: 'invalid' })
    await assert.rejects(w.take('principalHead', id, 'approve', { approvedAt: '2026-03-02T23:30' }), { code: 'invalid' }) // not yet
    await assert.rejects(w.take('principalHead', id, 'refuse', {}), { code: 'invalid' })
    assert.equal((await w.take('principalHead', id, 'refuse', { reason: '证据表明不构成犯罪' })).closed, true)
  })

  test('goes out within twenty-four hours of the minute of approval, with its materials', async () => {
    const id = await reported()
    const seen = await w.take('principalHead', id, 'approve', { approvedAt: '2026-03-02T09:30' })
    assert.deepEqual(
      seen.deadlines.map(({ name, dueAt }) => [name, dueAt]),
      [['sending', '2026-03-03T01:30:00.000Z']],
    )
    await assert.rejects(w.take('officer', id, 'send', materials), { code: 'incomplete' })
    await w.issue(id, 'criminalTransfer')
    await assert.rejects(w.take('officer', id, 'send', { ...materials, copied: false }), { code: 'invalid' })
    assert.equal((await w.take('officer', id, 'send', materials)).state, 'sent')
  })

  test('shows the terms of the police, of which the longer one is not verified', async () => {
    const { deadlines } = await w.read('officer', await received())
    assert.deepEqual(
      deadlines.map(({ name, due, verified }) => [name, due, verified]),
      [
        ['policeReview', '2026-03-05', true],
        ['policeDecision', '2026-03-12', false],
      ],
    )
  })

  test('once filed, hands the things over within three days', async () => {
    const id = await received()
    await w.take('officer', id, 'policeFile', { notice: '立字1号' })
    assert.deepEqual(await w.due(id), { goods: '2026-03-05' })
    assert.equal((await w.take('officer', id, 'handGoods', { goods: '运动鞋 120 双', receipt: '交字1号' })).closed, true)
  })

  test('takes seized things along only when the party has been told in writing', async () => {
    w.setDay('2026-03-02')
    const parent = await w.openCase()
    const seizure = await w.track(parent, 'seize', { measure: 'detain', basis: '《商标法》第62条', reason: '涉嫌侵权的物品' })
    await w.take('deputyHead', seizure, 'approve', {})
    await w.issue(seizure, 'coerciveMeasure', 'propertyList')
    await w.take('officer', seizure, 'take', {
      takenAt: '2026-03-02T09:05',
      keptAt: '本局仓库',
      items: [{ name: '运动鞋', unit: '双', quantity: 120 }],
    })
    const id = await w.track(parent, 'transferCriminal', report)
    await w.take('principalHead', id, 'approve', { approvedAt: '2026-03-02T09:30' })
    await w.issue(id, 'criminalTransfer')
    await w.take('officer', id, 'send', materials)
    await w.take('officer', id, 'receipt', { signedBy: '某民警' })
    await w.take('officer', id, 'policeFile', { notice: '立字1号' })
    const hand = () => w.take('officer', id, 'handGoods', { goods: '运动鞋 120 双', receipt: '交字1号' })
    await assert.rejects(hand(), { code: 'closed', message: /查封\/扣押物品移送告知书/u })
    await w.issue(id, 'goodsTransferNotice')
    assert.equal((await hand()).closed, true)
  })

  test('declined, may be objected to on the third day and not on the fourth', async () => {
    const [inTime, late] = [await declined(), await declined()]
    assert.deepEqual(await w.due(inTime), { objection: '2026-03-05' })
    w.setDay('2026-03-05')
    await w.take('deputyHead', inTime, 'askReconsideration', { reason: '事实清楚' })
    assert.deepEqual(await w.due(inTime), { reply: '2026-03-08' })
    w.setDay('2026-03-06')
    for (const step of ['askReconsideration', 'suggestSupervision'])
      await assert.rejects(w.take('deputyHead', late, step, { reason: '晚了' }), { code: 'tooLate' })
    assert.equal((await w.take('deputyHead', late, 'acceptDecline', { reason: '同意' })).state, 'returned')
    await w.take('officer', inTime, 'reconsiderDecline', { notice: '复字1号', reason: '维持' })
    assert.deepEqual(await w.due(inTime), { supervision: '2026-03-09' })
    w.setDay('2026-03-10')
    await assert.rejects(w.take('deputyHead', inTime, 'suggestAfterReconsideration', { reason: '晚了' }), { code: 'tooLate' })
  })

  test('comes to its end by supervision of the procuratorate', async () => {
    const id = await declined()
    await w.take('principalHead', id, 'suggestSupervision', { reason: '应当立案' })
    await w.take('officer', id, 'supervisedFile', { notice: '立字2号' })
    assert.deepEqual(await w.due(id), { goods: '2026-03-05' })
  })
})
