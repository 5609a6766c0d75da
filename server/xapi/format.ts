import type { Activity } from './activity.ts'
import { type Actor, identityOf } from './actor.ts'
import { isObject, type JsonObject } from './json.ts'
import { isActivity, isActor } from './mentions.ts'
import type { Context, Statement, StatementObject } from './statement.ts'

/** How a reader wants statements told: `exact` as they came, `ids` with names alone, `canonical` as the store knows things, in one language. */
export type Format = 'exact' | 'ids' | 'canonical'

interface Telling {
  who(told: Actor): Actor
  verb(told: Statement['verb']): Statement['verb']
  activity(told: Activity): Activity
}

const ids: Telling = {
  who: identified,
  verb: ({ id }) => ({ id }),
  activity: ({ id }) => ({ id }),
}

function identified(told: Actor): Actor {
  const { name, member, ...rest } = told
  return identityOf(told) === null && member ? { ...rest, member: member.map(identified) } : rest
}

export const toldById = (statement: Statement): Statement => told(statement, ids)

/** `known` are the definitions that the store has merged; `languages` what the reader accepts. */
export function toldCanonically(statement: Statement, known: ReadonlyMap<string, JsonObject>, languages: string): Statement {
  return told(statement, {
    who: (who) => who,
    verb: (verb) => (verb.display ? { ...verb, display: inOneLanguage(verb.display, languages) } : verb),
    activity: (activity) => canonicalActivity(activity, known.get(activity.id) ?? activity.definition, languages),
  })
}

function canonicalActivity(activity: Activity, definition: JsonObject | undefined, languages: string): Activity {
  if (!definition) return activity
  const plain = Object.entries(definition).map(([name, value]) => {
    if ((name === 'name' || name === 'description') && isObject(value)) return [name, inOneLanguage(value, languages)] as const
    return [name, Array.isArray(value) ? value.map((one) => oneLanguageOfComponent(one, languages)) : value] as const
  })
  return { ...activity, definition: Object.fromEntries(plain) }
}

const oneLanguageOfComponent = (one: JsonObject[string], languages: string) =>
  isObject(one) && isObject(one.description) ? { ...one, description: inOneLanguage(one.description, languages) } : one

function told<S extends Pick<Statement, 'actor' | 'verb' | 'object' | 'context'>>(statement: S, how: Telling): S {
  return {
    ...statement,
    actor: how.who(statement.actor),
    verb: how.verb(statement.verb),
    object: toldObject(statement.object, how),
    ...(statement.context ? { context: toldContext(statement.context, how) } : {}),
  }
}

function toldObject(object: StatementObject, how: Telling): StatementObject {
  if (isActor(object)) return how.who(object)
  if (isActivity(object)) return how.activity(object)
  return 'actor' in object ? told(object, how) : object
}

function toldContext(context: Context, how: Telling): Context {
  const { instructor, team, contextActivities, contextAgents, contextGroups } = context
  return {
    ...context,
    ...(instructor ? { instructor: how.who(instructor) } : {}),
    ...(team ? { team: how.who(team) } : {}),
    ...(contextAgents ? { contextAgents: contextAgents.map((one) => ({ ...one, agent: how.who(one.agent) })) } : {}),
    ...(contextGroups ? { contextGroups: contextGroups.map((one) => ({ ...one, group: how.who(one.group) })) } : {}),
    ...(contextActivities
      ? {
          contextActivities: Object.fromEntries(
            Object.entries(contextActivities).map(([kind, all]) => [kind, [all].flat().map(how.activity)]),
          ),
        }
      : {}),
  }
}

/** The entry of a language map that the reader wants most; some entry where none fits. */
export function inOneLanguage(map: JsonObject, languages: string): JsonObject {
  const present = Object.keys(map)
  if (present.length <= 1) return map
  for (const wanted of wantedLanguages(languages)) {
    const found =
      present.find((one) => one.toLowerCase() === wanted) ??
      present.find((one) => one.toLowerCase().startsWith(`${wanted}-`) || wanted.startsWith(`${one.toLowerCase()}-`))
    if (found !== undefined) return { [found]: map[found] ?? '' }
  }
  const first = present[0] ?? ''
  return { [first]: map[first] ?? '' }
}

function wantedLanguages(languages: string): string[] {
  return languages
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
      const weight = rest.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined)
      return { tag: tag.trim(), weight: Number(weight ?? 1) }
    })
    .filter(({ tag, weight }) => tag !== '' && tag !== '*' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
