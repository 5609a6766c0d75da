import { sql } from 'kysely'
import type { LegalDay } from '#contract/common'
import { dayAfter } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { countFacts, reverseFacts } from '#kernel/indicator'
import { dueOn } from './light.ts'
import type { TaskRecord } from './task.store.ts'

type Change = { counted_due?: LegalDay | null; counted_late?: boolean }

const write = (ctx: Ctx, id: string, change: Change) =>
  ctx.tx.updateTable('supervised_task').set(change).where('matter_id', '=', id).execute()

const fact = (task: TaskRecord, indicator: string, day: LegalDay) => ({
  ...{ indicator: `supervision.${indicator}`, orgId: task.leadId, day, matterId: task.id, record: indicator },
})

export const countIssue = (ctx: Ctx, task: TaskRecord, day: LegalDay) => countFacts(ctx, [fact(task, 'issued', day)])

const wasInTime = ({ claimedOn }: TaskRecord, due: LegalDay) => claimedOn !== null && claimedOn <= due

/** The day after its date: due; and closed in time by then, or late. */
export async function countDue(ctx: Ctx, task: TaskRecord): Promise<void> {
  const due = dueOn(task, ctx.today)
  if (due === null || due >= ctx.today || task.countedDue === due || task.issuedOn === null) return
  const isClosed = task.state === 'closed'
  const isWaived = task.state === 'waived'
  if (isWaived && task.endedOn !== null && task.endedOn <= due) return
  const isLate = !isClosed && !isWaived
  await countFacts(ctx, [
    fact(task, 'due', due),
    ...(isClosed && wasInTime(task, due) ? [fact(task, 'closedOnTime', due)] : []),
    ...(isLate ? [fact(task, 'late', dayAfter(due))] : []),
  ])
  await write(ctx, task.id, { counted_due: due, counted_late: isLate })
}

/** It stood among the late ones until this day. */
const endLate = async (ctx: Ctx, task: TaskRecord, day: LegalDay): Promise<void> => {
  if (task.countedLate) await reverseFacts(ctx, [{ indicator: 'supervision.late', matterId: task.id, record: 'late', day }])
}

/** Closed after its date was counted: whoever claimed in time is not late because the verification took long. */
export async function countClose(ctx: Ctx, task: TaskRecord, day: LegalDay): Promise<void> {
  const due = dueOn(task, ctx.today)
  if (task.countedDue === null || due === null) return
  await endLate(ctx, task, day)
  if (wasInTime(task, due)) await countFacts(ctx, [fact(task, 'closedOnTime', due)])
  await write(ctx, task.id, { counted_late: false })
}

/** Waived by its date: it was never due. Waived when it was late: what was due and not done in time stays so, or one could waive a bad month away. */
export async function countWaive(ctx: Ctx, task: TaskRecord, day: LegalDay): Promise<void> {
  const due = dueOn(task, ctx.today)
  if (due === null || day <= due) return uncountDue(ctx, task, day)
  await endLate(ctx, task, day)
  await write(ctx, task.id, { counted_late: false })
}

/** Put off after its date was counted, or waived by then: it was not due on that day after all. */
export async function uncountDue(ctx: Ctx, task: TaskRecord, day: LegalDay): Promise<void> {
  if (task.countedDue === null) return
  await endLate(ctx, task, day)
  await reverseFacts(ctx, [{ indicator: 'supervision.due', matterId: task.id, record: 'due' }])
  await write(ctx, task.id, { counted_due: null, counted_late: false })
}

/** Tasks whose day is over and was not counted. */
export async function uncounted(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.matter_id id from supervised_task t join matter m on m.id = t.matter_id
      join lateral (select d.due_on from supervised_task_due d where d.matter_id = t.matter_id order by d.position desc limit 1) d on true
     where d.due_on < ${ctx.today}::date and t.counted_due is distinct from d.due_on
       and not (m.state = 'waived' and t.ended_on <= d.due_on) limit 5000`.execute(ctx.tx)
  return rows.map((row) => row.id)
}
