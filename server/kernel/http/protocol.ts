import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Entry } from '#kernel/db'
import type { House } from '#kernel/house'
import { httpStatus, type Problem } from '#kernel/problem'
import { asProblem, logRefusal } from './answer.ts'
import { limits } from './limit.ts'
import type { Doorkeeping } from './register.ts'

export type ProtocolMethod = 'GET' | 'PUT' | 'POST' | 'DELETE'

/** One address of a protocol, below its base. */
export interface ProtocolAddress {
  methods: readonly ProtocolMethod[]
  path: string
  /** What it is, in a Chinese phrase, as with an endpoint of ours. */
  title: string
  /** Bytes that a body may have. */
  maxBody: number
}

/** What came in, as it came: the protocol's own standard says how it is read. */
export interface ProtocolCall {
  method: ProtocolMethod | 'HEAD' | 'OPTIONS'
  path: string
  query: string
  headers: Readonly<Record<string, string | undefined>>
  /** Null where there was none. */
  body: Buffer | null
  /** Our own address as the caller wrote it: what comes from there is not foreign. */
  host: string
  entry: Omit<Entry, 'token'>
  /** Refuses a client, or a network of strangers, that has asked too often in this minute (S88). */
  count(who: string, kind: 'client' | 'launch' | 'stranger'): void
}

export interface ProtocolAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: string | Buffer | null
}

/**
 * A standard of others beside /api (xAPI): with addresses, bodies, credentials and refusals of its own. Whatever guards every request guards these too:
 * names, headers, sizes, slow bodies and readers, counts by network; cookies and sessions of people open nothing here.
 */
export interface Protocol {
  name: string
  /** `/xapi/1.0.3`; nothing else of ours lives below it. */
  base: string
  /** Which credential it asks for, for the one document in which every route stands (S12). */
  needs: string
  addresses: readonly ProtocolAddress[]
  /** Before a large body is taken in: who is nobody sends nothing into our memory. Null lets in; anything else is the refusal. */
  knock(house: House, call: ProtocolCall): Promise<ProtocolAnswer | null>
  answer(house: House, call: ProtocolCall): Promise<ProtocolAnswer>
  /** What was thrown in `answer` or on the way to it, in the protocol's own form. */
  refuse(house: House, problem: { status: number; sentence: string }, call: ProtocolCall): ProtocolAnswer
}

/** Bodies up to this size are read before anybody asks whose they are. */
const smallBody = 64 * 1024

export async function registerProtocol(app: FastifyInstance, house: House, protocol: Protocol, { now, count }: Doorkeeping): Promise<void> {
  const callOf = (request: FastifyRequest) => readCall(request, protocol, (key, most) => count?.(key, most), now)
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.addHook('onRequest', async (request, reply) => {
      const refusal = isLarge(request) ? await protocol.knock(house, callOf(request)) : null
      if (refusal) return send(reply, refusal)
    })
    scope.setErrorHandler((error, request, reply) => {
      const problem = asProblem(error)
      logRefusal(problem, error, request)
      if ('seconds' in problem.facts) reply.header('retry-after', String(problem.facts.seconds))
      return send(reply, protocol.refuse(house, { status: statusOf(problem, error), sentence: problem.message }, callOf(request)))
    })
    for (const address of protocol.addresses) registerAddress(scope, house, protocol, address, callOf)
  })
}

function registerAddress(
  scope: FastifyInstance,
  house: House,
  protocol: Protocol,
  { methods, path, title, maxBody }: ProtocolAddress,
  callOf: (request: FastifyRequest) => ProtocolCall,
): void {
  // Every method, that the protocol itself says what it does not know.
  for (const method of ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS'] as const) {
    scope.route({
      method,
      url: `${protocol.base}${path}`,
      bodyLimit: maxBody,
      config: { rateLimit: { max: limits.network[method === 'GET' ? 'GET' : 'POST'], timeWindow: '1 minute' } },
      schema:
        method === 'OPTIONS' || !methods.includes(method)
          ? { hide: true }
          : {
              operationId: `${protocol.name}${protocol.base.replaceAll('/', '.')}.${method.toLowerCase()}${path.replaceAll('/', '.')}`,
              summary: title,
              tags: [protocol.name],
              ...{ 'x-permission': protocol.needs },
            },
      handler: async (request, reply) => send(reply, await protocol.answer(house, callOf(request))),
    })
  }
}

function readCall(
  request: FastifyRequest,
  { base }: Protocol,
  count: (key: string, most: number) => void,
  now: (() => Date) | undefined,
): ProtocolCall {
  const [path = '', ...query] = request.url.split('?')
  const reads = request.method === 'GET' || request.method === 'HEAD'
  return {
    method: request.method as ProtocolCall['method'], // the routes above have no others
    // As the router reads it: two slashes are one.
    path: path.replaceAll(/\/{2,}/gu, '/').slice(base.length),
    query: query.join('?'),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')])),
    body: Buffer.isBuffer(request.body) ? request.body : null,
    host: request.host,
    entry: { requestId: request.id, address: request.ip, now: now?.() },
    count: (who, kind) => count(`${reads ? 'GET' : 'POST'} ${kind} ${who}`, limits[kind][reads ? 'GET' : 'POST']),
  }
}

const isLarge = ({ headers }: FastifyRequest) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > smallBody

/** The transport's own refusals keep their number: a protocol's standard knows 413, where our endpoints say 422. */
function statusOf(problem: Problem, error: unknown): number {
  const { statusCode } = (error ?? {}) as { statusCode?: unknown } // Fastify puts one on its errors
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : httpStatus[problem.code]
}

function send(reply: FastifyReply, { status, headers, body }: ProtocolAnswer): FastifyReply {
  reply.status(status).headers(headers)
  return body === null ? reply.send() : reply.send(body)
}
