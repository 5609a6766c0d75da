/**
 * From the JSON Schema of a step (or of any body of the contract) to the fields of a form. A schema speaks to the page through zod's
 * `.meta({ title, description, … })`:
 *   title        the label                      description  help under the field
 *   widget       orgPicker | personPicker | matterPicker | textarea | money | files | day | minute | hidden
 *   labels       { value: 中文 } for an enum     future       true: a day after today is allowed
 *   nullLabel    words of the box that answers «none» for a nullable number
 *   placeholder  an example inside the empty field
 *   more         true: not needed at once; folded away with its like
 */
export interface JsonSchema {
  type?: string | readonly string[]
  title?: string
  description?: string
  format?: string
  properties?: Record<string, JsonSchema>
  required?: readonly string[]
  items?: JsonSchema
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly JsonSchema[]
  oneOf?: readonly JsonSchema[]
  allOf?: readonly JsonSchema[]
  $ref?: string
  $defs?: Record<string, JsonSchema>
  default?: unknown
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  multipleOf?: number
  minItems?: number
  maxItems?: number
  pattern?: string
  widget?: string
  labels?: Record<string, string>
  future?: boolean
  nullLabel?: string
  placeholder?: string
  more?: boolean
}

export interface Option {
  value: string | number
  label: string
}

interface Common {
  name: string
  title: string
  help: string | undefined
  placeholder: string | undefined
  required: boolean
  /** An empty field is sent as null, not left out. */
  nullable: boolean
  initial: unknown
  /** Folded away until somebody wants it. */
  more?: boolean
}

export type FieldShape =
  | { kind: 'text' | 'textarea'; minLength: number | undefined; maxLength: number | undefined }
  | { kind: 'day'; future: boolean }
  | { kind: 'moment'; zoned: boolean; future: boolean }
  | { kind: 'number' | 'money'; min: number | undefined; max: number | undefined; whole: boolean; nullLabel: string | undefined }
  | { kind: 'choice'; options: readonly Option[]; many: boolean }
  | { kind: 'yesNo' }
  | { kind: 'org' | 'person' | 'matter' | 'files'; many: boolean; max: number | undefined }
  | { kind: 'texts' }
  | { kind: 'group'; fields: readonly Field[] }
  | { kind: 'rows'; fields: readonly Field[]; min: number; max: number | undefined }
  | { kind: 'variants'; on: string; variants: readonly { value: string; title: string; fields: readonly Field[] }[] }
  | { kind: 'fixed'; value: unknown }

export type Field = Common & FieldShape

type Defs = Record<string, JsonSchema>

/** Answers that only the page knows, by the name of their field: the parties of this case, the kinds of violation. */
export type Choices = Readonly<Record<string, readonly Option[]>>

interface Setting {
  defs: Defs
  choices: Choices
}

/** Named parts, `allOf` and «or null» are only ways of writing; the form sees what they mean. */
function plain(schema: JsonSchema, defs: Defs): { schema: JsonSchema; nullable: boolean } {
  if (schema.$ref) {
    const named = defs[schema.$ref.replace(/^#\/(\$defs|definitions)\//, '')] ?? {}
    const { $ref, ...own } = schema
    return plain({ ...named, ...own }, defs)
  }
  if (schema.allOf) {
    const { allOf, ...own } = schema
    return plain(Object.assign({}, ...allOf.map((one) => plain(one, defs).schema), own), defs)
  }
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((one) => one !== 'null')
    return { schema: { ...schema, type: types[0] }, nullable: types.length < schema.type.length }
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (!choices) return { schema, nullable: false }
  const rest = choices.filter((one) => one.type !== 'null')
  if (rest.length !== 1) return { schema: { ...schema, anyOf: rest }, nullable: rest.length < choices.length }
  const { anyOf, oneOf, ...own } = schema
  return { schema: { ...plain(rest[0]!, defs).schema, ...own }, nullable: rest.length < choices.length }
}

const optionsOf = ({ enum: values = [], labels = {} }: JsonSchema): Option[] =>
  values.map((value) => ({ value: typeof value === 'number' ? value : String(value), label: labels[String(value)] ?? String(value) }))

const pickers: Record<string, 'org' | 'person' | 'matter' | 'files'> = {
  orgPicker: 'org',
  personPicker: 'person',
  matterPicker: 'matter',
  files: 'files',
}

function textShape(schema: JsonSchema): FieldShape {
  const isZoned = schema.format === 'date-time'
  if (isZoned || schema.widget === 'minute') return { kind: 'moment', zoned: isZoned, future: schema.future === true }
  if (schema.format === 'date' || schema.widget === 'day') return { kind: 'day', future: schema.future === true }
  const isLong = schema.widget === 'textarea' || (schema.widget === undefined && (schema.maxLength ?? 0) > 200)
  return { kind: isLong ? 'textarea' : 'text', minLength: schema.minLength, maxLength: schema.maxLength }
}

function numberShape(schema: JsonSchema): FieldShape {
  // Yuan of the contract: at most two decimals and a trillion.
  const isMoney = schema.widget === 'money' || (schema.multipleOf === 0.01 && schema.maximum === 1e12)
  const min = schema.minimum ?? schema.exclusiveMinimum
  return { kind: isMoney ? 'money' : 'number', min, max: schema.maximum, whole: schema.type === 'integer', nullLabel: schema.nullLabel }
}

function arrayShape(schema: JsonSchema, setting: Setting): FieldShape {
  const item = plain(schema.items ?? {}, setting.defs).schema
  const picker = pickers[schema.widget ?? item.widget ?? '']
  if (picker) return { kind: picker, many: true, max: schema.maxItems }
  if (item.enum) return { kind: 'choice', many: true, options: optionsOf({ ...item, labels: { ...item.labels, ...schema.labels } }) }
  if (item.properties) return { kind: 'rows', fields: fieldsIn(item, setting), min: schema.minItems ?? 0, max: schema.maxItems }
  return { kind: 'texts' }
}

/** A union of objects that differ in one constant: the constant is chosen first, and the rest of the fields follow. */
function unionShape(choices: readonly JsonSchema[], labels: Record<string, string>, setting: Setting): FieldShape {
  const plainOnes = choices.map((one) => plain(one, setting.defs).schema)
  const constants = plainOnes.flatMap((one) => (one.const === undefined ? (one.enum ?? []) : [one.const]))
  if (plainOnes.every((one) => one.const !== undefined || one.enum))
    return { kind: 'choice', many: false, options: optionsOf({ enum: constants, labels }) }
  const on = Object.keys(plainOnes[0]?.properties ?? {}).find((name) =>
    plainOnes.every((one) => one.properties?.[name]?.const !== undefined),
  )
  if (on === undefined) return { kind: 'text', minLength: undefined, maxLength: undefined }
  const variants = plainOnes.map((one) => {
    const value = String(one.properties?.[on]?.const)
    return { value, title: labels[value] ?? one.title ?? value, fields: fieldsIn(one, setting).filter((field) => field.name !== on) }
  })
  return { kind: 'variants', on, variants }
}

function shapeOf(name: string, schema: JsonSchema, setting: Setting): FieldShape {
  const given = setting.choices[name]
  if (given) return { kind: 'choice', many: schema.type === 'array', options: given }
  if (schema.const !== undefined || schema.widget === 'hidden') return { kind: 'fixed', value: schema.const ?? schema.default }
  if (schema.enum) return { kind: 'choice', many: false, options: optionsOf(schema) }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return unionShape(choices, schema.labels ?? {}, setting)
  if (schema.type === 'array') return arrayShape(schema, setting)
  const picker = pickers[schema.widget ?? '']
  if (picker) return { kind: picker, many: false, max: 1 }
  if (schema.type === 'boolean') return { kind: 'yesNo' }
  if (schema.type === 'number' || schema.type === 'integer') return numberShape(schema)
  if (schema.properties) return { kind: 'group', fields: fieldsIn(schema, setting) }
  return textShape(schema)
}

export const fieldsOf = (root: JsonSchema, choices: Choices = {}): Field[] => fieldsIn(root, { defs: {}, choices })

function fieldsIn(root: JsonSchema, outer: Setting): Field[] {
  const defs = { ...outer.defs, ...root.$defs }
  const setting = { ...outer, defs }
  const { schema } = plain(root, defs)
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { schema: own, nullable } = plain(property, defs)
    return {
      name,
      title: own.title ?? name,
      help: own.description,
      placeholder: own.placeholder,
      required: required.has(name) && own.default === undefined,
      nullable,
      initial: own.default,
      ...(own.more ? { more: true } : {}),
      ...shapeOf(name, own, setting),
    }
  })
}

export type Values = Record<string, unknown>

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value)

export function initialValues(fields: readonly Field[]): Values {
  const values: Values = {}
  for (const field of fields) {
    if (field.kind === 'fixed') values[field.name] = field.value
    else if (field.initial !== undefined) values[field.name] = field.initial
    // A part that may be left out stays out until somebody wants it.
    else if (field.kind === 'group' && field.required) values[field.name] = initialValues(field.fields)
    else if (field.kind === 'rows' && field.min > 0)
      values[field.name] = Array.from({ length: field.min }, () => initialValues(field.fields))
  }
  return values
}

const isEmpty = (value: unknown) => value === undefined || value === '' || value === null

const asObject = (value: unknown): Values => (isObject(value) ? value : {})
const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function chosenVariant(field: Extract<Field, { kind: 'variants' }>, values: Values): Values | undefined {
  const chosen = field.variants.find((one) => one.value === values[field.on])
  return chosen && { [field.on]: chosen.value, ...cleaned(chosen.fields, values) }
}

const isMany = (field: Field) => field.kind === 'texts' || ('many' in field && field.many)

function cleanedOne(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case 'fixed':
      return field.value ?? value
    case 'group':
      return field.required || isObject(value) ? cleaned(field.fields, asObject(value)) : undefined
    case 'rows':
      return asArray(value).map((row) => cleaned(field.fields, asObject(row)))
    case 'variants':
      return chosenVariant(field, asObject(value))
    case 'text':
    case 'textarea':
      return typeof value === 'string' ? value.trim() : value
    default:
      return field.required && isMany(field) ? asArray(value) : value
  }
}

/** What is sent: nothing that the form does not show, and an empty field as the schema wants it. */
export function cleaned(fields: readonly Field[], values: Values): Values {
  const result: Values = {}
  for (const field of fields) {
    const value = cleanedOne(field, values[field.name])
    if (!isEmpty(value)) result[field.name] = value
    else if (field.nullable && (field.required || value === null)) result[field.name] = null
  }
  return result
}

export type Path = (string | number)[]

/** Where a fault lies, in words: 「涉案物品第 2 行」; empty outside rows. */
export function rowWords(fields: readonly Field[], [name, ...rest]: Path): string {
  const field = fields.find((one) => one.name === name)
  if (!field || rest.length === 0) return ''
  if (field.kind === 'rows')
    return `${field.title}第 ${Number(rest[0]) + 1} 行${rest.length > 2 ? rowWords(field.fields, rest.slice(1)) : ''}`
  return field.kind === 'group' ? rowWords(field.fields, rest) : ''
}

/** `input.penalties.0.fine`, `/input/penalties/0/fine` or `penalties[0].fine` as the form's own path. */
export function pathOf(text: string): Path {
  const parts = text.split(/[./[\]]+/).filter((part) => part !== '' && part !== 'body')
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
