import { z } from 'zod'
import { filePurposes } from '#contract/files'
import type { UploadId } from '#contract/uploads'
import { findUpload, keepFile, mediaTypeOf, type Received } from '#kernel/files'
import type { Ctx, House } from '#kernel/house'
import { type InService, jobs } from '#kernel/jobs'
import { Problem } from '#kernel/problem'
import { performTask, startTask, type TaskRun } from '#kernel/task'
import { filmSeconds } from './film.ts'
import { keepPackage, unpack } from './package/take.ts'

const Payload = z.object({ uploadId: z.uuid() })

/** 完成上传: the bytes are all here; a job looks at them, and its task says what came of it. */
export async function finishUpload(ctx: Ctx, uploadId: UploadId): Promise<{ taskId: string }> {
  const upload = await findUpload(ctx, uploadId)
  const received = await ctx.house.files.partials.received(uploadId)
  if (received !== upload.bytes)
    throw new Problem('closed', { what: '完成上传', why: '文件还没有传完', todo: '请继续上传；已经传到的部分会保留一天。' })
  const { title } = filePurposes[upload.purpose]
  return {
    taskId: await startTask(ctx, {
      kind: 'courses.take',
      title: `检查${title}“${upload.name}”`,
      payload: { uploadId },
      job: 'courses.take',
    }),
  }
}

export async function readUpload(ctx: Ctx, uploadId: UploadId) {
  const { name, bytes, file_id, package_id } = await findUpload(ctx, uploadId)
  const taken = file_id !== null || package_id !== null
  return { uploadId, name, bytes, taken, received: taken ? bytes : ((await ctx.house.files.partials.received(uploadId)) ?? 0) }
}

/** What was refused is gone: to be brought again, it is sent again. */
async function take(house: House, run: TaskRun): Promise<{ said: string }> {
  const { uploadId } = Payload.parse(run.payload)
  const upload = await run.turn((ctx) => findUpload(ctx, uploadId))
  if (upload.file_id || upload.package_id) return { said: '已经检查过，可以使用。' }
  const content = await house.files.receive(house.files.partials.open(uploadId), filePurposes[upload.purpose].maxBytes)
  try {
    const said = upload.purpose === 'coursePackage' ? await takePackage(house, run, upload, content) : await takeFile(run, upload, content)
    await house.files.partials.drop(uploadId)
    return { said }
  } catch (error) {
    if (error instanceof Problem) {
      await house.files.partials.drop(uploadId)
      await run.turn((ctx) => ctx.tx.deleteFrom('upload').where('id', '=', uploadId).execute())
    }
    throw error
  } finally {
    await content.discard()
  }
}

type Upload = Awaited<ReturnType<typeof findUpload>>

async function takeFile(run: TaskRun, { id, name, purpose }: Upload, content: Received): Promise<string> {
  // Before it is kept its bytes lie in `path`.
  // What it is, first: a film of another kind is told so, and not that its length is missing.
  await mediaTypeOf(content, name, purpose)
  const seconds = purpose === 'courseVideo' ? await filmSeconds(content.path) : null
  if (purpose === 'courseVideo' && seconds === null)
    throw new Problem('invalid', { what: `视频“${name}”没有写明时长，无法计算观看进度。请用转码软件重新导出为 MP4（H.264）后再上传。` })
  await run.turn(async (ctx) => {
    const file = await keepFile(ctx, { name, purpose, content })
    await ctx.tx.updateTable('upload').set({ file_id: file.id, seconds }).where('id', '=', id).execute()
  })
  return `“${name}”检查通过，可以使用。`
}

async function takePackage(house: House, run: TaskRun, { id, name }: Upload, content: Received): Promise<string> {
  const unpacked = await unpack(house, content.path, run.progress)
  try {
    for (const file of unpacked.files) await house.files.keep(file.content)
    await run.turn(async (ctx) => {
      const packageId = await keepPackage(ctx, unpacked, { name, bytes: content.bytes })
      await ctx.tx.updateTable('upload').set({ package_id: packageId }).where('id', '=', id).execute()
    })
    return `“${name}”检查通过，共 ${unpacked.files.length} 个文件、${unpacked.items.length} 个可学习的部分。`
  } finally {
    await unpacked.discard()
  }
}

export const uploadJobs = jobs({
  'courses.take': {
    payload: z.object({ taskId: z.uuid() }),
    long: (house: House, inService: InService, { taskId }: { taskId: string }, stopping: AbortSignal) =>
      performTask(house, inService, { taskId, stopping }, (run) => take(house, run)),
  },
  /** What nobody went on with for a day: its bytes and its row. */
  'courses.sweep': {
    payload: z.object({}),
    daily: '45 19 * * *',
    run: (ctx: Ctx) => sweepUploads(ctx),
  },
})

export async function sweepUploads(ctx: Ctx): Promise<void> {
  await ctx.house.files.partials.sweep()
  const open = await ctx.tx.selectFrom('upload').select('id').where('file_id', 'is', null).where('package_id', 'is', null).execute()
  for (const { id } of open)
    if ((await ctx.house.files.partials.received(id)) === null) await ctx.tx.deleteFrom('upload').where('id', '=', id).execute()
}
