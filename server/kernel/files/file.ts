import type { Readable } from 'node:stream'
import type { FileId, MatterId } from '#contract/common'
import { type FilePurpose, filePurposes, type StoredFile } from '#contract/files'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { mediaTypeOf } from './media.ts'
import type { Received } from './store.ts'

export interface NewFile {
  name: string
  purpose: FilePurpose
  matterId?: MatterId | undefined
  content: Received
}

/**
 * A file as somebody gave it: kind and size judged by its purpose, bytes kept, then the rows. The caller has judged who may give it.
 * The malware scanner (S56) gets its place between the judgement of the kind and `keepBlob`: held back until it says clean.
 */
export async function keepFile(ctx: Ctx, { matterId, ...given }: NewFile): Promise<StoredFile> {
  const { purpose, content } = given
  const { name: plain, mediaType } = await judgedContent(given)
  await keepBlob(ctx, content, mediaType)
  const { id } = await ctx.tx
    .insertInto('file')
    .values({
      matter_id: matterId ?? null,
      sha256: content.sha256,
      name: plain,
      media_type: mediaType,
      bytes: String(content.bytes),
      purpose,
      person_id: ctx.actor.personId,
      person_name: ctx.actor.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return readFileRow(ctx, id)
}

/** For who has no session to write rows with: judged alike, the bytes kept; the rows are written by a function of the database that knows him. */
export async function acceptContent(ctx: Ctx, given: Omit<NewFile, 'matterId'>): Promise<{ name: string; mediaType: string }> {
  const judged = await judgedContent(given)
  await ctx.house.files.keep(given.content)
  return judged
}

async function judgedContent({ name, purpose, content }: Omit<NewFile, 'matterId'>): Promise<{ name: string; mediaType: string }> {
  const { maxBytes, title } = filePurposes[purpose]
  if (content.bytes > maxBytes) throw new Problem('invalid', { what: `${title}不能超过 ${maxBytes / 1048576} MB，请压缩或拆分后再上传。` })
  const plain = plainName(name)
  return { name: plain, mediaType: await mediaTypeOf(content, plain, purpose) }
}

/** A name is a label and never a path: folders, control characters and marks that turn the writing around are dropped. */
export function plainName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .replace(/^\.+/u, '')
  const cut = plain.length <= 200 ? plain : `${plain.slice(0, 180)}${/\.\w{1,10}$/u.exec(plain)?.[0] ?? ''}`
  return cut || '未命名'
}

/** The bytes first, the row after them (S53). The same content twice is one row. */
export async function keepBlob(ctx: Ctx, content: Received, mediaType: string): Promise<void> {
  await ctx.house.files.keep(content)
  await ctx.tx
    .insertInto('blob')
    .values({ sha256: content.sha256, sm3: content.sm3, bytes: String(content.bytes), media_type: mediaType })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Content that we made ourselves: an export, a package. */
export async function keepContent(
  ctx: Ctx,
  stream: Readable,
  mediaType: string,
  most = 2 ** 31,
): Promise<{ sha256: string; bytes: number }> {
  return keepReceived(ctx, await ctx.house.files.receive(stream, most), mediaType)
}

/** The same for what took long to make: it was received before the transaction began, which a minute without a statement would have ended. */
export async function keepReceived(ctx: Ctx, received: Received, mediaType: string): Promise<{ sha256: string; bytes: number }> {
  try {
    await keepBlob(ctx, received, mediaType)
    return { sha256: received.sha256, bytes: received.bytes }
  } finally {
    await received.discard()
  }
}

const rows = (ctx: Ctx) =>
  ctx.tx
    .selectFrom('file as f')
    .innerJoin('blob as b', 'b.sha256', 'f.sha256')
    .select([
      'f.id',
      'f.matter_id as matterId',
      'f.name',
      'f.media_type as mediaType',
      'f.bytes',
      'f.sha256',
      'b.sm3',
      'f.purpose',
      'f.person_name as by',
      'f.at',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>

// The purposes are those of the contract, by which alone files come in; keys are the branded ids.
const shown = (row: Row): StoredFile => ({
  ...row,
  id: row.id as FileId,
  matterId: row.matterId as MatterId | null,
  purpose: row.purpose as FilePurpose,
  bytes: Number(row.bytes),
  at: row.at.toISOString(),
})

/** Whose matter is out of reach, whose file is not there: the row's own policy follows the matter's. */
export async function readFileRow(ctx: Ctx, id: string): Promise<StoredFile> {
  const row = await rows(ctx).where('f.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该文件' })
  return shown(row)
}

export async function filesOfMatter(ctx: Ctx, matterId: string): Promise<StoredFile[]> {
  return (await rows(ctx).where('f.matter_id', '=', matterId).orderBy('f.at').orderBy('f.id').execute()).map(shown)
}

export const filesByIds = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, StoredFile>> =>
  ids.length === 0
    ? new Map()
    : new Map(
        (
          await rows(ctx)
            .where('f.id', 'in', [...ids])
            .execute()
        ).map((row) => [row.id, shown(row)] as const),
      )

/**
 * Brought by this person for this matter, and not yet anybody's: from now on who reads the matter reads them.
 * A file of another matter, or of somebody else, is not found.
 */
export async function bindFiles(ctx: Ctx, matterId: string, ids: readonly string[]): Promise<void> {
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
