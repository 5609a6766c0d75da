import { randomUUID } from 'node:crypto'
import { type Activity, activity } from './activity.ts'
import type { Actor } from './actor.ts'
import { actor, agent, authority, group } from './actor.ts'
import { context, statementRef } from './context.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { Refusal, refuse } from './refusal.ts'
import { result } from './result.ts'
import { type Check, count, list, object, pattern } from './shape.ts'
import { instantOf, iri, languageMap, mediaType, sha2, timestamp, uuid } from './values.ts'
import { isStatementVersion, type Version } from './version.ts'

export interface Attachment {
  usageType: string
  display: JsonObject
  contentType: string
  length: number
  sha2: string
  fileUrl?: string
}

export interface Context {
  registration?: string
  instructor?: Actor
  team?: Actor
  contextActivities?: Partial<Record<'parent' | 'grouping' | 'category' | 'other', Activity | Activity[]>>
  contextAgents?: { agent: Actor }[]
  contextGroups?: { group: Actor }[]
}

export type StatementObject =
  | Activity
  | Actor
  | { objectType: 'StatementRef'; id: string }
  | (Omit<Statement, 'id' | 'object'> & { objectType: 'SubStatement'; object: Exclude<StatementObject, { objectType: 'SubStatement' }> })

/** Who did what to what (学习记录), after `readStatement` has judged it. */
export interface Statement {
  id: string
  actor: Actor
  verb: { id: string; display?: JsonObject }
  object: StatementObject
  result?: JsonObject
  context?: Context
  timestamp?: string
  stored?: string
  authority?: Actor
  version?: string
  attachments?: Attachment[]
}

export const voidedVerb = 'http://adlnet.gov/expapi/verbs/voided'
export const signatureUsage = 'http://adlnet.gov/expapi/attachments/signature'

const verb = object({ id: iri }, { display: languageMap })

const attachments = list(
  object({ usageType: iri, display: languageMap, contentType: mediaType, length: count, sha2 }, { description: languageMap, fileUrl: iri }),
)

const kindOf = (value: unknown) => (isObject(value) ? (value.objectType ?? 'Activity') : 'Activity')

const targets: Readonly<Record<string, Check>> = { Activity: activity, Agent: agent, Group: group, StatementRef: statementRef }

const target: Check = (value, at, version) => {
  const kind = String(kindOf(value))
  const check = Object.hasOwn(targets, kind) ? targets[kind] : undefined
  if (!check) refuse(`${at}.objectType`, `不能是“${kind.slice(0, 40)}”`)
  check(value, at, version)
}

const common = { result, context, timestamp, attachments }

/** Neither id nor authority nor a second level: it is told as a plan or a hearsay, not as a fact of its own. */
const subStatement: Check = (value, at, version) => {
  object({ actor, verb, object: target, objectType: () => undefined }, common)(value, at, version)
  if (isObject(value)) demandFit(value, at)
}

const anyObject: Check = (value, at, version) => (kindOf(value) === 'SubStatement' ? subStatement : target)(value, at, version)

const claimedVersion: Check = (value, at, version) =>
  pattern((letters) => isStatementVersion(letters, version), `应为 ${version === '2.0.0' ? '1.0.x 或 2.0.x' : '1.0 或 1.0.x'}`)(
    value,
    at,
    version,
  )

const shape = object({ actor, verb, object: anyObject }, { ...common, id: uuid, stored: timestamp, authority, version: claimedVersion })

/** What one property demands of another. */
function demandFit(value: JsonObject, at: string): void {
  const told = isObject(value.context) ? value.context : {}
  if (kindOf(value.object) !== 'Activity')
    for (const name of ['revision', 'platform'])
      if (Object.hasOwn(told, name)) refuse(`${at}.context.${name}`, '只用于对象是 Activity 的记录')
  if (isObject(value.verb) && value.verb.id === voidedVerb && kindOf(value.object) !== 'StatementRef')
    refuse(`${at}.object`, '在作废记录中须为 StatementRef')
}

/** Judges one statement; what comes back is a copy that the store may complete. `id` is for one that has none. */
export function readStatement(value: Json, at: string, version: Version, id: string = randomUUID()): Statement {
  shape(value, at, version)
  if (isObject(value)) demandFit(value, at)
  const statement = withLists(value as unknown as Statement) // as judged
  statement.id = (statement.id ?? id).toLowerCase()
  if (version === '2.0.0' && statement.timestamp !== undefined && !/Z$/i.test(statement.timestamp)) {
    // IEEE 9274.1.1, 4.2.7: a time in another zone is written in UTC.
    const at = instantOf(statement.timestamp, version)
    if (at) statement.timestamp = at.toISOString()
  }
  return statement
}

/** A context activity that stood alone is told as a list of one, at both levels. */
function withLists<S extends Pick<Statement, 'object' | 'context'>>(statement: S): S {
  const { object, context } = statement
  const kinds = Object.entries(context?.contextActivities ?? {}).map(([kind, all]) => [kind, [all].flat()])
  return {
    ...statement,
    ...('actor' in object ? { object: withLists(object) } : {}),
    ...(context?.contextActivities ? { context: { ...context, contextActivities: Object.fromEntries(kinds) } } : {}),
  }
}

/** One statement or a list of them; ids within a list are all different. */
export function readStatements(value: Json, version: Version, id?: string): Statement[] {
  if (!Array.isArray(value)) return [readStatement(value, 'statement', version, id)]
  const statements = value.map((one, i) => readStatement(one, `statement[${i}]`, version))
  if (new Set(statements.map(({ id }) => id)).size < statements.length) throw new Refusal(400, '同一批记录中有重复的 id。')
  return statements
}

export const refersTo = ({ object: told }: Statement): string | null =>
  'objectType' in told && told.objectType === 'StatementRef' ? told.id.toLowerCase() : null

/** The statement that this one voids (作废). */
export const voidsOf = (statement: Statement): string | null => (statement.verb.id === voidedVerb ? refersTo(statement) : null)
