import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { ApiScope, NewRecordClient, RecordClient } from '#contract/xapi'
import type { Ctx } from '#kernel/house'

/** A credential as it is given out once: only its hash stays, where all tokens have theirs. */
export function newCredential(): { key: string; secret: string; hash: Buffer } {
  // Neither begins with a dash, which the tools of others would take for an option; scanners of source text know the prefix.
  const [key, secret] = [randomBytes(12).toString('hex'), `mz_${randomBytes(32).toString('base64url')}`]
  return { key, secret, hash: createHash('sha256').update(`${key}:${secret}`).digest() }
}

export async function openClient(
  ctx: Ctx,
  { name, orgId, scopes, from, to }: NewRecordClient,
): Promise<{ id: string; key: string; secret: string }> {
  const { key, secret, hash } = newCredential()
  const { rows } = await sql<{
    id: string
  }>`select authority.open_client(${key}, ${hash}, ${name}, ${orgId}, ${scopes}::text[], ${from}::date,
    ${to ?? null}::date, 'xapi') as id`.execute(ctx.tx)
  return { id: rows[0]!.id, key, secret } // one call, one row
}

export async function revokeClient(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select authority.revoke_client(${id}) as done`.execute(ctx.tx)
  return rows[0]?.done === true
}

interface ClientRow {
  id: string
  key: string
  name: string
  org_name: string
  scopes: ApiScope[]
  from_day: string
  to_day: string | null
  made_at: Date
  made_by: string | null
  revoked_at: Date | null
  last_used_at: Date | null
  statements: string
}

function stateOf({ revoked_at, from_day, to_day }: ClientRow, today: string): RecordClient['state'] {
  if (revoked_at) return 'revoked'
  if (from_day > today) return 'waiting'
  return to_day !== null && to_day < today ? 'over' : 'open'
}

export async function listClients(ctx: Ctx): Promise<RecordClient[]> {
  const { rows } = await sql<ClientRow>`select * from authority.list_clients()`.execute(ctx.tx)
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    name: row.name,
    org: row.org_name,
    scopes: row.scopes,
    from: row.from_day,
    to: row.to_day,
    state: stateOf(row, ctx.today),
    madeAt: row.made_at.toISOString(),
    madeBy: row.made_by,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    statements: Number(row.statements),
  }))
}
