import type { ApiScope } from '#contract/xapi'
import type { ProtocolAnswer, ProtocolCall } from '#kernel/http'
import { identityOf } from './actor.ts'
import { json, nothing } from './answer.ts'
import { type Client, demandScope } from './client.ts'
import {
  countDocuments,
  type Document,
  dropDocument,
  dropDocuments,
  findDocument,
  keepDocument,
  listDocuments,
  lockDocument,
  type Shelf,
} from './document.store.ts'
import { isObject, type JsonObject, parseJson } from './json.ts'
import { agentKey } from './mentions.ts'
import { actorOf, iriOf, needed, readParameters, timeOf, uuidOf } from './parameters.ts'
import { Refusal } from './refusal.ts'
import type { Asking } from './statements.ts'
import type { Version } from './version.ts'

/** A kind of document (文档): what its parameters are called, and whether many of them may be dropped at once. */
export interface DocumentKind {
  kind: Shelf['kind']
  parameters: readonly string[]
  idName: 'stateId' | 'profileId'
}

export const documentKinds: Readonly<Record<string, DocumentKind>> = {
  '/activities/state': { kind: 'state', parameters: ['activityId', 'agent', 'registration'], idName: 'stateId' },
  '/activities/profile': { kind: 'activity', parameters: ['activityId'], idName: 'profileId' },
  '/agents/profile': { kind: 'agent', parameters: ['agent'], idName: 'profileId' },
}

export const mostDocument = 1024 * 1024
/** A course keeps a bookmark and a few others; a learner's browser is no store of files. */
const mostOfLaunch = 100

interface Asked {
  shelf: Shelf
  id: string | null
  since: Date | null
}

export async function answerDocument(asking: Asking, of: DocumentKind): Promise<ProtocolAnswer> {
  const { method } = asking.call
  const asked = askedOf(asking, of)
  demandRight(asking.client, asking.call, asked)
  if (method === 'GET' || method === 'HEAD') return getDocument(asking, asked, of)
  if (method === 'DELETE') return deleteDocument(asking, asked, of)
  return writeDocument(asking, asked, of)
}

function askedOf({ call, version }: Asking, { kind, parameters, idName }: DocumentKind): Asked {
  const lists = call.method === 'GET' || call.method === 'HEAD'
  const sent = readParameters(call.query, [...parameters, idName, ...(lists ? ['since'] : [])])
  const agent = parameters.includes('agent') ? actorOf(needed(sent.agent, 'agent'), 'agent', version) : null
  if (agent && identityOf(agent) === null) throw new Refusal(400, '参数 agent 须带有标识。')
  const id = sent[idName]
  if (id !== undefined && (id.length === 0 || id.length > 500)) throw new Refusal(400, `参数 ${idName} 应为 1 至 500 个字符。`)
  return {
    shelf: {
      kind,
      activityId: parameters.includes('activityId') ? iriOf(needed(sent.activityId, 'activityId'), 'activityId') : null,
      agent,
      registration: sent.registration === undefined ? null : uuidOf(sent.registration, 'registration'),
    },
    id: id ?? null,
    since: sent.since === undefined ? null : timeOf(sent.since, 'since', version),
  }
}

/** A launch reads and writes the state of its own learner in its own registration, and reads that learner's profile. The policies hold the same. */
function demandRight(client: Client, { method }: ProtocolCall, { shelf, id }: Asked): void {
  const reads = method === 'GET' || method === 'HEAD'
  const own: ApiScope = shelf.kind === 'state' ? 'state' : 'profile'
  if (!client.launch) {
    demandScope(client, reads ? [own, 'all/read', 'all'] : [own, 'all'])
    return
  }
  const isOwn = shelf.agent !== null && agentKey(shelf.agent).equals(client.launch.agentKey)
  const isState = shelf.kind === 'state' && shelf.registration === client.launch.registration
  const isKept = !reads && (shelf.kind !== 'state' || id === 'LMS.LaunchData')
  if (!isOwn || isKept || !(isState || (shelf.kind === 'agent' && reads)))
    throw new Refusal(403, '这次学习的凭据只能读写学习者本人在本次登记下的状态。')
}

async function getDocument({ ctx }: Asking, { shelf, id, since }: Asked, { idName }: DocumentKind): Promise<ProtocolAnswer> {
  if (id === null) {
    const found = await listDocuments(ctx, shelf, since)
    const last = Math.max(...found.map(({ changedAt }) => changedAt.valueOf()))
    return json(
      found.map(({ name }) => name),
      found.length > 0 ? { 'last-modified': new Date(last).toUTCString() } : {},
    )
  }
  const document = await findDocument(ctx, shelf, id)
  if (!document) throw new Refusal(404, `没有这个 ${idName} 的文档。`)
  const headers = { 'content-type': document.mediaType, etag: `"${document.etag}"`, 'last-modified': document.changedAt.toUTCString() }
  return { status: 200, headers, body: document.content }
}

async function deleteDocument({ ctx, call }: Asking, { shelf, id }: Asked, { kind, idName }: DocumentKind): Promise<ProtocolAnswer> {
  if (id === null) {
    if (kind !== 'state') throw new Refusal(400, `缺少参数 ${idName}。`)
    await dropDocuments(ctx, shelf)
    return nothing()
  }
  await lockDocument(ctx, shelf, id)
  demandMatch(call, await findDocument(ctx, shelf, id))
  await dropDocument(ctx, shelf, id)
  return nothing()
}

async function writeDocument(
  { ctx, client, call, version }: Asking,
  { shelf, id }: Asked,
  { kind, idName }: DocumentKind,
): Promise<ProtocolAnswer> {
  const name = needed(id ?? undefined, idName)
  const content = call.body ?? Buffer.alloc(0)
  if (content.length > mostDocument) throw new Refusal(413, `一份文档不能超过 ${mostDocument / 1048576} MB。`)
  const mediaType = call.headers['content-type'] ?? 'application/octet-stream'
  await lockDocument(ctx, shelf, name)
  const before = await findDocument(ctx, shelf, name)
  demandMatch(call, before)
  if (client.launch && !before && (await countDocuments(ctx, client.launch.registration)) >= mostOfLaunch)
    throw new Refusal(413, `一次学习登记最多保存 ${mostOfLaunch} 份状态文档。`)
  if (call.method === 'PUT') {
    demandSeen(call, before, kind, version)
    await keepDocument(ctx, client, shelf, name, mediaType, content)
  } else await keepDocument(ctx, client, shelf, name, mediaType, mergedContent(before, mediaType, content))
  return nothing()
}

/** If-Match and If-None-Match as HTTP has them (RFC 9110, 13.1). */
function demandMatch({ headers }: ProtocolCall, document: Document | null): void {
  const holds = (tags: string) =>
    document !== null && (tags.trim() === '*' || [...tags.matchAll(/"([^"]*)"/g)].some(([, tag]) => tag === document.etag))
  const [wanted, unwanted] = [headers['if-match'], headers['if-none-match']]
  if (wanted !== undefined && !holds(wanted)) throw new Refusal(412, '文档已被修改或不存在（If-Match 不符），请读取最新内容后再提交。')
  if (unwanted !== undefined && holds(unwanted)) throw new Refusal(412, '文档已存在（If-None-Match 不符），没有修改。')
}

/** Who overwrites says that he has seen what he overwrites. 1.0.3 asks it of profiles alone, and there even of what does not exist yet. */
function demandSeen({ headers }: ProtocolCall, before: Document | null, kind: Shelf['kind'], version: Version): void {
  if (headers['if-match'] !== undefined || headers['if-none-match'] !== undefined) return
  if (version === '1.0.3' && kind === 'state') return
  if (before) throw new Refusal(409, '文档已存在：请先读取它，再带上 If-Match（它的 ETag）或 If-None-Match 提交。')
  if (version === '1.0.3') throw new Refusal(400, '提交这种文档须带有 If-Match 或 If-None-Match。')
}

const isJson = (mediaType: string) => /^application\/json\s*(;|$)/i.test(mediaType)

/** POST adds to a JSON document property by property; what is no JSON is not added to. */
function mergedContent(before: Document | null, mediaType: string, content: Buffer): Buffer {
  if (isJson(mediaType)) objectOf(content, '提交的文档')
  if (!before) return content
  if (!isJson(mediaType) || !isJson(before.mediaType)) throw new Refusal(400, '只有 application/json 的文档可以用 POST 合并。')
  const merged = Buffer.from(JSON.stringify({ ...objectOf(before.content, '已有的文档'), ...objectOf(content, '提交的文档') }))
  if (merged.length > mostDocument) throw new Refusal(413, `合并后的文档超过 ${mostDocument / 1048576} MB。`)
  return merged
}

function objectOf(content: Buffer, what: string): JsonObject {
  const value = parseJson(content, what)
  if (!isObject(value)) throw new Refusal(400, `${what}应为 JSON 对象，才能合并。`)
  return value
}
