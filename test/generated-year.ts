import { randomUUID } from 'node:crypto'
import { orgsApi } from '#contract/orgs'
import { countFacts, type Fact, indicatorOf, reverseFacts } from '#kernel/indicator'
import { openCaseWorld } from './case-world.ts'
import { idOf, paper } from './planted.ts'
import { fc } from './property.ts'
import type { World } from './world.ts'

export const today = '2026-11-22'
const movedOn = '2026-06-10'
export const units = ['province', 'cityA', 'cityB', 'county', 'neighbour', 'countyB', 'station', 'stationElsewhere', 'protection'] as const
export type UnitKey = (typeof units)[number]

/** What is counted for an indicator: itself, or the two of a ratio. */
export const countedFor = (id: string) => Object.values(indicatorOf(id)?.over ?? { id })

/** A year of acts, two years long: where, what, when, how much, and what was taken back later. */
const acts = (indicators: readonly string[]) =>
  fc.record({
    unit: fc.constantFrom(...units),
    indicator: fc.constantFrom(...new Set(indicators.flatMap(countedFor))),
    month: fc.integer({ min: 0, max: 22 }),
    day: fc.integer({ min: 1, max: 28 }),
    value: fc.constantFrom(1, 1, 1, 250),
    backAfter: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 4 }),
  })
type Act = ReturnType<typeof acts> extends fc.Arbitrary<infer A> ? A : never

const dayOf = (month: number, day: number) => {
  const at = `${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return at > today ? today : at
}

/** For tests: a world in which these indicators were counted for two years, with a county that moved to another city in the middle of the second. */
export async function openGeneratedYear(indicators: readonly string[]): Promise<World> {
  const { world, register, file } = await openCaseWorld('2026-03-03', { office: true })
  // A few acts through the front door; the others are counted as rooms count them.
  await register('officer')
  await register('stationOfficer')
  await file()
  const generated = fc.sample(acts(indicators), 400)
  await live(world, generated, (act) => dayOf(act.month, act.day) < movedOn)
  world.setDay(movedOn)
  const orgId = idOf(world, 'neighbour')
  const admin = world.as('systemAdmin', orgsApi)
  const { version } = await admin.read({ params: { orgId } })
  await admin.move({ params: { orgId }, version, body: { parentId: idOf(world, 'cityB'), from: movedOn, paper } })
  await live(world, generated, (act) => dayOf(act.month, act.day) >= movedOn)
  return world
}

async function live(world: World, all: readonly Act[], when: (act: Act) => boolean): Promise<void> {
  world.setDay(today)
  await world.inService(async (ctx) => {
    for (const act of all) {
      if (!when(act)) continue
      const { indicator, unit, month, day, backAfter } = act
      const record = randomUUID()
      const value = indicatorOf(indicator)?.kind === 'stock' ? 1 : act.value
      const fact: Fact = { indicator, orgId: idOf(world, unit), day: dayOf(month, day), value, record }
      await countFacts(ctx, [fact])
      if (backAfter !== null) await reverseFacts(ctx, [{ indicator, record, day: dayOf(month + backAfter, 28) }])
    }
  })
}
