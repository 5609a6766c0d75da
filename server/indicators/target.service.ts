import { sql } from 'kysely'
import type { z } from 'zod'
import type { OrgId } from '#contract/common'
import type { Target, TargetDraft } from '#contract/indicators-catalogue'
import type { Ctx } from '#kernel/house'
import { entryOf } from './catalogue.ts'
import { lineage, reachableUnit } from './units.ts'

/** Targets (目标) of a unit and of those above it, year by year: set here with their source, or compiled with the catalogue. */
export async function targetsOf(ctx: Ctx, indicator: string, unitId: string): Promise<Target[]> {
  const line = await lineage(ctx, unitId)
  const { rows } = await sql<Omit<Target, 'orgName' | 'value'> & { value: number | null }>`
    select distinct on (t.org_id, t.year) t.id, t.org_id "orgId", t.year, t.value, t.source, t.mark
      from indicator_target t where t.indicator = ${indicator} and t.org_id = any(${line.map(({ id }) => id)}::uuid[])
     order by t.org_id, t.year, t.sequence desc`.execute(ctx.tx)
  const set = rows.flatMap(({ value, ...row }) =>
    // Without a value it was taken back.
    value === null ? [] : [{ ...row, value, orgName: line.find(({ id }) => id === row.orgId)?.name ?? '' }],
  )
  const compiled = compiledTargets(indicator, line).filter(
    (one) => !rows.some(({ orgId, year }) => orgId !== null && orgId === one.orgId && year === one.year),
  )
  return [...set, ...compiled].sort((a, b) => a.year - b.year)
}

function compiledTargets(indicator: string, line: readonly { id: OrgId; name: string; code: string }[]): Target[] {
  const values = entryOf(indicator)?.values ?? []
  return values.flatMap(({ kind, place, period, value, source, mark, note }) => {
    const unit = line.find(({ code }) => code === place)
    if (kind !== 'target' || !/^20\d\d$/.test(period) || !(unit || place === 'nation')) return []
    const said = `${source ?? '出处未取得'}${note ? `（${note}）` : ''}`
    return [{ id: null, orgId: unit?.id ?? null, orgName: unit?.name ?? '全国', year: Number(period), value, source: said, mark }]
  })
}

/** The newest holds; the earlier ones stay in the table. Row security: coordinators, for their units and those below. */
export async function setTarget(ctx: Ctx, indicator: string, draft: z.output<typeof TargetDraft>): Promise<Target[]> {
  const unit = await reachableUnit(ctx, draft.orgId)
  await ctx.tx
    .insertInto('indicator_target')
    .values({
      indicator,
      org_id: unit.id,
      org_at: '0', // the trigger's
      year: draft.year,
      value: draft.value,
      source: draft.source,
      mark: draft.mark,
      by_person_id: ctx.actor.personId,
      by_name: ctx.actor.name,
      at: ctx.now,
    })
    .execute()
  return targetsOf(ctx, indicator, unit.id)
}
