import { sql } from 'kysely'
import type { MatterId } from '#contract/common'
import type { PlanDetail, PlanRow } from '#contract/training'
import type { Ctx } from '#kernel/house'
import { findMatter, visibleMatters } from '#kernel/matter'
import { Problem } from '#kernel/problem'

type Line = PlanDetail['lines'][number]

/** The lines of a plan, each with its classes: how far it is done is counted, never entered. */
export async function linesOf(ctx: Ctx, planId: string): Promise<Line[]> {
  const lines = await ctx.tx
    .selectFrom('training_plan_line')
    .selectAll()
    .where('matter_id', '=', planId)
    .where('dropped', '=', false)
    .orderBy('position')
    .execute()
  const { rows: classes } = await sql<{
    line: string
    id: MatterId
    title: string
    state: Line['classes'][number]['state']
    trained: number
  }>`
    select c.plan_line_id line, c.matter_id id, c.title, c.state,
           (select count(*)::integer from class_certificate k where k.class_id = c.matter_id and k.revoked_on is null) trained
      from training_class c join training_plan_line l on l.id = c.plan_line_id where l.matter_id = ${planId} order by c.starts_on`.execute(
    ctx.tx,
  )
  return lines.map((line): Line => {
    const own = classes.filter((one) => one.line === line.id)
    const held = own.filter(({ state }) => ['finished', 'certified', 'closed'].includes(state))
    return {
      id: line.id,
      title: line.title,
      // Written by this room from parsed forms; the table's checks hold the rest.
      theme: line.theme,
      level: line.level as Line['level'],
      month: line.month,
      batches: line.batches,
      places: line.places,
      hours: line.hours,
      partners: line.partners,
      partnerOrgIds: line.partner_org_ids as Line['partnerOrgIds'], // likewise
      progress: {
        opened: own.filter(({ state }) => state !== 'cancelled').length,
        held: held.length,
        cancelled: own.filter(({ state }) => state === 'cancelled').length,
        trained: own.reduce((sum, { trained }) => sum + trained, 0),
      },
      classes: own.map(({ id, title, state }) => ({ id, title, state })),
    }
  })
}

export async function readPlan(ctx: Ctx, id: string): Promise<PlanDetail> {
  const matter = await findMatter(ctx, id)
  const plan = await ctx.tx.selectFrom('training_plan').select(['year', 'revision']).where('matter_id', '=', id).executeTakeFirst()
  if (!matter || !plan) throw new Problem('notFound', { what: '该培训计划' })
  const revisions = await ctx.tx
    .selectFrom('training_plan_revision')
    .select(['revision', 'approved_on as approvedOn', 'reason', sql<number>`jsonb_array_length(lines)`.as('lines')])
    .where('matter_id', '=', id)
    .orderBy('revision')
    .execute()
  return { id: matter.id, ...plan, lines: await linesOf(ctx, id), revisions }
}

export async function listPlans(ctx: Ctx, { year, page, size }: { year?: number | undefined; page: number; size: number }) {
  const found = visibleMatters(ctx)
    .innerJoin('training_plan as p', 'p.matter_id', 'm.id')
    .$if(year !== undefined, (query) => query.where('p.year', '=', year ?? 0))
  const { total } = await found.select((eb) => eb.fn.countAll<string>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .innerJoin('org as o', 'o.id', 'p.org_id')
    .select([
      'm.id',
      'p.year',
      'o.name as org',
      'm.state',
      'p.revision',
      sql<number>`(select count(*)::integer from training_plan_line l where l.matter_id = m.id and not l.dropped)`.as('lines'),
      sql<number>`(select coalesce(sum(l.batches), 0)::integer from training_plan_line l where l.matter_id = m.id and not l.dropped)`.as(
        'classesPlanned',
      ),
      sql<number>`(select count(*)::integer from training_class c join training_plan_line l on l.id = c.plan_line_id
        where l.matter_id = m.id and c.state in ('finished', 'certified', 'closed'))`.as('classesHeld'),
    ])
    .orderBy('p.year', 'desc')
    .orderBy('o.lo')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  // The ids and states are those of the kernel's own table.
  return { rows: rows as PlanRow[], total: Number(total), totalIsAtLeast: false }
}
