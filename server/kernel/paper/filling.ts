import type { Paper, PaperHead } from './declaration.ts'
import { type FieldSchema, fieldsOf, separatorColumn, serialColumn, textColumn } from './placeholder.ts'
import { chineseDay, chineseMinute, yuan, yuanInWords } from './say.ts'

/** What stands in the place of each placeholder: words, or a list of such. */
export type Filling = { [name: string]: string | Filling[] }

const box = (ticked: boolean): string => (ticked ? '☑' : '☐')
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {} // an object that is no array

function words(schema: FieldSchema, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (schema.format === 'date') return chineseDay(String(value))
  if (schema.widget === 'minute') return chineseMinute(String(value))
  return String(value)
}

function ofField(name: string, schema: FieldSchema, value: unknown): Filling {
  if (schema.enum) {
    const boxes = Object.fromEntries(schema.enum.map((choice) => [`${name}.${choice}`, box(choice === value)]))
    return { [name]: typeof value === 'string' ? (schema.labels?.[value] ?? value) : '', ...boxes }
  }
  if (schema.type === 'boolean') return { [name]: box(value === true) }
  if (schema.type === 'number')
    return typeof value === 'number'
      ? { [name]: yuan(value), [`${name}.words`]: yuanInWords(value) }
      : { [name]: '', [`${name}.words`]: '' }
  if (schema.type === 'array') return { [name]: ofList(schema.items ?? {}, Array.isArray(value) ? value : []) }
  if (!schema.properties) return { [name]: words(schema, value) }
  const parts = record(value)
  return Object.assign({}, ...Object.entries(schema.properties).map(([part, inner]) => ofField(`${name}.${part}`, inner, parts[part])))
}

function ofList(item: FieldSchema, values: readonly unknown[]): Filling[] {
  return values.map((value, at) => ({
    ...(item.properties
      ? Object.assign({}, ...Object.entries(item.properties).map(([column, schema]) => ofField(column, schema, record(value)[column])))
      : { [textColumn]: words(item, value) }),
    [serialColumn]: String(at + 1),
    [separatorColumn]: at < values.length - 1 ? '、' : '',
  }))
}

/** Every placeholder of the paper has its words here; what is not filled in is empty. */
export function fillingOf(paper: Paper, input: unknown, { org, number, day }: PaperHead): Filling {
  const fields = paper.read(input)
  const { title } = paper.compose(input, { org })
  return Object.assign(
    { org, number: number ?? '', day: day ? chineseDay(day) : '', title },
    ...Object.entries(fieldsOf(paper)).map(([name, schema]) => ofField(name, schema, fields[name])),
  )
}

/** A filled paper that nobody takes for a real one: each field says its own name. */
export function exampleFields(paper: Pick<Paper, 'form'>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fieldsOf(paper)).map(([name, schema]) => [name, exampleOf(schema)]))
}

function exampleOf(schema: FieldSchema): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'boolean') return true
  if (schema.type === 'number') return 1234.5
  if (schema.type === 'integer') return 3
  if (schema.type === 'array') return [exampleOf(schema.items ?? {}), exampleOf(schema.items ?? {})]
  if (schema.properties) return Object.fromEntries(Object.entries(schema.properties).map(([name, inner]) => [name, exampleOf(inner)]))
  if (schema.format === 'date') return '2026-03-18'
  if (schema.widget === 'minute') return '2026-03-18T09:05'
  return `（${schema.title ?? '示例'}）`
}
