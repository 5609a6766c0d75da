import type { Ctx } from '#kernel/house'
import type { ProtocolAnswer, ProtocolCall } from '#kernel/http'
import { definitionsOf } from './activity.store.ts'
import { json, nothing } from './answer.ts'
import { enclosedWith, readDelivery } from './attachments.ts'
import { type Client, demandScope } from './client.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { toldById, toldCanonically } from './format.ts'
import { activitiesOf } from './mentions.ts'
import { writeParts } from './multipart.ts'
import { needed, readParameters, uuidOf } from './parameters.ts'
import { queryOf, type StatementQuery, sentParameters } from './query.ts'
import { Refusal } from './refusal.ts'
import { findOne, findStatements, readers } from './statement.query.ts'
import { keepStatements } from './statement.store.ts'
import type { Statement } from './statement.ts'
import type { Version } from './version.ts'

/** One request to a resource: who asks, what, and in which version. */
export interface Asking {
  ctx: Ctx
  client: Client
  call: ProtocolCall
  version: Version
  base: string
}

export async function putStatement({ ctx, client, call, version }: Asking): Promise<ProtocolAnswer> {
  demandScope(client, ['statements/write', 'all'])
  const sent = readParameters(call.query, ['statementId'])
  const id = uuidOf(needed(sent.statementId, 'statementId'), 'statementId')
  const delivery = readDelivery(bodyOf(call), call.headers['content-type'] ?? '', version, id)
  if (delivery.statements.length !== 1) throw new Refusal(400, 'PUT 一次只接受一条记录。')
  if (delivery.statements[0]?.id !== id) throw new Refusal(400, '记录的 id 与参数 statementId 不一致。')
  await keepStatements(ctx, client, delivery, version)
  return nothing()
}

export async function postStatements({ ctx, client, call, version }: Asking): Promise<ProtocolAnswer> {
  demandScope(client, ['statements/write', 'all'])
  readParameters(call.query, [])
  const delivery = readDelivery(bodyOf(call), call.headers['content-type'] ?? '', version)
  return json(await keepStatements(ctx, client, delivery, version))
}

function bodyOf({ body }: ProtocolCall): Buffer {
  if (!body || body.length === 0) throw new Refusal(400, '请求没有内容。')
  return body
}

export async function getStatements(asking: Asking): Promise<ProtocolAnswer> {
  const { client, call, version } = asking
  demandScope(client, readers)
  const sent = sentParameters(call.query)
  const { more, ...first } = sent
  if (more !== undefined && Object.keys(first).length > 0) throw new Refusal(400, 'more 链接须原样使用。')
  const { sent: asked, place } = more === undefined ? { sent: first, place: null } : readCursor(more, client.token)
  const query = queryOf(asked, version)
  const id = query.statementId ?? query.voidedStatementId
  if (id !== undefined) return getOne(asking, query, id)
  const found = await findStatements(asking.ctx, client, query, place, query.limit + 1)
  const page = found.slice(0, query.limit)
  const last = page.at(-1)
  const link =
    found.length > page.length && last
      ? `${asking.base}/statements?more=${writeCursor(asked, { stored: last.stored, seq: last.seq }, client.token)}`
      : ''
  const statements = await told(
    asking,
    query,
    page.map(({ statement }) => statement),
  )
  return withAttachments(
    asking,
    query,
    page.map(({ statement }) => statement.id),
    { statements, more: link },
    newest(page.map(({ stored }) => stored)),
  )
}

async function getOne(asking: Asking, query: StatementQuery, id: string): Promise<ProtocolAnswer> {
  const statement = await findOne(asking.ctx, id, query.voidedStatementId !== undefined)
  if (!statement) throw new Refusal(404, '没有这条记录，或者它已作废，或者这个凭据不能读取它。')
  const [shown] = await told(asking, query, [statement])
  return withAttachments(asking, query, [id], shown, statement.stored ? { 'last-modified': new Date(statement.stored).toUTCString() } : {})
}

const newest = (stored: readonly string[]): Record<string, string> => {
  const last = stored.toSorted().at(-1)
  return last ? { 'last-modified': new Date(last).toUTCString() } : {}
}

async function told({ ctx, call }: Asking, { format }: StatementQuery, statements: readonly Statement[]): Promise<Statement[]> {
  if (format === 'exact') return [...statements]
  if (format === 'ids') return statements.map(toldById)
  const known = await definitionsOf(
    ctx,
    statements.flatMap(activitiesOf).map(({ id }) => id),
  )
  return statements.map((statement) => toldCanonically(statement, known, call.headers['accept-language'] ?? ''))
}

async function withAttachments(
  { ctx }: Asking,
  { attachments }: StatementQuery,
  ids: readonly string[],
  value: unknown,
  headers: Record<string, string>,
): Promise<ProtocolAnswer> {
  if (!attachments) return json(value, headers)
  const enclosed = await enclosedWith(ctx, ids)
  const { contentType, body } = writeParts([
    { contentType: 'application/json; charset=utf-8', content: Buffer.from(JSON.stringify(value)) },
    ...enclosed.map((one) => ({ contentType: one.contentType || 'application/octet-stream', hash: one.sha2, content: one.content })),
  ])
  return { status: 200, headers: { 'content-type': contentType, ...headers }, body }
}
