import type { z } from 'zod'
import type { MatterId, PersonId } from '#contract/common'
import { type MatterView, matterApi } from '#contract/matter'
import { trainingApi } from '#contract/training'
import type { ClassDraft } from '#contract/training-steps'
import { openWorld, type PersonKey, type World } from './world.ts'

/** For tests: a class is walked through the front door, by whoever may, on the day it happened. */
export interface ClassWorld {
  world: World
  setDay(day: string): void
  person(who: PersonKey): PersonId
  org(key: string): string
  take(who: PersonKey, id: string, step: string, input?: Record<string, unknown>): Promise<MatterView>
  /** An approved plan of the province with one line of three batches. */
  plan(year?: number): Promise<{ planId: MatterId; lineId: string }>
  /** A class of the province outside the plan. */
  open(more?: Partial<z.input<typeof ClassDraft>>): Promise<MatterId>
  /** One session on the class's first day. */
  session(id: string, more?: Record<string, unknown>): Promise<string>
  call(id: string, quotas: Record<string, number>): Promise<void>
  /** The matter of a unit's places. */
  placesOf(id: string, unit: string): Promise<MatterId>
  /** Named by the county, handed in, confirmed by the province. */
  enrol(id: string, who: PersonKey, unit: string, people: readonly PersonKey[]): Promise<MatterId>
  /** Called, named, confirmed and begun, with the county's two officers. */
  running(
    more?: Partial<z.input<typeof ClassDraft>>,
    sessions?: readonly Record<string, unknown>[],
  ): Promise<{ id: MatterId; sessions: string[] }>
  /** Three more of the county while it runs: reopened, named, confirmed. */
  enrolMore(id: string): Promise<void>
  close(): Promise<void>
}

export const aClass = {
  title: '商标行政保护能力提升班',
  theme: '商标',
  audience: '县局、市场监管所知识产权工作人员',
  startsOn: '2026-03-10',
  endsOn: '2026-03-12',
  place: '省局培训中心',
  places: 40,
  hours: 16,
  days: 2,
  form: 'class',
  outsideReason: '上级临时部署',
} as const satisfies z.input<typeof ClassDraft>

export const aLine = { title: '商标保护班', theme: '商标', level: 'county', month: 3, batches: 3, places: 40, hours: 16 } as const

const aSession = { day: '2026-03-10', starts: '09:00', ends: '11:00', subject: '商标侵权判断', hours: 2, room: '301', teachers: [] }

export async function openClassWorld(today = '2026-03-03'): Promise<ClassWorld> {
  const world = await openWorld(today)
  return classWalk(world, today, world.setDay)
}

/** The same walk in a world that stands already: a site with a browser. */
export function classWalk(world: World, today: string, setWorldDay: (day: string) => void): ClassWorld {
  const person = (who: PersonKey) => world.people[who].id as PersonId // the world's own keys
  const org = (key: string) => world.orgs.get(key) ?? ''
  const api = (who: PersonKey) => world.as(who, matterApi)
  let now = today
  const self: ClassWorld = {
    world,
    setDay(day) {
      now = day
      setWorldDay(day)
    },
    person,
    org,
    async take(who, id, step, input = {}) {
      const { version } = await api(who).read({ params: { matterId: id as MatterId } })
      return api(who).take({ params: { matterId: id as MatterId, step }, body: { happenedOn: now, input }, version })
    },
    async plan(year = 2026) {
      const { id: planId } = await world.as('provinceTrainer', trainingApi).openPlan({ body: { year } })
      await self.take('provinceTrainer', planId, 'writeLine', aLine)
      await self.take('provinceTrainer', planId, 'submit')
      await self.take('provinceHead', planId, 'approve')
      const { lines } = await world.as('provinceTrainer', trainingApi).plan({ params: { matterId: planId } })
      return { planId, lineId: lines[0]?.id ?? '' }
    },
    open: async (more = {}) => (await world.as('provinceTrainer', trainingApi).openClass({ body: { ...aClass, ...more } })).id,
    async session(id, more = {}) {
      const before = new Set((await read(id)).sessions.map((one) => one.id))
      await self.take('provinceTrainer', id, 'planSession', { ...aSession, ...more })
      return (await read(id)).sessions.find((one) => !before.has(one.id))?.id ?? ''
    },
    async call(id, quotas) {
      const given = Object.entries(quotas).map(([unit, places]) => ({ orgId: org(unit), places }))
      await self.take('provinceTrainer', id, 'callForEnrolment', { until: '2026-03-09', quotas: given })
    },
    async placesOf(id, unit) {
      const found = (await read(id)).quotas.find(({ orgId }) => orgId === org(unit))
      if (!found) throw new Error(`no places of ${unit}`)
      return found.id
    },
    async enrol(id, who, unit, people) {
      const place = await self.placesOf(id, unit)
      await self.take(who, place, 'nominate', { people: people.map(person) })
      await self.take(who, place, 'submit')
      await self.take('provinceTrainer', place, 'confirm')
      return place
    },
    async running(more = {}, sessions = [{}]) {
      const id = await self.open(more)
      const ids: string[] = []
      for (const one of sessions) ids.push(await self.session(id, one))
      await self.call(id, { county: 5 })
      await self.enrol(id, 'trainer', 'county', ['officer', 'officer2'])
      await self.take('provinceTrainer', id, 'confirmClass')
      self.setDay(more.startsOn ?? aClass.startsOn)
      await self.take('provinceTrainer', id, 'startClass')
      return { id, sessions: ids }
    },
    async enrolMore(id) {
      const place = await self.placesOf(id, 'county')
      await self.take('provinceTrainer', place, 'reopen', { reason: '补报' })
      await self.take('trainer', place, 'nominate', { people: (['officer3', 'stationOfficer', 'stationOfficer2'] as const).map(person) })
      await self.take('trainer', place, 'submit')
      await self.take('provinceTrainer', place, 'confirm')
    },
    close: () => world.close(),
  }
  const read = (id: string) => world.as('provinceTrainer', trainingApi).class({ params: { matterId: id as MatterId } })
  return self
}
