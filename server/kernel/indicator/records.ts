import { sql } from 'kysely'
import type { MatterId, OrgId } from '#contract/common'
import type { Month, RecordBehind } from '#contract/indicators'
import type { OrgKind } from '#contract/orgs'
import { within } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import type { Indicator, NamedRecord } from './declaration.ts'
import { type By, declaredOf, demandReach, demandSpan, sumsOf } from './figures.ts'
import { firstDayOf, monthOf } from './months.ts'

export interface RecordsAsked {
  indicator: string
  orgId: string
  from: Month
  to: Month
  page: number
  size: number
  /** The line 本级 alone: what the unit did itself. */
  own?: boolean
  /** What the units of a kind did themselves. */
  kind?: OrgKind | undefined
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
}

/**
 * The records behind a figure: exactly as many as it says. Behind a stock are those that stood at the end of the last month. Out of today's reach they are
 * lines without a name. Refusals: notFound out of reach; invalid beyond sixty months.
 */
export async function recordsBehind(ctx: Ctx, asked: RecordsAsked): Promise<{ rows: RecordBehind[]; total: number }> {
  const indicator = listedOf(asked)
  const last = monthOf(ctx.today) < asked.to ? monthOf(ctx.today) : asked.to
  const from = indicator.kind === 'stock' ? last : asked.from
  demandSpan(from, last)
  await demandReach(ctx, asked.orgId)
  if (from > last) return { rows: [], total: 0 }
  const by = asked.kind ? (`kind:${asked.kind}` as const) : asked.own ? 'own' : 'self'
  const sums = await sumsOf(ctx, [indicator.id], asked.orgId, from, last, by)
  const facts = await factsOf(ctx, indicator, { ...asked, from, to: last }, by)
  const names = await namesOf(ctx, indicator, facts)
  const rows = facts.map(({ id, day, orgId, orgName, value, matterId, record }) => {
    const name = names.get(matterId ?? record)
    return { fact: id, day, orgId, orgName, value, title: name?.title ?? null, matterId: name ? matterId : null, path: name?.path ?? null }
  })
  return { rows, total: sums.reduce((total, { records }) => total + records, 0) }
}

function listedOf({ indicator, part = 'denominator' }: RecordsAsked): Indicator {
  const declared = declaredOf(indicator)
  return declared.over ? declaredOf(declared.over[part]) : declared
}

async function factsOf(ctx: Ctx, { id, kind }: Indicator, { orgId, from, to, page, size }: RecordsAsked, by: By): Promise<FactRow[]> {
  const { rows } = await sql<FactRow>`
    select id, day, org_id as "orgId", org_name as "orgName", value, matter_id as "matterId", record
      from authority.facts_behind(${id}, ${kind === 'stock'}, ${orgId}, ${firstDayOf(from)}::date, ${firstDayOf(to)}::date, ${by}, ${(page - 1) * size}, ${size})`.execute(
    ctx.tx,
  )
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
