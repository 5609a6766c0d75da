import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { openTrackWorld, type TrackWorld } from '#test/track-case'
import { trackRooms, tracks } from './index.ts'
import { takeByItself } from './track.jobs.ts'

describe('publicity of a penalty', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-03-03', { tracks, rooms: trackRooms })
  })
  after(() => w.close())

  const decision = {
    decisionNumber: '甲子市监处罚〔2026〕1号',
    party: '某公司',
    violation: '侵犯注册商标专用权',
    penalty: '罚款十万元',
    authority: '甲市子县市场监督管理局',
    decidedOn: '2026-03-03',
    measures: ['confiscateGoods'],
    fine: 100_000,
    grade: 'ordinary',
    on: 'operator',
    registeredIn: 'sameProvince',
  }
  const opened = async (change: object = {}) => {
    w.setDay('2026-03-03')
    return w.track(await w.openCase(), 'publish', { ...decision, ...change })
  }
  const published = async (change: object = {}) => {
    const id = await opened(change)
    await w.take('officer', id, 'publish', { address: 'https://example.com/1' })
    return id
  }
  const byItself = (id: MatterId, step: string, due: string) => w.inService((ctx) => takeByItself(ctx, { matterId: id, step, due }))
  const material = { material: '申请书、缴款凭证' }

  test('does not happen for a mere warning', async () => {
    w.setDay('2026-03-03')
    const warning = { ...decision, measures: ['warning'], fine: 0 }
    await assert.rejects(w.take('officer', await w.openCase(), 'publish', warning), (error: { code: string; message: string }) => {
      assert.equal(error.code, 'closed')
      assert.match(error.message, /仅受到警告的，不予公示（《市场监督管理行政处罚信息公示规定》第2条）/)
      return true
    })
  })

  test('at home is due twenty working days after the decision; elsewhere it is pushed in ten and published there in ten more', async () => {
    const home = await opened()
    assert.deepEqual(await w.due(home), { sameProvince: '2026-03-31' })
    await assert.rejects(w.take('officer', home, 'push', { to: '外省某局' }), { code: 'closed' })
    const away = await opened({ registeredIn: 'otherProvince' })
    assert.deepEqual(await w.due(away), { push: '2026-03-17' })
    await assert.rejects(w.take('officer', away, 'publish', { address: 'https://example.com/1' }), { code: 'closed' })
    await w.take('officer', away, 'push', { to: '外省某局' })
    await w.take('officer', away, 'recordReceipt', { receivedOn: '2026-03-03' })
    assert.deepEqual(await w.due(away), { elsewhere: '2026-03-17' })
    assert.equal((await w.take('officer', away, 'publish', { address: 'https://example.com/1' })).state, 'published')
  })

  for (const [what, change, due, step] of [
    [
      'a low fine in a lenient grade stops after three months',
      { measures: [], fine: 50_000, grade: 'lenient' },
      { maximumLow: '2026-06-03' },
      'stopLow',
    ],
    ['an ordinary penalty stops after a year', {}, { minimumNormal: '2026-06-03', maximumNormal: '2027-03-03' }, 'stopNormal'],
    ['a key field stops after three years', { keyField: true }, { minimumKey: '2027-03-03', maximumKey: '2029-03-03' }, 'stopKey'],
    ['a revocation stops after three years, never earlier', { measures: ['revokeLicence'] }, { maximumKey: '2029-03-03' }, 'stopKey'],
  ] as const)
    test(`of ${what}, by itself`, async () => {
      const id = await published(change)
      assert.deepEqual(await w.due(id), due)
      const last = Object.values(due).at(-1) ?? ''
      w.setDay(last)
      await byItself(id, step, last)
      assert.equal((await w.read('officer', id)).state, 'published')
      w.setDay(`${last.slice(0, 8)}04`)
      await byItself(id, step, last)
      assert.equal((await w.read('officer', id)).state, 'stopped')
      const { rows } = await w.world.sql.query('select stopped_on::text from publication where matter_id = $1', [id])
      assert.equal(rows[0].stopped_on, `${last.slice(0, 8)}04`)
    })

  test('may be stopped early on application after three months, if all three conditions hold', async () => {
    const id = await published()
    w.setDay('2026-06-03')
    await assert.rejects(w.take('officer', id, 'applyEarlyNormal', material), { code: 'tooEarly' })
    w.setDay('2026-06-04')
    await assert.rejects(w.take('officer', id, 'applyEarlyKey', material), { code: 'closed' })
    await w.take('officer', id, 'applyEarlyNormal', material)
    assert.equal((await w.due(id)).earlyAcceptance, '2026-06-08')
    await w.take('officer', id, 'acceptEarly')
    assert.equal((await w.due(id)).earlyDecision, '2026-06-15')
    await w.take('deputyHead', id, 'extendEarly', { reason: '需要核查' })
    assert.equal((await w.due(id)).earlyDecision, '2026-06-30')
    await assert.rejects(w.take('deputyHead', id, 'extendEarly', { reason: '再延' }), { code: 'closed' })
    const conditions = { performed: true, corrected: true, notAgain: true }
    await assert.rejects(w.take('deputyHead', id, 'grantEarly', { ...conditions, notAgain: false }), { code: 'invalid' })
    await w.take('deputyHead', id, 'grantEarly', conditions)
    assert.equal((await w.due(id)).earlyData, '2026-06-09')
    assert.equal((await w.take('officer', id, 'stopEarly')).closed, true)
  })

  test('is not stopped early where the law knows no early end', async () => {
    const id = await published({ measures: ['revokeLicence'] })
    w.setDay('2027-03-04')
    for (const step of ['applyEarlyNormal', 'applyEarlyKey'])
      await assert.rejects(w.take('officer', id, step, material), { code: 'closed' })
  })

  test('is withdrawn within three working days after the decision was annulled', async () => {
    const id = await published()
    w.setDay('2026-04-03')
    await assert.rejects(w.take('officer', id, 'withdraw', { explanation: '撤回' }), { code: 'closed' })
    await w.take('officer', id, 'learnChange', { changedOn: '2026-04-02', how: 'annulled', paper: '复议决定书' })
    assert.deepEqual(await w.due(id), { withdrawal: '2026-04-08' })
    assert.equal((await w.take('officer', id, 'withdraw', { explanation: '处罚决定被复议机关撤销' })).closed, true)
  })
})
