import { sql } from 'kysely'
import type { OrgId } from '#contract/common'
import type { HoursSettings } from '#contract/hours-rules'
import type { Ctx } from '#kernel/house'

/** 省平台: the unit of the configuration, or the one that the tree knows as the platform of the province. */
export async function platformOf(ctx: Ctx, { hostOrgId }: HoursSettings['monthly']): Promise<{ id: OrgId; name: string } | null> {
  const which = hostOrgId ? sql`o.id = ${hostOrgId}` : sql`o.facts->>'subtype' = 'provincialPlatform' and o.active`
  const { rows } = await sql<{ id: OrgId; name: string }>`select o.id, o.name from org o where ${which} order by o.lo limit 1`.execute(
    ctx.tx,
  )
  return rows[0] ?? null
}
