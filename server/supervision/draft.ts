import { clauseOf } from '#clauses'
import type { LegalDay, OrgId } from '#contract/common'
import type { TaskDraft } from '#contract/supervision-steps'
import { addDays, type Calendar } from '#kernel/calendar'
import type { Ctx } from '#kernel/house'
import { indicatorOf } from '#kernel/indicator'
import { Problem } from '#kernel/problem'

const wrong = (path: string, message: string) => new Problem('invalid', { issues: [{ path, message }] })

interface Unit {
  id: OrgId
  lo: string
  hi: string
  kind: string
}

async function unitsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Unit>> {
  const rows = await ctx.tx
    .selectFrom('org')
    .select(['id', 'lo', 'hi', 'kind'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row as Unit])) // the key is the branded id
}

const isBelow = (unit: Unit | undefined, above: Unit) =>
  unit !== undefined && BigInt(unit.lo) > BigInt(above.lo) && BigInt(unit.lo) < BigInt(above.hi)
const isWithin = (unit: Unit | undefined, above: Unit) => unit?.id === above.id || isBelow(unit, above)

/** What a task asks of the world: a lead below its issuer, a clause and an indicator that exist, figures of the lead's own. */
export async function demandDraft(ctx: Ctx, draft: TaskDraft, ownerId: string): Promise<void> {
  const target = draft.target.kind === 'figure' ? draft.target : null
  const units = await unitsOf(ctx, [ownerId, draft.leadOrgId, ...(target?.orgId ? [target.orgId] : [])])
  const owner = units.get(ownerId)
  const lead = units.get(draft.leadOrgId)
  if (!owner || !isBelow(lead, owner) || !lead) throw wrong('leadOrgId', '责任单位应当是交办单位的下级单位、内设机构或者直属单位')
  await demandSupports(ctx, draft, ownerId)
  if (target && !indicatorOf(target.indicator)) throw wrong('target.indicator', '没有这个指标')
  if (target?.orgId && !isWithin(units.get(target.orgId), lead)) throw wrong('target.orgId', '统计单位须为责任单位或者其下属单位')
  if (draft.clauseId) await clauseOf(ctx, draft.clauseId)
}

/** Who supports lies below the issuer, or is the issuer itself, and is not the lead. */
export async function demandSupports(
  ctx: Ctx,
  draft: { leadOrgId: string; supportOrgIds: readonly string[] },
  ownerId: string,
): Promise<void> {
  const units = await unitsOf(ctx, [ownerId, ...draft.supportOrgIds])
  const owner = units.get(ownerId)
  if (draft.supportOrgIds.includes(draft.leadOrgId)) throw wrong('supportOrgIds', '责任单位不能同时列为配合单位')
  if (!owner || draft.supportOrgIds.some((id) => !isWithin(units.get(id), owner)))
    throw wrong('supportOrgIds', '配合单位应当在交办单位的管辖范围内')
}

export const columnsOf = (draft: TaskDraft) => {
  const figure = draft.target.kind === 'figure' ? draft.target : null
  return {
    source: draft.source,
    clause_id: draft.clauseId ?? null,
    source_text: draft.sourceText || null,
    source_number: draft.sourceNumber || null,
    key_task: draft.keyTask,
    measure: draft.measure,
    mandatory: draft.mandatory,
    target: draft.target.kind,
    indicator: figure?.indicator ?? null,
    target_org_id: figure ? (figure.orgId ?? draft.leadOrgId) : null,
    target_value: figure?.value ?? null,
    direction: figure?.direction ?? null,
    from_month: figure?.from ?? null,
    to_month: figure?.to ?? null,
    deliverable: draft.target.kind === 'deliverable' ? draft.target.deliverable : null,
    planned_due: draft.dueOn,
    planned_reports: draft.reportOn,
    planned_support: draft.supportOrgIds,
    designation: draft.designation ? JSON.stringify(draft.designation) : null,
  }
}

/** The last day for receipt: so many working days after the issue. */
export function receiptBy(on: LegalDay, workingDays: number, calendar: Calendar): LegalDay {
  let day = on
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, 1)
    if (calendar.isWorkingDay(day)) left -= 1
  }
  return day
}
