import { clausesWithState } from '#clauses'
import type { Board, Light } from '#contract/boards'
import { type ClauseState, clauseStates } from '#contract/clause-evidence'
import type { OrgId } from '#contract/common'
import { taskLightNames } from '#contract/supervision-steps'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { taskLights } from '#supervision'

/** How clauses and tasks of a unit and those below it stand today, each with the list that it opens. Who may not open the list has no count of it. */
export async function lightsOf(ctx: Ctx, orgId: OrgId): Promise<Pick<Board, 'clauses' | 'tasks'>> {
  return {
    clauses: holds(ctx.actor, 'clause.read') ? await clauseLights(ctx, orgId) : [],
    tasks: holds(ctx.actor, 'task.read') ? await lightsOfTasks(ctx, orgId) : [],
  }
}

async function clauseLights(ctx: Ctx, orgId: OrgId): Promise<Light[]> {
  const clauses = await clausesFor(ctx, orgId)
  // The keys of a const object, in their order.
  const states = clauses.length === 0 ? [] : (Object.keys(clauseStates) as ClauseState[])
  return states.map((state) => ({
    state,
    title: clauseStates[state],
    count: clauses.filter((clause) => clause.state === state).length,
    path: `/clauses?orgId=${orgId}&mine=false&state=${state}`,
  }))
}

/** Where no document is loaded there are no clauses to stand anywhere. */
async function clausesFor(ctx: Ctx, orgId: OrgId) {
  try {
    return (await clausesWithState(ctx, { orgId })).clauses
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.code === 'notFound') return []
    throw thrown
  }
}

const lightsOfTasks = async (ctx: Ctx, orgId: OrgId): Promise<Light[]> =>
  (await taskLights(ctx, { orgId, on: ctx.today })).map(({ light, count }) => ({
    state: light,
    title: taskLightNames[light],
    count,
    path: `/supervision?scope=all&lead=${orgId}&light=${light}`,
  }))
