import type { CaseParty, PartyDraft } from '#contract/case-drafts'
import type { PartyKind } from '#contract/penalty'
import type { Ctx } from '#kernel/house'
import { partyInitials } from '#kernel/pinyin'
import { Problem } from '#kernel/problem'

export async function partiesOf(ctx: Ctx, matterId: string): Promise<CaseParty[]> {
  const rows = await ctx.tx
    .selectFrom('case_party')
    .select([
      'id',
      'name',
      'kind',
      'credit_code as creditCode',
      'address',
      'representative',
      'phone',
      'outside_province as outsideProvince',
    ])
    .where('matter_id', '=', matterId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as PartyKind })) // the table's check holds the same four
}

const columnsOf = (party: PartyDraft, position: number) => ({
  position,
  kind: party.kind,
  name: party.name,
  initials: partyInitials(party.name),
  credit_code: party.creditCode ?? null,
  address: party.address ?? null,
  representative: party.representative ?? null,
  phone: party.phone ?? null,
  outside_province: party.outsideProvince,
})

/** A party as it goes from one matter into the next. */
export const draftOf = (party: CaseParty): PartyDraft => ({
  name: party.name,
  kind: party.kind,
  outsideProvince: party.outsideProvince,
  creditCode: party.creditCode ?? undefined,
  address: party.address ?? undefined,
  representative: party.representative ?? undefined,
  phone: party.phone ?? undefined,
})

export async function insertParties(ctx: Ctx, matterId: string, parties: readonly PartyDraft[], from = 0): Promise<void> {
  if (parties.length === 0) return
  const rows = parties.map((party, index) => ({ matter_id: matterId, ...columnsOf(party, from + index) }))
  await ctx.tx.insertInto('case_party').values(rows).execute()
}

/** A party is told by its id, so that penalties keep theirs; one that was penalised, or told of a penalty, stays. */
export async function changeParties(
  ctx: Ctx,
  matterId: string,
  drafts: readonly (PartyDraft & { id?: string | undefined })[],
): Promise<void> {
  const present = await partiesOf(ctx, matterId)
  const kept = drafts.flatMap(({ id }) => (id === undefined ? [] : [id]))
  if (kept.some((id) => !present.some((party) => party.id === id))) throw new Problem('notFound', { what: '该当事人' })
  await dropParties(
    ctx,
    present.filter((party) => !kept.includes(party.id)),
  )
  // Positions move out of each other's way first: they are unique.
  let away = 1000
  for (const id of kept) await ctx.tx.updateTable('case_party').set({ position: away++ }).where('id', '=', id).execute()
  for (const [position, { id, ...party }] of drafts.entries()) {
    if (id === undefined) await insertParties(ctx, matterId, [party], position)
    else await ctx.tx.updateTable('case_party').set(columnsOf(party, position)).where('id', '=', id).execute()
  }
}

/** What binds a party to its case once it is there. */
const bonds = [
  ['case_penalty', '已有处罚建议或者决定'],
  ['service', '已有送达记录'],
  ['collection', '已有催缴或者强制执行记录'],
] as const

async function dropParties(ctx: Ctx, dropped: readonly CaseParty[]): Promise<void> {
  if (dropped.length === 0) return
  const ids = dropped.map((party) => party.id)
  for (const [table, why] of bonds) {
    const bound = await ctx.tx.selectFrom(table).select('party_id').where('party_id', 'in', ids).limit(1).executeTakeFirst()
    const name = dropped.find((party) => party.id === bound?.party_id)?.name
    if (bound) throw new Problem('closed', { what: '删除当事人', why: `${name}${why}` })
  }
  await ctx.tx.deleteFrom('case_party').where('id', 'in', ids).execute()
}
