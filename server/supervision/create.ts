import { sql } from 'kysely'
import type { MatterId, OrgId } from '#contract/common'
import { type NewTask, TaskDraft } from '#contract/supervision-steps'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { findMatter, type MatterRow, openMatter, settleMatter, takeStep } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { columnsOf, demandDraft, receiptBy } from './draft.ts'
import { dueOn } from './light.ts'
import { lightSettings } from './settings.ts'
import { demandTask } from './task.store.ts'

const bureaus = ['province', 'city', 'county']
const issuers = ['coordinator', 'deputyHead', 'principalHead']

/** May this duty give out tasks at all? */
export const mayIssue = ({ actor }: Ctx): boolean =>
  holds(actor, 'task.manage') && issuers.includes(actor.role ?? '') && bureaus.includes(actor.orgKind ?? '')

/** 交办: by the office or a head of a bureau, to what is below it. A department has nothing below it: it proposes to its own issuer. */
function demandIssuer(ctx: Ctx): OrgId {
  if (!ctx.actor.orgId || !mayIssue(ctx))
    throw new Problem('notAllowed', {
      what: '督办任务立项',
      rule: '由省、市、县局的综合协调人员或者负责人立项；处室、单位可在承办的任务中建议分解',
    })
  return ctx.actor.orgId
}

/** A sub-task is issued by who leads the task above, or by who issued that one. */
async function demandParent(ctx: Ctx, id: MatterId, issuer: OrgId, draft: TaskDraft): Promise<MatterRow> {
  const parent = await findMatter(ctx, id)
  if (parent?.process !== 'supervisedTask') throw new Problem('notFound', { what: '上级任务' })
  if (parent.handlingOrgId !== issuer && parent.ownerOrgId !== issuer)
    throw new Problem('notAllowed', { what: '分解督办任务', rule: '由该任务的责任单位或者交办单位分解' })
  if (!['handling', 'extending'].includes(parent.state))
    throw new Problem('closed', {
      what: '分解督办任务',
      why: '上级任务不在办理中',
      todo: parent.state === 'issued' ? '请先签收。' : undefined,
    })
  const above = dueOn(await demandTask(ctx, id), ctx.today)
  if (draft.mandatory && above !== null && draft.dueOn > above)
    throw new Problem('invalid', { issues: [{ path: 'dueOn', message: `必办子任务的期限不能晚于上级任务的期限 ${above}` }] })
  return parent
}

/**
 * 立项, and at once 交办 unless it is to stay a draft. For other rooms too: a decision of a meeting becomes a task by this. The actor's unit issues it.
 * Refusals: notAllowed, invalid, notFound (clause, parent), closed.
 */
export async function createTask(ctx: Ctx, input: NewTask): Promise<{ id: MatterId; number: string | null }> {
  const issuer = demandIssuer(ctx)
  const { signBy, parentId, sourceMatterId, issue = true, happenedOn = ctx.today, ...rest } = input
  const draft = parsedDraft(rest)
  await demandDraft(ctx, draft, issuer)
  const parent = parentId ? await demandParent(ctx, parentId, issuer, draft) : undefined
  const number = await nextNumber(ctx, issuer, happenedOn)
  const id = await openMatter(
    ctx,
    { name: 'supervisedTask' },
    { owner: issuer, handling: draft.leadOrgId, happenedOn, title: draft.title, number, parent: parentId },
  )
  await ctx.tx
    .insertInto('supervised_task')
    .values({ matter_id: id, parent_title: parent?.title ?? null, source_matter_id: sourceMatterId ?? null, ...columnsOf(draft) })
    .execute()
  await settleMatter(ctx, id)
  if (issue) {
    const by = signBy ?? (await suggestedReceipt(ctx, happenedOn))
    const inputOfIssue = { dueOn: draft.dueOn, signBy: by > draft.dueOn ? draft.dueOn : by, reportOn: draft.reportOn }
    await takeStep(ctx, { matterId: id, step: 'issue', happenedOn, input: inputOfIssue })
  }
  return { id, number }
}

/** Fields that must fit together are judged here for every way in: the page, a table, another room. */
function parsedDraft(input: unknown): TaskDraft {
  const parsed = TaskDraft.safeParse(input)
  if (parsed.success) return parsed.data
  throw new Problem('invalid', { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) })
}

/** The last day for receipt by the configuration of the actor's unit. */
export async function suggestedReceipt(ctx: Ctx, on: string): Promise<string> {
  const settings = await lightSettings(ctx)
  return receiptBy(on, settings(ctx.actor.reach?.lo ?? '0').receiptDays, ctx.house.calendar())
}

async function nextNumber(ctx: Ctx, orgId: string, on: string): Promise<string> {
  const year = Number(on.slice(0, 4))
  const { rows } = await sql<{ n: number }>`select authority.next_number(${orgId}, '督办', ${year}) n`.execute(ctx.tx)
  return `督办〔${year}〕${rows[0]?.n ?? 0}号`
}
