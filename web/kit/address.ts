import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { z } from 'zod'
import { type AddressValues, lenient } from './address-text.ts'

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
