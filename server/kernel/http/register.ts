import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ProblemBody } from '#contract/problem'
import type { House } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { refuseForeign } from './guard.ts'
import { limits, type minuteLimit } from './limit.ts'
import type { Asked } from './once.ts'
import { type Incoming, receiveUpload } from './receive.ts'
import type { Call, Download, Edge, Given, Route } from './route.ts'
import { inTransaction } from './transaction.ts'

/** The demonstration's cookie works on plain loopback; production's is bound to its host and to TLS (S6, design §6.13). */
export const cookieName = (mode: House['config']['mode']) => (mode === 'production' ? '__Host-sid' : 'sid')

export interface Doorkeeping {
  now?: (() => Date) | undefined
  /** Counts what an account asks; absent where nothing is limited. */
  count?: ReturnType<typeof minuteLimit> | undefined
}

export function registerRoute(app: FastifyInstance, house: House, route: Route, { now, count }: Doorkeeping): void {
  const { endpoint } = route
  const { method, needs } = endpoint
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    config: {
      receivesFile: endpoint.kind === 'upload',
      rateLimit: { max: limits.network[needs === 'anyone' ? needs : method], timeWindow: '1 minute' },
    },
    schema: schemaOf(route),
    handler: async (request, reply) => {
      refuseForeign(request, house.config)
      const entry = {
        token: request.cookies[cookieName(house.config.mode)] ?? null,
        requestId: request.id,
        address: request.ip,
        now: now?.(),
      }
      const version = versionOf(request, route)
      const asked: Asked = {
        route,
        entry,
        // All that tells one act from another: the same key for another object, or seen at another version, is another act.
        body: [request.params, request.query, request.headers['if-match'] ?? null, request.body],
        key: keyOf(request, route),
        admit: (person) => count?.(`${method} ${person}`, limits.account[method]),
      }
      const incoming = endpoint.kind === 'upload' ? await receiveAllowed(request, house, asked) : null
      try {
        const body = incoming ? fieldsOf(route, incoming) : request.body
        const whole = incoming ? { ...asked, body: [asked.body, incoming.fields, incoming.content.sha256], admit: undefined } : asked
        const given = await inTransaction(house, whole, async (ctx) => {
          const answer = await route.handle(ctx, callOf(request, reply, house, version, incoming, body))
          return answer instanceof Problem ? answer : givenOf(reply, route, answer)
        })
        if ('download' in given) return sendBytes(reply, given.download)
        if (given.version !== null) reply.header('etag', `"${given.version}"`)
        return reply.type('application/json; charset=utf-8').send(given.text)
      } finally {
        await incoming?.content.discard()
      }
    },
  })
}

/** Checked and written by the endpoint's own schema before the commit: an answer that cannot be given undoes the act instead of denying it. */
function givenOf(reply: FastifyReply, { endpoint }: Route, answer: unknown): Given {
  if (endpoint.kind === 'download') return { download: answer as Download } // `Handlers` made sure
  const { version } = (answer ?? {}) as { version?: unknown } // any JSON value
  return {
    // Any JSON value, which the schema judges; typed by the library as an object that becomes anything.
    text: String(reply.serializeInput((answer ?? null) as Record<string, unknown>, '200')),
    version: typeof version === 'number' ? version : null,
  }
}

/** Who may not upload sends nothing to our disk: the question is asked first, in a transaction of its own. A stranger's link is asked for by its room. */
async function receiveAllowed(request: FastifyRequest, house: House, asked: Asked): Promise<Incoming> {
  const { admit, endpoint } = asked.route
  await inTransaction(house, { ...asked, key: null }, async (ctx) =>
    admit ? admit(ctx, { params: request.params as Record<string, string>, address: request.ip }) : null,
  ) // the route's own schema has read the parameters
  return receiveUpload(request, house, endpoint.mostBytes)
}

/** Multipart fields are text; the endpoint's own schema makes of them what its verb reads. */
function fieldsOf({ endpoint }: Route, { fields }: Incoming): unknown {
  const parsed = (endpoint.body ?? z.strictObject({})).safeParse(fields)
  if (parsed.success) return parsed.data
  throw new Problem('invalid', { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) })
}

function schemaOf({ name, endpoint }: Route): Record<string, unknown> {
  return {
    operationId: name,
    summary: endpoint.title,
    tags: [name.split('.')[0]],
    'x-permission': endpoint.needs,
    ...(endpoint.params ? { params: endpoint.params } : {}),
    ...(endpoint.query ? { querystring: endpoint.query } : {}),
    ...(endpoint.body && endpoint.kind !== 'upload' ? { body: endpoint.body } : {}),
    response: endpoint.kind === 'download' ? {} : { 200: endpoint.answer ?? z.null(), '4xx': ProblemBody },
  }
}

function keyOf(request: FastifyRequest, { endpoint }: Route): string | null {
  if (endpoint.method !== 'POST' || endpoint.needs === 'anyone' || endpoint.repeatable) return null
  const key = z.uuid().safeParse(request.headers['idempotency-key'])
  if (!key.success) throw new Problem('invalid', { what: '请求缺少编号（Idempotency-Key），请刷新页面后重试。' })
  return key.data
}

function versionOf(request: FastifyRequest, { endpoint }: Route): number {
  const seen = /^"(\d+)"$/.exec(request.headers['if-match'] ?? '')?.[1]
  if (endpoint.versioned && seen === undefined) throw new Problem('versionNeeded', {})
  return Number(seen ?? Number.NaN)
}

function callOf(
  request: FastifyRequest,
  reply: FastifyReply,
  house: House,
  version: number,
  incoming: Incoming | null,
  body: unknown,
): Call<never> {
  // Validated by the schemas of this very route; `Handlers` ties them to the verb.
  return {
    params: request.params,
    query: request.query,
    body,
    version,
    request: edgeOf(request, reply, house, incoming),
  } as unknown as Call<never>
}

function edgeOf(request: FastifyRequest, reply: FastifyReply, house: House, incoming: Incoming | null): Edge {
  const production = house.config.mode === 'production'
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: production } as const
  return {
    address: request.ip,
    agent: request.headers['user-agent'] ?? '',
    setSession: (token) =>
      void (token
        ? reply.setCookie(cookieName(house.config.mode), token, options)
        : reply.clearCookie(cookieName(house.config.mode), options)),
    upload() {
      if (!incoming) throw new Error('only an endpoint of kind upload receives a file')
      return incoming
    },
  }
}

/** Ours as attachment with its true name (RFC 6266), never sniffed, never run (S55). */
function sendBytes(reply: FastifyReply, { name, mediaType, content, inline, policy }: Download): FastifyReply {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  // encodeURIComponent leaves these four, which RFC 5987 does not allow, and throws on half a character.
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  return reply
    .type(mediaType)
    .header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`)
    .header('content-security-policy', policy ? `${printable}; ${policy}; frame-ancestors 'self'` : sealed)
    .send(content)
}

const sealed = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
/** The page that holds the frame may print it: same origin, dialogs, no script. */
const printable = 'sandbox allow-same-origin allow-modals'
