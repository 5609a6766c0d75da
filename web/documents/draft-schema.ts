import type { JsonSchema } from '../kit/step-fields.ts'

const isPart = (schema: JsonSchema, defs: Record<string, JsonSchema>): boolean => {
  const named = schema.$ref ? (defs[schema.$ref.replace(/^#\/\$defs\//, '')] ?? {}) : schema
  return named.properties !== undefined || named.allOf !== undefined
}

/** A paper says which of its texts are long; the others are one line, however many characters they may have. */
function widgetOf({ type, format, widget, multiline }: JsonSchema & { multiline?: boolean }): Pick<JsonSchema, 'widget'> {
  if (multiline) return { widget: 'textarea' }
  return type === 'string' && format === undefined && widget === undefined ? { widget: 'text' } : {}
}

/**
 * The form of a draft: nothing keeps it from being saved half filled, so no field is mandatory here; what is still missing stands beside the form.
 * A part stays open, a term that a paper sets may lie ahead, and long texts get an area.
 */
export function draftSchema(schema: JsonSchema & { multiline?: boolean }, defs = schema.$defs ?? {}): JsonSchema {
  const { required = [], ...rest } = schema
  const inner = (one: JsonSchema) => draftSchema(one, defs)
  const each = (all: Record<string, JsonSchema>) => Object.fromEntries(Object.entries(all).map(([name, one]) => [name, inner(one)]))
  return {
    ...rest,
    ...(schema.properties ? { required: required.filter((name) => isPart(schema.properties?.[name] ?? {}, defs)) } : {}),
    ...(schema.properties ? { properties: each(schema.properties) } : {}),
    ...(schema.$defs ? { $defs: each(schema.$defs) } : {}),
    ...(schema.items ? { items: inner(schema.items) } : {}),
    ...widgetOf(schema),
    ...(schema.format === 'date' || schema.widget === 'minute' ? { future: true } : {}),
  }
}
