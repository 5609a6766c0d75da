import { createHash } from 'node:crypto'
import type { Activity } from './activity.ts'
import { type Actor, identityOf } from './actor.ts'
import type { Context, Statement, StatementObject } from './statement.ts'

/** As `authority.xapi_key()` makes it: sixteen bytes, whatever the length of a name. */
export const keyOf = (what: string): Buffer => createHash('sha256').update(what).digest().subarray(0, 16)

export const activityKey = (iri: string): Buffer => keyOf(`activity ${iri}`)
export const verbKey = (iri: string): Buffer => keyOf(`verb ${iri}`)
/** A group without a name is nobody that one could ask for. */
export const agentKey = (who: Actor): Buffer => keyOf(identityOf(who) ?? 'nobody')

/** Whom and what a statement names: the key of each, and whether as actor or object (`direct`) or anywhere else. */
export function mentionsOf(statement: Statement): { what: Buffer; direct: boolean }[] {
  const found = new Map<string, boolean>()
  const add = (name: string | null, direct: boolean) => {
    if (name !== null) found.set(name, direct || (found.get(name) ?? false))
  }
  for (const who of withMembers(statement.actor)) add(identityOf(who), true)
  nameObject(statement.object, true, add)
  nameContext(statement.context, add)
  for (const who of statement.authority ? withMembers(statement.authority) : []) add(identityOf(who), false)
  return [...found].map(([name, direct]) => ({ what: keyOf(name), direct }))
}

type Add = (name: string | null, direct: boolean) => void

/** Who asks for somebody finds what his groups did, too. */
const withMembers = (who: Actor): Actor[] => [who, ...(who.member ?? [])]

function nameObject(told: StatementObject, direct: boolean, add: Add): void {
  if (isActor(told)) for (const who of withMembers(told)) add(identityOf(who), direct)
  else if (isActivity(told)) add(`activity ${told.id}`, direct)
  else if ('actor' in told) {
    for (const who of withMembers(told.actor)) add(identityOf(who), false)
    nameObject(told.object, false, add)
    nameContext(told.context, add)
  }
}

function nameContext(told: Context | undefined, add: Add): void {
  if (!told) return
  const people = [
    told.instructor,
    told.team,
    ...(told.contextAgents ?? []).map(({ agent }) => agent),
    ...(told.contextGroups ?? []).map(({ group }) => group),
  ]
  for (const who of people.flatMap((one) => (one ? withMembers(one) : []))) add(identityOf(who), false)
  for (const { id } of Object.values(told.contextActivities ?? {}).flat()) add(`activity ${id}`, false)
}

export const isActor = (told: StatementObject): told is Actor => told.objectType === 'Agent' || told.objectType === 'Group'
export const isActivity = (told: StatementObject): told is Activity => 'id' in told && (told.objectType ?? 'Activity') === 'Activity'

/** Every activity that a statement tells something of. */
export function activitiesOf(statement: Pick<Statement, 'object' | 'context'>): Activity[] {
  const { object, context } = statement
  const inner = isActivity(object) ? [object] : 'actor' in object ? activitiesOf(object) : []
  return [...inner, ...Object.values(context?.contextActivities ?? {}).flat()]
}
