import type { Paper } from './declaration.ts'

/** What a bureau's own Word template may name in braces, and what it must. Everything is read off the paper's declared fields. */
export interface Placeholder {
  /** As it is typed between the braces: `cause`, `party.name`, `#goods`. */
  name: string
  label: string
  kind: 'value' | 'box' | 'list'
  /** The list in which it stands; null outside of any. */
  list: string | null
}

/** What must stand in a template, one way or another, before it may print this paper. */
export interface Demand {
  label: string
  basis: string
  anyOf: readonly string[]
}

/** JSON Schema of a field, with the words that our field makers add. */
export interface FieldSchema {
  title?: string
  type?: string
  format?: string
  widget?: string
  enum?: readonly string[]
  labels?: Record<string, string>
  /** Of a part with fields of its own: those without which it says nothing (a party's name and address). */
  essential?: readonly string[]
  properties?: Record<string, FieldSchema>
  items?: FieldSchema
  required?: readonly string[]
}

/** A name within its list, as one word: 清单里的列. */
export const within = (list: string | null, name: string): string => (list === null ? name : `${list}/${name}`)
/** A list of plain texts has this one column. */
export const textColumn = 'text'
export const serialColumn = 'serial'
export const separatorColumn = 'separator'

const head: Record<string, string> = { org: '机关名称', number: '文号', day: '成文日期', title: '文书名称' }
export const fieldsOf = (paper: Pick<Paper, 'form'>): Record<string, FieldSchema> => (paper.form as FieldSchema).properties ?? {} // zod made it of an object

const value = (name: string, label: string, list: string | null = null): Placeholder => ({ name, label, kind: 'value', list })

function ofField(name: string, schema: FieldSchema, list: string | null): Placeholder[] {
  const label = schema.title ?? name
  if (schema.enum) {
    const boxes = schema.enum.map(
      (choice): Placeholder => ({ name: `${name}.${choice}`, label: `${label}：${schema.labels?.[choice] ?? choice}`, kind: 'box', list }),
    )
    return [value(name, label, list), ...boxes]
  }
  if (schema.type === 'boolean') return [{ name, label, kind: 'box', list }]
  if (schema.type === 'number') return [value(name, label, list), value(`${name}.words`, `${label}的大写`, list)]
  if (schema.type === 'array') return ofList(name, label, schema.items ?? {})
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([part, inner]) =>
      ofField(`${name}.${part}`, { ...inner, title: `${label}：${inner.title ?? part}` }, list),
    )
  return [value(name, label, list)]
}

function ofList(name: string, label: string, item: FieldSchema): Placeholder[] {
  const columns = item.properties
    ? Object.entries(item.properties).flatMap(([column, schema]) => ofField(column, schema, name))
    : [value(textColumn, item.title ?? label, name)]
  return [
    { name: `#${name}`, label: `${label}（逐项重复，以 {/${name}} 结束）`, kind: 'list', list: null },
    ...columns,
    value(serialColumn, '序号', name),
    value(separatorColumn, '顿号（最后一项之后没有）', name),
  ]
}

export const placeholdersOf = (paper: Pick<Paper, 'form' | 'numbering'>): Placeholder[] => [
  ...Object.entries(head).flatMap(([name, label]) => (name === 'number' && paper.numbering === 'none' ? [] : [value(name, label)])),
  ...Object.entries(fieldsOf(paper)).flatMap(([name, schema]) => ofField(name, schema, null)),
]

/** A part is printed when its essential fields are; a choice by its words or by any of its boxes. */
function demandsOfField(name: string, schema: FieldSchema, basis: string): Demand[] {
  const label = schema.title ?? name
  if (schema.enum) return [{ label, basis, anyOf: [name, ...schema.enum.map((choice) => `${name}.${choice}`)] }]
  if (schema.type === 'number') return [{ label, basis, anyOf: [name, `${name}.words`] }]
  if (schema.properties) {
    const parts = Object.entries(schema.properties)
    const essential = schema.essential ?? []
    if (essential.length === 0) return [{ label, basis, anyOf: parts.map(([part]) => `${name}.${part}`) }]
    return essential.map((part) => ({
      label: `${label}：${schema.properties?.[part]?.title ?? part}`,
      basis,
      anyOf: [`${name}.${part}`],
    }))
  }
  if (schema.type !== 'array') return [{ label, basis, anyOf: [name] }]
  const columns = schema.items?.properties
  const needed = columns ? (schema.items?.essential ?? Object.keys(columns).slice(0, 1)) : [textColumn]
  return needed.map((column) => ({
    label: columns ? `${label}：${columns[column]?.title ?? column}` : label,
    basis,
    anyOf: [within(name, column)],
  }))
}

/**
 * What an officer must fill in before the paper may be issued must also be printed: the mandatory fields and those that carry a legal element, with
 * the office, its number and, to the outside, its day.
 */
export function demandsOf(paper: Pick<Paper, 'form' | 'basis' | 'elements' | 'numbering' | 'external'>): Demand[] {
  const basisOf = new Map(paper.elements.flatMap(({ field, basis }) => (field === undefined ? [] : [[field, basis] as const])))
  const mandatory = new Set([...((paper.form as FieldSchema).required ?? []), ...basisOf.keys()]) // as above
  return [
    { label: '机关名称', basis: paper.basis, anyOf: ['org'] },
    ...(paper.numbering === 'none' ? [] : [{ label: '文号', basis: paper.basis, anyOf: ['number'] }]),
    ...(paper.external && paper.numbering !== 'none' ? [{ label: '成文日期', basis: paper.basis, anyOf: ['day'] }] : []),
    ...Object.entries(fieldsOf(paper)).flatMap(([name, schema]) =>
      mandatory.has(name) ? demandsOfField(name, schema, basisOf.get(name) ?? paper.basis) : [],
    ),
  ]
}
