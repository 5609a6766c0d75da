import { sql } from 'kysely'
import type { OrgId } from '#contract/common'
import { supervisedTaskImportsApi } from '#contract/supervision'
import { type NewTask, TaskDraft, taskSources } from '#contract/supervision-steps'
import { type ImportRow, importRoom } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { findMatter, takeStep } from '#kernel/matter'
import { faultAt, type SheetFault, type SheetPlan, type SheetRead } from '#kernel/sheet'
import { createTask } from './create.ts'

/** 任务清单: the heads under which the bureaus publish theirs. */
const plan: SheetPlan = {
  name: '督办任务清单',
  columns: [
    { key: 'keyTask', title: '重点任务', required: true, example: '知识产权业务轮训', width: 40 },
    {
      key: 'lead',
      title: '责任单位',
      required: true,
      help: '单位全称或者简称，须为本单位的下级单位或者内设机构',
      example: '某县市场监督管理局',
      width: 26,
    },
    { key: 'measure', title: '细化措施', required: true, help: '有的清单称“落实举措”“工作方案”', example: '全年完成轮训两期', width: 50 },
    { key: 'supports', title: '配合单位', help: '多个单位用顿号分隔', width: 30 },
    { key: 'title', title: '任务名称', help: '不填的，取重点任务', width: 30 },
    { key: 'dueOn', title: '办理期限', kind: 'day', required: true, example: '2026-11-30', width: 14 },
    { key: 'reportOn', title: '报送节点', help: '多个日期用顿号分隔，如 2026-06-15、2026-11-15', width: 26 },
    {
      key: 'source',
      title: '任务来源',
      kind: 'choice',
      options: Object.values(taskSources).filter((word) => word !== taskSources.clause),
      width: 16,
    },
    { key: 'sourceText', title: '来源说明', help: '文件名称、批示内容等', width: 30 },
    { key: 'sourceNumber', title: '来源文号', width: 22 },
    { key: 'deliverable', title: '成果材料', help: '填写的，申请办结时须附文件；不填的，按进展填报', width: 26 },
  ],
  instructions: [
    '每行一项任务。导入后为“立项”状态，核对后在督办任务列表中选中交办。',
    '同一任务由几个单位分别承办的，每个单位一行。来源于文件条款或者绑定指标的任务，请导入后修改立项内容。',
    '导入后可以整批撤销，已经交办的除外。',
  ],
}

interface TaskLine extends ImportRow {
  task: NewTask | null
  lead: string
  keyTask: string
  dueOn: string
}

const split = (text: string | undefined) => (text ?? '').split(/[、，,；;\s]+/u).filter((part) => part !== '')
const keyOf = (title: string | undefined) =>
  (Object.keys(taskSources) as (keyof typeof taskSources)[]).find((key) => taskSources[key] === title) // the keys of a const object

async function unitsNamed(ctx: Ctx, names: readonly string[]): Promise<Map<string, OrgId[]>> {
  const { rows } = await sql<{ name: string; id: OrgId }>`
    select n name, o.id from unnest(${[...names]}::text[]) n join org o on (o.name = n or o.short_name = n)
      join org mine on mine.id = ${ctx.actor.orgId} and o.lo > mine.lo and o.lo < mine.hi`.execute(ctx.tx)
  return new Map([...Map.groupBy(rows, (row) => row.name)].map(([name, found]) => [name, found.map(({ id }) => id)]))
}

type Cells = SheetRead['rows'][number]['cells']

/** What a row asks for; the contract's own form judges it. */
const draftOf = (cells: Cells, leadOrgId: OrgId | undefined, supportOrgIds: readonly OrgId[]) => ({
  ...{
    title: (cells.title || cells.keyTask || '').slice(0, 150),
    keyTask: cells.keyTask,
    measure: cells.measure,
    leadOrgId,
    supportOrgIds,
  },
  ...{ source: keyOf(cells.source) ?? 'other', dueOn: cells.dueOn, reportOn: split(cells.reportOn) },
  sourceText: cells.sourceText || undefined,
  sourceNumber: cells.sourceNumber || undefined,
  target: cells.deliverable ? { kind: 'deliverable', deliverable: cells.deliverable } : { kind: 'reported' },
})

async function judgeTasks(ctx: Ctx, read: SheetRead): Promise<{ rows: TaskLine[]; faults: SheetFault[] }> {
  const faults: SheetFault[] = [...read.faults]
  const marked = new Set(faults.map(({ row, column }) => `${row} ${column}`))
  const say = (row: number, key: string, message: string) => {
    if (!marked.has(`${row} ${read.places[key]}`)) faults.push(faultAt(read, plan, row, key, message))
  }
  const units = await unitsNamed(ctx, [...new Set(read.rows.flatMap(({ cells }) => [cells.lead ?? '', ...split(cells.supports)]))])
  const unitOf = (row: number, key: string, name: string): OrgId[] => {
    const found = units.get(name) ?? []
    if (found.length === 1) return found
    say(row, key, found.length === 0 ? `本单位下没有“${name}”` : `“${name}”有多个，请填写全称`)
    return []
  }
  const rows = read.rows.map(({ row, cells }) => {
    const [leadOrgId] = cells.lead ? unitOf(row, 'lead', cells.lead) : []
    const supports = split(cells.supports).flatMap((name) => unitOf(row, 'supports', name))
    const parsed = TaskDraft.safeParse(draftOf(cells, leadOrgId, supports))
    // A lead that is not there has been said in better words.
    const issues = (parsed.error?.issues ?? []).filter(({ path }) => path[0] !== 'leadOrgId')
    for (const issue of issues) say(row, columnOf(issue.path), issue.message)
    if (leadOrgId && supports.includes(leadOrgId)) say(row, 'supports', '责任单位不能同时列为配合单位')
    return lineOf(row, cells, parsed.data ?? null)
  })
  return { rows, faults: faults.sort((a, b) => a.row - b.row) }
}

const lineOf = (row: number, { lead = '', keyTask = '', dueOn = '' }: Cells, task: NewTask | null): TaskLine => ({
  row,
  task,
  lead,
  keyTask,
  dueOn,
})

const columnOf = ([first]: PropertyKey[]): string => (first === 'target' ? 'deliverable' : first === 'title' ? 'keyTask' : String(first))

export const taskImport = importRoom<TaskLine>(supervisedTaskImportsApi, {
  kind: 'supervisedTask',
  title: '督办任务清单',
  counted: '项任务',
  plan: async () => plan,
  reads: plan,
  judge: judgeTasks,
  preview: [
    { title: '重点任务', of: ({ keyTask }) => keyTask },
    { title: '责任单位', of: ({ lead }) => lead },
    { title: '办理期限', of: ({ dueOn }) => dueOn },
  ],
  async make(ctx, { task }) {
    // A row without a task has its fault, and wrong rows do not come in.
    const { id } = await createTask(ctx, { ...(task as NewTask), issue: false })
    return id
  },
  /** Drafts go; what was issued stays. */
  async takeBack(ctx, { fileName }, made) {
    const kept: string[] = []
    for (const matterId of made) {
      const matter = await findMatter(ctx, matterId)
      if (matter?.state === 'draft')
        await takeStep(ctx, { matterId, step: 'drop', happenedOn: ctx.today, input: { reason: `撤销批量导入（${fileName}）` } })
      else kept.push(matterId)
    }
    return kept
  },
})
