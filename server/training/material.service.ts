import { keepFile } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import type { Download, Upload } from '#kernel/http'
import { note } from '#kernel/ledger'
import { Problem } from '#kernel/problem'
import { demandRun } from './class.store.ts'

/** A file of the class's own matter, named for its participants. */
export async function addMaterial(ctx: Ctx, classId: string, title: string, { name, content }: Upload): Promise<{ id: string }> {
  const own = await demandRun(ctx, classId, '上传培训资料')
  const file = await keepFile(ctx, { name, content, purpose: 'document', matterId: own.id })
  return ctx.tx
    .insertInto('class_material')
    .values({ class_id: classId, file_id: file.id, title, media_type: file.mediaType, bytes: String(file.bytes), sha256: file.sha256 })
    .returning('id')
    .executeTakeFirstOrThrow()
}

export async function removeMaterial(ctx: Ctx, id: string): Promise<{ removed: boolean }> {
  const row = await ctx.tx.selectFrom('class_material').select('class_id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该资料' })
  await demandRun(ctx, row.class_id, '撤下培训资料')
  await ctx.tx.updateTable('class_material').set({ removed: true }).where('id', '=', id).execute()
  return { removed: true }
}

/** For participants, teachers and the organiser; the row's policy says who. */
export async function downloadMaterial(ctx: Ctx, id: string): Promise<Download> {
  const row = await ctx.tx.selectFrom('class_material').select(['title', 'media_type', 'sha256']).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该资料' })
  await note(ctx.tx, { action: 'download', object: 'class_material', objectId: id })
  return { name: `${row.title}${endings[row.media_type] ?? ''}`, mediaType: row.media_type, content: ctx.house.files.open(row.sha256) }
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
}
