import type { Ctx } from '#kernel/house'
import { mergedDefinition } from './activity.ts'
import { isEqual, isObject, type JsonObject } from './json.ts'
import { activitiesOf, activityKey } from './mentions.ts'
import type { Statement } from './statement.ts'

/** Adds what these statements tell of activities to what is known of them. In the order of keys, so that two batches do not wait for each other. */
export async function keepActivities(ctx: Ctx, statements: readonly Statement[]): Promise<void> {
  const told = new Map<string, JsonObject | null>()
  for (const { id, definition } of statements.flatMap(activitiesOf)) {
    const before = told.get(id) ?? null
    told.set(id, definition ? mergedDefinition(before, definition) : before)
  }
  const rows = [...told].map(([iri, definition]) => ({ key: activityKey(iri), iri, definition })).toSorted((a, b) => a.key.compare(b.key))
  for (let at = 0; at < rows.length; at += 1000) await merge(ctx, rows.slice(at, at + 1000))
}

async function merge(ctx: Ctx, rows: readonly { key: Buffer; iri: string; definition: JsonObject | null }[]): Promise<void> {
  const made = await ctx.tx
    .insertInto('xapi_activity')
    .values(rows.map((row) => ({ ...row, definition: row.definition && JSON.stringify(row.definition) })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('iri')
    .execute()
  const isMade = new Set(made.map(({ iri }) => iri))
  const others = rows.filter(({ iri, definition }) => definition && !isMade.has(iri))
  if (others.length === 0) return
  const known = await ctx.tx
    .selectFrom('xapi_activity')
    .select(['iri', 'definition'])
    .where(
      'key',
      'in',
      others.map(({ key }) => key),
    )
    .orderBy('key')
    .forUpdate()
    .execute()
  const before = new Map(known.map(({ iri, definition }) => [iri, isObject(definition) ? definition : null] as const))
  for (const { key, iri, definition } of others) {
    const merged = mergedDefinition(before.get(iri) ?? null, definition ?? {})
    if (isEqual(merged, before.get(iri) ?? null)) continue
    await ctx.tx
      .updateTable('xapi_activity')
      .set({ definition: JSON.stringify(merged) })
      .where('key', '=', key)
      .execute()
  }
}

/** What is known of these activities. */
export async function definitionsOf(ctx: Ctx, iris: readonly string[]): Promise<Map<string, JsonObject>> {
  if (iris.length === 0) return new Map()
  const rows = await ctx.tx
    .selectFrom('xapi_activity')
    .select(['iri', 'definition'])
    .where('key', 'in', [...new Set(iris)].map(activityKey))
    .execute()
  return new Map(rows.flatMap(({ iri, definition }) => (isObject(definition) ? [[iri, definition] as const] : [])))
}
