import { isObject, type JsonObject } from './json.ts'
import { refuse } from './refusal.ts'
import { type Check, list, object, oneOf, text } from './shape.ts'
import { extensions, iri, languageMap } from './values.ts'

/** What was done or learned (学习活动): an IRI, and what is told of it. */
export interface Activity {
  objectType?: 'Activity'
  id: string
  definition?: JsonObject
}

const component: Check = object({ id: text }, { description: languageMap })

const components: Check = (value, at, version) => {
  list(component)(value, at, version)
  const ids = Array.isArray(value) ? value.map((one) => (isObject(one) ? one.id : null)) : []
  if (new Set(ids).size < ids.length) refuse(at, '中的 id 不能重复')
}

/** Which lists an interaction of each type may have. */
const listsOf: Readonly<Record<string, readonly string[]>> = {
  'true-false': [],
  choice: ['choices'],
  'fill-in': [],
  'long-fill-in': [],
  matching: ['source', 'target'],
  performance: ['steps'],
  sequencing: ['choices'],
  likert: ['scale'],
  numeric: [],
  other: [],
}
const lists = ['choices', 'scale', 'source', 'target', 'steps']

const plainDefinition = object(
  {},
  {
    name: languageMap,
    description: languageMap,
    type: iri,
    moreInfo: iri,
    extensions,
    interactionType: oneOf(...Object.keys(listsOf)),
    correctResponsesPattern: list(text),
    ...Object.fromEntries(lists.map((name) => [name, components])),
  },
)

const definition: Check = (value, at, version) => {
  plainDefinition(value, at, version)
  if (!isObject(value)) return
  const type = value.interactionType
  const allowed = typeof type === 'string' ? (listsOf[type] ?? []) : null
  for (const name of [...lists, 'correctResponsesPattern'].filter((one) => Object.hasOwn(value, one))) {
    if (!allowed) refuse(at, `有 ${name} 时须有 interactionType`)
    if (lists.includes(name) && !allowed.includes(name)) refuse(at, `的题型 ${String(type)} 不使用 ${name}`)
  }
}

export const activity: Check = object({ id: iri }, { objectType: oneOf('Activity'), definition })

/** What is told later of an activity is added to what is known: languages one by one, everything else as it was told last. */
export function mergedDefinition(known: JsonObject | null, told: JsonObject): JsonObject {
  const merged: JsonObject = { ...known, ...told }
  for (const name of ['name', 'description', 'extensions']) {
    const [before, now] = [known?.[name], told[name]]
    if (isObject(before) && isObject(now)) merged[name] = { ...before, ...now }
  }
  return merged
}
