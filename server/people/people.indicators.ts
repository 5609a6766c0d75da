import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#kernel/house'
import { type Indicator, type NamedRecord, settleFacts } from '#kernel/indicator'
import { jobs } from '#kernel/jobs'

async function peopleNamed(ctx: Ctx, ids: readonly string[]): Promise<NamedRecord[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from person p where p.id = any (${[...ids]}::uuid[]) and p.id in (select authority.my_people())`.execute(ctx.tx)
  return rows.map(({ id, name }) => ({ id, title: name, path: `/people/${id}` }))
}

export const peopleIndicators: readonly Indicator[] = [
  {
    id: 'people.officers',
    title: '持证办案人员',
    unit: '人',
    kind: 'stock',
    clauses: ['2.4'],
    source: '人员职务登记',
    mark: 'assumption',
    definition:
      '月末在岗、有行政执法证、任办案职责的人员，由每日零时后的核对形成；一人只在任职最长的单位计一次，可以按单位相加，逐月不相加。',
    records: peopleNamed,
  },
]

/** Duties begin and end on their days without anybody's act, so the nights are compared. */
export async function countOfficers(ctx: Ctx): Promise<void> {
  const { rows } = await sql<{ personId: string; orgId: string }>`
    select distinct on (d.person_id) d.person_id "personId", d.org_id "orgId"
      from duty d join person p on p.id = d.person_id
     where d.role = 'officer' and d.status = 'active' and p.status = 'active' and p.certificate_no is not null
       and ${ctx.today}::date between d.from_day and coalesce(d.to_day, 'infinity')
     order by d.person_id, d.from_day, d.id`.execute(ctx.tx)
  const wanted = rows.map(({ personId, orgId }) => ({ indicator: 'people.officers', orgId, day: ctx.today, record: personId }))
  await settleFacts(ctx, { indicators: ['people.officers'] }, wanted)
}

export const peopleCountJobs = jobs({
  // Ten to one at night in Shanghai.
  'people.countOfficers': { payload: z.object({}), run: countOfficers, daily: '50 16 * * *' },
})
