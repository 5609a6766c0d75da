import { randomUUID } from 'node:crypto'
import type { Action } from '#contract/authority'
import { type FilePurpose, filePurposes } from '#contract/files'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { plainName } from './file.ts'
import { partialsBase } from './partial.ts'

/** What may come in pieces, and which duty may bring it; everything else is small and comes at once. */
const inPieces: Partial<Record<FilePurpose, Action>> = {
  courseVideo: 'course.manage',
  courseDocument: 'course.manage',
  coursePackage: 'course.manage',
}

/** What one person may have on its way: a forgotten film must not fill the disk of all. */
const most = { open: 10, bytes: 4 * 1024 ** 3 }

/** Who, what for and how big is judged before the first byte. */
export async function beginUpload(ctx: Ctx, asked: { purpose: FilePurpose; name: string; bytes: number }) {
  const { purpose, bytes } = asked
  const { title, maxBytes } = filePurposes[purpose]
  const needs = inPieces[purpose]
  if (!needs) throw new Problem('invalid', { what: `${title}不能分段上传，请直接上传。` })
  if (!holds(ctx.actor, needs) || !ctx.actor.personId) throw new Problem('notAllowed', { what: `上传${title}` })
  if (bytes > maxBytes) throw new Problem('invalid', { what: `${title}不能超过 ${maxBytes / 1048576} MB，请压缩或拆分后再上传。` })
  await demandRoom(ctx, bytes)
  const id = randomUUID()
  await ctx.tx
    .insertInto('upload')
    .values({ id, person_id: ctx.actor.personId, purpose, name: plainName(asked.name), bytes: String(bytes) })
    .execute()
  await ctx.house.files.partials.begin(id, bytes)
  return { uploadId: id, address: `${partialsBase}/${id}` }
}

async function demandRoom(ctx: Ctx, bytes: number): Promise<void> {
  const { open, sum } = await ctx.tx
    .selectFrom('upload')
    .select((eb) => [eb.fn.countAll<string>().as('open'), eb.fn.sum<number>('bytes').as('sum')])
    .where('person_id', '=', ctx.actor.personId)
    .where('file_id', 'is', null)
    .where('package_id', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(open) >= most.open || Number(sum ?? 0) + bytes > most.bytes)
    throw new Problem('closed', {
      what: '开始上传',
      why: '您有多个文件还没有传完',
      todo: '请先完成或放弃它们；超过一天没有继续的会自动清除。',
    })
}

export async function findUpload(ctx: Ctx, id: string) {
  const row = await ctx.tx
    .selectFrom('upload')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', ctx.actor.personId)
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该上传' })
  return { ...row, bytes: Number(row.bytes), purpose: row.purpose as FilePurpose } // written by `beginUpload` alone
}

export async function dropUpload(ctx: Ctx, id: string): Promise<{ dropped: boolean }> {
  await findUpload(ctx, id)
  await ctx.tx.deleteFrom('upload').where('id', '=', id).where('file_id', 'is', null).where('package_id', 'is', null).execute()
  await ctx.house.files.partials.drop(id)
  return { dropped: true }
}
