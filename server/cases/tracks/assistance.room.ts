import type { LegalDay } from '#contract/common'
import { askAssistanceForm, assistanceSteps } from '#contract/track-measures'
import type { Ctx } from '#kernel/house'
import { type MatterRow, processRoom } from '#kernel/matter'
import { assistanceProcess } from './assistance.process.ts'
import { demandEntry, openerOf, trackPaperFacts } from './open.ts'

/** Reading the case ends with the request, or earlier on its own day. */
async function endGrants(ctx: Ctx, matter: MatterRow, on: LegalDay): Promise<void> {
  const opened = await openingOf(ctx, matter)
  await ctx.tx
    .updateTable('matter_grant')
    .set((eb) => ({ to_day: eb.fn<LegalDay>('greatest', [eb.ref('from_day'), eb.val(on)]) }))
    .where('matter_id', 'in', [matter.id, ...(matter.parentId ? [matter.parentId] : [])])
    .where('org_id', '=', opened.orgId)
    .where('purpose', '=', 'assistance')
    .where((eb) => eb.or([eb('to_day', 'is', null), eb('to_day', '>', on)]))
    .execute()
}

async function openingOf(ctx: Ctx, matter: MatterRow) {
  const { input } = await ctx.tx
    .selectFrom('matter_step')
    .select('input')
    .where('matter_id', '=', matter.id)
    .where('step', '=', 'open')
    .executeTakeFirstOrThrow()
  return askAssistanceForm.parse(input)
}

export const assistanceRoom = processRoom({
  process: assistanceProcess,
  counts: [
    { indicator: 'cases.assistanceAsked', steps: ['send'] },
    // The step of one's own unit: the asked one acts by a grant and counts nothing here.
    { indicator: 'cases.assistanceAnswered', steps: ['accept'] },
  ],
  forms: assistanceSteps,
  facts: async () => null,
  apply: {
    async send(ctx, matter, { happenedOn }) {
      const { orgId, until } = await openingOf(ctx, matter)
      const grant = { org_id: orgId, purpose: 'assistance', from_day: happenedOn, given_by: ctx.actor.personId }
      await ctx.tx
        .insertInto('matter_grant')
        .values({ ...grant, matter_id: matter.id, acts: true })
        .execute()
      if (matter.parentId && until >= happenedOn)
        await ctx.tx
          .insertInto('matter_grant')
          .values({ ...grant, matter_id: matter.parentId, to_day: until })
          .execute()
    },
    accept: (ctx, matter, { happenedOn }) => endGrants(ctx, matter, happenedOn),
    withdraw: (ctx, matter, { happenedOn }) => endGrants(ctx, matter, happenedOn),
  },
  paperFacts: trackPaperFacts,
})

export const askAssistanceOpener = openerOf({
  form: askAssistanceForm,
  process: async (ctx, parent, { orgId, until }) => {
    demandEntry(orgId !== parent.ownerOrgId && orgId !== parent.handlingOrgId, 'orgId', '不能向本单位请求协助')
    demandEntry(until >= ctx.today, 'until', '授权截止日不能早于今天')
    return assistanceProcess
  },
})
