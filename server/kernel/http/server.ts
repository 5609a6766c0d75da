import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import serveStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { addressesOf } from '#kernel/config'
import type { House } from '#kernel/house'
import { requestIdFrom } from '#kernel/log'
import { answerProblem, notFound } from './answer.ts'
import { refuseMisshapen, refuseStrangeName } from './guard.ts'
import { minuteLimit } from './limit.ts'
import { closeSlowBodies, closeSlowReaders, patience } from './patience.ts'
import { type Protocol, registerProtocol } from './protocol.ts'
import { maxUpload } from './receive.ts'
import { registerRoute } from './register.ts'
import { addResumable } from './resumable.ts'
import type { Route } from './route.ts'

export interface ServerOptions {
  house: House
  routes: readonly Route[]
  protocols?: readonly Protocol[] | undefined
  /** Tests and the demonstration seed set the day; a production database does not listen (design §6.5). */
  now?: (() => Date) | undefined
  /** The built page; tests of the API leave it out. */
  page?: URL | undefined
  /** For tests and bench, which are one address and thousands of requests; production refuses it. */
  unlimited?: boolean | undefined
  /** Aborted when this process is about to go: it says that it is not ready, and still answers (S49). */
  stopping?: AbortSignal | undefined
}

const maxBody = 1024 * 1024

/** The edge: transport, limits, headers, and one handler for what goes wrong. No rule of the business stands here. */
export async function buildServer({
  house,
  routes,
  protocols = [],
  now,
  page,
  unlimited,
  stopping,
}: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    // Widened: with pino's own type every helper below would have to name it.
    loggerInstance: house.log as FastifyBaseLogger,
    // One line a request is enough, when it is answered.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (raw) => requestIdFrom(raw.headers['x-request-id']) ?? randomUUID(),
    bodyLimit: maxBody,
    // Production stands behind one proxy: what that proxy saw counts, not what the sender says of himself, nor who reaches us beside it.
    // `true` would take the first address of X-Forwarded-For, which the sender writes: a new one with each guess, and no lock would hold.
    trustProxy: trustedProxies(house.config),
    // Slow clients are closed, not collected (S89).
    requestTimeout: patience.upload,
    connectionTimeout: 15_000,
    http: { headersTimeout: 8_000, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: 'idle',
    // Courses in wide use set a second slash behind the store's address.
    routerOptions: { maxParamLength: 200, ignoreDuplicateSlashes: true },
    // An address that no router can read is refused in our words too, without the library's.
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(notFound)
  await app.register(cookie)
  await app.register(multipart, { limits: { files: 1, fileSize: maxUpload, fields: 20, fieldSize: 64 * 1024 } })
  if (!unlimited || house.config.mode === 'production') {
    await app.register(rateLimit, {
      global: false,
      // The address, not the cookie: who sends another one with each request would never be counted.
      keyGenerator: (request) => request.ip,
    })
  }
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: '闽知 Minzhi', version: '1', description: '由接口表自动生成。' } },
    transform: jsonSchemaTransform,
    // Schemas with an id stand once, under components.
    transformObject: jsonSchemaTransformObject,
  })
  addHeaders(app, house)
  closeSlowBodies(app)
  closeSlowReaders(app)
  app.addHook('onRequest', async (request) => refuseStrangeName(request, house.config))
  app.addHook('preValidation', async ({ body, query, params }) => refuseMisshapen(Buffer.isBuffer(body) ? null : body, query, params))
  const metrics = addMetrics(app, house)
  const doorkeeping = { now, count: unlimited && house.config.mode !== 'production' ? undefined : minuteLimit() }
  for (const route of routes) registerRoute(app, house, route, doorkeeping)
  for (const protocol of protocols) await registerProtocol(app, house, protocol, doorkeeping)
  refuseUnlisted(app, routes, protocols)
  addProbes(app, house, metrics, stopping)
  await addResumable(app, house, now)
  if (page) await addPage(app, page, protocols)
  return app
}

export const trustedProxies = ({ mode, proxies }: Pick<House['config'], 'mode' | 'proxies'>) =>
  mode === 'production' ? onlyProxies(proxies) : false

const onlyProxies = (proxies: readonly string[]) => {
  const isProxy = addressesOf(proxies)
  return (address: string, hop: number) => hop === 0 && isProxy?.(address) === true
}

/** `content` is where uploaded content runs: it may stand in a frame and play, and nothing of it is a script of ours (S92). */
const policy = (nonce: string, content: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Style attributes: antd positions its pop-ups by them. They carry no script and no address.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: blob:${content}`,
    `media-src 'self' blob:${content}`,
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `frame-src 'self' blob:${content}`,
    "form-action 'self'",
  ].join('; ')

declare module 'fastify' {
  interface FastifyRequest {
    nonce: string
  }
}

function addHeaders(app: FastifyInstance, house: House): void {
  const content = house.config.contentOrigin ? ` ${house.config.contentOrigin}` : ''
  app.decorateRequest('nonce', '')
  app.addHook('onRequest', async (request, reply) => {
    request.nonce = randomBytes(16).toString('base64')
    reply.headers({
      'content-security-policy': policy(request.nonce, content),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'geolocation=(self), camera=(self), microphone=()',
      'x-request-id': request.id,
      'cache-control': 'no-store',
      ...(house.config.mode === 'production' ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    })
  })
}

function addMetrics(app: FastifyInstance, house: House): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'minzhi_http_seconds',
    help: 'Time to answer',
    labelNames: ['route', 'status'],
    registers: [registry],
  })
  const unknown = new Counter({ name: 'minzhi_unknown_errors_total', help: 'Answers 500', registers: [registry] })
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      { status: reply.statusCode, ms: Math.round(reply.elapsedTime), route: request.routeOptions.url, method: request.method },
      'answered',
    )
    seconds.observe({ route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
    if (reply.statusCode === 500) unknown.inc()
  })
  house.log.debug('metrics ready')
  return registry
}

/** A route that stands in no contract table does not exist: the start refuses to serve otherwise (S12). */
function refuseUnlisted(app: FastifyInstance, routes: readonly Route[], protocols: readonly Protocol[]): void {
  const listed = new Set(routes.map(({ endpoint }) => `${endpoint.method} /api${endpoint.path}`))
  const twice = routes.length - listed.size
  if (twice) throw new Error(`${twice} endpoints share a method and path`)
  app.addHook('onRoute', ({ url, method }) => {
    for (const one of [method].flat())
      if (isUnderContract(url, protocols) && one !== 'HEAD' && !listed.has(`${one} ${url}`)) throw new Error(`unlisted route ${one} ${url}`)
  })
}

/** What lives below these is an endpoint of a contract or an address of a protocol; the page is never shown there. */
const isUnderContract = (url: string, protocols: readonly Protocol[]) =>
  url.startsWith('/api/') || protocols.some(({ base }) => url.startsWith(`${base}/`))

/** Alive and ready are two questions (S47). They answer on the loopback listener's own paths and tell nothing else. */
function addProbes(app: FastifyInstance, house: House, metrics: Registry, stopping: AbortSignal | undefined): void {
  app.get('/health/live', { schema: { hide: true } }, async () => ({ live: true }))
  app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
    const ready = !stopping?.aborted && (await house.database.ready())
    return reply.status(ready ? 200 : 503).send({ ready })
  })
  app.get('/health/metrics', { schema: { hide: true } }, async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isLoopback(request.socket.remoteAddress) || isForwarded(request)) return reply.callNotFound()
    return reply.type(metrics.contentType).send(await metrics.metrics())
  })
}

/** A proxy on this machine speaks from loopback for the whole world. */
const isForwarded = ({ headers }: FastifyRequest) => headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined

const isLoopback = (address: string | undefined) => address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1'

/** Files of the page lie at its root and in assets/. Deeper, a dot is part of a name: `/indicators/cases.filed` is the page's own address. */
const namesFile = (url: string) => /^\/(assets\/.*|[^/]*)\.[a-z0-9]+$/i.test(url.split('?')[0] ?? '')

/** The built page: files by their hashed names, and the one document for every address that is not a file. */
async function addPage(app: FastifyInstance, page: URL, protocols: readonly Protocol[]): Promise<void> {
  const document = await readFile(new URL('index.html', page), 'utf8')
  await app.register(serveStatic, {
    root: fileURLToPath(page),
    index: false,
    wildcard: false,
    immutable: true,
    maxAge: '365d',
    cacheControl: true,
  })
  const send = async (request: FastifyRequest, reply: FastifyReply) => {
    if (isUnderContract(request.url, protocols) || namesFile(request.url)) return reply.callNotFound()
    return reply.type('text/html; charset=utf-8').send(document.replaceAll('__NONCE__', request.nonce))
  }
  app.get('/', { schema: { hide: true } }, send)
  app.get('/*', { schema: { hide: true } }, send)
}
