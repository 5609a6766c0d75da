import { type RawBuilder, sql } from 'kysely'
import type { LegalDay, MatterId, OrgId } from '#contract/common'
import type { TaskFilter } from '#contract/supervision'
import type { SupervisedTaskState, TaskSource, TaskTarget } from '#contract/supervision-steps'
import type { Ctx } from '#kernel/house'
import { visibleMatters } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import type { TaskTimeline } from './light.ts'

/** A task with its days: what a line of the list, a light and a job need. */
export interface TaskRecord extends TaskTimeline {
  id: MatterId
  number: string | null
  title: string
  state: SupervisedTaskState
  version: number
  parentId: MatterId | null
  issuerId: OrgId
  issuerName: string
  issuerLo: string
  leadId: OrgId
  leadName: string
  source: TaskSource
  clauseId: string | null
  keyTask: string
  measure: string
  mandatory: boolean
  parentTitle: string | null
  target: TaskTarget['kind']
  indicator: string | null
  targetOrgId: OrgId | null
  targetValue: number | null
  direction: 'atLeast' | 'atMost' | null
  fromMonth: string | null
  toMonth: string | null
  plannedDue: LegalDay | null
  reportOn: LegalDay[]
  claimedOn: LegalDay | null
  noticedOn: LegalDay | null
  countedDue: LegalDay | null
  countedLate: boolean
  supports: string[]
  proposals: number
}

export const recordColumns = [
  'm.id',
  'm.number',
  'm.title',
  'm.state',
  'm.version',
  'm.parent_id as parentId',
  'm.owner_org_id as issuerId',
  'm.owner_at as issuerLo',
  'm.handling_org_id as leadId',
  't.source',
  't.clause_id as clauseId',
  't.key_task as keyTask',
  't.measure',
  't.mandatory',
  't.parent_title as parentTitle',
  't.target',
  't.indicator',
  't.target_org_id as targetOrgId',
  't.target_value as targetValue',
  't.direction',
  't.from_month as fromMonth',
  't.to_month as toMonth',
  't.planned_due as plannedDue',
  't.issued_on as issuedOn',
  't.ended_on as endedOn',
  't.claimed_on as claimedOn',
  't.noticed_on as noticedOn',
  't.counted_due as countedDue',
  't.counted_late as countedLate',
  'i.short_name as issuerName',
  'l.short_name as leadName',
] as const

/** Every read of tasks begins here, and so from what this duty sees. */
export const visibleTasks = (ctx: Ctx) =>
  visibleMatters(ctx)
    .innerJoin('supervised_task as t', 't.matter_id', 'm.id')
    .innerJoin('org as i', 'i.id', 'm.owner_org_id')
    .innerJoin('org as l', 'l.id', 'm.handling_org_id')

const gathered = () =>
  [
    sql<LegalDay[]>`array(select x::text from unnest(t.report_on) x order by x)`.as('reportOn'),
    sql<TaskTimeline['dues']>`coalesce((select jsonb_agg(jsonb_build_object('since', d.since, 'dueOn', d.due_on) order by d.position)
      from supervised_task_due d where d.matter_id = m.id), '[]')`.as('dues'),
    sql<
      TaskTimeline['progress']
    >`coalesce((select jsonb_agg(jsonb_build_object('day', p.happened_on, 'percent', p.percent) order by p.happened_on, p.id)
      from supervised_task_progress p where p.matter_id = m.id), '[]')`.as('progress'),
    sql<
      string[]
    >`array(select o.short_name from supervised_task_support s join org o on o.id = s.org_id where s.matter_id = m.id and s.ended_on is null order by o.lo)`.as(
      'supports',
    ),
    sql<number>`(select count(*)::int from supervised_task_proposal q where q.matter_id = m.id and q.state = 'proposed')`.as('proposals'),
  ] as const

export type Wanted = Omit<TaskFilter, 'light'> & { ids?: readonly string[]; open?: boolean }

const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Conditions of a list, those of the light apart: a colour is judged, not stored. */
function conditions(ctx: Ctx, wanted: Wanted): RawBuilder<boolean> {
  const own = ctx.actor.orgId
  const scopes = {
    expected: sql`m.handling_org_id = ${own} and m.state <> 'draft'`,
    support: sql`exists (select 1 from supervised_task_support s where s.matter_id = m.id and s.org_id = ${own} and s.ended_on is null) and m.handling_org_id <> ${own}`,
    issued: sql`m.owner_org_id = ${own}`,
    all: sql`true`,
  }
  const parts: RawBuilder<unknown>[] = [scopes[wanted.scope ?? 'all']]
  if (wanted.ids) parts.push(sql`m.id = any (${[...wanted.ids]}::uuid[])`)
  if (wanted.open) parts.push(sql`not m.closed`)
  if (wanted.text)
    parts.push(sql`(m.title ilike ${like(wanted.text)} or m.number ilike ${like(wanted.text)} or t.key_task ilike ${like(wanted.text)})`)
  if (wanted.state.length > 0) parts.push(sql`m.state = any (${wanted.state}::text[])`)
  if (wanted.source.length > 0) parts.push(sql`t.source = any (${wanted.source}::text[])`)
  if (wanted.lead) parts.push(sql`exists (select 1 from org u where u.id = ${wanted.lead} and m.handling_at between u.lo and u.hi - 1)`)
  if (wanted.clause) parts.push(sql`t.clause_id = ${wanted.clause}`)
  if (wanted.parent) parts.push(sql`m.parent_id = ${wanted.parent}`)
  const due = sql`coalesce((select d.due_on from supervised_task_due d where d.matter_id = m.id order by d.position desc limit 1), t.planned_due)`
  if (wanted.dueFrom) parts.push(sql`${due} >= ${wanted.dueFrom}::date`)
  if (wanted.dueTo) parts.push(sql`${due} <= ${wanted.dueTo}::date`)
  return sql<boolean>`(${sql.join(parts, sql` and `)})`
}

/** No province gives out so many at once; what is over stays until it is asked for by a narrower filter. */
export const mostTasks = 20_000

export async function findTasks(ctx: Ctx, wanted: Partial<Wanted>): Promise<TaskRecord[]> {
  const rows = await visibleTasks(ctx)
    .select(recordColumns)
    .select(gathered())
    .where(conditions(ctx, { state: [], source: [], ...wanted }))
    .orderBy('m.recorded_at', 'desc')
    .limit(mostTasks)
    .execute()
  return rows as unknown as TaskRecord[] // keys are the branded ids, states and kinds those of the checks; the kernel's own driver reads days as text
}

export async function demandTask(ctx: Ctx, id: string): Promise<TaskRecord> {
  const [task] = await findTasks(ctx, { ids: [id] })
  if (!task) throw new Problem('notFound', { what: '该督办任务' })
  return task
}

/** What else the page of one task shows. */
export async function readRest(ctx: Ctx, id: string) {
  const rest = await ctx.tx
    .selectFrom('supervised_task as t')
    .leftJoin('org as o', 'o.id', 't.target_org_id')
    .select([
      't.source_text',
      't.source_number',
      't.designation',
      't.deliverable',
      't.planned_due',
      'o.id as targetOrgId',
      'o.short_name as targetOrg',
    ])
    .select([
      sql<LegalDay[]>`array(select x::text from unnest(t.planned_reports) x order by x)`.as('plannedReports'),
      sql<string[]>`t.planned_support::text[]`.as('plannedSupport'),
    ])
    .where('t.matter_id', '=', id)
    .executeTakeFirstOrThrow()
  const progress = await ctx.tx
    .selectFrom('supervised_task_progress')
    .select(['id', 'happened_on as day', 'percent', 'figure'])
    .where('matter_id', '=', id)
    .orderBy('happened_on', 'desc')
    .orderBy('id', 'desc')
    .limit(60)
    .execute()
  const supports = await ctx.tx
    .selectFrom('supervised_task_support as s')
    .innerJoin('org as o', 'o.id', 's.org_id')
    .select(['o.id', 'o.short_name as name', 's.contributed_on as contributedOn', 's.ended_on as endedOn', 's.end_reason as endReason'])
    .where('s.matter_id', '=', id)
    .orderBy('o.lo')
    .execute()
  const proposals = await ctx.tx
    .selectFrom('supervised_task_proposal as q')
    .innerJoin('org as o', 'o.id', 'q.org_id')
    .select([
      'q.id',
      'o.id as orgId',
      'o.short_name as orgName',
      'q.title',
      'q.measure',
      'q.due_on as dueOn',
      'q.mandatory',
      'q.state',
      'q.child_id as childId',
      'q.reason',
    ])
    .where('q.matter_id', '=', id)
    .orderBy('q.position')
    .execute()
  return { rest, progress, supports, proposals }
}

/** The tree below a task, as far as this duty sees it. */
export async function tasksBelow(ctx: Ctx, id: string): Promise<TaskRecord[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select m.id from matter m where m.parent_id = ${id} and m.process = 'supervisedTask'
      union all select m.id from matter m join below b on m.parent_id = b.id where m.process = 'supervisedTask')
    select id from below limit 500`.execute(ctx.tx)
  return rows.length === 0 ? [] : findTasks(ctx, { ids: rows.map((row) => row.id) })
}
