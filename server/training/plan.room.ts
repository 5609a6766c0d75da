import { sql } from 'kysely'
import type { MatterId } from '#contract/common'
import { type PlanLineDraft, planSteps } from '#contract/training-steps'
import { demandTheme } from '#hours'
import type { Ctx } from '#kernel/house'
import { type MatterRow, openMatter, orgOf, processRoom, settleMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { planProcess } from './plan.process.ts'
import { linesOf } from './plan.store.ts'

async function openClasses(ctx: Ctx, planId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer n from training_class c join training_plan_line l on l.id = c.plan_line_id
     where l.matter_id = ${planId} and c.state not in ('certified', 'closed', 'cancelled')`.execute(ctx.tx)
  return rows[0]?.n ?? 0
}

async function writeLine(ctx: Ctx, matter: MatterRow, { changes: lineId, ...draft }: PlanLineDraft): Promise<void> {
  const kept = lineId
    ? await ctx.tx
        .selectFrom('training_plan_line')
        .select('theme')
        .where('id', '=', lineId)
        .where('matter_id', '=', matter.id)
        .executeTakeFirst()
    : undefined
  await demandTheme(ctx, draft.theme, kept?.theme)
  const columns = {
    title: draft.title,
    theme: draft.theme,
    level: draft.level,
    month: draft.month,
    batches: draft.batches,
    places: draft.places,
    hours: draft.hours,
    partners: draft.partners,
    partner_org_ids: draft.partnerOrgIds,
  }
  if (lineId) {
    const { numUpdatedRows } = await ctx.tx
      .updateTable('training_plan_line')
      .set(columns)
      .where('id', '=', lineId)
      .where('matter_id', '=', matter.id)
      .where('dropped', '=', false)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '该计划项' })
    return
  }
  const { position } = await ctx.tx
    .selectFrom('training_plan_line')
    .select((eb) => eb.fn.coalesce(eb.fn.max('position'), sql<number>`0`).as('position'))
    .where('matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  await ctx.tx
    .insertInto('training_plan_line')
    .values({ matter_id: matter.id, position: position + 1, ...columns })
    .execute()
}

/** A line under which classes were opened stays: what was held does not leave the plan. */
async function dropLine(ctx: Ctx, matter: MatterRow, lineId: string): Promise<void> {
  const line = (await linesOf(ctx, matter.id)).find(({ id }) => id === lineId)
  if (!line) throw new Problem('notFound', { what: '该计划项' })
  if (line.classes.some(({ state }) => state !== 'cancelled'))
    throw new Problem('closed', { what: '删除计划项', why: '该计划项已经开设培训班', todo: '可以调整期数和人数，不能删除。' })
  await ctx.tx.updateTable('training_plan_line').set({ dropped: true }).where('id', '=', lineId).execute()
}

/** What was approved is kept as it stood, with the reason of the adjustment before it. */
async function keepRevision(ctx: Ctx, matter: MatterRow, approvedOn: string): Promise<void> {
  const { revision } = await ctx.tx
    .selectFrom('training_plan')
    .select('revision')
    .where('matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  const adjusted = await ctx.tx
    .selectFrom('matter_step')
    .select('input')
    .where('matter_id', '=', matter.id)
    .where('step', '=', 'adjust')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const reason = (adjusted?.input as { reason?: string } | undefined)?.reason ?? null // written by takeStep from the form of `adjust`
  const lines = (await linesOf(ctx, matter.id)).map(({ classes: _, progress: __, ...line }) => line)
  await ctx.tx
    .insertInto('training_plan_revision')
    .values({ matter_id: matter.id, revision, approved_on: approvedOn, reason, lines: JSON.stringify(lines) })
    .execute()
}

export const planRoom = processRoom({
  process: planProcess,
  forms: planSteps,
  facts: async (ctx, matter) => ({
    lines: (await linesOf(ctx, matter.id)).length,
    openClasses: await openClasses(ctx, matter.id),
  }),
  apply: {
    writeLine: (ctx, matter, { input }) => writeLine(ctx, matter, input),
    dropLine: (ctx, matter, { input }) => dropLine(ctx, matter, input.lineId),
    approve: (ctx, matter, { happenedOn }) => keepRevision(ctx, matter, happenedOn),
    async adjust(ctx, matter) {
      await ctx.tx
        .updateTable('training_plan')
        .set((eb) => ({ revision: eb('revision', '+', 1) }))
        .where('matter_id', '=', matter.id)
        .execute()
    },
  },
})

/** One plan a unit and year. */
export async function openPlan(ctx: Ctx, year: number): Promise<{ id: MatterId }> {
  const unit = await orgOf(ctx, ctx.actor.orgId ?? '')
  const there = await ctx.tx
    .selectFrom('training_plan')
    .select('matter_id')
    .where('org_id', '=', unit.id)
    .where('year', '=', year)
    .executeTakeFirst()
  if (there) throw new Problem('closed', { what: '编制培训计划', why: `本单位已经有 ${year} 年度培训计划`, todo: '请打开原计划办理。' })
  const id = await openMatter(ctx, planProcess, {
    owner: unit.id,
    handling: unit.id,
    happenedOn: ctx.today,
    title: `${unit.name}${year}年度知识产权培训计划`,
  })
  await ctx.tx.insertInto('training_plan').values({ matter_id: id, org_id: unit.id, year }).execute()
  await settleMatter(ctx, id)
  return { id }
}
