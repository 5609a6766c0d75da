import { type Flow, FlowQuery } from '#contract/flow'
import { exportJob } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import type { SheetTable } from '#kernel/sheet'
import { startTask } from '#kernel/task'
import { readFlow } from './flow.service.ts'

export async function beginExport(ctx: Ctx, query: FlowQuery): Promise<{ taskId: string }> {
  const { process, from, to, unit, title } = await readFlow(ctx, query)
  const payload = { process, from, to, orgId: unit.id }
  return { taskId: await startTask(ctx, { kind: 'flow.export', title: `导出流程分析：${title}`, payload, job: 'flow.export' }) }
}

interface Line {
  group: string
  name: string
  matters: number
  times: number | null
  share: number | null
  days: { median: number | null; p90: number | null } | null
  working: { median: number | null; p90: number | null } | null
  remark: string
}
const none = { times: null, share: null, days: null, working: null, remark: '' }
const only = (median: number | null) => ({ median, p90: null })

/** The tables of the page, one below the other. */
const linesOf = (flow: Flow): Line[] => [
  { ...none, group: '总体', name: '全部事项', matters: flow.total.matters, days: flow.total.days, working: flow.total.workingDays },
  {
    ...none,
    group: '总体',
    name: '一次办成',
    matters: flow.firstTime.matters,
    share: flow.firstTime.share,
    remark: `已办结 ${flow.firstTime.closed}`,
  },
  ...flow.variants.map((one) => ({
    ...none,
    group: '路径',
    name: one.steps.join(' → '),
    matters: one.matters,
    share: one.share,
    days: only(one.medianDays),
  })),
  ...(flow.otherVariants.variants > 0
    ? [{ ...none, group: '路径', name: `其余 ${flow.otherVariants.variants} 种`, matters: flow.otherVariants.matters }]
    : []),
  ...flow.waits.map((one) => ({
    ...none,
    group: '停留',
    name: one.state,
    matters: one.matters,
    times: one.passages,
    days: one.days,
    working: one.workingDays,
    remark: one.waiting > 0 ? `现有 ${one.waiting} 件停留，最长 ${one.longest} 天` : '',
  })),
  ...flow.late.map((one) => ({
    ...none,
    group: '逾期交接',
    name: `${one.step}（${one.clock}）`,
    matters: one.matters,
    times: one.times,
    days: only(one.medianDays),
    remark: `${one.from.org} ${one.from.role} → ${one.to.org} ${one.to.role}`,
  })),
  ...flow.rework.map((one) => ({
    ...none,
    group: '退回与重做',
    name: one.step,
    matters: one.matters,
    times: one.times,
    remark: `${one.fromState} → ${one.toState}`,
  })),
  ...flow.units.map((one) => ({
    ...none,
    group: '单位',
    name: one.name,
    matters: one.matters,
    share: one.firstTimeShare,
    days: one.days,
    remark: `有逾期交接 ${one.lateMatters} 件`,
  })),
]

const columns: SheetTable<Line>['columns'] = [
  { key: 'group', title: '表', width: 12, of: (line) => line.group },
  { key: 'name', title: '名称', width: 60, of: (line) => line.name },
  { key: 'matters', title: '事项数', kind: 'number', width: 10, of: (line) => line.matters },
  { key: 'times', title: '次数', kind: 'number', width: 10, of: (line) => line.times },
  { key: 'share', title: '占比或一次办成率（%）', kind: 'number', width: 20, of: (line) => line.share },
  { key: 'median', title: '中位天数', kind: 'number', width: 10, of: (line) => line.days?.median ?? null },
  { key: 'p90', title: '九成以内天数', kind: 'number', width: 14, of: (line) => line.days?.p90 ?? null },
  { key: 'workingMedian', title: '中位工作日', kind: 'number', width: 12, of: (line) => line.working?.median ?? null },
  { key: 'workingP90', title: '九成以内工作日', kind: 'number', width: 14, of: (line) => line.working?.p90 ?? null },
  { key: 'remark', title: '说明', width: 60, of: (line) => line.remark },
]

export const flowJobs = jobs({
  'flow.export': exportJob(async (run, keep) => {
    const { flow, who, today } = await run.turn(async (ctx) => {
      const found = await readFlow(ctx, FlowQuery.parse(run.payload))
      await note(ctx.tx, { action: 'export', object: 'matter', detail: { process: found.process, from: found.from, to: found.to } })
      return { flow: found, who: `${ctx.actor.name}（${ctx.actor.orgName ?? ''}）`, today: ctx.today }
    })
    const said = `${flow.title}，${flow.unit.name}及下级，${flow.from} 至 ${flow.to} 发起：${flow.total.matters} 件，已办结 ${flow.total.closed} 件。`
    const table = { name: '流程分析', lead: [`导出人：${who}　${said}`], columns, rows: linesOf(flow), watermark: `${who} ${today}` }
    return { said, file: await keep(table, `流程分析-${flow.title}-${today}.xlsx`) }
  }),
})
