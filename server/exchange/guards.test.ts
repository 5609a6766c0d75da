import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { MatterId } from '#contract/common'
import { exchangeApi } from '#contract/exchange'
import { itemsApi } from '#contract/exchange-items'
import { exchange } from '#exchange'
import { asRuntime } from '#test/administrators'
import { type CoordinationWorld, openCoordinationWorld } from '#test/coordination-world'
import type { PersonKey } from '#test/world'

describe('an exchange, behind the front door', () => {
  let walk: CoordinationWorld
  before(async () => {
    walk = await openCoordinationWorld('2026-06-10')
  })
  after(() => walk.close())
  const own = (who: PersonKey, run: Parameters<typeof asRuntime>[2]) => asRuntime(walk.world, walk.world.people[who].token, run)

  test('neither who gives nor who collects says what is the other’s to say, and no day of recording but today’s', async () => {
    const { world } = walk
    await world.as('office', exchangeApi).addForm({
      body: {
        ...{ kind: 'dated', title: '行政保护工作成效', basis: '省局通知', mark: 'verified', givers: ['city', 'county'], indicators: [] },
        ...{ asks: [{ ask: '主要做法和成效' }], dueDates: ['06-15'], from: '2026-06-01' },
      },
    })
    await exchange.jobs['exchange.walk'].long?.(world.house, world.inService, {}, AbortSignal.abort())
    const { rows } = await world.as('countyCoordinator', exchangeApi).returns({ query: {} })
    const id = rows[0]?.id as MatterId // one is asked of the county
    const set = (columns: string) => `update exchange_return set ${columns} where matter_id = '${id}'`
    const forged: readonly [PersonKey, readonly string[]][] = [
      [
        'countyCoordinator',
        [
          ...[
            "accepted_on = '2026-06-10'",
            "received_on = '2026-06-10'",
            "waived_on = '2026-06-10'",
            "due_on = '2026-12-31'",
            "due_first = '2026-12-31'",
          ],
          ...['submitted_first = clock.today() - 1', "asks = '{}'", 'counted = true', "period = '2025-06-15'"],
        ].map(set),
      ],
      [
        'cityCoordinator',
        [set("submitted_first = '2026-06-10'"), set('rounds = 3'), set('waived_on = clock.today() - 1'), set("due_first = '2026-06-01'")],
      ],
    ]
    for (const [who, statements] of forged)
      await own(who, async (run) => {
        for (const statement of statements) await assert.rejects(run(statement), { code: '42501' }, `${who}: ${statement}`)
      })
    await own('countyCoordinator', async (run) => void (await run(set('submitted_first = clock.today(), rounds = 1'))))
  })

  test('an adoption is worth what the table of scores says, whatever its row claims', async () => {
    const { world } = walk
    const adopted = { level: 'city', channel: 'briefing', form: 'whole' } as const
    const { id } = await world.as('countyCoordinator', itemsApi).write({
      body: { kind: 'experience', title: '展会保护', text: '一段足够长的经验做法文字。', sources: '本局', files: [] },
    })
    await walk.take('countyCoordinator', id, 'submit')
    await walk.take('cityCoordinator', id, 'receive')
    const claim = async () => {
      let points: unknown
      await own('cityCoordinator', async (run) => {
        const { rows } = await run(
          `insert into info_adoption (matter_id, what, level, channel, form, place, happened_on, file_ids, by_org, by_org_id, points)
           values ('${id}', 'adopted', '${adopted.level}', '${adopted.channel}', '${adopted.form}', '简报', '2026-06-10', array[gen_random_uuid()], '甲市局',
                   '${walk.org('cityA')}', 1000) returning points`,
        )
        points = (rows[0] as { points: unknown }).points // the one column that was asked for
      })
      return points === null ? null : Number(points)
    }
    assert.equal(await claim(), null, 'no table, no points')
    await world.as('office', itemsApi).setTable({
      body: { table: { combine: 'sum', base: [{ ...adopted, points: 3 }], instructions: [] }, reason: '试行计分办法' },
    })
    assert.equal(await claim(), 3)
  })
})
