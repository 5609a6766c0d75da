import type { FileId } from '#contract/common'
import { filesByIds } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

/** Brought by this person for this matter, and not yet anybody's. A file of another matter, or of somebody else, is not found. */
export async function bindFiles(ctx: Ctx, matterId: string, ids: readonly FileId[]): Promise<void> {
  if (ids.length === 0) return
  const free = await ctx.tx
    .selectFrom('file')
    .select(['id', 'matter_id'])
    .where('id', 'in', [...ids])
    .where('purpose', '=', 'document')
    .where((eb) => eb.or([eb('matter_id', '=', matterId), eb.and([eb('matter_id', 'is', null), eb('person_id', '=', ctx.actor.personId)])]))
    .execute()
  if (free.length !== new Set(ids).size) throw new Problem('notFound', { what: '所附的文件' })
  const fresh = free.filter(({ matter_id }) => matter_id === null).map(({ id }) => id)
  if (fresh.length > 0) await ctx.tx.updateTable('file').set({ matter_id: matterId }).where('id', 'in', fresh).execute()
}

export interface NamedFile {
  id: FileId
  name: string
  bytes: number
}

/** As a page lists them, in the order of their ids' list. */
export async function namedFiles(ctx: Ctx, ids: readonly string[]): Promise<(of: readonly string[]) => NamedFile[]> {
  const found = await filesByIds(ctx, ids)
  return (of) =>
    of.flatMap((id) => {
      const file = found.get(id)
      return file ? [{ id: file.id, name: file.name, bytes: file.bytes }] : []
    })
}
