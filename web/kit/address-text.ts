import type { z } from 'zod'

export type AddressValues = Record<string, string | string[] | undefined>

/** Values stay text in the address: the contract's schema makes numbers and days of them, as the server will. */
export function parseAddress(search: string): AddressValues {
  const values: AddressValues = {}
  new URLSearchParams(search).forEach((value, name) => {
    const before = values[name]
    values[name] = before === undefined ? value : [before, value].flat()
  })
  return values
}

export function printAddress(values: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one))
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}

/** A link may be old, cut or typed by hand: what the schema refuses is left out, and the rest still holds. */
export function lenient<S extends z.ZodType>(schema: S, values: AddressValues): z.output<S> {
  const left: Record<string, unknown> = { ...values }
  for (let turn = 0; turn < 20; turn += 1) {
    const parsed = schema.safeParse(left)
    if (parsed.success) return parsed.data
    const before = Object.keys(left).length
    for (const issue of parsed.error.issues) {
      for (const name of issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])]) delete left[name]
    }
    if (Object.keys(left).length === before) break
  }
  return schema.parse({})
}
