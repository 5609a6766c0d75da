import { sql } from 'kysely'
import type { LegalDay } from '#contract/common'
import type { meetingSteps } from '#contract/coordination-meetings'
import type { Ctx } from '#kernel/house'
import { countFacts } from '#kernel/indicator'
import type { MatterRow } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { createTask } from '#supervision'
import { decisionsOf } from './meeting.store.ts'

type Draft = ReturnType<(typeof meetingSteps)['writeDecision']['parse']>

export async function writeDecision(ctx: Ctx, matter: MatterRow, { changes, ...draft }: Draft): Promise<void> {
  await demandOwner(ctx, matter, draft)
  const columns = {
    ...{ text: draft.text, owner_org_id: draft.ownerOrgId ?? null, owner_name: draft.ownerName || null },
    ...{ support_org_ids: [...draft.supportOrgIds], due: draft.due ?? null, item_id: draft.itemId ?? null },
  }
  if (changes) {
    const { numUpdatedRows } = await ctx.tx
      .updateTable('meeting_decision')
      .set(columns)
      .where('id', '=', changes)
      .where('matter_id', '=', matter.id)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该议定事项' })
    return
  }
  const { position } = await ctx.tx
    .selectFrom('meeting_decision')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), sql<number>`0`).as('position'))
    .where('matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  await ctx.tx
    .insertInto('meeting_decision')
    .values({ matter_id: matter.id, position: position + 1, ...columns })
    .execute()
}

/** Issued, it becomes a task that the office gives out: its owner is a unit below the office, or one outside that is only named. */
async function demandOwner(
  ctx: Ctx,
  matter: MatterRow,
  { ownerOrgId, ownerName, supportOrgIds, itemId }: Omit<Draft, 'changes'>,
): Promise<void> {
  const wrong = (path: string, message: string) => new Problem('invalid', { issues: [{ path, message }] })
  if (ownerOrgId && ownerName) throw wrong('ownerName', '责任单位在平台内和平台外只能填一处')
  const asked = [...(ownerOrgId ? [ownerOrgId] : []), ...supportOrgIds]
  const { rows } = await sql<{ id: string }>`
    select o.id from org o join org office on office.id = ${matter.ownerOrgId}
     where o.id = any(${asked}::uuid[]) and o.active and o.lo > office.lo and o.lo < office.hi`.execute(ctx.tx)
  const below = new Set(rows.map(({ id }) => id))
  if (ownerOrgId && !below.has(ownerOrgId))
    throw wrong('ownerOrgId', '责任单位应当是下级单位、内设机构或者直属单位；其他单位请填在“平台外”')
  if (supportOrgIds.some((id) => !below.has(id))) throw wrong('supportOrgIds', '配合单位应当在管辖范围内')
  if (ownerOrgId && supportOrgIds.includes(ownerOrgId)) throw wrong('supportOrgIds', '责任单位不能同时列为配合单位')
  if (!itemId) return
  const item = await ctx.tx
    .selectFrom('meeting_item')
    .select('id')
    .where('id', '=', itemId)
    .where('matter_id', '=', matter.id)
    .executeTakeFirst()
  if (!item) throw new Problem('notFound', { what: '该议题' })
}

export async function dropDecision(ctx: Ctx, matter: MatterRow, id: string): Promise<void> {
  const gone = await ctx.tx
    .deleteFrom('meeting_decision')
    .where('id', '=', id)
    .where('matter_id', '=', matter.id)
    .returning('position')
    .executeTakeFirst()
  if (!gone) throw new Problem('notFound', { what: '该议定事项' })
  await ctx.tx
    .updateTable('meeting_decision')
    .set((eb) => ({ position: eb('position', '-', 1) }))
    .where('matter_id', '=', matter.id)
    .where('position', '>', gone.position)
    .execute()
}

/** Each decision of a unit of the tree becomes its supervised task, in the same act as the issue of the minutes. */
export async function makeTasks(ctx: Ctx, matter: MatterRow, on: LegalDay): Promise<void> {
  const { title } = await ctx.tx.selectFrom('meeting').select('title').where('matter_id', '=', matter.id).executeTakeFirstOrThrow()
  const paper = await ctx.tx
    .selectFrom('paper')
    .select('number')
    .where('matter_id', '=', matter.id)
    .where('kind', '=', 'meetingMinutes')
    .where('state', '=', 'issued')
    .orderBy('issued_on', 'desc')
    .executeTakeFirst()
  const decisions = await decisionsOf(ctx, matter.id)
  await countFacts(
    ctx,
    decisions.map(({ position }) => ({
      ...{ indicator: 'coordination.decisionsIssued', orgId: matter.handlingOrgId, day: on, matterId: matter.id, record: String(position) },
    })),
  )
  for (const { id, position, text, ownerOrgId, supportOrgIds, due } of decisions) {
    if (!ownerOrgId || !due) continue
    const task = await createTask(ctx, {
      title: text.length <= 150 ? text : `${text.slice(0, 149)}…`,
      keyTask: `${title}议定事项第${position}项`,
      measure: text,
      source: 'decision',
      sourceText: title,
      ...(paper?.number ? { sourceNumber: paper.number } : {}),
      sourceMatterId: matter.id,
      leadOrgId: ownerOrgId,
      supportOrgIds,
      target: { kind: 'reported' },
      dueOn: due,
      happenedOn: on,
    })
    await ctx.tx.updateTable('meeting_decision').set({ task_id: task.id }).where('id', '=', id).execute()
  }
}
