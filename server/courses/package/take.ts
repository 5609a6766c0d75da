import type { PackageKind } from '#contract/courses'
import { apart } from '#kernel/apart'
import { BadListing, openEntry } from '#kernel/archive'
import type { Received } from '#kernel/files'
import type { Ctx, House } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { listingWords, packageLimits } from './fault.ts'
import type { LookedAt } from './look.ts'
import { mediaTypeOfEntry } from './media-types.ts'

/** A package whose every file is unpacked and measured, but of which nothing is kept yet. */
export interface Unpacked extends Pick<LookedAt, 'title' | 'items'> {
  kind: PackageKind
  files: { path: string; content: Received }[]
  discard(): Promise<void>
}

/**
 * Looked at first, in a thread of its own, before one byte is unpacked; then unpacked file by file, each held to what it said (S54). Whatever is wrong, all
 * that was unpacked until then is gone before the refusal is said.
 */
export async function unpack(house: House, file: string, progress: (done: number, total: number) => Promise<void>): Promise<Unpacked> {
  const looked = await apart<LookedAt>({
    script: new URL('./worker.ts', import.meta.url),
    data: { file },
    seconds: 30,
    tooHeavy: '课件清单过于复杂，无法读取，不能接收。',
  })
  const files: Unpacked['files'] = []
  const discard = async () => {
    for (const { content } of files) await content.discard()
  }
  try {
    for (const entry of looked.entries) {
      files.push({ path: entry.path, content: await house.files.receive(openEntry(file, entry), packageLimits.unpacked) })
      if (files.length % 100 === 0) await progress(files.length, looked.entries.length)
    }
  } catch (error) {
    await discard()
    if (error instanceof BadListing) throw new Problem('invalid', { what: listingWords[error.fault](error.entry) })
    throw error
  }
  return { kind: looked.kind, title: looked.title, items: looked.items, files, discard }
}

/** The bytes first, then the rows: of contents, of the package, of its entries. */
export async function keepPackage(ctx: Ctx, unpacked: Unpacked, { name, bytes }: { name: string; bytes: number }): Promise<string> {
  const { orgId, personId } = ctx.actor
  if (!orgId || !personId) throw new Problem('notAllowed', { what: '导入课件包' })
  const made = await ctx.tx
    .insertInto('content_package')
    .values({
      org_id: orgId,
      org_at: '0',
      kind: unpacked.kind,
      title: unpacked.title,
      name,
      bytes: String(bytes),
      entries: unpacked.files.length,
      items: JSON.stringify(unpacked.items),
      person_id: personId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (let at = 0; at < unpacked.files.length; at += 500) await keepEntries(ctx, made.id, unpacked.files.slice(at, at + 500))
  return made.id
}

async function keepEntries(ctx: Ctx, packageId: string, files: Unpacked['files']): Promise<void> {
  const rows = files.map(({ path, content }) => ({ ...content, path, mediaType: mediaTypeOfEntry(path), bytes: String(content.bytes) }))
  await ctx.tx
    .insertInto('blob')
    .values(rows.map(({ sha256, sm3, bytes, mediaType }) => ({ sha256, sm3, bytes, media_type: mediaType })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await ctx.tx
    .insertInto('content_entry')
    .values(rows.map(({ path, sha256, bytes, mediaType }) => ({ package_id: packageId, path, sha256, bytes, media_type: mediaType })))
    .execute()
}
