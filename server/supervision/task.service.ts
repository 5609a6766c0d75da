import { clauseOf, clausesWithState } from '#clauses'
import type { LegalDay, MatterId, OrgId } from '#contract/common'
import {
  type Decomposition,
  type LightCount,
  lightMarks,
  type SubTask,
  type TaskDetail,
  type TaskFilter,
  type TaskQuery,
  type TaskRow,
} from '#contract/supervision'
import { TaskLight } from '#contract/supervision-steps'
import type { Ctx } from '#kernel/house'
import { allIndicators, indicatorOf } from '#kernel/indicator'
import { historyOf } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { createTask, mayIssue, suggestedReceipt } from './create.ts'
import { daysLeft, dueOn, light, progressOn, standsOn } from './light.ts'
import { measure } from './measure.ts'
import { lightSettings } from './settings.ts'
import { demandTask, findTasks, readRest, type TaskRecord, tasksBelow, type Wanted } from './task.store.ts'

/** Colours of many tasks on one day; a rule of a unit is looked up once. */
async function painter(ctx: Ctx, on: LegalDay = ctx.today) {
  const settings = await lightSettings(ctx)
  const calendar = ctx.house.calendar()
  return (task: TaskRecord) => {
    const rule = settings(task.issuerLo)
    const due = dueOn(task, on)
    const stands = standsOn(task.state)
    return {
      light: light(task, on, calendar, rule),
      palette: rule.palette,
      standsOn: stands && { unit: stands.side === 'lead' ? task.leadName : task.issuerName, what: stands.what },
      left: due === null || task.endedOn !== null ? null : daysLeft(due, on, calendar),
    }
  }
}
type Paint = Awaited<ReturnType<typeof painter>>

const shown = (task: TaskRecord, paint: Paint, today: LegalDay): TaskRow => ({
  ...{ id: task.id, number: task.number, title: task.title, state: task.state, version: task.version, source: task.source },
  ...{ keyTask: task.keyTask, measure: task.measure, parentTitle: task.parentTitle, mandatory: task.mandatory, supports: task.supports },
  issuer: { id: task.issuerId, name: task.issuerName },
  lead: { id: task.leadId, name: task.leadName },
  issuedOn: task.issuedOn,
  dueOn: dueOn(task, today) ?? task.plannedDue,
  firstDueOn: task.dues.length > 1 ? (task.dues[0]?.dueOn ?? null) : null,
  ...{
    reportOn: task.reportOn,
    bound: task.indicator !== null,
    noticedOn: task.noticedOn,
    endedOn: task.endedOn,
    proposals: task.proposals,
  },
  progress: progressOn(task, today),
  ...paint(task),
})

const rank: Record<TaskLight, number> = { red: 0, yellow: 1, green: 2, grey: 3 }
const inOrder = (a: TaskRow, b: TaskRow) => rank[a.light] - rank[b.light] || (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999')

async function rowsOf(ctx: Ctx, wanted: Partial<Wanted>): Promise<TaskRow[]> {
  const [tasks, paint] = [await findTasks(ctx, wanted), await painter(ctx)]
  return tasks.map((task) => shown(task, paint, ctx.today)).sort(inOrder)
}

/** A colour is judged for each and stored for none, so the whole of a filter is lit before a page of it is cut. */
export async function filteredTasks(ctx: Ctx, { light: lights, ...filter }: TaskFilter): Promise<TaskRow[]> {
  const rows = await rowsOf(ctx, filter)
  return lights.length === 0 ? rows : rows.filter((row) => lights.includes(row.light))
}

export async function listTasks(ctx: Ctx, { page, size, ...filter }: TaskQuery) {
  const rows = await filteredTasks(ctx, filter)
  return { rows: rows.slice((page - 1) * size, page * size), total: rows.length, totalIsAtLeast: false }
}

export async function countLights(ctx: Ctx, filter: Omit<TaskFilter, 'light'>): Promise<Omit<LightCount, 'ids'>[]> {
  const rows = await rowsOf(ctx, filter)
  return TaskLight.options.map((one) => ({ light: one, count: rows.filter((row) => row.light === one).length }))
}

/** How many tasks of a unit and those below it show which light on a day, and which they are. Those that were not issued yet, or over, are left out. */
export async function taskLights(ctx: Ctx, { orgId, on }: { orgId: string; on: LegalDay }): Promise<LightCount[]> {
  const paint = await painter(ctx, on)
  const tasks = await findTasks(ctx, { lead: orgId as OrgId }) // the database compares the id
  const lit = tasks.map((task) => ({ id: task.id, light: paint(task).light }))
  return TaskLight.options
    .filter((one) => one !== 'grey')
    .map((one) => {
      const ids = lit.filter((task) => task.light === one).map(({ id }) => id)
      return { light: one, count: ids.length, ids }
    })
}

/** The tasks that came from a clause, as far as this duty sees them. */
export const tasksOf = (ctx: Ctx, { clauseId }: { clauseId: string }): Promise<TaskRow[]> => rowsOf(ctx, { clause: clauseId })

/** A task as its light shows it, by ids: the decisions of a meeting show theirs. */
export const tasksByIds = (ctx: Ctx, ids: readonly string[]): Promise<TaskRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : rowsOf(ctx, { ids })

export async function readTask(ctx: Ctx, id: string): Promise<TaskDetail> {
  const task = await demandTask(ctx, id)
  const { rest, progress, supports, proposals } = await readRest(ctx, id)
  const paint = await painter(ctx)
  const history = await historyOf(ctx, id)
  const reported = new Map(
    history.filter(({ step }) => step === 'report').map(({ input, happenedOn }) => [String(input.reportDay), happenedOn]),
  )
  const indicator = task.indicator === null ? undefined : indicatorOf(task.indicator)
  const settings = (await lightSettings(ctx))(task.issuerLo)
  return {
    ...shown(task, paint, ctx.today),
    ...{
      clauseId: task.clauseId,
      clauseTitle: await clauseTitle(ctx, task.clauseId),
      sourceText: rest.source_text,
      sourceNumber: rest.source_number,
    },
    designation: rest.designation as TaskDetail['designation'], // written by the form
    target: {
      ...{ kind: task.target, indicator: task.indicator, indicatorTitle: indicator?.title ?? null, unit: indicator?.unit ?? null },
      org: rest.targetOrgId && rest.targetOrg ? { id: rest.targetOrgId as OrgId, name: rest.targetOrg } : null, // the key is the branded id
      ...{ value: task.targetValue, direction: task.direction, from: task.fromMonth, to: task.toMonth, deliverable: rest.deliverable },
    },
    figure: await measure(ctx, task),
    progressLog: progress,
    dues: [...task.dues],
    reports: task.reportOn.map((day) => ({ day, reportedOn: reported.get(day) ?? null })),
    supportUnits: supports.map(({ id: orgId, name, ...rest }) => ({ org: { id: orgId as OrgId, name }, ...rest })), // likewise
    subTasks: (await tasksBelow(ctx, id)).map((one) => subTask(one, paint, ctx.today)),
    proposalList: proposals.map(({ orgId, orgName, state, childId, ...same }) => ({
      ...same,
      org: { id: orgId as OrgId, name: orgName }, // likewise
      state: state as TaskDetail['proposalList'][number]['state'], // the table's check
      childId: childId as MatterId | null,
    })),
    draft: draftOf(task, rest),
    suggested: { signBy: await suggestedReceipt(ctx, ctx.today) },
    mayDecompose: mayDecompose(ctx, task),
    lightRule: ruleWords(settings),
  }
}

const mayDecompose = (ctx: Ctx, task: TaskRecord) =>
  mayIssue(ctx) && task.leadId === ctx.actor.orgId && ['handling', 'extending'].includes(task.state)

function ruleWords({ share, workingDays, progress, palette }: Awaited<ReturnType<Awaited<ReturnType<typeof lightSettings>>>>): string {
  const near = `剩余时间不超过 ${Math.round(share * 100)}% 或者不超过 ${workingDays} 个工作日`
  const done = progress > 100 ? '' : `且进度低于 ${progress}%`
  return `${near}${done}时预警，过期为红灯；按工作日自动计算，不能手工设置。${lightMarks.default}${palette === 'blueOrangeRed' ? lightMarks.blueOrangeRed : ''}`
}

const subTask = (task: TaskRecord, paint: Paint, today: LegalDay): SubTask => ({
  ...{ id: task.id, parentId: task.parentId, title: task.title, lead: task.leadName, state: task.state, mandatory: task.mandatory },
  dueOn: dueOn(task, today) ?? task.plannedDue,
  progress: progressOn(task, today),
  ...paint(task),
})

/** A document that is not published is its own unit's; the task keeps its link and shows no words. */
async function clauseTitle(ctx: Ctx, id: string | null): Promise<string | null> {
  const clause = id === null ? null : await orNull(clauseOf(ctx, id))
  return clause && `${clause.articleTitle}：${clause.duty}`
}

function draftOf(task: TaskRecord, rest: Awaited<ReturnType<typeof readRest>>['rest']): Record<string, unknown> {
  const targets = {
    figure: {
      kind: 'figure',
      indicator: task.indicator,
      orgId: task.targetOrgId,
      direction: task.direction,
      value: task.targetValue,
      from: task.fromMonth,
      to: task.toMonth,
    },
    deliverable: { kind: 'deliverable', deliverable: rest.deliverable },
    reported: { kind: 'reported' },
  }
  return {
    ...{
      title: task.title,
      keyTask: task.keyTask,
      measure: task.measure,
      source: task.source,
      leadOrgId: task.leadId,
      mandatory: task.mandatory,
    },
    ...(task.clauseId ? { clauseId: task.clauseId } : {}),
    ...(rest.source_text ? { sourceText: rest.source_text } : {}),
    ...(rest.source_number ? { sourceNumber: rest.source_number } : {}),
    ...{ supportOrgIds: rest.plannedSupport, target: targets[task.target], dueOn: rest.planned_due, reportOn: rest.plannedReports },
    ...(rest.designation ? { designation: rest.designation } : {}),
  }
}

/** 分解: the same for each unit, one sub-task each, part of the task above. */
export async function decompose(ctx: Ctx, matterId: MatterId, { units, ...same }: Decomposition) {
  const parent = await demandTask(ctx, matterId)
  if (!mayDecompose(ctx, parent) && parent.leadId !== ctx.actor.orgId)
    throw new Problem('notAllowed', { what: '分解督办任务', rule: '由该任务的责任单位分解' })
  const made: { id: MatterId; number: string | null }[] = []
  for (const leadOrgId of new Set(units)) {
    const from = { keyTask: parent.keyTask, source: parent.source, clauseId: parent.clauseId ?? undefined, sourceNumber: undefined }
    made.push(await createTask(ctx, { ...same, ...from, leadOrgId, parentId: matterId }))
  }
  return made
}

export async function readChoices(ctx: Ctx) {
  return {
    indicators: allIndicators().map(({ id, title, unit }) => ({ value: id, label: `${title}（${unit}）` })),
    clauses: await clauseChoices(ctx),
    signBy: await suggestedReceipt(ctx, ctx.today),
    mayIssue: mayIssue(ctx),
  }
}

/** The sentences of the document in force; nothing where none is loaded. */
async function clauseChoices(ctx: Ctx) {
  const found = await orNull(clausesWithState(ctx, {}))
  return (found?.clauses ?? []).map(({ id, articleTitle, sentence, duty }) => ({
    value: id as string,
    label: `${articleTitle} ${sentence}：${duty}`,
  })) // a branded id is a text
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Problem && error.code === 'notFound') return null
    throw error
  }
}

const grams = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))

/** Shared pairs of signs over all of them. */
export function likeness(a: string, b: string): number {
  const [one, other] = [grams(a.replaceAll(/\s/gu, '')), grams(b.replaceAll(/\s/gu, ''))]
  if (one.size === 0 || other.size === 0) return 0
  const shared = [...one].filter((gram) => other.has(gram)).length
  return (2 * shared) / (one.size + other.size)
}

/** 去重提醒: the same unit has an open task from the same clause, or of nearly the same name (§6.4.1: 严禁重复、多头). A hint alone. */
export async function similarTasks(ctx: Ctx, { lead, title, clause }: { lead: OrgId; title: string; clause?: string | undefined }) {
  const open = await findTasks(ctx, { lead, open: true })
  return open
    .filter((task) => task.leadId === lead)
    .flatMap((task) => {
      const why = clause && task.clauseId === clause ? '来自同一条款' : likeness(task.title, title) >= 0.6 ? '名称相近' : null
      return why ? [{ id: task.id, title: task.title, lead: task.leadName, state: task.state, why }] : []
    })
    .slice(0, 10)
}
