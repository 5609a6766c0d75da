import { type Role, roles } from '#contract/authority'
import { RosterCall } from '#contract/people'
import { exportJob, inPortions, mostRows, refuseTooMany } from '#kernel/batch'
import type { Ctx } from '#kernel/house'
import { jobs } from '#kernel/jobs'
import { note } from '#kernel/ledger'
import type { SheetTable } from '#kernel/sheet'
import { startTask, type TaskRun } from '#kernel/task'
import { rosterPlan } from './roster.plan.ts'
import { countWithoutDuty, type RosterLine, reachedOrgs, rosterIds, rosterLines } from './roster.store.ts'

/** 导出花名册: in the columns of the template, so that what was not changed can come back and changes nothing. */
export const startRosterExport = async (ctx: Ctx, call: RosterCall): Promise<{ taskId: string }> => ({
  taskId: await startTask(ctx, { kind: 'roster.export', title: '导出花名册', payload: call, job: 'roster.export' }),
})

const roleTitle = (role: string) => roles[role as Role] // the table's key of roles

/** A unit that shares its name with another is written by its code, as the import asks for it. */
function columnsFor(shared: ReadonlySet<string>): SheetTable<RosterLine>['columns'] {
  const of: Record<string, (line: RosterLine) => string | null> = {
    name: (line) => line.name,
    account: (line) => line.account,
    staffNo: (line) => line.staffNo,
    certificateNo: (line) => line.certificateNo,
    org: (line) => (shared.has(line.org) ? line.orgCode : line.org),
    role: (line) => roleTitle(line.role),
    title: (line) => line.title,
    from: (line) => line.from,
  }
  return rosterPlan([]).columns.map((column) => ({ ...column, of: of[column.key] ?? (() => null) }))
}

async function sharedNames(ctx: Ctx): Promise<Set<string>> {
  const byName = Map.groupBy(await reachedOrgs(ctx), ({ name }) => name)
  return new Set([...byName].filter(([, units]) => units.length > 1).map(([name]) => name))
}

const begin = (run: TaskRun, { orgId }: RosterCall) =>
  run.turn(async (ctx) => {
    const ids = await rosterIds(ctx, orgId, mostRows + 1)
    await note(ctx.tx, { action: 'export', object: 'person', detail: { ...(orgId ? { orgId } : {}), lines: ids.length } })
    const without = orgId === undefined ? await countWithoutDuty(ctx) : 0
    const who = `${ctx.actor.name}（${ctx.actor.orgName ?? ''}）`
    return { ids, without, shared: await sharedNames(ctx), who, today: ctx.today }
  })

export const rosterExportJobs = jobs({
  'roster.export': exportJob(async (run, keep) => {
    const { ids, without, shared, who, today } = await begin(run, RosterCall.parse(run.payload))
    await refuseTooMany(run, ids)
    const missing = without > 0 ? `；另有 ${without} 人没有在任或待任命的职务，不在表中` : ''
    const said = `共 ${ids.length.toLocaleString('zh-CN')} 行，一人任几职的有几行${missing}。`
    const table = {
      name: '花名册',
      lead: [`导出人：${who}　导出日：${today}　${said}`, '新增人员可在表后续填再导入；未改动的行导入时不作变更。'],
      columns: columnsFor(shared),
      rows: inPortions(run, ids, rosterLines),
      watermark: `${who} ${today}`,
    }
    return { said: `已导出花名册，${said}`, file: await keep(table, `花名册-${today}.xlsx`) }
  }),
})
