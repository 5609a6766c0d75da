import { z } from 'zod'
import { keepReceived } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import type { Job } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { type SheetTable, writeTable } from '#kernel/sheet'
import { type Finished, performTask, type TaskRun } from '#kernel/task'

export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Their ids are held in memory, their rows are not. */
export const mostRows = 100_000
/** Rows read in one transaction: few enough to stop soon when the person cancels. */
const portion = 500

/** Writes the table, row by row, into the file store. */
type Keep = <R>(table: SheetTable<R>, name: string) => Promise<NonNullable<Finished['file']>>

const Payload = z.object({ taskId: z.uuid() })

/** 导出: a task in the name of who started it, whose result is a workbook in 下载中心. */
export const exportJob = (perform: (run: TaskRun, keep: Keep) => Promise<Finished>): Job<typeof Payload> => ({
  payload: Payload,
  long: (house, inService, { taskId }, stopping) =>
    performTask(house, inService, { taskId, stopping }, (run) =>
      perform(run, async (table, name) => {
        const received = await house.files.receive(writeTable(table), 2 ** 31)
        const { sha256 } = await inService((service) => keepReceived(service, received, sheetType))
        return { sha256, name }
      }),
    ),
})

/** What an export holds is decided once, so that what changes meanwhile is neither missed nor met twice. More than the limit is refused, never cut off. */
export async function refuseTooMany(run: TaskRun, ids: readonly string[]): Promise<void> {
  if (ids.length > mostRows)
    throw new Problem('closed', {
      what: '导出',
      why: `符合条件的超过 ${mostRows.toLocaleString('zh-CN')} 行`,
      todo: '请缩小筛选范围，分几次导出。',
    })
  await run.progress(0, ids.length)
}

/** The rows of these ids, as they stand when their turn comes; who lost sight of one meanwhile does not get it. */
export async function* inPortions<R>(
  run: TaskRun,
  ids: readonly string[],
  read: (ctx: Ctx, part: readonly string[]) => Promise<readonly R[]>,
): AsyncGenerator<R> {
  for (let at = 0; at < ids.length; at += portion) {
    const part = ids.slice(at, at + portion)
    yield* await run.turn((ctx) => read(ctx, part))
    await run.progress(at + part.length)
  }
}
