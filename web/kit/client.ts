import type { AnswerOf, CallOf, Endpoint } from '#contract/endpoint'
import { freshKey } from './key.ts'
import { noAnswer, ProblemError, problemOf } from './problem-error.ts'

const base = '/api'

type Version<E> = E extends { versioned: true } ? { version: number } : unknown
/** What a caller hands over: the parts that the endpoint has, and the version it saw where the endpoint asks for it. */
export type Call<E> = CallOf<E> & Version<E>

export interface How {
  signal?: AbortSignal
  /** The same key for the same act, however often it is sent (S40). */
  key?: string
  /** Do not open the sign-in dialog: the caller handles 401 itself. */
  quiet?: boolean
}

/** A call as the wire sees it; every typed call is one of these. */
interface Parts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  version?: number
}

export function addressOf(endpoint: Pick<Endpoint, 'path'>, call: Parts): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(call.params?.[name] ?? '')))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
  }
  const text = search.toString()
  return `${base}${path}${text ? `?${text}` : ''}`
}

export function headersOf(endpoint: Pick<Endpoint, 'method' | 'kind'>, call: Parts, key?: string): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (endpoint.method === 'POST') headers['Idempotency-Key'] = key ?? freshKey()
  if (endpoint.method === 'POST' && endpoint.kind !== 'upload') headers['Content-Type'] = 'application/json'
  if (call.version !== undefined) headers['If-Match'] = `"${call.version}"`
  return headers
}

/** Opens the sign-in dialog over whatever is on the screen; resolves when the same person is signed in again. The shell sets it. */
let signInAgain: (() => Promise<void>) | null = null
export const whenSignInNeeded = (again: (() => Promise<void>) | null) => {
  signInAgain = again
}

async function afterSignIn<T>(quiet: boolean | undefined, attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || thrown.code !== 'signInNeeded' || quiet || !signInAgain) throw thrown
    await signInAgain()
    return attempt()
  }
}

async function answered(address: string, request: RequestInit): Promise<Response> {
  const response = await fetch(address, request).catch((thrown: unknown) => {
    if (request.signal?.aborted) throw thrown
    throw noAnswer()
  })
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null))
  return response
}

/** One call of one endpoint. A retry after signing in again carries the same key, so nothing is done twice. */
export function send<E extends Endpoint>(endpoint: E, call: Call<E>, how: How = {}): Promise<AnswerOf<E>> {
  const parts = call as Parts // every Call<E> is made of these four optional parts
  const request: RequestInit = { method: endpoint.method, headers: headersOf(endpoint, parts, how.key), credentials: 'same-origin' }
  if (endpoint.method === 'POST') request.body = JSON.stringify(parts.body ?? {})
  if (how.signal) request.signal = how.signal
  // The server serialises every answer through the endpoint's own schema, so its type holds without parsing it again.
  return afterSignIn(how.quiet, async () => (await (await answered(addressOf(endpoint, parts), request)).json()) as AnswerOf<E>)
}

export interface Upload extends How {
  onProgress?: (share: number) => void
  fields?: Record<string, string>
}

/** fetch cannot tell how much has left; XMLHttpRequest can. */
export function upload<E extends Endpoint>(endpoint: E, call: Omit<Call<E>, 'body'>, file: File, how: Upload = {}): Promise<AnswerOf<E>> {
  const parts = call as Parts // as in send()
  const headers = headersOf(endpoint, parts, how.key ?? freshKey())
  const attempt = () =>
    new Promise<AnswerOf<E>>((done, fail) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(how.fields ?? {})) form.append(name, value)
      form.append('file', file, file.name)
      const request = new XMLHttpRequest()
      request.open('POST', addressOf(endpoint, parts))
      request.responseType = 'json'
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      request.upload.onprogress = (event) => how.onProgress?.(event.total ? event.loaded / event.total : 0)
      request.onload = () =>
        request.status < 300 ? done(request.response as AnswerOf<E>) : fail(problemOf(request.status, request.response)) // typed as in send()
      request.onerror = () => fail(noAnswer())
      request.onabort = () => fail(noAnswer())
      how.signal?.addEventListener('abort', () => request.abort())
      request.send(form)
    })
  return afterSignIn(how.quiet, attempt)
}

const nameIn = (disposition: string | null) => {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded ? decodeURIComponent(encoded) : /filename="?([^";]+)/i.exec(disposition ?? '')?.[1]
}

/** Fetched rather than linked, so that a refusal is shown as a sentence and not saved as a file. */
export async function download<E extends Endpoint>(endpoint: E, call: Call<E>, fallbackName: string): Promise<void> {
  const parts = call as Parts // as in send()
  const request: RequestInit = { method: endpoint.method, headers: headersOf(endpoint, parts), credentials: 'same-origin' }
  if (endpoint.method === 'POST') request.body = JSON.stringify(parts.body ?? {})
  const response = await afterSignIn(false, () => answered(addressOf(endpoint, parts), request))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = nameIn(response.headers.get('Content-Disposition')) ?? fallbackName
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
