import { createHash } from 'node:crypto'
import type { Ctx, House } from '#kernel/house'
import { authorityOf } from './identity.ts'
import type { Json } from './json.ts'
import { keepStatements } from './statement.store.ts'
import { readStatement, voidedVerb } from './statement.ts'

/**
 * Stores statements of the platform's own: for jobs, which look at what their room's records say and tell that. No statement waits in the queue, where
 * whoever speaks SQL could put one; a person's session stores none (`reach` of xapi_statement). Under the same id a statement is stored once.
 */
export async function tell(ctx: Ctx, told: readonly ({ id: string } & Record<string, unknown>)[]): Promise<void> {
  if (told.length === 0) return
  const statements = told.map((one) => readStatement(JSON.parse(JSON.stringify(one)) as Json, 'statement', '1.0.3'))
  await keepStatements(ctx, null, { statements, enclosed: new Map() }, '1.0.3')
}

/** 作废 of a statement of our own; the same for the same one. */
export const voiding = (house: Pick<House, 'config'>, id: string) => ({
  id: derivedId(`void ${id}`),
  actor: authorityOf(house, null),
  verb: { id: voidedVerb, display: { 'en-US': 'voided', 'zh-CN': '作废' } },
  object: { objectType: 'StatementRef', id },
})

/** The same for the same thing, so that the record store keeps it once. */
export function derivedId(what: string): string {
  const hex = createHash('sha256').update(what).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
