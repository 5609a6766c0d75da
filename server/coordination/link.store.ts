import type { RequestDetail } from '#contract/coordination-requests'
import type { Ctx } from '#kernel/house'

const useWords: Record<string, string> = {
  receive: '签收',
  answer: '填写答复',
  attach: '上传材料',
  detach: '移除材料',
  submit: '提交答复',
  decline: '不予受理',
}

/** The newest link of a request with what was done by it, for the asking side alone. */
export async function linkOf(ctx: Ctx, matterId: string): Promise<RequestDetail['link']> {
  const link = await ctx.tx
    .selectFrom('request_link')
    .select(['id', 'expires_on', 'made_by', 'revoked_at', 'submitted_at'])
    .where('matter_id', '=', matterId)
    .orderBy('made_at', 'desc')
    .executeTakeFirst()
  if (!link) return null
  const uses = await ctx.tx
    .selectFrom('request_link_use')
    .select(['what', 'at', 'network'])
    .where('link_id', '=', link.id)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return {
    id: link.id,
    expiresOn: link.expires_on,
    madeBy: link.made_by,
    revoked: link.revoked_at !== null,
    submittedAt: link.submitted_at?.toISOString() ?? null,
    uses: uses.map(({ what, at, network }) => ({ what: useWords[what] ?? what, at: at.toISOString(), network })),
  }
}
