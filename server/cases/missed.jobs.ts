import { sql } from 'kysely'
import { z } from 'zod'
import { limitsOfAuthorities } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { countFacts, type Fact, type Reversal, reverseFacts } from '#kernel/indicator'
import { jobs } from '#kernel/jobs'

interface Difference {
  matterId: string
  /** One running of one clock. */
  record: string
  orgId: string | null
  /** On which it is counted: the day after its last. */
  day: string | null
  endedOn: string | null
  /** What the clock says, and what was counted of it. */
  expected: boolean
  counted: boolean
  standing: boolean
}

/**
 * 逾期: nobody takes a step when a term runs out, so every night what ran out is compared with what was counted. A term that was put off lawfully
 * afterwards was not missed: its count is reversed on its own day.
 */
export async function countMissed(ctx: Ctx): Promise<void> {
  const { rows } = await sql<Difference>`
    with missed as (
      select c.matter_id, c.name || ':' || c.entry || ':' || c.begun as record, c.due, c.ended_on, m.handling_org_id as org_id
        from matter_clock c join matter m on m.id = c.matter_id
       where m.field = 'enforcement' and c.kind = 'deadline' and c.limit_id = any(${[...limitsOfAuthorities]}::text[])
         and c.due < ${ctx.today}::date and (c.ended_on is null or c.ended_on > c.due)),
    stands as (
      select f.indicator, f.matter_id, f.record, f.org_id from indicator_fact f
       where f.indicator in ('cases.missed', 'cases.overdue') and f.reverses is null
         and not exists (select 1 from indicator_fact r where r.reverses = f.id)),
    compared as (
      select coalesce(m.matter_id, s.matter_id) as matter_id, coalesce(m.record, s.record) as record, m.org_id, m.due, m.ended_on, m.matter_id is not null as expected,
             coalesce(bool_or(s.indicator = 'cases.missed'), false) as counted, coalesce(bool_or(s.indicator = 'cases.overdue'), false) as standing
        from missed m full join stands s on s.matter_id = m.matter_id and s.record = m.record group by 1, 2, 3, 4, 5, 6)
    select matter_id as "matterId", record, org_id as "orgId", due + 1 as day, ended_on as "endedOn", expected, counted, standing
      from compared where expected <> counted or (expected and ended_on is null) <> standing`.execute(ctx.tx)
  await countFacts(ctx, rows.flatMap(begun))
  await reverseFacts(ctx, rows.flatMap(ended))
}

function begun({ matterId, record, orgId, day, endedOn, expected, counted, standing }: Difference): Fact[] {
  if (!expected || orgId === null || day === null) return []
  const of = { matterId, record, orgId, day }
  return [
    ...(counted ? [] : [{ ...of, indicator: 'cases.missed' }]),
    // What ended between two nights never stood at the end of a day.
    ...(standing || endedOn !== null ? [] : [{ ...of, indicator: 'cases.overdue' }]),
  ]
}

function ended({ matterId, record, endedOn, expected, counted, standing }: Difference): Reversal[] {
  const of = { matterId, record }
  return [
    ...(counted && !expected ? [{ ...of, indicator: 'cases.missed' }] : []),
    ...(standing && !expected ? [{ ...of, indicator: 'cases.overdue' }] : []),
    ...(standing && expected && endedOn !== null ? [{ ...of, indicator: 'cases.overdue', day: endedOn }] : []),
  ]
}

export const missedJobs = jobs({
  // Half past midnight in Shanghai, after what happens by itself.
  'cases.missed': { payload: z.object({}), run: countMissed, daily: '30 16 * * *' },
})
