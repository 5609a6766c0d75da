import { z } from 'zod'
import { Problem } from '#kernel/problem'

const none = z.object({})

/** A form as the page draws it: JSON Schema of what a person writes. */
export const drawnForm = (form: z.ZodObject = none) =>
  z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown> // a schema of an object is a plain record

/** What was entered, as its form reads it. An unknown or read-only field is refused, not dropped (S21). */
export function parseForm(form: z.ZodObject | undefined, input: Record<string, unknown>): Record<string, unknown> {
  // `strict` keeps what the form asks of its fields together, a last day not before the first; a new object of its shape would forget it.
  const parsed = (form ?? none).strict().safeParse(input)
  if (parsed.success) return parsed.data
  throw new Problem('invalid', { issues: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })) })
}
