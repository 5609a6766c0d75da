import type { Ctx } from '#kernel/house'
import { type Clocks, clocksOf, intervalsOf, type Situation } from '#kernel/process'
import { type ProcessRoom, paperTitle, roomOf } from './registry.ts'
import {
  type AssigneeRow,
  actingGrantsOf,
  assigneesOf,
  type ChildRow,
  descendantsOf,
  findMatter,
  historiesOf,
  historyOf,
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
      withdrawn: await withdrawnFrom(ctx, matter, history),
      today: ctx.today,
    },
  }
}

/** Whoever had to withdraw from a case has nothing to decide in its tracks either. */
async function withdrawnFrom(ctx: Ctx, matter: MatterRow, history: readonly StoredAct[]): Promise<Situation<unknown>['withdrawn']> {
  const { withdrawal } = roomOf(matter.process).process
  const own = withdrawal?.persons(history) ?? []
  const parent = matter.parentId ? await findMatter(ctx, matter.parentId) : undefined
  // A unit that acts by a grant may not see the case; its people cannot have been asked to withdraw from it.
  const above = parent ? await withdrawnFrom(ctx, parent, await historyOf(ctx, parent.id)) : undefined
  const basis = (own.length > 0 ? withdrawal?.basis : above?.basis) ?? ''
  const persons = [...own, ...(above?.persons ?? [])]
  return persons.length > 0 ? { persons, basis } : undefined
}

export const standing = (ctx: Ctx) => ({
  role: ctx.actor.role,
  orgId: ctx.actor.orgId,
  personId: ctx.actor.personId,
  service: ctx.actor.kind === 'service',
})
