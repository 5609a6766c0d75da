import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { ProblemCode, ProblemFacts } from '#contract/problem'
import type { Entry } from '#kernel/db'
import type { Ctx } from '#kernel/house'
import { httpStatus, Problem } from '#kernel/problem'
import type { Given, Route, Written } from './route.ts'

/** What one request brings to its transaction. */
export interface Asked {
  route: Route
  entry: Entry
  /** Everything that tells this act from another, for the idempotency hash. */
  body: unknown
  key: string | null
  /** Refuses whom has asked too often in this minute (S88). */
  admit?: ((person: string) => void) | undefined
}

/** Same key and body, same answer, one effect; same key and another body is a mistake of the caller (S41). */
export async function onceOnly<T extends Given | null>(
  ctx: Ctx,
  asked: Asked,
  work: () => Promise<T | Problem>,
): Promise<T | Written | Problem> {
  const { route, key, body } = asked
  const person = ctx.actor.personId
  if (!key || !person) return work()
  const hash = createHash('sha256')
    // The duty belongs to it: what one duty was told is not told again to another that the person has switched to.
    .update(JSON.stringify([route.name, ctx.actor.dutyId, body ?? null]))
    .digest()
  // A second request with the same key waits here until the first has committed or rolled back.
  const made = await ctx.tx
    .insertInto('request_key')
    .values({ person_id: person, key, route: route.name, body_hash: hash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (!made) return repeated(ctx, route, person, key, hash)
  const given = await work()
  await keep(ctx, asked, person, key, given)
  return given
}

const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

async function keep(ctx: Ctx, { route, body }: Asked, person: string, key: string, given: Given | Problem | null): Promise<void> {
  const text =
    given instanceof Problem ? JSON.stringify({ code: given.code, facts: given.facts }) : given && 'text' in given ? given.text : null
  const named = [...new Set(`${JSON.stringify(body)} ${text}`.match(ids))]
  await ctx.tx
    .updateTable('request_key')
    .set({
      status: given instanceof Problem ? httpStatus[given.code] : 200,
      answer: route.endpoint.answeredOnce ? null : text,
      version: given && 'text' in given ? given.version : null,
      matters: sql<string[]>`array(select m.id from matter m where m.id = any(${named}::uuid[]))`,
    })
    .where('person_id', '=', person)
    .where('key', '=', key)
    .execute()
}

async function repeated(ctx: Ctx, route: Route, person: string, key: string, hash: Buffer): Promise<Written | Problem> {
  const kept = await ctx.tx
    .selectFrom('request_key')
    .select(['body_hash', 'status', 'answer', 'version', 'matters'])
    .where('person_id', '=', person)
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (!kept.body_hash.equals(hash)) throw new Problem('invalid', { what: '同一个请求编号用在了不同的内容上，请刷新页面后重新提交。' })
  // An answer that was given once is gone; the act is not done again for it.
  if (route.endpoint.answeredOnce)
    throw new Problem('closed', { what: '再次显示', why: '该内容只显示一次', todo: '如未看到，请重新发起。' })
  await demandReach(ctx, kept.matters)
  const text = kept.answer ?? 'null'
  if (kept.status === 200) return { text, version: kept.version }
  const { code, facts } = JSON.parse(text) as { code: ProblemCode; facts: ProblemFacts[ProblemCode] } // written by `keep`
  throw new Problem(code, facts)
}

/** A matter that has left the actor's reach meanwhile is not shown again by what was kept of it (S13, S22). */
async function demandReach(ctx: Ctx, matters: readonly string[]): Promise<void> {
  if (matters.length === 0) return
  const { n } = await ctx.tx
    .selectFrom('matter')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('id', 'in', [...matters])
    .executeTakeFirstOrThrow()
  if (Number(n) !== matters.length) throw new Problem('notFound', {})
}
