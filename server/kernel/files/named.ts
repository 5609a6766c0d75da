import type { NamedFile } from '#contract/files'
import type { Ctx } from '#kernel/house'
import { filesByIds } from './file.ts'

/** As a page lists them, in the order of their ids' list: read once for many rows. */
export async function namedFiles(ctx: Ctx, ids: readonly string[]): Promise<(of: readonly string[]) => NamedFile[]> {
  const found = await filesByIds(ctx, ids)
  return (of) =>
    of.flatMap((id) => {
      const file = found.get(id)
      return file ? [{ id: file.id, name: file.name, bytes: file.bytes }] : []
    })
}
