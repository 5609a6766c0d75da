import { activity } from './activity.ts'
import { actor, agent, group } from './actor.ts'
import { type Check, list, object, oneOf, text } from './shape.ts'
import { extensions, iri, language, uuid } from './values.ts'

export const statementRef: Check = object({ objectType: oneOf('StatementRef'), id: uuid })

/** One activity alone is a list of one: older clients write it so. */
const activities: Check = (value, at, version) => (Array.isArray(value) ? list(activity) : activity)(value, at, version)

const shared = {
  registration: uuid,
  instructor: actor,
  team: group,
  contextActivities: object({}, { parent: activities, grouping: activities, category: activities, other: activities }),
  revision: text,
  platform: text,
  language,
  statement: statementRef,
  extensions,
}

/** Since 2.0: people and groups that matter, with the kinds of activity for which they do. */
const relevantTypes = list(iri, 1)
const newer = {
  contextAgents: list(object({ objectType: oneOf('contextAgent'), agent }, { relevantTypes })),
  contextGroups: list(object({ objectType: oneOf('contextGroup'), group }, { relevantTypes })),
}

const context103 = object({}, shared)
const context20 = object({}, { ...shared, ...newer })

/** In what an act stands (情境): registration, teacher, team, neighbouring activities. */
export const context: Check = (value, at, version) => (version === '2.0.0' ? context20 : context103)(value, at, version)
