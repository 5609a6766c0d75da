import type { LegalDay, MatterId } from '#contract/common'
import type { CustodyAct, CustodyEntry, EvidenceId } from '#contract/evidence'
import type { Tx } from '#kernel/db'
import type { Ctx } from '#kernel/house'

export interface NewCustody {
  act: CustodyAct
  happenedOn?: LegalDay
  counterpart?: string | undefined
  note?: string | undefined
}

type Item = { id: EvidenceId; matterId: MatterId }

/** Adds to the 保管链 of each piece. `tx` is given when the entry must outlive a refusal. */
export async function addCustody(ctx: Ctx, items: readonly Item[], entry: NewCustody, tx: Tx = ctx.tx): Promise<void> {
  if (items.length === 0) return
  await tx
    .insertInto('custody_entry')
    .values(
      items.map((item) => ({
        matter_id: item.matterId,
        evidence_id: item.id,
        act: entry.act,
        happened_on: entry.happenedOn ?? ctx.today,
        person_id: ctx.actor.personId,
        person_name: ctx.actor.name,
        org_name: ctx.actor.orgName ?? '系统服务',
        counterpart: entry.counterpart ?? null,
        note: entry.note ?? null,
      })),
    )
    .execute()
}

export async function custodyOf(ctx: Ctx, evidenceIds: readonly string[]): Promise<Map<string, CustodyEntry[]>> {
  const found = new Map<string, CustodyEntry[]>(evidenceIds.map((id) => [id, []]))
  if (evidenceIds.length === 0) return found
  const rows = await ctx.tx
    .selectFrom('custody_entry')
    .selectAll()
    .where('evidence_id', 'in', [...evidenceIds])
    .orderBy('id')
    .execute()
  for (const row of rows)
    found.get(row.evidence_id)?.push({
      id: row.id,
      act: row.act as CustodyAct, // the table's check holds the union
      happenedOn: row.happened_on,
      recordedAt: row.recorded_at.toISOString(),
      person: row.person_name,
      org: row.org_name,
      counterpart: row.counterpart,
      note: row.note,
    })
  return found
}
