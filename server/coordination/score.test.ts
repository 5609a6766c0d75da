import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { defaultCoordinationSettings, type Measure, measures, scoresApi } from '#contract/coordination-scores'
import { asRuntime } from '#test/administrators'
import { type CoordinationWorld, openCoordinationWorld } from '#test/coordination-world'

const period = { from: '2026-01-01', to: '2026-12-31' }

describe('the scoreboard of cooperation', () => {
  let walk: CoordinationWorld
  before(async () => {
    walk = await openCoordinationWorld()
    for (const score of ['5', '3'] as const) {
      walk.setDay('2026-03-03')
      const id = await walk.answered()
      await walk.take('countyCoordinator', id, 'rate', { score })
    }
    const lead = { source: '巡查', right: '商标', suspect: '某商行', suspectAddress: '某路', conduct: '销售涉嫌侵权商品' }
    await walk.answered({ kind: 'leadTransfer', lead })
    const waiting = await walk.open('countyCoordinator', { addressee: { channel: 'unit', orgId: walk.org('neighbour') } })
    await walk.take('countyCoordinator', waiting, 'send')
    walk.setDay('2026-03-31')
  })
  after(() => walk.close())
  const board = (who: 'office' | 'cityCoordinatorB' | 'countyCoordinatorB' | 'countyCoordinator' | 'officer') =>
    walk.world.as(who, scoresApi).board({ query: period })

  test('opens every number to as many requests as it says', async () => {
    const { rows, changed } = await board('office')
    assert.equal(changed, false)
    assert.deepEqual(
      rows.map(({ org, scores }) => [org, scores.map(({ cases, met }) => [cases, met])]),
      [
        [
          '甲市丑县市场监督管理局',
          [
            [1, 0],
            [0, 0],
            [0, 0],
            [0, 0],
            [0, 0],
          ],
        ],
        [
          '乙市寅县市场监督管理局',
          [
            [3, 3],
            [3, 3],
            [2, 2],
            [2, 1],
            [1, 1],
          ],
        ],
      ],
    )
    for (const { orgId, scores } of rows)
      for (const { measure, cases, met } of scores)
        for (const [part, count] of [
          ['all', cases],
          ['met', met],
        ] as const) {
          const list = await walk.world.as('office', scoresApi).behind({ query: { ...period, measure, orgId, part, size: 100 } })
          assert.deepEqual([list.total, list.rows.length], [count, count], `${measure} ${part}`)
        }
  })

  test('is within reach: a city sees its own units, the asker no neighbour', async () => {
    assert.deepEqual(
      (await board('cityCoordinatorB')).rows.map(({ org }) => org),
      ['乙市寅县市场监督管理局'],
    )
    assert.deepEqual((await board('countyCoordinatorB')).rows.length, 1)
    assert.deepEqual((await board('countyCoordinator')).rows, [], 'it was asked nothing')
    const foreign = await walk.world
      .as('countyCoordinator', scoresApi)
      .behind({ query: { ...period, measure: 'accepted', orgId: walk.org('countyB') } })
    assert.equal(foreign.total, 0)
  })

  test('ranks with enough cases by the settings, which the province’s office alone changes', async () => {
    assert.ok(
      (await board('office')).rows.every(({ scores }) => scores.every(({ rank }) => rank === null)),
      'fewer than five',
    )
    const settings = { ...defaultCoordinationSettings, minimum: 1 }
    const save = (who: 'office' | 'cityCoordinator' | 'provinceHead') =>
      walk.world.as(who, scoresApi).settings({ body: { settings, reason: '试行' } })
    for (const who of ['cityCoordinator', 'provinceHead'] as const) await assert.rejects(save(who), { code: 'notAllowed' }, who)
    await asRuntime(walk.world, walk.world.people.cityCoordinator.token, async (run) => {
      await assert.rejects(run("insert into coordination_setting (value, reason, by_name) values ('{}', 'x', 'x')"))
    })
    const wrong = { ...settings, thresholds: { ...settings.thresholds, accepted: { good: 50, fair: 60 } } }
    await assert.rejects(walk.world.as('office', scoresApi).settings({ body: { settings: wrong, reason: '试行' } }), { code: 'invalid' })
    await save('office')
    const { rows, changed } = await board('office')
    assert.equal(changed, true)
    const rank = (measure: Measure) => rows.map(({ scores }) => scores.find((one) => one.measure === measure)?.rank)
    assert.deepEqual(rank('accepted'), [2, 1])
    assert.deepEqual(rank('answered'), [null, 1])
    assert.equal(Object.keys(measures).length, 5)
  })

  test('leaves as a workbook', async () => {
    const answer = await walk.world.app.inject({
      url: '/api/coordination/scores/export?from=2026-01-01&to=2026-12-31',
      headers: { cookie: `sid=${walk.world.people.office.token}` },
    })
    assert.deepEqual([answer.statusCode, answer.rawPayload.subarray(0, 2).toString()], [200, 'PK'])
  })
})
