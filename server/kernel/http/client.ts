import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { AnswerOf, Api, CallOf, Endpoint } from '#contract/endpoint'
import type { ProblemBody } from '#contract/problem'

/** A refusal as a caller reads it: `assert.rejects(…, { code: 'notFound' })`. */
export class Refused extends Error {
  readonly code: string
  readonly status: number
  readonly body: ProblemBody
  constructor(status: number, body: ProblemBody) {
    super(body.sentence)
    this.code = body.code
    this.status = status
    this.body = body
  }
}

type Extra = { version?: number; key?: string }
type Asked<E> = keyof CallOf<E> extends never ? Extra | undefined : CallOf<E> & Extra
export type Client<A extends Api> = { [K in keyof A]: (call?: Asked<A[K]>) => Promise<AnswerOf<A[K]>> }

export type Send = FastifyInstance['inject']

/** The contract's table as functions, through the front door without a port. */
export function clientOf<A extends Api>(app: FastifyInstance, token: string | null, api: A): Client<A> {
  const call =
    (endpoint: Endpoint) =>
    async (asked: Record<string, unknown> & Extra = {}) => {
      const { status, text } = await request(app, token, endpoint, asked)
      if (status >= 400) throw new Refused(status, JSON.parse(text) as ProblemBody) // every refusal of ours has this body
      return text === '' ? undefined : JSON.parse(text)
    }
  return Object.fromEntries(Object.entries(api).map(([name, endpoint]) => [name, call(endpoint)])) as unknown as Client<A> // the same table
}

async function request(app: FastifyInstance, token: string | null, endpoint: Endpoint, asked: Record<string, unknown> & Extra) {
  const params = (asked.params ?? {}) as Record<string, string> // path parameters are strings
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const query = Object.entries((asked.query ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  )
  const answer = await app.inject({
    method: endpoint.method,
    url: `/api${path}${query.length > 0 ? `?${new URLSearchParams(query)}` : ''}`,
    headers: {
      ...(token ? { cookie: `sid=${token}` } : {}),
      ...(endpoint.method === 'POST' ? { 'idempotency-key': asked.key ?? randomUUID() } : {}),
      ...(asked.version === undefined ? {} : { 'if-match': `"${asked.version}"` }),
    },
    ...(endpoint.method === 'POST' && asked.body !== undefined ? { payload: asked.body as object } : {}),
  })
  return { status: answer.statusCode, text: answer.body }
}
