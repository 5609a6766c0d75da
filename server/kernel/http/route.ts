import type { Readable } from 'node:stream'
import type { AnswerOf, Api, Endpoint, Parsed } from '#contract/endpoint'
import type { Received } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import type { Problem } from '#kernel/problem'

/** What a verb gets besides its context: the validated parts of the call, and the version that the caller saw. */
export interface Call<E> {
  params: Parsed<E, 'params'>
  query: Parsed<E, 'query'>
  body: Parsed<E, 'body'>
  /** From If-Match; only a `versioned` endpoint may read it without asking. */
  version: number
  request: Edge
}

/** The little of HTTP that sign-in and downloads need; business verbs leave it alone. */
export interface Edge {
  address: string
  agent: string
  setSession(token: string | null): void
  /** What an `upload` endpoint received; its fields are the call's body. */
  upload(): Upload
}

/** A file that came in whole and hashed before the transaction began, so that a slow line holds no connection. Gone unless it is kept. */
export interface Upload {
  name: string
  content: Received
}

/** Bytes as an answer: always an attachment with nosniff unless `inline` says that the content is our own (S55). */
export interface Download {
  name: string
  mediaType: string
  content: Buffer | Readable
  inline?: true
  /** What a document of our own making may load, instead of the edge's rule; without scripts in any case. */
  policy?: string
}

/** An answer in its final letters, made while the act can still be undone: what cannot be said is not done. */
export interface Written {
  text: string
  /** Of the object that it shows, for its ETag. */
  version: number | null
}

/** JSON, or bytes that stream after the commit; a download reads and changes nothing. */
export type Given = Written | { download: Download }

type Answered<E> = E extends { kind: 'download' } ? Download : AnswerOf<E>

/** One verb for each endpoint of a contract table; a forgotten one does not compile. A refusal is thrown; returned, it keeps what the verb wrote. */
export type Handlers<A extends Record<string, unknown>> = {
  [K in keyof A]: (ctx: Ctx, call: Call<A[K]>) => Promise<Answered<A[K]> | Problem>
}

export interface Route {
  name: string
  endpoint: Endpoint
  handle: (ctx: Ctx, call: Call<never>) => Promise<unknown>
  admit?: Admit | undefined
}

/** Of an upload by whoever has a link: judged before a byte of it is read. A refusal is thrown, or returned where what was written must stay. */
export type Admit = (ctx: Ctx, asked: { params: Readonly<Record<string, string>>; address: string }) => Promise<Problem | null>

/** Binds a contract table to its verbs. The types met at `Handlers`; the edge treats all routes alike. */
export function routesOf<A extends Api>(room: string, api: A, handlers: Handlers<A>, admits?: { [K in keyof A]?: Admit }): Route[] {
  return Object.entries(api).map(([name, endpoint]) => ({
    name: `${room}.${name}`,
    endpoint,
    admit: admits?.[name],
    handle: handlers[name] as unknown as Route['handle'], // see above
  }))
}
