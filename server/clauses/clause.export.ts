import { clauseStates } from '#contract/clause-evidence'
import { ClauseFilter, type ClauseWithState, isUnbound, placeWords } from '#contract/clauses'
import { exportJob } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import type { SheetTable } from '#kernel/sheet'
import { startTask } from '#kernel/task'
import { readView } from './view.service.ts'

export async function beginExport(ctx: Ctx, filter: ClauseFilter): Promise<{ taskId: string }> {
  await readView(ctx, filter)
  return { taskId: await startTask(ctx, { kind: 'clauses.export', title: '导出意见条款', payload: filter, job: 'clauses.export' }) }
}

const evidenceWords = ({ evidence, outside }: ClauseWithState): string =>
  outside !== null && evidence.every(({ records }) => records === 0)
    ? outside.reason
    : evidence
        .map(({ title, records, since }) => (records > 0 ? `${title} ${records} 项，自 ${since} 起` : `${title}：尚无记录`))
        .join('；') || '没有绑定指标或者记录查询'

const columns: SheetTable<ClauseWithState>['columns'] = [
  { key: 'place', title: '位置', width: 18, of: placeWords },
  { key: 'article', title: '举措', width: 28, of: (row) => row.articleTitle },
  { key: 'duty', title: '要求', width: 60, of: (row) => row.duty },
  { key: 'units', title: '责任单位', width: 50, of: (row) => row.units.map(({ name }) => name).join('、') },
  { key: 'state', title: '情况', width: 14, of: (row) => (isUnbound(row) ? '尚未绑定' : clauseStates[row.state]) },
  { key: 'records', title: '记录数', kind: 'number', width: 10, of: (row) => row.records },
  { key: 'since', title: '最早', kind: 'day', width: 14, of: (row) => row.since },
  { key: 'last', title: '最近', kind: 'day', width: 14, of: (row) => row.last },
  { key: 'evidence', title: '佐证或者说明', width: 60, of: evidenceWords },
]

export const clauseJobs = jobs({
  'clauses.export': exportJob(async (run, keep) => {
    const filter = ClauseFilter.parse(run.payload)
    const { view, who, today } = await run.turn(async (ctx) => {
      const found = await readView(ctx, filter)
      await note(ctx.tx, { action: 'export', object: 'clause', detail: { document: found.document.id, lines: found.clauses.length } })
      return { view: found, who: `${ctx.actor.name}（${ctx.actor.orgName ?? ''}）`, today: ctx.today }
    })
    const { document, counts, unit } = view
    const said = `${unit.name}，截至 ${today}：${counts.all} 条，已有记录 ${counts.evidence}，尚无记录 ${counts.none}（其中尚未绑定 ${counts.unbound}），不在平台办理 ${counts.outside}。`
    const lead = [
      `${document.title}${document.number ? `（${document.number}）` : ''}`,
      ...(document.unverified ? [`未核实：${document.unverified}`] : []),
      `导出人：${who}　${said}`,
    ]
    const table = { name: '意见条款', lead, columns, rows: view.clauses, watermark: `${who} ${today}` }
    return { said, file: await keep(table, `意见条款-${today}.xlsx`) }
  }),
})
