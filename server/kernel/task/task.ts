import { type SqlBool, sql } from 'kysely'
import { Role } from '#contract/authority'
import type { DutyId, OrgId, PersonId } from '#contract/common'
import { type Actor, holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import { Problem } from '#kernel/problem'

// A long piece of work that a person starts and a job does: an export, an import. One of a kind for a person at a time (S88).

export interface NewTask {
  /** `cases.export`: what may run once at a time for a person. */
  kind: string
  title: string
  payload: unknown
  /** The job that does it; its payload is `{ taskId }`. */
  job: string
}

/** In the transaction of the request: rolled back with it, no job is left behind. */
export async function startTask(ctx: Ctx, { kind, title, payload, job }: NewTask): Promise<string> {
  const { personId, dutyId } = ctx.actor
  if (!personId) throw new Problem('signInNeeded', {})
  const made = await ctx.tx
    .insertInto('task')
    .values({ person_id: personId, duty_id: dutyId, kind, title, payload: JSON.stringify(payload), created_at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new Problem('closed', { what: title, why: '您已有一项同类任务正在进行', todo: '请等它完成，或在下载中心取消后再试。' })
  await enqueue(ctx.tx, job, { taskId: made.id }, { key: `task:${made.id}` })
  return made.id
}

export interface StartedTask {
  /** In the name and with the reach of who started it: `visibleMatters(ctx)` shows what he may see, although the service may see more. */
  ctx: Ctx
  title: string
  payload: unknown
  /** How often it was taken up, this time included. */
  attempts: number
}

/**
 * What the job reads first, and again in each of its transactions. Null: it was cancelled or has ended, or the duty under which it was started
 * is no longer held (S22); then there is nothing more to do, and the task says so.
 */
export async function takeUpTask(ctx: Ctx, taskId: string): Promise<StartedTask | null> {
  const task = await ctx.tx
    .updateTable('task')
    .set((eb) => ({ state: 'running', attempts: eb('attempts', '+', 1) }))
    .where('id', '=', taskId)
    .where('state', 'in', ['waiting', 'running'])
    .returning(['person_id', 'duty_id', 'title', 'payload', 'attempts'])
    .executeTakeFirst()
  if (!task) return null
  const actor = await starterOf(ctx, task.person_id, task.duty_id)
  if (actor) return { ctx: { ...ctx, actor }, title: task.title, payload: task.payload, attempts: task.attempts }
  await failTask(ctx, taskId, '发起任务时的职务已经结束，任务没有执行。请以现任职务重新发起。')
  return null
}

async function starterOf(ctx: Ctx, personId: string, dutyId: string | null): Promise<Actor | null> {
  const held = await ctx.tx
    .selectFrom('duty as d')
    .innerJoin('person as p', 'p.id', 'd.person_id')
    .innerJoin('org as o', 'o.id', 'd.org_id')
    .innerJoin('role as r', 'r.name', 'd.role')
    .select(['p.name', 'd.role', 'r.field', 'o.id as orgId', 'o.name as orgName', 'o.kind as orgKind', 'o.lo', 'o.hi'])
    .where('d.id', '=', dutyId)
    .where('d.person_id', '=', personId)
    .where('d.status', '=', 'active')
    .where('p.status', '=', 'active')
    .where(sql<SqlBool>`${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')`)
    .executeTakeFirst()
  if (!held) return null
  const grants = await ctx.tx
    .selectFrom('matter_grant')
    .select('matter_id')
    .where((eb) => eb.or([eb('org_id', '=', held.orgId), eb('person_id', '=', personId)]))
    .where(sql<SqlBool>`${ctx.today}::date between from_day and coalesce(to_day, 'infinity')`)
    .execute()
  const actor: Actor = {
    sessionId: ctx.actor.sessionId,
    kind: 'person',
    // The database's own keys are the ids that the contract brands.
    personId: personId as PersonId,
    name: held.name,
    dutyId: dutyId as DutyId,
    role: Role.parse(held.role),
    orgId: held.orgId as OrgId,
    orgName: held.orgName,
    orgKind: held.orgKind,
    reach: null,
    field: held.field,
    granted: [],
  }
  if (!holds(actor, 'matter.read')) return actor
  return { ...actor, reach: { lo: held.lo, hi: held.hi }, granted: grants.map((grant) => grant.matter_id) }
}

/** False: somebody cancelled it, stop here. */
export async function showProgress(ctx: Ctx, taskId: string, done: number, total?: number): Promise<boolean> {
  const row = await ctx.tx
    .updateTable('task')
    .set({ done, ...(total === undefined ? {} : { total }) })
    .where('id', '=', taskId)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface Finished {
  /** What came of it, in a sentence. */
  said: string
  /** The content in the file store, and the name that a person gives it. */
  file?: { sha256: string; name: string }
}

export const finishTask = (ctx: Ctx, taskId: string, { said, file }: Finished): Promise<void> => end(ctx, taskId, 'done', said, file)

/** `said` is read by a person: what went wrong and what to do. */
export const failTask = (ctx: Ctx, taskId: string, said: string): Promise<void> => end(ctx, taskId, 'failed', said)

async function end(ctx: Ctx, taskId: string, state: 'done' | 'failed', said: string, file?: Finished['file']): Promise<void> {
  await ctx.tx
    .updateTable('task')
    .set({
      state,
      outcome: JSON.stringify({ said }),
      finished_at: ctx.now,
      ...(file ? { sha256: file.sha256, file_name: file.name } : {}),
    })
    .where('id', '=', taskId)
    .where('state', 'in', ['waiting', 'running'])
    .execute()
}
