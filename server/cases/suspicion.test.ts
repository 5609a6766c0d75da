import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { casesApi } from '#contract/cases'
import { aPenalty, aReport, type CaseWorld, openCaseWorld } from '#test/case-world'

describe('the suspicion of a crime', () => {
  let w: CaseWorld
  before(async () => {
    w = await openCaseWorld('2026-03-03')
  })
  after(() => w.close())

  const detail = (id: string) => w.world.as('officer', casesApi).case({ params: { matterId: id as never } })
  const reported = async (change: Record<string, unknown>, code = 'TM-103') => {
    const id = await w.file({ violationCode: code as never }, { violationCode: code })
    await w.issue(id, 'investigationReport')
    await w.take('officer', id, 'report', await aReport(w, id, change))
    return id
  }

  test('is not spoken of before anything was measured, and not below four fifths of a threshold', async () => {
    assert.equal((await detail(await w.file())).suspicion, null)
    const { suspicion } = await detail(await reported({ turnover: 39_999.99, illegalGains: 660 }))
    assert.deepEqual([suspicion?.level, suspicion?.todo, suspicion?.hits], ['none', null, []])
  })

  test('is near from four fifths on, and reached at the threshold itself, with the article and the way to transfer', async () => {
    const near = (await detail(await reported({ turnover: 40_000, illegalGains: null }))).suspicion
    assert.deepEqual([near?.level, near?.todo, near?.hits.map(({ threshold }) => threshold)], ['near', null, [50_000]])
    const reached = (await detail(await reported({ turnover: 60_000, illegalGains: 660, crime: { sold: 50_000 } }))).suspicion
    assert.deepEqual(
      [reached?.level, reached?.assumed, reached?.hits.map(({ crime, measure, value }) => [crime, measure, value])],
      ['reached', [], [[214, '销售金额', 50_000]]],
    )
    assert.match(reached?.todo ?? '', /提请移送涉嫌犯罪.*第三条、第五条/u)
  })

  test('says what it put in the place of an amount that nobody measured, and counts unsold goods at three times', async () => {
    const estimated = (await detail(await reported({ turnover: 60_000 }))).suspicion
    assert.deepEqual([estimated?.level, estimated?.assumed], ['reached', ['没有填写销售金额，暂按违法经营额计']])
    const told = (await detail(await reported({ turnover: 140_000, crime: { sold: 10_000, unsold: 100_000 } }))).suspicion
    assert.equal(told?.level, 'none')
    const unsold = (await detail(await reported({ turnover: 150_000, crime: { sold: 0, unsold: 150_000 } }))).suspicion
    assert.deepEqual([unsold?.level, unsold?.hits.map(({ threshold }) => threshold)], ['reached', [150_000, 150_000]])
  })

  test('of conduct before the interpretation in force is compared by people', async () => {
    const { suspicion } = await detail(await reported({ conductFrom: '2025-04-01', conductTo: '2025-04-25', turnover: 60_000 }))
    assert.equal(suspicion?.level, 'olderRules')
    assert.match(suspicion?.sentence ?? '', /从旧兼从轻/u)
  })

  test('moves nothing: every step that was open stays open, and the transfer is one among them', async () => {
    const open = async (id: string) => (await w.read('officer', id)).steps.filter((step) => step.open).map(({ name }) => name)
    const [plain, grave] = [await reported({}), await reported({ turnover: 60_000 })]
    assert.deepEqual(await open(grave), await open(plain))
    assert.ok((await open(grave)).includes('transferCriminal'))
  })

  test('is shown while the officer still writes, with the rule for illegal gains and what the basis does not name', async () => {
    const id = await w.file()
    const penalty = {
      ...aPenalty((await detail(id)).parties[0]!.id),
      measures: ['confiscateGains', 'confiscateGoods'],
      confiscatedGains: 660,
      gainsReason: '依《行政处罚法》第28条第2款',
    }
    const draft = { conductFrom: '2026-01-10', conductTo: '2026-03-03', goodsValue: null, flags: [], penalty: penalty as never }
    const preview = (amounts: { turnover: number; illegalGains: number | null }, day = '2026-03-03') => {
      w.setDay(day)
      return w.world.as('officer', casesApi).previewProposal({ params: { matterId: id as never }, body: { ...draft, ...amounts } })
    }
    const before = await preview({ turnover: 2640, illegalGains: 660 }, '2026-03-19')
    assert.deepEqual([before.suspicion.level, before.notes.some((note) => /自2026-03-20起施行/u.test(note))], ['none', true])
    assert.match(before.doubts.join(), /没有规定没收违法所得.*未核实，须在审核中说明/u)
    const after = await preview({ turnover: 60_000, illegalGains: 30_000 }, '2026-03-20')
    assert.deepEqual([after.suspicion.level, after.notes.some((note) => /总局令第118号/u.test(note))], ['reached', true])
    w.setDay('2026-03-03')
  })

  test('leaves its doubts and marks on the page of the case, for the reviewer', async () => {
    const id = await w.file()
    await w.issue(id, 'investigationReport')
    const gains = {
      measures: ['orderStop', 'confiscateGains'],
      confiscatedGains: 660,
      confiscatedGoodsValue: 0,
      gainsReason: '依《行政处罚法》第28条第2款',
    }
    await w.take('officer', id, 'report', await aReport(w, id, {}, gains))
    const { proposed, gains: rule } = await detail(id)
    assert.match(proposed[0]?.doubts.join() ?? '', /能否依《行政处罚法》第28条第2款另行没收.*未核实/u)
    assert.match(rule?.sentence ?? '', /118号/u)
    assert.deepEqual((await detail(await reported({ illegalGains: null }))).gains, null)
  })
})
