/** A property of a form as its JSON Schema describes it; only what the invention reads. */
interface Field {
  type?: string | string[]
  format?: string
  title?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Field[]
  items?: Field
  minItems?: number
  minimum?: number
  properties?: Readonly<Record<string, Field>>
  required?: readonly string[]
  widget?: string
  pattern?: string
}

/** What an inventor knows: the day, and words for fields that carry a name of their own. */
export interface Muse {
  day: string
  words: Readonly<Record<string, unknown>>
}

/** Fills what a form requires and nobody has said, plainly marked as a demonstration. Values in `given` stand as they are. */
export function inventObject(
  schema: unknown,
  given: Readonly<Record<string, unknown>>,
  muse: Muse,
  wanted: readonly string[] = [],
): Record<string, unknown> {
  const { properties = {}, required = [] } = (schema ?? {}) as Field // JSON Schema of an object
  const filled: Record<string, unknown> = { ...given }
  const open = required.filter((name) => filled[name] === undefined)
  for (const name of new Set([...open, ...wanted])) {
    const field = properties[name]
    if (field) filled[name] = invent(name, field, muse)
  }
  return filled
}

function invent(name: string, field: Field, muse: Muse): unknown {
  if (name in muse.words) return muse.words[name]
  if (field.const !== undefined) return field.const
  if (field.enum) return field.enum[0]
  if (field.anyOf) return invent(name, field.anyOf.find((one) => one.type !== 'null') ?? {}, muse)
  const type = Array.isArray(field.type) ? field.type[0] : field.type
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return Math.max(field.minimum ?? 0, 1)
  if (type === 'array') return Array.from({ length: field.minItems ?? 1 }, () => invent(name, field.items ?? {}, muse))
  // A row of a paper asks for nothing by itself; an empty row would say nothing, so all of it is filled.
  if (type === 'object') return inventObject(field, {}, muse, Object.keys(field.properties ?? {}))
  return inventText(field, muse)
}

function inventText({ format, title, widget, pattern }: Field, { day }: Muse): string {
  if (format === 'date' || widget === 'day') return day
  if (widget === 'minute' || pattern?.includes('T(')) return `${day}T09:30`
  if (pattern?.includes(':[0-5]')) return '09:30'
  return `${title ?? '内容'}（演示）`
}
