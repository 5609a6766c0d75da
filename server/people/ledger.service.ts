import { type SelectQueryBuilder, sql } from 'kysely'
import { roles } from '#contract/authority'
import { type LedgerFilter, type LedgerLine, ledgerActions, ledgerApi, ledgerObjects, ledgerOutcomes } from '#contract/ledger'
import { dayAfter } from '#kernel/calendar'
import type { DB } from '#kernel/db'
import type { Ctx } from '#kernel/house'
import { type Download, type Handlers, routesOf } from '#kernel/http'
import { note } from '#kernel/ledger'
import { writeTable } from '#kernel/sheet'

const exportedAtMost = 50_000

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

async function lines(ctx: Ctx, filter: LedgerFilter, limit: number, offset: number): Promise<LedgerLine[]> {
  const rows = await filtered(ctx, filter)
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
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }) as LedgerLine) // outcome is checked by the table, detail is an object by note()
}

async function list(ctx: Ctx, { page, size, ...filter }: LedgerFilter & { page: number; size: number }) {
  const counted = await ctx.tx
    .selectFrom(filtered(ctx, filter).select('e.id').limit(10_001).as('some'))
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow()
  return { rows: await lines(ctx, filter, size, (page - 1) * size), total: Math.min(counted.n, 10_000), totalIsAtLeast: counted.n > 10_000 }
}

const named = (table: Readonly<Record<string, string>>, key: string | null) => (key === null ? '' : (table[key] ?? key))

/** 导出: its own entry says which filter and how many lines (S37). */
async function exportLedger(ctx: Ctx, filter: LedgerFilter): Promise<Download> {
  const rows = await lines(ctx, filter, exportedAtMost, 0)
  await note(ctx.tx, { action: 'export', object: 'ledger_entry', detail: { filter, lines: rows.length } })
  const by = `${ctx.actor.name}（${ctx.actor.orgName ?? ''}）`
  const content = writeTable<LedgerLine>({
    name: '审计台账',
    lead: [
      `导出人：${by}　导出时间：${ctx.now.toISOString()}　共 ${rows.length} 条${rows.length === exportedAtMost ? `（最多导出 ${exportedAtMost} 条）` : ''}`,
      `筛选条件：${JSON.stringify(filter)}`,
    ],
    watermark: by,
    columns: [
      { key: 'at', title: '时间（UTC）', width: 26, of: (row) => row.at },
      { key: 'actor', title: '人员', of: (row) => row.actor },
      { key: 'org', title: '单位', of: (row) => row.org },
      { key: 'role', title: '职责', of: (row) => named(roles, row.role) },
      { key: 'action', title: '动作', width: 10, of: (row) => named(ledgerActions, row.action) },
      { key: 'object', title: '对象', of: (row) => named(ledgerObjects, row.object) },
      { key: 'objectId', title: '对象编号', kind: 'code', width: 40, of: (row) => row.objectId },
      { key: 'outcome', title: '结果', width: 10, of: (row) => ledgerOutcomes[row.outcome] },
      { key: 'address', title: '地址', of: (row) => row.address },
      { key: 'request', title: '请求编号', kind: 'code', width: 40, of: (row) => row.request },
      { key: 'before', title: '变更前摘要', kind: 'code', width: 30, of: (row) => row.before },
      { key: 'after', title: '变更后摘要', kind: 'code', width: 30, of: (row) => row.after },
      { key: 'detail', title: '说明', width: 40, of: (row) => (row.detail ? JSON.stringify(row.detail) : null) },
    ],
    rows,
  })
  return { name: `审计台账-${ctx.today}.xlsx`, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content }
}

const handlers: Handlers<typeof ledgerApi> = {
  list: (ctx, { query }) => list(ctx, query),
  export: (ctx, { query }) => exportLedger(ctx, query),
}
export const ledgerRoutes = routesOf('ledger', ledgerApi, handlers)
