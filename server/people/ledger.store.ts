import { type SelectQueryBuilder, sql } from 'kysely'
import type { LedgerFilter, LedgerLine } from '#contract/ledger'
import { dayAfter } from '#kernel/calendar'
import type { DB } from '#kernel/db'
import type { Ctx } from '#kernel/house'

/** The beginning of a legal day as an instant. */
const begin = (day: string) => new Date(`${day}T00:00:00+08:00`)

/** Row security shows the ledger to the audit administrator of a unit, as far as that unit reaches (S18, S37). */
function filtered(ctx: Ctx, filter: LedgerFilter): SelectQueryBuilder<DB & { e: DB['ledger_entry'] }, 'e', object> {
  let query = ctx.tx.selectFrom('ledger_entry as e')
  if (filter.from) query = query.where('e.at', '>=', begin(filter.from))
  if (filter.to) query = query.where('e.at', '<', begin(dayAfter(filter.to)))
  if (filter.actor) query = query.where('e.actor', 'like', `%${filter.actor.replace(/[\\%_]/g, '\\$&')}%`)
  if (filter.action) query = query.where('e.action', '=', filter.action)
  if (filter.object) query = query.where('e.object', '=', filter.object)
  if (filter.objectId) query = query.where('e.object_id', '=', filter.objectId)
  if (filter.outcome) query = query.where('e.outcome', '=', filter.outcome)
  if (filter.request) query = query.where('e.request', '=', filter.request)
  return query
}

async function linesOf(entries: ReturnType<typeof filtered>): Promise<LedgerLine[]> {
  const rows = await entries
    .leftJoin('org as o', 'o.id', 'e.org_id')
    .leftJoin('duty as d', 'd.id', 'e.duty_id')
    .select([
      sql<string>`e.id::text`.as('id'),
      'e.at',
      'e.actor',
      'o.short_name as org',
      'd.role',
      'e.address',
      'e.action',
      'e.object',
      'e.object_id as objectId',
      'e.outcome',
      'e.request',
      sql<string | null>`encode(e.before_hash, 'hex')`.as('before'),
      sql<string | null>`encode(e.after_hash, 'hex')`.as('after'),
      'e.detail',
    ])
    .orderBy('e.id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }) as LedgerLine) // outcome is checked by the table, detail is an object by note()
}

export async function listLedger(ctx: Ctx, { page, size, ...filter }: LedgerFilter & { page: number; size: number }) {
  const counted = await ctx.tx
    .selectFrom(filtered(ctx, filter).select('e.id').limit(10_001).as('some'))
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow()
  const chosen = filtered(ctx, filter)
    .limit(size)
    .offset((page - 1) * size)
  return { rows: await linesOf(chosen), total: Math.min(counted.n, 10_000), totalIsAtLeast: counted.n > 10_000 }
}

/** What an export holds: the newest first, as many as asked for. */
export async function ledgerIds(ctx: Ctx, filter: LedgerFilter, most: number): Promise<string[]> {
  const rows = await filtered(ctx, filter).select(sql<string>`e.id::text`.as('id')).orderBy('e.id', 'desc').limit(most).execute()
  return rows.map(({ id }) => id)
}

export const ledgerLinesOf = (ctx: Ctx, ids: readonly string[]): Promise<LedgerLine[]> =>
  linesOf(ctx.tx.selectFrom('ledger_entry as e').where('e.id', 'in', [...ids]))
