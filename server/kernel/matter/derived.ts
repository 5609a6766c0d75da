import { may } from '#kernel/authority'
import { dayAfter, nearFrom, viewDeadline } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { type By, type Clock, orgsAt, placesOf, rulesOn } from '#kernel/process'
import { type Loaded, loadSituation } from './situation.ts'
import { lockMatter } from './store.ts'

/** What follows from a matter's history and is kept for lists: its clocks, its earliest due day, and who has to do what. Rewritten whole. */
export async function refreshDerived(ctx: Ctx, loaded: Loaded): Promise<void> {
  await writeClocks(ctx, loaded)
  await writeInbox(ctx, loaded)
  const parent = loaded.matter.parentId ? await lockMatter(ctx, loaded.matter.parentId) : undefined
  // An appraisal that ends starts its parent's term again.
  // A unit that acts by a grant reads the parent and does not write it; nothing that it does stops the parent's terms.
  if (parent && !parent.closed && may(ctx.actor, 'matter.read', parent.handlingAt, parent.field))
    await refreshDerived(ctx, await loadSituation(ctx, parent))
}

const isRunning = (clock: Clock): boolean => clock.endedOn === null && !clock.waived

/** The clock that is due first, of those that an authority can be late for. */
export function nextDue(clocks: readonly Clock[]): { due: string; clock: Clock } | null {
  const due = clocks
    .filter(
      (clock) =>
        isRunning(clock) &&
        (clock.limit.kind === 'deadline' || clock.limit.kind === 'advanceNotice') &&
        clock.limit.actorKind === 'authority',
    )
    .flatMap((clock) => (clock.deadline.due ? [{ due: clock.deadline.due, clock }] : []))
  return due.sort((a, b) => (a.due < b.due ? -1 : 1))[0] ?? null
}

async function writeClocks(ctx: Ctx, { matter, clocks, history }: Loaded): Promise<void> {
  // Nothing runs on a closed matter, also what no step was declared to stop.
  const closedOn = matter.closed ? (history.at(-1)?.happenedOn ?? ctx.today) : null
  await ctx.tx.deleteFrom('matter_clock').where('matter_id', '=', matter.id).execute()
  if (clocks.clocks.length === 0) return
  await ctx.tx
    .insertInto('matter_clock')
    .values(
      clocks.clocks.map((clock) => ({
        matter_id: matter.id,
        name: clock.name,
        entry: clock.entry,
        title: clock.title,
        limit_id: clock.limit.id,
        kind: clock.limit.kind,
        begun: clock.deadline.begun,
        due: clock.deadline.due,
        paused: clock.deadline.paused,
        provisional: clock.deadline.provisional,
        yellow_on: nearFrom(clock.deadline, ctx.house.calendar()),
        ended_on: clock.endedOn ?? (clock.waived ? clock.deadline.begun : closedOn),
        handling_at: matter.handlingAt,
        detail: JSON.stringify(deadlineView(ctx, clock)),
      })),
    )
    .execute()
}

export const deadlineView = (ctx: Ctx, clock: Clock) =>
  viewDeadline({ ...clock, today: ctx.today, now: ctx.now.toISOString(), calendar: ctx.house.calendar() })

interface Item {
  org_id: string
  role: string
  person_id: string | null
  not_persons: string[]
  steps: string[]
  opens_on: string
}

async function writeInbox(ctx: Ctx, loaded: Loaded): Promise<void> {
  const { matter, clocks } = loaded
  const old = await ctx.tx
    .deleteFrom('inbox_item')
    .where('matter_id', '=', matter.id)
    .returning(['org_id', 'role', 'person_id', 'not_persons', 'steps', 'opens_on', 'arrived_at'])
    .execute()
  const items = matter.closed ? [] : [...itemsOf(ctx, loaded).values()]
  const next = matter.closed ? null : nextDue(clocks.clocks)
  const yellowOn = next ? nearFrom(next.clock.deadline, ctx.house.calendar()) : null
  await ctx.tx
    .updateTable('matter')
    .set({
      due: next?.due ?? null,
      due_name: next?.clock.title ?? null,
      due_provisional: next?.clock.deadline.provisional ?? false,
      yellow_on: yellowOn,
    })
    .where('id', '=', matter.id)
    .execute()
  if (items.length === 0) return
  // A record on the matter does not bring its work anew: what was there before keeps the moment of its arrival.
  const arrived = new Map(old.map((item) => [sameWork(item), item.arrived_at]))
  await ctx.tx
    .insertInto('inbox_item')
    .values(
      items.map((item) => ({
        ...item,
        matter_id: matter.id,
        org_at: '0',
        closes_on: next?.due ?? null,
        closes_at: next?.clock.deadline.dueAt ? new Date(next.clock.deadline.dueAt) : null,
        yellow_on: yellowOn,
        clock_title: next?.clock.title ?? null,
        arrived_at: arrived.get(sameWork(item)) ?? ctx.now,
      })),
    )
    .execute()
}

const sameWork = (item: Item) => JSON.stringify([item.org_id, item.role, item.person_id, item.steps])

/**
 * One item for each duty that can move the matter on from here; an assigned officer has his own. Papers and checks still missing are his work,
 * not a reason to hide it.
 */
function itemsOf(ctx: Ctx, loaded: Loaded): Map<string, Item> {
  const { matter, situation } = loaded
  const items = new Map<string, Item>()
  for (const [step, rule] of Object.entries(rulesOn(situation.process, situation.lawOf) ?? {})) {
    if (!rule.to || rule.optional || !rule.from.includes(matter.state)) continue
    const opensOn = opensOnOf(loaded, rule.after) ?? ctx.today
    for (const fresh of placesOf(rule).flatMap((by) => addressees(loaded, by))) addTo(items, { ...fresh, steps: [step], opens_on: opensOn })
  }
  return items
}

/** The day after the last day of a wait that still runs. */
function opensOnOf({ clocks }: Loaded, wait: string | undefined): string | null {
  const due = clocks.clocks.findLast((clock) => clock.name === wait && isRunning(clock))?.deadline.due
  return due ? dayAfter(due) : null
}

function addressees({ situation }: Loaded, by: By): Omit<Item, 'steps' | 'opens_on'>[] {
  // What the house does by itself is nobody's work.
  if (by.role === 'service') return []
  const withdrawn = situation.withdrawn?.persons ?? []
  const persons = by.assigned ? situation.handlers.filter((person) => !withdrawn.includes(person)) : [null]
  const not = [...new Set([...(by.notBy ? situation.everHandled : []), ...withdrawn])]
  return orgsAt(by, situation).flatMap((org) =>
    persons.map((person) => ({ org_id: org, role: by.role, person_id: person, not_persons: person === null ? not : [] })),
  )
}

function addTo(items: Map<string, Item>, fresh: Item): void {
  const key = [fresh.org_id, fresh.role, fresh.person_id, fresh.not_persons].join(' ')
  const known = items.get(key)
  if (!known) items.set(key, fresh)
  else {
    known.steps.push(...fresh.steps)
    if (fresh.opens_on < known.opens_on) known.opens_on = fresh.opens_on
  }
}
