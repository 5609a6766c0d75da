import { z } from 'zod'
import { TaskFilter, type TaskRow } from '#contract/supervision'
import { supervisedTaskStates, taskLightNames, taskSources } from '#contract/supervision-steps'
import { exportJob, inPortions, refuseTooMany } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import type { SheetTable } from '#kernel/sheet'
import { startTask } from '#kernel/task'
import { filteredTasks, tasksByIds } from './task.service.ts'

const Call = z.object({ filter: TaskFilter })

/** The heads of the lists as the bureaus publish them (重点任务、责任单位、细化措施), then what the platform knows besides. */
const columns: SheetTable<TaskRow>['columns'] = [
  { key: 'keyTask', title: '重点任务', width: 40, of: (row) => row.keyTask },
  { key: 'lead', title: '责任单位', width: 18, of: (row) => row.lead.name },
  { key: 'measure', title: '细化措施', width: 60, of: (row) => row.measure },
  { key: 'supports', title: '配合单位', width: 24, of: (row) => row.supports.join('、') },
  { key: 'title', title: '任务名称', width: 30, of: (row) => row.title },
  { key: 'number', title: '编号', kind: 'code', width: 20, of: (row) => row.number },
  { key: 'source', title: '任务来源', width: 14, of: (row) => taskSources[row.source] },
  { key: 'issuer', title: '交办单位', width: 16, of: (row) => row.issuer.name },
  { key: 'issuedOn', title: '交办日', kind: 'day', width: 12, of: (row) => row.issuedOn },
  { key: 'dueOn', title: '办理期限', kind: 'day', width: 12, of: (row) => row.dueOn },
  { key: 'firstDueOn', title: '原定期限', kind: 'day', width: 12, of: (row) => row.firstDueOn },
  { key: 'reportOn', title: '报送节点', width: 24, of: (row) => row.reportOn.join('、') },
  { key: 'progress', title: '进度（%）', kind: 'number', width: 10, of: (row) => row.progress },
  { key: 'state', title: '状态', width: 12, of: (row) => supervisedTaskStates[row.state] },
  { key: 'light', title: '亮灯', width: 10, of: (row) => taskLightNames[row.light] },
  { key: 'standsOn', title: '现由', width: 18, of: (row) => (row.standsOn ? `${row.standsOn.unit}${row.standsOn.what}` : null) },
]

export async function startTaskExport(ctx: Ctx, call: z.output<typeof Call>): Promise<{ taskId: string }> {
  const taskId = await startTask(ctx, { kind: 'supervision.export', title: '导出督办任务清单', payload: call, job: 'supervision.export' })
  await note(ctx.tx, { action: 'export', object: 'supervised_task', objectId: taskId, detail: { filter: call.filter } })
  return { taskId }
}

export const taskExportJobs = jobs({
  'supervision.export': exportJob(async (run, keep) => {
    const { filter } = Call.parse(run.payload)
    const { ids, who, today } = await run.read(async (ctx) => ({
      ids: (await filteredTasks(ctx, filter)).map(({ id }) => id),
      who: `${ctx.actor.name}（${ctx.actor.orgName}）`,
      today: ctx.today,
    }))
    await refuseTooMany(run, ids)
    const said = `共 ${ids.length} 项。`
    const table = {
      ...{ name: '督办任务清单', lead: [`督办任务清单　导出人：${who}　导出日：${today}　${said}`], columns, watermark: `${who} ${today}` },
      rows: inPortions<TaskRow>(run, ids, (ctx, part) => tasksByIds(ctx, part)),
    }
    return { said, file: await keep(table, `督办任务清单-${today}.xlsx`) }
  }),
})
