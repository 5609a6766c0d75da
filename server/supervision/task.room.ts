import { sql } from 'kysely'
import type { LegalDay, OrgId } from '#contract/common'
import { supervisedTaskSteps, type TaskDraft } from '#contract/supervision-steps'
import { legalDayOf } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { assignOfficers, type MatterRow, processRoom, rehouseMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import type { Act } from '#kernel/process'
import { countClose, countIssue, countWaive, uncountDue } from './counting.ts'
import { columnsOf, demandDraft } from './draft.ts'
import { dueOn } from './light.ts'
import { isReached, measure, noteFigure } from './measure.ts'
import { issueProposal, propose, refuseProposal } from './proposal.ts'
import { addSupport, contribute, dropSupport, grantSupport } from './support.ts'
import { supervisedTaskProcess, type TaskFacts } from './task.process.ts'
import { demandTask, type TaskRecord } from './task.store.ts'
import { tellAbout } from './telling.ts'

async function factsOf(ctx: Ctx, matter: MatterRow, history: readonly Act[]): Promise<TaskFacts> {
  const { rows } = await sql<{
    open: string[]
    proposals: number
    due: LegalDay | null
    noticed: boolean
    reports: LegalDay[]
    supports: number
  }>`
    select array(select c.title from matter c join supervised_task s on s.matter_id = c.id
                  where c.parent_id = ${matter.id} and not c.closed and s.mandatory order by c.recorded_at) open,
           (select count(*)::int from supervised_task_proposal q where q.matter_id = ${matter.id} and q.state = 'proposed') proposals,
           (select d.due_on from supervised_task_due d where d.matter_id = ${matter.id} order by d.position desc limit 1) due,
           coalesce((select t.noticed_on is not null from supervised_task t where t.matter_id = ${matter.id}), false) noticed,
           (select count(*)::int from supervised_task_support s where s.matter_id = ${matter.id} and s.ended_on is null) supports,
           coalesce((select t.report_on::text[] from supervised_task t where t.matter_id = ${matter.id}), '{}') reports`.execute(ctx.tx)
  const { open = [], proposals = 0, due = null, noticed = false, reports = [], supports = 0 } = rows[0] ?? {}
  const reported = history.filter(({ step }) => step === 'report').map(({ input }) => input.reportDay)
  return {
    ...{ openMandatory: open, openProposals: proposals, dueOn: due, isLate: due !== null && ctx.today > due, isNoticed: noticed },
    openReports: reports.filter((day) => !reported.includes(day)).length,
    supports,
  }
}

const change = (ctx: Ctx, matter: MatterRow, columns: Record<string, unknown>) =>
  ctx.tx.updateTable('supervised_task').set(columns).where('matter_id', '=', matter.id).execute()

const wrong = (path: string, message: string) => new Problem('invalid', { issues: [{ path, message }] })

/** A file that is named must lie with this matter; what somebody brought before is bound to it. */
async function demandFiles(ctx: Ctx, matter: MatterRow, files: readonly string[]): Promise<void> {
  if (files.length === 0) return
  const rows = await ctx.tx
    .selectFrom('file')
    .select('id')
    .where('id', 'in', [...files])
    .where('matter_id', '=', matter.id)
    .execute()
  if (rows.length !== new Set(files).size) throw wrong('files', '所附文件不在本任务中，请重新上传')
}

async function amend(ctx: Ctx, matter: MatterRow, draft: TaskDraft): Promise<void> {
  await demandDraft(ctx, draft, matter.ownerOrgId)
  await change(ctx, matter, columnsOf(draft))
  await ctx.tx.updateTable('matter').set({ title: draft.title }).where('id', '=', matter.id).execute()
  if (draft.leadOrgId !== matter.handlingOrgId) await rehouseMatter(ctx, matter.id, { handling: draft.leadOrgId })
}

async function issue(
  ctx: Ctx,
  matter: MatterRow,
  on: LegalDay,
  input: { dueOn: LegalDay; signBy: LegalDay; reportOn: LegalDay[] },
): Promise<void> {
  if (input.dueOn < on) throw wrong('dueOn', '办理期限不能早于交办之日')
  if (input.signBy < on) throw wrong('signBy', '签收截止日不能早于交办之日')
  await change(ctx, matter, { issued_on: on, report_on: input.reportOn })
  await ctx.tx.insertInto('supervised_task_due').values({ matter_id: matter.id, position: 0, since: on, due_on: input.dueOn }).execute()
  const { planned_support } = await ctx.tx
    .selectFrom('supervised_task')
    .select(sql<OrgId[]>`planned_support::text[]`.as('planned_support'))
    .where('matter_id', '=', matter.id)
    .executeTakeFirstOrThrow()
  await grantSupport(ctx, matter, planned_support, on)
  await countIssue(ctx, await demandTask(ctx, matter.id), on)
  const words = `办理期限 ${input.dueOn}，请在 ${input.signBy} 前签收。`
  await tellAbout(ctx, matter, 'issue', [matter.handlingOrgId], '新的督办任务', words)
  await tellAbout(ctx, matter, 'support', planned_support, '请配合督办任务', `办理期限 ${input.dueOn}，请在任务页面报送配合情况。`)
}

async function sayProgress(ctx: Ctx, matter: MatterRow, on: LegalDay, percent: number | undefined): Promise<void> {
  const task = await demandTask(ctx, matter.id)
  if (percent === undefined) return task.indicator ? noteFigure(ctx, task) : undefined
  if (task.indicator) throw wrong('percent', '目标已绑定指标，进度由记录得出，不能填写')
  await ctx.tx.insertInto('supervised_task_progress').values({ matter_id: matter.id, happened_on: on, percent }).execute()
}

async function report(ctx: Ctx, matter: MatterRow, reportDay: LegalDay): Promise<void> {
  const { reportOn } = await demandTask(ctx, matter.id)
  const { n } = await ctx.tx
    .selectFrom('matter_step')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('matter_id', '=', matter.id)
    .where('step', '=', 'report')
    .where(sql<boolean>`input ->> 'reportDay' = ${reportDay}`)
    .executeTakeFirstOrThrow()
  if (!reportOn.includes(reportDay)) throw wrong('reportDay', `${reportDay} 不是本任务的报送节点`)
  // The act itself is written already.
  if (n > 1) throw wrong('reportDay', `${reportDay} 的节点已经报送`)
}

async function askExtension(ctx: Ctx, matter: MatterRow, asked: LegalDay, reason: string): Promise<void> {
  const due = dueOn(await demandTask(ctx, matter.id), ctx.today)
  if (due !== null && asked <= due) throw wrong('dueOn', `申请的日期须晚于现在的期限 ${due}`)
  await tellAbout(ctx, matter, 'extension', [matter.ownerOrgId], '申请延期', `申请延至 ${asked}：${reason}`)
}

async function grantExtension(ctx: Ctx, matter: MatterRow, on: LegalDay, due: LegalDay): Promise<void> {
  const task = await demandTask(ctx, matter.id)
  await uncountDue(ctx, task, on)
  await ctx.tx
    .insertInto('supervised_task_due')
    .values({ matter_id: matter.id, position: task.dues.length, since: on, due_on: due })
    .execute()
  await tellAbout(
    ctx,
    matter,
    'extension',
    [matter.handlingOrgId],
    '同意延期',
    `办理期限延至 ${due}，原定期限 ${task.dues[0]?.dueOn ?? ''} 保留。`,
  )
}

async function claim(
  ctx: Ctx,
  matter: MatterRow,
  { files, shortfall }: { files: readonly string[]; shortfall?: string | undefined },
): Promise<void> {
  const task = await demandTask(ctx, matter.id)
  if (task.target === 'deliverable' && files.length === 0) throw wrong('files', '本任务的目标是成果材料，请附上文件')
  await noteFigure(ctx, task)
  const figure = await measure(ctx, task)
  if (figure && !isReached(task, figure) && !shortfall)
    throw wrong('shortfall', `目标值 ${task.targetValue}，现为 ${figure.value ?? '无数据'}；未达目标的，请填写说明`)
}

/** A claim is made on the platform itself: it counts from the day on which it was entered, whatever day was written. */
async function accept(ctx: Ctx, matter: MatterRow): Promise<void> {
  const claimed = await ctx.tx
    .selectFrom('matter_step')
    .select('recorded_at')
    .where('matter_id', '=', matter.id)
    .where('step', '=', 'claim')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await change(ctx, matter, { claimed_on: legalDayOf(claimed.recorded_at.toISOString()) })
}

async function end(ctx: Ctx, matter: MatterRow, on: LegalDay, how: 'closed' | 'waived'): Promise<void> {
  const task: TaskRecord = await demandTask(ctx, matter.id)
  await (how === 'closed' ? countClose(ctx, task, on) : countWaive(ctx, task, on))
  await change(ctx, matter, { ended_on: on })
  // Who supported it goes on reading it, and has nothing to do there any more.
  await ctx.tx
    .updateTable('matter_grant')
    .set({ acts: false })
    .where('matter_id', '=', matter.id)
    .where('purpose', '=', 'support')
    .execute()
}

export const supervisedTaskRoom = processRoom({
  process: supervisedTaskProcess,
  forms: supervisedTaskSteps,
  facts: factsOf,
  apply: {
    amend: (ctx, matter, { input }) => amend(ctx, matter, input),
    issue: (ctx, matter, { happenedOn, input }) => issue(ctx, matter, happenedOn, input),
    sign: async (ctx, matter, { happenedOn }) => {
      await change(ctx, matter, { signed_on: happenedOn })
    },
    assign: (ctx, matter, { happenedOn, input }) => assign(ctx, matter, input.people, happenedOn),
    async progress(ctx, matter, { happenedOn, input }) {
      await demandFiles(ctx, matter, input.files)
      await sayProgress(ctx, matter, happenedOn, input.percent)
    },
    async report(ctx, matter, { input }) {
      await demandFiles(ctx, matter, input.files)
      await report(ctx, matter, input.reportDay)
    },
    async contribute(ctx, matter, { happenedOn, input }) {
      await demandFiles(ctx, matter, input.files)
      await contribute(ctx, matter, happenedOn)
    },
    addSupport: (ctx, matter, { happenedOn, input }) => addSupport(ctx, matter, input.supportOrgIds, happenedOn),
    dropSupport: (ctx, matter, { happenedOn, input }) => dropSupport(ctx, matter, input.supportOrgId, input.reason, happenedOn),
    propose: (ctx, matter, { happenedOn, input }) => propose(ctx, matter, happenedOn, input),
    issueProposed: (ctx, matter, { happenedOn, input }) => issueProposal(ctx, matter, happenedOn, input),
    refuseProposed: (ctx, matter, { input }) => refuseProposal(ctx, matter, input),
    async askExtension(ctx, matter, { input }) {
      await demandFiles(ctx, matter, input.files)
      await askExtension(ctx, matter, input.dueOn, input.reason)
    },
    grantExtension: (ctx, matter, { happenedOn, input }) => grantExtension(ctx, matter, happenedOn, input.dueOn),
    refuseExtension: (ctx, matter, { input }) => tellAbout(ctx, matter, 'extension', [matter.handlingOrgId], '不同意延期', input.reason),
    urge: (ctx, matter, { input }) => tellAbout(ctx, matter, 'urge', [matter.handlingOrgId], '催办', input.text),
    async notice(ctx, matter, { happenedOn, input }) {
      await change(ctx, matter, { noticed_on: happenedOn })
      await tellAbout(ctx, matter, 'notice', [matter.handlingOrgId], '逾期通报', input.text)
    },
    async claim(ctx, matter, { input }) {
      await demandFiles(ctx, matter, input.files)
      await claim(ctx, matter, input)
    },
    sendBack: (ctx, matter, { input }) => tellAbout(ctx, matter, 'sendBack', [matter.handlingOrgId], '办结申请被退回', input.reason),
    accept: (ctx, matter) => accept(ctx, matter),
    close: (ctx, matter, { happenedOn }) => end(ctx, matter, happenedOn, 'closed'),
    async waive(ctx, matter, { happenedOn, input }) {
      await end(ctx, matter, happenedOn, 'waived')
      await tellAbout(ctx, matter, 'waive', [matter.handlingOrgId], '任务已终止', input.reason)
    },
  },
})

/** 承办人: people of the lead unit itself. */
async function assign(ctx: Ctx, matter: MatterRow, people: readonly string[], on: LegalDay): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct d.person_id)::int n from duty d where d.person_id = any (${[...people]}::uuid[]) and d.org_id = ${matter.handlingOrgId}
       and d.status = 'active' and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')`.execute(ctx.tx)
  if (rows[0]?.n !== new Set(people).size) throw wrong('people', '承办人须为本单位在岗人员')
  await assignOfficers(ctx, matter, people, on)
}
