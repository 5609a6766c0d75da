import { randomUUID } from 'node:crypto'
import type { ProblemBody } from '#contract/problem'
import { Refused } from '#kernel/http'
import type { PersonKey, World } from './world.ts'

/** What JSON cannot carry: files that go in, and bytes that come out. */

const boundary = 'minzhi-test-boundary'

/** A multipart body as a browser writes it: fields, then the file. */
export function multipart(fields: Record<string, string>, name: string, content: Buffer): Buffer {
  const parts = Object.entries(fields).map(
    ([key, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  return Buffer.concat([Buffer.from(parts.join('') + head), content, Buffer.from(`\r\n--${boundary}--\r\n`)])
}

export async function postBytes(world: World, who: PersonKey, path: string, payload: Buffer): Promise<Record<string, unknown>> {
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api${path}`,
    headers: {
      cookie: `sid=${world.people[who].token}`,
      'idempotency-key': randomUUID(),
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload,
  })
  if (answer.statusCode >= 400) throw new Refused(answer.statusCode, answer.json<ProblemBody>())
  return answer.json()
}

/** `POST /files`, the answer as the contract has it. */
export async function uploadFile<T>(
  world: World,
  who: PersonKey,
  file: { name: string; content: Buffer; purpose: string; matterId?: string },
): Promise<T> {
  const fields = { purpose: file.purpose, ...(file.matterId && { matterId: file.matterId }) }
  return (await postBytes(world, who, '/files', multipart(fields, file.name, file.content))) as T // serialised by the endpoint's own schema
}

export async function getBytes(world: World, who: PersonKey, path: string) {
  const answer = await world.app.inject({ method: 'GET', url: `/api${path}`, headers: { cookie: `sid=${world.people[who].token}` } })
  if (answer.statusCode >= 400) throw new Refused(answer.statusCode, answer.json<ProblemBody>())
  return { content: answer.rawPayload, headers: answer.headers }
}

/** The smallest PNG that is one: a single dot. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
