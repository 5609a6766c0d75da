import type { FileId } from '#contract/common'
import { filesByIds } from '#kernel/files'
import type { Ctx } from '#kernel/house'

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
