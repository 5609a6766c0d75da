import { sql } from 'kysely'
import { z } from 'zod'
import { MatterId, OrgId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { enqueue } from '#kernel/jobs'
import type { MatterRow } from '#kernel/matter'

export const Telling = z.object({
  matterId: MatterId,
  orgIds: z.array(OrgId),
  kind: z.enum(['work', 'notice', 'deadline']),
  title: z.string(),
  body: z.string(),
  key: z.string(),
})
export type Telling = z.output<typeof Telling>

/** Tells other units, when the act stands: a message to a person is the service's to write. */
export const tellUnits = (ctx: Ctx, telling: Telling) =>
  telling.orgIds.length === 0 ? Promise.resolve() : enqueue(ctx.tx, 'supervision.tell', telling, { key: telling.key })

/** Of one act on a task: its title follows what is said. */
export const tellAbout = (ctx: Ctx, matter: MatterRow, what: string, orgIds: OrgId[], title: string, body: string) =>
  tellUnits(ctx, {
    ...{ matterId: matter.id, orgIds, kind: 'work', title: `${title}：${matter.title}`.slice(0, 200), body },
    key: `task:${matter.id}:${what}:${matter.version}`,
  })

/** Each person once, however often it runs. */
export async function writeTelling(ctx: Ctx, { matterId, orgIds, kind, title, body, key }: Telling): Promise<void> {
  await sql`
    insert into message (person_id, kind, matter_id, title, body, key, at)
    select distinct p.id, ${kind}, ${matterId}::uuid, ${title}, ${body}, ${key}, ${ctx.now}::timestamptz
      from unnest(${orgIds}::uuid[]) o cross join lateral (select authority.told_of_tasks(o) id) p
    on conflict (person_id, key) do nothing`.execute(ctx.tx)
}
