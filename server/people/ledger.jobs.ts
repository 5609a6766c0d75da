import { roles } from '#contract/authority'
import { LedgerFilter, type LedgerLine, ledgerActions, ledgerObjects, ledgerOutcomes } from '#contract/ledger'
import { exportJob, inPortions, mostRows, refuseTooMany } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import type { SheetTable } from '#kernel/sheet'
import { startTask, type TaskRun } from '#kernel/task'
import { ledgerIds, ledgerLinesOf } from './ledger.store.ts'

export const startLedgerExport = async (ctx: Ctx, filter: LedgerFilter): Promise<{ taskId: string }> => ({
  taskId: await startTask(ctx, { kind: 'ledger.export', title: '导出审计台账', payload: filter, job: 'ledger.export' }),
})

const named = (table: Readonly<Record<string, string>>, key: string | null) => (key === null ? '' : (table[key] ?? key))
/** To the thousandth of a second, by the clock on the reader's wall. */
const inBeijing = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 23)

const columns: SheetTable<LedgerLine>['columns'] = [
  { key: 'at', title: '时间（北京时间）', width: 26, of: (row) => inBeijing(row.at) },
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
]

/** The filter in words: it stands in the first lines of what leaves the house. */
function filterWords({ from, to, actor, action, object, objectId, outcome, request }: LedgerFilter): string {
  const parts: [string, string | undefined][] = [
    ['日期', from || to ? `${from ?? ''} 至 ${to ?? ''}` : ''],
    ['人员', actor],
    ['动作', named(ledgerActions, action ?? null)],
    ['对象', named(ledgerObjects, object ?? null)],
    ['对象编号', objectId],
    ['结果', outcome && ledgerOutcomes[outcome]],
    ['请求编号', request],
  ]
  const said = parts.filter(([, words]) => words).map(([label, words]) => `${label}：${words}`)
  return said.join('；') || '无'
}

/** Its own entry says which filter and how many lines (S37). */
const begin = (run: TaskRun, filter: LedgerFilter) =>
  run.turn(async (ctx) => {
    const ids = await ledgerIds(ctx, filter, mostRows + 1)
    await note(ctx.tx, { action: 'export', object: 'ledger_entry', detail: { filter, lines: ids.length } })
    return { ids, who: `${ctx.actor.name}（${ctx.actor.orgName ?? ''}）`, today: ctx.today, now: ctx.now }
  })

export const ledgerJobs = jobs({
  'ledger.export': exportJob(async (run, keep) => {
    const filter = LedgerFilter.parse(run.payload)
    const { ids, who, today, now } = await begin(run, filter)
    await refuseTooMany(run, ids)
    const count = `${ids.length.toLocaleString('zh-CN')} 条`
    const table = {
      name: '审计台账',
      lead: [`导出人：${who}　导出时间：${inBeijing(now.toISOString())}　共 ${count}`, `筛选条件：${filterWords(filter)}`],
      columns,
      rows: inPortions(run, ids, ledgerLinesOf),
      watermark: `${who} ${today}`,
    }
    return { said: `已导出审计台账，共 ${count}。`, file: await keep(table, `审计台账-${today}.xlsx`) }
  }),
})
