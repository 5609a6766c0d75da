import { sql } from 'kysely'
import { roles } from '#contract/authority'
import type { Counts, InboxRow, TodoQuery } from '#contract/inbox'
import { holds } from '#kernel/authority'
import { addDays } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { roomOf } from '#kernel/matter'
import { rulesOn } from '#kernel/process'
import { countedTo, lineOf, pageOf } from './line.ts'
import { countUnread } from './message.store.ts'
import { countItems, type Delegator, delegatorsOf, type ItemRow, readItems, tallyItems } from './todo.store.ts'
import { countWatched } from './trail.store.ts'

/** 待办 of the active duty, the least time left first. */
export async function listTodo(ctx: Ctx, { page, size, ...asked }: TodoQuery) {
  const standsInFor = await delegatorsOf(ctx)
  const rows = await readItems(ctx, standsInFor, asked, { page, size })
  const counted = rows.length < size && page === 1 ? rows.length : await countItems(ctx, standsInFor, asked)
  return pageOf(
    rows.map((row) => itemOf(ctx, standsInFor, row)),
    counted,
  )
}

/** What to offer when one is done: the most pressing of the others. */
export async function nextTodo(ctx: Ctx, not: string | undefined) {
  const standsInFor = await delegatorsOf(ctx)
  const asked = { when: 'now', not } as const
  const [row] = await readItems(ctx, standsInFor, asked, { page: 1, size: 1 })
  return {
    item: row ? itemOf(ctx, standsInFor, row) : null,
    left: row ? Math.min(await countItems(ctx, standsInFor, asked), countedTo) : 0,
  }
}

function itemOf(ctx: Ctx, standsInFor: readonly Delegator[], row: ItemRow): InboxRow {
  const rules = rulesOn(roomOf(row.process).process, row.law_of) ?? {}
  const delegator = standsInFor.find((one) => one.personId === row.person_id)?.name ?? null
  return {
    ...lineOf(ctx, row),
    itemId: row.item_id,
    steps: row.steps.map((step) => rules[step]?.title ?? step),
    arrivedAt: row.arrived_at.toISOString(),
    opensOn: row.opens_on > ctx.today ? row.opens_on : null,
    why: whyMine(ctx, row, delegator),
    standsInFor: delegator,
  }
}

function whyMine({ actor }: Ctx, { person_id }: ItemRow, delegator: string | null): string {
  if (delegator) return `因为${delegator}委托您代办；须由承办人员办理的步骤，请先由负责人将您列为承办人员`
  if (person_id) return '因为您是承办人员'
  return `因为您是${actor.orgName ?? '本单位'}的${actor.role ? roles[actor.role] : '工作人员'}`
}

/** The numbers of the workbench. Each opens to the list that it counts. */
export async function countAll(ctx: Ctx): Promise<Counts> {
  const reads = holds(ctx.actor, 'matter.read')
  const weekEnds = lastDayOfWeek(ctx.today)
  const standsInFor = reads ? await delegatorsOf(ctx) : []
  const tallies = reads ? await tallyItems(ctx, standsInFor, weekEnds) : []
  const sum = (of: (one: (typeof tallies)[number]) => number) => tallies.reduce((total, one) => total + of(one), 0)
  return {
    todo: sum((one) => one.todo),
    overdue: sum((one) => one.overdue),
    dueThisWeek: sum((one) => one.soon),
    later: reads ? Math.min(await countItems(ctx, standsInFor, { when: 'later' }), countedTo) : 0,
    watched: reads ? await countWatched(ctx) : 0,
    messages: await countUnread(ctx),
    tasks: await countRunningTasks(ctx),
    atMost: countedTo,
    weekEnds,
    processes: tallies.map((one) => ({ name: one.process, title: roomOf(one.process).process.title, count: one.todo })),
    duties: await waitingOfDuties(ctx),
  }
}

/** Sunday: a week of the calendar, whatever its days off. */
function lastDayOfWeek(today: string): string {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  return addDays(today, weekday === 0 ? 0 : 7 - weekday)
}

async function countRunningTasks(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer n from task where person_id = ${ctx.actor.personId} and state in ('waiting', 'running')`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

async function waitingOfDuties(ctx: Ctx): Promise<Counts['duties']> {
  const { rows } = await sql<Counts['duties'][number]>`select duty_id as id, waiting from authority.my_waiting()`.execute(ctx.tx)
  return rows
}
