import type { StoredPenalty } from '#contract/case-details'
import type { PartyPenalty } from '#contract/case-steps'
import type { Ctx } from '#kernel/house'
import type { Judged } from './proposal.ts'

export type Stage = 'proposed' | 'noticed' | 'decided'

/** The last round of each stage: what holds now. Earlier rounds stay in the table for who asks how it came. */
export async function penaltiesOf(ctx: Ctx, matterId: string): Promise<Record<Stage, StoredPenalty[]>> {
  const rows = await ctx.tx
    .selectFrom('case_penalty as p')
    .selectAll('p')
    .where('p.matter_id', '=', matterId)
    .where((eb) =>
      eb(
        'p.round',
        '=',
        eb
          .selectFrom('case_penalty as q')
          .select((inner) => inner.fn.max('q.round').as('last'))
          .whereRef('q.matter_id', '=', 'p.matter_id')
          .whereRef('q.stage', '=', 'p.stage'),
      ),
    )
    .orderBy('p.id')
    .execute()
  const found: Record<Stage, StoredPenalty[]> = { proposed: [], noticed: [], decided: [] }
  for (const row of rows) {
    found[row.stage as Stage].push({
      ...(row.proposal as PartyPenalty), // written below from a parsed penalty
      law: row.basis_law,
      article: row.basis_article,
      range:
        row.range_min === null || row.range_max === null
          ? null
          : { min: row.range_min, max: row.range_max, formula: row.range_formula ?? '' },
      hearing: row.hearing,
    })
  }
  return found
}

async function nextRound(ctx: Ctx, matterId: string, stage: Stage): Promise<number> {
  const row = await ctx.tx
    .selectFrom('case_penalty')
    .select((eb) => eb.fn.max('round').as('last'))
    .where('matter_id', '=', matterId)
    .where('stage', '=', stage)
    .executeTakeFirst()
  return (row?.last ?? 0) + 1
}

export async function insertPenalties(ctx: Ctx, matterId: string, stage: Stage, judged: readonly Judged[]): Promise<void> {
  const penalties = judged.map(({ penalty, judgement: { basis, range, hearing } }) => ({
    ...penalty,
    law: basis.law,
    article: basis.article,
    range: range ?? null,
    hearing: hearing.holds,
  }))
  await insertRound(ctx, matterId, stage, penalties)
}

/** What was proposed is what the party is told: copied, so that a later proposal cannot change it. */
export async function tellPenalties(ctx: Ctx, matterId: string): Promise<void> {
  await insertRound(ctx, matterId, 'noticed', (await penaltiesOf(ctx, matterId)).proposed)
}

async function insertRound(ctx: Ctx, matterId: string, stage: Stage, penalties: readonly StoredPenalty[]): Promise<void> {
  if (penalties.length === 0) return
  const round = await nextRound(ctx, matterId, stage)
  const rows = penalties.map(({ law, article, range, hearing, ...penalty }) => ({
    matter_id: matterId,
    stage,
    round,
    party_id: penalty.partyId,
    target: penalty.target,
    measures: penalty.measures,
    fine: penalty.fine,
    confiscated_gains: penalty.confiscatedGains,
    confiscated_goods: penalty.confiscatedGoodsValue,
    basis_law: law,
    basis_article: article,
    range_min: range?.min ?? null,
    range_max: range?.max ?? null,
    range_formula: range?.formula ?? null,
    hearing,
    proposal: JSON.stringify(penalty),
  }))
  await ctx.tx.insertInto('case_penalty').values(rows).execute()
}
