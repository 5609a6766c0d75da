import { sql } from 'kysely'
import type { OrgId } from '#contract/common'
import type { OutsideDraft, OutsidePoint, OutsideState, OutsideValue } from '#contract/indicators-outside'
import { holds } from '#kernel/authority'
import type { Ctx } from '#kernel/house'
import { lineOf } from './catalogue.ts'

interface Row {
  id: string
  series: string
  orgId: OrgId
  orgAt: string
  orgName: string
  nation: boolean
  period: string
  value: number
  asOf: string
  source: string
  document: string | null
  provisional: boolean
  note: string | null
  version: number
  state: OutsideState
  warnings: string[]
  enteredById: string | null
  enteredBy: string
  enteredAt: Date
  decidedBy: string | null
  reason: string | null
  stands: boolean
  total: number
}

export interface OutsideFilter {
  id?: string | undefined
  series?: string | undefined
  state?: OutsideState | undefined
  period?: string | undefined
  org?: string | undefined
}

/** The register of outside figures, newest first; row security says which of them this reader sees. */
export async function outsideValues(
  ctx: Ctx,
  { id, series, state, period, org }: OutsideFilter,
  { from, size }: { from: number; size: number },
) {
  const { rows } = await sql<Row>`
    select v.id, v.series, v.org_id "orgId", v.org_at "orgAt", o.short_name "orgName", v.nation, v.period, v.value, v.as_of "asOf", v.source, v.document,
           v.provisional, v.note, v.version, v.state, v.warnings, v.entered_by "enteredById", v.entered_name "enteredBy", v.entered_at "enteredAt",
           v.decided_name "decidedBy", v.reason,
           v.state = 'confirmed' and not exists (select 1 from indicator_value n where n.series = v.series and n.org_id = v.org_id and n.nation = v.nation
                                                   and n.period = v.period and n.state = 'confirmed' and n.version > v.version) stands,
           (count(*) over ())::int total
      from indicator_value v join org o on o.id = v.org_id
     where (${id ?? null}::uuid is null or v.id = ${id ?? null}) and (${series ?? null}::text is null or v.series = ${series ?? null})
       and (${state ?? null}::text is null or v.state = ${state ?? null}) and (${period ?? null}::text is null or v.period = ${period ?? null})
       and (${org ?? null}::uuid is null or v.org_id = ${org ?? null})
     order by v.entered_at desc, v.id limit ${size} offset ${from}`.execute(ctx.tx)
  return { rows: rows.map((row) => shown(ctx, row)), total: rows[0]?.total ?? 0 }
}

function shown(ctx: Ctx, { total: _, orgAt, orgName, enteredById, enteredAt, ...row }: Row): OutsideValue {
  const line = lineOf(row.series)
  const { reach, personId } = ctx.actor
  const isWithin = reach !== null && BigInt(orgAt) >= BigInt(reach.lo) && BigInt(orgAt) < BigInt(reach.hi)
  const isOpen = row.state === 'entered' && isWithin && holds(ctx.actor, 'indicator.manage')
  return {
    ...row,
    title: line?.title ?? row.series,
    unit: line?.unit ?? '',
    place: row.nation ? '全国' : orgName,
    enteredAt: enteredAt.toISOString(),
    mayDecide: isOpen && enteredById !== personId,
    mayWithdraw: isOpen && enteredById === personId,
  }
}

export async function insertValue(ctx: Ctx, draft: OutsideDraft, warnings: readonly string[]): Promise<string> {
  const { id } = await ctx.tx
    .insertInto('indicator_value')
    .values({
      series: draft.series,
      org_id: draft.orgId,
      org_at: '0', // the trigger places it, as it writes who entered it and which version it is
      nation: draft.nation,
      period: draft.period,
      value: draft.value,
      as_of: draft.asOf,
      source: draft.source,
      document: draft.document || null,
      provisional: draft.provisional,
      note: draft.note || null,
      warnings: [...warnings],
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface StandingPoint extends OutsidePoint {
  series: string
  orgId: string
  nation: boolean
}

/** The figures that stand: of each period the newest version that a second person confirmed. */
export async function standingPoints(ctx: Ctx, series: readonly string[], orgIds: readonly string[]): Promise<StandingPoint[]> {
  const { rows } = await sql<
    Pick<Row, 'series' | 'orgId' | 'nation' | 'period' | 'value' | 'asOf' | 'source' | 'document' | 'provisional' | 'note'>
  >`
    select distinct on (v.series, v.org_id, v.nation, v.period)
           v.series, v.org_id "orgId", v.nation, v.period, v.value, v.as_of "asOf", v.source, v.document, v.provisional, v.note
      from indicator_value v
     where v.series = any(${[...series]}::text[]) and (v.org_id = any(${[...orgIds]}::uuid[]) or v.nation)
       -- 全国 is said by the province alone.
       and (not v.nation or exists (select 1 from org o where o.id = v.org_id and o.kind = 'province')) and v.state = 'confirmed'
     order by v.series, v.org_id, v.nation, v.period, v.version desc`.execute(ctx.tx)
  return rows.map((row) => ({ ...row, derived: false, from: null, mark: 'entered', yearOnYear: null }))
}
