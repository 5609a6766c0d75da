import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTrackWorld, type TrackWorld } from '#test/track-case'
import { servicesOf, trackRooms, tracks } from './index.ts'
import { takeByItself } from './track.jobs.ts'

describe('service of a paper', () => {
  let w: TrackWorld
  before(async () => {
    w = await openTrackWorld('2026-11-01', { tracks, rooms: trackRooms })
  })
  after(() => w.close())

  const preparing = async (day = '2026-11-01') => {
    w.setDay(day)
    const parent = await w.openCase()
    const paper = { paperId: await w.paperOf(parent, 'penaltyDecision'), partyId: await w.partyOf(parent) }
    return { parent, id: await w.track(parent, 'serve', paper) }
  }
  const outcome = (parent: string) =>
    w.inService(async (ctx) => (await servicesOf(ctx, parent)).map(({ mode, servedOn }) => [mode, servedOn]))

  for (const [step, mode, input, needs] of [
    ['serveDirect', 'direct', { receivedBy: '某', place: '公司前台' }, ['serviceReceipt']],
    ['serveLeaving', 'lien', { refusal: '拒收', place: '公司前台', witness: '某村委会干部' }, ['serviceReceipt']],
    ['serveElectronic', 'electronic', { address: 'a@example.com', capture: '截屏1' }, ['serviceAddress', 'serviceReceipt']],
    ['servePost', 'mail', { tracking: 'EM1', receipt: '回执1' }, []],
    ['serveEntrusted', 'entrusted', { by: '某局', receivedBy: '某' }, ['serviceReceipt']],
    ['serveForwarded', 'forwarded', { by: '某监狱', receivedBy: '某' }, ['serviceReceipt']],
  ] as const)
    test(`by ${step} wants its own proof and sets the day`, async () => {
      const { parent, id } = await preparing()
      if (needs.length > 0)
        await assert.rejects(w.take('officer', id, step, input), (error: { code: string }) => ['incomplete', 'closed'].includes(error.code))
      await assert.rejects(w.take('officer', id, step, {}), (error: { code: string }) =>
        ['incomplete', 'closed', 'invalid'].includes(error.code),
      )
      await w.issue(id, ...needs)
      await assert.rejects(w.take('officer', id, step, {}), { code: 'invalid' })
      assert.equal((await w.take('officer', id, step, input)).closed, true)
      assert.deepEqual(await outcome(parent), [[mode, '2026-11-01']])
    })

  test('by leaving wants a witness or a recording', async () => {
    const { id } = await preparing()
    await w.issue(id, 'serviceReceipt')
    await assert.rejects(w.take('officer', id, 'serveLeaving', { refusal: '拒收', place: '前台' }), { code: 'invalid' })
  })

  test('electronically wants the consent of the recipient, in the track or in its case', async () => {
    const { parent, id } = await preparing()
    await w.issue(id, 'serviceReceipt')
    const input = { address: 'a@example.com', capture: '截屏1' }
    await assert.rejects(w.take('officer', id, 'serveElectronic', input), { code: 'closed' })
    await w.issue(parent, 'serviceAddress')
    assert.equal((await w.take('officer', id, 'serveElectronic', input)).closed, true)
  })

  const announcement = { reason: 'missing', course: '住所查无此人', where: '本局网站', recording: '网页留痕1' }
  const announced = async (day: string) => {
    const { parent, id } = await preparing(day)
    await w.issue(id, 'serviceAnnouncement')
    await w.take('officer', id, 'announce', announcement)
    return { parent, id }
  }

  test('by announcement is the last resort', async () => {
    const { id } = await preparing()
    await assert.rejects(w.take('officer', id, 'announce', announcement), { code: 'incomplete' })
    await w.issue(id, 'serviceAnnouncement')
    const failed = { ...announcement, reason: 'failed' }
    await assert.rejects(w.take('officer', id, 'announce', failed), { code: 'invalid' })
    await w.take('officer', id, 'recordAttempt', { detail: '邮件被退回' })
    assert.equal((await w.take('officer', id, 'announce', failed)).state, 'announced')
  })

  test('by announcement counts after thirty days, and the case stands still meanwhile', async () => {
    const { parent, id } = await announced('2026-11-01')
    assert.deepEqual([await w.due(id), (await w.due(parent)).term], [{ announcement: '2026-12-01' }, null])
    w.setDay('2026-12-01')
    await assert.rejects(w.take('officer', id, 'deemServed'), { code: 'tooEarly' })
    w.setDay('2026-12-02')
    await w.inService((ctx) => takeByItself(ctx, { matterId: id, step: 'deemServed', due: '2026-12-01' }))
    assert.deepEqual(await outcome(parent), [['announcement', '2026-12-01']])
    assert.equal((await w.due(parent)).term, '2027-03-02')
  })

  test('by announcement took sixty days until 2022-10-31, and thirty from the day after', async () => {
    const before = await announced('2022-10-31')
    assert.deepEqual(await w.due(before.id), { announcement: '2022-12-30' })
    const from = await announced('2022-11-01')
    assert.deepEqual(await w.due(from.id), { announcement: '2022-12-01' })
  })

  test('ends at once when the party comes for the paper', async () => {
    const { parent, id } = await announced('2026-11-01')
    w.setDay('2026-11-10')
    await w.issue(id, 'serviceReceipt')
    await w.take('officer', id, 'pickUp', { receivedBy: '某' })
    assert.deepEqual(await outcome(parent), [['direct', '2026-11-10']])
  })
})
