import { sql } from 'kysely'
import type { MatterId, OrgId } from '#contract/common'
import type { Month, RecordBehind } from '#contract/indicators'
import { within } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import type { Indicator, NamedRecord } from './declaration.ts'
import { declaredOf, demandReach } from './figures.ts'
import { firstDayOf } from './months.ts'

export interface RecordsAsked {
  indicator: string
  orgId: string
  from: Month
  to: Month
  page: number
  size: number
  /** The line 本级 alone: what the unit did itself. */
  own?: boolean
  /** Of a ratio, which of its two lists; the denominator where nothing is said. */
  part?: 'numerator' | 'denominator'
}

interface FactRow {
  id: string
  day: string
  orgId: OrgId
  orgName: string
  value: number
  matterId: MatterId | null
  record: string
  total: number
}

/** The records behind a figure: exactly as many as it says. Out of today's reach they are lines without a name. Refusal: notFound out of reach. */
export async function recordsBehind(ctx: Ctx, asked: RecordsAsked): Promise<{ rows: RecordBehind[]; total: number }> {
  const indicator = listedOf(asked)
  await demandReach(ctx, asked.orgId)
  const facts = await factsOf(ctx, indicator, asked)
  const names = await namesOf(ctx, indicator, facts)
  const rows = facts.map(({ id, day, orgId, orgName, value, matterId, record }) => {
    const name = names.get(matterId ?? record)
    return { fact: id, day, orgId, orgName, value, title: name?.title ?? null, matterId: name ? matterId : null, path: name?.path ?? null }
  })
  return { rows, total: facts[0]?.total ?? 0 }
}

function listedOf({ indicator, part = 'denominator' }: RecordsAsked): Indicator {
  const declared = declaredOf(indicator)
  return declared.over ? declaredOf(declared.over[part]) : declared
}

async function factsOf(ctx: Ctx, { id, kind }: Indicator, { orgId, from, to, page, size, own = false }: RecordsAsked): Promise<FactRow[]> {
  const { rows } = await sql<FactRow>`
    select f.id, f.day, f.org_id as "orgId", o.short_name as "orgName", f.value, f.matter_id as "matterId", f.record, (count(*) over ())::int as total
      from indicator_fact f join org o on o.id = f.org_id
      join authority.closure_of(${firstDayOf(to)}::date) c on c.ancestor_id = ${orgId} and c.org_id = f.org_id and (${!own} or c.org_id = ${orgId})
     where f.indicator = ${id} and f.day < ${firstDayOf(to)}::date + interval '1 month' and (${kind === 'stock'} or f.day >= ${firstDayOf(from)}::date)
     order by f.day desc, f.id desc limit ${size} offset ${(page - 1) * size}`.execute(ctx.tx)
  return rows
}

/** By row security and reach: what this duty may open today has a name. */
async function namesOf(ctx: Ctx, { records }: Indicator, facts: readonly FactRow[]): Promise<Map<string, NamedRecord>> {
  const matters = [...new Set(facts.flatMap(({ matterId }) => matterId ?? []))]
  const others = [...new Set(facts.flatMap(({ matterId, record }) => (matterId ? [] : record)))]
  const named = [...(await mattersNamed(ctx, matters)), ...(others.length > 0 && records ? await records(ctx, others) : [])]
  return new Map(named.map((record) => [record.id, record]))
}

async function mattersNamed(ctx: Ctx, ids: readonly string[]): Promise<NamedRecord[]> {
  if (ids.length === 0) return []
  const rows = await ctx.tx
    .selectFrom('matter as m')
    .select(['m.id', 'm.title', 'm.number'])
    .where('m.id', 'in', [...ids])
    .where((eb) => within(ctx.actor, 'matter.read', { at: eb.ref('m.handling_at'), field: eb.ref('m.field'), id: eb.ref('m.id') }))
    .execute()
  return rows.map(({ id, title, number }) => ({ id, title: number ? `${number} ${title}` : title, path: `/matters/${id}` }))
}

export interface Evidence {
  indicator: string
  /** How many records there are for it in the unit and below it today. */
  records: number
  since: string | null
  last: string | null
}

/** What the records of the house say for these indicators, in a unit and all below it: the state of a clause follows from it. */
export async function evidenceOf(ctx: Ctx, indicatorIds: readonly string[], orgId: string): Promise<Evidence[]> {
  await demandReach(ctx, orgId)
  const { rows } = await sql<Evidence>`
    select i as indicator, count(f.id)::int as records, min(f.day) as since, max(f.day) as last
      from unnest(${[...indicatorIds]}::text[]) i
      left join (indicator_fact f join authority.closure_of(${ctx.today}::date) c on c.ancestor_id = ${orgId} and c.org_id = f.org_id) on f.indicator = i
     group by 1`.execute(ctx.tx)
  return rows
}
