import { sourceNames } from '#contract/case-drafts'
import type { CaseRow, LeadRow } from '#contract/case-lists'
import { ExportCall } from '#contract/cases'
import { exportJob, inPortions, mostRows, refuseTooMany } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import type { SheetTable } from '#kernel/sheet'
import { startTask, type TaskRun } from '#kernel/task'
import { filterWords, lightNames } from './export.words.ts'
import { exportedIds, exportedRows } from './list.service.ts'

const listNames = { leads: '线索', cases: '案件' }

/** 导出: written down, then made by a job in this duty's reach. */
export async function startExport(ctx: Ctx, call: ExportCall): Promise<{ taskId: string }> {
  const title = `导出${listNames[call.list]}`
  const taskId = await startTask(ctx, { kind: 'cases.export', title, payload: call, job: 'cases.export' })
  await note(ctx.tx, {
    action: 'export',
    object: call.list,
    objectId: taskId,
    detail: { filter: call.filter, ...(call.ids ? { chosen: call.ids.length } : {}) },
  })
  return { taskId }
}

type Row = LeadRow | CaseRow

const columnsOf = (call: ExportCall): SheetTable<Row>['columns'] => [
  { key: 'number', title: call.list === 'leads' ? '线索号' : '案号', kind: 'code', width: 28, of: (row) => row.number },
  { key: 'title', title: '名称', width: 46, of: (row) => row.title },
  { key: 'state', title: '状态', of: (row) => row.stateTitle },
  { key: 'party', title: '当事人', width: 30, of: (row) => row.party },
  { key: 'violation', title: '违法类型', width: 34, of: (row) => row.violation },
  { key: 'officers', title: '承办人', of: (row) => row.officers },
  { key: 'handling', title: '承办单位', width: 30, of: (row) => row.handling.name },
  { key: 'openedOn', title: '登记日', kind: 'day', of: (row) => row.openedOn },
  { key: 'due', title: '最近期限', kind: 'day', of: (row) => row.due },
  { key: 'dueName', title: '期限名称', of: (row) => row.dueName },
  { key: 'provisional', title: '期限标注', of: (row) => (row.provisional ? '暂定' : null) },
  { key: 'light', title: '期限灯', of: (row) => lightNames[row.light] },
  { key: 'source', title: '来源', of: (row) => ('source' in row ? sourceNames[row.source] : null) },
  { key: 'decidedOn', title: '决定日', kind: 'day', of: (row) => ('decidedOn' in row ? row.decidedOn : null) },
  { key: 'fine', title: '罚款（元）', kind: 'number', of: (row) => ('fine' in row ? row.fine : null) },
]

async function begin(run: TaskRun, call: ExportCall) {
  const begun = await run.read(async (ctx) => ({
    ids: await exportedIds(ctx, call, mostRows + 1),
    who: `${ctx.actor.name}（${ctx.actor.orgName}）`,
    today: ctx.today,
    conditions: await filterWords(ctx, call),
  }))
  await refuseTooMany(run, begun.ids)
  return begun
}

export const exportJobs = jobs({
  'cases.export': exportJob(async (run, keep) => {
    const call = ExportCall.parse(run.payload)
    const { ids, who, today, conditions } = await begin(run, call)
    const name = listNames[call.list]
    const table = {
      name,
      lead: [`${name}列表　导出人：${who}　导出日：${today}`, `筛选条件：${conditions}`],
      columns: columnsOf(call),
      rows: inPortions<Row>(run, ids, (ctx, part) => exportedRows(ctx, call.list, part)),
      watermark: `${who} ${today}`,
    }
    const file = await keep(table, `${name}-${today}.xlsx`)
    return { said: `已导出${name}列表，共 ${ids.length.toLocaleString('zh-CN')} 条。`, file }
  }),
})
