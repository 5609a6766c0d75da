import type { Ctx } from '#kernel/house'
import { type Clocks, clocksOf, intervalsOf, type Situation } from '#kernel/process'
import { type ProcessRoom, paperTitle, roomOf } from './registry.ts'
import {
  type AssigneeRow,
  actingGrantsOf,
  assigneesOf,
  type ChildRow,
  descendantsOf,
  historiesOf,
  issuedKinds,
  type MatterRow,
  orgOf,
  type StoredAct,
} from './store.ts'

/** A matter with everything that judging and showing it needs, loaded once. */
export interface Loaded {
  matter: MatterRow
  room: ProcessRoom
  history: readonly StoredAct[]
  children: readonly ChildRow[]
  assignees: readonly AssigneeRow[]
  clocks: Clocks
  situation: Situation<unknown>
  owner: Awaited<ReturnType<typeof orgOf>>
}

export async function loadSituation(ctx: Ctx, matter: MatterRow): Promise<Loaded> {
  const room = roomOf(matter.process)
  // What is below counts too: goods are appraised under their seizure, and the case's term stands still with it.
  const below = await descendantsOf(ctx, matter.id)
  const children = below.filter((child) => child.parentId === matter.id)
  const histories = await historiesOf(ctx, [matter.id, ...below.map((child) => child.id)])
  const history = histories.get(matter.id) ?? []
  const assignees = await assigneesOf(ctx, matter.id)
  const papers = await issuedKinds(ctx, matter.id)
  const owner = await orgOf(ctx, matter.ownerOrgId)
  const facts = await room.facts(ctx, matter, history)
  const childIntervals = below.flatMap((child) => intervalsOf(roomOf(child.process).process.excludes ?? [], histories.get(child.id) ?? []))
  const clocks = clocksOf({
    process: room.process as never,
    history,
    childIntervals,
    facts: facts as never,
    calendar: ctx.house.calendar(),
  })
  // The day on which somebody was taken off is no longer his: whoever is recused stops at once.
  const handlers = assignees.filter((a) => a.from <= ctx.today && (a.to === null || a.to > ctx.today)).map((a) => a.personId)
  return {
    matter,
    room,
    history,
    children,
    assignees,
    clocks,
    owner,
    situation: {
      process: room.process,
      lawOf: matter.lawOf,
      state: matter.state,
      history,
      clocks: clocks.clocks,
      facts,
      papers,
      paperTitle,
      children,
      places: { handling: matter.handlingOrgId, owner: matter.ownerOrgId, above: owner.parent_id },
      grants: await actingGrantsOf(ctx, matter.id),
      handlers,
      everHandled: assignees.map((assignee) => assignee.personId),
      today: ctx.today,
    },
  }
}

export const standing = (ctx: Ctx) => ({
  role: ctx.actor.role,
  orgId: ctx.actor.orgId,
  personId: ctx.actor.personId,
  service: ctx.actor.kind === 'service',
})
