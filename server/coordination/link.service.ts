import { createHash, randomBytes } from 'node:crypto'
import type { LegalDay, MatterId } from '#contract/common'
import { addDays } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { findMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { recordOf } from './request.store.ts'

export const hashOf = (key: string) => createHash('sha256').update(key).digest()
const mayLink = ['coordinator', 'unitHead', 'deputyHead', 'principalHead']

/** Of one's own request to a partner that works by a link. */
async function ownRequest(ctx: Ctx, matterId: MatterId, what: string) {
  const matter = await findMatter(ctx, matterId)
  const record = await recordOf(ctx, matterId)
  if (!matter || !record) throw new Problem('notFound', { what: '该协作请求' })
  if (record.orgId !== ctx.actor.orgId || !mayLink.includes(ctx.actor.role ?? ''))
    throw new Problem('notAllowed', { what, rule: '由请求单位的联络员或者负责人办理' })
  return { matter, record }
}

/** 256 bits, shown once; its hash is kept. A new link ends the one before. */
export async function makeLink(ctx: Ctx, matterId: MatterId, until: LegalDay): Promise<{ path: string }> {
  const what = '生成答复链接'
  const { matter, record } = await ownRequest(ctx, matterId, what)
  if (record.channel !== 'link') throw new Problem('closed', { what, why: '对方不是凭链接答复' })
  if (matter.state === 'drafted') throw new Problem('closed', { what, why: '请求还没有发出', todo: '请先“发出”。' })
  if (matter.closed) throw new Problem('closed', { what, why: '请求已经办结' })
  if (until < ctx.today || until > addDays(ctx.today, 366))
    throw new Problem('invalid', { issues: [{ path: 'until', message: '有效期须在今天以后、一年以内' }] })
  await endLinks(ctx, matterId)
  const key = randomBytes(32).toString('base64url')
  await ctx.tx
    .insertInto('request_link')
    .values({ matter_id: matterId, token_hash: hashOf(key), made_by: ctx.actor.name, expires_on: until })
    .execute()
  return { path: `/partner/${key}` }
}

const endLinks = (ctx: Ctx, matterId: MatterId) =>
  ctx.tx
    .updateTable('request_link')
    .set({ revoked_at: ctx.now })
    .where('matter_id', '=', matterId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()

export async function revokeLink(ctx: Ctx, matterId: MatterId): Promise<{ revoked: boolean }> {
  await ownRequest(ctx, matterId, '停用答复链接')
  const { numUpdatedRows } = await endLinks(ctx, matterId)
  if (numUpdatedRows === 0n) throw new Problem('notFound', { what: '有效的答复链接' })
  return { revoked: true }
}
