import type { LeadDraft, LeadFactsDraft } from '#contract/case-drafts'
import type { MatterId } from '#contract/common'
import { bindFiles } from '#kernel/files'
import type { Ctx } from '#kernel/house'
import { findMatter, openMatter, settleMatter } from '#kernel/matter'
import { Problem } from '#kernel/problem'
import { bureauOf, divisionOf, nextNumber } from './bureau.ts'
import { leadProcess } from './lead.process.ts'
import { insertLead, updateLead } from './lead.store.ts'
import { touchMatter } from './matter-change.ts'
import { insertParties } from './party.store.ts'
import { relate, type Tie } from './related.store.ts'
import { titleOf } from './title.ts'
import { refuseReceipt } from './transfer.ts'

/** `origin`: a matter of this room out of which the lead came, and how the two belong together. */
export type NewLead = LeadDraft & { origin?: MatterId | undefined; tie?: Tie; fromMediation?: boolean }

/** 登记线索. It is its bureau's, and the unit that registers it handles it. */
export async function openLead(ctx: Ctx, draft: NewLead): Promise<MatterId> {
  const bureau = await bureauOf(ctx, ctx.actor.orgId ?? '')
  const origin = draft.receivedFrom ?? draft.origin
  if (origin && !(await findMatter(ctx, origin))) throw new Problem('notFound', { what: '来源事项' })
  if (draft.receivedFrom) await refuseReceipt(ctx, draft.receivedFrom)
  const id = await openMatter(ctx, leadProcess, {
    owner: bureau.id,
    handling: ctx.actor.orgId ?? bureau.id,
    happenedOn: draft.foundOn,
    title: titleOf(draft.parties, draft.violationCode ?? null),
    number: await nextNumber(ctx, bureau, '线', Number(draft.foundOn.slice(0, 4))),
    input: { foundOn: draft.foundOn, source: draft.source },
  })
  await insertLead(ctx, id, { ...draft, divisionCode: draft.divisionCode ?? (await divisionOf(ctx, ctx.actor.orgId ?? bureau.id)) })
  await insertParties(ctx, id, draft.parties)
  await bindFiles(ctx, id, draft.files)
  if (origin) await relate(ctx, id, origin, draft.receivedFrom ? 'transfer' : (draft.tie ?? 'origin'))
  await settleMatter(ctx, id)
  return id
}

export async function registerLead(ctx: Ctx, draft: LeadDraft): Promise<{ id: MatterId; version: number }> {
  return { id: await openLead(ctx, draft), version: 1 }
}

/** Facts that turned out otherwise, while the lead is open. */
export async function changeLead(ctx: Ctx, matterId: string, version: number, draft: LeadFactsDraft): Promise<void> {
  await touchMatter(ctx, matterId, { process: 'lead', version, title: titleOf(draft.parties, draft.violationCode ?? null) })
  const { parties, sourceNote, violationCode, ...change } = draft
  await updateLead(ctx, matterId, { ...change, sourceNote: sourceNote ?? null, violationCode: violationCode ?? null })
  await ctx.tx.deleteFrom('case_party').where('matter_id', '=', matterId).execute()
  await insertParties(ctx, matterId, parties)
}
