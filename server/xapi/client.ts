import { sql } from 'kysely'
import type { ApiScope } from '#contract/xapi'
import { actorOf } from '#kernel/authority'
import type { Tx } from '#kernel/db'
import type { Ctx, House } from '#kernel/house'
import { networkOf, type ProtocolAnswer, type ProtocolCall, refusedBySql } from '#kernel/http'
import { note } from '#kernel/ledger'
import { httpStatus, Problem } from '#kernel/problem'
import { refused } from './answer.ts'
import { Refusal } from './refusal.ts'

/** Who speaks to the store: a client with its scopes; a launch is bound to one agent and one registration besides. */
export interface Client {
  id: string
  key: string
  name: string
  scopes: readonly ApiScope[]
  launch: { agentKey: Buffer; registration: string } | null
  /** Its whole credential, by which its cursors are signed. */
  token: string
}

/** 403 for what the credential does not open. */
export function demandScope(client: Client, wanted: readonly ApiScope[]): void {
  if (!client.scopes.some((scope) => wanted.includes(scope))) throw new Refusal(403, `这个凭据没有所需的权限（${wanted.join(' 或 ')}）。`)
}

/** `key:secret` of a Basic credential; null for anything else. */
export function credentialOf(header: string | undefined): { token: string; key: string } | null {
  const encoded = /^Basic ([A-Za-z0-9+/]{8,300}={0,2})$/i.exec(header ?? '')?.[1]
  const token = encoded && Buffer.from(encoded, 'base64').toString('utf8')
  const colon = token ? token.indexOf(':') : -1
  // A key has this form; nothing else is worth a question to the database, nor may a zero byte come to it.
  return token && /^[\w-]{1,64}:[\x21-\x7e]{1,200}$/.test(token) ? { token, key: token.slice(0, colon) } : null
}

const stranger = new Refusal(401, '凭据不正确、已停用或暂时锁定，请核对接口的账号和密钥。')

/**
 * One request of a client, one transaction whose session token is the credential itself. What is refused is rolled back; wrong credentials and missing
 * scopes are kept in the ledger all the same, and the first are counted (S5, S27).
 */
export async function inClient(
  house: House,
  call: ProtocolCall,
  work: (ctx: Ctx, client: Client) => Promise<ProtocolAnswer>,
): Promise<ProtocolAnswer> {
  const credential = credentialOf(call.headers.authorization)
  if (!credential) throw stranger
  const { entry } = call
  return house.database.transaction({ ...entry, token: credential.token }, async (tx, row, moment) => {
    const { rows } = await sql<{
      seconds: number
    }>`select authority.admit_client(${credential.key}, ${networkOf(entry.address)}) as seconds`.execute(tx)
    const client = row && rows[0]?.seconds === 0 ? await clientOf(tx, credential.token) : null
    if (!row || !client) {
      call.count(networkOf(entry.address), 'stranger')
      return keepRefused(tx, stranger, call)
    }
    call.count(client.key, client.launch ? 'launch' : 'client')
    const ctx: Ctx = {
      tx,
      actor: actorOf(row),
      house,
      requestId: entry.requestId,
      today: moment.today,
      now: moment.now,
      onRefusal: () => undefined,
    }
    await sql`savepoint act`.execute(tx)
    try {
      return await work(ctx, client)
    } catch (error) {
      const refusal = refusalOf(ctx, error)
      if (!refusal) throw error
      await sql`rollback to savepoint act`.execute(tx)
      return keepRefused(tx, refusal, call)
    }
  })
}

async function clientOf(tx: Tx, token: string): Promise<Client | null> {
  const { rows } = await sql<{
    id: string | null
    key: string
    name: string
    scopes: ApiScope[]
    agent_key: Buffer | null
    registration: string | null
  }>`
    select id, key, name, scopes, agent_key, registration from authority.api_client()`.execute(tx)
  const row = rows[0]
  if (!row?.id) return null
  const launch = row.agent_key && row.registration ? { agentKey: row.agent_key, registration: row.registration } : null
  return { id: row.id, key: row.key, name: row.name, scopes: row.scopes, launch, token }
}

function refusalOf({ house, requestId }: Ctx, error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof Problem) return problemAsRefusal(error)
  const problem = refusedBySql(error)
  if (!problem) return null
  house.log.warn({ err: error, requestId, route: 'xapi' }, 'refused by the database')
  return new Refusal(problem.code === 'notFound' ? 403 : 400, problem.code === 'notFound' ? '这个凭据没有所需的权限。' : problem.message)
}

/** What does not fit is 400 in xAPI. */
function problemAsRefusal({ code, message }: Problem): Refusal {
  const status = httpStatus[code]
  return new Refusal(status === 422 ? 400 : status, message)
}

async function keepRefused(tx: Tx, { status, message }: Refusal, { method, path, entry }: ProtocolCall): Promise<ProtocolAnswer> {
  if (status === 401 || status === 403)
    await note(tx, { action: 'refuse', object: 'xapi', outcome: 'refused', detail: { status, request: `${method} ${path}` } })
  return refused(status, message, entry.requestId)
}
