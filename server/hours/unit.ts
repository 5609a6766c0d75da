import { sql } from 'kysely'
import type { Ctx } from '#kernel/house'

/**
 * For whose unit somebody's learning counts: that of the duty held longest among those of the day; who had none that day counts where he stands now,
 * or stood last.
 * By `personId day`.
 */
export async function unitsOn(ctx: Ctx, people: readonly { personId: string; day: string }[]): Promise<ReadonlyMap<string, string>> {
  const asked = JSON.stringify(people.map(({ personId, day }) => ({ person: personId, day })))
  const { rows } = await sql<{ person: string; day: string; orgId: string }>`
    select distinct on (a.person, a.day) a.person, a.day, d.org_id "orgId"
      from jsonb_to_recordset(${asked}::jsonb) a (person uuid, day date) join duty d on d.person_id = a.person and d.status <> 'invited'
     order by a.person, a.day, (a.day between d.from_day and coalesce(d.to_day, 'infinity')) desc,
              case when a.day between d.from_day and coalesce(d.to_day, 'infinity') then d.from_day end,
              (clock.today() between d.from_day and coalesce(d.to_day, 'infinity')) desc, d.from_day desc, d.id`.execute(ctx.tx)
  return new Map(rows.map(({ person, day, orgId }) => [`${person} ${day}`, orgId]))
}
