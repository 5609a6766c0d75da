import { randomUUID } from 'node:crypto'
import type { OrgId } from '#contract/common'
import { type ApiScope, xapiApi } from '#contract/xapi'
import type { World } from './world.ts'

export const bases = { '1.0.3': '/xapi/1.0.3', '2.0.0': '/xapi/2.0' } as const

export interface Asked {
  method?: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'OPTIONS'
  path: string
  query?: Record<string, unknown>
  body?: unknown
  headers?: Record<string, string>
}

const wordsOf = (query: Record<string, unknown>) => {
  const pairs = Object.entries(query).map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as [string, string],
  )
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ''
}

const isBytes = (body: unknown) => Buffer.isBuffer(body) || typeof body === 'string'

/** A document is given back byte for byte as it was put, also one that only calls itself JSON. */
function parsedOrText(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The store as one client sees it, through the front door; answers as they come. */
export function storeOf(world: Pick<World, 'app'>, basic: string | null, version: keyof typeof bases = '1.0.3') {
  return async ({ method = 'GET', path, query = {}, body, headers = {} }: Asked) => {
    const answer = await world.app.inject({
      method,
      url: `${path.startsWith('/xapi') ? '' : bases[version]}${path}${wordsOf(query)}`,
      headers: {
        'x-experience-api-version': version,
        ...(basic ? { authorization: basic } : {}),
        ...(body === undefined || isBytes(body) ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: isBytes(body) ? (body as string | Buffer) : JSON.stringify(body) }), // as isBytes says
    })
    const isJson = /json/.test(String(answer.headers['content-type']))
    return {
      status: answer.statusCode,
      headers: answer.headers,
      raw: answer.rawPayload,
      body: isJson ? parsedOrText(answer.body) : answer.body,
    }
  }
}
export type Store = ReturnType<typeof storeOf>

/** A client with these scopes, as the administrator of the province opens it. */
export async function openRecordClient(world: World, scopes: ApiScope[], more: { from?: string; to?: string; name?: string } = {}) {
  const orgId = world.orgs.get('province') as OrgId // the world's own key
  const { name = '兄弟平台', ...days } = more
  const made = await world.as('systemAdmin', xapiApi).open({ body: { name, orgId, scopes, from: '2026-01-01', ...days } })
  return { ...made, basic: basicOf(made.key, made.secret) }
}

export const basicOf = (key: string, secret: string) => `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`

export const learner = (name: string = randomUUID()) => ({ objectType: 'Agent', account: { homePage: 'https://learn.example', name } })

/** A statement as a course tells it; parts may be put in its place. */
export const statement = (parts: Record<string, unknown> = {}): { id: string } & Record<string, unknown> => ({
  id: randomUUID(),
  actor: learner(),
  verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { 'en-US': 'completed', 'zh-CN': '完成' } },
  object: { id: `https://learn.example/course/${randomUUID()}`, definition: { name: { 'zh-CN': '专利保护入门', 'en-US': 'Patents' } } },
  ...parts,
})
