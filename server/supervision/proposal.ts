import { sql } from 'kysely'
import type { LegalDay, MatterId, OrgId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { type MatterRow, orgOf } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { createTask } from './create.ts'
import { demandTask } from './task.store.ts'
import { tellUnits } from './telling.ts'

interface Proposed {
  leadOrgId: OrgId
  title: string
  measure: string
  dueOn: LegalDay
  mandatory: boolean
}

/** 建议分解: a department is not above the cities in the tree. It says who should do what; its issuer issues it. */
export async function propose(ctx: Ctx, matter: MatterRow, on: LegalDay, input: Proposed): Promise<void> {
  const [owner, unit] = [await orgOf(ctx, matter.ownerOrgId), await orgOf(ctx, input.leadOrgId).catch(() => undefined)]
  const ownerRow = await ctx.tx.selectFrom('org').select(['lo', 'hi']).where('id', '=', owner.id).executeTakeFirstOrThrow()
  const isBelow = unit && BigInt(unit.lo) > BigInt(ownerRow.lo) && BigInt(unit.lo) < BigInt(ownerRow.hi)
  if (!isBelow || input.leadOrgId === matter.handlingOrgId)
    throw new Problem('invalid', { issues: [{ path: 'leadOrgId', message: '建议责任单位应当是交办单位管辖的其他单位' }] })
  await ctx.tx
    .insertInto('supervised_task_proposal')
    .values({
      matter_id: matter.id,
      position: sql<number>`(select count(*) from supervised_task_proposal where matter_id = ${matter.id})`,
      org_id: input.leadOrgId,
      title: input.title,
      measure: input.measure,
      due_on: input.dueOn,
      mandatory: input.mandatory,
      proposed_on: on,
    })
    .execute()
  await tellUnits(ctx, {
    ...{ matterId: matter.id, orgIds: [matter.ownerOrgId], kind: 'work', title: `分解建议待交办：${matter.title}`.slice(0, 200) },
    body: `建议由${unit.short_name}办理“${input.title}”，请在任务页面交办或者说明不交办的理由。`,
    key: `task:${matter.id}:propose:${matter.version}`,
  })
}

async function demandOpen(ctx: Ctx, matter: MatterRow, proposalId: string) {
  const row = await ctx.tx
    .selectFrom('supervised_task_proposal')
    .selectAll()
    .where('id', '=', proposalId)
    .where('matter_id', '=', matter.id)
    .where('state', '=', 'proposed')
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('notFound', { what: '该分解建议' })
  return row
}

interface Issued {
  proposalId: string
  dueOn: LegalDay
  signBy: LegalDay
}

/** The sub-task is the issuer's own, part of the department's task, which reads it. */
export async function issueProposal(ctx: Ctx, matter: MatterRow, on: LegalDay, { proposalId, dueOn, signBy }: Issued): Promise<void> {
  const proposal = await demandOpen(ctx, matter, proposalId)
  const parent = await demandTask(ctx, matter.id)
  const { id } = await createTask(ctx, {
    ...{ parentId: matter.id, title: proposal.title, keyTask: parent.keyTask, measure: proposal.measure },
    ...{ source: parent.source, clauseId: parent.clauseId ?? undefined, leadOrgId: proposal.org_id as OrgId, target: { kind: 'reported' } }, // the key is the branded id
    ...{ dueOn, signBy, mandatory: proposal.mandatory, happenedOn: on },
  })
  await ctx.tx
    .insertInto('matter_grant')
    .values({ matter_id: id, org_id: matter.handlingOrgId, purpose: 'support', acts: false, from_day: on, given_by: ctx.actor.personId })
    .execute()
  await ctx.tx
    .updateTable('supervised_task_proposal')
    .set({ state: 'issued', child_id: id as MatterId })
    .where('id', '=', proposalId)
    .execute()
}

export async function refuseProposal(
  ctx: Ctx,
  matter: MatterRow,
  { proposalId, reason }: { proposalId: string; reason: string },
): Promise<void> {
  const proposal = await demandOpen(ctx, matter, proposalId)
  await ctx.tx.updateTable('supervised_task_proposal').set({ state: 'refused', reason }).where('id', '=', proposalId).execute()
  await tellUnits(ctx, {
    ...{
      matterId: matter.id,
      orgIds: [matter.handlingOrgId],
      kind: 'work',
      title: `分解建议未交办：${proposal.title}`.slice(0, 200),
      body: reason,
    },
    key: `task:${matter.id}:refused:${proposalId}`,
  })
}
