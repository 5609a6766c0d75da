import type { ProtocolAnswer } from '#kernel/http'
import type { Json } from './json.ts'

export const json = (value: unknown, headers: Record<string, string> = {}, status = 200): ProtocolAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

export const nothing = (headers: Record<string, string> = {}): ProtocolAnswer => ({ status: 204, headers, body: null })

/** A refusal in JSON, in a sentence that the other platform's developer understands; never what the store is made of. */
export const refused = (status: number, sentence: string, requestId: string): ProtocolAnswer =>
  json({ sentence, requestId } satisfies Json, status === 401 ? { 'www-authenticate': 'Basic realm="xAPI", charset="UTF-8"' } : {}, status)
