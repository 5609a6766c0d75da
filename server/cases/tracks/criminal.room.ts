import { criminalTransferSteps, transferCriminalForm } from '#contract/track-outcomes'
import type { Ctx } from '#kernel/house'
import { type MatterRow, processRoom } from '#kernel/matter'
import type { CasePaper } from '../papers/index.ts'
import { coercionNames } from './coercion.process.ts'
import { type CriminalFacts, criminalTransferProcess } from './criminal.process.ts'
import { demandEntry, issuedHereOrAbove, openerOf, trackPaperFacts } from './open.ts'

async function factsOf(ctx: Ctx, matter: MatterRow): Promise<CriminalFacts> {
  const seized = await ctx.tx
    .selectFrom('matter')
    .select('id')
    .where('parent_id', '=', matter.parentId)
    .where('process', 'in', [...coercionNames])
    .where('state', 'in', ['held', 'heldUnapproved', 'expired'])
    .executeTakeFirst()
  const told: CasePaper = 'goodsTransferNotice'
  return { isSeized: seized !== undefined, isTold: (await issuedHereOrAbove(ctx, matter)).has(told) }
}

export const criminalTransferRoom = processRoom({
  process: criminalTransferProcess,
  counts: [
    { indicator: 'cases.toPolice', steps: ['send'] },
    { indicator: 'cases.policeFiled', steps: ['policeFile', 'reconsiderFile', 'supervisedFile'] },
  ],
  forms: criminalTransferSteps,
  facts: factsOf,
  apply: {
    // The twenty-four hours run from this minute.
    async approve(ctx, _matter, { happenedOn, input }) {
      demandEntry(input.approvedAt.startsWith(happenedOn), 'approvedAt', '批准的时间应当在办理日期当日')
      demandEntry(new Date(`${input.approvedAt}:00+08:00`) <= ctx.now, 'approvedAt', '批准的时间不能晚于现在')
    },
  },
  paperFacts: trackPaperFacts,
})

export const transferCriminalOpener = openerOf({ form: transferCriminalForm, process: async () => criminalTransferProcess })
