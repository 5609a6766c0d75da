import { type LegalDay, OrgId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import type { MatterRow } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { demandSupports } from './draft.ts'
import { demandTask } from './task.store.ts'
import { tellAbout } from './telling.ts'

const wrong = (path: string, message: string) => new Problem('invalid', { issues: [{ path, message }] })

/** 配合单位 act by a grant: the task stays one, with one end and one light, and what they bring stands in its own course. */
export async function grantSupport(ctx: Ctx, matter: MatterRow, orgIds: readonly OrgId[], on: LegalDay): Promise<void> {
  if (orgIds.length === 0) return
  const grant = { matter_id: matter.id, purpose: 'support', acts: true, from_day: on, given_by: ctx.actor.personId }
  await ctx.tx
    .insertInto('matter_grant')
    .values(orgIds.map((org_id) => ({ ...grant, org_id })))
    .execute()
  await ctx.tx
    .insertInto('supervised_task_support')
    .values(orgIds.map((org_id) => ({ matter_id: matter.id, org_id })))
    // One that was taken off comes back; what it brought before stays said.
    .onConflict((again) => again.columns(['matter_id', 'org_id']).doUpdateSet({ ended_on: null, end_reason: null }))
    .execute()
}

const supportsNow = async (ctx: Ctx, matter: MatterRow): Promise<OrgId[]> =>
  (
    await ctx.tx
      .selectFrom('supervised_task_support')
      .select('org_id')
      .where('matter_id', '=', matter.id)
      .where('ended_on', 'is', null)
      .execute()
  ).map(({ org_id }) => OrgId.parse(org_id))

/** 增加配合单位, after the task was issued: on the same terms as those that were there from the start. */
export async function addSupport(ctx: Ctx, matter: MatterRow, orgIds: readonly OrgId[], on: LegalDay): Promise<void> {
  const added = [...new Set(orgIds)]
  await demandSupports(ctx, { leadOrgId: matter.handlingOrgId, supportOrgIds: added }, matter.ownerOrgId)
  const there = await supportsNow(ctx, matter)
  if (added.some((id) => there.includes(id))) throw wrong('supportOrgIds', '所选单位中有的已经是配合单位')
  await grantSupport(ctx, matter, added, on)
  const due = (await demandTask(ctx, matter.id)).dues.at(-1)?.dueOn ?? ''
  await tellAbout(ctx, matter, 'support', added, '请配合督办任务', `办理期限 ${due}，请在任务页面报送配合情况。`)
}

/** 取消配合: it acts no longer, and from tomorrow on does not read the task either; what it brought stays. */
export async function dropSupport(ctx: Ctx, matter: MatterRow, orgId: OrgId, reason: string, on: LegalDay): Promise<void> {
  const { numUpdatedRows } = await ctx.tx
    .updateTable('supervised_task_support')
    .set({ ended_on: on, end_reason: reason })
    .where('matter_id', '=', matter.id)
    .where('org_id', '=', orgId)
    .where('ended_on', 'is', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw wrong('supportOrgId', '该单位不是本任务的配合单位')
  await ctx.tx
    .updateTable('matter_grant')
    .set({ acts: false, to_day: ctx.today })
    .where('matter_id', '=', matter.id)
    .where('org_id', '=', orgId)
    .where('purpose', '=', 'support')
    .where('to_day', 'is', null)
    .execute()
  await tellAbout(ctx, matter, 'supportEnds', [orgId], '不再需要配合督办任务', reason)
}

export async function contribute(ctx: Ctx, matter: MatterRow, on: LegalDay): Promise<void> {
  await ctx.tx
    .updateTable('supervised_task_support')
    .set({ contributed_on: on })
    .where('matter_id', '=', matter.id)
    .where('org_id', '=', ctx.actor.orgId ?? '')
    .execute()
}
