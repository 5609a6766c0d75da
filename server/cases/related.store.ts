import type { z } from 'zod'
import type { RelatedMatter } from '#contract/case-details'
import { tieKinds } from '#contract/case-drafts'
import type { MatterId } from '#contract/common'
import type { Ctx } from '#kernel/house'
import { roomOf, visibleMatters } from '#kernel/matter'
import { Problem } from '#kernel/problem'

type Related = z.infer<typeof RelatedMatter>
export type Tie = 'origin' | 'transfer' | 'merged' | 'sameParty' | 'chain' | 'other'

const tieNames: Record<Tie, string> = {
  origin: '来源',
  transfer: '移送',
  merged: '并案',
  ...tieKinds,
}

export async function relate(ctx: Ctx, matterId: string, otherId: string, kind: Tie, note?: string): Promise<void> {
  if (matterId === otherId) throw new Problem('invalid', { what: '不能与自身关联。' })
  await ctx.tx
    .insertInto('related_matter')
    .values({ matter_id: matterId, other_id: otherId, kind, note: note ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Both ends of a tie, as far as the reader sees the other end: what lies beyond reach is not named. */
export async function relatedOf(ctx: Ctx, matterId: string): Promise<Related[]> {
  const rows = await visibleMatters(ctx)
    .innerJoin('related_matter as r', (join) =>
      join.on((eb) =>
        eb.or([
          eb.and([eb('r.matter_id', '=', matterId), eb('r.other_id', '=', eb.ref('m.id'))]),
          eb.and([eb('r.other_id', '=', matterId), eb('r.matter_id', '=', eb.ref('m.id'))]),
        ]),
      ),
    )
    .select(['m.id', 'm.process', 'm.number', 'm.title', 'm.state', 'r.kind', 'r.note'])
    .orderBy('m.recorded_at')
    .execute()
  return rows.map(({ state, kind, ...row }) => ({
    ...row,
    id: row.id as MatterId, // a key of matter
    stateTitle: roomOf(row.process).process.states[state]?.title ?? state,
    kind: tieNames[kind as Tie], // the table's check holds the same
  }))
}
