import type { JsonSchema } from '../kit/step-fields.ts'

/** What a party is called decides; the rest can wait until it is known. */
const canWait = ['creditCode', 'address', 'representative', 'phone', 'outsideProvince']

const folded = (party: JsonSchema): JsonSchema => ({
  ...party,
  properties: Object.fromEntries(
    Object.entries(party.properties ?? {}).map(([name, one]) => [name, canWait.indexOf(name) < 0 ? one : { ...one, more: true }]),
  ),
})

const dressed = (name: string, one: JsonSchema): JsonSchema => {
  if (name === 'parties' && one.items) return { ...one, items: folded(one.items) }
  if (name === 'party' || name === 'respondent') return folded(one)
  // Chosen by name; the code behind it is for machines.
  if (name === 'divisionCode') return { ...one, title: '所在县（市、区）', description: '', placeholder: '输入名称查找' }
  return one
}

/** Secret, and not for most leads: the last. */
const last = ['parties', 'party', 'respondent', 'informant']

/** The fields of a registration in the order in which somebody in the field writes: `first` first, the parties late, the informant last. */
export function arranged(schema: JsonSchema, first: readonly string[]): JsonSchema {
  const rank = (name: string) => {
    const at = first.indexOf(name)
    return at >= 0 ? at : first.length + last.indexOf(name) + 1
  }
  const properties = Object.entries(schema.properties ?? {})
    .map(([name, one]): [string, JsonSchema] => [name, dressed(name, one)])
    .sort(([a], [b]) => rank(a) - rank(b))
  return { ...schema, properties: Object.fromEntries(properties) }
}
