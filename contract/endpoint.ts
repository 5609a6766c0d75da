import type { z } from 'zod'
import type { Action } from './authority.ts'

/**
 * What browser and server agree on, one line an endpoint. The server registers it and prints OpenAPI from it; the browser gets a typed
 * client from the same table. A route that stands in no table does not exist (S12).
 */
export type Permission = 'anyone' | 'signedIn' | Action

type Schema = z.ZodType

export interface Endpoint<
  Params extends Schema = Schema,
  Query extends Schema = Schema,
  Body extends Schema = Schema,
  Answer extends Schema = Schema,
> {
  method: 'GET' | 'POST'
  path: string
  /** What it is, in a Chinese phrase: OpenAPI summary and audit wording. */
  title: string
  needs: Permission
  params?: Params
  query?: Query
  body?: Body
  answer?: Answer
  /** `upload`: multipart, the handler receives streams. `download`: the handler answers bytes. */
  kind?: 'json' | 'upload' | 'download'
  /** Of an upload: so many bytes and no more come in, whoever sends them. */
  mostBytes?: number
  /** The caller must say which version of the object it saw (If-Match, S42). */
  versioned?: boolean
  /** The answer holds a secret: it is given to the first asking alone and is not kept beside the Idempotency-Key. */
  answeredOnce?: boolean
  /** Sent again it changes nothing by its own making (a sequence decides): no Idempotency-Key is asked for and no answer is kept. For what comes every few seconds. */
  repeatable?: boolean
}

// Defaults to `undefined` schemas would make every handler check for what it never uses; absent parts are simply absent from the input.
type Rest<E> = Omit<E, 'method' | 'path'>

export const get = <const E extends Rest<Endpoint>>(path: string, rest: E) => ({ method: 'GET' as const, path, ...rest })
export const post = <const E extends Rest<Endpoint>>(path: string, rest: E) => ({ method: 'POST' as const, path, ...rest })

export type Api = Record<string, Endpoint>

/** What a schema of an endpoint gives after validation; `undefined` when the endpoint has none. */
export type Parsed<E, K extends 'params' | 'query' | 'body'> = E extends Record<K, infer S extends Schema> ? z.output<S> : undefined
/** What a caller writes for it. */
export type Written<E, K extends 'params' | 'query' | 'body'> = E extends Record<K, infer S extends Schema> ? z.input<S> : undefined
export type AnswerOf<E> = E extends { answer: infer S extends Schema } ? z.output<S> : undefined

/** `{ params, query, body }` with only the parts that the endpoint has. */
export type CallOf<E> = {
  [K in 'params' | 'query' | 'body' as Written<E, K> extends undefined ? never : K]: Written<E, K>
}
