import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'
import { Problem } from '#kernel/problem'

/** 主办单位: the actor's own unit or one below it, such as the platform of the province. In a name beyond his reach nobody hosts. */
export async function demandHost(ctx: Ctx, hostOrgId: string): Promise<void> {
  const { rows } = await sql<{ within: boolean }>`
    select coalesce(o.active and authority.place() @> o.lo, false) "within" from org o where o.id = ${hostOrgId}`.execute(ctx.tx)
  if (!rows[0]?.within) throw new Problem('invalid', { issues: [{ path: 'hostOrgId', message: '主办单位须是本单位或者本单位的下属单位' }] })
}
