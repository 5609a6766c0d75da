import { type SqlBool, sql } from 'kysely'
import type { MatterId } from '#contract/common'
import type { Carrier, ElectronicData, Evidence, EvidenceDraft, EvidenceId, EvidenceKind } from '#contract/evidence'
import { filesByIds } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { visibleMatters } from '#kernel/matter'

/** Every read of evidence begins at the matters that this duty sees. */
const visible = (ctx: Ctx) =>
  visibleMatters(ctx)
    .innerJoin('evidence as e', 'e.matter_id', 'm.id')
    .leftJoin('file as f', 'f.id', 'e.file_id')
    .leftJoin('custody_entry as w', (join) => join.onRef('w.evidence_id', '=', 'e.id').on('w.act', '=', 'withdrawn'))
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('blob_check')
          .select(['at', 'whole'])
          .whereRef('blob_check.sha256', '=', 'f.sha256')
          .orderBy('at', 'desc')
          .orderBy('id', 'desc')
          .limit(1)
          .as('c'),
      (join) => join.onTrue(),
    )
    .selectAll('e')
    .select(['w.note as withdrawnWhy', 'w.person_name as withdrawnBy', 'w.recorded_at as withdrawnAt', 'c.at as checkedAt', 'c.whole'])

type Row = Awaited<ReturnType<ReturnType<typeof visible>['executeTakeFirstOrThrow']>>

export async function findEvidence(ctx: Ctx, id: string): Promise<Evidence | undefined> {
  const row = await visible(ctx).where('e.id', '=', id).executeTakeFirst()
  return row && (await shown(ctx, [row]))[0]
}

/** Of a matter and its tracks, in the order in which they were taken in. */
export async function readEvidence(ctx: Ctx, matterId: string): Promise<Evidence[]> {
  const rows = await visible(ctx)
    .where((eb) => eb.or([eb('m.id', '=', matterId), eb('m.parent_id', '=', matterId)]))
    .orderBy('e.recorded_at')
    .orderBy('e.serial')
    .execute()
  return shown(ctx, rows)
}

async function shown(ctx: Ctx, rows: readonly Row[]): Promise<Evidence[]> {
  const files = await filesByIds(
    ctx,
    rows.flatMap((row) => row.file_id ?? []),
  )
  return rows.map((row) => ({
    // Written below from a parsed draft, under the table's own checks: the unions and shapes are those of the contract.
    id: row.id as EvidenceId,
    matterId: row.matter_id as MatterId,
    kind: row.kind as EvidenceKind,
    carrier: row.carrier as Carrier,
    officers: row.officers as Evidence['officers'],
    electronic: row.electronic as ElectronicData | null,
    onSite: row.on_site as Evidence['onSite'],
    serial: row.serial,
    name: row.name,
    source: row.source,
    proves: row.proves,
    takenOn: row.taken_on,
    place: row.place,
    copyReason: row.copy_reason,
    copyMethod: row.copy_method,
    copiedOn: row.copied_on,
    copiedBy: row.copied_by,
    file: (row.file_id && files.get(row.file_id)) || null,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    damaged: row.whole === false,
    keptAt: row.kept_at,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at.toISOString(),
    withdrawn: row.withdrawnAt && { reason: row.withdrawnWhy ?? '', by: row.withdrawnBy ?? '', at: row.withdrawnAt.toISOString() },
  }))
}

interface NewEvidence extends Omit<EvidenceDraft, 'officers'> {
  matterId: MatterId
  officers: Evidence['officers']
  onSite: Evidence['onSite']
}

/** The matter's row is locked, so the next serial is nobody else's. */
export async function insertEvidence(ctx: Ctx, draft: NewEvidence): Promise<EvidenceId> {
  const { last } = await ctx.tx
    .selectFrom('evidence')
    .select((eb) => eb.fn.coalesce(eb.fn.max('serial'), sql<number>`0`).as('last'))
    .where('matter_id', '=', draft.matterId)
    .executeTakeFirstOrThrow()
  const { id } = await ctx.tx
    .insertInto('evidence')
    .values({
      matter_id: draft.matterId,
      serial: last + 1,
      kind: draft.kind,
      name: draft.name,
      source: draft.source,
      proves: draft.proves ?? null,
      taken_on: draft.takenOn,
      place: draft.place,
      officers: JSON.stringify(draft.officers),
      carrier: draft.carrier,
      copy_reason: draft.copyReason ?? null,
      copy_method: draft.copyMethod ?? null,
      copied_on: draft.copiedOn ?? null,
      copied_by: draft.copiedBy ?? null,
      electronic: draft.electronic ? JSON.stringify(draft.electronic) : null,
      on_site: draft.onSite,
      file_id: draft.fileId ?? null,
      kept_at: draft.keptAt ?? null,
      recorded_by: ctx.actor.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id as EvidenceId // the key of the row just made
}

export async function isTakenIn(ctx: Ctx, fileId: string): Promise<boolean> {
  const row = await ctx.tx.selectFrom('evidence').select('id').where('file_id', '=', fileId).executeTakeFirst()
  return row !== undefined
}

/** Officers by id: those who are put on the matter, and those of one's own unit; a certificate makes the officer. */
export async function officersByIds(ctx: Ctx, matterId: string, ids: readonly string[], on: string): Promise<Evidence['officers']> {
  const assigned = await ctx.tx
    .selectFrom('matter_assignee')
    .select(['person_id as id', 'person_name as name', 'certificate_no as certificateNo'])
    .where('matter_id', '=', matterId)
    .where('person_id', 'in', [...ids])
    .where(sql<SqlBool>`${on}::date between from_day and coalesce(to_day, 'infinity')`)
    .execute()
  const near = await ctx.tx
    .selectFrom('person')
    .select(['id', 'name', 'certificate_no as certificateNo'])
    .where('id', 'in', [...ids])
    .execute()
  const known = new Map([...assigned, ...near].map((officer) => [officer.id, officer]))
  return ids.flatMap((id) => known.get(id) ?? []) as Evidence['officers'] // ids of the database are the branded ones
}
