import type { House } from '#kernel/house'
import type { Protocol, ProtocolAnswer, ProtocolCall } from '#kernel/http'
import { meantBy } from './alternate.ts'
import { nothing, refused } from './answer.ts'
import { mostDelivery } from './attachments.ts'
import { inClient } from './client.ts'
import { answerDocument, documentKinds, mostDocument } from './documents.ts'
import { about, getActivity, getPerson } from './knowledge.ts'
import { originHeaders, preflightHeaders, refuseForeignPage } from './origin.ts'
import { Refusal } from './refusal.ts'
import { consistentThrough } from './statement.store.ts'
import { type Asking, getStatements, postStatements, putStatement } from './statements.ts'
import { demandVersion, type Version } from './version.ts'

/** The numbers by which the standard refuses (1.0.3 Communication 3.2); the edge knows others for what is simply wrong. */
const known = [400, 401, 403, 404, 405, 409, 412, 413, 429, 500, 503]

const documents = ['GET', 'PUT', 'POST', 'DELETE'] as const

/** xAPI in one version, at its own base path. */
export function xapiProtocol(version: Version, base: string): Protocol {
  return {
    name: 'xapi',
    base,
    needs: 'recordClient',
    addresses: [
      { path: '/statements', methods: ['GET', 'PUT', 'POST'], title: '学习记录', maxBody: mostDelivery },
      { path: '/activities/state', methods: documents, title: '学习状态文档', maxBody: mostDocument * 2 },
      { path: '/activities/profile', methods: documents, title: '学习活动文档', maxBody: mostDocument * 2 },
      { path: '/agents/profile', methods: documents, title: '学习者文档', maxBody: mostDocument * 2 },
      { path: '/activities', methods: ['GET'], title: '学习活动', maxBody: mostDocument },
      { path: '/agents', methods: ['GET'], title: '学习者', maxBody: mostDocument },
      { path: '/about', methods: ['GET'], title: '学习记录库说明', maxBody: 1024 },
    ],
    // The alternate syntax carries its credential inside the body; such a form is never large.
    knock: async (house, call) => {
      const answer = await refusable(call, () => inClient(house, call, async () => nothing()))
      return answer.status === 204 ? null : dressed(house, call, version, answer)
    },
    answer: async (house, call) => dressed(house, call, version, await answerOrRefuse(house, call, version, base)),
    refuse: (house, { status, sentence }, call) =>
      dressed(house, call, version, refused(known.includes(status) ? status : 400, sentence, call.entry.requestId)),
  }
}

const withVersion = (answer: ProtocolAnswer, version: Version): ProtocolAnswer => ({
  ...answer,
  headers: { 'x-experience-api-version': version, ...answer.headers },
})

const dressed = (house: House, call: ProtocolCall, version: Version, answer: ProtocolAnswer): ProtocolAnswer =>
  withVersion({ ...answer, headers: { ...answer.headers, ...originHeaders(house, call) } }, version)

const answerOrRefuse = (house: House, sent: ProtocolCall, version: Version, base: string): Promise<ProtocolAnswer> =>
  refusable(sent, async () => {
    if (sent.method === 'OPTIONS') return nothing(preflightHeaders)
    refuseForeignPage(house, sent)
    if (sent.path === '/about' && (sent.method === 'GET' || sent.method === 'HEAD')) return about(version)
    return answerClient(house, version === '1.0.3' ? meantBy(sent) : sent, version, base)
  })

async function refusable({ entry }: ProtocolCall, work: () => Promise<ProtocolAnswer>): Promise<ProtocolAnswer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) return refused(error.status, error.message, entry.requestId)
    throw error
  }
}

async function answerClient(house: House, call: ProtocolCall, version: Version, base: string): Promise<ProtocolAnswer> {
  let through: string | null = null
  const answer = await inClient(house, call, async (ctx, client) => {
    // Before anything is read: what is stored after this instant may be missing from the answer.
    if (call.path === '/statements') through = (await consistentThrough(ctx.tx)).toISOString()
    demandVersion(call.headers['x-experience-api-version'], version)
    return resourceOf(call)({ ctx, client, call, version, base })
  })
  return through === null ? answer : { ...answer, headers: { 'x-experience-api-consistent-through': through, ...answer.headers } }
}

function resourceOf({ method, path }: ProtocolCall): (asking: Asking) => Promise<ProtocolAnswer> {
  const kind = Object.hasOwn(documentKinds, path) ? documentKinds[path] : undefined
  if (kind) return (asking) => answerDocument(asking, kind)
  const resource = resources[`${method === 'HEAD' ? 'GET' : method} ${path}`]
  if (!resource) throw new Refusal(405, '这个资源不接受这种请求。')
  return resource
}

const resources: Readonly<Record<string, (asking: Asking) => Promise<ProtocolAnswer>>> = {
  'GET /statements': getStatements,
  'PUT /statements': putStatement,
  'POST /statements': postStatements,
  'GET /activities': getActivity,
  'GET /agents': getPerson,
}
