import { sql } from 'kysely'
import type { LegalDay } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { type MatterRow, orgOf } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { bureauOf } from './bureau.ts'
import { caseOf } from './case.store.ts'
import { procedure } from './heads.ts'
import { leadOf } from './lead.store.ts'

/** 移送: to another market regulation bureau, which from then on reads the lead or the case, or to another authority outside the platform. */
export async function handOver(
  ctx: Ctx,
  matter: MatterRow,
  to: { toOrg?: string | undefined; toOutside?: string | undefined },
  day: LegalDay,
): Promise<void> {
  if ((to.toOrg === undefined) === (to.toOutside === undefined))
    throw new Problem('invalid', { issues: [{ path: 'toOrg', message: '请选择一个市场监管部门，或者填写其他机关，二者填一' }] })
  if (to.toOrg === undefined) return
  const target = await bureauOf(ctx, to.toOrg)
  if (target.id === matter.ownerOrgId) throw new Problem('invalid', { issues: [{ path: 'toOrg', message: '不能移送给本单位' }] })
  await notHandedOnAgain(ctx, matter)
  await ctx.tx
    .insertInto('matter_grant')
    .values({ matter_id: matter.id, org_id: target.id, purpose: 'transfer', from_day: day, given_by: ctx.actor.personId })
    .execute()
  await sql`select authority.tell_transfer(${matter.id})`.execute(ctx.tx)
}

/** How what was handed over stands for the reader's bureau: it may be received once, by whom it was given to. Null: nothing was. */
export async function transferStands(ctx: Ctx, matterId: string): Promise<'open' | 'received' | null> {
  const { rows } = await sql<{ stands: 'open' | 'received' | null }>`select authority.transfer_stands(${matterId}) stands`.execute(ctx.tx)
  return rows[0]?.stands ?? null
}

/** 接收移送: refused for what was not handed to this bureau, and a second time. */
export async function refuseReceipt(ctx: Ctx, matterId: string): Promise<void> {
  const stands = await transferStands(ctx, matterId)
  if (stands === 'open') return
  const why = stands === 'received' ? '本局已经接收过这项移送' : '该事项没有移送给本局'
  throw new Problem('closed', { what: '接收移送', why, basis: `${procedure}第十四条` })
}

/** What was received may not be handed on; who disagrees asks the common superior (procedure art. 14). */
async function notHandedOnAgain(ctx: Ctx, matter: MatterRow): Promise<void> {
  const leadId = matter.process === 'lead' ? matter.id : (await caseOf(ctx, matter.id)).leadId
  if (leadId === null || (await leadOf(ctx, leadId)).receivedFrom === null) return
  const superior = (await orgOf(ctx, matter.ownerOrgId)).parent_id
  throw new Problem('closed', {
    what: '再次移送',
    why: '本事项是其他市场监管部门移送来的，不得再自行移送',
    basis: `${procedure}第十四条`,
    todo: superior ? '请报请共同的上一级市场监管部门指定管辖。' : '',
  })
}
