import type { Actor } from './actor.ts'
import { identityOf } from './actor.ts'
import type { Format } from './format.ts'
import { actorOf, flagOf, iriOf, readParameters, timeOf, uuidOf } from './parameters.ts'
import { Refusal, refuse } from './refusal.ts'
import type { Version } from './version.ts'

/** What a reader asks for (查询). */
export interface StatementQuery {
  statementId?: string
  voidedStatementId?: string
  agent?: Actor
  verb?: string
  activity?: string
  registration?: string
  relatedActivities: boolean
  relatedAgents: boolean
  since?: Date
  until?: Date
  limit: number
  format: Format
  attachments: boolean
  ascending: boolean
}

/** What a page of statements holds at most, and what it holds where the reader names no number. */
export const mostRows = 500
const usualRows = 100

const names = [
  'statementId',
  'voidedStatementId',
  'agent',
  'verb',
  'activity',
  'registration',
  'related_activities',
  'related_agents',
  'since',
  'until',
  'limit',
  'format',
  'attachments',
  'ascending',
  'more',
] as const

export const sentParameters = (query: string) => readParameters(query, names)
export type Sent = ReturnType<typeof sentParameters>

export function queryOf(sent: Sent, version: Version): StatementQuery {
  demandSingle(sent)
  const given = <T>(name: keyof Sent, read: (value: string, name: string, version: Version) => T) => {
    const value = sent[name]
    return value === undefined ? undefined : read(value, name, version)
  }
  return withoutGaps({
    statementId: given('statementId', uuidOf),
    voidedStatementId: given('voidedStatementId', uuidOf),
    agent: given('agent', namedActor),
    verb: given('verb', iriOf),
    activity: given('activity', iriOf),
    registration: given('registration', uuidOf),
    relatedActivities: given('related_activities', flagOf) ?? false,
    relatedAgents: given('related_agents', flagOf) ?? false,
    since: given('since', timeOf),
    until: given('until', timeOf),
    limit: given('limit', limitOf) ?? usualRows,
    format: given('format', formatOf) ?? 'exact',
    attachments: given('attachments', flagOf) ?? false,
    ascending: given('ascending', flagOf) ?? false,
  })
}

/** Properties that are absent rather than undefined. */
const withoutGaps = (query: { [K in keyof StatementQuery]: StatementQuery[K] | undefined }) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as unknown as StatementQuery // the four flags are always there

/** Who asks for one statement by its id asks for nothing else. */
function demandSingle(sent: Sent): void {
  if (sent.statementId === undefined && sent.voidedStatementId === undefined) return
  const others = Object.keys(sent).filter((name) => !['statementId', 'voidedStatementId', 'attachments', 'format'].includes(name))
  if (others.length > 0 || (sent.statementId !== undefined && sent.voidedStatementId !== undefined))
    throw new Refusal(400, '按 statementId 或 voidedStatementId 查询时，只能同时使用 attachments 和 format。')
}

function namedActor(value: string, name: string, version: Version): Actor {
  const who = actorOf(value, name, version)
  if (identityOf(who) === null) refuse(`参数 ${name}`, '须带有标识')
  return who
}

/** Zero means as many as the store gives. */
function limitOf(value: string, name: string): number {
  if (!/^\d{1,9}$/.test(value)) refuse(`参数 ${name}`, '应为非负整数')
  return Math.min(Number(value) || mostRows, mostRows)
}

function formatOf(value: string, name: string): Format {
  return value === 'ids' || value === 'exact' || value === 'canonical' ? value : refuse(`参数 ${name}`, '只能是 ids、exact 或 canonical')
}
