import { z } from 'zod'
import { sourceNames } from '#contract/case-drafts'
import type { CaseRow, LeadRow } from '#contract/case-lists'
import { ExportCall } from '#contract/cases'
import { keepContent } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { type InService, jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import { type SheetTable, writeTable } from '#kernel/sheet'
import { finishTask, showProgress, startTask, takeUpTask } from '#kernel/task'
import { caseQuery, caseRows, leadQuery, leadRows } from './list.service.ts'
import { totalOf } from './list.store.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const listNames = { leads: '线索', cases: '案件' }
/** Rows read in one transaction: few enough to stop soon when the person cancels. */
const portion = 500

/** 导出: written down, then made by a job in this duty's reach. */
export async function startExport(ctx: Ctx, call: ExportCall): Promise<{ taskId: string }> {
  const title = `导出${listNames[call.list]}`
  const taskId = await startTask(ctx, { kind: 'cases.export', title, payload: call, job: 'cases.export' })
  await note(ctx.tx, { action: 'export', object: call.list, objectId: taskId, detail: { filter: call.filter } })
  return { taskId }
}

type Row = LeadRow | CaseRow

/** One portion in the starter's reach; null when he cancelled it or lost the duty. */
function portionOf(inService: InService, taskId: string, offset: number): Promise<Row[] | null> {
  return inService(async (service) => {
    const started = await takeUpTask(service, taskId)
    if (!started) return null
    const call = ExportCall.parse(started.payload)
    const part = { limit: portion, offset }
    const rows: Row[] =
      call.list === 'leads' ? await leadRows(started.ctx, call.filter, part) : await caseRows(started.ctx, call.filter, part)
    await showProgress(service, taskId, offset + rows.length)
    return rows
  })
}

async function* rowsOf(inService: InService, taskId: string): AsyncGenerator<Row> {
  for (let offset = 0; ; offset += portion) {
    const rows = (await portionOf(inService, taskId, offset)) ?? []
    yield* rows
    if (rows.length < portion) return
  }
}

const lightNames = { none: '', green: '正常', yellow: '临近', red: '超期', paused: '中止' }
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

const filterWords = ({ filter }: ExportCall): string =>
  Object.entries(filter)
    .filter(([name, value]) => !['page', 'size', 'sort', 'below'].includes(name) && value !== undefined && String(value) !== '')
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('；') || '无'

async function runExport(inService: InService, taskId: string): Promise<void> {
  const begun = await inService(async (service) => {
    const started = await takeUpTask(service, taskId)
    if (!started) return null
    const call = ExportCall.parse(started.payload)
    const { total } = await totalOf(call.list === 'leads' ? leadQuery(started.ctx, call.filter) : caseQuery(started.ctx, call.filter))
    await showProgress(service, taskId, 0, total)
    return { call, who: `${started.ctx.actor.name}（${started.ctx.actor.orgName}）`, today: service.today }
  })
  if (!begun) return
  const { call, who, today } = begun
  const name = listNames[call.list]
  const stream = writeTable({
    name,
    lead: [`${name}列表　导出人：${who}　导出日：${today}`, `筛选条件：${filterWords(call)}`],
    columns: columnsOf(call),
    rows: rowsOf(inService, taskId),
    watermark: `${who} ${today}`,
  })
  const { sha256 } = await inService((service) => keepContent(service, stream, sheetType))
  // Whoever cancelled it meanwhile is offered nothing: an ended task stays as it ended.
  await inService((service) =>
    finishTask(service, taskId, { said: `已导出${name}列表。`, file: { sha256, name: `${name}-${today}.xlsx` } }),
  )
}

export const exportJobs = jobs({
  'cases.export': {
    payload: z.object({ taskId: z.uuid() }),
    long: (_house, inService, { taskId }) => runExport(inService, taskId),
  },
})
