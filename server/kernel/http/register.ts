import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ProblemBody } from '#contract/problem'
import type { House } from '#kernel/house'
import { Problem } from '#kernel/problem'
import { type Incoming, receiveUpload } from './receive.ts'
import type { Call, Download, Edge, Route } from './route.ts'
import { type Asked, inTransaction } from './transaction.ts'

/** Requests a minute, by class of route; sign-in has its own lock besides (S5, S88). */
const limits = { anyone: 60, GET: 600, POST: 240 }

/** The demonstration's cookie works on plain loopback; production's is bound to its host and to TLS (S6, design §6.13). */
export const cookieName = (mode: House['config']['mode']) => (mode === 'production' ? '__Host-sid' : 'sid')

export function registerRoute(app: FastifyInstance, house: House, route: Route, now?: () => Date): void {
  const { endpoint } = route
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    config: { rateLimit: { max: endpoint.needs === 'anyone' ? limits.anyone : limits[endpoint.method], timeWindow: '1 minute' } },
    schema: schemaOf(route),
    handler: async (request, reply) => {
      refuseForeign(request)
      const entry = {
        token: request.cookies[cookieName(house.config.mode)] ?? null,
        requestId: request.id,
        address: request.ip,
        now: now?.(),
      }
      const asked = { route, entry, body: request.body, key: keyOf(request, route) }
      const version = versionOf(request, route)
      const incoming = endpoint.kind === 'upload' ? await receiveAllowed(request, house, asked) : null
      try {
        const body = incoming ? fieldsOf(route, incoming) : request.body
        const whole = incoming ? { ...asked, body: { ...incoming.fields, sha256: incoming.content.sha256 } } : asked
        const { status, answer } = await inTransaction(house, whole, (ctx) =>
          route.handle(ctx, callOf(request, reply, house, version, incoming, body)),
        )
        if (endpoint.kind === 'download') return sendBytes(reply, answer as Download) // `Handlers` made sure
        const seen = (answer as { version?: unknown } | null)?.version
        if (typeof seen === 'number') reply.header('etag', `"${seen}"`)
        return reply.status(status).send(answer ?? null)
      } finally {
        await incoming?.content.discard()
      }
    },
  })
}

/** Who may not upload sends nothing to our disk: the question is asked first, in a transaction of its own. */
async function receiveAllowed(request: FastifyRequest, house: House, asked: Asked): Promise<Incoming> {
  await inTransaction(house, { ...asked, key: null }, async () => null)
  return receiveUpload(request, house)
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

/** Same-site proof for everything that changes state: a browser says where the call comes from (S86). JSON alone is accepted as body. */
function refuseForeign(request: FastifyRequest): void {
  if (request.method === 'GET') return
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const isForeignOrigin = origin !== undefined && new URL(origin).host !== request.host
  if ((site !== undefined && site !== 'same-origin') || isForeignOrigin) throw new Problem('notAllowed', { what: '从其他网站提交' })
}

function keyOf(request: FastifyRequest, { endpoint }: Route): string | null {
  if (endpoint.method !== 'POST' || endpoint.needs === 'anyone') return null
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
  return reply
    .type(mediaType)
    .header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('content-security-policy', policy ? `${printable}; ${policy}; frame-ancestors 'self'` : sealed)
    .send(content)
}

const sealed = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
/** The page that holds the frame may print it: same origin, dialogs, no script. */
const printable = 'sandbox allow-same-origin allow-modals'
