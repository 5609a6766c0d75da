import { sql } from 'kysely'
import type { LeadDraft, LeadSource } from '#contract/case-drafts'
import type { LegalDay } from '#contract/common'
import type { ViolationCode } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import type { JurisdictionFlags } from './penalty/index.ts'

export interface LeadRow {
  source: LeadSource
  sourceNote: string | null
  foundOn: LegalDay
  divisionCode: string
  place: string
  content: string
  violationCode: ViolationCode | null
  conductFrom: LegalDay | null
  conductTo: LegalDay | null
  lifeOrFinance: boolean
  flags: JurisdictionFlags
  findings: string | null
  fromMediation: boolean
  receivedFrom: string | null
  became: string | null
}

export async function leadOf(ctx: Ctx, matterId: string): Promise<LeadRow> {
  const row = await ctx.tx
    .selectFrom('lead')
    .select([
      'source',
      'source_note as sourceNote',
      'found_on as foundOn',
      'division_code as divisionCode',
      'place',
      'content',
      'violation_code as violationCode',
      'conduct_from as conductFrom',
      'conduct_to as conductTo',
      'life_or_finance as lifeOrFinance',
      'jurisdiction_flags as flags',
      'findings',
      'from_mediation as fromMediation',
      'received_from as receivedFrom',
      'became',
    ])
    .where('matter_id', '=', matterId)
    .executeTakeFirstOrThrow()
  return row as LeadRow // written by this room from parsed forms; the table's checks hold the rest
}

export async function insertLead(
  ctx: Ctx,
  matterId: string,
  draft: LeadDraft & { divisionCode: string; fromMediation?: boolean },
): Promise<void> {
  await ctx.tx
    .insertInto('lead')
    .values({
      matter_id: matterId,
      source: draft.source,
      source_note: draft.sourceNote ?? null,
      found_on: draft.foundOn,
      division_code: draft.divisionCode,
      place: draft.place,
      content: draft.content,
      violation_code: draft.violationCode ?? null,
      from_mediation: draft.fromMediation ?? false,
      received_from: draft.receivedFrom ?? null,
      registered_by: ctx.actor.personId,
    })
    .execute()
  const { informant } = draft
  if (!informant || !Object.values(informant).some(Boolean)) return
  await ctx.tx
    .insertInto('lead_informant')
    .values({ matter_id: matterId, name: informant.name ?? null, phone: informant.phone ?? null, note: informant.note ?? null })
    .execute()
}

/** What is left out stays as it was. */
type LeadChange = { [K in keyof LeadRow]?: LeadRow[K] | undefined }

export async function updateLead(ctx: Ctx, matterId: string, change: LeadChange): Promise<void> {
  const columns = {
    ...(change.sourceNote === undefined ? {} : { source_note: change.sourceNote }),
    ...(change.divisionCode === undefined ? {} : { division_code: change.divisionCode }),
    ...(change.place === undefined ? {} : { place: change.place }),
    ...(change.content === undefined ? {} : { content: change.content }),
    ...(change.violationCode === undefined ? {} : { violation_code: change.violationCode }),
    ...(change.conductFrom === undefined ? {} : { conduct_from: change.conductFrom }),
    ...(change.conductTo === undefined ? {} : { conduct_to: change.conductTo }),
    ...(change.lifeOrFinance === undefined ? {} : { life_or_finance: change.lifeOrFinance }),
    ...(change.flags === undefined ? {} : { jurisdiction_flags: JSON.stringify(change.flags) }),
    ...(change.findings === undefined ? {} : { findings: change.findings }),
    ...(change.became === undefined ? {} : { became: change.became }),
  }
  if (Object.keys(columns).length > 0) await ctx.tx.updateTable('lead').set(columns).where('matter_id', '=', matterId).execute()
}

export const informantOf = (ctx: Ctx, matterId: string) =>
  ctx.tx.selectFrom('lead_informant').select(['name', 'phone', 'note']).where('matter_id', '=', matterId).executeTakeFirst()

/** 最先立案、一案多立: asked beyond reach, answered by yes or no alone (design §6.12). */
export async function possibleOverlap(ctx: Ctx, matterId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select authority.possible_overlap(${matterId}) "is"`.execute(ctx.tx)
  return rows[0]?.is ?? false
}
