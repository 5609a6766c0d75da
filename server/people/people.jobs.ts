import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#kernel/house'
import { jobs } from '#kernel/jobs'
import { personInitials } from '#kernel/pinyin'

const Told = z.object({ personId: z.uuid(), title: z.string(), by: z.string(), key: z.string() })

/** The service writes into the person's messages; the key makes it arrive once. */
async function tellPerson(ctx: Ctx, { personId, title, by, key }: z.infer<typeof Told>): Promise<void> {
  await ctx.tx
    .insertInto('message')
    .values({ person_id: personId, kind: 'notice', title, body: `${title}。操作人：${by}。如有疑问请联系本单位安全管理员。`, key })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** People who came by a seed have no initials yet; without them a search by pinyin passes them over. */
async function fillInitials(ctx: Ctx): Promise<void> {
  const { rows } = await sql<{ id: string; name: string }>`select * from authority.without_initials(5000)`.execute(ctx.tx)
  for (const { id, name } of rows) await sql`select authority.set_initials(${id}, ${personInitials(name) || '-'})`.execute(ctx.tx)
}

export const peopleJobs = jobs({
  'people.tell': { payload: Told, run: tellPerson },
  'people.initials': { payload: z.object({}), run: fillInitials, daily: '*/10 * * * *' },
})
