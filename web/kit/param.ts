import { notFound, useParams } from '@tanstack/react-router'
import type { z } from 'zod'

/** A path parameter as its schema reads it. What cannot be an id is a page that does not exist. */
export function useParam<S extends z.ZodType>(name: string, schema: S): z.output<S> {
  const raw: Record<string, string | undefined> = useParams({ strict: false })
  const parsed = schema.safeParse(raw[name])
  if (!parsed.success) throw notFound()
  return parsed.data
}
