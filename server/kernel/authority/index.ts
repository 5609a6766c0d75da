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
export function may(actor: Actor, action: Action, at: string | bigint): boolean {
  if (!holds(actor, action) || !actor.reach) return false
  const place = BigInt(at)
  return place >= BigInt(actor.reach.lo) && place < BigInt(actor.reach.hi)
}

/**
 * The same rule for SQL, over the column that places a row. The literal bounds let the planner see how much they hold, which the policies'
 * own bounds cannot (measured). `id`, if given, also admits matters granted to this duty.
 */
export function within(actor: Actor, action: Action, at: Expression<string>, id?: Expression<string>): Expression<SqlBool> {
  if (!holds(actor, action) || !actor.reach) return sql<SqlBool>`false`
  const inside = sql<SqlBool>`${at} between ${actor.reach.lo}::bigint and ${actor.reach.hi}::bigint - 1`
  if (!id || actor.granted.length === 0) return inside
  return sql<SqlBool>`(${inside} or ${id} = any(${[...actor.granted]}::uuid[]))`
}
