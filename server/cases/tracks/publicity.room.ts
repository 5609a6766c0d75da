import { publicitySteps, publishForm } from '#contract/track-outcomes'
import type { Ctx } from '#kernel/house'
import { type MatterRow, processRoom, type Taken } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { type PublicityLimit, publicityTerm } from '../penalty/index.ts'
import { openerOf } from './open.ts'
import { publicityProcess } from './publicity.process.ts'

const set =
  (column: 'stopped_on' | 'withdrawn_on') =>
  async (ctx: Ctx, matter: MatterRow, { happenedOn }: Pick<Taken, 'happenedOn'>) => {
    await ctx.tx
      .updateTable('publication')
      .set({ [column]: happenedOn })
      .where('matter_id', '=', matter.id)
      .execute()
  }

export const publicityRoom = processRoom({
  process: publicityProcess,
  counts: [{ indicator: 'cases.published', steps: ['publish'] }],
  forms: publicitySteps,
  async facts(ctx, matter, history) {
    const row = await ctx.tx
      .selectFrom('publication')
      .select(['registered_in', 'limits'])
      .where('matter_id', '=', matter.id)
      .executeTakeFirstOrThrow()
    return {
      sameProvince: row.registered_in === 'sameProvince',
      pushed: history.some((act) => act.step === 'push'),
      // Written by the opener from publicityTerm alone.
      limits: row.limits as PublicityLimit[],
    }
  },
  apply: {
    async publish(ctx, matter, { happenedOn, input }) {
      await ctx.tx
        .updateTable('publication')
        .set({ address: input.address, published_on: happenedOn })
        .where('matter_id', '=', matter.id)
        .execute()
    },
    stopEarly: set('stopped_on'),
    stopLow: set('stopped_on'),
    stopNormal: set('stopped_on'),
    stopKey: set('stopped_on'),
    withdraw: set('withdrawn_on'),
  },
})

/** Whether and how long is judged here, once; a decision that only warns is not published (publicity rules art. 2). */
export const publishOpener = openerOf({
  form: publishForm,
  process: async () => publicityProcess,
  judge(input) {
    const term = publicityTerm(input)
    return term.published ? null : new Problem('closed', { what: '公示', why: term.reason, basis: term.article })
  },
  async write(ctx, track, input) {
    const { limits, article, reason, marks } = publicityTerm(input)
    await ctx.tx
      .insertInto('publication')
      .values({
        matter_id: track.id,
        decision_number: input.decisionNumber,
        party: input.party,
        violation: input.violation,
        penalty: input.penalty,
        authority: input.authority,
        decided_on: input.decidedOn,
        registered_in: input.registeredIn,
        limits,
        article,
        reason,
        marks,
      })
      .execute()
  },
})
