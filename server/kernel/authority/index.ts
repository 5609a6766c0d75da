import { type Expression, type SqlBool, sql } from 'kysely'
import { type Action, actions, Role } from '#contract/authority'
import type { DutyId, OrgId, PersonId } from '#contract/common'
import type { ActorRow } from '#kernel/db'

/** Who asks, in which duty. A job is an actor too: a service with the province's reach and its own name in the ledger. */
export interface Actor {
  sessionId: string
  /** A client is a machine with a key of its own and no reach: the learning record store alone knows it. */
  kind: 'person' | 'service' | 'client'
  personId: PersonId | null
  name: string
  dutyId: DutyId | null
  role: Role | null
  orgId: OrgId | null
  orgName: string | null
  orgKind: string | null
  /** The unit's interval as text: bigints. Null: this duty reads no matters. */
  reach: { lo: string; hi: string } | null
  /** The one field of work whose matters this duty reads; null: all of them. Row security keeps it for every query; `may` asks for it. */
  field: string | null
  /** Matters granted beyond reach, on this day. */
  granted: readonly string[]
}

export function actorOf(row: ActorRow): Actor {
  return {
    sessionId: row.session_id,
    kind: row.kind,
    // The database's own keys are the ids that the contract brands.
    personId: row.person_id as PersonId | null,
    name: row.person_name ?? '系统服务',
    dutyId: row.duty_id as DutyId | null,
    role: row.role === null ? null : Role.parse(row.role),
    orgId: row.org_id as OrgId | null,
    orgName: row.org_name,
    orgKind: row.org_kind,
    reach: row.lo !== null && row.hi !== null ? { lo: row.lo, hi: row.hi } : null,
    field: row.field,
    granted: row.granted,
  }
}

/** Does this duty's role hold the action at all? */
export function holds(actor: Actor, action: Action): boolean {
  if (actor.kind === 'service') return action === 'matter.read'
  const allowed: readonly Role[] = actions[action]
  return actor.role !== null && allowed.includes(actor.role)
}

/** One rule in two forms. This one judges a place; `within` filters rows by the same interval. A property test keeps them equal. */
export function may(actor: Actor, action: Action, at: string | bigint, field: string): boolean {
  if (!holds(actor, action) || !actor.reach || (actor.field ?? field) !== field) return false
  const place = BigInt(at)
  return place >= BigInt(actor.reach.lo) && place < BigInt(actor.reach.hi)
}

/** Where a row stands: its place, its field of work, and the matter that it is, for what was granted. */
export interface Placed {
  at: Expression<string>
  field: Expression<string>
  id: Expression<string>
}

/**
 * The same rule for SQL, over the columns that place a matter. The literal bounds let the planner see how much they hold, which the policies'
 * own bounds cannot (measured). What was granted is admitted whatever its field.
 */
export function within(actor: Actor, action: Action, { at, field, id }: Placed): Expression<SqlBool> {
  if (!holds(actor, action) || !actor.reach) return sql<SqlBool>`false`
  const bounds = sql<SqlBool>`${at} between ${actor.reach.lo}::bigint and ${actor.reach.hi}::bigint - 1`
  const inside = actor.field === null ? bounds : sql<SqlBool>`(${bounds} and ${field} = ${actor.field})`
  if (actor.granted.length === 0) return inside
  return sql<SqlBool>`(${inside} or ${id} = any(${[...actor.granted]}::uuid[]))`
}
