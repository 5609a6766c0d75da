import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { get, post } from '#contract/endpoint'
import { addressOf, headersOf, send, whenSignInNeeded } from './client.ts'
import { freshKey } from './key.ts'
import { ProblemError, problemOf } from './problem-error.ts'

const read = get('/cases/:caseId/papers', {
  title: 't',
  needs: 'signedIn',
  params: z.strictObject({ caseId: z.string() }),
  query: z.strictObject({ kind: z.array(z.string()).optional(), page: z.number().optional() }),
})
const write = post('/cases', {
  title: 't',
  needs: 'signedIn',
  body: z.strictObject({ a: z.number() }),
  answer: z.strictObject({ ok: z.boolean() }),
  versioned: true,
})

const answers = (list: readonly { status: number; body: unknown }[]) => {
  const seen: RequestInit[] = []
  globalThis.fetch = async (_, request) => {
    const next = list[seen.length]!
    seen.push(request ?? {})
    return new Response(JSON.stringify(next.body), { status: next.status })
  }
  return seen
}
const signInNeeded = { status: 401, body: { code: 'signInNeeded', sentence: '登录已失效', facts: {}, requestId: 'r1' } }
const headersIn = (request: RequestInit | undefined) => new Headers(request?.headers)

describe('a call', () => {
  test('puts its parts where the endpoint wants them', () => {
    assert.equal(
      addressOf(read, { params: { caseId: 'a/b' }, query: { kind: ['x', 'y'], page: undefined } }),
      '/api/cases/a%2Fb/papers?kind=x&kind=y',
    )
  })

  test('that writes says its key and the version it saw; one that reads says neither', () => {
    const headers = headersOf(write, { version: 7 }, 'k')
    assert.deepEqual([headers['Idempotency-Key'], headers['If-Match']], ['k', '"7"'])
    assert.deepEqual(headersOf(read, {}), { Accept: 'application/json' })
  })

  test('waits for the person to sign in again, and is sent with the same key', async () => {
    const seen = answers([signInNeeded, { status: 200, body: { ok: true } }])
    let asked = 0
    whenSignInNeeded(async () => {
      asked += 1
    })
    assert.deepEqual(await send(write, { body: { a: 1 }, version: 1 }), { ok: true })
    const [first, second] = seen.map((request) => headersIn(request).get('Idempotency-Key'))
    assert.equal(asked, 1)
    assert.equal(first, second)
  })

  test('that is quiet asks nobody', async () => {
    answers([signInNeeded])
    whenSignInNeeded(() => assert.fail('asked'))
    await assert.rejects(send(write, { body: { a: 1 }, version: 1 }, { quiet: true }), { code: 'signInNeeded' })
  })

  test('without an answer says that the network is gone, and not that the act failed', async () => {
    globalThis.fetch = async () => Promise.reject(new TypeError('Failed to fetch'))
    await assert.rejects(send(write, { body: { a: 1 }, version: 1 }), { code: 'offline' })
  })
})

test('a gateway that answers in its own words still gives a sentence', () => {
  const problem = problemOf(502, null)
  assert.ok(problem instanceof ProblemError)
  assert.match(problem.sentence, /502/)
})

test('a key is a UUID of version 4, and never the same', () => {
  const keys = Array.from({ length: 100 }, freshKey)
  for (const key of keys) assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(new Set(keys).size, 100)
})
