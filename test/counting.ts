import assert from 'node:assert/strict'
import type { Ctx } from '#kernel/house'
import { countFacts, type Fact, figuresOf, recordsBehind, registerIndicators } from '#kernel/indicator'
import { serve } from '#kernel/jobs'
import { idOf } from './planted.ts'
import { openWorld, type PersonKey } from './world.ts'

const said = { title: '试', unit: '件', definition: '试验', clauses: [], source: '试验', mark: 'assumption' } as const
type Told = Omit<Fact, 'orgId' | 'indicator'>

/** For tests of counting itself: indicators that no room declares, counted on any day and looked at by anybody. */
export async function openCounting(first: string, { flows, stocks }: { flows: readonly string[]; stocks: readonly string[] }) {
  const world = await openWorld(first)
  let today = first
  const records = (_ctx: Ctx, ids: readonly string[]) => Promise.resolve(ids.map((id) => ({ id, title: `记录${id}`, path: null })))
  registerIndicators([
    ...flows.map((id) => ({ ...said, id, kind: 'flow', records }) as const),
    ...stocks.map((id) => ({ ...said, id, kind: 'stock' }) as const),
  ])
  const as = <T>(who: PersonKey, work: (ctx: Ctx) => Promise<T>) =>
    serve(world.house, world.people[who].token, work, () => new Date(`${today}T02:00:00Z`))
  const org = (key: string) => idOf(world, key)
  const service = world.inService
  return {
    world,
    as,
    org,
    service,
    setDay(day: string) {
      today = day
      world.setDay(day)
    },
    count: (indicator: string, unit: string, ...facts: Told[]) =>
      service((ctx) =>
        countFacts(
          ctx,
          facts.map((fact) => ({ indicator, orgId: org(unit), ...fact })),
        ),
      ),
    /** A number and its list, which is fetched in pages of two and must be as long as the number says. */
    async look(who: PersonKey, indicator: string, unit: string, from: string, to = from) {
      const figures = await as(who, (ctx) => figuresOf(ctx, { indicators: [indicator], orgId: org(unit), from, to, by: 'self' }))
      const rows = []
      let total = 0
      for (let page = 1; page === 1 || rows.length < total; page++) {
        const asked = { indicator, orgId: org(unit), from, to, page, size: 2 }
        const list = await as(who, (ctx) => recordsBehind(ctx, asked))
        total = list.total
        if (list.rows.length === 0) break
        rows.push(...list.rows)
      }
      assert.equal(rows.length, total)
      return { values: figures.map(({ value }) => value), records: figures.map(({ records: n }) => n), rows }
    },
    close: () => world.close(),
  }
}
export type Counting = Awaited<ReturnType<typeof openCounting>>
