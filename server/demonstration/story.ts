import type { LegalDay, MatterId } from '#contract/common'
import { matterApi } from '#contract/matter'
import type { ViolationCode } from '#contract/penalty'
import { type Calendar, dayAfter } from '#kernel/calendar'
import type { FictionalBusiness } from './names.ts'
import type { Actor, Stage } from './stage.ts'

/** What one demonstration matter is about, drawn before it is walked: the same on every machine. */
export interface Plot {
  n: number
  kind: 'penalty' | 'complaint' | 'simple'
  /** The bureau in whose name it runs, and the station or bureau that handles it. */
  bureauId: string
  handlingId: string
  divisionCode: string
  place: string
  begin: LegalDay
  /** The scene before which the story stops, wherever the calendar stands. */
  until: string
  code: ViolationCode
  party: FictionalBusiness
  turnover: number
  fine: number
  /** A fine that gives the right to be heard, and a party who asks for it. */
  hearing: boolean
  /** Small turns: a review sent back, a seizure, a statement … by number, so that they differ and repeat. */
  turn: number
}

/** Today came before the next act: the matter stays where it is, as real ones do. */
export class Curtain extends Error {}

export interface Scene {
  stage: Stage
  plot: Plot
  calendar: Calendar
  today: LegalDay
}

/** Goes on so many working days; the story ends where today begins. */
export function later({ stage, calendar, today }: Scene, workingDays: number): void {
  let day: LegalDay = stage.day
  for (let left = workingDays; left > 0; ) {
    day = dayAfter(day)
    if (calendar.isWorkingDay(day)) left -= 1
  }
  if (day > today) throw new Curtain()
  stage.day = day
}

/** Ends the story here if the plot says so. */
export function before({ plot }: Scene, scene: string): void {
  if (plot.until === scene) throw new Curtain()
}

/** Two officers of the handling unit, different ones for different matters. */
export function officersOf({ stage, plot }: Scene, count = 2): Actor[] {
  const all = stage.at(plot.handlingId, 'officer')
  return Array.from({ length: Math.min(count, all.length) }, (_, i) => all[(plot.n + i) % all.length]!) // the remainder is an index
}

/** A step by somebody in particular, on the stage's day. */
export async function takeAs(stage: Stage, actor: Actor, id: MatterId, step: string, input: Record<string, unknown> = {}): Promise<void> {
  const api = stage.as(actor, matterApi)
  const { version } = await api.read({ params: { matterId: id } })
  await api.take({ params: { matterId: id, step }, body: { happenedOn: stage.day, input }, version })
}

export const idsOf = (actors: readonly Actor[]): string[] => actors.map((actor) => actor.personId)

/** The newest open child of a process. */
export async function childOf({ stage }: Scene, matterId: MatterId, titleOfProcess: string): Promise<MatterId> {
  const { children } = await stage.read(matterId)
  const child =
    children.findLast((one) => one.process === titleOfProcess && !one.closed) ?? children.findLast((one) => one.process === titleOfProcess)
  if (!child) throw new Error(`no ${titleOfProcess} beside the matter`)
  return child.id
}
