import { type Role, roles } from '#contract/authority'
import type { MatterView, OfferedStep, TakenStep } from '#contract/matter'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { judge, placesOf, rulesOn, standsFor, usualCourse } from '#kernel/process'
import { deadlineView } from './derived.ts'
import { drawnForm } from './form.ts'
import { roomOf } from './registry.ts'
import { type Loaded, loadSituation, standing } from './situation.ts'
import { findMatter, orgOf, type StoredAct } from './store.ts'

/** A matter as its reader sees it: what he may do now, until when, and how it came here. */
export async function viewMatter(ctx: Ctx, id: string): Promise<MatterView> {
  const matter = await findMatter(ctx, id)
  if (!matter) throw new Problem('notFound', { what: '该事项' })
  return shownMatter(ctx, await loadSituation(ctx, matter))
}

export async function shownMatter(ctx: Ctx, loaded: Loaded): Promise<MatterView> {
  const { matter, room, owner, clocks } = loaded
  const handling = matter.handlingOrgId === owner.id ? owner : await orgOf(ctx, matter.handlingOrgId)
  const running = clocks.clocks.filter((clock) => clock.endedOn === null && !clock.waived)
  return {
    id: matter.id,
    process: matter.process,
    processTitle: room.process.title,
    lawOf: matter.lawOf,
    number: matter.number,
    title: matter.title,
    state: matter.state,
    stateTitle: room.process.states[matter.state]?.title ?? matter.state,
    version: matter.version,
    openedOn: matter.openedOn,
    closed: matter.closed,
    owner: { id: matter.ownerOrgId, name: owner.name },
    handling: { id: matter.handlingOrgId, name: handling.name },
    parentId: matter.parentId,
    assignees: [...loaded.assignees],
    knows: {
      terms: Object.keys(room.process.clocks).length > 0,
      officers: Object.values(room.process.steps).some((rule) => placesOf(rule).some(({ assigned }) => assigned)),
    },
    steps: offeredSteps(ctx, loaded),
    deadlines: matter.closed ? [] : running.map((clock) => deadlineView(ctx, clock)),
    history: loaded.history.map((act) => shownAct(loaded, act)),
    course: courseOf(loaded),
    children: loaded.children.map(({ id, process, title, state, closed, due }) => {
      const declared = roomOf(process).process
      return { id, process: declared.title, title, stateTitle: declared.states[state]?.title ?? state, closed, due }
    }),
    watched: await isWatched(ctx, matter.id),
  }
}

/** What this duty may do from here: open steps, and closed ones with their reason. Steps of other roles are not shown. */
export function offeredSteps(ctx: Ctx, { matter, situation, room }: Loaded): OfferedStep[] {
  const who = standing(ctx)
  return Object.entries(rulesOn(situation.process, matter.lawOf) ?? {})
    .filter(([, rule]) => rule.from.includes(matter.state) && standsFor(situation, rule, who))
    .map(([name, rule]) => {
      const verdict = judge(situation, name, who, ctx.today)
      return {
        name,
        title: rule.title,
        basis: rule.basis ?? null,
        open: verdict.open,
        reason: verdict.open ? null : verdict.problem.message,
        warnings: verdict.open ? verdict.warnings : [],
        form: drawnForm(room.forms[name]),
        kind: rule.to ? 'move' : 'record',
        danger: rule.danger === true,
      }
    })
}

function shownAct({ room }: Loaded, act: StoredAct): TakenStep {
  const { states, steps } = room.process
  return {
    id: act.id,
    step: act.step,
    title: act.step === 'open' ? '登记' : (steps[act.step]?.title ?? act.step),
    from: states[act.from]?.title ?? act.from,
    to: states[act.to]?.title ?? act.to,
    happenedOn: act.happenedOn,
    recordedAt: act.recordedAt,
    late: act.late,
    by: { person: act.personName, role: roles[act.role as Role] ?? '系统', org: act.orgName }, // a stored role that is no longer declared prints as the system's
    input: { ...act.input },
  }
}

/**
 * Where it went and where it usually goes on from here; a matter at its end shows its own way alone. What it passed aside stands where it turned
 * aside, and what it went by without entering is no part of its way.
 */
function courseOf({ matter, room, history }: Loaded): MatterView['course'] {
  const been = new Set(history.flatMap((act) => [act.from, act.to]))
  const ahead = usualCourse(room.process, matter.state)
  const order = usualCourse(room.process)
  const moves = [...history, ...ahead.map((to, at) => ({ from: ahead[at - 1] ?? to, to }))]
  for (const { from, to } of moves) if (!order.includes(to)) order.splice(order.indexOf(from) + 1, 0, to)
  return order
    .map((state) => ({ state, title: room.process.states[state]?.title ?? state, now: state === matter.state, been: been.has(state) }))
    .filter(({ now, been: passed, state }) => now || passed || (!matter.closed && ahead.includes(state)))
}

async function isWatched(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('matter_watch')
    .select('matter_id')
    .where('matter_id', '=', id)
    .where('person_id', '=', ctx.actor.personId ?? '')
    .executeTakeFirst()
  return row !== undefined
}

export async function watchMatter(ctx: Ctx, id: string, watched: boolean): Promise<{ watched: boolean }> {
  if (!(await findMatter(ctx, id)) || !ctx.actor.personId) throw new Problem('notFound', { what: '该事项' })
  if (watched) {
    await ctx.tx
      .insertInto('matter_watch')
      .values({ person_id: ctx.actor.personId, matter_id: id })
      .onConflict((oc) => oc.doNothing())
      .execute()
  } else {
    await ctx.tx.deleteFrom('matter_watch').where('matter_id', '=', id).where('person_id', '=', ctx.actor.personId).execute()
  }
  return { watched }
}
