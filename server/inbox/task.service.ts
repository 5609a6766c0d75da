import type { TaskView } from '#contract/tasks'
import type { Ctx } from '#kernel/house'
import type { Download } from '#kernel/http'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { pageOf } from './line.ts'

// 下载中心: the long pieces of work that I started. Row security shows a person his own; the service that does them sees all.

const columns = [
  'id',
  'kind',
  'title',
  'state',
  'done',
  'total',
  'outcome',
  'file_name',
  'sha256',
  'duty_id',
  'created_at',
  'finished_at',
] as const

const mine = (ctx: Ctx) => ctx.tx.selectFrom('task').where('person_id', '=', ctx.actor.personId).select(columns)
type TaskRow = Awaited<ReturnType<ReturnType<typeof mine>['executeTakeFirstOrThrow']>>

export async function listTasks(ctx: Ctx, { page, size }: { page: number; size: number }) {
  const rows = await mine(ctx)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(size)
    .offset((page - 1) * size)
    .execute()
  const { n } = await ctx.tx
    .selectFrom('task')
    .where('person_id', '=', ctx.actor.personId)
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  return pageOf(rows.map(shown), Number(n))
}

async function findTask(ctx: Ctx, taskId: string): Promise<TaskRow> {
  const row = await mine(ctx).where('id', '=', taskId).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该任务' })
  return row
}

export const readTask = async (ctx: Ctx, taskId: string): Promise<TaskView> => shown(await findTask(ctx, taskId))

/** The work stops at its next look at the row; what it has written until then is not offered. */
export async function cancelTask(ctx: Ctx, taskId: string): Promise<TaskView> {
  await findTask(ctx, taskId)
  const cancelled = await ctx.tx
    .updateTable('task')
    .set({ state: 'cancelled', finished_at: ctx.now })
    .where('id', '=', taskId)
    .where('state', 'in', ['waiting', 'running'])
    .returning('id')
    .executeTakeFirst()
  if (!cancelled) throw new Problem('closed', { what: '取消任务', why: '任务已经结束' })
  return readTask(ctx, taskId)
}

/** The result, to who asked for it and still has the duty in which he did. Whoever takes a list out of the house is written down (S22, S27). */
export async function taskFile(ctx: Ctx, taskId: string): Promise<Download> {
  const { sha256, file_name: name, title, state, duty_id: dutyId } = await findTask(ctx, taskId)
  if (!(await holdsStill(ctx, dutyId)))
    throw new Problem('closed', { what: `下载“${title}”`, why: '发起该任务时的职务已经结束', todo: '请以现任职务重新导出。' })
  if (!sha256 || !name || state !== 'done') throw new Problem('notFound', { what: `“${title}”的结果文件` })
  const blob = await ctx.tx.selectFrom('blob').select('media_type').where('sha256', '=', sha256).executeTakeFirstOrThrow()
  await note(ctx.tx, { action: 'download', object: 'task', objectId: taskId, detail: { title } })
  return { name, mediaType: blob.media_type, content: ctx.house.files.open(sha256) }
}

async function holdsStill(ctx: Ctx, dutyId: string | null): Promise<boolean> {
  if (dutyId === null) return false
  const duty = await ctx.tx
    .selectFrom('duty')
    .where('id', '=', dutyId)
    .where('status', '=', 'active')
    .where('from_day', '<=', ctx.today)
    .where((eb) => eb.or([eb('to_day', 'is', null), eb('to_day', '>=', ctx.today)]))
    .select('id')
    .executeTakeFirst()
  return duty !== undefined
}

const shown = (row: TaskRow): TaskView => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  state: row.state as TaskView['state'], // the constraint of the table
  done: row.done,
  total: row.total,
  said: saidIn(row.outcome),
  fileName: row.file_name,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
})

function saidIn(outcome: unknown): string | null {
  const said = typeof outcome === 'object' && outcome !== null && 'said' in outcome ? outcome.said : null
  return typeof said === 'string' ? said : null
}
