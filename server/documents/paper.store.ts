import { sql } from 'kysely'
import type { LegalDay, MatterId, PaperId } from '#contract/common'
import type { PaperState } from '#contract/paper'
import type { Ctx } from '#kernel/house'
import { visibleMatters } from '#kernel/matter'

export interface PaperRow {
  id: PaperId
  matterId: MatterId
  kind: string
  title: string
  state: PaperState
  fields: Record<string, unknown>
  number: string | null
  issuedOn: LegalDay | null
  issuedBy: string | null
  issuedAs: string | null
  voidReason: string | null
  fieldsHash: string | null
  /** The office's own template with which it was issued, and the Word file that was made then. */
  templateId: string | null
  wordSha256: string | null
  version: number
}

/** Every read of papers begins at the matters that this duty sees: whoever does not see the matter does not see its papers. */
const visible = (ctx: Ctx) =>
  visibleMatters(ctx)
    .innerJoin('paper as p', 'p.matter_id', 'm.id')
    .select([
      'p.id',
      'p.matter_id as matterId',
      'p.kind',
      'p.title',
      'p.state',
      'p.fields',
      'p.number',
      'p.issued_on as issuedOn',
      'p.issued_by as issuedBy',
      'p.issued_as as issuedAs',
      'p.void_reason as voidReason',
      'p.fields_hash as fieldsHash',
      'p.template_id as templateId',
      'p.word_sha256 as wordSha256',
      'p.version',
    ])

export async function findPaper(ctx: Ctx, id: string): Promise<PaperRow | undefined> {
  return (await visible(ctx).where('p.id', '=', id).executeTakeFirst()) as PaperRow | undefined // the database's checks hold the unions, its keys are the branded ids
}

/** Locked until the request ends: two who issue one paper at once go one after the other. */
export async function lockPaper(ctx: Ctx, id: string): Promise<PaperRow | undefined> {
  return (await visible(ctx).where('p.id', '=', id).forUpdate('p').executeTakeFirst()) as PaperRow | undefined // as above
}

/** The papers of a matter and of its tracks, oldest first. */
export async function papersOf(ctx: Ctx, matterId: string): Promise<(PaperRow & { track: string | null })[]> {
  const rows = await visible(ctx)
    .select((eb) => eb.case().when('m.id', '=', matterId).then(null).else(eb.ref('m.title')).end().as('track'))
    .where((eb) => eb.or([eb('m.id', '=', matterId), eb('m.parent_id', '=', matterId)]))
    .orderBy('p.created_at')
    .orderBy('p.id')
    .execute()
  return rows as (PaperRow & { track: string | null })[] // as above
}

interface NewPaper {
  matterId: MatterId
  ownerOrgId: string
  kind: string
  title: string
  fields: Record<string, unknown>
}

export async function insertPaper(ctx: Ctx, paper: NewPaper): Promise<PaperId> {
  const { id } = await ctx.tx
    .insertInto('paper')
    .values({
      matter_id: paper.matterId,
      kind: paper.kind,
      title: paper.title,
      fields: JSON.stringify(paper.fields),
      org_id: paper.ownerOrgId,
      // The trigger sets the place from the unit.
      org_at: '0',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id as PaperId // the key of the row just made
}

interface PaperChange {
  title?: string
  fields?: string
  state?: PaperState
  number?: string
  word?: string
  year?: number
  serial?: number
  issued_on?: LegalDay
  issued_by?: string
  issued_as?: string
  fields_hash?: string
  template_id?: string
  word_sha256?: string
  void_reason?: string
  voided_by?: string
}

export async function updatePaper(ctx: Ctx, paper: PaperRow, change: PaperChange): Promise<void> {
  await ctx.tx
    .updateTable('paper')
    .set({ ...change, version: paper.version + 1 })
    .where('id', '=', paper.id)
    .execute()
}

/** The next number of a series. Its row stays locked until this transaction ends, so a number that is not used was never given. */
export async function nextNumber(ctx: Ctx, orgId: string, word: string, year: number): Promise<number> {
  const { rows } = await sql<{ serial: number }>`select authority.next_number(${orgId}, ${word}, ${year}) as serial`.execute(ctx.tx)
  return rows[0]!.serial // a function that returns one value
}

/** The name that a unit bore on a day: a paper of last year is not renamed by this year's reform. */
export async function nameOn(ctx: Ctx, orgId: string, day: LegalDay): Promise<string | undefined> {
  const row = await ctx.tx
    .selectFrom('org_name')
    .select('name')
    .where('org_id', '=', orgId)
    .where(sql<boolean>`valid @> ${day}::date`)
    .executeTakeFirst()
  return row?.name
}
