import { randomUUID } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { House } from '#kernel/house'
import { requestIdFrom } from '#kernel/log'
import { asProblem, logRefusal } from './answer.ts'
import { closeSlowBodies, closeSlowReaders } from './patience.ts'
import { trustedProxies } from './server.ts'

/** A page with two hundred small files, and several learners behind one address. */
const perMinute = 6000

/**
 * The listener on which uploaded content runs (S92): an origin of its own, which reads no cookie, knows no session and has nothing of /api. It gives what a
 * room registers, and to every other address, and for whatever goes wrong, the same bare refusal.
 */
export async function buildContentServer(house: House, register: (app: FastifyInstance) => void): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: house.log as FastifyBaseLogger, // as in server.ts
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (raw) => requestIdFrom(raw.headers['x-request-id']) ?? randomUUID(),
    bodyLimit: 4096,
    trustProxy: trustedProxies(house.config),
    requestTimeout: 15_000,
    connectionTimeout: 15_000,
    http: { headersTimeout: 8_000, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (_error, _request, reply) => void reply.callNotFound(),
  })
  await app.register(rateLimit, { max: perMinute, timeWindow: '1 minute', keyGenerator: (request) => request.ip })
  closeSlowBodies(app)
  closeSlowReaders(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      // The address holds the token.
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'geolocation=(), camera=(), microphone=()',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      ...(house.config.mode === 'production' ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    })
    // Under the platform's own name nothing of this is given, and no content makes itself a worker that outlives its launch.
    const isOurs = house.config.contentOrigin !== null && request.hostname === new URL(house.config.contentOrigin).hostname
    if (!isOurs || request.headers['service-worker'] !== undefined) return reply.callNotFound()
  })
  app.setNotFoundHandler((_request, reply) => void reply.status(404).type('text/plain; charset=utf-8').send('Not found'))
  app.setErrorHandler((error, request, reply) => {
    const problem = asProblem(error)
    logRefusal(problem, error, request)
    const status = problem.code === 'tooMany' ? 429 : problem.code === 'busy' ? 503 : problem.code === 'unknown' ? 500 : 404
    return reply
      .status(status)
      .type('text/plain; charset=utf-8')
      .send(status === 404 ? 'Not found' : 'Not now')
  })
  app.addHook('onResponse', async (request, reply) => {
    // The route and not the address: the address holds the token.
    request.log.info({ status: reply.statusCode, ms: Math.round(reply.elapsedTime), route: request.routeOptions.url }, 'content answered')
  })
  register(app)
  await app.ready()
  return app
}
