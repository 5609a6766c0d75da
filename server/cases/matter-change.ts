import type { Ctx } from '#kernel/house'
import { assigneesOf, lockMatter, type MatterRow } from '#kernel/matter'
import { Problem } from '#kernel/problem'

/**
 * A change of facts outside the steps: it counts as a new version, so that nobody decides upon what he has not seen. Open to the unit that handles
 * the matter: its head, and the officers to whom it is assigned; before that, any officer of the unit.
 */
export async function touchMatter(
  ctx: Ctx,
  matterId: string,
  seen: { process: string | readonly string[]; version: number; title?: string },
): Promise<MatterRow> {
  const matter = await lockMatter(ctx, matterId)
  if (!matter || ![seen.process].flat().includes(matter.process)) throw new Problem('notFound', { what: '该事项' })
  if (matter.version !== seen.version) throw new Problem('stale', { current: matter.version })
  if (matter.closed) throw new Problem('closed', { what: '修改', why: '事项已经办结' })
  await mayChange(ctx, matter)
  await ctx.tx
    .updateTable('matter')
    .set({ version: matter.version + 1, ...(seen.title ? { title: seen.title } : {}) })
    .where('id', '=', matter.id)
    .execute()
  return matter
}

async function mayChange(ctx: Ctx, matter: MatterRow): Promise<void> {
  const { actor } = ctx
  const isHere = actor.orgId === matter.handlingOrgId
  const handlers = (await assigneesOf(ctx, matter.id)).filter((one) => one.to === null).map((one) => one.personId)
  const isHandler = handlers.length === 0 || handlers.some((id) => id === actor.personId)
  if (isHere && (actor.role === 'unitHead' || (actor.role === 'officer' && isHandler))) return
  throw new Problem('notAllowed', { what: '修改该事项', rule: '由承办机构的承办人员或者负责人修改' })
}
