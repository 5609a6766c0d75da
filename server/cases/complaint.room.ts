import type { ComplaintDraft } from '#contract/case-drafts'
import type { MatterId } from '#contract/common'
import { complaintSteps } from '#contract/complaint-steps'
import type { Ctx } from '#kernel/house'
import { assignOfficers, type MatterRow, openMatter, processRoom, settleMatter } from '#kernel/matter'
import { bureauOf, nextNumber } from './bureau.ts'
import { caseFactsOf } from './case-facts.ts'
import { complaintProcess } from './complaint.process.ts'
import { complaintOf } from './complaint.store.ts'
import { openLead } from './lead.service.ts'
import { draftOf, insertParties, partiesOf } from './party.store.ts'

export const complaintRoom = processRoom({
  process: complaintProcess,
  counts: [
    { indicator: 'complaints.received', steps: ['open'] },
    { indicator: 'complaints.open', steps: ['open'], until: ['refuse', 'settle', 'notifyEnd'] },
    { indicator: 'complaints.settled', steps: ['settle'] },
    { indicator: 'complaints.mediated', steps: ['settle', 'terminate'] },
  ],
  forms: complaintSteps,
  facts: async () => ({}),
  paperFacts: caseFactsOf,
  papers: [],
  apply: {
    assign: (ctx, matter, { happenedOn, input }) => assignOfficers(ctx, matter, input.officers, happenedOn),
    discoverLead: (ctx, matter, { happenedOn, input }) => leadFrom(ctx, matter, input.content, happenedOn),
  },
})

/** 调解中发现违法线索 (art. 27): verified in fifteen working days of its own. */
async function leadFrom(ctx: Ctx, matter: MatterRow, content: string, foundOn: string): Promise<void> {
  const complaint = await complaintOf(ctx, matter.id)
  const parties = await partiesOf(ctx, matter.id)
  await openLead(ctx, {
    source: 'complaint',
    foundOn,
    divisionCode: complaint.divisionCode,
    place: complaint.place,
    content,
    parties: parties.map(draftOf),
    files: [],
    origin: matter.id,
    fromMediation: true,
  })
}

export async function registerComplaint(ctx: Ctx, draft: ComplaintDraft): Promise<{ id: MatterId; version: number }> {
  const bureau = await bureauOf(ctx, ctx.actor.orgId ?? '')
  const id = await openMatter(ctx, complaintProcess, {
    owner: bureau.id,
    handling: ctx.actor.orgId ?? bureau.id,
    happenedOn: draft.receivedOn,
    title: `${draft.complainant}投诉${draft.respondent.name}`.slice(0, 200),
    number: await nextNumber(ctx, bureau, '诉', Number(draft.receivedOn.slice(0, 4))),
  })
  await ctx.tx
    .insertInto('complaint')
    .values({
      matter_id: id,
      received_on: draft.receivedOn,
      complainant: draft.complainant,
      complainant_phone: draft.complainantPhone ?? null,
      division_code: draft.divisionCode,
      place: draft.place,
      content: draft.content,
      demand: draft.demand,
    })
    .execute()
  await insertParties(ctx, id, [draft.respondent])
  await settleMatter(ctx, id)
  return { id, version: 1 }
}
