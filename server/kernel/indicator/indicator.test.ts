import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Ctx } from '#kernel/house'
import { serve } from '#kernel/jobs'
import { openWorld, type PersonKey, type World } from '#test/world'
import { countFacts, type Fact, figuresOf, recordsBehind, registerIndicators } from './index.ts'

const said = { title: '试', unit: '件', definition: '试验', clauses: [], source: '试验', mark: 'assumption' } as const

describe('what is counted', () => {
  let world: World
  before(async () => {
    world = await openWorld('2026-03-20')
    registerIndicators([
      { id: 'test.done', kind: 'flow', ...said },
      { id: 'test.asked', kind: 'flow', ...said },
      { id: 'test.standing', kind: 'stock', ...said },
      { id: 'test.rate', kind: 'ratio', over: { numerator: 'test.done', denominator: 'test.asked' }, ...said },
    ])
  })
  after(() => world.close())

  const as = <T>(who: PersonKey, work: (ctx: Ctx) => Promise<T>) =>
    serve(world.house, world.people[who].token, work, () => new Date('2026-03-20T02:00:00Z'))
  const org = (key: string) => world.orgs.get(key) ?? ''
  const count = (who: PersonKey, unit: string, fact: Omit<Fact, 'orgId'>) =>
    as(who, (ctx) => countFacts(ctx, [{ orgId: org(unit), ...fact }]))

  test('is seen from the unit and from above, with as many records behind it', async () => {
    for (const record of ['a', 'b']) await count('stationOfficer', 'station', { indicator: 'test.done', day: '2026-03-02', record })
    const asked = { indicators: ['test.done'], orgId: org('cityA'), from: '2026-03', to: '2026-03', by: 'self' } as const
    const [figure] = await as('cityHead', (ctx) => figuresOf(ctx, asked))
    assert.deepEqual([figure?.value, figure?.records], [2, 2])
    const { rows, total } = await as('cityHead', (ctx) =>
      recordsBehind(ctx, { indicator: 'test.done', orgId: org('cityA'), from: '2026-03', to: '2026-03', page: 1, size: 10 }),
    )
    assert.deepEqual([rows.length, total], [2, 2])
  })
})
