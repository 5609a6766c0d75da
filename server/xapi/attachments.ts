import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { keepReceived } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { parseJson } from './json.ts'
import { readParts } from './multipart.ts'
import { Refusal } from './refusal.ts'
import { demandSignature } from './signature.ts'
import { type Attachment, readStatements, type Statement, signatureUsage } from './statement.ts'
import type { Version } from './version.ts'

/** What came with the statements: bytes by the hash that the statements call them. */
export type Enclosed = ReadonlyMap<string, { content: Buffer; contentType: string }>

export interface Delivery {
  statements: Statement[]
  enclosed: Enclosed
}

/** Of statements without their attachments, and of everything together. */
const mostJson = 5 * 1024 * 1024
export const mostDelivery = 20 * 1024 * 1024

/** A body with statements: JSON alone, or JSON first and attachments after it. */
export function readDelivery(body: Buffer, contentType: string, version: Version, id?: string): Delivery {
  const type = contentType.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json' && type !== 'multipart/mixed')
    throw new Refusal(400, `记录只接受 application/json 或 multipart/mixed，现为“${(type ?? '').slice(0, 60)}”。`)
  const [first, ...rest] =
    type === 'application/json' ? [{ headers: { 'content-type': type }, content: body }] : readParts(body, contentType)
  if (!/^application\/json\s*(;|$)/i.test(first?.headers['content-type'] ?? ''))
    throw new Refusal(400, 'multipart/mixed 的第一部分须为 application/json。')
  if ((first?.content.length ?? 0) > mostJson) throw new Refusal(413, `一次提交的记录不能超过 ${mostJson / 1048576} MB，请分批提交。`)
  const statements = readStatements(parseJson(first?.content ?? '', '提交的记录'), version, id)
  const enclosed = new Map(
    rest.map(({ headers, content }) => [hashOf(headers, content), { content, contentType: headers['content-type'] ?? '' }]),
  )
  demandMatch(statements, enclosed, version)
  return { statements, enclosed }
}

const algorithms: Readonly<Record<number, string>> = { 56: 'sha224', 64: 'sha256', 96: 'sha384', 128: 'sha512' }

function hashOf(headers: Readonly<Record<string, string>>, content: Buffer): string {
  const hash = headers['x-experience-api-hash']?.toLowerCase()
  if (hash === undefined) throw new Refusal(400, '附件部分缺少 X-Experience-API-Hash 标头。')
  if (headers['content-transfer-encoding']?.toLowerCase() !== 'binary')
    throw new Refusal(400, '附件部分的 Content-Transfer-Encoding 须为 binary。')
  const algorithm = algorithms[hash.length]
  if (!algorithm || createHash(algorithm).update(content).digest('hex') !== hash)
    throw new Refusal(400, '附件内容与 X-Experience-API-Hash 不符。')
  return hash
}

/** Attachments of a statement, those of its sub-statement with them. */
export function attachmentsOf({ attachments = [], object }: Pick<Statement, 'attachments' | 'object'>): Attachment[] {
  return [...attachments, ...('actor' in object ? attachmentsOf(object) : [])]
}

/** Every attachment came along or lies at an address, and nothing came that is no attachment. */
function demandMatch(statements: readonly Statement[], enclosed: Enclosed, version: Version): void {
  for (const statement of statements)
    for (const attachment of attachmentsOf(statement)) demandContent(statement, attachment, enclosed, version)
  const named = new Set(statements.flatMap(attachmentsOf).map(({ sha2 }) => sha2.toLowerCase()))
  if ([...enclosed.keys()].some((hash) => !named.has(hash))) throw new Refusal(400, '提交了记录中没有提到的附件。')
}

function demandContent(
  statement: Statement,
  { sha2, fileUrl, usageType, contentType }: Attachment,
  enclosed: Enclosed,
  version: Version,
): void {
  const part = enclosed.get(sha2.toLowerCase())
  const isSignature = usageType === signatureUsage
  if (!part && (isSignature || fileUrl === undefined))
    throw new Refusal(400, `附件 ${sha2.slice(0, 16)}… 既没有随记录提交，也没有 fileUrl。`)
  if (!isSignature || !part) return
  if (contentType !== 'application/octet-stream') throw new Refusal(400, '签名附件的 contentType 须为 application/octet-stream。')
  demandSignature(statement, part.content, version)
}

/** Bytes first, rows after them (S53); the same bytes lie there once. */
export async function keepEnclosed(ctx: Ctx, statements: readonly Statement[], enclosed: Enclosed): Promise<void> {
  for (const [sha2, { content, contentType }] of enclosed) {
    const received = await ctx.house.files.receive(Readable.from([content]), content.length)
    const { sha256 } = await keepReceived(ctx, received, 'application/octet-stream')
    const rows = statements
      .filter((statement) => attachmentsOf(statement).some((one) => one.sha2.toLowerCase() === sha2))
      .map(({ id }) => ({ statement_id: id, sha2, sha256, bytes: content.length, content_type: contentType }))
    if (rows.length > 0) await ctx.tx.insertInto('xapi_attachment').values(rows).execute()
  }
}

/** The bytes of what these statements enclose, for `attachments=true`. */
export async function enclosedWith(ctx: Ctx, ids: readonly string[]): Promise<{ sha2: string; contentType: string; content: Buffer }[]> {
  if (ids.length === 0) return []
  const rows = await ctx.tx
    .selectFrom('xapi_attachment')
    .select(['sha2', 'sha256', 'content_type as contentType', 'bytes'])
    .distinctOn('sha2')
    .where('statement_id', 'in', [...ids])
    .execute()
  if (rows.reduce((sum, { bytes }) => sum + bytes, 0) > mostEnclosed)
    throw new Refusal(413, `这一页的附件超过 ${mostEnclosed / 1048576} MB，请用 limit 减小每页的记录数。`)
  return Promise.all(
    rows.map(async ({ sha2, sha256, contentType }) => ({
      sha2,
      contentType,
      content: Buffer.concat(await ctx.house.files.open(sha256).toArray()),
    })),
  )
}

const mostEnclosed = 50 * 1024 * 1024
