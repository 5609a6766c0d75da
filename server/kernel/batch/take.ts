import type { Ctx, House } from '#kernel/house'
import type { InService } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { performTask, startTask, type TaskRun } from '#kernel/task'
import { atOnce, type ImportKind, type ImportRow, portion } from './declaration.ts'
import { findBatch, moveBatch, rowsIn, type Stored, standing, wrongRows } from './store.ts'

export const jobOf = (kind: string) => `import.${kind}`
type Act = 'apply' | 'undo'

/** 只导入正确行 or 全部不导入: with `all`, one wrong row holds back the whole file. */
export async function applyBatch<Row extends ImportRow>(
  ctx: Ctx,
  kind: ImportKind<Row>,
  id: string,
  version: number,
  only: 'right' | 'all',
) {
  const batch = await openBatch(ctx, kind, id, version, 'checked')
  const wrong = wrongRows(batch).size
  if (only === 'all' && wrong > 0)
    throw new Problem('closed', { what: '全部导入', why: `有 ${wrong} 行不正确`, todo: '请改正后重新上传，或者只导入正确行。' })
  const right = rightRows(batch)
  if (right.length === 0)
    throw new Problem('closed', { what: '导入', why: batch.rows.some(({ same }) => same) ? '没有新的行' : '没有正确的行' })
  if (right.length > atOnce) return later(ctx, kind, batch, 'apply')
  await makeRows(ctx, kind, batch, right)
  await moveBatch(ctx, batch, { state: 'applied' })
}

/** 撤销整批: what nobody has begun to work with goes; the rest stays, and the answer says how much. */
export async function undoBatch<Row extends ImportRow>(ctx: Ctx, kind: ImportKind<Row>, id: string, version: number) {
  const batch = await openBatch(ctx, kind, id, version, 'applied')
  if (batch.made > atOnce) return later(ctx, kind, batch, 'undo')
  await moveBatch(ctx, batch, { state: 'undoing' })
  await takeRowsBack(ctx, kind, batch, await standing(ctx, id))
  await moveBatch(ctx, { id, version: version + 1 }, { state: 'undone' })
}

const stateWords = { checked: '还没有导入', applying: '正在导入', applied: '已经导入', undoing: '正在撤销', undone: '已经撤销' } as const

async function openBatch<Row extends ImportRow>(
  ctx: Ctx,
  { kind }: ImportKind<Row>,
  id: string,
  version: number,
  state: 'checked' | 'applied',
): Promise<Stored<Row>> {
  const batch = await findBatch<Row>(ctx, kind, id)
  if (batch.version !== version) throw new Problem('stale', { current: batch.version })
  if (batch.state !== state)
    throw new Problem('closed', {
      what: state === 'checked' ? '导入' : '撤销导入',
      why: `这个文件${stateWords[batch.state]}`,
      todo: state === 'checked' ? '如需再次导入，请重新上传。' : undefined,
    })
  return batch
}

function rightRows<Row extends ImportRow>(batch: Stored<Row>): Row[] {
  const wrong = wrongRows(batch)
  return batch.rows.filter(({ row, same }) => !same && !wrong.has(row))
}

/** A row that is refused now, though it was right when it was checked, is named: the file may have waited for days. */
async function makeRows<Row extends ImportRow>(ctx: Ctx, kind: ImportKind<Row>, { id }: Stored<Row>, rows: readonly Row[]): Promise<void> {
  const made: { batch_id: string; row: number; made_id: string }[] = []
  for (const row of rows) {
    const made_id = await kind.make(ctx, row).catch((error: unknown) => {
      if (error instanceof Problem) throw new Problem('closed', { what: `导入第 ${row.row} 行`, why: error.message.replace(/。$/, '') })
      throw error
    })
    made.push({ batch_id: id, row: row.row, made_id })
  }
  await ctx.tx.insertInto('import_made').values(made).execute()
}

async function takeRowsBack<Row extends ImportRow>(
  ctx: Ctx,
  kind: ImportKind<Row>,
  batch: Stored<Row>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const kept = [...(await kind.takeBack(ctx, batch, ids))]
  const mark = (outcome: 'gone' | 'kept', some: readonly string[]) =>
    some.length === 0
      ? Promise.resolve()
      : ctx.tx
          .updateTable('import_made')
          .set({ outcome })
          .where('batch_id', '=', batch.id)
          .where('made_id', 'in', [...some])
          .execute()
  await mark('kept', kept)
  await mark(
    'gone',
    ids.filter((one) => !kept.includes(one)),
  )
}

async function later<Row extends ImportRow>(ctx: Ctx, { kind, title }: ImportKind<Row>, batch: Stored<Row>, act: Act): Promise<void> {
  const taskId = await startTask(ctx, {
    kind: jobOf(kind),
    title: act === 'apply' ? `导入${title}（${batch.fileName}）` : `撤销导入${title}（${batch.fileName}）`,
    payload: { batchId: batch.id, act },
    job: jobOf(kind),
  })
  await moveBatch(ctx, batch, { state: act === 'apply' ? 'applying' : 'undoing', task_id: taskId })
}

/** The task: portion by portion, each in a transaction of its own that also writes down which rows it took. Run twice, it goes on where it was. */
export const performImport = <Row extends ImportRow>(
  house: House,
  inService: InService,
  kind: ImportKind<Row>,
  task: { taskId: string; stopping: AbortSignal },
): Promise<void> =>
  performTask(house, inService, task, (run) => {
    const { batchId, act } = run.payload as { batchId: string; act: Act } // written by `later`
    return act === 'apply' ? applyAll(run, kind, batchId) : undoAll(run, kind, batchId)
  })

async function applyAll<Row extends ImportRow>(run: TaskRun, kind: ImportKind<Row>, batchId: string) {
  const { batch, rows, done } = await run.turn(async (ctx) => {
    const stored = await findBatch<Row>(ctx, kind.kind, batchId)
    const isIn = await rowsIn(ctx, batchId)
    return { batch: stored, rows: rightRows(stored).filter(({ row }) => !isIn.has(row)), done: isIn.size }
  })
  const total = done + rows.length
  await run.progress(done, total)
  for (let at = 0; at < rows.length; at += portion) {
    const part = rows.slice(at, at + portion)
    await run.turn((ctx) => makeRows(ctx, kind, batch, part))
    await run.progress(done + at + part.length)
  }
  return { said: `已导入 ${total} ${kind.counted}。` }
}

async function undoAll<Row extends ImportRow>(run: TaskRun, kind: ImportKind<Row>, batchId: string) {
  const batch = await run.turn((ctx) => findBatch<Row>(ctx, kind.kind, batchId))
  for (let done = 0; ; ) {
    const went = await run.turn(async (ctx) => {
      const part = await standing(ctx, batchId, portion)
      await takeRowsBack(ctx, kind, batch, part)
      return part.length
    })
    if (went === 0) break
    done += went
    await run.progress(done, batch.made)
  }
  const { made, kept } = await run.turn((ctx) => findBatch<Row>(ctx, kind.kind, batchId))
  return { said: `已撤销 ${made - kept} ${kind.counted}${kept > 0 ? `，${kept} ${kind.counted}已经开始办理，予以保留` : ''}。` }
}
