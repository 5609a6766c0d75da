import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
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

/**
 * The filter of a page lives in its address: a list can be sent to a colleague, F5 and back keep it.
 * `const [filter, setFilter] = useAddress(casesApi.list.query)`; `setFilter({ state: 'filed' })` also goes back to page 1.
 */
export function useAddress<S extends z.ZodType>(schema: S) {
  const raw = useSearch({ strict: false }) as AddressValues // parseAddress made it
  const navigate = useNavigate()
  const filter = useMemo(() => lenient(schema, raw), [schema, raw])
  const setFilter = (change: Record<string, unknown>, { replace = false } = {}) =>
    navigate({ to: '.', search: { ...raw, page: undefined, ...change } as never, replace }) // `never`: the router is not told each page's schema
  return [filter, setFilter, raw] as const
}
