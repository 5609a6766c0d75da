import { sql } from 'kysely'
import type { OrgId } from '#contract/common'
import type { Ctx } from '#kernel/house'

export interface Bureau {
  id: OrgId
  kind: string
  name: string
  documentWord: string | null
}

/**
 * 以谁的名义: the bureau of a province, city or county at or above a unit. A station acts in its bureau's name (procedure art. 9), and so does a
 * department or a brigade. None: a unit that stands under no bureau opens nothing.
 */
export async function bureauAbove(ctx: Ctx, orgId: string): Promise<Bureau | undefined> {
  const { rows } = await sql<Bureau>`
    with recursive up as (
      select id, kind, name, document_word, parent_id, 0 as far from org where id = ${orgId}
      union all
      select o.id, o.kind, o.name, o.document_word, o.parent_id, up.far + 1 from org o join up on o.id = up.parent_id)
    select id, kind, name, document_word as "documentWord" from up where kind in ('province', 'city', 'county') order by far limit 1`.execute(
    ctx.tx,
  )
  return rows[0]
}
